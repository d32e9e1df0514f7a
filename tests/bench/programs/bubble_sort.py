SIZE = 100

numbers = [(7 * n * n + 31 * n) % 1009 for n in range(SIZE)]
for end in range(SIZE - 1, 0, -1):
    for at in range(end):
        if numbers[at] > numbers[at + 1]:
            numbers[at], numbers[at + 1] = numbers[at + 1], numbers[at]
print(numbers[0], numbers[-1])
