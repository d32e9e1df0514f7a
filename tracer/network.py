"""requests and urllib.request through the browser, by way of pyodide-http, with sentences for what goes wrong.

Rule: it changes nothing in a program that imports neither. A request that fails raises the exception that the library would raise.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from . import sealed

__builtins__ = sealed.BUILTINS


def prepare(why_not: Callable[[str], str]) -> bool:
    """Patch the libraries, before a program that uses them runs. `why_not(address)`: why a request failed. Whether pyodide-http is here."""
    if find_spec("pyodide_http") is None:
        return False
    library: Any = import_module("pyodide_http")
    library.patch_all()
    core: Any = import_module("pyodide_http._core")
    urllib: Any = import_module("pyodide_http._urllib")
    errors: Any = import_module("urllib.error")
    urllib.send = _sending(core.send, errors.URLError, why_not)
    if find_spec("requests") is not None:
        requests: Any = import_module("pyodide_http._requests")
        exceptions: Any = import_module("requests.exceptions")
        requests.send = _sending(core.send, exceptions.ConnectionError, why_not)
    return True


def _sending(send: Callable[[Any, bool], Any], error: type[Exception], why_not: Callable[[str], str]) -> Callable[..., Any]:
    def send_or_say(request: Any, stream: bool = False) -> Any:
        try:
            return send(request, False)  # in one piece: what comes in pieces needs a worker more
        except Exception as problem:
            if type(problem).__name__ not in ("JsException", "AttributeError"):  # the second: there was no answer to read
                raise
        raise error(why_not(request.url))

    return send_or_say
