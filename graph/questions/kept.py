"""What is read of facts for one question, kept for the next as long as the facts are the same."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from graph.store import Store

Given = ParamSpec("Given")
Read = TypeVar("Read")


def kept(read: Callable[Concatenate[Store, Given], Read]) -> Callable[Concatenate[Store, Given], Read]:
    """The same reader of a store, which reads anew only when facts were computed since: the version of what is computed says so.

    What it gives is shared by all who ask: it is not to be changed. Nothing is kept while facts are half written, when they have no version.
    """
    shelves: WeakKeyDictionary[Store, tuple[str, dict[object, Read]]] = WeakKeyDictionary()

    @wraps(read)
    def asked(store: Store, /, *args: Given.args, **kwargs: Given.kwargs) -> Read:
        if not (version := store.version()):
            return read(store, *args, **kwargs)
        if shelves.get(store, ("", None))[0] != version:
            shelves[store] = version, {}
        shelf, key = shelves[store][1], (args, *sorted(kwargs.items()))
        if key not in shelf:
            shelf[key] = read(store, *args, **kwargs)
        return shelf[key]

    return asked
