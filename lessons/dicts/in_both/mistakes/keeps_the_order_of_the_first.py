def in_both(first, second):
    result = []
    for number in first:
        if number in second and number not in result:
            result.append(number)
    return result
