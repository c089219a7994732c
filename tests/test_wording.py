"""How findings are worded: the head by the title of the hamlet, numbers of the law with two digits, no full stop at the end."""

import re
from typing import Any

import pytest

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin.diagnostic import Diagnostic
from dantin.model import Unit
from dantin.readers.dossier.fields import BY_SLUG
from dantin.rule import Edit, rules
from dantin.wording import cluster_name, titled
from tests.editing import check, edited, plain, read_as
from tests.test_rules import found_in

CLEAN = plain()
BY_CODE = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
KINDS = {"khu phố": "trưởng khu phố", "thôn": "trưởng thôn", "tổ dân phố": "tổ trưởng tổ dân phố", "bản": "trưởng bản"}
_QUOTED = re.compile("“[^”]*”")
_SHORT_TERM = re.compile(r"(?<![\d/])[1-9] (?:ngày|tháng|tuổi)\b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("công nhận kết quả bầu trưởng ấp", "công nhận kết quả bầu tổ trưởng tổ dân phố"),
        ("Trưởng ấp lâm thời", "Tổ trưởng tổ dân phố lâm thời"),
        ("ghi “Trưởng ấp đương nhiệm”, “Nhiệm kỳ trưởng ấp” của trưởng ấp", None),
        ("một dấu “ chưa đóng, trưởng ấp", "một dấu “ chưa đóng, tổ trưởng tổ dân phố"),
        ("không nói đến ai", "không nói đến ai"),
    ],
)
def test_a_head_is_called_as_the_hamlet_calls_it(text: str, said: str | None) -> None:
    wanted = said or "ghi “Trưởng ấp đương nhiệm”, “Nhiệm kỳ trưởng ấp” của tổ trưởng tổ dân phố"
    assert titled(text, Unit(0, kind="tổ dân phố")) == wanted
    assert titled(text, Unit(0, kind="ấp")) == titled(text, Unit(0)) == text


def words_of(found: Diagnostic) -> tuple[str, str, str]:
    return found.message, found.hint, found.hint_district


def found_on(changes: dict[str, Any], kind: str) -> list[Diagnostic]:
    return check(read_as("yaml", edited(Edit({**changes, "don_vi.loai": kind}), CLEAN))).diagnostics


# Every example of every rule: two kinds tell as much as all of them.
@pytest.mark.parametrize("kind", ["tổ dân phố", "thôn"])
def test_every_finding_gives_the_head_the_title_of_the_hamlet(kind: str) -> None:
    """Every example that is an edit of the clean dossier, in a hamlet of each kind."""
    others = [title for title in (*KINDS.values(), "trưởng ấp") if title not in KINDS[kind]]
    named = 0
    edits = [example.changes for rule in rules() for example in rule.wrong if isinstance(example, Edit)]
    for changes in edits:
        if "don_vi.loai" in changes:
            continue
        for found in found_on(dict(changes), kind):
            for text in words_of(found):
                bare = _QUOTED.sub("", text)
                named += KINDS[kind] in bare
                assert not [title for title in others if title in bare.replace(KINDS[kind], "")], (found.code, text)
    assert named > 10


def test_a_finding_of_reading_gives_it_too() -> None:
    (found,) = check(
        read_as("yaml", {**CLEAN, "ket_qua": [{"chuc_danh": "trưởng khu phố", "lan": 3, "ho_ten": "Lê Văn A", "so_phieu": 1}]})
    ).diagnostics[:1]
    assert "lượt bầu trưởng khu phố lần 3" in found.message


@pytest.mark.parametrize("title", ["trưởng khu phố", "trưởng bản", "trưởng xóm", "tổ trưởng tổ dân phố"])
def test_what_findings_call_the_steps_can_be_typed(title: str) -> None:
    steps, models = BY_SLUG["moc"].by_slug["buoc"].lookup, BY_SLUG["don_vi"].by_slug["mo_hinh"].lookup
    events = BY_SLUG["cuoc_hop"].by_slug["cuoc"].lookup
    from dantin.vietnamese import fold

    for text in (f"công nhận {title}", f"cho thôi {title}", f"cử {title} lâm thời"):
        assert fold(text) in steps
    assert fold(f"bí thư là {title}") in models
    assert fold(title) in events


@BY_CODE
def test_no_message_ends_in_a_full_stop_every_hint_does_and_numbers_laid_down_by_law_have_two_digits(rule: Any) -> None:
    """ "07 ngày", as the acts write it; dates and what was counted are written as they are."""
    assert not rule.message.endswith(".")
    found, _place = found_in(rule.wrong[0], "yaml")
    assert found
    for one in found:
        assert not one.message.rstrip().endswith("."), one.message
        assert one.hint.endswith((".", "?")), one.hint
        assert one.hint_district.endswith("."), one.hint_district
    texts = [rule.title, rule.why, *(text for one in found for text in words_of(one)), *(provision.title for provision in rule.rests_on)]
    assert [text for text in texts if _SHORT_TERM.search(text)] == []


def test_nor_one_that_offers_nothing() -> None:
    (found,) = check(read_as("yaml", {**CLEAN, "zzzz": [{"a": "1"}]})).diagnostics
    assert found.code == "DT003"
    assert not found.message.endswith(".")


@pytest.mark.parametrize(("voted", "says"), [(True, "không hiệp thương bù"), (False, "dừng lại")])
def test_what_to_do_without_hiep_thuong_depends_on_the_vote(voted: bool, says: str) -> None:
    kept = {**CLEAN, "cuoc_hop": [], "moc": CLEAN["moc"][:2] + CLEAN["moc"][3:8]}
    if not voted:
        kept |= {"bau_cu": [], "la_phieu": [], "ho_gia_dinh": [], "don_vi": {**CLEAN["don_vi"], "dai_hoi_diem": ""}}
        kept["dang_vien"] = [{**row, "co_mat": ""} for row in CLEAN["dang_vien"]]
    (hint,) = {d.hint for d in check(read_as("yaml", kept)).diagnostics if d.code == "DT203"}
    assert says in hint


@pytest.mark.parametrize(
    ("cluster", "called"), [("2", "cụm 2"), ("Cụm Bàu Cá", "Cụm Bàu Cá"), ("Bàu Cá", "cụm Bàu Cá"), ("", "cụm chưa ghi tên")]
)
def test_a_cluster_is_called_by_its_name_or_as_one_without(cluster: str, called: str) -> None:
    assert cluster_name(cluster) == called
