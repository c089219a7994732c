"""The sheet "Kiểm phiếu" of a new workbook: one round of the head election written downwards, on one A4, for the evening of the vote.

Beside the figures stands what follows from them, by formulas that are never read back; a figure that cannot be turns red while typing.
Describes a page, as plain data; `excel` writes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from dantin.model import Office, Unit
from dantin.provision import MoreThan
from dantin.readers.dossier.fields import BY_SLUG
from dantin.records import dataclass
from dantin.wording import titled
from dantin.workbooks.dossier_files import HEADER, Values, in_cell
from dantin.workbooks.dropdowns import Words, check_of, said
from dantin.workbooks.excel import NUMBER, TEXT, Formula, Look, Page, Red
from dantin.workbooks.table_sheets import LONG, RED_FIGURES, SHAPES, TITLE, cells_of

EVENING = "Kiểm phiếu"
_PLAIN = Look(wrap=True, across="center", down="center")
_SIDE = Look(border=True, wrap=True, across="left", down="center", fill="F2F2F2")
_LABEL = Look(border=True, size=12, wrap=True, down="center")

_ROWS = (
    ("chuc_danh", ""),
    ("lan", ""),
    ("ngay", ""),
    ("bat_dau", ""),
    ("ket_thuc", ""),
    ("dia_diem", ""),
    ("cach_thuc", ""),
    ("hinh_thuc", ""),
    ("tong_so_ho", ""),
    ("co_mat", "Số hộ có mặt"),
    ("phat_ra", ""),
    ("thu_ve", ""),
    ("hop_le", ""),
    ("khong_hop_le", ""),
)
_FIGURES = {slug for slug, _ in _ROWS[8:]}
_CANDIDATES = 8
_FIRST = 4


@dataclass
class EveningSheet:
    """The sheet "Kiểm phiếu": one round of the head election written downwards, with what follows from the figures beside them."""

    rows: Mapping[str, Sequence[Values]]
    round: Values
    unit: Unit
    majority: MoreThan
    quorum: MoreThan
    words: Words

    def page(self) -> Page:
        """The sheet, on one A4."""
        page = Page(EVENING, locked=True, one_sheet=True, footer="")
        page.widths = {0: 34, 1: 20, 2: 38}
        unit_row = self.rows["don_vi"][0]
        where = ", ".join(str(unit_row[slug]) for slug in ("ten", "xa", "huyen", "tinh") if unit_row.get(slug))
        head = titled(Office.HEAD.value, self.unit)
        hint = "Ghi vào cột “Số liệu”: chưa biết thì để trống, không có thì ghi 0. Ô đỏ là số không khớp: đếm lại trước khi ký."
        for row, (text, look) in enumerate(((f"KIỂM PHIẾU BẦU {head.upper()}", TITLE), (where, _PLAIN), (hint, _PLAIN))):
            page.put(row, 0, text, look)
            page.merges.append(f"A{row + 1}:C{row + 1}")
            page.lines[row] = 2
        self.heads(page, _FIRST - 1, ("Nội dung", "Số liệu", "Máy tính"))
        for row, (slug, label) in enumerate(_ROWS, _FIRST):
            self.line(page, row, slug, label, self.round.get(slug))
        needed = _FIRST + len(_ROWS)
        page.put(needed, 0, "Số phiếu cần để trúng cử", _LABEL)
        page.put(needed, 1, "", _SIDE)
        page.lines[needed] = 2
        self.heads(page, needed + 1, ("Họ và tên người ứng cử", "Số phiếu", "Máy tính"))
        table = BY_SLUG["ket_qua"]
        for column, slug in enumerate(("ho_ten", "so_phieu")):
            page.notes[needed + 1, column] = table.note(table.by_slug[slug])
        first = needed + 2
        for row in range(first, first + _CANDIDATES):
            page.put(row, 0, "", Look(TEXT, border=True, locked=False, down="center"))
            page.put(row, 1, "", Look(NUMBER, border=True, size=13, locked=False, across="center", down="center"))
            page.lines[row] = 2
        self.compute(page, needed, first)
        return page

    def heads(self, page: Page, row: int, texts: Sequence[str]) -> None:
        """A row of headings."""
        for column, text in enumerate(texts):
            page.put(row, column, text, HEADER)
        page.lines[row] = 2

    def line(self, page: Page, row: int, slug: str, label: str, value: object) -> None:
        """A label, the cell beside it and the rule for it."""
        table = next(BY_SLUG[name] for name in ("bau_cu", "don_vi") if slug in BY_SLUG[name].by_slug)
        field = table.by_slug[slug]
        page.put(row, 0, label or field.header, _LABEL)
        page.notes[row, 0] = table.note(field)
        figure, fixed = slug in _FIGURES, slug == "chuc_danh"  # what is worked out beside is of households
        look = Look(
            SHAPES.get(field.kind, TEXT), border=True, size=13 if figure else 11, wrap=True, across="center", down="center", locked=fixed
        )
        page.put(row, 1, in_cell(said(field, value, self.unit)), look)
        page.put(row, 2, "", _SIDE)
        page.lines[row] = 2
        if not fixed and (check := check_of(table, field, f"B{row + 1}", self.unit, self.words)) is not None:
            page.checks.append(check)

    def compute(self, page: Page, needed: int, first: int) -> None:
        """The formulas of the column "Máy tính", and what turns red."""
        side = {slug: row for row, (slug, _) in enumerate(_ROWS, _FIRST)}
        at = {slug: f"$B${row + 1}" for slug, row in side.items()}
        base, least = f"$C${side['tong_so_ho'] + 1}", f"$C${needed + 1}"
        votes = f"$B${first + 1}:$B${first + _CANDIDATES}"
        names = cells_of(BY_SLUG["ho_gia_dinh"], "ho_ten", LONG)
        declared = cells_of(BY_SLUG["don_vi"], "tong_so_ho", 2).partition(":")[0]
        whole = self.base()

        def beside(row: int, text: str, value: str | int = "", shape: str = NUMBER) -> None:
            page.put(row, 2, Formula(text, value), replace(_SIDE, shape=shape))

        beside(
            side["tong_so_ho"],
            f"IF(COUNTA({names})>0,COUNTA({names}),IF(ISNUMBER({at['tong_so_ho']}),{at['tong_so_ho']},N({declared})))",
            whole,
            '"Tính trên "0" hộ";;',
        )
        enough = _least(self.quorum.share, base)
        beside(
            side["co_mat"],
            f'IF(AND(ISNUMBER({at["co_mat"]}),{base}>0),IF({at["co_mat"]}>{base},"NHIỀU HƠN tổng số hộ",IF({at["co_mat"]}>={enough},'
            f'"Đủ để bầu (cần ít nhất "&{enough}&")","CHƯA đủ để bầu (cần ít nhất "&{enough}&")")),"")',
        )
        beside(
            side["phat_ra"],
            f'IF(AND(ISNUMBER({at["phat_ra"]}),ISNUMBER({at["co_mat"]}),{at["phat_ra"]}>{at["co_mat"]}),"NHIỀU HƠN số hộ có mặt","")',
        )
        beside(
            side["thu_ve"],
            f'IF(AND(ISNUMBER({at["thu_ve"]}),ISNUMBER({at["phat_ra"]})),IF({at["thu_ve"]}>{at["phat_ra"]},"NHIỀU HƠN số phát ra "&'
            f'({at["thu_ve"]}-{at["phat_ra"]})&" phiếu",IF({at["thu_ve"]}={at["phat_ra"]},"Đủ số phát ra","Thiếu "&'
            f'({at["phat_ra"]}-{at["thu_ve"]})&" phiếu")),"")',
        )
        beside(side["hop_le"], f'IF(COUNT({votes})>0,"Cộng số phiếu các ứng cử viên: "&SUM({votes}),"")')
        beside(
            side["khong_hop_le"],
            f'IF(AND(ISNUMBER({at["hop_le"]}),ISNUMBER({at["khong_hop_le"]})),{at["hop_le"]}&" + "&{at["khong_hop_le"]}&" = "&'
            f"({at['hop_le']}+{at['khong_hop_le']})&IF(ISNUMBER({at['thu_ve']}),IF({at['hop_le']}+{at['khong_hop_le']}={at['thu_ve']},"
            f'": khớp số thu về",": KHÁC số thu về"),""),"")',
        )
        beside(
            needed, f"IF({base}>0,{_least(self.majority.share, base)},0)", self.majority.of(whole) if whole else 0, '"Ít nhất "0" phiếu";;'
        )
        for row in range(first, first + _CANDIDATES):
            cell = f"$B${row + 1}"
            beside(
                row,
                f'IF(AND(ISNUMBER({cell}),{base}>0),ROUND({cell}/{base}*100,2)&" % của tổng số"&IF({cell}>={least},": đủ số phiếu",'
                f'": chưa đủ"),"")',
            )
        reds = {slug: formula.format(**at) for slug, formula in RED_FIGURES.items()}
        reds["co_mat"] = f"AND(ISNUMBER({at['co_mat']}),{base}>0,{at['co_mat']}>{base})"
        page.reds += [Red(f"B{side[slug] + 1}", formula) for slug, formula in reds.items()]
        area = f"B{first + 1}:B{first + _CANDIDATES}"
        page.reds.append(Red(area, f"AND(ISNUMBER({at['hop_le']}),ISNUMBER($B{first + 1}),SUM({votes})>{at['hop_le']})"))
        table = BY_SLUG["ket_qua"]
        if (check := check_of(table, table.by_slug["so_phieu"], area, self.unit, self.words)) is not None:
            page.checks.append(check)

    def base(self) -> int:
        """The number of households as far as it is known now, as the formula will find it."""
        listed = sum(1 for row in self.rows.get("ho_gia_dinh", ()) if row.get("ho_ten"))
        declared = self.rows["don_vi"][0].get("tong_so_ho")
        return listed or (declared if isinstance(declared, int) else 0)


def _least(share: Fraction, whole: str) -> str:
    """A formula for the least whole number that is more than a share of a whole; whole numbers only are divided, so nothing is rounded."""
    return f"(INT({whole}*{share.numerator}/{share.denominator})+1)"
