"""The exercise beside the editor: what is asked, the verdict, the hints. And the list of exercises."""

from app.state import is_working, program_of
from app.view.dialogs import head
from app.view.text import escaped

STATES = {"pass": "Solved", "fail": "Not yet", "error": "Not yet"}


def slots(state):
    """What of the page belongs to exercises."""
    task = state.task
    return [
        ("task", "hidden", task is None),
        ("main", "data-task", "true" if task else "false"),
        ("task-title", "text", task["title"] if task else ""),
        ("check", "data-queued", "true" if state.job == "checking" else "false"),
        ("check", "text", "Checking" if state.job == "checking" else "Check"),
        ("task-hint", "off", not task or state.hints >= len(task["hints"])),
        ("asked", "lazy", (task["id"] if task else "", state.activity), lambda: asked(task, state.activity) if task else ""),
        ("below", "hidden", not task or not task["call"]),
        ("below-text", "value", state.below[:-1]),  # it ends with a newline
        ("below-text", "rows", max(1, state.below.count("\n"))),
        ("verdict", "lazy", verdict_key(state), lambda: verdict(state)),
        ("hints", "lazy", (task["id"] if task else "", state.hints), lambda: hints(state)),
        ("practice", "lazy", key(state), lambda: exercises(state) if state.panel == "practice" else ""),
        ("practice", "open", state.panel == "practice"),
    ]


def asked(task, activity):
    """The statement and its examples, and the other thing that can be done."""
    rows = "".join(
        ["<tr><td>{}</td><td>{}</td></tr>".format(code(row["shown"]), code(row["expected"])) for row in task["examples"]]
    )
    titles = ("Call", "gives back") if task["call"] else ("Typed", "printed")
    fixing = activity == "fix"
    about = "<p><b>Somebody wrote this program, and it goes wrong. Find out why, and mend it.</b></p>" if fixing else ""
    other = '<p><button type="button" class="link" data-do="fix">{}</button></p>'.format(
        "Another one" if fixing else "Mend a wrong program instead"
    )
    table = '<table class="cases"><thead><tr><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    return about + task["statement"] + table.format(*(titles + (rows,))) + other


def verdict_key(state):
    """Changes when the verdict is to be built again."""
    run = state.trace.run if state.trace else 0
    return (state.verdict is not None, state.judged, state.text == state.judged, run, state.working_run, state.below)


def code(text):
    return "<code>{}</code>".format(escaped(text)) if text else '<span class="soft">nothing</span>'


def verdict(state):
    """What came of the last check; empty where the program has changed since."""
    found = state.verdict
    if not found or state.text != state.judged:
        return ""
    parts = ['<p class="sum {}"><b>{}</b> {}</p>'.format(found["status"], STATES[found["status"]], escaped(found["sentence"]))]
    if found["failing"]:
        parts.append(failing(state, found))
    if found["mistake"]:
        parts.append('<div class="idea"><p><b>{}</b></p>{}</div>'.format(found["mistake"]["idea"], found["mistake"]["hint"]))
    if found["lines"]:
        parts.append("<p>" + effort(found, state.best) + "</p>")
    if found["status"] == "pass":
        parts.append('<p class="ways"><button type="button" class="small" data-do="next_task">Next exercise</button></p>')
    return "".join(parts)


def effort(found, best):
    """What it took: lines and jumps that were run, which is the same on every device."""
    own, reference = found["lines"]["own"], found["lines"]["reference"]
    fewest = [best[name] for name in best if name.split(" ")[0] == found["exercise"]]
    record = " Your fewest so far: {:,}.".format(min(fewest)) if fewest and min(fewest) < own else ""
    return "All these runs took {:,} lines and jumps; those of one solution here {:,}.{}".format(own, reference, record)


def failing(state, found):
    """The smallest input that goes wrong, what came of it, and the way to both recordings."""
    case, parting = found["failing"], found["parting"]
    given = case["call"] or "\n".join(case["given"])
    rows = (
        ("Call" if case["call"] else "Typed", given),
        ("Should be" if case["call"] else "Should print", case["expected"]),
        ("But", case["actual"]),
    )
    table = "".join(['<tr><th scope="row">{}</th><td>{}</td></tr>'.format(title, code(text)) for title, text in rows])
    where = ""
    if parting:
        where = "<p>After {}: {}</p>".format(steps_of(parting["step"]), ticked(parting["sentence"]))
    own = state.trace is not None and not is_working(state) and state.trace.source == program_of(state)
    own = own and case["below"] == state.below and (case["below"] != "" or tuple(state.trace.given) == tuple(case["given"]))
    ways = [way("show_parting", "Show where it goes wrong", own)]
    if state.working:
        ways.append(way("show_working", "A program that works", is_working(state)))
    return '<table class="cases wrong"><tbody>{}</tbody></table>{}<p class="ways">{}</p>'.format(table, where, "".join(ways))


def steps_of(step):
    return "{:,} step{}".format(step, "" if step == 1 else "s")


def way(name, label, on):
    return '<button type="button" class="small" data-do="{}" aria-pressed="{}">{}</button>'.format(
        name, "true" if on else "false", label
    )


def ticked(text):
    """A sentence in which names stand between backticks, as HTML."""
    parts = escaped(text).split("`")
    return "".join([("<code>" + part + "</code>") if at % 2 else part for at, part in enumerate(parts)])


def hints(state):
    """Those that the learner asked for."""
    if not state.task or not state.hints:
        return ""
    return "<ol>" + "".join(["<li>" + hint + "</li>" for hint in state.task["hints"][: state.hints]]) + "</ol>"


def key(state):
    """Changes when the list is to be built again."""
    return (state.panel == "practice", state.course is not None, state.solved, state.task_id)


def exercises(state):
    """The chapters and their exercises, with those that are solved."""
    if state.course is None:
        return head("Practice") + '<p class="soft">The exercises are loading.</p>'
    sections, first = [], True
    for chapter in state.course:
        items = []
        for entry in chapter["exercises"]:
            items.append(row(entry, entry["id"] in state.solved, first))
            first = False
        sections.append("<section><h3>{}</h3><ul>{}</ul></section>".format(escaped(chapter["title"]), "".join(items)))
    return head("Practice") + '<div class="gallery">' + "".join(sections) + "</div>"


def row(entry, solved, first):
    done = '<em class="done">Solved</em>' if solved else ""
    return '<li><button type="button" data-do="pick" data-arg="{}"{}><b>{}</b>{}<span>{}</span></button></li>'.format(
        escaped(entry["id"]),
        ' autofocus=""' if first else "",
        escaped(entry["title"]),
        done,
        escaped(", ".join(entry["teaches"])),
    )
