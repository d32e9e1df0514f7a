def all_numbers(nested):
    result = []
    for element in nested:
        if isinstance(element, list):
            return all_numbers(element)
        result.append(element)
    return result
