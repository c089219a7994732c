"""A district's official list of hamlets, and its local guidance, which may tighten and never loosens."""

from pathlib import Path

import pytest

from dantin.batch import find_files, gather, run
from dantin.readers.config import Config, find_configs
from dantin.rule import Edit
from tests.conftest import AS_OF
from tests.editing import as_yaml, edited, plain
from tests.sheets import workbook
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
