"""Classes of plain data as `dataclasses.dataclass` makes them, made in a fifth of the time: a hundred of them are part of every start.

What compares, hashes and shows objects is shared by all classes instead of being written and compiled for each. Only what takes the values
of a new object is, and not before the first object is made. Standard library only.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, eq=True, slots=False):
        """As `dataclasses.dataclass`; of what it can do, what is needed here."""
        return _made(cls, frozen, eq, slots) if cls is not None else lambda cls: _made(cls, frozen, eq, slots)


def _made(cls: type, frozen: bool, eq: bool, slots: bool) -> type:
    cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    more: dict[str, Any] = {"__init__": _late_init(cls, frozen), "__repr__": _repr}
    if eq:
        values = _values_of(tuple(field.name for field in fields(cls) if field.compare))
        more |= {"__eq__": _eq(values), "__hash__": _hash(values) if frozen else None}
    if frozen:
        more |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        if slots:
            more |= {"__getstate__": _state, "__setstate__": _set_state}
    for name, value in more.items():
        if name not in vars(cls):
            setattr(cls, name, value)
    return cls


def _late_init(cls: Any, frozen: bool) -> Callable[..., None]:
    """What writes the `__init__` of a class when its first object is made."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__ = _init(cls, frozen)
        cls.__init__(self, *args, **kwargs)

    return __init__


def _init(cls: Any, frozen: bool) -> Callable[..., None]:
    names: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    parameters: list[str] = ["self"]
    by_name: list[str] = []
    lines: list[str] = []
    for field in fields(cls):
        name, default = field.name, f"_default_{field.name}"
        makes = field.default_factory is not MISSING
        has_none = field.default is MISSING and not makes
        names[default] = field.default_factory if makes else field.default
        value = f"{default}()" if makes else default
        if field.init:
            (by_name if field.kw_only else parameters).append(name if has_none else f"{name}={'_missing' if makes else default}")
            value = f"{value} if {name} is _missing else {name}" if makes else name
        elif has_none:
            continue
        lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    parameters += ["*", *by_name] if by_name else []
    lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values that have these names; one alone in a tuple as well."""
    return attrgetter(*names) if len(names) > 1 else lambda of: tuple(getattr(of, name) for name in names)


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], bool]:
    def __eq__(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    return lambda self: hash(values(self))


@recursive_repr()
def _repr(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{field.name}={getattr(self, field.name)!r}' for field in fields(self) if field.repr)})"


def _refuse_to_set(_self: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
