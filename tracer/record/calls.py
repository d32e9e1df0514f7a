"""What a call changes that is about to happen in the program's code: told to `Changes`.

Functions of the program have lines of their own; functions of C are known by what they do (`effects`); everything else may change anything, and may give
back an iterator that does so whenever it is asked for more.
"""

import builtins
import types
from collections import defaultdict, deque
from typing import Any

from .. import sealed
from ..monitor import DISABLE, MISSING
from . import effects, safe
from .call_sites import calls_of, is_decorator, settled_calls
from .changes import Changes, addresses
from .frames import Live
from .remembered import END, WHOLE

__builtins__ = sealed.BUILTINS

_EFFECTS = {id(known): effect for known, effect in effects.KNOWN}
_EFFECTS |= dict.fromkeys(addresses(object.__init__, BaseException.__init__, input), effects.NONE)
_EFFECTS |= dict.fromkeys(addresses(deque, bytes, next), effects.CONSUMES)
_EFFECTS[id(object.__setattr__)] = effects.SELF
for _cls in (list, dict):
    _EFFECTS |= dict.fromkeys(addresses(_cls.__setitem__, _cls.__delitem__), effects.SELF)
    _EFFECTS |= dict.fromkeys(addresses(vars(_cls)["__getitem__"], vars(_cls)["__contains__"], _cls.__len__), effects.NONE)
    _EFFECTS[id(vars(_cls)["__init__"])] = effects.SELF_CONSUMES
_PLAIN_BASES = addresses(object, list, dict, set, frozenset, tuple, int, float, str, complex, bytes)
_CALL_LATER = addresses(map, filter)  # going through one calls something
_CALL_UNHEARD = (property, defaultdict)  # reading an attribute or an item may call something
_OF_PROPERTIES = addresses(*(vars(property)[name] for name in ("getter", "setter", "deleter")))
_FACTORIES = addresses(list, dict, set, int, str, float, tuple, None)
_CONSUME = (effects.CONSUMES, effects.SELF_CONSUMES)
_CHANGE_NOTHING = (effects.NONE, effects.CONSUMES)
_build_class = builtins.__build_class__


class Calls:
    """Hears the calls of one recording."""

    def __init__(self, changes: Changes):
        self._changes = changes

    def called(self, code: types.CodeType, offset: int, function: Any, first: Any) -> object:
        """A call is about to happen. DISABLE where the same call will stand for ever, and never changes anything by itself."""
        changes = self._changes
        live = changes.lives[-1] if changes.lives else None
        if live is None or live.code.code is not code:
            changes.disturb()
            return None
        known = live.code
        if known.settled is None:
            known.settled = settled_calls(code, changes.fickle)
            known.calls = calls_of(code)
        if first is property or first is defaultdict:
            changes.stop()
        if self._is_harmless(live, offset, function, first) and known.settled[offset // 2]:
            return DISABLE
        return None

    def _is_harmless(self, live: Live, offset: int, function: Any, first: Any) -> bool:
        """Note what the call changes. Whether it is one that never changes anything by itself."""
        kind = type(function)
        count = live.code.calls.get(offset)
        if kind is types.FunctionType:
            return self._is_ours(function)
        if kind is type:
            return self._makes(live, function, count, first)
        if kind is types.MethodType:
            return self._is_ours(function.__func__)
        if kind is types.MethodDescriptorType or kind is types.WrapperDescriptorType:
            if id(function) in _OF_PROPERTIES:
                return self._changes_property(live, offset)
            self._does(live, _EFFECTS.get(id(function)), count, first)
            return False
        if kind is types.BuiltinFunctionType:
            return self._calls_builtin(live, function, count, first)
        call = safe.static_lookup(kind, "__call__") if safe.made_in_python(kind) and not safe.derives(kind, type) else None
        return self._is_ours(call) and False

    def _is_unknown(self) -> bool:
        self._changes.disturb()
        return False

    def _is_ours(self, function: Any) -> bool:
        if type(function) is types.FunctionType and id(function.__code__) in self._changes.codes:
            return True
        return self._is_unknown()

    def _calls_builtin(self, live: Live, function: Any, count: int | None, first: Any) -> bool:
        if function is _build_class and count is not None:  # the body is heard; what the class is matters when it is called
            self._changes.change_anything()
            return False
        owner = function.__self__
        if owner is not None and type(owner) is not types.ModuleType:
            method = safe.static_lookup(type(owner), function.__name__)
            self._does(live, _EFFECTS.get(id(method)), count, owner)
            return False
        effect = _EFFECTS.get(id(function))
        if effect == effects.FIRST and type(first) is not list:
            effect = None
        self._does(live, effect, count, first)
        return effect == effects.NONE and count is not None

    def _does(self, live: Live, effect: int | None, count: int | None, owner: Any) -> None:
        """A function of C is called, which does that to `owner`."""
        changes = self._changes
        if effect is None:
            changes.disturb()
        elif count is None or (effect in _CONSUME and not changes.consumes_quietly):
            changes.change_anything()
        elif effect not in _CHANGE_NOTHING:
            if owner is MISSING or (live.plan is not None and live.plan.looks_within) or safe.derives(type(owner), type):
                changes.change_anything()
            else:
                changes.touch(live, id(owner), END if effect == effects.APPENDS else WHOLE)

    def _makes(self, live: Live, cls: type, count: int | None, first: Any) -> bool:
        """A class is called."""
        if cls is super and count is None:
            return False  # where a method is found by it
        if id(cls) in _CALL_LATER or (cls is type and count != 1):
            return self._is_unknown()
        if cls is property or cls is defaultdict:
            is_plain = first is MISSING or id(first) in _FACTORIES or self._is_plain_function(first)
            if count is None or count > 1 or not is_plain:
                self._changes.stop()
            return False
        effect = _EFFECTS.get(id(cls))
        if effect is not None:
            self._does(live, effect, count, MISSING)
            return effect == effects.NONE and count is not None
        return self._makes_instance(live, cls) if safe.made_in_python(cls) else self._is_unknown()

    def _makes_instance(self, live: Live, cls: type) -> bool:
        consumes = False
        for base in safe.mro_of(cls):
            if safe.is_one_of(base, _CALL_UNHEARD):
                self._changes.stop()
            if not safe.made_in_python(base) and id(base) not in _PLAIN_BASES and not safe.derives(base, BaseException):
                return self._is_unknown()
            consumes |= base is not object and id(base) in _PLAIN_BASES
        if consumes:
            self._does(live, effects.CONSUMES, 0, MISSING)
        return not consumes

    def _is_plain_function(self, function: Any) -> bool:
        return type(function) is types.FunctionType and id(function.__code__) in self._changes.codes

    def _changes_property(self, live: Live, offset: int) -> bool:
        if not is_decorator(live.code.code, offset):
            self._changes.stop()
        return False
