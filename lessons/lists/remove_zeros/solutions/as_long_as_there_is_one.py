def remove_zeros(numbers):
    while 0 in numbers:
        numbers.remove(0)
