"""The sentences of a program's steps, for tests that hold them against what a person typed."""

from textwrap import dedent

from tracer.ask.sentence import sentence
from tracer.record import record_program


def said_of(source, inputs=None):
    """The sentences of a program's steps, the first one left out: it is always the same."""
    trace = record_program(dedent(source).strip() + "\n", inputs=inputs)
    lines = trace.source.splitlines()
    said, before = [], None
    for step in range(len(trace)):
        now = trace.at(step)
        written = "".join(write.text for write in trace.writes if write.step == step - 1)
        said.append(sentence(before, now, lines, written))
        before = now
    assert said[0].text == "The program begins: line 1 is next."
    return said[1:]


def check(source, expected):
    assert [one.text for one in said_of(source)] == dedent(expected).strip().splitlines()
