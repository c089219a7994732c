"""Changes that no test can notice, because nothing behaves otherwise: module, function, what stands there and what it becomes; why."""

EQUIVALENT: dict[tuple[str, str, str, str], str] = {}
