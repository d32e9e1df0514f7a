weeks = int(input())
total = 0
for week in range(1, weeks + 1):
    total += week
    print(total)
