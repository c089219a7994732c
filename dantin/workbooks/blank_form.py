"""What the workbook of `dantin new` looks like: the sheet of the evening, a sheet for each table, how to fill them in.

Describes pages, as plain data; `excel` writes them. Most mistakes cannot be made in it: words are chosen, numbers and days are checked
while typing, what does not fit turns red. The reader relies on none of that: pasting takes it all away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dantin.diagnostic import column_letters
from dantin.law import MoreThan
from dantin.model import Office, Unit
from dantin.readers.dossier.fields import BY_SLUG, TABLES, Field, Kind, Table
from dantin.readers.sheets.own_pages import GUIDE, WORDS
from dantin.vietnamese import fold
from dantin.wording import titled
from dantin.workbooks.dossier_files import HEADER, Tables, Values, in_cell, rows_of, shape_of
from dantin.workbooks.excel import DAY, HOUR, NUMBER, TEXT, Check, Formula, Look, Page, Red, words_of, write_pages

VERSION_PROPERTY, VERSION = "dantin-mau", "1"
"""The hidden property of a workbook that says it is our form, and which."""
EVENING = "Kiểm phiếu"
_CODE = "ma_ap"
_LONG, _SHORT = 2000, 300
_ROSTERS = ("ho_gia_dinh", "dang_vien", "nhan_su")
_SHAPES = {Kind.COUNT: NUMBER, Kind.DATE: DAY, Kind.TIME: HOUR}
_WIDTHS = {
    Kind.NAME: 26,
    Kind.NAMES: 26,
    Kind.COUNT: 10,
    Kind.DATE: 12,
    Kind.BIRTH: 12,
    Kind.TIME: 10,
    Kind.TICK: 9,
    Kind.SEX: 8,
    Kind.CCCD: 16,
    Kind.WORD: 24,
    Kind.WORDS: 24,
    Kind.LIST: 34,
}
# Running numbers and codes are short, what people write about themselves is long.
_OWN_WIDTHS = {
    "tt": 6,
    "lan": 7,
    "so": 7,
    "ma": 10,
    "ma_ho": 10,
    "dia_chi": 30,
    "dia_diem": 28,
    "que_quan": 30,
    "noi_o": 30,
    "noi_dung": 40,
}
_TITLE = Look(bold=True, size=14, across="center", down="center")
_PLAIN = Look(wrap=True, across="center", down="center")
_SIDE = Look(border=True, wrap=True, across="left", down="center", fill="F2F2F2")
_LABEL = Look(border=True, size=12, wrap=True, down="center")

GUIDE_LINES = (
    "1. Tối kiểm phiếu chỉ cần trang “Kiểm phiếu”: tổng số hộ, số hộ có mặt, phiếu phát ra, thu về, hợp lệ, không hợp lệ, tên và số phiếu "
    "từng người ứng cử.",
    "2. Ô chuyển đỏ là con số không khớp: đếm lại trước khi ký; số căn cước đỏ là ghi hai lần. Chưa biết thì để trống; không có phiếu nào thì ghi số 0.",
    "3. Ghi xong thì lưu tệp, rồi chạy: dantin tally TÊN_TỆP --minutes out (xem kết quả và lập biên bản để in, ký).",
    "4. Để sau cũng được: danh sách hộ, đảng viên, nhân sự, thành phần, mốc thời gian, và các cột chỉ để in giấy tờ.",
    "5. Trước ngày bầu nên ghi trang “Mốc thời gian”: cột “Ngày” là ngày đã làm; cột “Hạn cuối” chỉ để nhắc, không tính là đã làm.",
    "6. Dán số liệu từ tệp khác: bấm chuột phải, chọn Dán đặc biệt (Paste Special), chọn Giá trị (Values); dán thường sẽ làm mất danh sách "
    "chọn và các ô đỏ. Lỡ dán rồi cũng không sao: dantin kiểm tra lại tất cả.",
    "7. Đưa chuột lên tiêu đề cột để xem phải ghi gì, vì sao, ví dụ. Chỉ tiêu đề và cột “Máy tính” bị khóa (không có mật khẩu); sắp xếp, "
    "lọc, thêm và xóa dòng đều được.",
    "8. Số căn cước và số văn bản là chữ: giữ nguyên số 0 ở đầu. Ngày sinh ghi 05/02/1965, hoặc chỉ ghi năm 1965.",
    "9. Bầu lần 2: ghi thêm một dòng ở trang “Bầu cử” (Lần là 2) và số phiếu từng người ở trang “Kết quả”; đại hội chi bộ cũng ghi ở hai "
    "trang đó.",
    "10. Trước khi nộp hồ sơ, chạy: dantin validate TÊN_TỆP. Trang hoặc cột nào không dùng thì để trống, đừng đổi tên.",
)


def blank_workbook(tables: Tables, majority: MoreThan, quorum: MoreThan) -> bytes:
    """The workbook to be filled in, with what `tables` already tell (see `dossier_files`), the same bytes each time.

    `majority` and `quorum` are those that the head election of this hamlet needs, of its households.
    """
    rows = {slug: rows_of(values) for slug, values in tables.items()}
    evening: Values = next(filter(_is_evening, rows.get("bau_cu", ())), {})
    # Told in one place only, or a day that was put off would stand in two, and not the same.
    rows["bau_cu"] = [{slug: row[slug] for slug in ("chuc_danh", "lan")} if row is evening else row for row in rows.get("bau_cu", ())]
    unit_row = rows["don_vi"][0]
    unit = Unit(0, kind=str(unit_row.get("loai") or "") or None)
    words = _Words()
    pages = [_Evening(rows, evening, unit, majority, quorum, words).page()]
    pages += [_table_page(table, rows.get(table.slug, ()), unit, words) for table in TABLES]
    return write_pages([*pages, _guide(), words.page()], properties={VERSION_PROPERTY: VERSION})


def _is_evening(round_: Values) -> bool:
    """Whether a round is the one that the sheet of the evening is for: the first for head."""
    return round_.get("chuc_danh") == Office.HEAD.value and round_.get("lan", 1) == 1


# --- Dropdowns -------------------------------------------------------------------------------------------------------


class _Words:
    """The words of the dropdowns; lists too long for a cell's own rule, or with commas in them, stand on a hidden page."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, Sequence[str]]] = []

    def formula(self, name: str, words: Sequence[str]) -> str:
        """What a rule takes its words from."""
        if (own := words_of(words)) is not None:
            return own
        if (name, words) not in self._lists:
            self._lists.append((name, words))
        letters = column_letters(self._lists.index((name, words)))
        return f"'{WORDS[0]}'!${letters}$3:${letters}${2 + len(words)}"

    def page(self) -> Page:
        """The hidden page."""
        page = Page(WORDS[0], hidden=True, locked=True)
        page.put(0, 0, WORDS[1], Look(bold=True))
        for column, (name, words) in enumerate(self._lists):
            page.widths[column] = 34
            for row, word in enumerate((name, *words), 1):
                page.put(row, column, word, Look(TEXT, bold=row == 1))
        return page


