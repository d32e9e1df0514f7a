def neighbours(grid, row, column):
    top, left = max(row - 1, 0), max(column - 1, 0)
    count = -grid[row][column]
    for line in grid[top : row + 2]:
        count += sum(line[left : column + 2])
    return count


def next_generation(grid):
    new_grid = []
    for row, line in enumerate(grid):
        new_line = []
        for column, alive in enumerate(line):
            count = neighbours(grid, row, column)
            born = count == 3
            stays = alive and count == 2
            new_line.append(1 if born or stays else 0)
        new_grid.append(new_line)
    return new_grid


def show(grid):
    for line in grid:
        print(" ".join("#" if alive else "." for alive in line))
    print()


world = [
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [1, 1, 1, 0],
    [0, 0, 0, 0],
]
show(world)
world = next_generation(world)
show(world)
