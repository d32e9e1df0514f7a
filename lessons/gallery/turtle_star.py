import turtle

pen = turtle.Turtle()
pen.color("steelblue", "gold")
pen.begin_fill()
for side in range(5):
    pen.forward(150)
    pen.right(144)
pen.end_fill()
