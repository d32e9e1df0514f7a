from turtle import Turtle


def branch(pen, length):
    if length < 20:
        return
    pen.forward(length)
    pen.left(30)
    branch(pen, length * 0.7)
    pen.right(60)
    branch(pen, length * 0.7)
    pen.left(30)
    pen.backward(length)


pen = Turtle()
pen.left(90)
branch(pen, 60)
