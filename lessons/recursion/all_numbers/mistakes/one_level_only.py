def all_numbers(nested):
    result = []
    for element in nested:
        if isinstance(element, list):
            result += element
        else:
            result.append(element)
    return result
