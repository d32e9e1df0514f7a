"""The rounds of a verdict as the worker's shell (assets/checking.js) calls them: JSON in, JSON out."""

import json

from tracer import sealed

from . import verdict

__builtins__ = sealed.BUILTINS


def begin(exercise: str, source: str) -> str:
    """See `verdict.begin`."""
    return sealed.to_json(verdict.begin(json.loads(exercise), source))


def go_on(exercise: str, source: str, memory: str, observations: str) -> str:
    """See `verdict.go_on`."""
    return sealed.to_json(verdict.go_on(json.loads(exercise), source, json.loads(memory), json.loads(observations)))


def perform(order: str) -> str:
    """See `verdict.perform`: the learner's program runs in this call."""
    return sealed.to_json(verdict.perform(json.loads(order)))
