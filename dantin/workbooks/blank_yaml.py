"""The YAML form of a new dossier: what is known filled in, every other field a comment that says what goes there.

Imports the table of fields and `dossier_files`; never cli, output, papers.
"""

from collections.abc import Iterator, Sequence

from dantin.figures import FIELDS
from dantin.readers.dossier.fields import NESTED_CANDIDATES, TABLES, Table
from dantin.workbooks.dossier_files import Tables, Values, dump_yaml, rows_of

_CODE = "ma_ap"
_HEAD = """\
# Hồ sơ bầu cử. Dòng bắt đầu bằng dấu # là ghi chú, dantin không đọc.
# Tối kiểm phiếu chỉ cần điền: tong_so_ho ở don_vi; co_mat, phat_ra, thu_ve, hop_le, khong_hop_le và ung_cu ở lượt bầu trưởng ấp.
# Chưa biết thì để trống; không có thì ghi 0. Cần thêm trường nào thì chép từ ghi chú xuống, bỏ dấu #.
"""


def blank_yaml(tables: Tables, notes: Sequence[str] = ()) -> str:
    """The text of a new dossier with what `tables` already tell; each table with its fields explained above it. `notes`: at the top."""
    parts = [_HEAD, *(f"# {line}\n" for line in notes)]
    for table in TABLES:
        rows = rows_of(tables.get(table.slug, ()))
        if table.slug == "ket_qua":
            continue  # nested in the rounds
        parts.append("\n" + "".join(f"# {line}\n" for line in _explained(table)))
        if not rows:
            parts.append(f"{table.slug}: []\n")
        else:
            parts.append(dump_yaml({table.slug: [_open(table, row) for row in rows]}))
    return "".join(parts)


def _explained(table: Table) -> Iterator[str]:
    yield f"{table.sheet}:"
    for field in table.fields:
        if field.slug != _CODE:
            yield f"  {field.slug}: {table.note(field)}"
    if table.slug == "bau_cu":
        yield f"  {NESTED_CANDIDATES}: Những người ứng cử và số phiếu. Ví dụ: [{{ho_ten: Nguyễn Văn An, so_phieu: 198}}]"


def _open(table: Table, row: Values) -> Values:
    """A row with the fields that will be filled in, blank."""
    blank: Sequence[str] = ()
    if table.slug == "don_vi":
        blank = [field.slug for field in table.fields]
    elif table.slug == "bau_cu":
        blank = [*row, *FIELDS, NESTED_CANDIDATES]
    elif table.slug == "moc":
        blank = list(row)
    return {slug: "" if row.get(slug) is None else row[slug] for slug in dict.fromkeys((*blank, *row))}
