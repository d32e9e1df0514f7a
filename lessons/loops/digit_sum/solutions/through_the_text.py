number = input()
total = 0
for digit in number:
    total += int(digit)
print(total)
