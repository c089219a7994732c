"""`dantin inspect`: how a file was understood; of a folder, what each file in it is."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import Format, FormatOption, OutputOption, configs_of, named_mode, named_path, passwords, quoted, reporting
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from dantin.output.inspection import Entry
    from dantin.readers import Reading

_WORD = (".docx", ".doc", ".docm", ".rtf")


def inspect(
    path: Annotated[
        Path, typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC", parser=named_path, help="Một hồ sơ (.xlsx, .xls, .ods, .yaml), hoặc thư mục.")
    ],
    output: FormatOption = Format.TEXT,
    to: OutputOption = None,
) -> None:
    """Xem dantin hiểu một tệp thế nào: trang, cột, dòng đọc, dòng bỏ và vì sao, các ấp; với thư mục: mỗi tệp trong đó là gì."""
    from dantin.diagnostic import Severity
    from dantin.output import inspection

    mode = named_mode(path)
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise CannotDo(f"{quoted(path)} không phải là tệp, cũng không phải là thư mục.")
    entries = list(_entries(path)) if stat.S_ISDIR(mode) else None
    reading = _read(path) if entries is None else None
    with reporting(to, path):
        if output is Format.JSON:
            from dantin.output import json

            document = inspection.document(reading) if reading is not None else inspection.folder_document(path.as_posix(), entries or [])
            sys.stdout.writelines(json.pieces(document))
        else:
            from dantin.output import terminal

            if reading is not None:
                inspection.show(terminal.console(), reading)
            else:
                inspection.show_folder(terminal.console(), path, entries or [])
    readings = [reading] if reading is not None else [entry.reading for entry in entries or [] if entry.reading is not None]
    unread = reading is not None and inspection.unread(reading)
    errors = any(diagnostic.severity is Severity.ERROR for its in readings for diagnostic in its.diagnostics)
    raise typer.Exit(2 if unread else 1 if errors else 0)


def _read(path: Path) -> "Reading":
    from dantin.readers import read

    config = configs_of([path], [path]).get(path)
    names = config.names if config is not None else None
    reading = read(path, path.as_posix(), names, password=passwords([path]).get(path))
    reading.diagnostics += config.diagnostics if config is not None else ()
    reading.diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    return reading


def _entries(folder: Path) -> "Iterator[Entry]":
    """Everything below a folder, in order, each with what it is; the folders of papers made and hidden ones are told, not looked into."""
    from dantin.output.inspection import Entry, Is
    from dantin.readers import read
    from dantin.readers.config import CONFIG, every_level, find_configs
    from dantin.readers.files.opening import real
    from dantin.run import SKIPPED_FOLDERS, find_config_files, find_files

    dossiers = {os.path.realpath(file): file for file in find_files(folder)}
    configs = find_configs([*dossiers.values(), *find_config_files(folder)])
    lists = {file for config in every_level(configs.values()) for file in config.list_files}
    for place, folders, names in os.walk(folder):
        passed_over = sorted(name for name in folders if name in SKIPPED_FOLDERS or name.startswith("."))
        for name in passed_over:
            yield Entry(Path(place, name), Is.MADE if name in SKIPPED_FOLDERS else Is.HIDDEN)
        folders[:] = sorted(name for name in folders if name not in passed_over)
        for name in sorted(names):
            path = Path(place, name)
            dossier = dossiers.get(os.path.realpath(path))
            if name == CONFIG:
                yield Entry(path, Is.CONFIG)
            elif name.startswith("~$"):
                yield Entry(path, Is.LOCK)
            elif name.startswith("."):
                yield Entry(path, Is.HIDDEN)
            elif real(path) in lists:
                yield Entry(path, Is.LIST)
            elif dossier is not None:
                config = configs.get(dossier)
                # What is wrong with the config is not told again at each of its files.
                yield Entry(path, Is.DOSSIER, read(path, path.as_posix(), config.names if config is not None else None))
            else:
                yield Entry(path, Is.PAPER if path.suffix.lower() in _WORD else Is.OTHER)
