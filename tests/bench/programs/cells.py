SIZE = 499000


class Cell:
    def __init__(self, number):
        self.number = number


grid = [[Cell(100 * row + column) for column in range(14)] for row in range(14)]
for n in range(SIZE):
    grid[n % 14][n // 14 % 14].number += 1
