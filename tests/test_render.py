"""Filling a Word template, and the minutes of counting as a paper. People and figures are invented."""

import io
import runpy
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate, RichText
from jinja2 import Environment, StrictUndefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from syrupy.assertion import SnapshotAssertion

from dantin.errors import CannotDo
from dantin.ooxml import read_parts, write_parts
from dantin.papers.paper import Context
from dantin.papers.shelf import MEANINGS
from dantin.word.filling import Template, TemplateFault
from tests.papers import context

TEMPLATES = Path(__file__).parent.parent / "templates"
MINUTES = TEMPLATES / "bien-ban-kiem-phieu-truong-ap.docx"
DOTS = "……………………"

TWO_CANDIDATES: Context = {
    "co_quan_tren": "UBND THỊ TRẤN TRẢNG BOM",
    "co_quan": "KHU PHỐ 4",
    "so_hieu": "",
    "dia_danh": "Trảng Bom",
    "ngay_lap": "ngày 10 tháng 11 năm 2024",
    "ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029",
    "gio": "08",
    "phut": "00",
    "ngay": "ngày 10 tháng 11 năm 2024",
    "dia_diem": "Nhà văn hóa khu phố 4",
    "ten_ap": "khu phố 4",
    "ten_cum": "",
    "cot_phieu": "Số phiếu bầu",
    "cac_cum": [],
    "bang_cum": [],
    "noi_hop_day_du": "Nhà văn hóa khu phố 4, thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai",
    "dia_chi_ap": "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai",
    "dien_bau": "đại diện hộ gia đình",
    "hinh_thuc": "bỏ phiếu kín",
    "kiem_phieu": [
        {"ong_ba": "Ông", "ho_ten": "Trần Văn Thử", "vai_tro": "Tổ trưởng"},
        {"ong_ba": "Bà", "ho_ten": "Lê Thị Ví Dụ", "vai_tro": "Thành viên"},
        {"ong_ba": "Ông", "ho_ten": "Phạm Giả Định", "vai_tro": "Thành viên"},
    ],
    "chung_kien": [
        {"ong_ba": "Bà", "ho_ten": "Đỗ Thị Làm Chứng"},
        {"ong_ba": "Ông", "ho_ten": "Võ Văn Quan Sát"},
    ],
    "tong_so": "310 (ba trăm mười) đại diện",
    "co_mat": "216 (hai trăm mười sáu) đại diện",
    "phat_ra": "216 phiếu (hai trăm mười sáu phiếu)",
    "thu_ve": "206 phiếu (hai trăm linh sáu phiếu)",
    "chenh_lech": "thiếu 10 phiếu (mười phiếu), lý do: 10 đại diện về trước khi bỏ phiếu",
    "hop_le": "203 phiếu (hai trăm linh ba phiếu)",
    "khong_hop_le": "03 phiếu (ba phiếu)",
    "ly_do_khong_hop_le": "02 phiếu để trống, 01 phiếu có ký tên",
    "ung_cu": [
        {
            "tt": "1",
            "ong_ba": "Bà",
            "ho_ten": "Hoàng Thị Bầu",
            "so_phieu": "25 phiếu (hai mươi lăm phiếu)",
            "ty_le": "8,06 %",
        },
        {
            "tt": "2",
            "ong_ba": "Ông",
            "ho_ten": "Nguyễn Văn Mẫu",
            "so_phieu": "178 phiếu (một trăm bảy mươi tám phiếu)",
            "ty_le": "57,42 %",
        },
    ],
    "ket_luan": [
        "Ông Nguyễn Văn Mẫu được 178/310 phiếu, bằng 57,42 % tổng số đại diện hộ gia đình của khu phố 4, trúng cử "
        "Trưởng khu phố 4, nhiệm kỳ 2024-2029."
    ],
    "gio_xong": "10",
    "phut_xong": "30",
    "so_ban": "03 (ba)",
    "gui_ban": "gửi kèm quyết định của cộng đồng dân cư đến Ủy ban nhân dân, Ủy ban MTTQ Việt Nam xã Bình Minh và lưu tại ấp Tân Bình",
    "the_thuc_ky": "TM. BAN KIỂM PHIẾU",
    "chuc_vu_ky": "TỔ TRƯỞNG",
    "nguoi_ky": "Trần Văn Thử",
    "noi_nhan": [
        "UBND thị trấn Trảng Bom;",
        "Ủy ban MTTQ Việt Nam thị trấn Trảng Bom;",
        "Lưu: hồ sơ khu phố 4.",
    ],
    "mau_so": "Mẫu số 02, Nghị định 59/2023/NĐ-CP",
    "ma_du_lieu": "4f2a-91c7",
}

