SIZE = 6


def is_safe(columns, column):
    row = len(columns)
    for r, c in enumerate(columns):
        if c == column or abs(c - column) == row - r:
            return False
    return True


def solutions(columns):
    if len(columns) == SIZE:
        return 1
    found = 0
    for column in range(SIZE):
        if is_safe(columns, column):
            columns.append(column)
            found += solutions(columns)
            columns.pop()
    return found


print(solutions([]))
