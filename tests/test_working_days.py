"""dantin.working_days: which days count, and where a term of so many ends."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dantin
from dantin import law
from dantin.deadlines import completed
from dantin.provision import Law
from dantin.working_days import holiday, is_working_day, working_days_after

# Weekdays off, by hand. Weekends are left out: they never count, so neither do make-up Saturdays (04/5/2024, 26/4/2025): domain.md says
# "Saturdays, Sundays and public holidays (with substitute days) do not count".
OFF = {
    2023: [
        *("02/01",),  # New Year's Day is a Sunday, so Monday
        *("20/01", "23/01", "24/01", "25/01", "26/01"),  # Tết Quý Mão, Sunday 22/01: Friday before it, Monday to Thursday after
        *("01/05", "02/05", "03/05"),  # 29/4 (Giỗ Tổ) Saturday, 30/4 Sunday, 01/5 Monday: two substitute days
        *("01/09", "04/09"),  # 02/9 is a Saturday: Friday before it, and Monday for the Saturday
    ],
    2024: [
        "01/01",
        *("08/02", "09/02", "12/02", "13/02", "14/02"),  # Tết Giáp Thìn, Saturday 10/02: Thursday, Friday, Monday to Wednesday
        "18/04",  # Giỗ Tổ Hùng Vương, the 10th of the third month
        *("29/04", "30/04", "01/05"),  # Monday 29/4 off against Saturday 04/5
        *("02/09", "03/09"),  # Monday and the day after it
    ],
    2025: [
        "01/01",
        *("27/01", "28/01", "29/01", "30/01", "31/01"),  # Tết Ất Tỵ, Wednesday 29/01: the whole week from Monday
        "07/04",  # Giỗ Tổ
        *("30/04", "01/05", "02/05"),  # Friday 02/5 off against Saturday 26/4
        *("01/09", "02/09"),  # the day before, and the day
    ],
}


@pytest.mark.parametrize("year", OFF)
def test_days_off_are_the_weekends_and_these(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year == 2024))]
    assert [f"{day:%d/%m}" for day in days if day.weekday() < 5 and not is_working_day(day)] == OFF[year]
    assert not any(is_working_day(day) for day in days if day.weekday() >= 5)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        pytest.param(date(2024, 11, 11), 5, date(2024, 11, 18), id="Monday: Tuesday is day 1, over a weekend"),
        pytest.param(date(2024, 11, 11), 4, date(2024, 11, 15), id="Monday, four: the Friday of that week"),
        pytest.param(date(2024, 11, 11), 1, date(2024, 11, 12), id="one day: the next"),
        pytest.param(date(2024, 11, 11), 0, date(2024, 11, 11), id="no day: the day itself"),
        pytest.param(date(2024, 11, 15), 1, date(2024, 11, 18), id="Friday: Monday is day 1"),
        pytest.param(date(2024, 11, 15), 5, date(2024, 11, 22), id="Friday"),
        pytest.param(date(2024, 11, 16), 5, date(2024, 11, 22), id="Saturday: Monday is day 1"),
        pytest.param(date(2024, 11, 17), 5, date(2024, 11, 22), id="Sunday: Monday is day 1"),
        pytest.param(date(2024, 11, 17), 7, date(2024, 11, 26), id="Sunday, seven: over the next weekend"),
        pytest.param(date(2024, 11, 17), 15, date(2024, 12, 6), id="Sunday, fifteen: three weeks"),
        # Off: 25-26/01 and 01-02/02 (weekends), 27-31/01. Days: 23, 24, 03, 04, 05.
        pytest.param(date(2025, 1, 22), 5, date(2025, 2, 5), id="across Tết 2025"),
        # Off from the next day on, until Monday 03/02. Days: 03 to 07.
        pytest.param(date(2025, 1, 24), 5, date(2025, 2, 7), id="the Friday before Tết 2025"),
        pytest.param(date(2025, 1, 29), 1, date(2025, 2, 3), id="the first day of Tết 2025"),
        # Off: 30/4, 01/5, Friday 02/5, the weekend. Days: 29, 05, 06, 07, 08.
        pytest.param(date(2025, 4, 28), 5, date(2025, 5, 8), id="across 30/4-1/5/2025"),
        # Friday 25/4: 26/4 is worked against 02/5, yet a Saturday. Days: 28, 29, 05, 06, 07.
        pytest.param(date(2025, 4, 25), 5, date(2025, 5, 7), id="across a make-up Saturday"),
        # Off: 31/8, 01/9 (weekend), 02/9, 03/9. Days: 04, 05, 06, 09, 10.
        pytest.param(date(2024, 8, 30), 5, date(2024, 9, 10), id="across 2/9/2024"),
        # Off: 30-31/8 (weekend), 01/9, 02/9. Days: 29, 03, 04, 05, 08.
        pytest.param(date(2025, 8, 28), 5, date(2025, 9, 8), id="across 2/9/2025"),
        # Off: 28-29/12 (weekend), 01/01. Days: 30, 31, 02, 03, 06.
        pytest.param(date(2024, 12, 27), 5, date(2025, 1, 6), id="across the year's end"),
    ],
)
def test_within_so_many_working_days(start: date, days: int, last: date) -> None:
    assert working_days_after(start, days) == last


@given(st.dates(date(2023, 1, 1), date(2025, 11, 30)), st.integers(1, 20))
def test_a_term_ends_on_a_working_day_with_that_many_up_to_it(start: date, days: int) -> None:
    last = working_days_after(start, days)
    between = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert is_working_day(last)
    assert sum(is_working_day(day) for day in between) == days


def test_nobody_else_adds_days() -> None:
    """A last lawful day is reckoned in `deadlines` alone; what reads files may turn a length of time or a day's number into a day, and the
    age of who was elected is told in whole years.
    """
    house = Path(dantin.__file__).parent
    counts_days = {"timedelta", "working_days", "dantin.working_days", "relativedelta", "holidays"}
    users = set()
    for path in house.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | ({node.module} if isinstance(node, ast.ImportFrom) else set())
                if names & counts_days:
                    users.add(path.relative_to(house).as_posix())
    assert {user for user in users if not user.startswith("readers/")} == {"deadlines.py", "elected_people.py", "working_days.py"}
    assert all("working_days" not in (house / user).read_text(encoding="utf-8") for user in users if user.startswith("readers/"))


AGES = {
    # born, the day, whether 18 years are complete on it
    "the birthday": (date(2006, 11, 10), date(2024, 11, 10), True),
    "the day before": (date(2006, 11, 11), date(2024, 11, 10), False),
    "another year, earlier": (date(2005, 12, 31), date(2024, 1, 1), True),
    "another year, later": (date(2007, 1, 1), date(2024, 12, 31), False),
    "a leap day": (date(2004, 2, 29), date(2022, 2, 28), True),
}


@pytest.mark.parametrize("name", AGES)
def test_an_age_is_complete_on_its_day(name: str) -> None:
    born, day, complete = AGES[name]
    adult = Law(()).on(law.HOUSEHOLD_ADULT, day)
    assert adult is not None
    assert completed(law.HOUSEHOLD_ADULT, adult, born, day) is complete


def test_holidays_loaded_by_themselves_are_those_of_the_library() -> None:
    import holidays

    from dantin.working_days import _calendar

    theirs = holidays.country_holidays("VN", years=range(1990, 2051), language="vi")
    ours = _calendar()(years=range(1990, 2051), language="vi")
    assert dict(ours) == dict(theirs)
    assert len(ours) > 500
    assert {day: holiday(day) for day in theirs} == dict(theirs)
