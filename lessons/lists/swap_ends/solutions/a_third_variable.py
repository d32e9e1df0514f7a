def swap_ends(numbers):
    if len(numbers) == 0:
        return
    kept = numbers[0]
    numbers[0] = numbers[-1]
    numbers[-1] = kept
