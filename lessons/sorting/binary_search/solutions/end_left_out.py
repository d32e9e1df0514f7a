def find(numbers, wanted):
    start = 0
    end = len(numbers)
    while start < end:
        middle = (start + end) // 2
        if numbers[middle] < wanted:
            start = middle + 1
        else:
            end = middle
    if start < len(numbers) and numbers[start] == wanted:
        return start
    return -1
