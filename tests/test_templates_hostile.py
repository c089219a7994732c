"""Word templates that would do harm end in a message, within limits of time and memory, and stop nothing else."""

import io
import os
import re
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dantin.ooxml import read_parts, write_parts
from dantin.papers import own_templates
from dantin.papers.own_templates import Workshop
from dantin.word.filling import TemplateFault
from dantin.word.readback import text_of
from tests.templates import FILE, template_of


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """One child process for all; hostile templates make it start anew."""
    workshop = Workshop(3)
    yield workshop
    workshop.close()


LONG = "x" * 100
HOSTILE = {
    "a text of half a gigabyte, computed while the template is compiled": ("{{ 'a'*500000000 }}", "quá"),
    "the same while it is filled": ("{{ ten_ap*500000000 }}", "quá"),
    "memory": ("{% set a = [ten_ap*300000000, ten_ap*300000001, ten_ap*300000002, ten_ap*300000003] %}", "quá nhiều bộ nhớ"),
    "loops without end": ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "quá 3 giây"),
    "an endless number": ("{{ 9**99999999 }}", "quá 3 giây"),
    "a paper of gigabytes": (f"{{% for a in range(9999) %}}{{% for b in range(999) %}}{LONG}{{% endfor %}}{{% endfor %}}", "quá"),
    "classes": ("{{ ''.__class__.__mro__ }}", "không được phép"),
    "globals of a function": ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "không được phép"),
    "a format that reaches for attributes": ("{{ '{0.__class__.__base__}'.format(ten_ap) }}", "không được phép"),
    "another file": ("{% include '/etc/passwd' %}", "không được đọc tệp khác"),
    "brackets without end": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "quá sâu"),
}


