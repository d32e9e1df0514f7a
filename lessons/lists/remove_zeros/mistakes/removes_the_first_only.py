def remove_zeros(numbers):
    if 0 in numbers:
        numbers.remove(0)
