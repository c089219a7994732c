"""The zip package of Word and Excel files."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantin.ooxml import BadPackage, Package, prepare, read_parts, write_parts

CORE = (
    b'<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">2024-11-10T08:00:00Z</dcterms:created>'
    b'<dcterms:modified xsi:type="dcterms:W3CDTF">2024-11-10T09:00:00Z</dcterms:modified></cp:coreProperties>'
)
PARTS = {
    "word/document.xml": "<w:t>Biên bản</w:t>".encode(),
    "_rels/.rels": b"<Relationships/>",
    "docProps/app.xml": b"<Properties/>",
    "[Content_Types].xml": b"<Types/>",
    "word/media/ảnh.png": bytes(range(256)),
    "empty.bin": b"",
}

names = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=12)


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return buffer.getvalue()


@given(st.dictionaries(names, st.binary(max_size=300), max_size=6))
def test_what_is_written_is_read(parts: dict[str, bytes]) -> None:
    assert read_parts(write_parts(parts)) == parts


def test_order_of_parts_and_preparing_them_change_no_byte() -> None:
    backwards = dict(reversed(PARTS.items()))
    ready = {name: prepare(name, content) for name, content in PARTS.items()}
    assert write_parts(PARTS) == write_parts(backwards) == write_parts(ready)


@pytest.mark.parametrize(
    "written", [write_parts({**PARTS, "docProps/core.xml": CORE}), zipped([*PARTS.items(), ("docProps/core.xml", CORE)])]
)
def test_parts_taken_over_as_they_lie_are_as_prepared_anew(written: bytes) -> None:
    package = Package(written)
    taken = write_parts({name: package.prepared(name) for name in package.names})
    assert taken == write_parts({name: prepare(name, content) for name, content in read_parts(written).items()})


def test_a_part_that_is_not_whole_is_not_taken_over() -> None:
    """Nor one of which the package says another length or check."""
    content = bytes(range(256)) * 9
    good = write_parts({"a": content})
    junk = good.replace(b"PK\1\2", b"")
    for at in range(0, len(good) - 60, 3):
        bad = bytearray(good)
        bad[at] ^= 0x55
        try:
            package = Package(bytes(bad))
            assert all(read_parts(write_parts({name: package.prepared(name)})) == {name: content} for name in package.names)
        except BadPackage:
            continue
    with pytest.raises(BadPackage):
        Package(junk)


def by_zipfile(data: bytes) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [entry for entry in package.infolist() if not entry.is_dir()]
            too_large = sum(entry.file_size for entry in parts) > 256 << 20
            return None if too_large else {entry.filename: package.read(entry) for entry in parts}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError):
        return None


@pytest.mark.parametrize("changed", [0x01, 0x08, 0x20, 0x55, 0xFF])
def test_parts_are_read_as_zipfile_reads_them_or_not_at_all(changed: int) -> None:
    """Whichever byte is another: flags, lengths, names, checks, what is compressed."""
    parts = {"word/a.xml": b"<w:t>a</w:t>" * 3, "ảnh.bin": bytes(range(90))}
    agreed = set()
    for good in (write_parts(parts), zipped([*parts.items()])):
        for at in range(len(good)):
            bad = bytearray(good)
            bad[at] ^= changed
            try:
                quickly = read_parts(bytes(bad))
            except BadPackage:
                quickly = None
            assert quickly == by_zipfile(bytes(bad)), at
            agreed.add(quickly is None)
    assert agreed == {True, False}


def test_the_package_says_nothing_of_when_and_where_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(write_parts(PARTS))) as package:
        assert package.testzip() is None
        entries = package.infolist()
    assert [entry.filename for entry in entries] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "empty.bin",
        "word/document.xml",
        "word/media/ảnh.png",
    ]
    told = {(entry.date_time, entry.create_system, entry.external_attr, entry.extra) for entry in entries}
    assert told == {((1980, 1, 1, 0, 0, 0), 0, 0, b"")}


def test_core_times_are_pinned() -> None:
    written = read_parts(write_parts({"docProps/core.xml": CORE}))["docProps/core.xml"]
    assert written.count(b">1980-01-01T00:00:00Z<") == 2
    assert b"2024" not in written


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "bị hỏng"),
        (b"hello", "bị hỏng"),
        (write_parts(PARTS)[:-30], "bị hỏng"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "mật khẩu"),
    ],
)
def test_bad_packages(data: bytes, said: str) -> None:
    with pytest.raises(BadPackage, match=said):
        read_parts(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name() -> None:
    with pytest.raises(BadPackage, match="trùng tên"):
        read_parts(zipped([("a.xml", b"1"), ("a.xml", b"2")]))


def test_a_package_that_unpacks_too_large_is_not_unpacked() -> None:
    with pytest.raises(BadPackage, match="lớn hơn 1 MB"):
        read_parts(zipped([("a.xml", bytes(2 << 20))]), most_bytes=1 << 20)


def test_a_damaged_part() -> None:
    data = bytearray(zipped([("a.xml", b"<a>" * 100)]))
    data[40] ^= 0xFF
    with pytest.raises(BadPackage, match="bị hỏng"):
        read_parts(bytes(data))
