"""The fragment of an embedded program: every option with every value, and every bad one with its sentence."""

import pytest

from app.links import NEWER_LINK
from app.options import DEFAULTS, LEFT_ASIDE, MOST_CHARACTERS, READERS, parsed

PYTHON_TUTOR = (
    "#code=x%20%3D%201&cumulative=false&curInstr=3&heapPrimitives=nevernest&mode=display"
    "&origin=opt-frontend.js&py=3&rawInputLstJSON=%5B%5D&textReferences=false"
)


def differs(fragment):
    """What the options of this fragment have that the defaults have not; nothing may be wrong with it."""
    options, problems = parsed(fragment)
    assert problems == []
    return {name: value for name, value in options.items() if value != DEFAULTS[name]}


def test_an_address_of_python_tutor_means_what_it_means_there():
    view = {"exited": False, "primitives": "inline", "arrows": True}
    assert differs(PYTHON_TUTOR) == {"code": "x = 1", "step": 3, "view": view}


def test_nothing_asked_for_is_nothing_wrong():
    assert differs("") == {} == differs("#")


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("code=a%0D%0Ab%0Dc", {"code": "a\nb\nc"}),
        ("code=a+%2B+b", {"code": "a + b"}),
        ("code=%C3%A9", {"code": "é"}),
        ("code=", {"code": ""}),
        ("curInstr=0", {}),
        ("curInstr=12", {"step": 12}),
        ("cumulative=true", {"view": {"exited": True}}),
        ("cumulative=false", {"view": {"exited": False}}),
        ("heapPrimitives=true", {"view": {"primitives": "objects"}}),
        ("heapPrimitives=false", {"view": {"primitives": "nested"}}),
        ("heapPrimitives=nevernest", {"view": {"primitives": "inline"}}),
        ("textReferences=true", {"view": {"arrows": False}}),
        ("textReferences=false", {"view": {"arrows": True}}),
        ("verticalStack=true", {"stacked": True}),
        ("verticalStack=false", {}),
        ("codeDivWidth=350", {"code_width": 350}),
        ("codeDivHeight=400", {"code_height": 400}),
        ("rawInputLstJSON=", {}),
        ('rawInputLstJSON=["Ada", 36]', {"inputs": ["Ada", "36"]}),
        ("py=3", {}),
        ("py=311", {}),
        ("py=3anaconda", {}),
        ("py=py3anaconda", {}),
        ("py=2", {"language": "Python 2"}),
        ("py=java", {"language": "Java", "runs": False}),
        ("py=cpp_g%2B%2B9.3.0", {"language": "C++", "runs": False}),
        ("mode=display", {}),
        ("mode=edit", {"editable": True, "start": "touch"}),
        ("mode=edit&editable=false&start=load", {}),
        ("theme=system", {}),
        ("theme=light", {"theme": "light"}),
        ("theme=dark", {"theme": "dark"}),
        ("editable=true", {"editable": True}),
        ("editable=false", {}),
        ("live=true", {"live": True, "editable": True}),
        ("live=false", {}),
        ("autoplay=true", {"autoplay": True}),
        ("autoplay=false", {}),
        ("start=load", {}),
        ("start=touch", {"start": "touch"}),
        ("hide=_*,%20count", {"hide": ["_*", "count"]}),
        ("hide=", {}),
        ("line=4", {"line": 4}),
        ("show=picture,code", {"show": ("code", "picture")}),
        ("show=code,picture,controls,output", {}),
        ("src=lesson/loops.py", {"src": "lesson/loops.py"}),
        ("trace=loops.cvt", {"trace": "loops.cvt"}),
        ("pictures=abc", {"pictures": "abc"}),
        ("host=https://school.example:8443", {"host": "https://school.example:8443"}),
        ("#v1.abc-_&theme=dark", {"link": "#v1.abc-_", "theme": "dark"}),
        ("&&theme=dark&", {"theme": "dark"}),
    ],
)
def test_an_option_is_read(fragment, wanted):
    assert differs(fragment) == wanted


BAD = {
    "curInstr": ("-1", "3.5", "two", ""),
    "cumulative": ("yes", ""),
    "heapPrimitives": ("maybe", ""),
    "textReferences": ("1",),
    "verticalStack": ("TRUE",),
    "codeDivWidth": ("wide", "-3", "99999"),
    "codeDivHeight": ("40%25",),
    "rawInputLstJSON": ("[", '{"a":1}', "[[]]", "[null]"),
    "py": ("cobol", "", "4"),
    "mode": ("fullscreen", ""),
    "theme": ("pink",),
    "editable": ("0",),
    "live": ("on",),
    "autoplay": ("5",),
    "start": ("later",),
    "line": ("0", "x"),
    "show": ("everything", "", "code,sound"),
    "src": ("",),
    "trace": ("",),
    "pictures": ("",),
    "host": ("*", "school.example", "https://", "ftp://school.example", "https://a.example/path", "https://me@a.example"),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_a_bad_value_gets_a_sentence_with_the_remedy_and_its_default(name, value):
    options, problems = parsed(name + "=" + value)
    (sentence,) = problems
    assert sentence.startswith(f"The option {name} has the value “")
    assert sentence.endswith(f"Write {READERS[name][1]}.")
    assert options["view"] == {}
    assert {key: options[key] for key in DEFAULTS if key not in ("editable", "start")} == {
        key: DEFAULTS[key] for key in DEFAULTS if key not in ("editable", "start")
    }


def test_every_option_that_can_be_wrong_is_tried():
    assert set(READERS) - set(BAD) == {"code", "hide"}


def test_python_tutors_own_affairs_are_left_aside_in_silence():
    for name in LEFT_ASIDE:
        assert differs(name + "=anything") == {}


def test_an_unknown_option_is_named():
    _, (sentence,) = parsed("colour=red")
    assert "colour" in sentence and "left aside" in sentence


@pytest.mark.parametrize("value", ["%", "%4", "%zz", "%C3%28", "%-1"])
def test_a_damaged_value_is_not_used(value):
    options, (sentence,) = parsed("code=" + value)
    assert options["code"] is None
    assert "code is damaged" in sentence


def test_a_link_of_a_newer_version_says_so():
    options, problems = parsed("#v2.abc&theme=dark")
    assert (options["link"], options["theme"], problems) == ("", "dark", [NEWER_LINK])


def test_a_program_that_is_too_long_is_not_shown():
    options, (sentence,) = parsed("code=" + "x" * 5_000_000)
    assert options["code"] is None
    assert "5,000,000 characters" in sentence and f"{MOST_CHARACTERS:,}" in sentence


def test_of_two_programs_the_first_is_shown_and_the_other_named():
    options, (sentence,) = parsed("#v1.abc&code=x&trace=y")
    assert (options["link"], options["code"], options["trace"]) == ("#v1.abc", None, "")
    assert "a link and code and trace" in sentence


def test_a_long_value_is_cut_in_its_sentence():
    _, (sentence,) = parsed("theme=" + "x" * 5000)
    assert len(sentence) < 150
