"""The page: state, what happens to it, and what is to be seen.

Rule: runs in MicroPython and in CPython alike. Only dom, paint, editor, engine_link, storage, offline, files, address, runtime and main
name the browser; everything else takes values and returns values.
"""
