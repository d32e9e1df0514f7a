def merge(first, second):
    result = []
    right = 0
    for number in first:
        while right < len(second) and second[right] < number:
            result.append(second[right])
            right += 1
        result.append(number)
    return result + second[right:]
