"""Copies of dossiers that were sent back with marks on what is wrong: how one is known. Reads no more of a file than that takes.

The mark is a document property of a workbook, which Excel and LibreOffice keep when they save, and a comment in YAML. Imports nothing of
dantin.
"""

import re
import zipfile
import zlib
from io import BytesIO

PROPERTY = "dantin-tra-lai"
"""The hidden property of a workbook that says it is such a copy, and what its content was when it was made."""
YAML_MARK = "# [dantin]"
"""What every line begins with that was put into a YAML file to mark something."""

_PART = "docProps/custom.xml"
_MOST_BYTES = 1 << 20
_NAMED = re.compile(rb"\bname=[\"']" + PROPERTY.encode() + rb"[\"']")
_HEAD = 400


def is_returned(data: bytes) -> bool:
    """Whether bytes are a copy with marks, mended since or not."""
    if not data.startswith(b"PK"):
        return YAML_MARK.encode() in data[:_HEAD]
    if _PART.encode() not in data:
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(_PART) as stream:
            return _NAMED.search(stream.read(_MOST_BYTES)) is not None
    except (zipfile.BadZipFile, zlib.error, OSError, KeyError, EOFError, ValueError, RuntimeError):
        return False
