def pairs(numbers, total):
    count = 0
    for first in range(len(numbers)):
        for second in range(len(numbers)):
            if first != second and numbers[first] + numbers[second] == total:
                count += 1
    return count
