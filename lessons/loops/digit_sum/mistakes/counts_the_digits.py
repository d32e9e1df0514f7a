number = input()
total = 0
for digit in number:
    total += 1
print(total)
