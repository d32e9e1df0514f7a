def remove_zeros(numbers):
    pass
