number = int(input())
total = 0
while number > 9:
    total += number % 10
    number = number // 10
print(total)
