SIZE = 4


def is_safe(queens, column):
    row = len(queens)
    for other_row, other in enumerate(queens):
        if other == column or abs(other - column) == row - other_row:
            return False
    return True


def place(queens):
    if len(queens) == SIZE:
        return True
    for column in range(SIZE):
        if is_safe(queens, column):
            queens.append(column)
            if place(queens):
                return True
            queens.pop()
    return False


queens = []
found = place(queens)
print("found:", found)
for column in queens:
    print(". " * column + "Q " + ". " * (SIZE - column - 1))
