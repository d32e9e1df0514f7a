weeks = int(input())
total = 0
for week in range(weeks):
    total += week
    print(total)
