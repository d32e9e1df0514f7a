"""Sentences that the page makes itself."""

from app.state import Notice


def count_of(number, noun):
    """`1 step`, `12,300 steps`."""
    return "{:,} {}{}".format(number, noun, "" if number == 1 else "s")


def status_of(state):
    """`Step 3 of 20`: of the picture on the screen."""
    if not state.trace or not state.trace.steps:
        return "No steps yet"
    first = state.trace.first_step
    return "Step {} of {}".format(first + shown_step(state) + 1, first + state.trace.steps)


def value_text_of(state):
    """What the slider says: `Step 3 of 20: line 4`."""
    line = state.picture["line"] if state.picture else 0
    return status_of(state) + (": line {}".format(line) if line else "")


def shown_step(state):
    """The step of the picture; the wanted one until the first picture is there."""
    if state.picture and state.picture.get("run") == state.trace.run:
        return state.picture["step"]
    return state.step


def progress_of(state):
    """`Recording: 300 steps so far.`: how far the program under way has come."""
    so_far = count_of(state.progress, "step") + " so far."
    first = state.job_window[1] if state.job_window else 0
    if first is None:
        return "The program runs to its end: " + so_far
    if state.progress < first:
        return "On the way to step {:,}: ".format(first + 1) + so_far
    return "Recording: " + so_far


def listed(names):
    """`a`, `a and b`, `a, b and c`."""
    names = list(names)
    return " and ".join([part for part in (", ".join(names[:-1]), names[-1]) if part])


def size_of(size):
    """`31 kB`, `3.1 MB`: bytes for a person."""
    return "{:.1f} MB".format(size / 1e6) if size >= 1e6 else "{:.0f} kB".format(max(1, size / 1e3))


def bytes_of(size):
    """`1 byte`, `999 bytes`, `31 kB`: of a file, which may be tiny."""
    return count_of(size, "byte") if size < 10_000 else size_of(size)


def wanted_of(packages):
    """The question that the learner is asked about packages, or why they could not be had: one sentence or two."""
    problems = [package["problem"] for package in packages if package["problem"]]
    if problems:
        return problems[0]
    sure = [package for package in packages if not package.get("guess")]
    guessed = [package for package in packages if package.get("guess")]
    return " ".join([text_of(part) for text_of, part in ((found_of, sure), (guess_of, guessed)) if part])


def absent_of(packages):
    """(`a and b are not part of Python. `, the hosts, whether it is one)"""
    is_one = len(packages) == 1
    names = listed([package["module"] for package in packages])
    hosts = listed(sorted({package["host"] for package in packages}))
    return "{} {} not part of Python. ".format(names, "is" if is_one else "are"), hosts, is_one


def guess_of(packages):
    text, hosts, is_one = absent_of(packages)
    which = "There may be a package of this name" if is_one else "There may be packages of these names"
    return text + which + " on {}, where anybody can publish.".format(hosts)


def found_of(packages):
    text, hosts, is_one = absent_of(packages)
    sizes = [package["bytes"] for package in packages]
    others = sum([package["others"] for package in packages])
    size = " (" + size_of(sum(sizes)) + ")" if all(sizes) else ""
    needs = ", with {} that {}".format(count_of(others, "package"), "it needs" if is_one else "they need") if others else ""
    return text + "{} can be loaded from {}{}{}.".format("It" if is_one else "They", hosts, size, needs)


def loading_of(loading):
    """`Loading numpy: 2.1 MB of 8.0 MB.`"""
    package, done, whole = loading
    if not done:
        return "Loading {}.".format(package)
    return "Loading {}: {}{}.".format(package, size_of(done), " of " + size_of(whole) if whole >= done else "")


def kept_of(version, size, host):
    """`2.4.6, 3.1 MB, from packages.example`"""
    return ", ".join([part for part in (version, size_of(size) if size else "", "from " + host if host else "") if part])


OFFLINE = {
    "storing": "A copy of CodeViz is being kept on this device: {} of {} MB.",
    "renewing": "A new version is on its way: {} of {} MB.",
    "ready": "CodeViz works without a connection.",
    "ready_next": "A copy of CodeViz is kept on this device. From the next visit on it works without a connection.",
    "waiting": "A new version of CodeViz is here. Your program stays.",
    "others": "CodeViz is open in another tab or frame too. Close it there, then press again.",
    "refused": "This browser keeps no copy of CodeViz: each visit needs a connection.",
}
NO_COPY = {
    "network": "The connection was cut before a copy of CodeViz was complete. It goes on when the connection is back.",
    "changed": "The host sent another {path} than it listed, so no copy of CodeViz is kept. The next visit tries again.",
    "full": "This device has no room for a copy of CodeViz ({all} MB): each visit needs a connection.",
}
OLD_COPY = {
    "network": "The connection was cut before a new version was complete. The one you have goes on.",
    "changed": "The host sent another {path} than it listed, so the new version is not used. The one you have goes on.",
    "full": "This device has no room for a new version ({all} MB). The one you have goes on.",
}


def offline_of(offline):
    """One sentence on the copy of the site on this device."""
    done, all = "{:.0f}".format(offline.done / 1e6), "{:.0f}".format(offline.all / 1e6)
    if offline.kind in ("failed", "kept"):
        reasons = NO_COPY if offline.kind == "failed" else OLD_COPY
        return reasons.get(offline.why, OFFLINE["refused"]).format(path=offline.path, all=all)
    return OFFLINE.get(offline.kind, "").format(done, all)


def offers(trace):
    """What else of the same run can be recorded: pairs of a message and what its button says."""
    further = (("record_on", "Record on from here"), ("record_end", "Record the end")) if trace.goes_on else ()
    return further + ((("record_first", "Back to the beginning"),) if trace.first_step else ())


def extent_of(trace):
    """`Steps 1,000,001 to 2,000,000 are recorded`."""
    if not trace.first_step:
        return "The first {} are recorded".format(count_of(trace.steps, "step"))
    return "Steps {:,} to {:,} are recorded".format(trace.first_step + 1, trace.first_step + trace.steps)


def outcome_notice(trace):
    """What is to be said about how a recording ended, or None when it simply finished."""
    outcome = trace.outcome
    kind, reason = outcome["kind"], outcome.get("reason", "")
    more = offers(trace)
    if trace.goes_on:
        return Notice(text=extent_of(trace) + ". There are more.", more=more)
    if kind == "raised":
        text = reason or "It ended with an exception."
        return Notice(text=text, tone="error", action="show_error", label="Show where", more=more)
    if kind in ("cut", "stopped", "exited", "waiting") and reason:
        return Notice(text=reason, more=more)
    return Notice(text=extent_of(trace) + ", up to the end of the program.", more=more) if trace.first_step else None
