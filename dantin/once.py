"""A property worked out once and kept on the thing it is of. Imports nothing of dantin."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    once = cached_property
else:

    class once(cached_property):
        """`functools.cached_property` without its lock, which costs more than most answers; two threads would work out the same."""

        def __get__(self, instance: Any, owner: Any = None) -> Any:
            """What the function gives, from here on an attribute of the thing itself."""
            if instance is None:
                return self
            kept = instance.__dict__[self.attrname] = self.func(instance)
            return kept
