"""`records.dataclass` makes what `dataclasses.dataclass` makes."""

import copy
import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import field, fields, replace
from functools import partial
from typing import Any, ClassVar

import pytest

import dantin
from dantin import records

Decorator = Callable[..., Any]
WAYS = [{}, {"frozen": True}, {"frozen": True, "slots": True}, {"slots": True}, {"eq": False}, {"frozen": True, "eq": False, "slots": True}]


def made(dataclass: Decorator, **way: bool) -> tuple[Any, Any, Any]:
    """Three classes: of one field, of every sort of field, and one that derives from that."""

    @dataclass(**way)
    class One:
        """One field."""

        only: object

    @dataclass(**way)
    class Many:
        """Every sort of field."""

        table: ClassVar[str] = "bảng"
        first: object
        second: int = 2
        third: list[int] = field(default_factory=list)
        unseen: int = field(default=5, repr=False, compare=False)
        named: str = field(default="x", kw_only=True)
        own: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

        @property
        def doubled(self) -> int:
            return self.second * 2

    @dataclass(**way)
    class Derived(Many):
        """One more, another default, and what it does by itself."""

        second: int = 3
        fourth: str | None = None

        def __post_init__(self) -> None:
            self.own["lần"] = 1

        def __repr__(self) -> str:
            return "tự gọi"

    return One, Many, Derived


def outcome(does: Callable[[], object]) -> tuple[object, ...]:
    """What comes of it, an error by its kind and words."""
    try:
        return (does(),)
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


def seen(classes: tuple[Any, Any, Any]) -> list[object]:
    """All that can be seen of the classes and of objects of them."""
    one, many, derived = classes
    objects = [
        one(1),
        one("a"),
        one(only=(1, 2)),
        many(1),
        many("a", 4, [1], 6, named="y"),
        many(1, third=[]),
        derived(1),
        derived(1, 3, []),
    ]
    objects += [copy.copy(objects[4]), copy.deepcopy(objects[4]), replace(objects[4], first="b"), replace(objects[6], fourth="c")]
    account: list[object] = [repr(thing) for thing in objects]
    account += [[(f.name, getattr(thing, f.name)) for f in fields(thing)] for thing in objects]
    account += [a == b for a in objects for b in objects]
    for thing in (one(1), one("a"), many(1, third=()), derived(1, third=())):
        account.append(outcome(partial(hash, thing))[0] == hash(copy.copy(thing)) if type(thing).__hash__ else None)
        account.append(outcome(lambda thing=thing: len({thing, copy.copy(thing)})))
    account += [outcome(one), outcome(partial(one, 1, 2)), outcome(partial(many, 1, 2, 3, 4, 5)), outcome(partial(many, 1, own={}))]
    for thing in objects:
        for f in fields(thing):
            account += [outcome(partial(setattr, thing, f.name, 1)), outcome(partial(delattr, thing, f.name))]
    account += [kind.__match_args__ for kind in classes]
    account += [hasattr(thing, "__dict__") for thing in objects]
    return account


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_same_as_of_the_standard_library(way: dict[str, bool]) -> None:
    assert seen(made(records.dataclass, **way)) == seen(made(dataclasses.dataclass, **way))


def test_the_same_where_nothing_is_asked_for() -> None:
    @records.dataclass
    class Plain:
        """As plain as can be."""

        number: int = 0

    assert repr(Plain(1)).endswith("Plain(number=1)")
    assert Plain(1) == Plain(1) != Plain()
    with pytest.raises(TypeError, match="unhashable"):
        hash(Plain())


def test_an_object_inside_itself_is_shown() -> None:
    @records.dataclass
    class Ring:
        """Holds itself."""

        inside: object = None

    ring = Ring()
    ring.inside = ring
    assert repr(ring).endswith("Ring(inside=...)")


def classes() -> list[type]:
    for module in pkgutil.walk_packages(dantin.__path__, "dantin."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    every: list[type] = []
    waiting: list[type] = [object]
    while waiting:
        below = type.__subclasses__(waiting.pop())
        waiting += [kind for kind in below if kind is not type]
        every += [kind for kind in below if kind.__module__.startswith("dantin.") and "__dataclass_fields__" in vars(kind)]
    return sorted({kind for kind in every if getattr(importlib.import_module(kind.__module__), kind.__name__, None) is kind}, key=str)


def test_every_class_takes_what_that_of_the_standard_library_takes() -> None:
    every = classes()
    assert len(every) > 100
    for kind in every:
        plain = dataclasses.dataclass(type(kind.__name__, (kind,), {"__doc__": ""}))
        for frozen in (False, True):
            own = inspect.signature(records._init(kind, frozen)).parameters
            its = inspect.signature(vars(plain)["__init__"]).parameters
            made_anew = {f.name for f in fields(plain) if f.default_factory is not dataclasses.MISSING}
            assert [(p.name, p.kind, p.name in made_anew or p.default) for p in own.values()] == [
                (p.name, p.kind, p.name in made_anew or p.default) for p in its.values()
            ], kind
