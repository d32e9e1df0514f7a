def in_both(first, second):
    result = []
    for number in first:
        if number in second:
            result.append(number)
    return sorted(result)
