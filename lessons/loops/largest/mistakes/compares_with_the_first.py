def largest(numbers):
    best = numbers[0]
    for number in numbers:
        if number > numbers[0]:
            best = number
    return best
