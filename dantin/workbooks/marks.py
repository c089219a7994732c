"""Marks on a copy of a dossier that is sent back: what is wrong in its cells and lines, and what to do about it; taken off again.

The copy keeps all else, and the readers pass over every mark. Knows findings and files' bytes; no rule, no folder. Imports `patching` for
workbooks, the YAML reader to be sure of what a copy says.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from dantin.diagnostic import Diagnostic, Severity
from dantin.readers.files.raw import Unreadable
from dantin.readers.files.returned import PROPERTY, YAML_MARK, is_returned
from dantin.readers.sheets.own_pages import is_list_of_faults
from dantin.records import dataclass
from dantin.vietnamese import short_date
from dantin.workbooks.excel import write_pages
from dantin.workbooks.faults_page import FILLS, counted, faults_page
from dantin.workbooks.patching import Workbook

AUTHOR = "dantin"
_COMMENT = "[dantin]"
_SHORT, _MOST_IN_A_CELL = 160, 4
_SENTENCE = re.compile(r"(?<=[.;])\s")
_LINES = re.compile("(\r\n|[\r\n\x85\u2028\u2029])")
_CODE = re.compile(re.escape(YAML_MARK) + r" .*\[([0-9a-f]{16})\]")


@dataclass(frozen=True)
class About:
    """What the marks say besides the findings: the file's name, the day of the check, who is to have it back (None: nobody said)."""

    file: str
    day: date
    recipient: str | None = None


def marked_workbook(data: bytes, findings: Sequence[Diagnostic], about: About) -> bytes:
    """A copy of an .xlsx or .xlsm in which the cells of the findings are coloured and commented, its first sheet a list of them.

    Marks of an earlier time are taken off first. Raises CannotDo for a workbook in which nothing can be marked.
    """
    book = Workbook(data)
    _unmark(book)
    sheets = set(book.sheets)
    cells: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for d in findings:
        if d.place.sheet in sheets and d.place.cell is not None:
            cells[d.place.sheet, book.in_view(d.place.sheet, d.place.cell)].append(d)
    for (sheet, cell), mine in cells.items():
        worst = Severity.ERROR if any(d.severity is Severity.ERROR for d in mine) else Severity.WARNING
        book.fill(sheet, cell, FILLS[worst])
        book.comments(sheet).add(cell, _in_cell(mine), AUTHOR)
    book.add_sheet(faults_page(findings, about.file, about.day, about.recipient, sheets), first=True)
    book.package.set_property(PROPERTY, book.package.digest())
    return book.data()


def faults_workbook(findings: Sequence[Diagnostic], about: About) -> bytes:
    """A workbook that only lists the findings, for a file into which no marks can be put."""
    page = faults_page(findings, about.file, about.day, about.recipient, set())
    return write_pages([page], properties={PROPERTY: "1"})


def marked_yaml(data: bytes, findings: Sequence[Diagnostic], about: About) -> bytes:
    """A copy of a YAML dossier with a comment above each line that has findings, those without a line at the top.

    Where a comment in between would change what the file says, all stand at the top, with their lines.
    """
    coding, mark = _coding(data)
    pieces = _LINES.split(data[len(mark) :].decode(coding))
    lines, ends = pieces[::2], [*pieces[1::2], ""]
    bare = [
        (number, line, end)
        for number, (line, end) in enumerate(zip(lines, ends, strict=True), 1)
        if not line.lstrip().startswith(YAML_MARK)
    ]
    end = next((end for end in ends if end), "\n")
    by_line: dict[int, list[Diagnostic]] = defaultdict(list)
    for d in findings:
        by_line[d.place.line or 0].append(d)
    body = []
    for number, line, ending in bare:
        indent = line[: len(line) - len(line.lstrip())]
        body += [f"{indent}{YAML_MARK} {_in_line(d)}{end}" for d in by_line.get(number, ())]
        body.append(line + ending)
    above = [_in_line(d) for d in by_line.get(0, ())]
    text = "".join(body)
    if not _same(text, data):
        text = "".join(line + ending for _, line, ending in bare)
        # Lines as whoever opens the copy counts them: below the marks, and without those of an earlier time.
        now = {number: 1 + len(findings) + at for at, (number, _, _) in enumerate(bare, 1)}
        above = [f"dòng {now[d.place.line]}: {_in_line(d)}" if d.place.line in now else _in_line(d) for d in findings]
        if not _same(text, data):
            text = data[len(mark) :].decode(coding)
    above.insert(0, f"Bản gửi trả để sửa: {counted(findings)}, kiểm tra ngày {short_date(about.day)}.{_back_to(about.recipient)}")
    text = "".join(f"{YAML_MARK} {line}{end}" for line in above[1:]) + text
    return mark + f"{YAML_MARK} {above[0]} [{_text_code(text)}]{end}{text}".encode(coding)


