count = 0
total = 0
number = 1
while number != 0:
    number = int(input())
    count += 1
    total += number
print(count, total)
