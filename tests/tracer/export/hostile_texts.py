"""Programs whose texts try to be more than texts in the files that are exported."""

_SCRIPT = "</script><script>alert(1)</script>"
_BREAKS = "]]><img src=x onerror=alert(1)>\" onload='alert(1)' --></style></svg></text></tspan>"
_UNSEEN = "\\x00\\x01\\x1b[31m\\x7f\\u202e\\u2066abc\\u2069\\u200b\\ufeff\\ud800\\U000e0041"

HOSTILE = {
    "a value": f"x = {_SCRIPT!r}\nprint(x)\nx = [x]\n",
    "markup of all kinds": f"x = {_BREAKS!r}\nprint(x)\ny = {{x: x}}\n",
    "characters without a shape": f'x = "{_UNSEEN}"\ny = [x]\n',
    "an attribute's name": f"class A: pass\na = A()\nsetattr(a, {_SCRIPT!r}, 1)\nsetattr(a, {_BREAKS!r}, [2])\nb = a\n",
    "a variable's name": f"globals()[{_SCRIPT!r}] = [1]\nx = 2\n",
    "a class's name": f"A = type({_SCRIPT!r}, (), {{}})\na = A()\nb = [a]\n",
    "a function's name": f"def f(): return 1\nf.__name__ = f.__qualname__ = {_SCRIPT!r}\nf()\n",
    "an exception": f"raise ValueError({_SCRIPT!r} + '\\x1b\\u202e')\n",
    "a comment": f"# {_SCRIPT} \u202e \x0c \u2028 <!-- {_BREAKS}\nx = 1\n",
    "a style": "x = ' style=\"position:fixed\" ' + '\" style=\"width:9px'\ny = [x]\n",
    "a template": "x = '{script} {0} %s ${x} `' \ny = x\n",
}
