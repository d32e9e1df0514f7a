def swap_ends(numbers):
    if len(numbers) > 1:
        numbers = [numbers[-1]] + numbers[1:-1] + [numbers[0]]
