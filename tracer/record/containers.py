"""Reading what has elements: lists, tuples, sets, deques, dicts, and classes derived from them."""

import collections
from collections.abc import Callable
from itertools import islice
from typing import Any

from .. import sealed
from . import instances, safe
from .reading import Contents

__builtins__ = sealed.BUILTINS

Read = Callable[[Any], Contents]
Length = Callable[[Any], int]
_set_item = dict.__dict__["__setitem__"]
HASHED_BY_C = (str, int, float, bool, type(None), bytes, complex)


def form_parts(cls: type, attributes: Read | None, most: int) -> tuple[str, Read, Length | None, bool] | None:
    """(kind, read, length, whether it is fixed) for a class of containers, else None. `most`: elements that are read."""
    if safe.derives(cls, tuple) and type(fields := safe.static_lookup(cls, "_fields")) is tuple and fields:
        read = instances.fields_reader(fields)
        return "tuple", instances.with_attributes(read, attributes) if attributes else read, None, attributes is None
    for base, kind in (
        (list, "list"),
        (dict, "dict"),
        (tuple, "tuple"),
        (set, "set"),
        (frozenset, "frozenset"),
        (collections.deque, "deque"),
    ):
        if safe.derives(cls, base):
            read = _reader(cls, base, kind, most)
            if attributes is not None:
                read = instances.with_attributes(read, attributes)
            return kind, read, base.__len__, cls is tuple or cls is frozenset
    return None


def _reader(cls: type, base: type, kind: str, most: int) -> Read:
    if kind == "dict":
        if safe.derives(cls, collections.OrderedDict):
            return _ordered_reader(most)
        read = _mapping_reader(most, _factory_label if safe.derives(cls, collections.defaultdict) else _no_label)
        if safe.static_lookup(cls, "__setitem__") is _set_item:
            read.reads = "entries"  # type: ignore[attr-defined]  # the native core knows how to look at single ones
        return read
    if cls is list:
        return _list_reader(most)
    iterate: Callable[[Any], Any] = base.__iter__  # type: ignore[attr-defined]
    label = _maxlen_label if kind == "deque" else _no_label

    def read_sequence(obj: Any) -> Contents:
        return list(islice(iterate(obj), most)), (), label(obj)

    return read_sequence


def _list_reader(most: int) -> Read:
    part, size = list.__getitem__, list.__len__

    def read_list(obj: Any) -> Contents:
        return obj if size(obj) <= most else part(obj, slice(most)), (), ""

    return read_list


def _mapping_reader(most: int, label: Callable[[Any], str]) -> Read:
    def read_mapping(obj: Any) -> Contents:
        children: list[Any] = [None] * (2 * min(dict.__len__(obj), most))
        children[::2] = islice(dict.__iter__(obj), most)
        children[1::2] = islice(dict.values(obj), most)
        return children, (), label(obj)

    return read_mapping


def _ordered_reader(most: int) -> Read:
    """An OrderedDict has an order of its own beside the dict's. Walking along it hashes every key, which only C may do."""
    in_dict_order = _mapping_reader(most, _no_label)
    iterate, look_up = collections.OrderedDict.__iter__, dict.__getitem__

    def read_ordered(obj: Any) -> Contents:
        for key in dict.__iter__(obj):
            if not safe.is_one_of(type(key), HASHED_BY_C):
                return in_dict_order(obj)
        children: list[Any] = []
        try:
            for key in islice(iterate(obj), most):
                children += (key, look_up(obj, key))
        except (KeyError, RuntimeError):  # changed by dict's own methods, behind its back
            return in_dict_order(obj)
        return children, (), ""

    return read_ordered


def _no_label(obj: Any) -> str:
    return ""


_default_factory = collections.defaultdict.__dict__["default_factory"].__get__
_maxlen = collections.deque.__dict__["maxlen"].__get__


def _factory_label(obj: Any) -> str:
    factory = _default_factory(obj)
    if type(factory) is type:
        return safe.name_of(factory)
    return safe.name_of(type(factory)) if factory is not None else "None"


def _maxlen_label(obj: Any) -> str:
    most = _maxlen(obj)
    return f"maxlen {most}" if most is not None else ""
