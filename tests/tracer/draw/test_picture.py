"""What the page is sent: the shape of docs/messages.md, texts once, keys that stay, what opens, what changed."""

import json
import re
from html.parser import HTMLParser

import pytest

from tests.tracer.draw.looking import html_of, standing_of, traced
from tracer.draw.picture import Drawing
from tracer.draw.view import View, view_from

FIELDS = {
    "step", "steps", "event", "line", "was", "span", "sentence", "sentence_html", "note", "output_chars", "inputs",
    "width", "height", "parts", "arrows", "era", "texts",
}  # fmt: skip

ALIAS = """
x = [1, 2]
y = x
y.append(3)
z = 5
"""


def drawn(source, step=-1, **wishes):
    trace, drawing = traced(source), Drawing()
    view = View(**wishes)
    picture = drawing.draw(trace, step % len(trace), view)
    return picture, drawing


def all_html(picture, drawing):
    return "".join(drawing.texts[n] for _, _, _, n in picture["parts"])


def test_a_picture_has_the_documented_shape_and_is_json():
    picture, _ = drawn(ALIAS, 3)
    assert set(picture) == FIELDS
    assert json.loads(json.dumps(picture)) == picture
    assert [len(part) for part in picture["parts"]] == [4] * len(picture["parts"])
    assert (picture["was"], picture["line"]) == (4, 5)


def test_a_text_is_sent_once_and_keeps_its_number():
    trace, drawing = traced(ALIAS), Drawing()
    page = {}
    for step in (0, 1, 2, 3, 4, 3, 2, 1, 0):
        picture = drawing.draw(trace, step, View(known=len(page)))
        assert not set(picture["texts"]) & set(page)
        page |= picture["texts"]
        assert all(str(n) in page for _, _, _, n in picture["parts"])
    assert list(page.values()) == drawing.texts


def test_a_page_that_lost_its_texts_gets_them_again():
    trace, drawing = traced(ALIAS), Drawing()
    drawing.draw(trace, 4, View())
    assert list(drawing.draw(trace, 4, View(known=0))["texts"].values()) == drawing.texts


def test_two_names_of_one_list_are_two_arrows_to_one_box():
    picture, drawing = drawn(ALIAS, 3)
    boxes = [key for key, *_ in picture["parts"] if re.fullmatch(r"o\d+", key)]
    assert boxes == ["o1"] or len(boxes) == 1
    assert [key for key, *_ in picture["arrows"]] == ["f0:x", "f0:y"]
    assert "shared by 2" in html_of(picture, drawing, boxes[0])


def test_a_change_is_marked_in_the_box_and_on_the_arrows_that_see_it():
    picture, drawing = drawn(ALIAS, 3)
    html = all_html(picture, drawing)
    assert len(re.findall(r'class="cell changed"', html)) == 1
    assert [css for _, _, css in picture["arrows"]] == ["changed", "changed"]
    after, _ = drawn(ALIAS, 4)
    assert [css for _, _, css in after["arrows"]] == ["", ""]


def test_words_for_those_who_cannot_see_arrows():
    picture, drawing = drawn(ALIAS, 2)
    html = all_html(picture, drawing)
    box = next(key for key, *_ in picture["parts"] if re.fullmatch(r"o\d+", key))
    number = box[1:]
    assert html.count(f'<span class="unseen">to list {number}</span>') == 2
    assert f'<span class="unseen">list {number}: </span>' in html
    assert ", running</span>" in html


def test_labels_instead_of_arrows_stand_at_both_ends():
    picture, drawing = drawn(ALIAS, 2, arrows=False)
    html = all_html(picture, drawing)
    assert picture["arrows"] == []
    assert len(re.findall(r'<span class="by-number">list \d+</span>', html)) == 2
    assert re.search(r'class="caption"[^>]*>list \d+, shared by 2', html)


LONG = "big = list(range(10_000))\nwords = {n: str(n) for n in range(40)}\ntext = 'spam and ' * 50\nbig[500] = -1\n"


def test_a_long_list_shows_its_start_its_end_and_a_button():
    picture, drawing = drawn(LONG, 1)
    html = all_html(picture, drawing)
    assert "… 9,979 more" in html and "<b>9999</b>" in html and "<b>19</b>" in html and "<b>20</b>" not in html
    assert re.search(r'<button type="button" class="more" data-open="\d+" data-count="210"', html)


def test_what_is_opened_is_shown():
    picture, drawing = drawn(LONG, 1)
    key = next(key for key, *_ in picture["parts"] if re.fullmatch(r"o\d+", key))[1:]
    opened, drawing = drawn(LONG, 1, open=((key, 60),))
    assert "<b>59</b>" in all_html(opened, drawing)
    assert "… 9,939 more" in all_html(opened, drawing)


