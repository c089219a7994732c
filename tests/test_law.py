"""dantin.law and dantin.provision: versions in force on a day, nothing cited beyond domain.md. The tables are written by hand from it."""

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantin import law
from dantin.provision import NATIONAL, Area, AtLeast, Instrument, MoreThan, NotChecked, Provision, Version

PROVISIONS: dict[str, Provision[Any]] = {name: value for name, value in vars(law).items() if isinstance(value, Provision)}
INSTRUMENTS: dict[str, Instrument] = {name: value for name, value in vars(law).items() if isinstance(value, Instrument)}
VERSIONS = [(name, version) for name, provision in PROVISIONS.items() for version in provision.versions]
DAY = timedelta(days=1)
OLD, LAW = date(2008, 4, 17), date(2023, 7, 1)


def ids(value: object) -> str | None:
    return str(value.since) if isinstance(value, Version) else value if isinstance(value, str) else None


# --- Provisions through time --------------------------------------------------------------------------------------


def test_every_provision_is_told() -> None:
    told = list(law.provisions())
    assert told == list(PROVISIONS.values())
    assert len(told) > 20
    titles = [provision.title for provision in told]
    assert len(set(titles)) == len(titles)
    assert all(title.strip() for title in titles)


@pytest.mark.parametrize(("name", "version"), VERSIONS, ids=ids)
def test_a_version_is_in_force_from_its_day_and_not_before(name: str, version: Version[Any]) -> None:
    provision = PROVISIONS[name]
    place = provision.versions.index(version)
    before = provision.versions[place - 1] if place else None
    assert NATIONAL.on(provision, version.since) == version
    if version.since > law.ALWAYS:
        assert NATIONAL.on(provision, version.since - DAY) == before
    else:
        assert place == 0
    if place + 1 == len(provision.versions):
        last = provision.until or date.max
        assert (NATIONAL.on(provision, last), last >= version.since) == (version, True)
        assert provision.until is None or NATIONAL.on(provision, provision.until + DAY) is None


@pytest.mark.parametrize(("name", "version"), VERSIONS, ids=ids)
def test_every_version_is_cited_and_graded(name: str, version: Version[Any]) -> None:
    assert version.grade in ("A", "B")
    assert version.instrument in INSTRUMENTS.values()
    assert version.citation == f"{version.article} {version.instrument.short}".strip()
    assert version.instrument.short
    assert version.instrument.title
    if version.instrument.in_force is not None:
        assert version.since >= version.instrument.in_force, name


def test_no_other_version_follows_on_the_way() -> None:
    """`on` gives the newest, not the first, that has begun."""
    one = Instrument("Một", "Văn bản một")
    provision = Provision("thử", tuple(Version(date(2020 + i, 1, 1), i, one, "", "B") for i in range(4)), until=date(2024, 6, 30))
    values = [(v.value if (v := NATIONAL.on(provision, date(year, 7, 1))) else None) for year in range(2019, 2026)]
    assert values == [None, 0, 1, 2, 3, None, None]
    assert NATIONAL.on(provision, date(2024, 6, 30)) == provision.versions[-1]


@pytest.mark.parametrize(
    "days",
    [
        [],
        [date(2023, 7, 1), date(2008, 4, 17)],
        [date(2023, 7, 1), date(2023, 7, 1)],
        [date(2008, 4, 17), date(2024, 1, 1), date(2023, 7, 1)],
    ],
    ids=["none", "backwards", "one day twice", "the last too early"],
)
def test_disordered_versions_are_refused(days: list[date]) -> None:
    versions = tuple(Version(day, None, law.LUAT_10_2022, "Điều 21 khoản 1", "A") for day in days)
    with pytest.raises(ValueError, match="thử thứ tự"):
        Provision("thử thứ tự", versions)


# --- What is in force when ----------------------------------------------------------------------------------------

