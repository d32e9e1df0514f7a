def all_numbers(nested):
    result = []
    for element in nested:
        if isinstance(element, list):
            all_numbers(element)
        else:
            result.append(element)
    return result
