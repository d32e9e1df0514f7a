"""Verdicts on a learner's program: which inputs it is tried with, what it does with them, and where it goes wrong."""
