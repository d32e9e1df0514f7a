"""Steps as images: whole by themselves, well-formed whatever a program made, with every text of the picture in them."""

import re
from xml.etree import ElementTree

import pytest

from lessons.gallery_index import Example, examples
from tests.tracer.export.hostile_texts import HOSTILE
from tracer.draw.picture import Drawing
from tracer.draw.view import View
from tracer.export.markup import Node, tree, unescaped
from tracer.export.svg import moving_svg, step_images, step_svg
from tracer.export.svg_scene import MOST_LINES, Look
from tracer.record import record_program
from tracer.record.limits import Limits
from tracer.record.run import Run
from tracer.trace.store import Trace

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "defs", "clipPath", "rect", "g", "path", "circle", "text", "tspan", "animate"}
DRAWN = {"polyline", "polygon", "image"}  # what programs draw and show
PICTURE = re.compile(r"data:image/(png|svg\+xml);base64,[A-Za-z0-9+/=]+")
PROGRAM = "words = ['a']\nsame = words\nsame.append('b')\nif words:\n    print(words)\n"
VIEWS = {
    "wide": View(width=640),
    "nested": View(width=640, primitives="nested"),
    "objects": View(width=640, primitives="objects", exited=True),
    "labels": View(width=352, arrows=False),
}


def parsed(svg: str) -> ElementTree.Element:
    """The image's tree, in which nothing is but what images are made of."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS | DRAWN
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "href" not in name or (element.tag == f"{SVG}image" and PICTURE.fullmatch(value))
            assert "url(" not in value or re.fullmatch(r"url\(#b[\d.x]+\)", value)
    return root


def texts_of(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def leaves(node: Node) -> list[str]:
    """All texts that can be seen, one by one."""
    if "unseen" in node.classes:
        return []
    return [
        text
        for child in node.children
        for text in ([" ".join(unescaped(child).split())] if isinstance(child, str) else leaves(child))
    ]


def words_of(example: Example) -> Trace:
    run = Run(example.source, "program.py", list(example.inputs), Limits(steps=60))
    run.perform()
    return Trace(run.writer.stream)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.id)
def test_every_word_of_a_picture_is_in_its_image(example: Example) -> None:
    trace = words_of(example)
    for view in VIEWS.values():
        for step in {len(trace) // 2, len(trace) - 1}:
            drawing = Drawing()
            picture = drawing.draw(trace, step, view)
            shown = " ".join(" ".join(texts_of(parsed(step_svg(trace, step, Look(view=view))))).split())
            for _, _, _, number in picture["parts"]:
                for text in leaves(tree(drawing.texts[number])):
                    assert text in shown or any(
                        f"{text[:cut]}…" in shown for cut in range(3, len(text))
                    )  # a caption too long for its place


def test_it_says_the_step_and_the_sentence_and_has_the_program() -> None:
    trace = record_program(PROGRAM)
    root = parsed(step_svg(trace, 3))
    texts = texts_of(root)
    assert texts[0] == f"Step 4 of {len(trace)}"
    assert texts[1].startswith("Line 3 ")
    assert "print(words)" in texts  # its indentation is a place, not blanks
    assert root.find(f"{SVG}title").text == f"program.py: Step 4 of {len(trace)}"  # type: ignore[union-attr]
    assert "words = ['a']" not in texts_of(parsed(step_svg(trace, 3, Look(code=False))))


def test_a_recording_that_begins_later_numbers_its_images_from_there() -> None:
    run = Run("total = 0\nfor n in range(50):\n    total += n\n", "program.py", None, Limits(steps=20), first_step=30)
    run.perform()
    assert texts_of(parsed(step_svg(Trace(run.writer.stream), 4)))[0] == "Step 35 of 50"


def test_a_long_program_is_shown_around_its_line() -> None:
    trace = record_program("x = 0\n" * 200)
    numbers = [text for text in texts_of(parsed(step_svg(trace, 120))) if text.isdigit()]
    assert "121" in numbers
    assert "1" not in numbers[:-1]
    assert len(numbers) <= MOST_LINES + 1


def test_images_of_several_steps_have_one_size() -> None:
    trace = record_program(PROGRAM)
    sizes = {(parsed(svg).get("width"), parsed(svg).get("height")) for svg in step_images(trace, range(len(trace)))}
    assert len(sizes) == 1


def test_an_image_that_moves_shows_each_step_what_belongs_to_it() -> None:
    trace = record_program(PROGRAM)
    root = parsed(moving_svg(trace, range(len(trace))))
    for step in range(len(trace)):
        now = set(texts_at(root, (step + 0.5) / len(trace)))
        still = set(texts_of(parsed(step_images(trace, range(len(trace)))[step])))
        assert now == still


def texts_at(element: ElementTree.Element, share: float) -> list[str]:
    """The texts that can be seen when so much of the time has passed."""
    animate = element.find(f"{SVG}animate")
    if animate is not None:
        times = [float(time) for time in animate.get("keyTimes", "").split(";")]
        values = animate.get("values", "").split(";")
        assert len(times) == len(values)
        assert (times[0], times) == (0, sorted(times))
        if [value for time, value in zip(times, values, strict=True) if time <= share][-1] == "hidden":
            return []
    own = ["".join(element.itertext())] if element.tag == f"{SVG}text" else []
    return own + [text for child in element for text in texts_at(child, share)]


@pytest.mark.parametrize("program", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_program_makes_texts_and_nothing_else(program: str) -> None:
    trace = record_program(program)
    for view in VIEWS.values():
        look = Look(view=view)
        for svg in (*step_images(trace, range(len(trace)), look), moving_svg(trace, range(len(trace)), look)):
            parsed(svg)
            assert "<script" not in svg
            assert all(character.isprintable() or character == "\n" for character in svg)


def test_markup_that_is_none_of_ours_is_refused() -> None:
    for html in ("<p>a", "a", "<p>a</b>", "</p>", "<p><i onclick=x></i></p>", "<p></p><p></p>", ""):
        with pytest.raises(ValueError, match=r"none of ours|without a beginning"):
            tree(html)


def test_the_themes_are_those_of_the_page() -> None:
    from tracer.export.resources import REPLAY_CSS
    from tracer.export.svg_ink import DARK, LIGHT

    names = {"k": "keyword", "s": "string", "n": "number", "c": "comment"}
    for name in LIGHT:
        assert f"--{names.get(name, name)}: light-dark({LIGHT[name]}, {DARK[name]});" in REPLAY_CSS
