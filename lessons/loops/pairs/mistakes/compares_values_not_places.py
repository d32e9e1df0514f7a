def pairs(numbers, total):
    count = 0
    for first in range(len(numbers)):
        for second in range(first, len(numbers)):
            if numbers[first] != numbers[second] and numbers[first] + numbers[second] == total:
                count += 1
    return count
