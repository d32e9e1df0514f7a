def grid_with_cross(rows, columns, row, column):
    grid = []
    for number in range(columns):
        grid.append(['.'] * rows)
    grid[column][row] = 'X'
    return grid
