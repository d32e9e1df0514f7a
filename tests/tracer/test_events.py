"""Which steps a program has, and what each shows: little programs beside their steps, in the notation of `notation`."""

import re
import sys
import textwrap

import pytest

from tests.tracer.notation import spell_step
from tracer.record import record_program

PROGRAMS = {
    "a_name_appears_after_its_line": (
        """
        x = 1
        y = x + 1
        """,
        """
        line 1
        line 2 | x=1
        end 2 | x=1 y=2
        """,
    ),
    "two_names_share_one_list": (
        """
        a = [1]
        b = a
        b.append(2)
        """,
        """
        line 1
        line 2 | a=#1[1]
        line 3 | a=#1[1] b=#1
        end 3 | a=#1[1, 2] b=#1
        """,
    ),
    "a_call_shows_its_arguments_and_its_result": (
        """
        def double(n):
            return n * 2
        r = double(4)
        """,
        """
        line 1
        line 3 | double=#1<double(n)>
        call 1 | double=#1<double(n)> | double: n=4
        line 2 | double=#1<double(n)> | double: n=4
        return 2 | double=#1<double(n)> | double: n=4 | -> 8
        end 3 | double=#1<double(n)> r=8
        """,
    ),
    "a_loop_on_one_line_has_a_step_each_time_round": (
        """
        n = 0
        for i in "ab": n += 1
        """,
        """
        line 1
        line 2 | n=0
        line 2 | n=1 i='a'
        line 2 | n=2 i='b'
        end 2 | n=2 i='b'
        """,
    ),
    "an_exception_is_raised_and_caught": (
        """
        try:
            1 / 0
        except ZeroDivisionError as error:
            x = 1
        """,
        """
        line 1
        line 2
        exception 2 |  | ! ZeroDivisionError: division by zero
        line 3
        caught 3 | error=#1<division by zero> | ! ZeroDivisionError: division by zero
        line 4 | error=#1<division by zero>
        end 4 | x=1
        """,
    ),
    "a_clause_that_does_not_match_catches_nothing": (
        """
        def f():
            try:
                [][0]
            except KeyError:
                pass
            finally:
                x = 1
        try:
            f()
        except IndexError: y = 2
        """,
        """
        line 1
        line 8 | f=#1<f()>
        line 9 | f=#1<f()>
        call 1 | f=#1<f()> | f:
        line 2 | f=#1<f()> | f:
        line 3 | f=#1<f()> | f:
        exception 3 | f=#1<f()> | f: | ! IndexError: list index out of range
        line 4 | f=#1<f()> | f:
        line 7 | f=#1<f()> | f:
        exception 9 | f=#1<f()> | ! IndexError: list index out of range
        line 10 | f=#1<f()>
        end 10 | f=#1<f()> y=2
        """,
    ),
    "an_exception_that_nobody_catches_ends_the_program": (
        """
        {}["k"]
        """,
        """
        line 1
        exception 1 |  | ! KeyError: 'k'
        uncaught 1 |  | ! KeyError: 'k'
        """,
    ),
    "a_generator_yields_and_resumes_in_its_own_frame": (
        """
        def g():
            x = yield 1
        i = g()
        next(i)
        list(i)
        """,
        """
        line 1
        line 3 | g=#1<g()>
        line 4 | g=#1<g()> i=#2<g, not started>
        call 1 | g=#1<g()> i=#2<g, running> | g:
        line 2 | g=#1<g()> i=#2<g, running> | g:
        yield 2 | g=#1<g()> i=#2<g, suspended at line 2> | g: | -> 1
        line 5 | g=#1<g()> i=#2<g, suspended at line 2>
        resume 2 | g=#1<g()> i=#2<g, running> | g:
        return 2 | g=#1<g()> i=#2<g, running x=None> | g: x=None | -> None
        end 5 | g=#1<g()> i=#2<g, finished>
        """,
    ),
    "a_class_body_has_a_frame_of_its_own": (
        """
        class A:
            x = 1
            y = x
        """,
        """
        line 1
        line 2 |  | A:
        line 3 |  | A: x=1
        end 1 | A=#1<A x=1 y=1>
        """,
    ),
    "a_closure_keeps_its_variable": (
        """
        def outer():
            n = 0
            def inc():
                nonlocal n
                n += 1
            return inc
        f = outer()
        f()
        """,
        """
        line 1
        line 7 | outer=#1<outer()>
        call 1 | outer=#1<outer()> | outer:
        line 2 | outer=#1<outer()> | outer:
        line 3 | outer=#1<outer()> | outer: n=0
        line 6 | outer=#1<outer()> | outer: n=0 inc=#2<inc() n=0>
        return 6 | outer=#1<outer()> | outer: n=0 inc=#2<inc() n=0> | -> #2
        line 8 | outer=#1<outer()> f=#2<inc() n=0>
        call 3 | outer=#1<outer()> f=#2<inc() n=0> | inc: n=0
        line 5 | outer=#1<outer()> f=#2<inc() n=0> | inc: n=0
        return 5 | outer=#1<outer()> f=#2<inc() n=1> | inc: n=1 | -> None
        end 8 | outer=#1<outer()> f=#2<inc() n=1>
        """,
    ),
    "library_code_is_stepped_over_and_callbacks_through": (
        """
        def key(n):
            return -n
        a = sorted([1, 2], key=key)
        """,
        """
        line 1
        line 3 | key=#1<key(n)>
        call 1 | key=#1<key(n)> | key: n=1
        line 2 | key=#1<key(n)> | key: n=1
        return 2 | key=#1<key(n)> | key: n=1 | -> -1
        call 1 | key=#1<key(n)> | key: n=2
        line 2 | key=#1<key(n)> | key: n=2
        return 2 | key=#1<key(n)> | key: n=2 | -> -2
        end 3 | key=#1<key(n)> a=#2[2, 1]
        """,
    ),
    "a_comprehension_shows_its_variable_each_time_round": (
        """
        x = [i * i for i in range(2)]
        """,
        """
        line 1
        line 1 | i=0
        line 1 | i=1
        end 1 | x=#1[0, 1]
        """,
    ),
    "a_deleted_name_comes_back_to_its_place": (
        """
        a = 1
        b = 2
        del a
        a = 3
        """,
        """
        line 1
        line 2 | a=1
        line 3 | a=1 b=2
        line 4 | b=2
        end 4 | a=3 b=2
        """,
    ),
    "a_context_manager_swallows_an_exception": (
        """
        from contextlib import suppress
        with suppress(ValueError):
            int("x")
        y = 1
        """,
        """
        line 1
        line 2 | suppress=#1<(AbstractContextManager)>
        line 3 | suppress=#1<(AbstractContextManager)>
        exception 3 | suppress=#1<(AbstractContextManager)> | ! ValueError: invalid literal for int() with base 10: 'x'
        line 2 | suppress=#1<(AbstractContextManager)>
        caught 2 | suppress=#1<(AbstractContextManager)>
        line 4 | suppress=#1<(AbstractContextManager)>
        end 4 | suppress=#1<(AbstractContextManager)> y=1
        """,
    ),
    "a_decorated_function_is_called_at_its_def": (
        """
        def twice(f):
            return f
        @twice
        def one():
            return 1
        one()
        """,
        """
        line 1
        line 3 | twice=#1<twice(f)>
        line 4 | twice=#1<twice(f)>
        line 3 | twice=#1<twice(f)>
        call 1 | twice=#1<twice(f)> | twice: f=#2<one()>
        line 2 | twice=#1<twice(f)> | twice: f=#2<one()>
        return 2 | twice=#1<twice(f)> | twice: f=#2<one()> | -> #2
        line 4 | twice=#1<twice(f)>
        line 6 | twice=#1<twice(f)> one=#2<one()>
        call 4 | twice=#1<twice(f)> one=#2<one()> | one:
        line 5 | twice=#1<twice(f)> one=#2<one()> | one:
        return 5 | twice=#1<twice(f)> one=#2<one()> | one: | -> 1
        end 6 | twice=#1<twice(f)> one=#2<one()>
        """,
    ),
    "text_given_to_exec_has_a_frame_of_its_own": (
        """
        exec("a = 1")
        b = a
        """,
        """
        line 1
        call 1 |  |
        line 1 |  |
        line 2 | a=1
        end 2 | a=1 b=1
        """,
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_steps(name):
    program, expected = (textwrap.dedent(text).strip() for text in PROGRAMS[name])
    if sys.version_info >= (3, 14):  # at a yield the generator still runs; earlier versions call it suspended already
        expected = re.sub(r"(?m)(^yield .*)suspended at line \d+", r"\1running", expected)
    trace = record_program(program)
    steps = [spell_step(trace.at(step)) for step in range(len(trace))]
    assert steps == [line.rstrip(" |") for line in expected.splitlines()]
