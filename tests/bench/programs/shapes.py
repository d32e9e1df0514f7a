SIZE = 150


class Shape:
    def __init__(self, name):
        self.name = name
        self.seen = 0

    def area(self):
        return 0

    def look(self):
        self.seen += 1
        return self.area()


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side**2


class Box(Square):
    def __init__(self, side, height):
        super().__init__(side)
        self.height = height

    def area(self):
        return 2 * super().area() + 4 * self.side * self.height


shapes = []
for n in range(SIZE):
    shapes.append(Square(n) if n % 2 else Box(n, n + 1))
total = 0
for _ in range(3):
    for shape in shapes:
        total += shape.look()
print(total)
