def swap_ends(numbers):
    if numbers:
        numbers[0] = numbers[-1]
        numbers[-1] = numbers[0]
