"""A district's official list of hamlets, and its local guidance, which may tighten and never loosens."""

import io
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.console import Console

from dantin.case import count_dossier
from dantin.output import terminal
from dantin.output.json import pieces, validation
from dantin.papers.finished import make_papers
from dantin.papers.gate import out_of_order
from dantin.papers.shelf import BY_NAME
from dantin.provision import Guidance, Instrument, Law
from dantin.readers.config import Config, find_configs
from dantin.rule import CATALOGUE, Edit
from dantin.run import find_files, gather, run
from dantin.word.readback import text_of
from tests.conftest import AS_OF, ROOT
from tests.editing import as_yaml, edited, plain, read_as
from tests.sheets import workbook
from tests.test_chain import cut, day_of
from tests.test_config import config_of


def codes_and_lines(config: Config) -> list[tuple[str, int | None]]:
    return [(d.code, d.place.line) for d in config.diagnostics]


def test_the_list_in_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Danh sách ấp"], ["TT", "Mã ấp", "Tên", "Tệp"], [1, "A1", "Ấp 1", "a1.xlsx"], [], [2, 12, "Ấp 2"]]
    (tmp_path / "ds.xlsx").write_bytes(workbook({"DS": rows}))
    config = config_of(tmp_path, "danh_sach: ds.xlsx\n")
    assert config.listed is not None
    assert [(e.code, e.name, e.file, e.place.cell) for e in config.listed] == [("A1", "Ấp 1", "a1.xlsx", "B3"), ("12", "Ấp 2", None, "B5")]
    assert codes_and_lines(config_of(tmp_path, "danh_sach: khac.xlsx\n")) == [("DT001", 1)]
    (tmp_path / "ds.xlsx").write_bytes(workbook({"DS": [["Tên", "Xã"], ["a", "b"]]}))
    assert codes_and_lines(config_of(tmp_path, "ten: a\ndanh_sach: ds.xlsx\n")) == [("DT002", 2)]


def test_the_list_written_out(tmp_path: Path) -> None:
    text = "danh_sach:\n  - {ma: A1}\n  - {ten: Ấp 2}\n  - {ma: a1, ten: Ấp 3}\n  - {ma: A4, tenn: Ấp 4}\n"
    config = config_of(tmp_path, text)
    assert codes_and_lines(config) == [("DT008", 3), ("DT003", 5), ("DT009", 4)]
    assert config.listed is not None
    assert [entry.code for entry in config.listed] == ["A1", "A4"]


GUIDED = "dia_phuong:\n  van_ban: Hướng dẫn của Huyện ủy\n  so: 12-HD/HU\n  ngay: 01/09/2024\n"
REFUSED = {
    "a shorter term before": ("  thoi_han: {DT301: 19}\n", [("DT005", 5)], "nới hơn 20 ngày"),
    "a longer term within": ("  thoi_han: {DT402: 6}\n", [("DT005", 5)], "nới hơn 05 ngày"),
    "a term of no rule": ("  thoi_han: {DT307: 6}\n", [("DT005", 5)], "không có thời hạn"),
    "a rule of the law lowered": ("  ha_thanh_canh_bao: [DT307]\n", [("DT005", 5)], "không được nới"),
    "an error raised": ("  nang_thanh_loi: [DT307]\n", [("DT005", 5)], ""),
    "no such code": ("  nang_thanh_loi: [DT999]\n", [("DT005", 5)], "không phải là mã quy tắc"),
    "what nobody knows": ("  mien: DT301\n", [("DT003", 5)], "mien"),
}


@pytest.mark.parametrize(("more", "wanted", "said"), REFUSED.values(), ids=REFUSED)
def test_guidance_only_tightens(tmp_path: Path, more: str, wanted: list[tuple[str, int]], said: str) -> None:
    config = config_of(tmp_path, GUIDED + more)
    assert codes_and_lines(config) == wanted
    assert said in config.diagnostics[0].message
    (local,) = config.local
    assert (local.terms, local.raised, local.lowered) == ({}, frozenset(), frozenset())


@pytest.mark.parametrize(("code", "days"), [("DT301", 20), ("DT402", 5)])
def test_guidance_may_repeat_the_term_of_the_law(tmp_path: Path, code: str, days: int) -> None:
    config = config_of(tmp_path, GUIDED + f"  thoi_han: {{{code}: {days}}}\n")
    assert codes_and_lines(config) == []
    (provision,) = CATALOGUE[code].rests_on[:1]
    day = date(2024, 11, 10)
    assert Law(config.local).on(provision, day) is Law().on(provision, day)


