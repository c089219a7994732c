"""How a place in a dossier is named. Imports nothing of dantin, so that every floor speaks of places in this one type."""

from typing import NewType

Route = NewType("Route", str)
"""Where something stands in a dossier: "bau_cu[0].thu_ve", a row "bau_cu[0]", a table "bau_cu", the number of its rows "bau_cu.#"."""

NOWHERE = Route("")
"""The route of what stands in no dossier."""


def row_route(table: str, index: int) -> Route:
    """The route of a row of a table, counted from 0: "bau_cu[0]"."""
    return Route(f"{table}[{index}]")


def field_route(row: Route, field: str) -> Route:
    """The route of one field of a row: "bau_cu[0].thu_ve"."""
    return Route(f"{row}.{field}")


def rows_route(table: str) -> Route:
    """The route of how many rows a table has: "bau_cu.#"."""
    return Route(f"{table}.#")


def candidate_route(round_index: int, index: int) -> Route:
    """The route of a candidate, which runs through the round: "bau_cu[0].ung_cu[1]"."""
    return Route(f"bau_cu[{round_index}].ung_cu[{index}]")
