def total(numbers):
    if len(numbers) == 0:
        return 0
    return total(numbers[1:])
