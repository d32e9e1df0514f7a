"""One sentence a step, as a person would type it: a program, and under it what is said from the second step on."""

from tests.tracer.saying import check, said_of


def test_a_name_gets_a_value():
    check(
        """
        total = 1
        total = total + 5
        """,
        """
        Line 1: total becomes 1.
        Line 2: total becomes 6; the program ended.
        """,
    )


def test_two_names_share_one_list():
    check(
        """
        x = [1]
        y = x
        y.append(2)
        z = x[:]
        del x
        """,
        """
        Line 1: x becomes the new list [1].
        Line 2: y now refers to the same list as x.
        Line 3 put 2 into the list that x and y share.
        Line 4: z becomes the new list [1, 2].
        Line 5 removed x; the program ended.
        """,
    )


def test_a_default_that_two_objects_share():
    check(
        """
        class Basket:
            def __init__(self, items=[]):
                self.items = items
            def add(self, item):
                self.items.append(item)
        mine = Basket()
        yours = Basket()
        mine.add("pear")
        """,
        """
        The body of class Basket begins.
        Line 2 made the function __init__.
        Line 1 made the class Basket.
        __init__ is called with self = a Basket and items = an empty list.
        Line 3 is next, the first in __init__.
        Line 3: self.items now refers to the same list as items; __init__ returns None.
        Line 6: mine becomes a Basket.
        __init__ is called with self = a Basket and items = an empty list.
        Line 3 is next, the first in __init__.
        Line 3: self.items now refers to the same list as items; __init__ returns None.
        Line 7: yours becomes a Basket.
        add is called with self = the Basket mine and item = "pear".
        Line 5 is next, the first in add.
        Line 5 put "pear" into the list that mine.items and yours.items share; add returns None.
        The program ended.
        """,
    )


def test_what_happens_in_a_list():
    check(
        """
        nums = [3, 1, 2]
        nums[0], nums[1] = nums[1], nums[0]
        nums.insert(0, 9)
        nums.pop()
        nums[2] = 7
        nums += [4, 5]
        nums.reverse()
        nums.append(nums)
        nums.clear()
        """,
        """
        Line 1: nums becomes the new list [3, 1, 2].
        Line 2 swapped nums[0] and nums[1].
        Line 3 put 9 into nums at index 0.
        Line 4 took 2 out of nums.
        Line 5: nums[2] becomes 7.
        Line 6 put 2 elements into nums.
        Line 7 reordered nums.
        Line 8 put nums into itself.
        Line 9 emptied nums; the program ended.
        """,
    )


def test_what_happens_in_a_dict_and_a_set():
    check(
        """
        d = {}
        d["a"] = [2]
        e = d["a"]
        e.append(3)
        del d["a"]
        s = {1}
        s.add(2)
        s.discard(1)
        """,
        """
        Line 1: d becomes an empty dict.
        Line 2: d["a"] becomes the new list [2].
        Line 3: e now refers to the same list as d["a"].
        Line 4 put 3 into the list that e and d["a"] share.
        Line 5 removed "a" from d.
        Line 6: s becomes the new set {1}.
        Line 7 put 2 into s.
        Line 8 took 1 out of s; the program ended.
        """,
    )


def test_the_path_to_what_changed():
    check(
        """
        grid = [[0, 0], [0, 0]]
        grid[1][0] = 5
        class P:
            pass
        p = P()
        p.q = [P()]
        p.q[0].name = "Ann"
        """,
        """
        Line 1: grid becomes a new list of 2 elements.
        Line 2: grid[1][0] becomes 5.
        The body of class P begins.
        Line 3 made the class P.
        Line 5: p becomes a new P.
        Line 6: p.q becomes a new list of 1 element.
        Line 7: p.q[0].name becomes "Ann"; the program ended.
        """,
    )


def test_calls_returns_and_output():
    check(
        """
        def add(a, b=2):
            return a + b
        print(add(1))
        print()
        print("x\\ny")
        """,
        """
        Line 1 made the function add.
        add is called with a = 1 and b = 2.
        Line 2 is next, the first in add.
        add returns 3.
        Line 3 printed "3".
        Line 4 printed an empty line.
        Line 5 printed 2 lines; the program ended.
        """,
    )


def test_which_way_a_condition_went():
    check(
        """
        for n in [1, 1]:
            pass
        while n < 3:
            n += 1
        if n == 3:
            n = 0
        else:
            n = 9
        n = 0
        """,
        """
        Line 1: n becomes 1.
        Line 2 is done; line 1 is next.
        Line 1: n is 1 again.
        Line 2 is done; line 1 is next.
        Line 1: the loop is over; line 3 is next.
        Line 3: the condition was true; line 4 is next.
        Line 4: n becomes 2.
        Line 3: the condition was true; line 4 is next.
        Line 4: n becomes 3.
        Line 3: the condition was false; line 5 is next.
        Line 5: the condition was true; line 6 is next.
        Line 6: n becomes 0.
        The program ended.
        """,
    )


def test_exceptions_raised_passed_on_and_caught():
    check(
        """
        def divide(a, b):
            return a / b
        try:
            divide(1, 0)
        except ZeroDivisionError:
            pass
        int("x")
        """,
        """
        Line 1 made the function divide.
        Line 3 is done; line 4 is next.
        divide is called with a = 1 and b = 0.
        Line 2 is next, the first in divide.
        Line 2 raises ZeroDivisionError: division by zero.
        The ZeroDivisionError arrives in the program, where line 4 made the call.
        Line 5 is next.
        The except clause on line 5 caught it.
        Line 6 is next.
        Line 6 is done; line 7 is next.
        Line 7 raises ValueError: invalid literal for int() with base 10: 'x'.
        The program ends: nothing caught the ValueError: invalid literal for int() with base 10: 'x'.
        """,
    )


def test_generators():
    check(
        """
        def count():
            yield 1
        for n in count():
            print(n)
        """,
        """
        Line 1 made the function count.
        count is called.
        Line 2 is next, the first in count.
        count yields 1.
        Line 3: n becomes 1.
        Line 4 printed "1".
        count goes on at line 2.
        count is done: it has no more to yield.
        The program ended.
        """,
    )


def test_imports_and_several_names_at_once():
    check(
        """
        import math
        from os import path, sep
        a = b = [1]
        a, b = b, 4
        """,
        """
        Line 1 imported math.
        Line 2 imported path and sep.
        Line 3: a becomes the new list [1] and b now refers to the same list as a.
        Line 4: b becomes 4; the program ended.
        """,
    )


def test_what_python_takes_away_by_itself_is_not_told():
    said = said_of("x = [c for c in 'ab']\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n    y = 1\n")
    assert not [one.text for one in said if "removed" in one.text]
