def grid_with_cross(rows, columns, row, column):
    return []