NQLT, LUAT, ND = "Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN", "Luật 10/2022/QH15", "Nghị định 59/2023/NĐ-CP"
Q244, Q190 = "Quy chế bầu cử trong Đảng (Quyết định 244-QĐ/TW)", "Quy chế bầu cử trong Đảng (Quyết định 190-QĐ/TW)"
CHARTER, ANSWER = "Điều lệ Đảng", "văn bản trả lời đã công bố về số phiếu thu về nhiều hơn số phiếu phát ra"
BEFORE_LAW, BEFORE_DECREE, DECREE = date(2023, 6, 30), date(2023, 8, 14), date(2023, 8, 15)
OLD_RULES, NEW_RULES = date(2024, 10, 9), date(2024, 10, 10)
Q24, Q294 = "Quy định 24-QĐ/TW (30/7/2021)", "Quy định 294-QĐ/TW"
HALF, TWO_THIRDS = MoreThan(Fraction(1, 2)), AtLeast(Fraction(2, 3))


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("HEAD_QUORUM", BEFORE_LAW, (HALF, f"Điều 8 khoản 1 {NQLT}", "A")),
        ("HEAD_QUORUM", LAW, (HALF, f"Điều 19 khoản 1 điểm b {LUAT}", "A")),
        ("HEAD_QUORUM", BEFORE_DECREE, (HALF, f"Điều 19 khoản 1 điểm b {LUAT}", "A")),
        ("HEAD_QUORUM", DECREE, (HALF, f"Điều 4 khoản 1 điểm b {ND}", "A")),
        ("HEAD_MAJORITY", date(2008, 4, 16), None),
        ("HEAD_MAJORITY", BEFORE_LAW, (HALF, f"Điều 8 {NQLT}", "A")),
        ("HEAD_MAJORITY", LAW, (HALF, f"Điều 21 khoản 1 {LUAT}", "A")),
        ("HEAD_VOTE_AGAIN_DAYS", BEFORE_LAW, (15, NQLT, "A")),
        ("HEAD_VOTE_AGAIN_DAYS", LAW, None),
        ("HEAD_NOT_REACHED", BEFORE_DECREE, None),
        ("HEAD_NOT_REACHED", DECREE, (None, f"Điều 3 khoản 5 điểm d {ND}", "A")),
        ("HEAD_AT_MEETING", BEFORE_LAW, None),
        ("HEAD_AT_MEETING", DECREE, (None, f"Điều 17 khoản 2 {LUAT}", "A")),
        ("DISTRICT_LEVEL", date(2024, 11, 10), (None, "Luật 77/2015/QH13", "B")),
        ("DISTRICT_LEVEL", date(2025, 6, 30), (None, "Luật 65/2025/QH15", "B")),
        ("DISTRICT_LEVEL", date(2025, 7, 1), None),
        ("HEAD_BALLOTS_TO_HOUSEHOLDS", BEFORE_LAW, None),
        ("HEAD_BALLOTS_TO_HOUSEHOLDS", LAW, (None, f"Điều 15 khoản 4, Điều 17 khoản 2, Điều 19 khoản 1 điểm b {LUAT}", "A")),
        ("HEAD_BALLOTS_TO_HOUSEHOLDS", DECREE, (None, f"Điều 4 khoản 1 điểm b {ND}", "A")),
        ("HEAD_CANDIDATES", DECREE, (None, f"Điều 3 khoản 5 điểm b {ND}", "A")),
        ("HEAD_MINUTES", DECREE, (None, f"Mẫu số 02 {ND}", "A")),
        ("HEAD_RESULT_SENT_DAYS", BEFORE_LAW, None),
        ("HEAD_RESULT_SENT_DAYS", BEFORE_DECREE, (5, f"Điều 20 khoản 3 {LUAT}", "A")),
        ("HEAD_RESULT_SENT_DAYS", DECREE, (5, f"Điều 3 khoản 5 điểm d {ND}", "A")),
        ("HEAD_TAKEN_RESULT_SENT_DAYS", BEFORE_DECREE, (5, f"Điều 20 khoản 3 {LUAT}", "A")),
        ("HEAD_TAKEN_RESULT_SENT_DAYS", DECREE, (5, f"Điều 4 khoản 7 {ND}", "A")),
        ("HEAD_BY_VOTERS", BEFORE_LAW, (None, NQLT, "A")),
        ("HEAD_BY_VOTERS", LAW, None),
        ("HEAD_RECOGNITION_DAYS", BEFORE_LAW, None),
        ("HEAD_RECOGNITION_DAYS", LAW, (5, f"Điều 21 khoản 2 {LUAT}", "A")),
        ("CONGRESS_QUORUM", OLD_RULES, (TWO_THIRDS, f"Điều 11 {CHARTER}", "B")),
        ("CONGRESS_QUORUM", NEW_RULES, (TWO_THIRDS, f"Điều 11 {CHARTER}", "B")),
        ("CONGRESS_MAJORITY", date(2014, 6, 8), None),
        ("CONGRESS_MAJORITY", OLD_RULES, (HALF, f"Điều 32 khoản 2 {Q244}", "A")),
        ("CONGRESS_MAJORITY", NEW_RULES, (HALF, f"Điều 30 {Q190}", "A")),
        ("CONGRESS_BALLOT", OLD_RULES, (None, f"Điều 17 {Q244}", "A")),
        ("CONGRESS_BALLOT", NEW_RULES, (None, f"Điều 15 {Q190}", "A")),
        ("CONGRESS_LIST", OLD_RULES, (None, Q244, "B")),
        ("CONGRESS_LIST", NEW_RULES, (None, f"Điều 14 {Q190}", "A")),
        ("CONGRESS_RESULTS", OLD_RULES, (None, f"Điều 32 {Q244}", "A")),
        ("CONGRESS_RESULTS", NEW_RULES, (None, f"Điều 30 {Q190}", "A")),
        ("CONGRESS_TIE", NEW_RULES, (None, Q190, "B")),
        ("COMMITTEE_FROM", NEW_RULES, (9, f"Điều 24 khoản 4 {CHARTER}", "A")),
        ("CONGRESS_REPORT_DAYS", NEW_RULES, (7, f"Điều 2 {Q190}", "A")),
        ("CONGRESS_APPROVAL_DAYS", date(2025, 1, 19), (15, f"mục 16.1 {Q24}", "A")),
        ("CONGRESS_APPROVAL_DAYS", date(2025, 1, 20), (15, f"mục 16.1 {Q24}", "B")),
        ("APPOINTED_SECRETARY", date(2021, 7, 29), (3, "mục 22 Quy định 29-QĐ/TW (2016)", "A")),
        ("APPOINTED_SECRETARY", NEW_RULES, (3, f"mục 22 {Q24}", "A")),
        ("IDENTITY_NUMBER", date(1999, 12, 31), (None, "Điều 13 Nghị định 137/2015/NĐ-CP", "A")),
        ("IDENTITY_NUMBER", date(2024, 6, 30), (None, "Điều 13 Nghị định 137/2015/NĐ-CP", "A")),
        ("IDENTITY_NUMBER", NEW_RULES, (None, "Nghị định 70/2024/NĐ-CP", "B")),
        ("IDENTITY_PROVINCE", NEW_RULES, (None, "Thông tư 07/2016/TT-BCA", "A")),
        ("BALLOT_BOX", NEW_RULES, (None, ANSWER, "A")),
        ("HEAD_BALLOT_BOX", DECREE, (None, ANSWER, "B")),
    ],
)
def test_what_is_in_force_on_a_day(name: str, day: date, expected: tuple[object, str, str] | None) -> None:
    version = NATIONAL.on(PROVISIONS[name], day)
    assert (version and (version.value, version.citation, version.grade)) == expected


