"""What a program shows, in images: the drawing as it is at the step, pictures, tables; and nothing of it is more than that."""

import pytest

from tests.tracer.export.test_svg import SVG, parsed, texts_of
from tracer.export.handout import handout_html
from tracer.export.svg import LEAST_S, MOST_FRAMES, STEP_S, NothingDrawn, frames, moving_svg, seconds_of, step_images, step_svg
from tracer.export.svg_ink import LIGHT, Ink
from tracer.export.svg_scene import Look
from tracer.export.svg_shown import MOST_ROWS, table_svg
from tracer.record import record_program

DRAWS = "import turtle\nfor side in range(4):\n    turtle.forward(90)\n    turtle.left(90)\nturtle.clear()\n"
SHOWS = """from codeviz import show
show([{"city": "Bern & <b>", "people": 134}])
show('<svg width="9" height="9"><script>1</script></svg>')
x = 1
"""
ALONE = Look(alone=True)


def lines(svg: str) -> int:
    return len(parsed(svg).findall(f".//{SVG}polyline"))


def test_the_drawing_stands_under_the_picture_as_it_is_at_the_step() -> None:
    trace = record_program(DRAWS)
    last = len(trace) - 1
    assert [lines(step_svg(trace, step)) for step in (0, 1, 6, last - 1, last)] == [0, 0, 2, 4, 0]
    assert "Turtle at (90, 90), heading 90." in texts_of(parsed(step_svg(trace, 6)))
    assert [lines(step_svg(trace, step, ALONE)) for step in (6, last)] == [2, 0]
    assert texts_of(parsed(step_svg(trace, 6, ALONE))) == []


def test_images_of_one_film_have_one_size() -> None:
    trace = record_program(DRAWS)
    for look in (Look(), ALONE):
        sizes = {(parsed(svg).get("width"), parsed(svg).get("height")) for svg in step_images(trace, range(len(trace)), look)}
        assert len(sizes) == 1


def test_what_moves_shows_each_mark_in_its_time() -> None:
    trace = record_program(DRAWS)
    for look in (Look(), ALONE):
        svg = moving_svg(trace, range(len(trace)), look)
        assert lines(svg) == 4
        assert parsed(svg).findall(f".//{SVG}animate")


def test_marks_are_painted_in_their_order_also_where_the_same_comes_again() -> None:
    program = "from turtle import *\nfor c in ['red', 'blue', 'red']:\n    color(c)\n    goto(90, 0)\n    goto(0, 0)\n"
    trace = record_program(program)
    colours = [line.get("stroke") for line in parsed(moving_svg(trace, range(len(trace)), ALONE)).iter(f"{SVG}polyline")]
    assert colours == ["#ff0000"] * 2 + ["#0000ff"] * 2 + ["#ff0000"] * 2


def test_a_film_has_the_moments_at_which_something_changes_and_the_last() -> None:
    trace = record_program("import turtle\nx = 1\nx = 2\nturtle.forward(9)\nx = 3\nx = 4\nturtle.forward(9)\n")
    assert frames(trace, range(len(trace))) == [0, 4, 7]
    long = record_program("import turtle\nfor n in range(400):\n    turtle.forward(n)\n")
    chosen = frames(long, range(len(long)))
    assert len(chosen) == MOST_FRAMES
    assert lines(step_svg(long, chosen[-1], ALONE)) == 400
    assert (seconds_of(2), seconds_of(100), seconds_of(10_000)) == (STEP_S, 0.1, LEAST_S)


def test_pictures_and_tables_are_in_the_images_from_their_step_on() -> None:
    trace = record_program(SHOWS)
    none, table, picture = (parsed(step_svg(trace, step)) for step in (1, 2, 3))
    assert not none.findall(f".//{SVG}image") and "people" not in texts_of(none)
    assert {"city", "people", "Bern & <b>", "134", "Table 1"} <= set(texts_of(table))
    [image] = picture.findall(f".//{SVG}image")
    assert str(image.get("href")).startswith("data:image/svg+xml;base64,")
    assert "134" not in texts_of(picture)


def test_a_hand_out_lets_images_in_only_where_it_has_some() -> None:
    trace = record_program(SHOWS)
    assert "img-src data:;" in handout_html(trace, [3], Look())
    assert "img-src" not in handout_html(trace, [2], Look())
    assert "<polyline " in handout_html(record_program(DRAWS), [5], Look())


def test_where_nothing_is_drawn_there_is_no_image_of_it() -> None:
    trace = record_program("x = 1\n")
    with pytest.raises(NothingDrawn, match="Choose a later step"):
        step_svg(trace, 1, ALONE)
    with pytest.raises(NothingDrawn, match="could move"):
        moving_svg(record_program(SHOWS), [2, 3], ALONE)


def test_a_long_table_is_cut_and_says_so() -> None:
    html = "<table>" + "".join(f"<tr><td>{n}</td><td>{'w' * 60}</td></tr>" for n in range(30)) + "</table>"
    svg, width, _ = table_svg(html, Ink(14, LIGHT))
    texts = texts_of(parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>'))
    assert len(texts) == 2 * MOST_ROWS + 1
    assert texts[-1] == "… 30 rows in all"
    assert all(len(text) <= 22 for text in texts)
    assert width < 640


def test_html_that_is_no_table_is_shown_by_its_lines() -> None:
    svg, _, _ = table_svg("<h1>One</h1><p>two<br>three &amp; four</p><hr>", Ink(14, LIGHT))
    assert texts_of(parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')) == ["One", "two", "three & four"]
