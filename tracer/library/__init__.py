"""Modules that a learner's program can import while it is recorded, and that are not Python's own: tracer/record/lent.py hands them out.

Rule: nothing of ours imports them. They are made anew for each run, count as library to the recorder, and reach the recording by `show` alone.
"""
