weeks = int(input())
total = 0
week = 1
while week <= weeks:
    total += week
    print(total)
    week += 1
