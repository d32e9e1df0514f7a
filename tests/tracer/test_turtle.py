"""Turtle graphics as a program meets them: what its functions give, what they refuse, and which commands stand at which step."""

import json
from pathlib import Path

import pytest

from tracer.record.limits import Limits
from tracer.record.run import Run, record_program
from tracer.trace.model import TURTLE

HEADING = "import turtle\nt = turtle.Turtle()\n"


def printed(program: str, **options: object) -> str:
    """What the program writes, errors and all."""
    trace = record_program(program, **options)  # type: ignore[arg-type]
    return "".join(write.text for write in trace.writes) + trace.outcome.traceback


def commands(program: str, **options: object) -> list[tuple[int, list[object]]]:
    trace = record_program(program, **options)  # type: ignore[arg-type]
    assert trace.outcome.kind == "finished", trace.outcome
    return [(write.step, json.loads(write.text)) for write in trace.shown if write.stream == TURTLE]


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ("t.forward(100); t.left(90); t.fd(50); print(t.pos(), t.heading())", "(100.00,50.00) 90.0"),
        ("t.goto(3, 4); print(t.distance(0, 0), t.towards(0, 4), t.xcor(), t.ycor())", "5.0 180.0 3.0 4.0"),
        ("t.setheading(-90); print(t.heading()); t.right(360); print(t.heading())", "270.0\n270.0"),
        ("t.circle(50); print(t.pos(), t.heading())", "(0.00,0.00) 0.0"),
        ("t.circle(50, 180); print(t.pos(), t.heading())", "(0.00,100.00) 180.0"),
        ("t.circle(-50, 90); print(t.pos(), t.heading())", "(50.00,-50.00) 270.0"),
        ("t.teleport(10, y=20); print(t.pos(), t.isdown())", "(10.00,20.00) True"),
        ("t.radians(); t.left(3.141592653589793); print(round(t.heading(), 4))", "3.1416"),
        ("turtle.mode('logo'); t.right(90); t.forward(10); print(t.heading(), t.pos())", "90.0 (10.00,0.00)"),
        ("t.color('red', '#00f'); print(t.color(), t.pencolor(), t.fillcolor())", "('red', '#00f') red #00f"),
        ("turtle.colormode(255); t.pencolor(255, 0, 10); print(t.pencolor())", "(255, 0, 10)"),
        ("t.fd(9); t.lt(45); t.undo(); t.undo(); print(t.pos(), t.heading())", "(0.00,0.00) 0.0"),
        ("print(t.shape(), t.isvisible(), t.pensize(), t.speed('fastest'), t.speed())", "classic True 1 None 0"),
        ("t.ht(); t.width(5); print(t.pen()['shown'], t.pen()['pensize'])", "False 5"),
        (
            "t.begin_poly(); t.fd(5); t.lt(90); t.fd(5); t.end_poly(); print(t.get_poly())",
            "((0.00,0.00), (5.00,0.00), (5.00,5.00))",
        ),
        ("print(t.stamp() != t.stamp(), t.clearstamps(), len(turtle.Screen().turtles()))", "True None 1"),
        ("u = t.clone(); u.fd(7); print(u.pos(), t.pos(), u is t)", "(7.00,0.00) (0.00,0.00) False"),
        ("print(turtle.Vec2D(1, 2) + (3, 4), 2 * turtle.Vec2D(1, 2), abs(turtle.Vec2D(3, 4)))", "(4.00,6.00) (2.00,4.00) 5.0"),
        ("turtle.setup(300, 200); print(turtle.window_width(), turtle.Screen().window_height())", "300 200"),
        ("turtle.fd(30); print(turtle.pos(), len(turtle.turtles()))", "(30.00,0.00) 2"),
        ("turtle.tracer(0); turtle.update(); turtle.done(); turtle.exitonclick(); turtle.bye(); print('ok')", "ok"),
        ("t.reset(); t.clear(); turtle.Screen().clear(); print(turtle.turtles())", "[]"),
    ],
)
def test_it_answers_as_the_library_does(calls: str, expected: str) -> None:
    assert printed(HEADING + calls).strip() == expected


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("t.forward('10')", "TypeError: forward() needs a number, not '10'"),
        ("t.forward()", "TypeError: "),
        ("t.goto(1, 2, 3, 4)", "TypeError: "),
        ("t.goto('far')", "TypeError: goto() needs x and y"),
        ("t.goto(float('nan'), 0)", "ValueError: goto() needs a finite number"),
        ("t.color('bloo')", "turtle.TurtleGraphicsError: bad color string: bloo. Use"),
        ("t.color(300, 0, 0)", "turtle.TurtleGraphicsError: bad color sequence: (300, 0, 0). "),
        ("t.shape('cow')", "turtle.TurtleGraphicsError: There is no shape named cow. There are arrow, "),
        ("turtle.mode('up')", "turtle.TurtleGraphicsError: No turtle-graphics-mode up"),
        ("t.shapesize(0)", "turtle.TurtleGraphicsError: "),
        ("t.fly()", "AttributeError: 'Turtle' object has no attribute 'fly'"),
    ],
)
def test_what_is_wrong_raises_with_a_sentence(call: str, said: str) -> None:
    text = printed(HEADING + call)
    assert said in text
    assert "<turtle" not in text, "the learner's lines alone"


