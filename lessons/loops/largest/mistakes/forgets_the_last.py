def largest(numbers):
    best = numbers[0]
    for place in range(len(numbers) - 1):
        if numbers[place] > best:
            best = numbers[place]
    return best
