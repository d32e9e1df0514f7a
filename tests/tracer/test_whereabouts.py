"""Where a step says that things are: what raised, and the call in which a function was made."""

from tracer.record.run import record_program


def test_an_exception_is_underlined_where_python_would():
    source = (
        'def half(n):\n    return n / 0\ntry:\n    x = [half(1 + 2) + 1]\nexcept ArithmeticError:\n    print("é", half("é"))\n'
    )
    trace = record_program(source)
    lines = source.split("\n")
    spans = [trace.at(step).span for step in range(len(trace)) if trace.event(step) == "exception"]
    marked = [lines[span.line - 1][span.column : span.end_column] for span in spans]
    assert marked == ["n / 0", "half(1 + 2)", "n / 0", 'half("é")']


def test_a_call_of_an_inner_function_says_in_which_call_it_was_made():
    source = "def make():\n    def free(): pass\n    n = 1\n    def bound(): return n\n    return free, bound\nmake()\nfree, bound = make()\nfree()\nbound()\nlist(map(lambda n: n, [1]))\n"
    trace = record_program(source)
    calls = [trace.at(step).frames[-1] for step in range(len(trace)) if trace.event(step) == "call"]
    assert [(call.name, call.id, call.parent) for call in calls] == [
        *[("make", 1, -1), ("make", 2, -1)],
        *[("free", 3, 2), ("bound", 4, 2), ("<lambda>", 5, -1)],
    ]
