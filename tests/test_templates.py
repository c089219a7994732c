"""Word templates of other people: exported, checked, and used in place of the shipped ones. People are invented."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document

from dantin.errors import CannotDo
from dantin.papers import check, own_templates
from dantin.papers.finished import fill, make_papers, shipped
from dantin.papers.own_templates import OwnFolder, Workshop
from dantin.papers.paper import Paper
from dantin.papers.shelf import BY_NAME, PAPERS
from dantin.papers.vote.counting import COUNTING_MINUTES
from dantin.readers.config import read_config
from dantin.resources import resource
from dantin.word.filling import NoWordFile, TemplateFault
from dantin.word.readback import text_of
from tests.conftest import ROOT
from tests.english import english_left
from tests.templates import FILE, changed, saved, template_of
from tests.test_cli import ALLOWED, dantin

MINUTES = BY_NAME[COUNTING_MINUTES]
DOSSIER = ROOT / "examples" / "khu-pho-4.yaml"
WORDS = ALLOWED | {
    "templates",
    "export",
    "list",
    "variables",
    "check",
    "markdown",
    "Word",
    "for",
    "if",
    "endfor",
    "endif",
    "in",
    "x",
    "render",
}


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """One child process for all; hostile templates make it start anew."""
    workshop = Workshop(3)
    yield workshop
    workshop.close()


# --- Checking ---------------------------------------------------------------------------------------------------------------


def problems_of(tmp_path: Path, workshop: Workshop, data: bytes, paper: Paper = MINUTES) -> list[str]:
    path = tmp_path / f"{paper.name}.docx"
    path.write_bytes(data)
    own_templates.template_bytes.cache_clear()
    return check.check(path, paper, workshop)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_shipped_template_passes(paper: Paper, workshop: Workshop) -> None:
    assert check.check(resource("templates", f"{paper.name}.docx"), paper, workshop) == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_foreign_paper_is_that_of_the_shipped_template(paper: Paper, workshop: Workshop) -> None:
    data = resource("templates", f"{paper.name}.docx").read_bytes()
    for subject in check.samples(paper):
        context = fill(paper, subject)
        for draft in (False, True):
            made = workshop.fill(f"{paper.name}{draft}", "m.docx", data, context, draft=draft)
            assert made == shipped(paper.name, draft=draft).render(context)


WRONG: dict[str, tuple[str, str, list[str]]] = {
    "unknown": ("{{ co_mat }}", "{{ co_mt }} {{ co_mat }}", ["không có biến “co_mt”. Có phải là “co_mat”?"]),
    "of another paper": ("{{ co_mat }}", "{{ co_mat }} {{ dang_bo }}", ["biến “dang_bo” (", "không có ở giấy này"]),
    "a field of a list": ("{{ nguoi.so_phieu }}", "{{ nguoi.so_phieu }} {{ nguoi.so_phiu }}", ["“ung_cu” không có phần “so_phiu”. Có"]),
    "a field out of its list": ("{{ co_mat }}", "{{ co_mat }} {{ so_phieu }}", ["“so_phieu” đứng riêng; nó thuộc danh sách “", "for x in"]),
    "a list as if one": ("{{ co_mat }}", "{{ co_mat }} {{ ung_cu.ho_ten }}", ["“ung_cu” là danh sách: viết {{ x.ho_ten }} giữa"]),
    "a field of a text": ("{{ co_mat }}", "{{ co_mat.so }} {{ co_mat }}", ["“co_mat” là chữ, không có phần “so”"]),
    "a text gone through": ("{{ co_mat }}", "{% for x in co_mat %}{% endfor %}{{ co_mat }}", ["“co_mat” không phải là danh sách"]),
    "unclosed": ("{{ co_mat }}", "{{ co_mat", ["thẻ mở bằng “{{” mà chưa đóng bằng “}}”"]),
    "unclosed before another": ("{{ co_mat }}", "{{ co_mat }, {{ co_mat }}", ["thẻ mở bằng “{{” mà chưa đóng bằng “}}”"]),
    "unopened": ("{{ co_mat }}", "co_mat }}", ["thừa “}}”"]),
    "one brace": ("{{ co_mat }}", "{co_mat}", ["“{co_mat}” chỉ có một dấu ngoặc nhọn"]),
    "misspelt expression": ("{{ co_mat }}", "{{ co mat }}", ["thẻ viết sai: {{ co mat }}"]),
    "misspelt tag": ("{{ co_mat }}", "{% fi hop_le %}{{ co_mat }}", ["không có thẻ nào tên “fi”, có phải là “if”?"]),
    "a block without end": ("{{ co_mat }}", "{% if hop_le %}{{ co_mat }}", ["thẻ {% if hop_le %} mở mà chưa có thẻ {% endif %} đóng lại"]),
    "an end without block": ("{{ co_mat }}", "{{ co_mat }}{% endif %}", ["thẻ {% endif %} đóng mà không có thẻ mở"]),
    "the wrong end": ("{{ co_mat }}", "{% if co_mat %}{{ co_mat }}{% endfor %}", ["đóng nhầm: thẻ đang mở là {% if co_mat %}"]),
    "elif alone": ("{{ co_mat }}", "{% elif a %}{{ co_mat }}", ["không nằm trong thẻ if nào"]),
    "another file": ("{{ co_mat }}", "{% include 'a' %}{{ co_mat }}", ["mẫu không được đọc tệp khác"]),
    "text beside a paragraph's tag": ("{{ co_mat }}", "{%p if co_mat %} {{ co_mat }} {%p endif %}", ["phải đứng một mình một đoạn"]),
    "a filter nobody has": ("{{ co_mat }}", "{{ co_mat|hoa }}", ["không có bộ lọc “hoa”"]),
    "a number in the wrong place": ("{{ co_mat }}", "{{ co_mat }} {{ 1 // 0 }}", ["không tính được một biểu thức"]),
    "a figure left out": ("{{ co_mat }}", "", ["thiếu “co_mat” (số có mặt, bằng số và chữ), mẫu phải có: thêm {{ co_mat }}"]),
    "a figure only tested": ("{{ co_mat }}", "{% if co_mat %}x{% endif %}", ["thiếu “co_mat”"]),
    "a column left out": ("{{ nguoi.so_phieu }}", "", ["thiếu “ung_cu.so_phieu” (", "thêm {{ x.so_phieu }} giữa {%p for x in ung_cu %}"]),
    "a figure typed over": ("{{ co_mat }}", "{{ co_mat }}, 999 phiếu", ["đọc lại: giấy ghi “999” mà hồ sơ không có số đó"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_template_is_told_what_to_mend(tmp_path: Path, workshop: Workshop, old: str, new: str, said: list[str]) -> None:
    found = problems_of(tmp_path, workshop, changed(old, new))
    assert found
    for words in said:
        assert words in found[0]
    if new and "đọc lại" not in said[0] and "thiếu" not in said[0]:
        assert "(ở đoạn: " in found[0]
    assert english_left(re.sub(r"{.*?}|“.*?”", "|", "\n".join(found)), WORDS) == []


def test_the_paragraph_is_told(tmp_path: Path, workshop: Workshop) -> None:
    paragraph = next(p.text for p in docx.Document(str(resource("templates", FILE))).paragraphs if "{{ co_mat }}" in p.text)
    for wrong in ("{{ co_mt }}", "{{ co_mat"):
        (found, *_) = problems_of(tmp_path, workshop, changed("{{ co_mat }}", wrong))
        assert f"(ở đoạn: “{paragraph.replace('{{ co_mat }}', wrong)[:120]}”)" in found


def test_several_faults_are_all_told(tmp_path: Path, workshop: Workshop) -> None:
    found = problems_of(tmp_path, workshop, template_of("{{ a b }}", "{{ c", "{% for x in ung_cu %}"))
    assert [words.split(" (ở")[0] for words in found] == [
        "thẻ viết sai: {{ a b }}",
        "thẻ mở bằng “{{” mà chưa đóng bằng “}}”",
        "thẻ {% for x in ung_cu %} mở mà chưa có thẻ {% endfor %} đóng lại",
    ]


def test_the_mark_of_the_data_has_to_be_there(tmp_path: Path, workshop: Workshop) -> None:
    found = problems_of(tmp_path, workshop, changed("{{ ma_du_lieu }}", "", footer=True))
    assert len(found) == 1
    assert "thiếu “ma_du_lieu”" in found[0]


def test_other_ways_of_writing_are_understood(tmp_path: Path, workshop: Workshop) -> None:
    """Sorted, filtered, set, tested: what a person who knows Jinja writes is no fault."""
    more = (
        "{% set n = ung_cu|length %}{{ n }} {{ (ung_cu|first).ho_ten }} {{ ung_cu|map(attribute='ho_ten')|join(', ') }} "
        "{{ ten_ap.upper() }} {{ co_mat }} "
        "{% for x in ung_cu|sort(attribute='ho_ten') if x.tt %}{{ loop.index }}{{ x['tt'] if x.tt else '' }}{% endfor %}"
        "{% with a = ten_ap %}{{ a|upper }}{% endwith %}{# ghi chú #}{% for d in ket_luan %}{{ d }}{% else %}{{ ten_ap }}{% endfor %}"
    )
    assert [p for p in problems_of(tmp_path, workshop, changed("{{ co_mat }}", more)) if "khi các phần" not in p] == []


def test_a_row_tag_beside_other_cells(tmp_path: Path, workshop: Workshop) -> None:
    def change(document: Document) -> None:
        row = document.add_table(1, 2).rows[0]
        row.cells[0].text, row.cells[1].text = "{%tr for x in ung_cu %}", "Họ tên"
        document.add_paragraph("{%tr endfor %}")

    found = problems_of(tmp_path, workshop, saved(change, docx.Document()))
    assert any("phải đứng một mình một dòng bảng" in words for words in found)


# --- The commands -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to which all templates were exported."""
    folder = tmp_path_factory.mktemp("mau") / "mau"
    result = dantin("templates", "export", folder)
    assert result.returncode == 0, result.stderr
    assert english_left(result.stdout, WORDS) == []
    return folder


