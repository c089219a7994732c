"""What the workbook of `dantin new` looks like: the sheet of the evening, a sheet for each table, how to fill them in.

Describes pages, as plain data; `excel` writes them. Most mistakes cannot be made in it: words are chosen, numbers and days are checked
while typing, what does not fit turns red. The reader relies on none of that: pasting takes it all away.
"""

from collections.abc import Sequence

from dantin.model import Office, Unit
from dantin.provision import MoreThan
from dantin.readers.dossier.fields import TABLES
from dantin.readers.sheets.own_pages import GUIDE
from dantin.workbooks.dossier_files import Tables, Values, rows_of
from dantin.workbooks.dropdowns import Words
from dantin.workbooks.evening_sheet import EveningSheet
from dantin.workbooks.excel import Look, Page, write_pages
from dantin.workbooks.table_sheets import TITLE, table_page

VERSION_PROPERTY, VERSION = "dantin-mau", "1"
"""The hidden property of a workbook that says it is our form, and which."""
GUIDE_LINES = (
    "1. Tối kiểm phiếu chỉ cần trang “Kiểm phiếu”: tổng số hộ, số hộ có mặt, phiếu phát ra, thu về, hợp lệ, không hợp lệ, tên và số phiếu "
    "từng người ứng cử.",
    "2. Ô chuyển đỏ là con số không khớp: đếm lại trước khi ký; số căn cước đỏ là ghi hai lần. Chưa biết thì để trống; không có phiếu nào "
    "thì ghi số 0.",
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


def blank_workbook(tables: Tables, majority: MoreThan, quorum: MoreThan, further: Sequence[Page] = ()) -> bytes:
    """The workbook to be filled in, with what `tables` already tell (see `dossier_files`), the same bytes each time.

    `further` pages stand behind the guide. `majority` and `quorum`: those of the head election, of its households.
    """
    rows = {slug: rows_of(values) for slug, values in tables.items()}
    evening: Values = next(filter(_is_evening, rows.get("bau_cu", ())), {})
    # Told in one place only, or a day that was put off would stand in two, and not the same.
    rows["bau_cu"] = [{slug: row[slug] for slug in ("chuc_danh", "lan")} if row is evening else row for row in rows.get("bau_cu", ())]
    unit_row = rows["don_vi"][0]
    unit = Unit(0, kind=str(unit_row.get("loai") or "") or None)
    words = Words()
    pages = [EveningSheet(rows, evening, unit, majority, quorum, words).page()]
    pages += [table_page(table, rows.get(table.slug, ()), unit, words) for table in TABLES]
    return write_pages([*pages, _guide(), *further, words.page()], properties={VERSION_PROPERTY: VERSION})


def _is_evening(round_: Values) -> bool:
    """Whether a round is the one that the sheet of the evening is for: the first for head."""
    return round_.get("chuc_danh") == Office.HEAD.value and round_.get("lan", 1) == 1


def _guide() -> Page:
    page = Page(GUIDE[0], locked=True)
    page.widths[0] = 78
    page.put(0, 0, GUIDE[1], TITLE)
    page.lines[0] = 2
    for row, line in enumerate(GUIDE_LINES, 1):
        page.put(row, 0, line, Look(wrap=True))
        page.lines[row] = -(-len(line) // 72)
    return page
