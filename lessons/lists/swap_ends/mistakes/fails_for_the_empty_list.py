def swap_ends(numbers):
    kept = numbers[0]
    numbers[0] = numbers[-1]
    numbers[-1] = kept
