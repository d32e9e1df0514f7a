def all_numbers(nested):
    return []