ONE_CANDIDATE: Context = {
    **TWO_CANDIDATES,
    "thu_ve": "216 phiếu (hai trăm mười sáu phiếu)",
    "chenh_lech": "",
    "hop_le": "216 phiếu (hai trăm mười sáu phiếu)",
    "khong_hop_le": "0 phiếu (không phiếu)",
    "ly_do_khong_hop_le": "",
    "ung_cu": [
        {
            "tt": "1",
            "ong_ba": "Ông",
            "ho_ten": "Nguyễn Văn Mẫu",
            "so_phieu": "201 phiếu (hai trăm linh một phiếu)",
            "ty_le": "64,84 %",
        }
    ],
    "ket_luan": [
        "Ông Nguyễn Văn Mẫu được 201/310 phiếu, bằng 64,84 % tổng số đại diện hộ gia đình của khu phố 4, trúng cử "
        "Trưởng khu phố 4, nhiệm kỳ 2024-2029."
    ],
}

LONG_NAME = "Nguyễn Phước Thượng Hoàng Khương Nghiêng"
NAMES = [
    "Trần Thị An",
    "Lê Văn Bưởi",
    "Phạm Thị Cam",
    "Đỗ Văn Đào",
    LONG_NAME,
    "Vũ Thị Lựu",
    "Bùi Văn Mận",
    "Hồ Thị Na",
    "Đinh Văn Xoài",
]
SECOND_ROUND: Context = {
    **TWO_CANDIDATES,
    "ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (bầu lần thứ hai)",
    "kiem_phieu": [
        *TWO_CANDIDATES["kiem_phieu"],
        {"ong_ba": "Bà", "ho_ten": "Trương Thị Phụ Trợ", "vai_tro": "Thành viên"},
        {"ong_ba": "Ông", "ho_ten": LONG_NAME, "vai_tro": "Thành viên"},
    ],
    "ung_cu": [
        {
            "tt": str(number),
            "ong_ba": "Ông (bà)",
            "ho_ten": name,
            "so_phieu": "21 phiếu (hai mươi mốt phiếu)",
            "ty_le": "6,77 %",
        }
        for number, name in enumerate(NAMES, 1)
    ],
    "ket_luan": ["Không có người nào được trên 50 % tổng số đại diện hộ gia đình của khu phố 4 bầu; không có người trúng cử."],
}

VOID: Context = {
    **TWO_CANDIDATES,
    "thu_ve": "219 phiếu (hai trăm mười chín phiếu)",
    "chenh_lech": "thừa 03 phiếu (ba phiếu)",
    "hop_le": "",
    "khong_hop_le": "",
    "ly_do_khong_hop_le": "",
    "ung_cu": [],
    "ket_luan": [
        "Số phiếu thu về nhiều hơn số phiếu phát ra: toàn bộ số phiếu trong hòm không có giá trị, không kiểm phiếu cho "
        "người ứng cử nào và không có người trúng cử.",
        "Phiếu được niêm phong, lưu cùng biên bản này; cuộc họp tổ chức bầu lại.",
    ],
}

NO_QUORUM: Context = {
    **TWO_CANDIDATES,
    "hinh_thuc": "",
    "kiem_phieu": [],
    "chung_kien": [],
    "co_mat": "140 (một trăm bốn mươi) đại diện",
    "phat_ra": "",
    "thu_ve": "",
    "chenh_lech": "",
    "hop_le": "",
    "khong_hop_le": "",
    "ly_do_khong_hop_le": "",
    "ung_cu": [],
    "ket_luan": [
        "Số đại diện hộ gia đình dự họp không đủ để đạt tỷ lệ biểu quyết (cần ít nhất 156 trong số 310 đại diện); "
        "cuộc họp không tiến hành bỏ phiếu."
    ],
    "the_thuc_ky": "TM. TỔ BẦU CỬ",
}

SHOW_OF_HANDS: Context = {
    **ONE_CANDIDATE,
    "hinh_thuc": "biểu quyết giơ tay",
    "cot_phieu": "Số người đồng ý",
    "phat_ra": "",
    "thu_ve": "",
    "hop_le": "",
    "khong_hop_le": "",
    "ung_cu": [
        {
            "tt": "1",
            "ong_ba": "Ông",
            "ho_ten": "Nguyễn Văn Mẫu",
            "so_phieu": "201 (hai trăm linh một) đại diện",
            "ty_le": "64,84 %",
        }
    ],
    "ket_luan": [
        "Ông Nguyễn Văn Mẫu được 201/310 đại diện hộ gia đình của khu phố 4 đồng ý, bằng 64,84 %, trúng cử Trưởng khu "
        "phố 4, nhiệm kỳ 2024-2029."
    ],
}

