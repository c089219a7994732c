"""Days, months and working days counted from a day. Imports nothing of dantin; only `deadlines` asks it, and `elected_people` for ages.

"Within N working days" of a day: the next working day is day 1; Saturdays, Sundays and public holidays, with their substitute days, do not
count.
"""

import sys
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


@cache
def _calendar() -> Any:
    """The class of the holidays of Viet Nam; loaded when it is needed.

    Its module is loaded by itself: the package that it lies in loads those of all countries, which takes longer than the rest together.
    """
    name = "holidays.countries.vietnam"
    package = find_spec("holidays")
    folders: Iterable[str] = (package.submodule_search_locations or ()) if package is not None else ()
    file = next((path for folder in folders if (path := Path(folder, "countries", "vietnam.py")).is_file()), None)
    spec = spec_from_file_location(name, file) if file is not None and name not in sys.modules else None
    if spec is None or spec.loader is None:
        from holidays.countries.vietnam import Vietnam

        return Vietnam
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Vietnam


# The days off from Monday to Friday of the years for which all of them are decided: loading the calendar takes longer than reading a
# dossier, so it is asked for other years alone.
_DECIDED = {
    2018: "01/01 14/02 15/02 16/02 19/02 20/02 25/04 30/04 01/05 03/09 31/12",
    2019: "01/01 04/02 05/02 06/02 07/02 08/02 15/04 29/04 30/04 01/05 02/09",
    2020: "01/01 23/01 24/01 27/01 28/01 29/01 02/04 30/04 01/05 02/09",
    2021: "01/01 10/02 11/02 12/02 15/02 16/02 21/04 30/04 03/05 02/09 03/09",
    2022: "03/01 31/01 01/02 02/02 03/02 04/02 11/04 02/05 03/05 01/09 02/09",
    2023: "02/01 20/01 23/01 24/01 25/01 26/01 01/05 02/05 03/05 01/09 04/09",
    2024: "01/01 08/02 09/02 12/02 13/02 14/02 18/04 29/04 30/04 01/05 02/09 03/09",
    2025: "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09",
    2026: "01/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11",
}


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    if year not in _DECIDED:
        return frozenset(_calendar()(years=year))
    return frozenset(date(year, int(day[3:]), int(day[:2])) for day in _DECIDED[year].split())


def holiday(day: date) -> str | None:
    """What public holiday of Viet Nam a day is, by its name; None where it is none."""
    name: str | None = _calendar()(years=day.year, language="vi").get(day)
    return name


def working_day_before(day: date) -> date:
    """The last working day before a day."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Neither Saturday nor Sunday nor a public holiday of Viet Nam (nor its substitute day)."""
    return day.weekday() < 5 and day not in _days_off(day.year)


# The days of a country's votes are few, and each is asked about in hamlet after hamlet.
@lru_cache(maxsize=2**12)
def working_days_after(day: date, days: int) -> date:
    """The last day of a term of so many working days: the next working day after `day` is day 1."""
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def days_before(day: date, days: int) -> date:
    """The last day that is "at least so many days before" another: the N-th day before is in time."""
    return day - timedelta(days=days)


def days_after(day: date, days: int) -> date:
    """The last day of a term of so many days: the day after `day` is day 1, and every day counts."""
    return day + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier, where negative); the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"no day {months} months after {day}")
