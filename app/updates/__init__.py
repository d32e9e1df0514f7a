"""What follows from what: (state, what happened) -> (state, effects), sorted by what it is about.

An effect is a tuple, its name first; app/runtime.py performs them and has the list of names.
"""