# The law once more, every version of every provision: since when, what, by which instrument and article, with which grade.
_ALWAYS = "0001-01-01"
STATED: dict[str, list[tuple[str, object, str, str, str]]] = {
    "HEAD_QUORUM": [
        ("2008-04-17", HALF, "NQLT_09_2008", "Điều 8 khoản 1", "A"),
        ("2023-07-01", HALF, "LUAT_10_2022", "Điều 19 khoản 1 điểm b", "A"),
        ("2023-08-15", HALF, "ND_59_2023", "Điều 4 khoản 1 điểm b", "A"),
    ],
    "HEAD_MAJORITY": [("2008-04-17", HALF, "NQLT_09_2008", "Điều 8", "A"), ("2023-07-01", HALF, "LUAT_10_2022", "Điều 21 khoản 1", "A")],
    "HEAD_VOTE_AGAIN_DAYS": [("2008-04-17", 15, "NQLT_09_2008", "", "A")],
    "HEAD_BY_VOTERS": [("2008-04-17", None, "NQLT_09_2008", "", "A")],
    "HEAD_NOT_REACHED": [("2023-08-15", None, "ND_59_2023", "Điều 3 khoản 5 điểm d", "A")],
    "HEAD_RECOGNISED_OR_NOT": [
        ("2023-07-01", None, "LUAT_10_2022", "Điều 21 khoản 2", "A"),
        ("2023-08-15", None, "ND_59_2023", "Điều 8", "A"),
    ],
    "DISTRICT_LEVEL": [("0001-01-01", None, "LUAT_77_2015", "", "B"), ("2025-03-01", None, "LUAT_65_2025", "", "B")],
    "COMMUNE_COMMITTEE": [
        ("0001-01-01", None, "LUAT_77_2015", "", "B"),
        ("2019-11-22", None, "LUAT_47_2019", "", "B"),
        ("2025-03-01", None, "LUAT_65_2025", "", "B"),
        ("2025-06-16", None, "LUAT_72_2025", "", "B"),
    ],
    "HEAD_AT_MEETING": [("2023-07-01", None, "LUAT_10_2022", "Điều 17 khoản 2", "A")],
    "HEAD_BALLOTS_TO_HOUSEHOLDS": [
        ("2023-07-01", None, "LUAT_10_2022", "Điều 15 khoản 4, Điều 17 khoản 2, Điều 19 khoản 1 điểm b", "A"),
        ("2023-08-15", None, "ND_59_2023", "Điều 4 khoản 1 điểm b", "A"),
    ],
    "HEAD_CANDIDATES": [
        ("2008-04-17", None, "NQLT_09_2008", "", "B"),
        ("2023-07-01", None, "LUAT_10_2022", "", "B"),
        ("2023-08-15", None, "ND_59_2023", "Điều 3 khoản 5 điểm b", "A"),
    ],
    "HEAD_INVITATION": [("2023-08-15", None, "ND_59_2023", "Mẫu số 01", "A")],
    "HEAD_MINUTES": [
        ("2008-04-17", None, "NQLT_09_2008", "", "A"),
        ("2023-07-01", None, "LUAT_10_2022", "", "B"),
        ("2023-08-15", None, "ND_59_2023", "Mẫu số 02", "A"),
    ],
    "HEAD_TAKEN_MINUTES": [("2023-08-15", None, "ND_59_2023", "Mẫu số 04", "A")],
    "HEAD_MEETING_MINUTES": [("2023-08-15", None, "ND_59_2023", "Mẫu số 03", "A")],
    "HEAD_RESULT_SENT_DAYS": [
        ("2023-07-01", 5, "LUAT_10_2022", "Điều 20 khoản 3", "A"),
        ("2023-08-15", 5, "ND_59_2023", "Điều 3 khoản 5 điểm d", "A"),
    ],
    "HEAD_TAKEN_RESULT_SENT_DAYS": [
        ("2023-07-01", 5, "LUAT_10_2022", "Điều 20 khoản 3", "A"),
        ("2023-08-15", 5, "ND_59_2023", "Điều 4 khoản 7", "A"),
    ],
    "HEAD_RECOGNITION_DAYS": [("2023-07-01", 5, "LUAT_10_2022", "Điều 21 khoản 2", "A")],
    "HEAD_NOMINATION": [("2023-08-15", None, "ND_59_2023", "Điều 6 khoản 2", "A")],
    "HEAD_NOMINATION_MINUTES": [("2023-08-15", None, "ND_59_2023", "Mẫu số 05", "A")],
    "HEAD_CANDIDATES_LEAST": [("2023-08-15", 1, "ND_59_2023", "Điều 6 khoản 2", "A")],
    "HEAD_DECISION_DAYS": [("2023-08-15", 20, "ND_59_2023", "Điều 6 khoản 1 điểm a", "A")],
    "HEAD_LIST_DAYS": [("2023-08-15", 15, "ND_59_2023", "Điều 6 khoản 2", "A")],
    "HEAD_TEAM_DAYS": [("2023-08-15", 10, "ND_59_2023", "Điều 6 khoản 1 điểm b", "A")],
    "HEAD_NOTICE_DAYS": [("2023-08-15", 7, "ND_59_2023", "Điều 6 khoản 1 điểm b", "A")],
    "HEAD_AGE": [("2013-01-01", 21, "TT_04_2012", "Điều 11", "A"), ("2026-05-26", 21, "ND_185_2026", "Điều 7", "B")],
    "HEAD_RESIDENT": [
        ("2013-01-01", Area.HAMLET, "TT_04_2012", "Điều 11", "A"),
        ("2026-05-26", Area.COMMUNE, "ND_185_2026", "Điều 7", "B"),
    ],
    "HEAD_TERM": [("2013-01-01", (30, 60), "TT_04_2012", "", "A"), ("2026-05-26", (60,), "ND_185_2026", "Điều 4 khoản 3", "B")],
    "HAMLET_KINDS": [("2025-06-23", None, "CV_4168_2025", "", "A"), ("2026-05-26", None, "ND_185_2026", "", "B")],
    "HEAD_TEAM": [("2023-07-01", None, "LUAT_10_2022", "", "B"), ("2023-08-15", None, "ND_59_2023", "Điều 6 khoản 1 điểm b", "A")],
    "HEAD_COUNTED_BY_OTHERS": [("2023-07-01", None, "LUAT_10_2022", "", "B"), ("2023-08-15", None, "ND_59_2023", "", "B")],
    "HEAD_WITNESSED_BY_OTHERS": [
        ("2008-04-17", None, "NQLT_09_2008", "", "A"),
        ("2023-07-01", None, "LUAT_10_2022", "", "B"),
        ("2023-08-15", None, "ND_59_2023", "", "B"),
    ],
    "HEAD_TEAM_LEADER": [("2023-08-15", None, "ND_59_2023", "Điều 6 khoản 1 điểm b", "A")],
    "HEAD_COUNTING_TEAM": [("2023-08-15", (3, 5), "ND_59_2023", "Điều 3 khoản 5 điểm c", "A")],
    "HEAD_WITNESSES": [("2023-08-15", 2, "ND_59_2023", "Điều 3 khoản 5 điểm c", "A")],
    "HEAD_ANNOUNCED_DAYS": [("2023-08-15", 2, "ND_59_2023", "Điều 3 khoản 3", "A")],
    "HEAD_TAKEN_PUBLIC_DAYS": [
        ("2023-07-01", 2, "LUAT_10_2022", "Điều 19 khoản 2", "A"),
        ("2023-08-15", 2, "ND_59_2023", "Điều 4 khoản 4", "A"),
    ],
    "HEAD_TAKEN_TEAM": [
        ("2023-07-01", (3, 5), "LUAT_10_2022", "Điều 19 khoản 2", "A"),
        ("2023-08-15", (3, 5), "ND_59_2023", "Điều 4 khoản 3", "A"),
    ],
    "HEAD_TAKEN_TEAM_LEADER": [("2023-08-15", None, "ND_59_2023", "Điều 4 khoản 3", "A")],
    "HEAD_TAKEN_PLAN": [
        ("2023-07-01", None, "LUAT_10_2022", "Điều 19 khoản 2", "A"),
        ("2023-08-15", None, "ND_59_2023", "Điều 4 khoản 2", "A"),
    ],
    "HEAD_TAKEN_PLAN_SENT_DAYS": [("2023-08-15", 2, "ND_59_2023", "Điều 4 khoản 2", "A")],
    "HEAD_TAKEN_BALLOT": [("2023-08-15", None, "ND_59_2023", "Điều 4 khoản 5", "A")],
    "HEAD_CLUSTERS": [("2023-07-01", 200, "LUAT_10_2022", "Điều 18 khoản 3", "A")],
    "HEAD_CLUSTER_PLAN": [("2023-08-15", None, "ND_59_2023", "Điều 3 khoản 6", "A")],
    "HEAD_DECISION_CONTENT": [("2023-07-01", 2, "LUAT_10_2022", "Điều 20 khoản 2", "A")],
    "HEAD_MINUTES_COPIES": [("2023-08-15", 3, "ND_59_2023", "Điều 3 khoản 5 điểm c", "A")],
    "HEAD_DISMISSAL": [("2023-08-15", None, "ND_59_2023", "Điều 3 khoản 1 điểm c, Điều 9", "A")],
    "HEAD_DISMISSAL_ASKED": [("2023-08-15", AtLeast(Fraction(1, 2)), "ND_59_2023", "Điều 9 khoản 1 điểm b", "A")],
    "HEAD_DISMISSAL_MAJORITY": [("2023-07-01", HALF, "LUAT_10_2022", "Điều 21 khoản 1", "A")],
    "HEAD_DISMISSAL_RECOGNITION_DAYS": [
        ("2023-07-01", 5, "LUAT_10_2022", "Điều 21 khoản 2", "A"),
        ("2023-08-15", 5, "ND_59_2023", "Điều 9 khoản 3", "A"),
    ],
    "HEAD_VACANCY_DAYS": [("2023-08-15", 60, "ND_59_2023", "Điều 9 khoản 3", "A")],
    "HEAD_ACTING": [("2023-08-15", None, "ND_59_2023", "Điều 9 khoản 3", "A")],
    "HEAD_ACTING_MONTHS": [("2026-05-26", 6, "ND_185_2026", "Điều 4 khoản 2", "B")],
    "HEAD_IN_OFFICE": [("2008-04-17", None, "NQLT_09_2008", "", "B"), ("2023-07-01", None, "LUAT_10_2022", "Điều 21 khoản 2", "A")],
    "HOUSEHOLD_REPRESENTED": [("2008-04-17", 1, "NQLT_09_2008", "", "B"), ("2023-07-01", 1, "LUAT_10_2022", "Điều 19 khoản 3", "B")],
    "HOUSEHOLD_ADULT": [("2008-04-17", 18, "NQLT_09_2008", "", "B"), ("2023-07-01", 18, "LUAT_10_2022", "Điều 18 khoản 2", "A")],
    "PROBATION_MONTHS": [("1991-01-01", 12, "DIEU_LE_DANG_1991", "", "B"), ("2011-01-19", 12, "DIEU_LE_DANG", "Điều 5", "A")],
    "CELL_LEAST": [("2011-01-19", 3, "DIEU_LE_DANG", "Điều 24 khoản 1", "A")],
    "IDENTITY_NUMBER": [(_ALWAYS, None, "ND_137_2015", "Điều 13", "A"), ("2024-07-01", None, "ND_70_2024", "", "B")],
    "IDENTITY_PROVINCE": [(_ALWAYS, None, "TT_07_2016", "", "A")],
    "BALLOT_BOX": [(_ALWAYS, None, "ANSWER_BALLOT_BOX", "", "A")],
    "HEAD_BALLOT_BOX": [(_ALWAYS, None, "ANSWER_BALLOT_BOX", "", "B")],
    "CONGRESS_QUORUM": [("2011-01-19", TWO_THIRDS, "DIEU_LE_DANG", "Điều 11", "B")],
    "CONGRESS_MAJORITY": [("2014-06-09", HALF, "QC_244", "Điều 32 khoản 2", "A"), ("2024-10-10", HALF, "QC_190", "Điều 30", "A")],
    "CONGRESS_DEDUCTIONS": [
        ("2016-09-20", None, "HD_01_2016", "mục 13.2", "A"),
        ("2021-09-28", None, "HD_01_2021", "", "B"),
        ("2025-07-01", None, "HD_06_2025", "", "B"),
        ("2026-05-19", None, "HD_01_2026", "", "B"),
    ],
    "CONGRESS_TIE": [("2014-06-09", None, "QC_244", "", "B"), ("2024-10-10", None, "QC_190", "", "B")],
    "CONGRESS_FEWER": [("2014-06-09", None, "QC_244", "", "B"), ("2024-10-10", None, "QC_190", "", "B")],
    "CONGRESS_RESULTS": [("2014-06-09", None, "QC_244", "Điều 32", "A"), ("2024-10-10", None, "QC_190", "Điều 30", "A")],
    "CONGRESS_BALLOT": [("2014-06-09", None, "QC_244", "Điều 17", "A"), ("2024-10-10", None, "QC_190", "Điều 15", "A")],
    "HEAD_BALLOT": [
        ("2008-04-17", None, "NQLT_09_2008", "", "B"),
        ("2023-07-01", None, "LUAT_10_2022", "", "B"),
        ("2023-08-15", None, "ND_59_2023", "", "B"),
    ],
    "CONGRESS_LIST": [("2014-06-09", None, "QC_244", "", "B"), ("2024-10-10", None, "QC_190", "Điều 14", "A")],
    "COMMITTEE_FROM": [("2011-01-19", 9, "DIEU_LE_DANG", "Điều 24 khoản 4", "A")],
    "COMMITTEE_MOST": [
        ("2016-07-25", 7, "QD_29", "mục 22", "A"),
        ("2021-07-30", 7, "QD_24", "mục 22", "A"),
        ("2025-07-01", 7, "QD_294", "mục 22", "A"),
        ("2026-04-08", 7, "QD_20", "", "B"),
        ("2026-07-26", 7, "QD_208", "", "B"),
    ],
    "ONE_DEPUTY": [("2011-01-19", 1, "DIEU_LE_DANG", "Điều 24 khoản 4", "A")],
    "SEPARATE_BALLOTS": [("2014-06-09", None, "QC_244", "Điều 19 khoản 9", "A"), ("2024-10-10", None, "QC_190", "Điều 17", "B")],
    "CONGRESS_SECRET": [("2014-06-09", None, "QC_244", "Điều 3", "A"), ("2024-10-10", None, "QC_190", "Điều 3", "A")],
    "OFFICIAL_ONLY": [("2011-01-19", None, "DIEU_LE_DANG", "Điều 3", "A")],
    "TEMPORARY_NONE": [
        ("2014-06-09", None, "QC_244", "Điều 15 khoản 2", "A"),
        ("2024-10-10", None, "DIEU_LE_DANG", "Điều 3", "B"),
        ("2025-01-20", None, "QD_232", "mục 6.3.2", "A"),
        ("2025-07-01", None, "QD_294", "", "B"),
        ("2026-04-08", None, "QD_20", "", "B"),
        ("2026-07-26", None, "QD_208", "", "B"),
    ],
    "LIST_SURPLUS": [("2014-06-09", Fraction(3, 10), "QC_244", "", "B"), ("2024-10-10", Fraction(3, 10), "QC_190", "Điều 14", "A")],
    "CONGRESS_COUNTING_TEAM": [("2014-06-09", None, "QC_244", "", "B"), ("2024-10-10", None, "QC_190", "Điều 8 khoản 1", "A")],
    "CONGRESS_TERM_MONTHS": [
        ("2011-01-19", (30, 6), "DIEU_LE_DANG", "Điều 24 khoản 3", "A"),
        ("2025-07-01", (30, 6), "QD_294", "", "A"),
        ("2026-04-08", (30, 6), "QD_20", "", "B"),
        ("2026-07-26", (30, 6), "QD_208", "", "B"),
    ],
    "CONGRESS_REPORT_DAYS": [("2014-06-09", 7, "QC_244", "Điều 2", "A"), ("2024-10-10", 7, "QC_190", "Điều 2", "A")],
    "CONGRESS_APPROVED": [("2014-06-09", None, "QC_244", "Điều 2", "A"), ("2024-10-10", None, "QC_190", "Điều 2", "A")],
    "CONGRESS_APPROVAL_DAYS": [
        ("2021-07-30", 15, "QD_24", "mục 16.1", "A"),
        ("2025-01-20", 15, "QD_24", "mục 16.1", "B"),
        ("2026-04-08", 15, "QD_20", "", "B"),
        ("2026-07-26", 15, "QD_208", "", "B"),
    ],
    "APPOINTED_SECRETARY": [
        ("2016-07-25", 3, "QD_29", "mục 22", "A"),
        ("2021-07-30", 3, "QD_24", "mục 22", "A"),
        ("2025-07-01", 3, "QD_294", "mục 22", "A"),
        ("2026-04-08", 3, "QD_20", "", "B"),
        ("2026-07-26", 3, "QD_208", "", "B"),
    ],
    "MODEL_ORDER": [(_ALWAYS, None, "MODEL_DAN_TIN", "", "A")],
    "MODEL_NOMINEE": [(_ALWAYS, None, "MODEL_DAN_TIN", "", "A")],
    "MODEL_CONSULTATION": [(_ALWAYS, None, "MODEL_DAN_TIN", "", "A")],
    "MODEL_SECRET": [(_ALWAYS, None, "MODEL_DAN_TIN", "", "A")],
    "MODEL_SECRETARY": [(_ALWAYS, None, "MODEL_DAN_TIN", "", "A")],
    "MODEL_TARGET": [(_ALWAYS, None, "MODEL_DAN_TIN", "", "A")],
}
# Provisions that have ended, and the last day on which they held.
ENDED = {"HEAD_VOTE_AGAIN_DAYS": date(2023, 6, 30), "HEAD_BY_VOTERS": date(2023, 6, 30), "DISTRICT_LEVEL": date(2025, 6, 30)}
# Instruments that are not dated.
UNDATED = {"ANSWER_BALLOT_BOX", "DIEU_LE_DANG_1991", "MODEL_DAN_TIN", "TT_04_2012", "ND_137_2015", "TT_07_2016", "LUAT_77_2015"}
UNDATED |= {"LUAT_47_2019"}


