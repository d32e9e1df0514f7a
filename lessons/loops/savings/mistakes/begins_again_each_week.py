weeks = int(input())
for week in range(1, weeks + 1):
    total = 0
    total += week
    print(total)
