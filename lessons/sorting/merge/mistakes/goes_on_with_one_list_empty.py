def merge(first, second):
    result = []
    left = 0
    right = 0
    while left < len(first) or right < len(second):
        if first[left] <= second[right]:
            result.append(first[left])
            left += 1
        else:
            result.append(second[right])
            right += 1
    return result
