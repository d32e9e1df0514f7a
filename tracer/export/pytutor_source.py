"""What a program's text says about the functions and classes that it makes: which are its own, and where its lambdas stand.

A trace does not say where a function was defined, and the format wants imported things as mere labels. Rule: a name that the
text does not hold is not the program's; what Python makes for it (an `__init__` of a dataclass) has underscores.
"""

import ast


class ProgramText:
    """The names in the sources of one trace."""

    def __init__(self, sources: list[str]):
        self._names: set[str] = set()
        self._lambdas: dict[str, list[int]] = {}
        for number, source in enumerate(sources):
            try:
                tree = ast.parse(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            for node in ast.walk(tree):
                self._note(node, in_program=number == 0)

    def _note(self, node: ast.AST, *, in_program: bool) -> None:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                self._names.add(name)
            case ast.Constant(value=str(text)) if text.isidentifier():  # namedtuple("Point", …), type("Point", …)
                self._names.add(text)
            case ast.Lambda(args=arguments, lineno=line) if in_program:
                self._lambdas.setdefault(_parameters(arguments), []).append(line)

    def makes(self, name: str) -> bool:
        """Whether a function or class called `name` is the program's own."""
        return name in self._names or name.startswith(("__", "<"))

    def lambda_line(self, parameters: str) -> int:
        """The line of the lambda with these parameters; 0 when there is none, or more than one."""
        lines = self._lambdas.get(parameters, [])
        return lines[0] if len(lines) == 1 else 0


def _parameters(arguments: ast.arguments) -> str:
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    names += ["*" + arguments.vararg.arg] if arguments.vararg else []
    names += [argument.arg for argument in arguments.kwonlyargs]
    names += ["**" + arguments.kwarg.arg] if arguments.kwarg else []
    return ", ".join(names)