def test_every_version_is_stated_twice() -> None:
    told = {
        name: [
            (str(v.since), v.value, next(k for k, i in INSTRUMENTS.items() if i is v.instrument), v.article, v.grade) for v in p.versions
        ]
        for name, p in PROVISIONS.items()
    }
    assert told == STATED
    assert {name: p.until for name, p in PROVISIONS.items() if p.until is not None} == ENDED
    assert {name for name, instrument in INSTRUMENTS.items() if instrument.in_force is None} == UNDATED


def test_appointment_of_a_secretary_cites_the_regulation_of_its_day() -> None:
    """294-QĐ/TW is in force from 2025-07-01, and its mục 22 says so too [A]."""
    version = NATIONAL.on(law.APPOINTED_SECRETARY, date(2025, 7, 1))
    assert version is not None
    assert (version.value, version.article, version.grade) == (3, "mục 22", "A")
    assert version.instrument.short.startswith(Q294)


@pytest.mark.parametrize(
    ("name", "in_force"),
    [
        ("NQLT_09_2008", date(2008, 4, 17)),
        ("LUAT_10_2022", date(2023, 7, 1)),
        ("ND_59_2023", date(2023, 8, 15)),
        ("QC_244", date(2014, 6, 9)),
        ("QC_190", date(2024, 10, 10)),
        ("DIEU_LE_DANG", date(2011, 1, 19)),
        ("QD_29", date(2016, 7, 25)),
        ("QD_24", date(2021, 7, 30)),
        ("QD_232", date(2025, 1, 20)),
        ("QD_294", date(2025, 7, 1)),
        ("HD_01_2016", date(2016, 9, 20)),
        ("HD_01_2021", date(2021, 9, 28)),
        ("HD_06_2025", date(2025, 6, 9)),
        ("HD_01_2026", date(2026, 5, 19)),
        ("QD_20", date(2026, 4, 8)),
        ("QD_208", date(2026, 7, 26)),
        ("ND_185_2026", date(2026, 5, 26)),
        ("ND_70_2024", date(2024, 7, 1)),
        ("LUAT_65_2025", date(2025, 3, 1)),
        ("LUAT_72_2025", date(2025, 6, 16)),
        ("CV_4168_2025", date(2025, 6, 23)),
    ],
)
def test_instruments_are_dated_as_domain_dates_them(name: str, in_force: date) -> None:
    assert INSTRUMENTS[name].in_force == in_force