def test_a_tightened_term_is_cited_by_its_document_alone(tmp_path: Path) -> None:
    version = Law(config_of(tmp_path, GUIDED + "  thoi_han: {DT301: 25}\n").local).on(CATALOGUE["DT301"].rests_on[0], date(2024, 11, 10))
    assert version is not None
    assert (version.value, version.citation, version.grade) == (25, "Hướng dẫn của Huyện ủy số 12-HD/HU ngày 01/09/2024", "B")


@pytest.mark.parametrize("key", ["van_ban", "so", "ngay"])
def test_guidance_without_its_document_is_none(tmp_path: Path, key: str) -> None:
    text = "".join(line + "\n" for line in GUIDED.splitlines() if f"  {key}:" not in line)
    config = config_of(tmp_path, text + "  nang_thanh_loi: DT306\n")
    assert [d.code for d in config.diagnostics] == ["DT008"]
    assert config.local == ()


def findings(tmp_path: Path, guidance: str, changes: dict[str, object]) -> list[tuple[str, str, str | None]]:
    (tmp_path / "dantin.yaml").write_text(guidance, "utf-8")
    (tmp_path / "ho-so.yaml").write_bytes(as_yaml(edited(Edit(changes), plain())))
    files = list(find_files(tmp_path))
    configs = find_configs(files)
    return [
        (d.code, d.severity.value, d.citation) for d in gather(run(files, AS_OF, configs=configs), configs, whole=[tmp_path]).diagnostics
    ]


BY_HANDS = {
    **{"bau_cu[0].hinh_thuc": "giơ tay", "bau_cu[0].ung_cu[0].so_phieu": 198, "bau_cu[0].ung_cu[1].so_phieu": 57},
    **{f"bau_cu[0].{field}": "" for field in ("phat_ra", "thu_ve", "hop_le", "khong_hop_le")},
}


def test_a_warning_raised_to_an_error(tmp_path: Path) -> None:
    ((code, severity, cited),) = findings(tmp_path, GUIDED + "  nang_thanh_loi: DT306\n", BY_HANDS)
    assert (code, severity) == ("DT306", "error")
    assert cited is not None
    assert "Hướng dẫn của Huyện ủy số 12-HD/HU ngày 01/09/2024" in cited
    later = GUIDED.replace("01/09/2024", "11/11/2024")
    assert [severity for _, severity, _ in findings(tmp_path, later + "  nang_thanh_loi: DT306\n", BY_HANDS)] == ["warning"]


def test_a_rule_of_the_model_lowered_to_a_warning(tmp_path: Path) -> None:
    late = {"moc[10].ngay": "18/11/2024", "van_ban[5].ngay_ky": "18/11/2024"}
    assert [found[:2] for found in findings(tmp_path, "ten: Mẫu\n", late)] == [("DT501", "error")]
    assert [found[:2] for found in findings(tmp_path, GUIDED + "  ha_thanh_canh_bao: DT501\n", late)] == [("DT501", "warning")]


@pytest.mark.parametrize(("days", "wanted"), [(26, []), (27, ["DT301"])])
def test_a_term_tightened(tmp_path: Path, days: int, wanted: list[str]) -> None:
    """The decision of the clean example is dated 26 days before the vote; the law asks for 20."""
    found = findings(tmp_path, GUIDED + f"  thoi_han: {{DT301: {days}}}\n", {})
    assert [code for code, _, _ in found] == wanted
    assert all("12-HD/HU" in (cited or "") for _, _, cited in found)


# --- One law for rules, screens and papers ----------------------------------------------------------------------------

DOCUMENT = "Hướng dẫn của Huyện ủy số 12-HD/HU ngày 01/09/2024"
PLANNED_VOTE = {"chuc_danh": "trưởng khu phố", "lan": 1, "ngay": "10/11/2024", "cach_thuc": "cuộc họp", "dia_diem": "Nhà văn hóa khu phố 4"}
PLANNED = {"bau_cu": [PLANNED_VOTE], "ket_qua": [], "cuoc_hop": [], "van_ban": []}
OLD = {
    **{"don_vi.nhiem_ky_truong": "2017-2019", "cuoc_hop": [], "van_ban": [], "la_phieu": []},
    **{"bau_cu[0].ngay": "05/05/2019", "bau_cu[0].ung_cu[0].so_phieu": 128, "bau_cu[0].ung_cu[1].so_phieu": 127},
    "bau_cu[0].trung_cu": "",
}


