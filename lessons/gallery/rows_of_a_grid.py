def show(title, grid):
    print(title)
    for row in grid:
        print("  " + " ".join(row))


# One row, named three times.
shared = [["."] * 3] * 3
shared[0][0] = "X"
show("The same row three times:", shared)

# A new row each time round.
separate = []
for _ in range(3):
    separate.append(["."] * 3)
separate[0][0] = "X"
show("Three rows:", separate)

print("one row: ", shared[0] is shared[1])
print("one row: ", separate[0] is separate[1])
