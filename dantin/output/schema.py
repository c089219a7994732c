"""The JSON Schema of the YAML form of a dossier, from the table of fields: what an editor checks and explains while one types.

It knows the form only, never whether figures agree: that is what `validate` says. Where the reader takes several spellings of a word, the
schema takes those that are written out in the table of fields.
"""

import json
import re
from typing import Any, TypeAlias

from dantin.readers.dossier.fields import BY_SLUG, NESTED_CANDIDATES, TABLES, Field, Kind, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema: TypeAlias = dict[str, Any]
_BLANK = ["", None]
_DAY = r"^\s*((\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2}))?\s*$"
_OF_A_ROUND = ("ma_ap", "cum", "chuc_danh", "lan")


def schema() -> Schema:
    """The schema as plain data."""
    return {
        "$schema": DIALECT,
        "title": "Hồ sơ bầu cử của ấp, khu phố (dantin)",
        "description": "Một tệp YAML chứa hồ sơ của một hay nhiều ấp, khu phố. Ô chưa biết thì để trống; không có thì ghi 0.",
        "type": "object",
        "additionalProperties": False,
        "required": [table.slug for table in TABLES if table.required],
        "properties": {table.slug: _table(table) for table in TABLES},
    }


def text() -> str:
    """The schema as it is written."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _table(table: Table) -> Schema:
    row = _row(table, table.fields)
    if table.slug == "bau_cu":
        results = BY_SLUG["ket_qua"]
        people = _row(results, tuple(field for field in results.fields if field.slug not in _OF_A_ROUND))
        row["properties"][NESTED_CANDIDATES] = _several(people) | {
            "title": "Ứng cử",
            "description": "Những người ứng cử và số phiếu từng người. Ví dụ: {ho_ten: Nguyễn Văn An, so_phieu: 198}.",
        }
    rows = _several(row)
    # A file of one hamlet has no need to make a list of it.
    return {"title": table.sheet} | ({"anyOf": [row, rows]} if table.slug == "don_vi" else rows)


def _several(row: Schema) -> Schema:
    return {"type": ["array", "null"], "items": row}


def _row(table: Table, fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.slug for field in fields if field.required],
        "properties": {field.slug: {"title": field.header, "description": table.note(field), **_value(field)} for field in fields},
    }


def _value(field: Field) -> Schema:
    """What a field may hold; nothing at all is a value not known yet."""
    words = [*dict.fromkeys((*field.allowed, *(text for text, _ in field.synonyms)))]
    match field.kind:
        case Kind.COUNT:
            return {"anyOf": [{"type": "integer", "minimum": field.least}, {"enum": _BLANK}]}
        case Kind.WORD:
            return {"enum": [*words, *_BLANK]}
        case Kind.WORDS:
            one = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
            several = {"type": "string", "pattern": rf"^({one})(\s*;\s*({one}))*$"}
            return {"anyOf": [{"enum": words}, several, {"type": "array", "items": {"enum": words}}, {"enum": _BLANK}]}
        case Kind.TICK:
            return {"enum": ["x", "X", "không", True, False, *_BLANK]}
        case Kind.SEX:
            return {"enum": ["Nam", "Nữ", *_BLANK]}
        case Kind.DATE:
            return {"type": ["string", "null"], "pattern": _DAY}
        case Kind.NAMES | Kind.LIST | Kind.BALLOT:
            return {"type": ["string", "array", "null"], "items": {"type": ["string", "number"]}}
        case Kind.NAME:
            return {"type": ["string", "null"]}
        case _:
            # An editor takes 075065000001, 1965 and 7:30 for numbers.
            return {"type": ["string", "number", "null"]}