def test_an_element_that_changed_far_inside_is_shown():
    picture, drawing = drawn(LONG)
    html = all_html(picture, drawing)
    assert re.search(r'class="cell changed"[^>]*><sup>500</sup><b>-1</b>', html)


def test_a_long_text_opens_over_several_lines():
    picture, drawing = drawn(LONG)
    html = all_html(picture, drawing)
    key = re.search(r'data-open="(\d+)" data-count="450" aria-label="Show all of it, 450 characters"', html)[1]
    opened, drawing = drawn(LONG, open=((key, 450),))
    shown = re.search(r'class="slot open"><dt>text</dt><dd><b>(.*?)</b>', all_html(opened, drawing))[1]
    assert shown.replace("<br>", "") == "&quot;" + "spam and " * 50 + "&quot;"
    assert standing_of(drawing, View(open=((key, 450),)))["f0"].shape.height > 300


DEEP = "def down(n):\n    return n and down(n - 1)\ndown(45)\n"


def test_a_high_stack_folds_its_middle_and_opens_it():
    picture, drawing = drawn(DEEP, 60)
    frames = [key for key, *_ in picture["parts"] if re.fullmatch(r"f\d+", key)]
    assert frames[0] == "f0" and len(frames) < 14
    assert re.search(r'data-open="frames" data-count="\d+"[^>]*>… \d+ more frames<', all_html(picture, drawing))
    opened, _ = drawn(DEEP, 60, open=(("frames", 99),))
    assert sum(bool(re.fullmatch(r"f\d+", key)) for key, *_ in opened["parts"]) > 25


CROWD = "class Node: pass\nnodes = []\nfor n in range(12):\n    nodes.append([Node() for _ in range(12)])\nmany = [[n] for n in range(300)]\n"


def test_too_many_objects_leave_the_farthest_out_and_say_so():
    trace, drawing = traced(CROWD), Drawing()
    view = View(open=(("objects", 150),))
    picture = drawing.draw(trace, len(trace) - 1, view)
    assert sum(bool(re.fullmatch(r"o\d+", key)) for key, *_ in picture["parts"]) <= 150 + 12  # and a few that changed
    assert 'data-open="objects"' in all_html(picture, drawing)


HOSTILE = """
class A: pass
a = A()
setattr(a, '"><script>x</script>', '<img src=x>')
setattr(a, 'a b:c', [a])
d = {'</dt></dl>': '\\u202e\\x1b', ('<', '>'): a}
globals()['<b>&"'] = [1]
"""


@pytest.mark.parametrize("primitives", ["inline", "objects", "nested"])
def test_learners_text_cannot_leave_its_place(primitives):
    picture, drawing = drawn(HOSTILE, primitives=primitives)
    for _, _, _, n in picture["parts"]:
        check_closed(drawing.texts[n])
    for key, path, css in picture["arrows"]:
        assert (
            re.fullmatch(r"[\w.:~=-]+", key) and re.fullmatch(r"[MHLC0-9. -]+", path) and css in ("", "changed", "far", "ended")
        )


def check_closed(html):
    """Every element is one of ours and closed where it should be."""
    allowed = {
        "section",
        "div",
        "h2",
        "h3",
        "p",
        "dl",
        "dt",
        "dd",
        "ol",
        "ul",
        "li",
        "b",
        "i",
        "em",
        "small",
        "span",
        "sup",
        "button",
        "br",
    }

    class Reader(HTMLParser):
        stack = ()

        def handle_starttag(self, tag, attrs):
            assert tag in allowed, tag
            assert not any(name.startswith("on") for name, _ in attrs)
            if tag != "br":
                self.stack = (*self.stack, tag)

        def handle_endtag(self, tag):
            assert self.stack[-1] == tag
            self.stack = self.stack[:-1]

    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.stack == ()


def test_a_view_from_the_page_is_checked():
    assert view_from({}) == View()
    assert view_from({"width": "wide", "primitives": 7, "open": [1], "known": -3}) == View()
    view = view_from({"width": 365.4, "arrows": False, "exited": True, "open": {"3": 20, "f1": 40}, "known": 9})
    assert view == View(width=360, arrows=False, exited=True, open=(("3", 20), ("f1", 40)), known=9)
    assert view.wanted("3", 5) == 20 and view.wanted("4", 5) == 5


def test_a_method_names_its_object_and_a_closure_its_home():
    source = """
def make():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
s = make()
s()
"""
    trace, drawing = traced(source), Drawing()
    for step in range(len(trace)):
        picture = drawing.draw(trace, step, View())
        if len(trace.at(step).frames) == 2 and trace.at(step).frames[-1].name == "step":
            assert "from make" in html_of(picture, drawing, f"f{trace.at(step).frames[-1].id}")
            return
    raise AssertionError("the closure was never called")
