"""The official list of hamlets: in the district's config, or in a file that it names. Fills no dossier and opens none."""

from collections.abc import Sequence
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from dantin.diagnostic import Place, cell_name
from dantin.readers import findings
from dantin.readers.config_entries import ConfigReader, Section
from dantin.readers.dossier.conversion import convert
from dantin.readers.dossier.fields import Field
from dantin.readers.dossier.quoting import shown
from dantin.readers.files import limits
from dantin.readers.files.opening import Outside, Unopened, parts_inside, path_inside, read_file
from dantin.readers.files.raw import CellFault, Unreadable
from dantin.vietnamese import fold, fold_code

if TYPE_CHECKING:
    from dantin.readers.files.grid import Grid


class Entry(NamedTuple):
    """One hamlet of the official list, and where it stands. `file`: where its dossier is to lie, from the folder of the config; several
    files are parted by ";".
    """

    code: str
    name: str | None
    commune: str | None
    file: str | None
    place: Place

    @property
    def files(self) -> tuple[str, ...]:
        """Each file of the dossier, once."""
        return tuple(dict.fromkeys(name.strip(" ") for name in (self.file or "").split(";") if name.strip(" ")))


_CODE, _FILE = Field("ma", "Mã ấp", ""), Field("tep", "Tệp", "", also=("File", "Tên tệp"))
_ENTRY = (_CODE, Field("ten", "Tên", ""), Field("xa", "Xã", ""), _FILE)


def read_list(reader: ConfigReader, top: Section, folder: Path) -> tuple[Entry, ...] | None:
    """The official list of hamlets: written in the config, or in a workbook or YAML file that it names (from `folder`)."""
    line, node = top.get("danh_sach", (0, None))
    if node is None:
        return None
    if node.text:
        return _list_of_file(reader, folder, node.text, line)
    entries = []
    for number, item in enumerate(node.items or (), 1):
        section = reader.section(item, item.line, "danh_sach", [f.slug for f in _ENTRY])
        code, name, commune = (reader.value(section, f) for f in _ENTRY[:3])
        if code is None:
            which = f" ({name})" if name else ""
            reader.report(findings.DT008, item.line, "ma", what=f"“Mã ấp” của mục thứ {number}{which} trong danh_sach")
            continue
        place = Place(reader.file, line=item.line)
        entries.append(Entry(code, _alike(name), _alike(commune), _dossier(reader, place, _files(reader, section)), place))
    return _once(reader, entries)


def _alike(name: str | None) -> str | None:
    """A name as it is there once for all that are called so: in a country thousands are."""
    return intern(name) if name is not None else None


def _files(reader: ConfigReader, section: Section) -> str | None:
    """The files of an entry as they are written, a list of them parted by ";"; None where none is named."""
    _, node = section.get("tep", (0, None))
    if node is None or node.items is None or any(item.text is None for item in node.items):
        return node.text if node is not None and reader.value(section, _FILE) is not None else None
    return ";".join(item.text for item in node.items if item.text)


def _list_of_file(reader: ConfigReader, folder: Path, name: str, line: int) -> tuple[Entry, ...] | None:
    """A list in a file of its own: the first table in it that has a column of codes."""
    try:
        path = path_inside(folder, name.strip(" "))
        data = read_file(path, limits.WORKBOOK_BYTES)
        if path.suffix.lower() in (".yaml", ".yml"):
            from dantin.readers.files.yaml import compose

            root = compose(data)
            inner = ConfigReader(path.as_posix())
            listing = root if root is None or root.pairs is None else next((v for k, _, v in root.pairs if fold(k) == "danh_sach"), None)
            entries = read_list(inner, {"danh_sach": (1, listing)}, folder) if listing is not None and not listing.text else None
            reader.diagnostics += inner.diagnostics
        else:
            from dantin.readers import open_workbook

            entries = _list_of_sheets(reader, path.as_posix(), open_workbook(data))
    except Outside as why:
        reader.outside(line, "danh_sach", name, why, "một tệp")
        return None
    except Unopened:
        reader.report(
            findings.DT001, line, problem=f"không mở được danh sách {shown(name)}", remedy="Kiểm tra lại tên tệp ở mục “danh_sach”."
        )
        return None
    except Unreadable as trouble:
        reader.report(findings.DT001, line, problem=f"danh sách {shown(name)}: {trouble.problem}", remedy=trouble.remedy)
        return None
    if entries is None:
        what = f"cột “Mã ấp” trong danh sách {shown(name)}"
        reader.report(findings.DT002, line, what=what, expected="một bảng có các cột “Mã ấp”, “Tên”, “Xã”, “Tệp”")
    return entries


def _list_of_sheets(reader: ConfigReader, file: str, grids: "Sequence[Grid]") -> tuple[Entry, ...] | None:
    names = {fold(name): f.slug for f in _ENTRY for name in (f.slug, f.header, *f.also)}
    names |= {"ma": "ma", "ma_khu_pho": "ma", "ma_thon": "ma", "ten_ap": "ten", "ap": "ten", "xa_phuong": "xa", "xa_phuong_thi_tran": "xa"}
    for grid in grids:
        for number, row in enumerate(grid.rows):
            columns = {names[fold(value)]: c for c, value in enumerate(row) if isinstance(value, str) and fold(value) in names}
            if "ma" not in columns or len(columns) < 2:
                continue
            entries = []
            for below, cells in enumerate(grid.rows[number + 1 :], number + 1):
                texts = {
                    slug: convert(_CODE, cells[c]) if c < len(cells) and not isinstance(cells[c], CellFault) else None
                    for slug, c in columns.items()
                }
                if texts["ma"]:
                    place = Place(file, grid.name, cell_name(below, columns["ma"]))
                    name, commune, files = (texts.get(slug) for slug in ("ten", "xa", "tep"))
                    entries.append(Entry(texts["ma"], _alike(name), _alike(commune), _dossier(reader, place, files), place))
            return tuple({fold_code(entry.code): entry for entry in reversed(entries)}.values())[::-1]
    return None


def _once(reader: ConfigReader, entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries without those whose code was there before, which are reported."""
    first: dict[str, Entry] = {}
    for entry in entries:
        twin = first.setdefault(fold_code(entry.code), entry)
        if twin is not entry:
            reader.report(findings.DT009, entry.place.line, "ma", what=f"mã ấp {shown(entry.code)} trong danh_sach", first=str(twin.place))
    return tuple(first.values())


def _dossier(reader: ConfigReader, place: Place, name: str | None) -> str | None:
    """The file, or files parted by ";", in which a hamlet's dossier is to lie, as given; None where any lies outside the folder."""
    for each in (name or "").split(";"):
        try:
            parts_inside(each.strip(" "))
        except Outside as why:
            reader.outside(place, "tep", each, why, "một tệp")
            return None
    return convert(_FILE, name)  # type: ignore[no-any-return]
