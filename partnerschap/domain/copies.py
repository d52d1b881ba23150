"""Changed copies of frozen values: what `dataclasses.replace` gives, in less than half of the time.

A change makes three copies of values with two dozen fields. The standard function collects all fields by name
and sets each through the class; here the slots are filled without Python in between.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter, call
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:  # the type checker knows that function, and checks the names and types of what is changed
    from dataclasses import replace
else:

    def replace(value: T, /, **changes: Any) -> T:
        """Return a copy in which these fields have these values; the class has slots, and that is all."""
        kind = type(value)
        read, setters = _slots(kind)
        copy = object.__new__(kind)
        # A setter returns None, so that `any` calls them all.
        any(map(call, setters.values(), repeat(copy), read(value)))
        for name, changed in changes.items():
            setters[name](copy, changed)
        return copy


@cache
def _slots(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, Callable[[Any, Any], None]]]:
    """Return what reads all fields of a value at once, and what sets each of them in a new one."""
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),), {names[0]: getattr(kind, names[0]).__set__}
    return attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}


__all__ = ["replace"]