NOT_RECORDED: Context = {
    **TWO_CANDIDATES,
    "gio": "……",
    "phut": "……",
    "noi_hop_day_du": f"{DOTS}, khu phố 4, thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai",
    "kiem_phieu": [
        {"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": "Tổ trưởng"},
        {"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": "Thành viên"},
        {"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": "Thành viên"},
        {"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": "Thành viên"},
        {"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": "Thành viên"},
    ],
    "chung_kien": [{"ong_ba": "Ông (bà)", "ho_ten": DOTS}, {"ong_ba": "Ông (bà)", "ho_ten": DOTS}],
    "ly_do_khong_hop_le": DOTS,
    "gio_xong": "……",
    "phut_xong": "……",
    "so_ban": "……",
    "gui_ban": "",
    "nguoi_ky": DOTS,
    "ma_du_lieu": "",
}

CASES = {
    "one candidate": ONE_CANDIDATE,
    "two candidates": TWO_CANDIDATES,
    "nine candidates, second round": SECOND_ROUND,
    "void": VOID,
    "no quorum": NO_QUORUM,
    "show of hands": SHOW_OF_HANDS,
    "not recorded": NOT_RECORDED,
}


def text_of(paper: bytes) -> str:
    """The paper as a person reads it: one line a paragraph, one line a row, and a cell of several lines as a block."""
    document = docx.Document(io.BytesIO(paper))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        for row in block.rows:
            cells = [cell.text.strip() for cell in row.cells]
            lines.append(("\n---\n" if any("\n" in cell for cell in cells) else " | ").join(cells))
    page = document.sections[0]
    lines += [f"(chân trang) {foot.text}" for foot in (*page.first_page_footer.paragraphs, *page.footer.paragraphs)]
    return "\n".join(line.rstrip() for line in lines)


def template_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def minutes() -> Template:
    return Template.load(MINUTES)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_minutes_as_read(minutes: Template, case: Context, snapshot: SnapshotAssertion) -> None:
    assert text_of(minutes.render(case)) == snapshot


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_same_paper_as_docxtpl_one_by_one(minutes: Template, case: Context) -> None:
    plain = DocxTemplate(MINUTES)
    plain.render(dict(case), ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    saved = io.BytesIO()
    plain.save(saved)
    assert text_of(minutes.render(case)) == text_of(saved.getvalue())


def test_same_bytes_each_time(minutes: Template) -> None:
    first = minutes.render(TWO_CANDIDATES)
    minutes.render(VOID)
    assert minutes.render(TWO_CANDIDATES) == first == Template.load(MINUTES.read_bytes()).render(TWO_CANDIDATES)


def test_templates_are_those_their_script_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(TEMPLATES)
    build = runpy.run_path(str(TEMPLATES / "build.py"))["build"]
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        build(folder)
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in TEMPLATES.glob("*.docx"))
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()
        # Part by part: another build of zlib may deflate the same part to other bytes.
        assert read_parts((first / name).read_bytes()) == read_parts((TEMPLATES / name).read_bytes())


def test_every_variable_is_described_and_used(minutes: Template) -> None:
    used = {name for part in minutes._parts for name in meta.find_undeclared_variables(Environment().parse(part.source))}
    assert used <= set(MEANINGS)
    assert used <= set(TWO_CANDIDATES)
    # What dantin hands over and this paper does not print stands in other papers of the vote.
    assert used <= set(context({}, "bien-ban-kiem-phieu-truong-ap"))


def test_text_is_text_whatever_it_holds() -> None:
    paper = Template.load(template_of("{{ a }}")).render({"a": "A & B <x> \"y\" 'z' {{ b }} {% c %}\x0b\x00"})
    assert text_of(paper).splitlines()[0] == "A & B <x> \"y\" 'z' {{ b }} {% c %}"


@pytest.mark.parametrize(
    "name",
    [
        "{_{ a }_}",
        "{_% a %_}",
        "{{ 7*7 }}",
        "{% include 'x' %}",
        "{# a #}",
        "{%p if a %}",
        "{%- a -%}",
        "}_}{_{",
        "a]]>b",
        "<w:p/>&amp;&#65;",
    ],
)
def test_a_name_with_marks_of_templates_is_printed_as_it_is(name: str) -> None:
    paper = Template.load(template_of("{{ a }}", "{% if a %}{{ a }}{% endif %}")).render({"a": name})
    assert text_of(paper).splitlines()[:2] == [name, name]


def test_a_template_may_print_braces() -> None:
    """Written as docxtpl has it, in its own text and in no value."""
    paper = Template.load(template_of("{_{ {{ a }} }_} {_% x %_}")).render({"a": "{_{"})
    assert text_of(paper).splitlines()[0] == "{{ {_{ }} {% x %}"