def test_what_needs_a_window_says_so_once_on_stderr() -> None:
    calls = "s = turtle.Screen()\nfor _ in range(3):\n    s.onkey(print, 'a')\ns.listen()\nturtle.ontimer(print, 10)\n"
    trace = record_program(HEADING + calls)
    said = "".join(write.text for write in trace.writes if write.stream == 2)
    assert said.count("onkey() does nothing here") == 1
    assert said.count("ontimer() does nothing here") == 1
    assert trace.outcome.kind == "finished"


def test_questions_are_asked_as_input_is() -> None:
    program = "import turtle\nprint(turtle.textinput('Name', 'Who?'), turtle.numinput('n', 'How many?', minval=2), turtle.numinput('', ''))\n"
    text = printed(program, inputs=["Ada", "x", "1", "5"])
    assert "Who? How many? That is not a number. Try again." in text
    assert text.endswith("Ada 5.0 None\n")


def test_each_command_stands_at_the_step_that_called_it() -> None:
    found = commands(HEADING + "for side in (10, 20):\n    t.forward(side)\n")
    lines = [(step, command) for step, command in found if command[0] == "line"]
    assert lines == [(3, ["line", 1, "#000000", 1, [10, 0]]), (5, ["line", 1, "#000000", 1, [30, 0]])]


def test_no_step_lies_inside_the_library_and_a_turtle_shows_what_is_useful() -> None:
    trace = record_program(HEADING + "t.forward(10)\nt.note = 1\n")
    last = trace.at(len(trace) - 1)
    assert all(len(trace.at(step).frames) == 1 for step in range(len(trace)))
    turtle = next(obj for obj in last.heap.values() if obj.kind == "instance")
    assert {name: last.heap[oid].text for name, oid in turtle.fields} == {
        "fillcolor": "'black'",
        "heading": "0.0",
        "isdown": "True",
        "pencolor": "'black'",
        "xcor": "10.0",
        "ycor": "0.0",
        "note": "1",
    }


def test_a_class_of_ones_own_may_use_any_attribute() -> None:
    program = """
import turtle
class Player(turtle.Turtle):
    def __init__(self, x):
        super().__init__(shape="square")
        self.x, self.y, self.angle, self.step = x, 7, "any", 3
        self.goto(x, 0)
player = Player(30)
player.forward(5)
print(player.x, player.angle, player.pos())
"""
    assert printed(program) == "30 any (35.00,0.00)\n"


def test_every_run_begins_with_an_empty_sheet() -> None:
    program = "import turtle\nturtle.fd(1)\nturtle.colormode(255)\nprint(len(turtle.turtles()))\nturtle.Turtle.forward = None\n"
    assert [printed(program), printed(program)] == ["1\n", "1\n"]


def test_a_module_of_the_programs_own_goes_before(tmp_path: Path) -> None:
    (tmp_path / "turtle.py").write_text("mine = 'my own'\n")
    assert printed("import turtle\nprint(turtle.mine)\n", folder=str(tmp_path)) == "my own\n"


def test_star_import_brings_all_names() -> None:
    assert printed("from turtle import *\nforward(10)\nlt(90)\ncolor('red')\nprint(pos(), xcor())\n") == "(10.00,0.00) 10.0\n"


def test_commands_of_steps_that_are_only_counted_are_there_too() -> None:
    found = commands(HEADING + "for side in range(5):\n    t.forward(10)\n", first_step=6)
    assert [command[0] for step, command in found if step == -1] == ["new", "shape", "look", "line", "line"]
    assert len(found) == 8


def test_a_drawing_without_end_is_ended() -> None:
    run = Run(HEADING + "while True:\n    t.forward(1)\n", bounds=Limits(shown_chars=1_000))
    run.perform()
    assert run.outcome.kind == "cut" and "more than 1,000 characters" in run.outcome.reason


def test_both_recorders_write_the_same() -> None:
    program = HEADING + "t.begin_fill()\nfor _ in range(3):\n    t.fd(90)\n    t.lt(120)\nt.end_fill()\nu = t.clone()\n"
    runs = [Run(program, natively=natively) for natively in (False, True)]
    for run in runs:
        run.perform()
    assert bytes(runs[0].writer.stream) == bytes(runs[1].writer.stream)
