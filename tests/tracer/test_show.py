"""`from codeviz import show`: pictures and tables beside the output, and what hostile ones become."""

import base64
import xml.etree.ElementTree as ET

import pytest

from tracer.draw.cleaned import cleaned
from tracer.draw.shown import shown_beside
from tracer.record.run import record_program
from tracer.trace.model import PICTURE, TABLE, Write
from tracer.trace.store import Trace

START = "from codeviz import show\n"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><circle r='5'/></svg>"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def shown(program: str) -> list[list[object]]:
    trace = record_program(START + program)
    assert trace.outcome.kind == "finished", trace.outcome
    found = shown_beside(trace)
    return found["items"] if found else []


@pytest.mark.parametrize(
    ("program", "kind", "begins"),
    [
        (f'show("{SVG}")', "picture", "data:image/svg+xml;base64,"),
        (f"import base64\nshow(base64.b64decode('{PIXEL}'))", "picture", "data:image/png;base64," + PIXEL),
        (f"class A:\n    def _repr_png_(self): return '{PIXEL}'\nshow(A())", "picture", "data:image/png;base64," + PIXEL),
        (f'class A:\n    def _repr_svg_(self): return "{SVG}"\nshow(A())', "picture", "data:image/svg+xml;base64,"),
        ("class A:\n    def _repr_html_(self): return '<b>x'\nshow(A())", "table", "<b>x</b>"),
        ("show([[1, '<i>'], [3, 4]])", "table", "<table><tr><td>1</td><td>&lt;i&gt;</td></tr>"),
        ("show([{'a': 1}, {'a': 2, 'b': 3}])", "table", "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr>"),
        ("class F:\n    def savefig(self, file, format): file.write(b'<svg/>')\nshow(F())", "picture", "data:image/svg+xml"),
    ],
)
def test_what_can_be_shown(program: str, kind: str, begins: str) -> None:
    ((step, what, content),) = shown(program)
    assert (what, str(content)[: len(begins)]) == (kind, begins)
    assert isinstance(step, int) and step > 0


def test_each_is_shown_at_its_step_and_is_no_output() -> None:
    trace = record_program(START + "for n in range(3):\n    show([[n]])\nprint('done')\n")
    assert [write.step for write in trace.shown] == [2, 4, 6]
    assert [write.text for write in trace.writes] == ["done\n"]
    assert trace.at(len(trace) - 1).output_chars == 5


@pytest.mark.parametrize("value", ["7", "'text'", "b'bytes'", "[]", "[1, 2]", "None", "dict", "object()"])
def test_what_cannot_be_shown_is_refused_with_a_sentence(value: str) -> None:
    trace = record_program(START + f"show({value})\n")
    assert "TypeError: show() has no picture and no table of a" in trace.outcome.traceback
    assert "print() writes it as text." in trace.outcome.traceback


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (
            "<table onclick=x><tr><td colspan=2 style='background:url(//far)' rowspan=x>1",
            '<table><tr><td colspan="2">1</td></tr></table>',
        ),
        ("<script>alert(1)</script>a<style>b{}</style>", "a"),
        ("<img src=x onerror=alert(1)>a<a href='javascript:x'>b</a>", "ab"),
        ("<svg><script>x</script></svg>a<iframe src='//far'>x</iframe>b", "ab"),
        ("<button data-do='run'>press</button><form action=//far><input name=a></form>", "press"),
        ("<p id=notice class=main>a</p>", "<p>a</p>"),
        ("a &lt;b&gt; &amp; <th scope='col&quot;>'>c</th>", "a &lt;b&gt; &amp; <th>c</th>"),
        ("1 < 2 <3 <td title='<b>'>x", "1 &lt; 2 &lt;3 &lt;td title=&#x27;<b>&#x27;&gt;x</b>"),
        ("<TD COLSPAN=2 colspan='3'>a<SCRIPT>b</ScRiPt >c", '<td colspan="3">ac</td>'),
        ("</table></div>a<br/><hr>", "a<br><hr>"),
        ("<b><i>a</b>c", "<b><i>a</i></b>c"),
        ("<!-- <b> --><![CDATA[x]]><?php y ?>a", "a"),
        ("<scr<script>ipt>alert(1)</script>", "&lt;scr"),
    ],
)
def test_html_is_cleaned(html: str, left: str) -> None:
    assert cleaned(html) == left


@pytest.mark.parametrize("hostile", ["<a ", "<!--", "<!", "<script>", '<a "', "<b><", "</", "<td x='", "<![CDATA[", "&#", "<br>"])
def test_no_text_takes_long_to_clean(hostile: str) -> None:
    found = cleaned(hostile * 70_000).replace("<br>", "")
    assert ET.fromstring(f"<r>{found}</r>").tag == "r"


def test_whatever_is_cleaned_is_closed_and_of_the_listed_elements() -> None:
    deep = cleaned("<div>" * 5_000 + "x")
    ET.fromstring(f"<r>{deep}</r>")
    assert deep.count("<div>") == 100


def test_a_strangers_record_of_another_kind_is_passed_over() -> None:
    trace = Trace()
    trace.shown += [
        *(
            Write(0, PICTURE, text)
            for text in ("http://far.example/x.png", "data:text/html;base64,AAAA", 'data:image/png;base64,A" x="')
        ),
        *(Write(0, stream, "x") for stream in (6, 255)),
        Write(0, TABLE, "<b>kept"),
    ]
    assert shown_beside(trace) == {"drawing": None, "items": [[0, "table", "<b>kept</b>"]], "files": []}


def test_an_svg_without_a_namespace_gets_it() -> None:
    ((_, _, address),) = shown("show('<svg width=\"4\"/>')")
    text = base64.b64decode(str(address).partition(",")[2]).decode()
    assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