@pytest.mark.parametrize(("paragraph", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_template_ends_in_a_message(workshop: Workshop, paragraph: str, said: str) -> None:
    began = time.monotonic()
    with pytest.raises(TemplateFault, match=said) as fault:
        workshop.fill(paragraph[:60], "mau.docx", template_of("Câu đầu.", paragraph), {"ten_ap": "ấp 5"}, draft=False)
    assert str(fault.value).startswith("Mẫu mau.docx: ")
    assert time.monotonic() - began < 10
    # The next template is filled all the same.
    paper = workshop.fill("right", "m.docx", template_of("Ấp {{ ten_ap }}"), {"ten_ap": "5 & <6>"}, draft=False)
    assert text_of(paper) == ["Ấp 5 & <6>"]


def test_what_was_stopped_is_not_tried_again(workshop: Workshop) -> None:
    data = template_of("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    for limit in (2.5, 0):
        began = time.monotonic()
        with pytest.raises(TemplateFault, match="quá 3 giây"):
            workshop.fill("stopped", "m.docx", data, {}, draft=False)
        assert (time.monotonic() - began > 2.5) == (limit > 0)


def with_part(name: str, content: bytes) -> bytes:
    return write_parts({**read_parts(template_of("{{ ten_ap }}")), name: content})


def bomb(unpacked: int) -> bytes:
    """A Word file of a few kilobytes with one part that unpacks to so much."""
    out = io.BytesIO(template_of("{{ ten_ap }}"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/media/a.bin", "w", force_zip64=True) as part:
        for _ in range(unpacked >> 20):
            part.write(bytes(1 << 20))
    return out.getvalue()


def entities(data: bytes, part: str) -> bytes:
    """A Word file in one part of which entities swell to gigabytes."""
    parts = read_parts(data)
    swell = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    start = re.search(rb"<w:\w+ ", parts[part])
    assert start is not None
    parts[part] = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">'
        + swell
        + b"]>"
        + parts[part][start.start() :].replace(b"</w:p>", b"<w:r><w:t>&a9;</w:t></w:r></w:p>", 1)
    )
    return write_parts(parts)


def linked(kind: str) -> bytes:
    parts = read_parts(template_of("{{ ten_ap }}"))
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="http://example.com/x.dotm" TargetMode="External"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    return write_parts({**parts, name: parts[name].replace(b"</Relationships>", link.encode())})


def field(*pieces: str) -> bytes:
    xml = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    parts = read_parts(template_of("{{ ten_ap }}"))
    return write_parts({**parts, "word/document.xml": parts["word/document.xml"].replace(b"</w:p>", f"{xml}</w:p>".encode(), 1)})


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a zip bomb": (lambda: bomb(300 << 20), "giải nén ra lớn hơn"),
    "entities in the body": (lambda: entities(template_of("{{ ten_ap }}"), "word/document.xml"), "DOCTYPE"),
    "entities in a part without tags": (lambda: entities(template_of("{{ ten_ap }}"), "word/styles.xml"), "DOCTYPE"),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "không thuộc loại được phép"),
    "a template elsewhere": (lambda: linked("attachedTemplate"), "lấy nội dung từ nơi khác"),
    "a field that starts a program": (lambda: field(" DDE", "AUTO c:\\\\cmd.exe "), "trường DDEAUTO"),
    "a field that reads a file": (lambda: field(" INCLUDETEXT ", "c:\\\\a.docx "), "trường INCLUDETEXT"),
    "a part that is no XML": (lambda: with_part("word/numbering.xml", b"<a>"), "bị hỏng"),
    "no Word file": (lambda: b"%PDF-1.7", "không phải tệp Word"),
    "a workbook": (lambda: write_parts({"[Content_Types].xml": b"<Types/>"}), "không phải là văn bản Word"),
}


@pytest.mark.parametrize(("make", "said"), FILES.values(), ids=FILES)
def test_a_hostile_file_ends_in_a_message(workshop: Workshop, make: Callable[[], bytes], said: str) -> None:
    data = make()
    with pytest.raises(TemplateFault, match=said):
        workshop.fill(said, "mau.docx", data, {"ten_ap": ""}, draft=False)
    with pytest.raises(TemplateFault, match=said):
        workshop.examine(data, "mau.docx")


def test_an_ordinary_link_is_no_harm(workshop: Workshop) -> None:
    assert workshop.fill("link", "m.docx", linked("hyperlink"), {"ten_ap": "5"}, draft=False)


def test_a_file_of_a_hundred_megabytes_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / FILE
    with path.open("wb") as file:
        file.truncate(100 << 20)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("read"))
    with pytest.raises(TemplateFault, match="quá lớn: 100 MB, giới hạn là 10 MB"):
        own_templates.template_bytes(path)


def test_the_parent_reads_no_answer_without_measure(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_templates, "_ANSWER_BYTES", 1000)
    with pytest.raises(TemplateFault, match="quá lớn"):
        workshop.fill("large", "m.docx", template_of("{{ ten_ap }}"), {"ten_ap": "5"}, draft=False)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_kernel_holds_the_child(workshop: Workshop) -> None:
    workshop.fill("right", "m.docx", template_of("Ấp {{ ten_ap }}"), {"ten_ap": "5"}, draft=False)
    assert workshop._process is not None
    told = Path(f"/proc/{workshop._process.pid}/limits").read_text()
    limits = {line[:26].strip(): line[26:].split()[:2] for line in told.splitlines()[1:]}
    assert limits["Max address space"] == [str(1 << 30)] * 2
    assert limits["Max file size"] == limits["Max processes"] == ["0", "0"]
    files = int(limits["Max open files"][0])
    assert len(list(Path(f"/proc/{workshop._process.pid}/fd").iterdir())) <= files <= 5
    environment = Path(f"/proc/{workshop._process.pid}/environ").read_text()
    assert set(re.findall(r"(?:^|\0)(\w+)=", environment)) <= set(own_templates._PASSED_ON)


def test_one_child_serves_many_papers_and_ends_with_its_workshop() -> None:
    workshop = Workshop()
    children = set()
    for number in range(5):
        workshop.fill(str(number % 2), "m.docx", template_of("{{ ten_ap }}"), {"ten_ap": str(number)}, draft=False)
        assert workshop._process is not None
        children.add(workshop._process.pid)
    (process,) = {workshop._process}
    assert len(children) == 1
    del workshop
    assert process.poll() is not None


def test_a_child_that_was_killed_is_started_anew(workshop: Workshop) -> None:
    data = template_of("{{ ten_ap }}")
    for _ in range(2):
        assert text_of(workshop.fill("again", "m.docx", data, {"ten_ap": "5"}, draft=False)) == ["5"]
        assert workshop._process is not None
        workshop._process.kill()
        workshop._process.wait()


def test_the_draft_mark_is_on_foreign_papers_too(workshop: Workshop) -> None:
    paper = workshop.fill("draft", "m.docx", template_of("{{ ten_ap }}"), {"ten_ap": "5"}, draft=True)
    assert any("BẢN NHÁP".encode() in part for name, part in read_parts(paper).items() if "header" in name)
