def grid_with_cross(rows, columns, row, column):
    grid = [['.'] * columns] * rows
    grid[row][column] = 'X'
    return grid
