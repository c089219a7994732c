"""Readers: a file -> dossiers, with the place of every value. They know files and words, and no rule of the election."""

from pathlib import Path

from dantin.diagnostic import Place
from dantin.readers import guard
from dantin.readers.assemble import ReadDossier, Reading, assemble
from dantin.readers.fields import Names
from dantin.readers.findings import DT001
from dantin.readers.raw import Unreadable

__all__ = ["SUFFIXES", "ReadDossier", "Reading", "read", "read_bytes"]

YAML_SUFFIXES = (".yaml", ".yml")
EXCEL_SUFFIXES = (".xlsx", ".xlsm")
SUFFIXES = (*YAML_SUFFIXES, *EXCEL_SUFFIXES, ".xls", ".xlsb", ".ods")
"""What is taken for a dossier in a folder; those that cannot be read yet are named, never passed over."""


def read(path: Path, name: str) -> Reading:
    """Read one dossier file. `name` is what findings call it. A file that cannot be read gives one finding, DT001."""
    try:
        size = path.stat().st_size
        guard.check_size(size, guard.YAML_BYTES if path.suffix.lower() in YAML_SUFFIXES else guard.WORKBOOK_BYTES)
        data = path.read_bytes()
    except OSError:
        return _unread(name, Unreadable("không mở được", "Kiểm tra tệp có đang mở ở chương trình khác không, và quyền đọc tệp."))
    except Unreadable as trouble:
        return _unread(name, trouble)
    return read_bytes(data, name, path.suffix.lower())


def read_bytes(data: bytes, name: str, suffix: str) -> Reading:
    """Read a dossier from memory; `suffix` (".yaml", ".xlsx") tells its form."""
    names = Names()
    try:
        if suffix in YAML_SUFFIXES:
            from dantin.readers.yaml import read_yaml

            return assemble(read_yaml(data, name), names)
        if suffix in EXCEL_SUFFIXES:
            from dantin.readers.excel import read_xlsx
            from dantin.readers.layout import lay_out

            return assemble(lay_out(name, read_xlsx(data), names), names)
        raise Unreadable(f"dantin chưa đọc được tệp {suffix}", "Mở bằng Excel, lưu lại thành .xlsx rồi kiểm tra lại.")
    except Unreadable as trouble:
        return _unread(name, trouble)


def _unread(name: str, trouble: Unreadable) -> Reading:
    from datetime import date

    from dantin.rule import diagnose

    found = diagnose(DT001, Place(name, line=trouble.line), {"problem": trouble.problem, "remedy": trouble.remedy}, day=date.min)
    assert found is not None
    return Reading(name, diagnostics=[found])
