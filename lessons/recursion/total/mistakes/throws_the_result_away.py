def total(numbers):
    result = 0
    if len(numbers) > 0:
        result = result + numbers[0]
        total(numbers[1:])
    return result
