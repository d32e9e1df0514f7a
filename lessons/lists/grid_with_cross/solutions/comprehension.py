def grid_with_cross(rows, columns, row, column):
    grid = [['.'] * columns for number in range(rows)]
    grid[row][column] = 'X'
    return grid
