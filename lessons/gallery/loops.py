# for: once for each thing.
total = 0
for number in [4, 8, 15]:
    total += number
    print("so far", total)

# while: as long as something is true.
water = 100
days = 0
while water > 20:
    water = water * 2 // 3
    days += 1
print("Nearly empty after", days, "days")

# break leaves the loop, continue starts its next round.
for number in range(2, 20):
    if number % 2 == 0:
        continue
    if number % 7 == 0:
        print("First odd number that 7 divides:", number)
        break

# Loops in loops draw a triangle.
for height in range(1, 4):
    line = ""
    for _ in range(height):
        line += "*"
    print(line)
