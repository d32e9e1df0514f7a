def grid_with_cross(rows, columns, row, column):
    grid = []
    for y in range(rows):
        line = []
        for x in range(columns):
            if y == row and x == column:
                line.append('X')
            else:
                line.append('.')
        grid.append(line)
    return grid
