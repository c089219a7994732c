"""Districts without end, for measuring: `python -m tests.country FOLDER --hamlets 10000`.

Every hamlet is made from its number alone, by the generators of the example district: of any two the people, days, figures and how far
they have come differ, and no identity number is given twice in the country. Hamlets are written as they are made, so that a country needs
no more memory than a hamlet; those whose file is there already are passed over. Every `FAULTY`th has one planted fault. No person exists.
"""

import argparse
import io
import multiprocessing
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from dantin.cccd import PROVINCES
from dantin.workbooks.dossier_files import as_text, dump_yaml, lay_out

sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))
from hamlet import Hamlet
from invent import NOTE
from long_thanh import Plan, plans
from plant import CODES, Flat, spoil

DISTRICT = 83
"""How many hamlets a district has."""
FAULTY = 20
_PROVINCES = sorted(PROVINCES)
# With six digits that are nobody else's: so many people of one sex and year of birth may live in one hamlet of a province.
_SERIALS = 10**6 // 1500


@dataclass(frozen=True)
class Made:
    """One hamlet: where its dossier goes, seen from the country's folder, what it says, and the rule its planted fault breaks."""

    path: str
    tables: dict[str, Any]
    entry: dict[str, object]
    fault: str | None


@cache
def _example() -> tuple[Plan, ...]:
    return tuple(plans())


def made(number: int, *, numbered: float = 1 / 6, suffix: str = ".xlsx") -> Made:
    """The hamlet of a number, from 0; `numbered`: of how many the rosters have identity numbers."""
    rng = random.Random(f"country/{number}")
    district, place = divmod(number, DISTRICT)
    like, named = rng.choice(_example()), _example()[place]
    households = round(rng.triangular(120, 600, 250))
    plan = replace(
        like,
        code=f"{district + 1:04}-{place + 1:03}",
        name=named.name,
        commune=named.commune,
        households=households,
        numbers=rng.random() < numbered,
    )
    flat: Flat = {s.slug: [dict(row) for row in s.rows] for s in lay_out(Hamlet(plan, set(), set()).tables())}
    province = district % len(_PROVINCES)
    flat["don_vi"][0] |= {"huyen": f"Huyện {district + 1}", "tinh": f"Tỉnh {province + 1}"}
    # Which hamlet of its province it is.
    _renumber(flat, _PROVINCES[province], district // len(_PROVINCES) * DISTRICT + place)
    fault = _spoilt(plan, flat, number) if number % FAULTY == FAULTY // 2 else None
    path = f"tinh-{province + 1:02}/huyen-{district + 1:04}/{plan.path}".removesuffix(".xlsx") + suffix
    file = path.split("/", 2)[2]
    return Made(path, flat, {"ma": plan.code, "ten": plan.name, "xa": plan.commune, "tep": file}, fault)


def _renumber(flat: Flat, province: str, hamlet: int) -> None:
    """Numbers of this hamlet's own in place of those that its people were invented with; sex and year stay."""
    new: dict[str, str] = {}
    given: dict[str, int] = {}
    for rows in flat.values():
        for row in rows:
            if old := row.get("cccd"):
                if old not in new:
                    serial = given[old[3:6]] = given.get(old[3:6], -1) + 1
                    if serial >= _SERIALS or hamlet * _SERIALS >= 10**6:
                        raise ValueError("more people than there are identity numbers")
                    new[old] = f"{province}{old[3:6]}{hamlet * _SERIALS + serial:06}"
                row["cccd"] = new[old]


def _spoilt(plan: Plan, flat: Flat, number: int) -> str | None:
    """The rule that a fault was planted for: the first, in turn, that the hamlet lends itself to."""
    if "bau_cu" not in flat or plan.votes != "once" or plan.committee != "once" or plan.single_ballots:
        return None
    turn = number // FAULTY % len(CODES)
    for code in (*CODES[turn:], *CODES[:turn]):
        try:
            if spoil(plan, flat, code) is not None:
                return code
        except (KeyError, IndexError, StopIteration, TypeError):  # it has not come so far
            continue
    return None


def _write(number: int, folder: Path, suffix: str, numbered: float) -> tuple[dict[str, object], str, str | None]:
    """Write one hamlet, unless it is there; its entry in the list, its path, its fault."""
    hamlet = made(number, numbered=numbered, suffix=suffix)
    path = folder / hamlet.path
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        data = workbook(hamlet.tables) if suffix == ".xlsx" else dump_yaml(hamlet.tables, note=NOTE).encode()
        half = path.with_suffix(".part")
        half.write_bytes(data)
        half.replace(path)
    return hamlet.entry, hamlet.path, hamlet.fault


def workbook(tables: dict[str, Any]) -> bytes:
    """The sheets of the contract without their looks, which take most of the time that writing one takes."""
    memory = io.BytesIO()
    book = Workbook(memory, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet in lay_out(tables):
        page = book.add_worksheet(sheet.name)
        for column, (slug, header) in enumerate(sheet.columns.items()):
            page.write_string(0, column, header)
            for row, values in enumerate(sheet.rows, 1):
                value = values.get(slug)
                if isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif isinstance(value, int) and not isinstance(value, bool):
                    page.write_number(row, column, value)
                elif value not in (None, ""):
                    page.write_string(row, column, as_text(value))
    book.close()
    return memory.getvalue()


def write(folder: Path, hamlets: int, *, suffix: str = ".xlsx", numbered: float = 1 / 6, jobs: int = 1) -> Iterator[tuple[str, str | None]]:
    """Write a country and, of each hamlet as it is there, give its path and its fault; a `dantin.yaml` for each district."""
    work = partial(_write, folder=folder, suffix=suffix, numbered=numbered)
    with multiprocessing.Pool(jobs) as pool:
        listed: list[dict[str, object]] = []
        written = pool.imap(work, range(hamlets), chunksize=DISTRICT) if jobs > 1 else map(work, range(hamlets))
        for number, (entry, path, fault) in enumerate(written):
            listed.append(entry)
            if len(listed) == DISTRICT or number + 1 == hamlets:
                province, district = path.split("/")[:2]
                text = f"# {NOTE}\nten: Huyện {number // DISTRICT + 1}\ncap: huyện\n" + dump_yaml({"danh_sach": listed})
                (folder / province / district / "dantin.yaml").write_text(text, "utf-8")
                listed = []
            yield path, fault


def main() -> None:
    """Write as many hamlets as asked for, and print how many have which fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hamlets", type=int, default=1000)
    parser.add_argument("--yaml", action="store_true", help="text files in place of workbooks")
    parser.add_argument("--numbered", type=float, default=1 / 6, help="the share of hamlets whose rosters have identity numbers")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    faults: dict[str, int] = {}
    suffix = ".yaml" if asked.yaml else ".xlsx"
    for _, fault in write(asked.folder, asked.hamlets, suffix=suffix, numbered=asked.numbered, jobs=asked.jobs):
        if fault is not None:
            faults[fault] = faults.get(fault, 0) + 1
    print(f"{asked.hamlets} hamlets; planted faults: {dict(sorted(faults.items()))}")


if __name__ == "__main__":
    main()
