def swap_ends(numbers):
    pass
