"""What a program did beside what it should have done."""

from typing import Any

from .values import is_same, is_same_output

Observation = dict[str, Any]


def difference(actual: Observation, expected: Observation, observes: list[str]) -> str:
    """In what the two differ: "", or one of ended, error, result, arguments, output."""
    if actual["ended"] != expected["ended"]:
        return "ended"
    if (actual["error"] or [""])[0] != (expected["error"] or [""])[0]:
        return "error"
    if actual["error"]:
        return ""
    if "result" in observes and not is_same(actual["result"], expected["result"]):
        return "result"
    if "arguments" in observes and not all(map(is_same, actual["arguments"], expected["arguments"])):
        return "arguments"
    if "output" in observes and not is_same_output(actual["output"], expected["output"]):
        return "output"
    return ""


def outcome_text(observation: Observation, observes: list[str]) -> str:
    """What a program did, for people: the value, the text, or how it ended."""
    if observation["ended"] == "steps":
        return "does not end"
    if observation["ended"] == "exit":
        return "ends itself"
    if observation["ended"] == "input":
        return "asks for more input than there is"
    if observation["error"]:
        name, message, _ = observation["error"]
        return f"{name}: {message}" if message else name
    parts = []
    if "result" in observes:
        parts.append(observation["result"])
    if "arguments" in observes:
        parts.append(", ".join(observation["arguments"]))
    if "output" in observes:
        parts.append(observation["output"].rstrip())
    return "\n".join(parts)


def behaviour(observations: list[Observation], observes: list[str]) -> tuple[str, ...]:
    """What identifies a program among others: what it does in every case."""
    return tuple(outcome_text(observation, observes) for observation in observations)