def test_titles_and_short_citations_tell_the_instruments_apart() -> None:
    assert len({i.short for i in INSTRUMENTS.values()}) == len({i.title for i in INSTRUMENTS.values()}) == len(INSTRUMENTS)


# --- Nothing beyond what is known ---------------------------------------------------------------------------------

# What domain.md names, by instrument: the article, and the best grade it may be cited with. "" is a statement it gives without an article.
KNOWN: dict[str, dict[str, str]] = {
    "NQLT_09_2008": {"Điều 8": "A", "Điều 8 khoản 1": "A", "": "A"},
    "LUAT_10_2022": {
        **{"Điều 15 khoản 4": "A", "Điều 17 khoản 2": "A", "Điều 18 khoản 2": "A", "Điều 18 khoản 3": "A"},
        **{"Điều 19 khoản 1 điểm b": "A", "Điều 19 khoản 2": "A", "Điều 19 khoản 3": "B"},
        **{"Điều 20 khoản 2": "A", "Điều 20 khoản 3": "A", "Điều 21 khoản 1": "A", "Điều 21 khoản 2": "A", "": "B"},
    },
    "ND_59_2023": {
        **{"Điều 3 khoản 1 điểm c": "A", "Điều 3 khoản 3": "A", "Điều 3 khoản 5": "A", "Điều 3 khoản 6": "A"},
        **{f"Điều 3 khoản 5 điểm {letter}": "A" for letter in "bcd"},
        **{"Điều 4 khoản 1 điểm b": "A", **{f"Điều 4 khoản {n}": "A" for n in (2, 3, 4, 5, 7)}},
        **{"Điều 6 khoản 1 điểm a": "A", "Điều 6 khoản 1 điểm b": "A", "Điều 6 khoản 2": "A"},
        **{"Điều 8": "A", "Điều 9": "A", "Điều 9 khoản 1": "A", "Điều 9 khoản 1 điểm b": "A", "Điều 9 khoản 3": "A"},
        **{f"Mẫu số 0{n}": "A" for n in range(1, 6)},
        "": "B",  # that no candidate counts or witnesses, how a ballot is judged
    },
    "ND_185_2026": {"Điều 4 khoản 2": "B", "Điều 4 khoản 3": "B", "Điều 7": "B", "Điều 9": "B", "": "B"},
    "CV_4168_2025": {"": "A"},
    "ND_70_2024": {"": "B"},
    "LUAT_77_2015": {"": "B"},
    "LUAT_47_2019": {"": "B"},
    "LUAT_65_2025": {"": "B"},
    "LUAT_72_2025": {"": "B"},
    "QC_244": {
        **{"Điều 2": "A", "Điều 3": "A", "Điều 7": "A", "Điều 15 khoản 2": "A", "Điều 17": "A"},
        **{"Điều 19 khoản 9": "A", "Điều 32": "A", "Điều 32 khoản 1": "A", "Điều 32 khoản 2": "A", "": "B"},
    },
    "QC_190": {
        **{"Điều 2": "A", "Điều 3": "A", "Điều 8 khoản 1": "A", "Điều 14": "A", "Điều 15": "A"},
        **{"Điều 17": "B", "Điều 30": "A", "": "B"},
    },
    **{name: {"": "B"} for name in ("HD_01_2021", "HD_06_2025", "HD_01_2026", "QD_20", "QD_208")},
    "DIEU_LE_DANG_1991": {"": "B"},
    "DIEU_LE_DANG": {
        **{"Điều 3": "A", "Điều 5": "A", "Điều 11": "B"},
        **{"Điều 24 khoản 1": "A", "Điều 24 khoản 3": "A", "Điều 24 khoản 4": "A"},
    },
    "QD_29": {"mục 22": "A"},
    "QD_24": {"mục 16.1": "A", "mục 22": "A"},
    "QD_232": {"mục 6.3.2": "A"},
    "QD_294": {"mục 22": "A", "": "A"},
    "HD_01_2016": {"mục 13.2": "A"},
    "ANSWER_BALLOT_BOX": {"": "A"},
    "MODEL_DAN_TIN": {"": "A"},
    "ND_137_2015": {"Điều 13": "A"},
    "TT_07_2016": {"": "A"},
    "TT_04_2012": {"Điều 11": "A", "": "A"},
}
_ARTICLE = re.compile(r"(?:Điều \d+(?: khoản \d+(?: điểm [a-zđ])?)?|mục [\d.]+|Mẫu số \d\d)")


