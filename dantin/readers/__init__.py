"""Readers: a file -> dossiers, with the place of every value. They know files and words, and no rule of the election."""

import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dantin.diagnostic import Place
from dantin.patterns import late
from dantin.readers.dossier.assembly import ReadDossier, Reading, assemble
from dantin.readers.dossier.fields import TABLES, Names
from dantin.readers.files import limits
from dantin.readers.files.grid import Grid
from dantin.readers.files.opening import content_digest, mode_of, read_file
from dantin.readers.files.raw import RawFile, Unreadable
from dantin.readers.files.returned import is_returned
from dantin.readers.findings import DT001

if TYPE_CHECKING:
    from dantin.readers.sources import Source

__all__ = ["SUFFIXES", "ReadDossier", "Reading", "open_workbook", "read", "read_bytes", "read_source"]

# How often a password is turned over before it opens a workbook: Excel does so 100,000 times, in a tenth of a second.
_SPUN = re.compile(rb'spinCount="(\d{1,9})"')
_ROUNDS = 200_000
_WORKBOOK_STARTS = (b"PK\3\4", b"\xd0\xcf\x11\xe0")

YAML_SUFFIXES = (".yaml", ".yml")
TEXT_SUFFIXES = (".csv", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
SUFFIXES = (*YAML_SUFFIXES, *WORKBOOK_SUFFIXES, *TEXT_SUFFIXES)
"""What is taken for a dossier in a folder; an .xlsb cannot be read, and is named rather than passed over."""
_DOUBLE = late(r"(.+\.(?:yaml|yml|csv|tsv|xlsx|xls|ods))\.\w{1,5}", re.IGNORECASE)
_LIKE_YAML = late(rb"(?:\xef\xbb\xbf)?(?:\s*#[^\n]*\n|\s*---[^\n]*\n|\s*\n)*\w+[ \t]*:(?:\s|$)")


def read(
    path: Path, name: str, names: Names | None = None, *, password: str | None = None, seen: Callable[[bytes], object] | None = None
) -> Reading:
    """Read one dossier file. `name` is what findings call it. A file that cannot be read gives one finding, DT001.

    `names` knows the headers that the district has given its own; a `password` unlocks a workbook. `seen` gets the digest of the content
    that was read.
    """
    names = names or Names()
    try:
        return assemble([_open(path, name, names, password, seen)], names)
    except Unreadable as trouble:
        return _unread(name, trouble)


def read_source(
    source: "Source",
    names: Names | None = None,
    *,
    passwords: Mapping[Path, str] | None = None,
    seen: Callable[[bytes], object] | None = None,
) -> Reading:
    """Read files that are one source; of one file the same as `read`. A file that cannot be read leaves its hamlets in doubt.

    `seen` gets the digest of the content of each file, in order, as it was read.
    """
    passwords = passwords or {}
    if not source.serves:
        (path,) = source.files
        return read(path, path.as_posix(), names, password=passwords.get(path), seen=seen)
    names = names or Names()
    raws, lost = [], []
    for path in source.files:
        try:
            raws.append(_open(path, path.as_posix(), names, passwords.get(path), seen))
        except Unreadable as trouble:
            lost += _unread(path.as_posix(), trouble).diagnostics
            raws.append(RawFile(path.as_posix(), doubtful={table.slug for table in TABLES}))
    try:
        reading = assemble(raws, names, source.serves, source.wanted)
    except Unreadable as trouble:
        reading = _unread(source.names[0], trouble)
    reading.diagnostics[:0] = lost
    return reading


def _open(path: Path, name: str, names: Names, password: str | None, seen: Callable[[bytes], object] | None) -> RawFile:
    if stat.S_ISDIR(mode_of(path)):
        raise Unreadable("không mở được thư mục", "Kiểm tra quyền mở thư mục; các hồ sơ bên trong chưa được đọc.")
    suffix = path.suffix.lower()
    data = read_file(path, _most_bytes(suffix))
    if seen is not None:
        seen(content_digest(data))
    return _raw(data, name, suffix, names, password)


def _most_bytes(suffix: str) -> int:
    return limits.YAML_BYTES if suffix in YAML_SUFFIXES else limits.WORKBOOK_BYTES


def read_bytes(data: bytes, name: str, suffix: str, names: Names | None = None, *, password: str | None = None) -> Reading:
    """Read a dossier from memory; `suffix` (".yaml", ".xlsx") tells its form, the rest is as in `read`."""
    names = names or Names()
    try:
        return assemble([_raw(data, name, suffix, names, password)], names)
    except Unreadable as trouble:
        return _unread(name, trouble)


def _raw(data: bytes, name: str, suffix: str, names: Names, password: str | None) -> RawFile:
    limits.check_size(len(data), _most_bytes(suffix))
    _check_suffix(data, name, suffix)
    if password is not None:
        from dantin.readers.files.formats import decrypt

        data = decrypt(data, password)
    if suffix in YAML_SUFFIXES and data.startswith(_WORKBOOK_STARTS):
        raise Unreadable("tệp là bảng tính Excel, không phải YAML", "Đổi đuôi tệp thành .xlsx (hoặc .xls) rồi kiểm tra lại.")
    if suffix in YAML_SUFFIXES:
        from dantin.readers.files.yaml import read_yaml

        raw = read_yaml(data, name, names)
    else:
        from dantin.readers.sheets.layout import lay_out

        grids = _open_text(data, name) if suffix in TEXT_SUFFIXES and not data.startswith(_WORKBOOK_STARTS) else open_workbook(data)
        raw = lay_out(name, grids, names)
    raw.returned = is_returned(data)
    return raw


def open_workbook(data: bytes) -> list[Grid]:
    """The sheets of a workbook of any kind, which its content tells and not its name. Raises Unreadable."""
    from dantin.readers.files.formats import DEFAULT_PASSWORD, Kind, Protected, can_decrypt, decrypt, kind_and_zip

    try:
        kind, opened = kind_and_zip(data)
    except Protected as locked:
        # Where only the structure is protected, Excel itself opens the file without asking.
        if not can_decrypt() or any(int(rounds) > _ROUNDS for rounds in _SPUN.findall(data)):
            raise
        try:
            data = decrypt(data, DEFAULT_PASSWORD)
        except Unreadable:
            raise locked from None
        kind, opened = kind_and_zip(data)
    if kind is Kind.XLSX:
        from dantin.readers.files.xlsx import read_xlsx

        return read_xlsx(data, opened)
    if kind is Kind.XLS:
        from dantin.readers.files.xls import read_xls

        return read_xls(data)
    from dantin.readers.files.ods import read_ods

    return read_ods(data)


def _open_text(data: bytes, name: str) -> list[Grid]:
    from dantin.readers.files.csv import read_csv

    return read_csv(data, Path(name).stem)


def is_misnamed(path: Path) -> bool:
    """Whether a file of a folder that no suffix tells to be a dossier is one all the same: a workbook, or a text that got a second suffix.

    Such a file is told of (DT001) rather than passed over. Only the content of zips and files of the old Office is looked at.
    """
    from dantin.readers.files.formats import Protected, kind_of

    if _DOUBLE.fullmatch(path.name) and path.suffix.lower() == ".txt":
        return True
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith(_WORKBOOK_STARTS) or path.stat().st_size > limits.WORKBOOK_BYTES:
                return False
        kind_of(path.read_bytes())
    except Protected:
        # A locked Word file looks the same.
        return False
    except (OSError, Unreadable):
        return False
    return True


def _check_suffix(data: bytes, name: str, suffix: str) -> None:
    """Raise Unreadable, offering the right name, for a dossier whose name says that it is none."""
    if name.rpartition("/")[2].startswith("~$") and not data.startswith(_WORKBOOK_STARTS):
        raise Unreadable("tệp khóa mà Excel tạo khi hồ sơ đang mở, không có số liệu", "Chọn hồ sơ: tệp cùng tên, không có “~$” ở đầu.")
    if suffix in SUFFIXES:
        return
    path = Path(name)
    doubled = _DOUBLE.fullmatch(path.name)
    if not data.startswith(_WORKBOOK_STARTS):
        if suffix == ".txt" and data:
            kind = ".yaml" if _LIKE_YAML.match(data) else ".csv"
            better = doubled[1] if doubled else path.stem + kind
            problem = f"tệp {'YAML' if kind == '.yaml' else 'dữ liệu'} mang đuôi .txt (Notepad tự thêm vào)"
            raise Unreadable(problem, f"Đổi tên tệp thành “{better}” rồi kiểm tra lại.")
        return
    from dantin.readers.files.formats import kind_of

    kind = f".{kind_of(data)}"
    better = doubled[1] if doubled and doubled[1].lower().endswith(kind) else (path.stem or path.name) + kind
    what = f"mang đuôi “{suffix}”" if suffix else "không có đuôi"
    raise Unreadable(
        f"tệp là bảng tính ({kind}) nhưng {what}",
        f"Nếu là hồ sơ thì đổi tên tệp thành “{better}”; nếu là bản lưu cũ thì chuyển đi nơi khác.",
    )


def _unread(name: str, trouble: Unreadable) -> Reading:
    from datetime import date

    from dantin.rule import diagnose

    diagnostic = diagnose(DT001, Place(name, line=trouble.line), {"problem": trouble.problem, "remedy": trouble.remedy}, day=date.min)
    assert diagnostic is not None
    return Reading(name, diagnostics=[diagnostic])
