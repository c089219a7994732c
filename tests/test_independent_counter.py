"""Random dossiers through the command line, against a counter that shares no line and no manner with the program.

The counter works on the plain rows as typed and knows one round at a time: who is counted, which figures cannot be true, who wins.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from dantin.cli.app import app

HAMLETS = 700
"""In each file; every hamlet has one contest of one or two rounds."""
PEOPLE = ("Lê Thị An", "Trần Văn Bình", "Phạm Thị Cúc", "Võ Văn Dũng", "Đỗ Thị Én", "Bùi Văn Giang")
OFFICES = {"trưởng ấp": "hamlet_head", "chi ủy": "cell_committee", "bí thư": "secretary", "phó bí thư": "deputy_secretary"}
STATES = ("miễn sinh hoạt", "sinh hoạt tạm thời nơi khác", "đình chỉ sinh hoạt", "bị khởi tố, tạm giam", "vắng có lý do")
BOX = ("phat_ra", "thu_ve", "hop_le", "khong_hop_le")
COMPARED = {"DT004", "DT005", "DT008", "DT105", "DT305", "DT307", "DT308", "DT309", "DT310", "DT311", "DT319", "DT320", "DT502"}

Row = dict[str, Any]


@dataclass
class Hamlet:
    """The rows of one hamlet, as they are typed."""

    unit: Row
    homes: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    rounds: list[Row] = field(default_factory=list)


# --- What is typed -----------------------------------------------------------------------------------------------------


def hamlet(random: Random, code: str) -> Hamlet:
    made = Hamlet({"ma": code, "ten": f"Ấp {code}", "xa": "xã An Phước", "tinh": "Đồng Nai"})
    office = random.choice(["trưởng ấp", "trưởng ấp", "chi ủy", "bí thư", "phó bí thư"])
    head, size = office == "trưởng ấp", random.randint(3, 14)
    if random.random() < 0.25:
        if head:
            made.homes = [{"ho_ten": f"Chủ Hộ {PEOPLE[i % 6]} {chr(65 + i)}"} for i in range(size)]
        else:
            made.members = members(random, size)
    numbers = random.choice([[1], [1], [1], [1], [1, 2], [1, 2], [2], [1, 3]])
    if not made.homes and not made.members and (len(numbers) > 1 or random.random() < 0.95):
        made.unit["tong_so_ho" if head else "tong_dang_vien"] = size
    made.rounds = [round_(random, made, office, number, size) for number in numbers]
    return made


def members(random: Random, size: int) -> list[Row]:
    rows: list[Row] = []
    for i in range(size):
        row: Row = {"ho_ten": f"{PEOPLE[i % 6]} {chr(65 + i)}", "ngay_chinh_thuc": "19/05/2015" if random.random() < 0.9 else "19/05/2030"}
        if random.random() < 0.4:
            row["tinh_trang"] = random.choice(STATES)
            row["co_mat"] = random.choice(["x", "không"])
        rows.append(row)
    return rows


def round_(random: Random, made: Hamlet, office: str, number: int, size: int) -> Row:
    head = office == "trưởng ấp"
    row: Row = {"chuc_danh": office, "lan": number, "ngay": random.choice(["10/11/2024", "12/05/2019"]) if head else "17/11/2024"}
    if office == "chi ủy":
        row["so_can_bau"] = random.choice([1, 1, 2, 3, 3, size + random.randint(0, 3)])
    if head and random.random() < 0.1:
        row |= {"dien_bau": "cử tri", "tong_so": size + random.randint(-1, 5)}
    elif random.random() < 0.1 and not made.homes and not made.members:
        row["tong_so"] = size
    if not head and not made.members and random.random() < 0.2:
        row["duoc_tru"] = random.randint(0, 3)
    if not head and random.random() < 0.2:
        row["loai_vong"] = "giữa những người bằng phiếu"
    present = random.choice([size, size, size, random.randint(0, size), random.randint(size // 2, size), size + random.randint(1, 9)])
    hands, taken = random.random() < 0.15, head and random.random() < 0.15
    row["hinh_thuc"] = "giơ tay" if hands else "bỏ phiếu kín"
    row["cach_thuc"] = "phát phiếu" if taken else "cuộc họp" if head else "đại hội"
    if random.random() < 0.07:
        return row
    if not taken or random.random() < 0.2:
        row["co_mat"] = present
    if random.random() < 0.06:
        return row | random.choice([{}, {"ghi_nhan": "không đủ số dự"}])
    slip = random.choice([0] * 12 + [1, 2, 3, 4])
    issued = present + (slip == 1)
    returned = issued + (1 if slip == 2 else -random.choice([0, 0, 0, random.randint(0, min(3, issued))]))
    invalid = random.choice([0, 0, 0, random.randint(0, min(3, returned))])
    valid = returned - invalid + (slip == 3)
    if not hands:
        row |= dict(zip(BOX, (issued, returned, valid, invalid), strict=True))
    row["ung_cu"] = votes(random, row, present if hands else valid, slip == 4)
    if random.random() < 0.06:
        row.pop(random.choice(("co_mat", *BOX)), None)
    if random.random() < 0.05:
        row["ghi_nhan"] = random.choice(["hủy", "không đủ số dự"])
    if random.random() < 0.3:
        row["trung_cu"] = "; ".join(
            random.sample([c["ho_ten"] for c in row["ung_cu"]], random.choice([0, 1, 1, 1, 2]) % len(row["ung_cu"]))
        )
    return row


def votes(random: Random, row: Row, most: int, too_many: bool) -> list[Row]:
    seats = row.get("so_can_bau", 1)
    left, listed = most * seats, []
    for name in random.sample(PEOPLE, random.randint(1, 5)):
        # A whole number of votes near the half makes most of what is decided.
        number = min(left, most, random.choice([most // 2, most // 2 + 1, most, random.randint(0, most)]))
        left -= number
        listed.append({"ho_ten": name, "so_phieu": number})
    if too_many:
        listed[0]["so_phieu"] = most + 1
    return listed


# --- The counter -------------------------------------------------------------------------------------------------------


@dataclass
class Verdict:
    base: int | None
    needed: int | None
    outcome: str | None
    elected: list[str]
    codes: set[tuple[str, str]]


def whole_and_base(made: Hamlet, row: Row) -> tuple[int | None, int | None]:
    """How many could come, and how many half is taken of."""
    if row["chuc_danh"] == "trưởng ấp":
        homes = row.get("tong_so")
        if "dien_bau" not in row:
            homes = len(made.homes) or homes or made.unit.get("tong_so_ho")
        return homes, homes
    if any("ngay_chinh_thuc" in m for m in made.members):
        summoned = away = 0
        for m in made.members:
            state = m.get("tinh_trang", "")
            if m["ngay_chinh_thuc"].endswith("2030") or state in STATES[2:4]:
                continue
            if state in STATES[:2] and m["co_mat"] != "x":
                continue
            summoned += 1
            away += state == STATES[4]
        return summoned, (summoned - away) or None
    summoned = row.get("tong_so") or made.unit.get("tong_dang_vien")
    base = None if summoned is None else summoned - row.get("duoc_tru", 0)
    return summoned, (base if base is not None and base > 0 else None)


def judge(made: Hamlet, row: Row) -> Verdict:
    head, hands, taken = row["chuc_danh"] == "trưởng ấp", row["hinh_thuc"] == "giơ tay", row["cach_thuc"] == "phát phiếu"
    whole, base = whole_and_base(made, row)
    seats, people = row.get("so_can_bau", 1), row.get("ung_cu", [])
    present, issued, returned, valid, invalid = (row.get(name) for name in ("co_mat", *BOX))
    tied = row.get("loai_vong") is not None
    needed = None if base is None or tied else base // 2 + 1
    lawless = head and row.get("dien_bau") is not None and row["ngay"] == "10/11/2024"
    if present is None and not people and "ghi_nhan" not in row and all(row.get(name) is None for name in BOX):
        return Verdict(base, needed, None, [], {("DT005", "error")} if lawless else set())
    voted = bool(people) or any(row.get(name) is not None for name in BOX)
    found: set[tuple[str, str]] = set()
    spoilt: set[str] = set()  # the figures on which an error stands

    def wrong(code: str, *figures: str, looks: tuple[str, ...] = (), warning: bool = False) -> None:
        if spoilt.isdisjoint((*figures, *looks)):
            found.add((code, "warning" if warning else "error"))
            spoilt.update(figures, looks)

    later = any(other["lan"] > row["lan"] for other in made.rounds)
    given_up = "ghi_nhan" in row or (later and not row.get("trung_cu"))
    least = None if whole is None or (head and taken) else whole // 2 + 1 if head else -(-2 * whole // 3)
    short = least is not None and present is not None and present < least
    overfull = None not in (issued, returned) and returned > issued

    # What is missing.
    if "ghi_nhan" not in row and not (short and not voted):
        wanted = [] if taken else ["co_mat"]
        wanted += [] if hands else list(BOX[:2] if overfull else BOX)
        for name in wanted:
            if row.get(name) is None:
                wrong("DT008", name)
        if not people and not overfull:
            wrong("DT008", "ung_cu")
    deducted = row.get("duoc_tru", 0)
    emptied = not head and not made.members and whole is not None and deducted >= whole
    if emptied:
        wrong("DT004", "duoc_tru", "base")
    if base is None and "ghi_nhan" not in row and not emptied and not lawless:
        wrong("DT008", "base")
    if lawless:
        wrong("DT005", "base")
    # What cannot be true.
    crowd = whole is not None and present is not None and not (head and taken) and present > whole
    greedy = not head and whole is not None and seats > whole
    if crowd:
        wrong("DT319", "co_mat", looks=("base",) if "base" in spoilt else ())
    if greedy:
        wrong("DT319", "so_can_bau", looks=("base",) if "base" in spoilt else ())
    # What contradicts another figure.
    if overfull:
        wrong("DT307", "thu_ve", "phat_ra", "hop_le", "khong_hop_le", "ung_cu", warning=given_up)
    if short and voted:
        wrong("DT305" if head else "DT502", "co_mat", looks=("base",) if "base" in spoilt else (), warning=given_up)
    limit = base if taken else present
    handed = returned if taken and issued is None else issued
    too_many_out = handed is not None and limit is not None and handed > limit
    if too_many_out:
        wrong("DT309", "thu_ve" if issued is None else "phat_ra", looks=(("base",) if "base" in spoilt else ()) if taken else ("co_mat",))
    unbalanced = None not in (returned, valid, invalid) and valid + invalid != returned
    if unbalanced:
        wrong("DT308", "hop_le", "thu_ve", "khong_hop_le")
    most = present if hands else valid
    numbers = [person["so_phieu"] for person in people]
    above = [number for number in numbers if most is not None and number > most]
    flooded = most is not None and sum(numbers) > most * seats
    if above or flooded:
        wrong("DT310", "so_phieu", looks=("co_mat" if hands else "hop_le", "ung_cu", *(() if above else ("so_can_bau",))))
    # Who wins.
    outcome, elected = None, []
    if overfull or row.get("ghi_nhan") == "hủy":
        outcome = "void"
    elif base is None or lawless or crowd or greedy:
        pass
    elif short or row.get("ghi_nhan") == "không đủ số dự":
        outcome = "no_quorum"
    elif not ({"DT008"} & {code for code, _ in found} or too_many_out or unbalanced or above or flooded):
        outcome, elected = winners(people, seats, base, tied)
    announced = [name for name in row.get("trung_cu", "").split("; ") if name]
    if outcome is not None and announced and sorted(announced) != sorted(elected) and not spoilt:
        wrong("DT311", "trung_cu")
    return Verdict(base, needed, outcome, elected, found)


def winners(people: list[Row], seats: int, base: int, tied: bool) -> tuple[str, list[str]]:
    """The list cut off below the last seat; whoever stands on both sides of the cut with equal votes has not won."""
    good = [p for p in people if (p["so_phieu"] > 0 if tied else 2 * p["so_phieu"] > base)]
    good.sort(key=lambda p: -p["so_phieu"])
    chosen, rest = good[:seats], good[seats:]
    if rest and rest[0]["so_phieu"] == chosen[-1]["so_phieu"]:
        return "tie", [p["ho_ten"] for p in chosen if p["so_phieu"] > rest[0]["so_phieu"]]
    if len(chosen) == seats:
        return "elected", [p["ho_ten"] for p in chosen]
    return ("incomplete" if chosen else "not_elected"), [p["ho_ten"] for p in chosen]


def alone(made: Hamlet) -> set[tuple[str, str]]:
    """A round that was held without the one before it."""
    held = {row["lan"] for row in made.rounds if row.keys() & {"co_mat", *BOX, "ung_cu", "ghi_nhan"}}
    return {("DT320", "error") for number in held if number > 1 and number - 1 not in held}


# --- One against the other ---------------------------------------------------------------------------------------------


def written(hamlets: list[Hamlet], file: Path) -> None:
    def rows(name: str) -> list[Row]:
        return [{"ma_ap": made.unit["ma"], **row} for made in hamlets for row in getattr(made, name)]

    tables = {
        "don_vi": [made.unit for made in hamlets],
        "ho_gia_dinh": rows("homes"),
        "dang_vien": rows("members"),
        "bau_cu": rows("rounds"),
    }
    file.write_text(yaml.dump(tables, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")


@pytest.mark.parametrize("seed", [20241110, 20241117, 7])
def test_the_program_counts_as_an_independent_counter_does(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    hamlets = [hamlet(random, f"A{number:04}") for number in range(HAMLETS)]
    written(hamlets, tmp_path / "ho-so.yaml")
    result = CliRunner().invoke(app, ["tally", str(tmp_path / "ho-so.yaml"), "--format", "json", "--as-of", "2024-12-05"])
    assert result.exit_code == 1, result.output[-2000:]
    document = json.loads(result.stdout)
    contests = {(c["hamlet"], c["office"], c["round"]): c for c in document["contests"]}
    told: dict[str, set[tuple[str, str]]] = {made.unit["ma"]: set() for made in hamlets}
    for diagnostic in document["diagnostics"]:
        if diagnostic["code"] in COMPARED:
            told[diagnostic["hamlet"]].add((diagnostic["code"], diagnostic["severity"]))
    met: set[object] = set()
    for made in hamlets:
        wanted = alone(made)
        for row in made.rounds:
            verdict = judge(made, row)
            wanted |= verdict.codes
            contest = contests.pop((made.unit["ma"], OFFICES[row["chuc_danh"]], row["lan"]))
            assert (contest["base"], contest["needed"], contest["outcome"], sorted(contest["elected"])) == (
                verdict.base,
                verdict.needed,
                verdict.outcome,
                sorted(verdict.elected),
            ), (made, row)
            met |= {verdict.outcome, *verdict.codes}
        assert told[made.unit["ma"]] == wanted, made
    assert not contests
    # Nothing of what is compared is missing from what was drawn.
    assert {"elected", "incomplete", "not_elected", "tie", "no_quorum", "void", None} <= met
    assert {code for code, *_ in filter(None, met - {m for m in met if isinstance(m, str)})} >= COMPARED - {"DT105", "DT320"}
