def grid_with_cross(rows, columns, row, column):
    grid = []
    for number in range(rows):
        grid.append(['.'] * columns)
    grid[column][row] = 'X'
    return grid
