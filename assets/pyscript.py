"""What the page's Python knows of the browser, under the names that PyScript gives it: `from pyscript import document, ffi, js_import, window`.

PyScript's own core is not loaded: it evaluates texts as JavaScript, which the page's policy forbids. assets/page.js brings `_page`.
"""

import js
import jsffi as ffi
from _page import js_import

window = js
document = js.document

__all__ = ["document", "ffi", "js_import", "window"]
