"""What is told of a program while it still runs."""

from tests.tracer.test_session import Page

DRAWS_ON = "import turtle\nfor n in range({}):\n    turtle.forward(n)\n    turtle.left(91)\n"


def test_what_is_drawn_so_far_is_told_while_the_program_runs():
    page = Page()
    page.record(DRAWS_ON.format(300))
    told = [notification["shown"] for notification, _ in page.heard if notification.get("shown")]
    *meanwhile, end = [len(shown["drawing"]["marks"]) for shown in told]
    assert meanwhile and meanwhile == sorted(meanwhile) and 0 < meanwhile[0] < end == 300
    assert told[-1] == page.heard[-1][0]["shown"]


def test_it_is_told_seldom_where_it_takes_long():
    page = Page()
    page.record(DRAWS_ON.format(300))
    kinds = [notification for notification, _ in page.heard if notification["kind"] == "progress" and "steps" in notification]
    assert len([one for one in kinds if "shown" in one]) < len(kinds) / 2


def test_of_pictures_and_tables_the_last_one_is_told():
    page = Page()
    page.record("from codeviz import show\nshow([['a & b']])\nshow([[1]])\nshow([['c & d']])\nfor n in range(300):\n    n\n")
    told = [
        notification["shown"]["items"]
        for notification, _ in page.heard
        if notification["kind"] == "progress" and notification.get("shown")
    ]
    assert [[bool(content) for _, _, content in items] for items in told][-1] == [False, True]