@pytest.mark.parametrize(("name", "version"), VERSIONS, ids=ids)
def test_only_articles_that_domain_names_are_cited_and_never_with_a_better_grade(name: str, version: Version[Any]) -> None:
    holder = next(key for key, instrument in INSTRUMENTS.items() if instrument == version.instrument)
    articles = version.article.split(", ")
    for article in articles:
        assert article in KNOWN[holder], f"{name}: {version.citation}"
        assert version.grade >= KNOWN[holder][article], f"{name}: {version.citation} is not known well enough for {version.grade}"
    # Nothing that looks like an article hides in the rest of the citation.
    assert _ARTICLE.findall(version.citation) == [article for article in articles if article]


@pytest.mark.parametrize("left", law.NOT_CHECKED, ids=lambda left: f"{left.instrument.short} {left.article}")
def test_what_is_not_checked_is_named_by_articles_that_domain_names(left: NotChecked) -> None:
    holder = next(key for key, instrument in INSTRUMENTS.items() if instrument == left.instrument)
    assert left.article in KNOWN[holder]
    assert left.says
    assert left.why.endswith(".")


# --- Whole numbers ------------------------------------------------------------------------------------------------

H, T = Fraction(1, 2), Fraction(2, 3)


@pytest.mark.parametrize(
    ("share", "whole", "above", "reaching"),
    [
        *((H, 310, 156, 155), (H, 311, 156, 156), (H, 20, 11, 10), (H, 21, 11, 11), (H, 1, 1, 1), (H, 0, 1, 0)),
        *((T, 9, 7, 6), (T, 10, 7, 7), (T, 11, 8, 8), (T, 12, 9, 8), (T, 3, 3, 2)),
    ],
)
def test_least_whole_numbers(share: Fraction, whole: int, above: int, reaching: int) -> None:
    assert (MoreThan(share).of(whole), AtLeast(share).of(whole)) == (above, reaching)


