temperatures = {"Mon": 14, "Tue": 19, "Wed": 22, "Thu": 17}

# The long way ...
warm = []
for day, degrees in temperatures.items():
    if degrees > 16:
        warm.append(day)
print(warm)

# ... and the short one.
warm = [day for day, degrees in temperatures.items() if degrees > 16]
print(warm)

fahrenheit = {d: t * 9 // 5 + 32 for d, t in temperatures.items()}
print(fahrenheit)

tens = {degrees // 10 * 10 for degrees in temperatures.values()}
print(sorted(tens))

table = [[row * column for column in (1, 2, 3)] for row in (1, 2)]
for line in table:
    print(line)

# Round brackets make nothing until somebody asks.
squares = (number**2 for number in range(1, 5))
print("first:", next(squares))
print("sum of the rest:", sum(squares))
