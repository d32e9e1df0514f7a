"""Limits that end no run of CPython's tests; they are about learners' programs."""

from tracer.record.limits import Limits

LIMITS = Limits(steps=50_000_000, objects=10_000_000, output_chars=100_000_000)
