def pairs(numbers, total):
    count = 0
    for place, number in enumerate(numbers):
        for other in numbers[place + 1:]:
            if number + other == total:
                count += 1
    return count
