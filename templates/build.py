"""Build the Word templates of this folder: `python templates/build.py [FOLDER]`.

What the templates say stands in the modules beside this file, one for each part of the work; how they look in `parts.py`, `page.py`,
`signatures.py` and `slips.py`; their variables in `dantin/papers/`. The results are ordinary Word files that a clerk may change in Word.
"""

import io
import sys
from pathlib import Path

import asked
import before
import congress
import correcting
import decisions
import dismissal
import district
import evening
import results
import returning
import vote

from dantin.ooxml import read_parts, write_parts

MODULES = (before, evening, vote, asked, decisions, dismissal, congress, results, correcting, district, returning)
TEMPLATES = {name: make for module in MODULES for name, make in module.TEMPLATES.items()}


def build(folder: Path) -> None:
    """Write every template into `folder`, the same bytes each time."""
    for name, make in TEMPLATES.items():
        saved = io.BytesIO()
        make().save(saved)
        (folder / f"{name}.docx").write_bytes(write_parts(read_parts(saved.getvalue())))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
