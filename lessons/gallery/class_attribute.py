class Robot:
    made = 0
    parts = []

    def __init__(self, name):
        self.name = name
        Robot.made += 1

    def attach(self, part):
        self.parts.append(part)

    def paint(self, colour):
        self.colour = colour


ray = Robot("Ray")
zoe = Robot("Zoe")
print("made:", Robot.made)

# Nobody has parts of their own: the list is the class's.
ray.attach("arm")
print("Zoe got one too:", zoe.parts)

# An assignment makes an attribute of the one robot.
zoe.parts = ["wheel"]
ray.attach("lamp")
print("Ray:", ray.parts)
print("Zoe:", zoe.parts)

zoe.paint("red")
print("Zoe has a colour:", hasattr(zoe, "colour"))
print("Ray has a colour:", hasattr(ray, "colour"))
