number = int(input())
total = 0
while number > 0:
    number = number // 10
    total += number
print(total)