def test_exported_templates_are_the_shipped_ones_and_check_out(exported: Path) -> None:
    assert sorted(p.name for p in exported.iterdir()) == sorted(f"{paper.name}.docx" for paper in PAPERS)
    assert [file.name for file in exported.iterdir() if file.read_bytes() != resource("templates", file.name).read_bytes()] == []
    # Every shipped one is checked above; here are the screen and the status of several.
    some = sorted(exported.iterdir())[::8]
    result = dantin("templates", "check", *some)
    assert (result.returncode, result.stdout.count(": dùng được (")) == (0, len(some)), result.stdout
    assert english_left(result.stdout, WORDS) == []


def test_export_does_not_overwrite_what_was_changed(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    shutil.copytree(exported, folder)
    assert dantin("templates", "export", folder).returncode == 0
    (folder / FILE).write_bytes(b"sua")
    (folder / f"{PAPERS[-1].name}.docx").unlink(missing_ok=True)
    (folder / FILE).write_bytes(b"sua")
    refused = dantin("templates", "export", folder)
    assert (refused.returncode, (folder / FILE).read_bytes()) == (2, b"sua")
    assert f"đã có “{folder / FILE}” khác với mẫu gốc; thêm --force để ghi đè" in refused.stderr
    assert dantin("templates", "export", folder, "--force").returncode == 0
    assert (folder / FILE).read_bytes() == resource("templates", FILE).read_bytes()


def test_check_ends_in_a_status(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(changed("{{ co_mat }}", "{{ co_mt }}"))
    (tmp_path / "xau.docx").write_bytes(b"%PDF")
    result = dantin("templates", "check", FILE, cwd=tmp_path)
    assert (result.returncode, result.stdout.splitlines()[0]) == (1, f"“{FILE}”: 2 chỗ phải sửa ({MINUTES.title}):")
    unknown = dantin("templates", "check", "xau.docx", cwd=tmp_path)
    assert (unknown.returncode, "không có giấy tờ nào tên “xau”" in unknown.stderr) == (2, True)
    named = dantin("templates", "check", "xau.docx", "--paper", COUNTING_MINUTES, cwd=tmp_path)
    assert (named.returncode, "không phải tệp Word" in named.stderr) == (2, True)
    misspelt = dantin("templates", "check", FILE, "--paper", COUNTING_MINUTES[:-1], cwd=tmp_path)
    assert (misspelt.returncode, f"Có phải là “{COUNTING_MINUTES}”?" in misspelt.stderr) == (2, True)
    both = dantin("templates", "check", ".", cwd=tmp_path)
    assert (both.returncode, "2 chỗ phải sửa" in both.stdout, "“xau”" in both.stderr) == (2, True, True)
    assert dantin("templates", "check", "khong-co.docx", cwd=tmp_path).returncode == 2
    for screen in (result, unknown, named, misspelt):
        assert english_left(re.sub(r"“.*?”|{.*?}", "|", screen.stdout + screen.stderr), WORDS) == []


def test_lists_to_print() -> None:
    listed = dantin("templates", "list", "--format", "markdown").stdout
    for paper in PAPERS:
        assert f"| {paper.name} | {paper.title} |" in listed
    one = dantin("templates", "variables", "--paper", COUNTING_MINUTES, "--format", "markdown").stdout
    assert "| ung_cu: danh sách | danh sách người ứng cử theo thứ tự trên phiếu |" in one
    assert "| ung_cu: .ho_ten | họ và tên | Phạm Thị Hiền |" in one
    assert "| co_mat | số có mặt, bằng số và chữ | 262 (hai trăm sáu mươi hai) đại diện |" in one
    whole = dantin("templates", "variables").stdout
    names = {variable.name.rpartition(".")[2] for variable in check.variables()}
    assert all(name in whole for name in names)
    assert all(variable.meaning and variable.papers for variable in check.variables())


@pytest.mark.parametrize(
    ("command", "status", "words"),
    [
        ("templates --help", 0, "Mẫu Word của các giấy tờ"),
        ("templates", 2, "Mẫu Word của các giấy tờ"),
        ("templates exprt", 2, "Không có lệnh “exprt”. Có phải ý anh/chị là “export”?"),
        ("templates export", 2, "Thiếu “THƯ_MỤC”."),
        ("templates check", 2, "Thiếu “TỆP...”."),
        ("templates check --help", 0, "Kiểm tra mẫu Word đã sửa"),
        ("templates export --help", 0, "--force"),
        ("templates variables --help", 0, "--paper"),
        ("templates list --help", 0, "chu|markdown"),
        ("templates list --format xml", 2, "“xml” không có trong danh sách: “chu”, “markdown”."),
        ("templates variables --paper giay", 2, "không có giấy tờ nào tên “giay”"),
    ],
)
def test_the_screens_are_vietnamese(command: str, status: int, words: str) -> None:
    result = dantin(*command.split(), env={"COLUMNS": "200"})
    shown = result.stdout + result.stderr
    assert (result.returncode, words in shown) == (status, True), shown
    assert english_left(shown, WORDS | {"exprt", "giay", "xml"}) == []


# --- In place of the shipped ones -----------------------------------------------------------------------------------------------


def render(*args: str | Path, cwd: Path) -> tuple[int, str, str]:
    result = dantin("render", *args, "--as-of", "2024-12-20", cwd=cwd)
    return result.returncode, result.stdout, result.stderr


def paper_in(folder: Path) -> str:
    return "\n".join(text_of(next(folder.rglob(FILE)).read_bytes()))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with the minutes changed, and nothing else."""
    (tmp_path / "mau").mkdir()
    (tmp_path / "mau" / FILE).write_bytes(changed("{{ co_mat }}", "{{ co_mat }} (theo mẫu của xã)"))
    return tmp_path


def test_a_changed_template_is_used_and_the_others_are_the_shipped_ones(own: Path) -> None:
    status, out, err = render(DOSSIER, "--templates", "mau", cwd=own)
    assert (status, err) == (0, ""), out
    assert "(theo mẫu của xã)" in paper_in(own / "out")
    render(DOSSIER, "--out", "goc", cwd=own)
    for path in (own / "goc").rglob("*.docx"):
        same = (own / "out" / path.relative_to(own / "goc")).read_bytes() == path.read_bytes()
        assert same == (path.name != FILE)


def test_the_config_names_the_folder(own: Path) -> None:
    (own / "ho-so").mkdir()
    shutil.copy(DOSSIER, own / "ho-so" / "a.yaml")
    (own / "dantin.yaml").write_text("mau_giay: mau\n", "utf-8")
    for cwd, path in ((own, "ho-so"), (own / "ho-so", "a.yaml")):
        status, _, err = render(path, "--paper", COUNTING_MINUTES, cwd=cwd)
        assert (status, "Dùng cấu hình" in err) == (0, True)
        assert "(theo mẫu của xã)" in paper_in(cwd / "out")
    assert dantin("tally", "ho-so/a.yaml", "--minutes", "bb", cwd=own).returncode == 0
    assert "(theo mẫu của xã)" in paper_in(own / "bb")
    # The command line outranks it.
    (own / "trong").mkdir()
    status, _, err = render("ho-so", "--templates", "trong", "--paper", COUNTING_MINUTES, cwd=own)
    assert (status, "không có mẫu của giấy tờ nào" in err) == (0, True)
    assert "(theo mẫu của xã)" not in paper_in(own / "out")


def test_the_key_of_the_config(tmp_path: Path) -> None:
    path = tmp_path / "dantin.yaml"
    path.write_text("mau_giay: mau\n", "utf-8")
    config = read_config(path, "dantin.yaml")
    assert (config.templates, config.diagnostics) == (tmp_path / "mau", ())
    path.write_text("maugiay: mau\n", "utf-8")
    (found,) = read_config(path, "dantin.yaml").diagnostics
    assert (found.code, "“mau_giay”" in found.message) == ("DT003", True)
    path.write_text("mau_giay: [a]\n", "utf-8")
    assert [d.code for d in read_config(path, "dantin.yaml").diagnostics] == ["DT004"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    shutil.copy(DOSSIER, tmp_path / "a.yaml")
    status, _, err = render("a.yaml", "--templates", "mau", cwd=tmp_path)
    assert (status, "--templates: không có thư mục mẫu “mau”" in err, "Traceback" in err) == (2, True, False)
    (tmp_path / "dantin.yaml").write_text("mau_giay: mau\n", "utf-8")
    status, _, err = render("a.yaml", cwd=tmp_path)
    assert (status, "dantin.yaml, mục mau_giay: không có thư mục mẫu “mau”" in err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_files_that_are_no_template_are_told(tmp_path: Path) -> None:
    for name in ("bien-ban-kiem-phiu-truong-ap.docx", "~$a.docx", "ghi-chu.txt", "mau-cu.doc"):
        (tmp_path / name).write_bytes(b"")
    wrong, old, none = OwnFolder(tmp_path, Workshop(), "").notices
    assert f"Có phải là “{FILE}”?" in wrong
    assert "mau-cu.doc”: mẫu phải lưu ở dạng .docx" in old
    assert "mọi giấy tờ lấy mẫu của dantin" in none
    (tmp_path / FILE.upper()).write_bytes(template_of("{{ ten_ap }}"))
    folder = OwnFolder(tmp_path, Workshop(), "")
    assert len(folder.notices) == 2
    assert isinstance(folder(COUNTING_MINUTES, draft=False), own_templates.OwnTemplate)


def test_a_figure_typed_over_in_a_template_is_not_given_out(own: Path) -> None:
    """What the paper says of those present is no longer what the dossier says."""
    (own / "mau" / FILE).write_bytes(changed("{{ co_mat }}", "263 (hai trăm sáu mươi ba) đại diện"))
    status, out, err = render(DOSSIER, "--templates", "mau", cwd=own)
    assert (status, err) == (1, "")
    assert "Không giao giấy: biên bản kiểm phiếu bầu trưởng khu phố lần 1: đọc lại thấy giấy in ra khác với hồ sơ (mẫu đã sửa" in out
    assert "giấy ghi “263” mà hồ sơ không có số đó" in out
    assert not list((own / "out").rglob(FILE))
    assert not (own / "out").exists() or list((own / "out").rglob("*.docx"))


def test_a_fault_in_one_template_stops_neither_papers_nor_hamlets(own: Path) -> None:
    (own / "mau" / FILE).write_bytes(changed("{{ co_mat }}", "{{ co_mt }}"))
    (own / "hs").mkdir()
    text = DOSSIER.read_text("utf-8")
    for number in (1, 2):
        (own / "hs" / f"{number}.yaml").write_text(text.replace("TB-KP4", f"A-{number}").replace("Khu phố 4", f"Khu phố {number}"), "utf-8")
    status, out, err = render("hs", "--templates", "mau", "--draft", cwd=own)
    # One roster in two hamlets is an error elsewhere in the dossiers, told in one line.
    assert (status, err.count("\n"), "[DT602]" in err) == (1, 1, True)
    assert out.count(f"Mẫu {FILE}: không có biến “co_mt” (ở đoạn: ") == 2
    others = {p.parent.name for p in (own / "out").rglob("*.docx")}
    assert len(others) == 2 or len(PAPERS) == 1
    assert not list((own / "out").rglob(FILE))


def test_a_fault_is_a_refused_paper(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(template_of("{{ co_mt }}"))
    subject, *_ = check.samples(MINUTES)
    (made,) = make_papers(subject.case, [], [MINUTES], templates=OwnFolder(tmp_path, workshop, ""))
    assert (made.data, made.refused, made.faults) == (None, True, ())
    assert made.absent == f"Mẫu {FILE}: không có biến “co_mt” (ở đoạn: {{{{ co_mt }}}})"


def test_a_broken_tag_is_told_before_it_swallows_text(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(template_of("Ấp {{ ten_ap }} {% if hop_le", "{%p if co_mat %}", "{{ co_mat }}", "{%p endif %}"))
    subject, *_ = check.samples(MINUTES)
    (made,) = make_papers(subject.case, [], [MINUTES], templates=OwnFolder(tmp_path, workshop, ""))
    assert made.absent == f"Mẫu {FILE}: thẻ mở bằng “{{%” mà chưa đóng bằng “%}}” (ở đoạn: “Ấp {{{{ ten_ap }}}} {{% if hop_le”)"


def test_a_template_as_it_was_shipped_needs_no_child(exported: Path) -> None:
    workshop = Workshop()
    folder = OwnFolder(exported, workshop, "")
    assert all(folder(paper.name, draft=False) is shipped(paper.name, draft=False) for paper in PAPERS)
    assert workshop._process is None


def test_no_child_no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_templates, "_PROGRAM", "raise SystemExit")
    with pytest.raises(CannotDo, match="Không khởi động được"):
        Workshop().fill("k", "m.docx", template_of(""), {}, draft=False)


def test_no_file_is_told_apart_from_a_bad_one(tmp_path: Path, workshop: Workshop) -> None:
    with pytest.raises(NoWordFile):
        problems_of(tmp_path, workshop, b"%PDF")
    with pytest.raises(TemplateFault, match="Không đọc được mẫu"):
        own_templates.template_bytes(tmp_path / "khong-co.docx")
    assert os.listdir(tmp_path) == [FILE]  # noqa: PTH208
