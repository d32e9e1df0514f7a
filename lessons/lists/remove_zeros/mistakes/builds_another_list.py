def remove_zeros(numbers):
    numbers = [number for number in numbers if number != 0]