def seen(tmp_path: Path, guidance: str, day: str, changes: dict[str, object]) -> dict[str, str]:
    """The example as it stood on a day, with changes, in a district of that guidance: what every output says, by its name."""
    as_of, folder = day_of(day), tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    (folder / "dantin.yaml").write_text("ten: Huyện mẫu\n" + guidance, "utf-8")
    (folder / "ho-so.yaml").write_bytes(as_yaml(edited(Edit(changes), cut(plain(), as_of))))
    files = list(find_files(folder))
    configs = find_configs(files)
    report = gather(run(files, as_of, configs=configs, keep_cases=True), configs, whole=[folder])
    assert not report.faults
    (hamlet,) = report.hamlets
    assert hamlet.case is not None
    screen = io.StringIO()
    terminal.tally(Console(file=screen, soft_wrap=True, markup=False), report.hamlets, [])
    (plan,) = make_papers(hamlet.case, report.diagnostics, [BY_NAME["ke-hoach-bau-cu"]], ahead=True, draft=True)
    told = [f"{d.code} {d.message} ({d.citation})" for d in report.diagnostics]
    document = "".join(pieces(validation(report))).replace("\n", "")
    answer = {"message": "\n".join(told), "json": document, "screen": screen.getvalue()}
    if plan.data is not None:
        answer["plan"] = "\n".join(text_of(plan.data))
    else:
        assert plan.absent.startswith("chưa có ngày bầu"), (plan.absent, plan.faults)
    return answer


class Tightened(NamedTuple):
    """A term that guidance tightens, a dossier that it bears on, and the day that must then stand in each output that tells it."""

    code: str
    days: int
    day: str
    changes: dict[str, object]
    due: str
    outputs: tuple[str, ...]