def is_untouched(data: bytes) -> bool:
    """Whether a copy with marks is as it was made: nobody has saved it since, so that nothing is lost by writing over it."""
    if not is_returned(data):
        return False
    if data.startswith(b"PK"):
        package = Workbook(data).package
        return package.property(PROPERTY) in (package.digest(), "1")
    coding, mark = _coding(data)
    first, end, rest = _LINES.split(data[len(mark) :].decode(coding), maxsplit=1)
    code = _CODE.match(first)
    return bool(end) and code is not None and code[1] == _text_code(rest)


def _unmark(book: Workbook) -> None:
    lists = [name for name in book.sheets if is_list_of_faults(name, book.text(name, "A1"))]
    if not lists and book.package.property(PROPERTY) is None:
        return
    for name in lists:
        book.remove_sheet(name)
    for name in book.sheets:
        book.unfill(name, FILLS.values())
        book.comments(name).cut(_COMMENT)


def _in_cell(findings: Sequence[Diagnostic]) -> str:
    """The comment on a cell: two lines for each finding."""
    lines = []
    for d in findings[:_MOST_IN_A_CELL]:
        lines.append(f"{_COMMENT} {d.code}: {_shortened(d.message)}")
        lines += [f"Cần làm: {_shortened(_first_sentence(d.hint))}"] if d.hint else []
    if len(findings) > _MOST_IN_A_CELL:
        lines.append(f"Và {len(findings) - _MOST_IN_A_CELL} chỗ nữa ở ô này: xem trang “Lỗi cần sửa”.")
    return "\n".join(lines)


def _in_line(d: Diagnostic) -> str:
    todo = f" Cần làm: {_first_sentence(d.hint)}" if d.hint else ""
    kind = "LỖI" if d.severity is Severity.ERROR else "CẢNH BÁO"
    line = " ".join(f"{kind} {d.code}: {d.message}.{todo}".split())
    return "".join(c if c.isprintable() else "·" for c in line)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rpartition(" ")[0] + " …"


def _first_sentence(text: str) -> str:
    return _SENTENCE.split(text, maxsplit=1)[0].rstrip(";")


def _back_to(recipient: str | None) -> str:
    return f" Sửa xong gửi lại {recipient}." if recipient else " Sửa xong gửi lại nơi đã chuyển tệp này."


def _coding(data: bytes) -> tuple[str, bytes]:
    marks = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
    return next(((coding, mark) for mark, coding in marks if data.startswith(mark)), ("utf-8", b""))


def _text_code(text: str) -> str:
    return hashlib.sha256("\n".join(_LINES.split(text)[::2]).encode()).hexdigest()[:16]


def _same(text: str, data: bytes) -> bool:
    """Whether a text says the same as the bytes of a file, their lines apart."""
    from dantin.readers.files.yaml import compose

    try:
        return _said(compose(text.encode())) == _said(compose(data))
    except Unreadable:
        return False


def _said(node: object) -> object:
    from dantin.readers.files.yaml import Node

    if not isinstance(node, Node):
        return node
    items = [_said(item) for item in node.items] if node.items is not None else None
    pairs = [(key, _said(value)) for key, _, value in node.pairs] if node.pairs is not None else None
    return node.text, items, pairs
