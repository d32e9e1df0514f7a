weeks = int(input())
total = 0
for week in range(1, weeks):
    total += week
    print(total)