def test_line_breaks_tabs_and_paragraphs() -> None:
    paper = Template.load(template_of("đầu {{ a }} cuối")).render({"a": "một\r\nhai\tba\abốn"})
    assert text_of(paper).splitlines()[:3] == ["đầu một", "hai\tba", "bốn cuối"]


def test_rich_text_keeps_its_form() -> None:
    paper = docx.Document(io.BytesIO(Template.load(template_of("{{r a }}")).render({"a": RichText("đậm", bold=True)})))
    assert [(run.text, run.bold) for run in paper.paragraphs[0].runs if run.text] == [("đậm", True)]


def test_a_tag_that_word_split_over_runs() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Ấp {", "{ ten", "_ap }", "}."):
        paragraph.add_run(piece).bold = piece != "{ ten"
    saved = io.BytesIO()
    document.save(saved)
    assert text_of(Template.load(saved.getvalue()).render({"ten_ap": "5"})).splitlines()[0] == "Ấp 5."


def test_columns_in_a_loop() -> None:
    document = docx.Document()
    row = document.add_table(1, 3).rows[0]
    for cell, text in zip(row.cells, ("{%tc for c in cot %}", "{{ c }}", "{%tc endfor %}"), strict=True):
        cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    paper = docx.Document(io.BytesIO(Template.load(saved.getvalue()).render({"cot": list("abcde")})))
    assert [cell.text for cell in paper.tables[0].rows[0].cells] == list("abcde")
    assert len(paper.tables[0].columns) == 5


def test_drawings_in_a_loop_get_ids_of_their_own() -> None:
    parts = read_parts(template_of("{%p for c in cot %}", "DRAWING", "{%p endfor %}"))
    drawing = b'</w:t><w:drawing><wp:inline><wp:docPr id="7" name="dau"/></wp:inline></w:drawing><w:t>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"DRAWING", drawing)
    written = read_parts(Template.load(write_parts(parts)).render({"cot": "ab"}))["word/document.xml"]
    assert written.count(b'<wp:docPr id="1001"') == written.count(b'<wp:docPr id="1002"') == 1


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("Ông {{ ho_tn }}", "không có biến “ho_tn” (ở đoạn: Ông {{ ho_tn }})"),
        ("{{ nguoi.ho_tn }}", "không có biến “ho_tn” (ở đoạn: {{ nguoi.ho_tn }})"),
        ("{% if ho_tn %}x{% endif %}", "không có biến “ho_tn”"),
        ("{{ trong }}", "một biến chưa có giá trị (ở đoạn: {{ trong }})"),
        ("{{ ''.__class__.__mro__ }}", "dùng một thuộc tính hoặc hàm không được phép"),
        ("{{ nguoi.__class__ }}", "dùng một thuộc tính hoặc hàm không được phép"),
        ("{{ nguoi.update({'a': 1}) }}", "dùng một thuộc tính hoặc hàm không được phép"),
        ("{% for i in range(10**9) %}{% endfor %}", "không tính được một biểu thức"),
        ("{% include '/etc/passwd' %}", "không tính được một biểu thức"),
        ("{{ 1 // 0 }}", "không tính được một biểu thức"),
    ],
)
def test_a_template_that_cannot_be_filled(paragraph: str, said: str) -> None:
    template = Template.load(template_of("Câu đầu.", paragraph), "mau.docx")
    with pytest.raises(TemplateFault) as fault:
        template.render({"nguoi": {"ho_ten": "Nguyễn Văn Mẫu"}, "trong": None})
    assert str(fault.value).startswith(f"Mẫu mau.docx: {said}")


@pytest.mark.parametrize("paragraph", ["{{ ten_ap", "{% for x in y %}", "{{ a b }}", "{{ a|khong_co }}"])
def test_a_template_that_does_not_parse(paragraph: str) -> None:
    with pytest.raises(TemplateFault, match=r"^Mẫu mau.docx: thẻ viết sai hoặc chưa đóng \(ở đoạn: "):
        Template.load(template_of("Câu đầu.", paragraph), "mau.docx")


def test_a_template_that_breaks_the_file() -> None:
    document = docx.Document()
    document.add_paragraph("{% if a %}")
    document.add_table(1, 1).cell(0, 0).text = "{% endif %}"
    saved = io.BytesIO()
    document.save(saved)
    template = Template.load(saved.getvalue(), "mau.docx")
    with pytest.raises(TemplateFault, match="không còn đúng cấu trúc"):
        template.render({"a": False})


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", write_parts({"a.txt": b"a"}), write_parts({"[Content_Types].xml": b"<Types/>"})],
)
def test_no_word_file(data: bytes) -> None:
    with pytest.raises(TemplateFault, match=r"^Mẫu mau.docx"):
        Template.load(data, "mau.docx")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="Không đọc được mẫu"):
        Template.load(tmp_path / "khong-co.docx")
