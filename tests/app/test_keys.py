import pytest

from app.keys import MESSAGES, message_for
from app.state import SETTINGS
from app.view.dialogs import JUMPS, KEYS


def press(key, *, command=False, shift=False, alt=False, kind="other", settings=SETTINGS, busy=False, panel=""):
    return message_for(key, command, shift, alt, kind, settings, busy, panel)


def test_keys_step():
    assert [press(key) for key in ("ArrowRight", "ArrowLeft", "Home", "End", " ")] == [
        ("next",), ("previous",), ("first",), ("last",), ("play",),
    ]  # fmt: skip


@pytest.mark.parametrize("key", [*MESSAGES, "Escape"])
def test_no_key_fires_while_typing_but_run(key):
    assert press(key, kind="text", busy=True) is None
    assert press("Enter", command=True, kind="text") == ("run",)


@pytest.mark.parametrize("key", ["ArrowRight", "ArrowLeft", "Home", "End"])
def test_a_slider_keeps_its_own_keys(key):
    assert press(key, kind="slider") is None


def test_space_presses_the_button_that_has_the_focus():
    assert press(" ", kind="button") is None
    assert press("o", kind="button") == ("over",)


def test_single_letters_can_be_switched_off():
    assert press("o", settings=SETTINGS | {"keys": False}) is None
    assert press("ArrowRight", settings=SETTINGS | {"keys": False}) == ("next",)


def test_an_open_dialog_keeps_all_keys():
    assert press("ArrowRight", panel="keys") is None


def test_escape_stops_a_recording_and_nothing_else():
    assert press("Escape", busy=True) == ("stop",)
    assert press("Escape") is None


def test_every_letter_is_listed_in_the_dialog():
    listed = " ".join(how for _, rows in KEYS for _, how in rows).split(" ")
    listed += [key for _, _, letter in JUMPS for key in (letter, letter.upper())]
    letters = {key for key in MESSAGES if len(key) == 1 and key.isalpha()}
    assert letters <= set(listed)
