def merge(first, second):
    rest_of_first = first[:]
    rest_of_second = second[:]
    result = []
    while rest_of_first and rest_of_second:
        if rest_of_first[0] <= rest_of_second[0]:
            result.append(rest_of_first.pop(0))
        else:
            result.append(rest_of_second.pop(0))
    return result + rest_of_first + rest_of_second
