def pairs(numbers, total):
    count = 0
    for first in range(len(numbers) - 1):
        if numbers[first] + numbers[first + 1] == total:
            count += 1
    return count
