def all_numbers(nested):
    if nested == []:
        return []
    first = nested[0]
    rest = all_numbers(nested[1:])
    if isinstance(first, list):
        return all_numbers(first) + rest
    return [first] + rest
