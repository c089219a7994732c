"""Word files made for tests of templates. People and figures are invented."""

import io
from collections.abc import Callable

import docx
from docx.document import Document

from dantin.papers.vote.counting import COUNTING_MINUTES
from dantin.resources import resource

FILE = f"{COUNTING_MINUTES}.docx"


def template_of(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    return saved(lambda document: [document.add_paragraph(text) for text in paragraphs], docx.Document())


def saved(change: Callable[[Document], object], document: Document) -> bytes:
    """A Word file with a change made to it."""
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(old: str, new: str, *, footer: bool = False) -> bytes:
    """The shipped minutes of counting with a text in it changed, as a person would in Word."""

    def change(document: Document) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        places = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
        places += [p for s in document.sections for f in (s.footer, s.first_page_footer) for p in f.paragraphs] if footer else []
        found = [p for p in places if old in p.text]
        assert found, old
        for paragraph in found:
            text = paragraph.text.replace(old, new)
            for run in paragraph.runs[1:]:
                run._r.getparent().remove(run._r)
            paragraph.runs[0].text = text

    return saved(change, docx.Document(str(resource("templates", FILE))))