@given(share=st.fractions(0, 1, max_denominator=100), whole=st.integers(0, 10**12))
def test_least_whole_numbers_are_what_they_are_called(share: Fraction, whole: int) -> None:
    above, reaching = MoreThan(share).of(whole), AtLeast(share).of(whole)
    assert type(above) is type(reaching) is int
    assert above - 1 <= share * whole < above
    assert reaching - 1 < share * whole <= reaching


@pytest.mark.parametrize(
    ("threshold", "words", "level", "passed", "in_full"),
    [
        (HALF, "hơn một nửa", "hơn một nửa", "quá nửa", "quá một nửa"),
        (TWO_THIRDS, "ít nhất hai phần ba", "hai phần ba", "ít nhất hai phần ba", "ít nhất hai phần ba"),
        (MoreThan(T), "hơn hai phần ba", "hơn hai phần ba", "quá hai phần ba", "quá hai phần ba"),
        (AtLeast(Fraction(3, 4)), "ít nhất ba phần tư", "ba phần tư", "ít nhất ba phần tư", "ít nhất ba phần tư"),
    ],
)
def test_a_threshold_in_words(threshold: MoreThan | AtLeast, words: str, level: str, passed: str, in_full: str) -> None:
    assert (threshold.words, threshold.level, threshold.passed, threshold.passed_in_full) == (words, level, passed, in_full)


SHARES = {
    *("HEAD_QUORUM", "HEAD_MAJORITY", "HEAD_DISMISSAL_MAJORITY", "HEAD_DISMISSAL_ASKED"),
    *("CONGRESS_QUORUM", "CONGRESS_MAJORITY", "LIST_SURPLUS"),
}


@pytest.mark.parametrize("name", PROVISIONS)
def test_shares_are_fractions(name: str) -> None:
    values = [version.value for version in PROVISIONS[name].versions]
    shares = [value.share if isinstance(value, MoreThan | AtLeast) else value for value in values]
    assert (name in SHARES) == all(type(share) is Fraction for share in shares)
    assert name not in SHARES or all(0 < share < 1 for share in shares)
    assert not any(isinstance(share, float) for share in shares)
