def doubled(numbers):
    for number in numbers:
        number = number * 2
    return numbers
