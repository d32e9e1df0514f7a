"""Recordings of Python programs: making them, asking them, drawing them.

No browser, no clock and no files but those of the command line. `trace.model` says what a trace is
made of; everything else here imports towards it. Imports inside this package are relative, so that it can
be mounted under any name.
"""