SENT_LATE = {"moc[8].ngay": "15/11/2024", "moc[9].ngay": "15/11/2024", "moc[10].ngay": "15/11/2024"}
ANNOUNCED = {"moc[+]": {"buoc": "thông báo họp", "ngay": "07/11/2024"}}
TIGHTENED = [
    Tightened("DT301", 30, "08/10/2024", PLANNED, "11/10/2024", ("screen", "plan")),
    Tightened("DT301", 30, "20/12/2024", {}, "11/10/2024", ("message", "json", "plan")),
    Tightened("DT302", 25, "15/10/2024", PLANNED, "16/10/2024", ("screen", "plan")),
    Tightened("DT302", 25, "20/12/2024", {}, "16/10/2024", ("message", "json", "plan")),
    Tightened("DT303", 17, "24/10/2024", PLANNED, "24/10/2024", ("screen", "plan")),
    Tightened("DT303", 17, "20/12/2024", {}, "24/10/2024", ("message", "json", "plan")),
    Tightened("DT304", 10, "25/10/2024", PLANNED, "31/10/2024", ("screen", "plan")),
    Tightened("DT304", 10, "20/12/2024", {}, "31/10/2024", ("message", "json", "plan")),
    Tightened("DT213", 4, "20/12/2024", ANNOUNCED, "06/11/2024", ("message", "json", "plan")),
    Tightened("DT405", 2, "10/11/2024", {}, "12/11/2024", ("screen", "plan")),
    Tightened("DT405", 2, "20/12/2024", SENT_LATE, "12/11/2024", ("message", "json", "plan")),
    Tightened("DT402", 2, "11/11/2024", {}, "13/11/2024", ("screen",)),
    Tightened("DT402", 2, "10/11/2024", {}, "trong 02 ngày làm việc kể từ ngày nhận", ("screen",)),
    Tightened("DT402", 2, "08/10/2024", PLANNED, "19/11/2024", ("plan",)),
    Tightened("DT402", 2, "20/12/2024", {}, "13/11/2024", ("message", "json")),
    Tightened("DT518", 2, "17/11/2024", {}, "19/11/2024", ("screen",)),
    Tightened("DT518", 2, "20/12/2024", {}, "19/11/2024", ("message", "json")),
    Tightened("DT518", 2, "15/12/2024", {"moc[13]": None, "moc[12]": None}, "10/12/2024", ("message", "json")),
    Tightened("DT519", 7, "20/11/2024", {}, "29/11/2024", ("screen",)),
    Tightened("DT519", 7, "20/12/2024", {}, "29/11/2024", ("message", "json")),
    Tightened("DT519", 7, "02/12/2024", {"moc[13]": None}, "29/11/2024", ("message", "json")),
    Tightened(
        "DT407", 30, "20/12/2024", {"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "10/09/2024"}, "10/10/2024", ("message", "json")
    ),
]


@pytest.mark.parametrize("case", TIGHTENED, ids=lambda case: f"{case.code} {'+'.join(case.outputs)} {case.day}")
def test_a_term_tightened_holds_on_every_output(tmp_path: Path, case: Tightened) -> None:
    national = seen(tmp_path, "", case.day, case.changes)
    guided = seen(tmp_path, GUIDED + f"  thoi_han: {{{case.code}: {case.days}}}\n", case.day, case.changes)
    for output in case.outputs:
        (line,) = [line for line in guided[output].splitlines() if case.due in line and DOCUMENT in line][:1]
        assert line not in national[output].splitlines()
    assert not any(DOCUMENT in text for text in national.values())


def test_who_elects_again_before_the_law_does_so_in_the_time_that_guidance_gives(tmp_path: Path) -> None:
    """The vote again within 15 days of the first was law until 2023: on the screen, in the plan, in the message about a later one."""
    guidance = GUIDED.replace("01/09/2024", "01/01/2019") + "  thoi_han: {DT316: 10}\n"
    second = {"chuc_danh": "trưởng khu phố", "lan": 2, "ngay": "18/05/2019", "cach_thuc": "cuộc họp"}
    for changes, outputs in ((OLD, ("screen", "plan")), ({**OLD, "bau_cu[1]": second}, ("message", "json", "plan"))):
        told = seen(tmp_path, guidance, "20/12/2024", changes)
        for output in outputs:
            assert any("15/05/2019" in line and "12-HD/HU ngày 01/01/2019" in line for line in told[output].splitlines()), output


def test_no_provision_is_asked_but_through_the_law_of_the_case() -> None:
    """A provision asked by itself would answer with the national term where the district has tightened it."""
    asked = {
        path.relative_to(ROOT).as_posix(): found
        for path in (ROOT / "dantin").rglob("*.py")
        if path.name not in ("law.py", "provision.py") and (found := path.read_text("utf-8").count(".national("))
    }
    assert asked == {"dantin/readers/guidance.py": 1}


def test_every_term_that_guidance_may_tighten_is_tried() -> None:
    tightened = {code for code, rule in CATALOGUE.items() if any(provision.tighter for provision in rule.rests_on)}
    assert tightened == {case.code for case in TIGHTENED} | {"DT316"}


@pytest.mark.parametrize(
    ("guidance", "wanted"),
    [("", "DT003 warning"), ("  nang_thanh_loi: DT003\n", "DT003 error"), ("  nang_thanh_loi: DT007\n", "DT003 warning")],
)
def test_what_reading_finds_is_as_severe_as_guidance_says(tmp_path: Path, guidance: str, wanted: str) -> None:
    found = findings(tmp_path, (GUIDED if guidance else "ten: Mẫu\n") + guidance, {"don_vi.la": "x"})
    assert [f"{code} {severity}" for code, severity, _ in found] == [wanted]


@pytest.mark.parametrize(
    ("changes", "lowers"), [({"moc[10].ngay": ""}, "DT401"), ({"moc[10].ngay": "25/12/2030"}, "DT501")], ids=["none", "later"]
)
def test_the_gate_is_no_stricter_than_the_rule_that_guidance_lowers(changes: dict[str, object], lowers: str) -> None:
    """The papers that introduce or elect the secretary before the head is recognised: refused, unless the district treats that mildly."""
    for lowered, opens in (("", False), ("DT401", lowers == "DT401"), ("DT501", lowers == "DT501")):
        in_force = Law((Guidance(Instrument("12-HD/HU", ""), date(2024, 9, 1), lowered=frozenset({lowered})),))
        case = count_dossier(read_as("yaml", edited(Edit(changes), plain())).dossiers[0].dossier, AS_OF, in_force)
        assert (out_of_order(BY_NAME["phieu-bau-bi-thu"], case) is None) == opens, lowered
