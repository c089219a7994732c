"""Files of dantin's own that are no dossiers as they stand: copies sent back with marks, and reports. How one is known; no more is read.

The mark is a document property of a workbook, which Excel and LibreOffice keep when they save, and a comment in YAML. Imports nothing of
dantin.
"""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import IO

PROPERTY = "dantin-tra-lai"
"""The hidden property of a workbook that says it is such a copy, and what its content was when it was made."""
YAML_MARK = "# [dantin]"
"""What every line begins with that was put into a YAML file to mark something."""

REPORT = "dantin-bao-cao"
"""The hidden property of a workbook that says it is a report."""

_PART = "docProps/custom.xml"
_MOST_BYTES = 1 << 20
_HEAD = 400
_TAIL = 1 << 14
_TROUBLES = (zipfile.BadZipFile, zlib.error, OSError, KeyError, EOFError, ValueError, RuntimeError)


def is_returned(data: bytes) -> bool:
    """Whether bytes are a copy with marks, mended since or not."""
    if not data.startswith(b"PK"):
        return any(YAML_MARK.encode(coding) in data[:_HEAD] for coding in ("utf-8", "utf-16-le", "utf-16-be"))
    return _PART.encode() in data and _has_property(BytesIO(data), PROPERTY)


def is_report(path: Path) -> bool:
    """Whether a workbook is a report of ours; one that cannot be opened is not."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - _TAIL))
            # What a workbook holds is listed at its end.
            return _PART.encode() in stream.read() and _has_property(stream, REPORT)
    except OSError:
        return False


def _has_property(stream: IO[bytes], name: str) -> bool:
    try:
        with zipfile.ZipFile(stream) as archive, archive.open(_PART) as part:
            return re.search(rb"\bname=[\"']" + name.encode() + rb"[\"']", part.read(_MOST_BYTES)) is not None
    except _TROUBLES:
        return False
