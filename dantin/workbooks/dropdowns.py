"""What may be typed into the cells of a column: words to choose from, whole numbers, days, identity numbers; what is said where it may not.

Describes rules, as plain data; `excel` writes them. The head is called by the hamlet's own title. Knows no sheet.
"""

from collections.abc import Sequence

from dantin.diagnostic import column_letters
from dantin.model import Unit
from dantin.readers.dossier.fields import Field, Kind, Table
from dantin.readers.sheets.own_pages import WORDS
from dantin.vietnamese import fold
from dantin.wording import titled
from dantin.workbooks.excel import TEXT, Check, Look, Page, words_of


class Words:
    """The words of the dropdowns; lists too long for a cell's own rule, or with commas in them, stand on a hidden page."""

    def __init__(self) -> None:
        """Begin without any list."""
        self._lists: list[tuple[str, Sequence[str]]] = []

    def formula(self, name: str, words: Sequence[str]) -> str:
        """What a rule takes its words from."""
        if (own := words_of(words)) is not None:
            return own
        if (name, words) not in self._lists:
            self._lists.append((name, words))
        letters = column_letters(self._lists.index((name, words)))
        return f"'{WORDS[0]}'!${letters}$3:${letters}${2 + len(words)}"

    def page(self) -> Page:
        """The hidden page."""
        page = Page(WORDS[0], hidden=True, locked=True)
        page.put(0, 0, WORDS[1], Look(bold=True))
        for column, (name, words) in enumerate(self._lists):
            page.widths[column] = 34
            for row, word in enumerate((name, *words), 1):
                page.put(row, column, word, Look(TEXT, bold=row == 1))
        return page


def _allowed(field: Field, unit: Unit) -> tuple[str, ...]:
    """The words of a field as this hamlet says them, the head called by its own title where that is understood."""
    own = ((word, titled(word, unit)) for word in field.allowed)
    return tuple(mine if field.lookup.get(fold(mine)) is field.lookup[fold(word)] else word for word, mine in own)


def said(field: Field, word: object, unit: Unit) -> object:
    """One allowed word as this hamlet says it."""
    return dict(zip(field.allowed, _allowed(field, unit), strict=True)).get(str(word), word)


def check_of(table: Table, field: Field, area: str, unit: Unit, words: Words) -> Check | None:
    """The rule for the cells of a column."""
    header, note = field.header, table.note(field)
    match field.kind:
        case Kind.WORD | Kind.WORDS:
            several = field.kind is Kind.WORDS
            refusal = "Chọn một từ trong danh sách." + (" Nhiều từ thì cách nhau bằng dấu chấm phẩy." if several else "")
            return Check(area, "list", words.formula(header, _allowed(field, unit)), header, "", refusal, strict=not several)
        case Kind.SEX:
            return Check(area, "list", words.formula(header, ("Nam", "Nữ")), header, "", "Ghi Nam hoặc Nữ.")
        case Kind.TICK:
            return Check(area, "list", words.formula(header, ("x", "không")), header, "", "Ghi x, “không”, hoặc để trống.")
        case Kind.COUNT:
            refusal = f"Ghi một số nguyên, từ {field.least} trở lên, không kèm chữ; chưa biết thì để trống."
            return Check(area, "whole", str(field.least), header, note, refusal)
        case Kind.DATE:
            # Excel set to English takes 25/12/2024 for text: it asks, and may be told yes.
            return Check(area, "date", "1", header, note, "Ghi ngày như 10/11/2024.", strict=False)
        case Kind.CCCD:
            return Check(area, "textLength", "12", header, note, "Số căn cước có đủ 12 chữ số, kể cả số 0 ở đầu.", strict=False)
        case Kind.BIRTH:
            return Check(area, "none", "", header, note)
        case _:
            return None
