"""Builtins that the learner's program cannot rebind.

A module that works while learner code runs sets `__builtins__ = sealed.BUILTINS` before its first function:
Python binds a function to the builtins that its globals name at that time. So `builtins.len = None` in the program
changes what the program sees and nothing of what the recorder sees.
"""

import builtins

BUILTINS = dict(vars(builtins))