def _allowed(field: Field, unit: Unit) -> tuple[str, ...]:
    """The words of a field as this hamlet says them, the head called by its own title where that is understood."""
    own = ((word, titled(word, unit)) for word in field.allowed)
    return tuple(mine if field.lookup.get(fold(mine)) is field.lookup[fold(word)] else word for word, mine in own)


def said(field: Field, word: object, unit: Unit) -> object:
    """One allowed word as this hamlet says it."""
    return dict(zip(field.allowed, _allowed(field, unit), strict=True)).get(str(word), word)


def _check(table: Table, field: Field, area: str, unit: Unit, words: _Words) -> Check | None:
    """The rule for the cells of a column."""
    header, note = field.header, table.note(field)
    match field.kind:
        case Kind.WORD | Kind.WORDS:
            several = field.kind is Kind.WORDS
            refusal = "Chọn một từ trong danh sách." + (" Nhiều từ thì cách nhau bằng dấu chấm phẩy." if several else "")
            return Check(area, "list", words.formula(header, _allowed(field, unit)), header, "", refusal, strict=not several)
        case Kind.SEX:
            return Check(area, "list", words.formula(header, ("Nam", "Nữ")), header, "", "Ghi Nam hoặc Nữ.")
        case Kind.TICK:
            return Check(area, "list", words.formula(header, ("x", "không")), header, "", "Ghi x, “không”, hoặc để trống.")
        case Kind.COUNT:
            refusal = f"Ghi một số nguyên, từ {field.least} trở lên, không kèm chữ; chưa biết thì để trống."
            return Check(area, "whole", str(field.least), header, note, refusal)
        case Kind.DATE:
            # Excel set to English takes 25/12/2024 for text: it asks, and may be told yes.
            return Check(area, "date", "1", header, note, "Ghi ngày như 10/11/2024.", strict=False)
        case Kind.CCCD:
            return Check(area, "textLength", "12", header, note, "Số căn cước có đủ 12 chữ số, kể cả số 0 ở đầu.", strict=False)
        case Kind.BIRTH:
            return Check(area, "none", "", header, note)
        case _:
            return None


