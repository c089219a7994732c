"""`dantin rules --between`: what the law changed between two days, on the screen, as a list to print and as data."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dantin import law
from dantin.cli.app import app
from dantin.errors import CannotDo


def dantin(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})


APART = ("2024-11-10", "2026-08-01")


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [
        (date(2023, 6, 30), date(2023, 7, 1), {"HEAD_BY_VOTERS", "HEAD_VOTE_AGAIN_DAYS", "HEAD_CLUSTERS", "HEAD_RESULT_SENT_DAYS"}),
        (date(2026, 5, 25), date(2026, 5, 26), {"HEAD_RESIDENT", "HEAD_TERM", "HEAD_ACTING_MONTHS"}),
        (date(2024, 11, 10), date(2024, 11, 11), set()),
    ],
)
def test_what_is_asked_changes_on_its_day(first: date, second: date, changed: set[str]) -> None:
    """Of each pair of days the provisions whose value is another; only the named ones are asked of here."""
    found = {
        name for name, value in vars(law).items() for change in law.changes(first, second) if change.of_value and change.provision is value
    }
    assert changed <= found
    assert changed or not found


def test_nothing_changes_within_a_day_and_every_change_is_one_of_a_version() -> None:
    since = sorted({version.since for provision in law.provisions() for version in provision.versions if version.since > law.ALWAYS})
    for day in since:
        assert list(law.changes(day, day)) == []
        changed = [change.provision for change in law.changes(day - timedelta(days=1), day)]
        assert all(any(version.since == day for version in p.versions) or p.until == day - timedelta(days=1) for p in changed)
        assert changed


def test_the_screen_names_provision_old_and_new_value_and_instrument() -> None:
    shown = dantin("rules", "--between", *APART)
    assert shown.exit_code == 0
    assert "nay từ 26/05/2026: 06 tháng, Điều 4 khoản 2 Nghị định 185/2026/NĐ-CP (mức B)" in shown.stdout
    assert "trước: ở ấp, Điều 11 Thông tư 04/2012/TT-BNV (mức A)" in shown.stdout
    assert "Quy định 208-QĐ/TW (26/7/2026) (mức B, chưa đọc điều khoản)" in shown.stdout


def test_data_and_markdown_tell_the_same_changes() -> None:
    document: dict[str, Any] = json.loads(dantin("rules", "--between", *APART, "--format", "json").stdout)
    titles = [change["provision"] for change in document["changes"]]
    assert titles == [change.provision.title for change in law.changes(date(2024, 11, 10), date(2026, 8, 1))]
    printed = dantin("rules", "--between", *APART, "--format", "markdown").stdout
    assert all(f"| {title} |" in printed for title in titles)


@pytest.mark.parametrize(
    ("days", "says"),
    [(("x", "2024-11-11"), "--between: “x” không phải là ngày"), (("2024-11-11", "2024-11-10"), "ngày thứ hai phải sau ngày thứ nhất")],
)
def test_what_cannot_be_compared_is_said(days: tuple[str, str], says: str) -> None:
    refused = dantin("rules", "--between", *days).exception
    assert isinstance(refused, CannotDo)
    assert says in str(refused)
