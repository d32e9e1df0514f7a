def remove_zeros(numbers):
    for number in numbers:
        if number == 0:
            numbers.remove(number)
