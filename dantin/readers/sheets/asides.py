"""Rows among the data that are none: letters that name the columns, examples of how to fill in a form, totals. For sheets and YAML alike.

Decided by what the cells say; where that is not enough, the row is read and the doubt is told. Belongs to the sheets.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dantin.cccd import PROVINCES, well_formed
from dantin.readers.dossier.quoting import shown
from dantin.readers.files.raw import Fate, Raw
from dantin.readers.sheets.row_words import is_example, is_numbering, is_sample_name, is_total, sums_clusters
from dantin.vietnamese import fold, tidy

# Rows of these may well begin with "Tổng số", and columns of these hold remarks.
NO_TOTALS = {"chi_tieu", "van_ban", "cuoc_hop", "moc"}
_PEOPLE = {"ho_gia_dinh", "dang_vien", "nhan_su", "thanh_phan"}
KEEP = "Để nguyên cũng được. Nếu đó là một dòng số liệu thì sửa lại chữ ở ô này rồi kiểm tra lại."
_ADDED_UP = "Để nguyên cũng được: dantin tự cộng các cụm. Nếu đó là tên một cụm thì ghi thêm chữ “Cụm” ở trước."
_DELETE = "Xóa dòng mẫu đi rồi kiểm tra lại; nếu đó là người thật thì ghi đủ số CCCD, và số thứ tự nối với các dòng dưới."


class Aside(NamedTuple):
    """A row that is no data, or may be none: the cell that says so, what it is told as, and what became of the row."""

    at: int
    what: str
    remedy: str
    fate: Fate

    @property
    def facts(self) -> Mapping[str, str]:
        """The facts of the finding."""
        return {"what": self.what, "remedy": self.remedy}


def lettering(cells: Mapping[int, Raw], columns: int) -> Aside | None:
    """The row right below a header that letters its columns ("(A) (B) (1) (2)" too), given by the row's cells that are not blank."""
    if not any(isinstance(value, str) and any(map(str.isalpha, value)) for value in cells.values()):
        return None
    if not is_numbering(list(cells.values()), columns):
        return None
    first, last = (shown(value)[1:-1] for value in (next(iter(cells.values())), list(cells.values())[-1]))
    return Aside(next(iter(cells)), f"dòng chữ cái đánh dấu cột ({first} … {last}) không được đọc như số liệu", KEEP, Fate.NUMBERING)


def example(table: str, cells: Mapping[int, Raw], names: Mapping[str, int], following: Sequence[Raw], *, first: bool) -> Aside | None:
    """A row that shows how to fill in the form.

    `cells` are those of the row that are not blank, by column; `names` the columns of the fields; `following` the running number of the
    next row of data, where there is one. A name out of forms ("Nguyễn Văn A") makes an example of the first row (`first`) only where the
    running number is none, or begins anew below; else the row is read, and the doubt is told.
    """
    codes = [names[slug] for slug in ("ma", "ma_ap", "ma_ho") if slug in names]
    texts = {at: value for at, value in cells.items() if isinstance(value, str) and (at not in codes or len(value.split()) > 1)}
    name_at = names.get("ho_ten")
    ends = [at for at in (next(iter(texts), None), name_at) if at in texts]
    label = next((at for at, text in texts.items() if is_example(text) and (at in ends or len(tidy(text)) < 10)), None)
    if label is None and fold(texts.get(names.get("tt", -1), "")) == "mau":
        label = names["tt"]
    if label is not None and table not in NO_TOTALS:
        return Aside(label, f"dòng ví dụ {shown(texts[label])} không được đọc như số liệu", KEEP, Fate.EXAMPLE)
    if not first or table not in _PEOPLE or name_at not in texts or not is_sample_name(texts[name_at]):
        return None
    number = texts.get(names["cccd"]) if "cccd" in names else None
    if number is not None and _is_real(number.strip()):
        return None
    own = _number(cells.get(names.get("tt", -1)))
    below = _number(following[0]) if following else None
    name = shown(texts[name_at])
    if "tt" in names and (own is None or (below is not None and below <= own)):
        return Aside(name_at, f"dòng mẫu {name} không được đọc như số liệu", _DELETE, Fate.EXAMPLE)
    return Aside(name_at, f"{name} là tên thường ghi ở dòng mẫu, nhưng vẫn được đọc như một người thật", _DELETE, Fate.READ)


def total(table: str, cells: Mapping[int, Raw], name_at: int | None) -> Aside | None:
    """A row of totals, where it names nobody besides."""
    if table in NO_TOTALS:
        return None
    texts = {at: tidy(value) for at, value in cells.items() if isinstance(value, str)}
    label = next((at for at, text in texts.items() if is_total(text)), None)
    if label is None:
        return None
    name = texts.get(name_at) if name_at is not None else None
    if name is not None and label != name_at and not any(c.isdigit() for c in name) and len(name.split()) > 1:
        return None
    return Aside(label, f"dòng tổng cộng {shown(texts[label])} không được đọc như một dòng số liệu", KEEP, Fate.TOTAL)


def sum_of_clusters(cells: Mapping[int, Raw], at: int | None, column: Iterable[Raw]) -> Aside | None:
    """A row that tells of all clusters together what the rows of each tell already: "Cộng" where a cluster is named.

    `at`: where clusters are named, `column` what stands there in all rows. Where no row names one, nothing is added up.
    """
    text = cells.get(at) if at is not None else None
    if at is None or not isinstance(text, str) or not sums_clusters(text):
        return None
    if all(isinstance(named, str) and (not tidy(named) or sums_clusters(named)) for named in column if named is not None):
        return None
    return Aside(at, f"dòng {shown(text)} cộng các cụm, không được đọc như một cụm", _ADDED_UP, Fate.TOTAL)


def _is_real(number: str) -> bool:
    """Whether an identity number can be somebody's; forms are filled in with 012345678901 or 000000000000."""
    return well_formed(number) and number[:3] in PROVINCES and number not in "0123456789" * 3 and len(set(number)) > 1


def _number(value: Raw) -> int | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) < 1e9:
        return int(value)
    text = value.strip(" .)") if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
