SIZE = 12
ROUNDS = 6


def neighbours(grid, row, column):
    count = 0
    for r in (row - 1, row, row + 1):
        for c in (column - 1, column, column + 1):
            if (r, c) != (row, column):
                count += grid[r % SIZE][c % SIZE]
    return count


grid = [[(r * r + 3 * c) % 5 % 2 for c in range(SIZE)] for r in range(SIZE)]
for _ in range(ROUNDS):
    after = [[0] * SIZE for _ in range(SIZE)]
    for r in range(SIZE):
        for c in range(SIZE):
            count = neighbours(grid, r, c)
            if count == 3 or (count == 2 and grid[r][c]):
                after[r][c] = 1
    grid = after
print(sum(map(sum, grid)))