# --- The sheets of the tables ----------------------------------------------------------------------------------------


def _table_page(table: Table, rows: Sequence[Values], unit: Unit, words: _Words) -> Page:
    fields = [field for field in table.fields if field.slug != _CODE]
    last = max(_LONG if table.slug in _ROSTERS else _SHORT, len(rows) + _SHORT)
    page = Page(table.sheet, header=0, locked=True, landscape=True)
    letters = {field.slug: column_letters(column) for column, field in enumerate(fields)}
    lines = 2  # the buttons of a filter take one
    for column, field in enumerate(fields):
        look = Look(_SHAPES.get(field.kind, TEXT), locked=False, wrap=field.kind in (Kind.TEXT, Kind.LIST))
        width = _OWN_WIDTHS.get(field.slug) or max(_WIDTHS.get(field.kind, 18), len(field.header) // 2 + 4)
        page.columns[column], page.widths[column] = look, width
        lines = max(lines, -(-len(field.header) // (width - 1)))
        page.put(0, column, field.header, HEADER)
        page.notes[0, column] = f"{field.header}: {table.note(field)}"
        area = f"{letters[field.slug]}2:{letters[field.slug]}{last}"
        if (check := _check(table, field, area, unit, words)) is not None:
            page.checks.append(check)
        if field.kind is Kind.CCCD and table.slug in _ROSTERS:
            page.reds.append(Red(area))
        for row, values in enumerate(rows, 1):
            if (value := values.get(field.slug)) not in (None, ""):
                shape = shape_of(value, field.kind)
                page.put(row, column, in_cell(said(field, value, unit)), Look(shape, locked=False, wrap=look.wrap))
    page.lines[0] = lines
    if table.slug in _ROSTERS:
        page.sorted_by = f"A1:{column_letters(len(fields) - 1)}{last}"
    if table.slug == "bau_cu":
        page.reds += [
            Red(f"{letters[red]}2:{letters[red]}{last}", formula.format(**{slug: f"${letters[slug]}2" for slug in letters}))
            for red, formula in _RED_FIGURES.items()
        ]
    return page


_RED_FIGURES = {
    "phat_ra": "AND(ISNUMBER({co_mat}),ISNUMBER({phat_ra}),{phat_ra}>{co_mat})",
    "thu_ve": "AND(ISNUMBER({phat_ra}),ISNUMBER({thu_ve}),{thu_ve}>{phat_ra})",
    "khong_hop_le": "AND(ISNUMBER({thu_ve}),ISNUMBER({hop_le}),ISNUMBER({khong_hop_le}),{hop_le}+{khong_hop_le}<>{thu_ve})",
}
"""Which figure of a round turns red, and when."""


def _guide() -> Page:
    page = Page(GUIDE[0], locked=True, one_sheet=True)
    page.widths[0] = 100
    page.put(0, 0, GUIDE[1], _TITLE)
    page.lines[0] = 2
    for row, line in enumerate(GUIDE_LINES, 1):
        page.put(row, 0, line, Look(wrap=True))
        page.lines[row] = -(-len(line) // 95) + 1
    return page


# --- The sheet of the evening ----------------------------------------------------------------------------------------

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
class _Evening:
    """The sheet "Kiểm phiếu": one round of the head election written downwards, with what follows from the figures beside them."""

    rows: Mapping[str, Sequence[Values]]
    round: Values
    unit: Unit
    majority: MoreThan
    quorum: MoreThan
    words: _Words

    def page(self) -> Page:
        """The sheet, on one A4."""
        page = Page(EVENING, locked=True, one_sheet=True, footer="")
        page.widths = {0: 34, 1: 20, 2: 38}
        unit_row = self.rows["don_vi"][0]
        where = ", ".join(str(unit_row[slug]) for slug in ("ten", "xa", "huyen", "tinh") if unit_row.get(slug))
        head = titled(Office.HEAD.value, self.unit)
        hint = "Ghi vào cột “Số liệu”: chưa biết thì để trống, không có thì ghi 0. Ô đỏ là số không khớp: đếm lại trước khi ký."
        for row, (text, look) in enumerate(((f"KIỂM PHIẾU BẦU {head.upper()}", _TITLE), (where, _PLAIN), (hint, _PLAIN))):
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
        figure = slug in _FIGURES
        look = Look(
            _SHAPES.get(field.kind, TEXT), border=True, size=13 if figure else 11, wrap=True, across="center", down="center", locked=False
        )
        page.put(row, 1, in_cell(said(field, value, self.unit)), look)
        page.put(row, 2, "", _SIDE)
        page.lines[row] = 2
        if (check := _check(table, field, f"B{row + 1}", self.unit, self.words)) is not None:
            page.checks.append(check)

    def compute(self, page: Page, needed: int, first: int) -> None:
        """The formulas of the column "Máy tính", and what turns red."""
        at = {slug: f"$B${row + 1}" for row, (slug, _) in enumerate(_ROWS, _FIRST)}
        side = {slug: row for row, (slug, _) in enumerate(_ROWS, _FIRST)}
        base, least = f"$C${side['tong_so_ho'] + 1}", f"$C${needed + 1}"
        votes = f"$B${first + 1}:$B${first + _CANDIDATES}"
        households = BY_SLUG["ho_gia_dinh"]
        names = _column(households, "ho_ten", _LONG)
        declared = _column(BY_SLUG["don_vi"], "tong_so_ho", 2).partition(":")[0]
        whole = self.base()
        formulas: dict[int, tuple[str, str | int, Look]] = {}

        def beside(row: int, text: str, value: str | int = "", shape: str = NUMBER) -> None:
            formulas[row] = (text, value, replace(_SIDE, shape=shape))

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
        for row, (text, value, look) in formulas.items():
            page.put(row, 2, Formula(text, value), look)
        reds = {slug: formula.format(**at) for slug, formula in _RED_FIGURES.items()}
        reds["co_mat"] = f"AND(ISNUMBER({at['co_mat']}),{base}>0,{at['co_mat']}>{base})"
        page.reds += [Red(f"B{side[slug] + 1}", formula) for slug, formula in reds.items()]
        area = f"B{first + 1}:B{first + _CANDIDATES}"
        page.reds.append(Red(area, f"AND(ISNUMBER({at['hop_le']}),ISNUMBER($B{first + 1}),SUM({votes})>{at['hop_le']})"))
        table = BY_SLUG["ket_qua"]
        if (check := _check(table, table.by_slug["so_phieu"], area, self.unit, self.words)) is not None:
            page.checks.append(check)

    def base(self) -> int:
        """The number of households as far as it is known now, as the formula will find it."""
        listed = sum(1 for row in self.rows.get("ho_gia_dinh", ()) if row.get("ho_ten"))
        declared = self.rows["don_vi"][0].get("tong_so_ho")
        return listed or (declared if isinstance(declared, int) else 0)


def _least(share: Fraction, whole: str) -> str:
    """A formula for the least whole number that is more than a share of a whole; whole numbers only are divided, so nothing is rounded."""
    return f"(INT({whole}*{share.numerator}/{share.denominator})+1)"


def _column(table: Table, slug: str, last: int) -> str:
    """The cells of a column on its sheet, as a formula names them."""
    letters = column_letters([field.slug for field in table.fields if field.slug != _CODE].index(slug))
    return f"'{table.sheet}'!${letters}$2:${letters}${last}"
