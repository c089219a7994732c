"""Files that once made trouble, or might. To make a test, put a file into `tests/files/`, and beside it what is to be found in it.

What is to be found stands in `NAME.EXT.expected`: one line per finding in the order reported, its code and its place ("Bầu cử!H3",
"dòng 12", "-" for the whole file). A line "rows ho_gia_dinh 310" says how many rows of a table are read, over all hamlets of the file.
Lines that begin with "#" are comments: what the file is, and why it is here. A file without a sidecar prints what would stand there.

`python -m tests.test_files` writes anew those files that no text editor can write; the others are written by hand.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from dantin import run
from dantin.readers import SUFFIXES
from tests import hostile
from tests.conftest import AS_OF
from tests.sheets import UNIT_SHEET, rows_xml

FILES = Path(__file__).parent / "files"
EXPECTED = ".expected"
TABLES = {
    "ho_gia_dinh": "households",
    "dang_vien": "members",
    "nhan_su": "nominees",
    "thanh_phan": "officials",
    "moc": "steps",
    "bau_cu": "rounds",
    "la_phieu": "ballots",
    "van_ban": "papers",
    "cuoc_hop": "meetings",
}

# Stored, not packed: the same bytes whatever version of zlib packs them.
MADE: dict[str, Callable[[], bytes]] = {
    "empty.yaml": lambda: b"",
    "latin-1.yaml": lambda: b"don_vi:\n  ten: Khu 4\n  xa: Ph\xfa M\xfd\n  tinh: A\n",
    "control-character.yaml": lambda: b"don_vi:\n  ten: Khu 4\n  xa: A\x1b[2J\n  tinh: B\n",
    "nought.yaml": lambda: b"don_vi:\n  ten: Khu 4\n  xa: A\n  tinh: B\0\n",
    "utf-16.yaml": lambda: "don_vi:\n  ten: Khu phố 4\n  xa: thị trấn A\n  tinh: Đồng Nai\n".encode("utf-16"),
    "whole.xlsx": lambda: _stored(hostile.parts()),
    "cut.xlsx": lambda: _stored(hostile.parts())[:-500],
    "cut-early.xlsx": lambda: _stored(hostile.parts())[:300],
    "empty.xlsx": lambda: b"",
    "word-paper.xlsx": lambda: _stored(
        {"[Content_Types].xml": b"<Types/>", "_rels/.rels": _WORD_RELATIONS, "word/document.xml": b"<document/>"}
    ),
    "picture.xlsx": lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\1\0\0\0\0" + bytes(40),
    "pdf.xlsx": lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
    "password.xlsx": lambda: hostile.locked(hostile.agile()),
    "errors-and-formulas.xlsx": lambda: _stored(
        hostile.parts('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row><row r="3"><c r="A3"><f>A1</f></c></row>')
    ),
    "last-cell.xlsx": lambda: _stored(hostile.parts(hostile.FAR)),
    "no-table.xlsx": lambda: _stored(hostile.raw_parts({"Sheet1": rows_xml(UNIT_SHEET)})),
}
_WORD_RELATIONS = hostile.parts()["_rels/.rels"].replace(b"xl/workbook.xml", b"word/document.xml")


def _stored(parts: dict[str, bytes]) -> bytes:
    entries = hostile.entries_of(parts)
    for one in entries:
        one.method, one.packed = 0, parts[one.name]
    return hostile.zipped(entries)


def read_file(path: Path, tables: list[str]) -> list[str]:
    """What is found in a file, as its sidecar would say it, and the number of rows of the tables asked for."""
    report = run.check_file(path, AS_OF, keep_cases=True)
    assert report.faults == ()
    findings = sorted(run.gather([report]).diagnostics, key=lambda found: found.order)
    dossiers = [hamlet.case.dossier for hamlet in report.hamlets if hamlet.case is not None]
    rows = [f"rows {table} {sum(len(getattr(dossier, TABLES[table])) for dossier in dossiers)}" for table in tables]
    return [f"{found.code} {str(found.place) or '-'}" for found in findings] + rows


def test_every_sidecar_has_its_file() -> None:
    sidecars = {path.name.removesuffix(EXPECTED) for path in FILES.glob(f"*{EXPECTED}")}
    files = {path.name for path in FILES.iterdir() if path.suffix != EXPECTED}
    assert sidecars - files == set()
    assert [name for name in files if Path(name).suffix not in SUFFIXES] == []


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir() if path.suffix != EXPECTED))
def test_what_is_found(name: str) -> None:
    sidecar = FILES / f"{name}{EXPECTED}"
    if not sidecar.exists():
        found = read_file(FILES / name, list(TABLES))
        pytest.fail(f"write {sidecar.name}, if this is right:\n" + "\n".join(line for line in found if not line.endswith(" 0")))
    wanted = [line for line in map(str.strip, sidecar.read_text("utf-8").splitlines()) if line and not line.startswith("#")]
    rows = [line for line in wanted if line.startswith("rows ")]
    tables = [line.split()[1] for line in rows]
    assert read_file(FILES / name, tables) == [line for line in wanted if line not in rows] + rows


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_is_what_is_there(name: str) -> None:
    assert (FILES / name).read_bytes() == MADE[name](), "python -m tests.test_files writes it anew"


if __name__ == "__main__":
    for name, maker in MADE.items():
        (FILES / name).write_bytes(maker())
