count = 0
total = 0
line = input()
while line != 0:
    count += 1
    total += int(line)
    line = input()
print(count, total)
