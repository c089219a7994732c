"""Random clean dossiers, and makers of one random fault in them: each says at which places the fault has to be found.

A maker is given a clean dossier as plain data and a random generator; it spoils the dossier and tells the code and the route of every
finding that follows. What it needs of the dossier (a year, a model, a size of the cell) stands beside it.
"""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from dantin.cccd import PROVINCES
from dantin.model import ModelChoice
from tests.editing import plain

Plain = dict[str, Any]
Found = list[tuple[str, str]]

_EXAMPLE = plain()
HEAD, FRONT, NONE = (choice.value for choice in ModelChoice)
MODELS = (HEAD, FRONT, NONE, "")
RIVALS = ("Cao Hữu Tâm", "Lương Thị Xuyến", "Nghiêm Bá Đại")
STRANGERS = ("Ông Văn Lạ", "Quách Thị Vắng", "Tống Bá Khách", "Ưng Hoài Xa")
RARE = ("again", "taken", "further")
COUNTED = ("co_mat", "phat_ra", "thu_ve", "hop_le")


def day_of(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def text_of(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def between(random: Random, first: date, last: date) -> str:
    """A random day, as a clerk writes it."""
    return text_of(first + timedelta(days=random.randint(0, (last - first).days)))


# --- A clean dossier -------------------------------------------------------------------------------------------------


def clean(
    random: Random,
    *,
    years: Iterable[int] = (2019, 2024),
    models: Iterable[str] = MODELS,
    members: Iterable[int] = (6, 10, 30),
    **wanted: bool,
) -> Plain:
    """A complete dossier in which nothing is wrong. `wanted`: what it must have or must not ("ticks", "ballots", "deputy", ...)."""

    def has(what: str) -> bool:
        drawn = random.random() < (0.2 if what in RARE else 0.5)
        return wanted.get(what, drawn)

    year, model, size, homes = random.choice([*years]), random.choice([*models]), random.choice([*members]), random.randint(25, 45)

    def then(row: Plain) -> Plain:
        return {k: v[:-4] + str(int(v[-4:]) - 2024 + year) if k == "ngay" else v for k, v in row.items()}

    head = _head_round(random, homes, then(_EXAMPLE["bau_cu"][0]))
    people, excused = _cell(size, year, excused=has("excused"), others=has("others"))
    households = [dict(row) for row in random.sample(_EXAMPLE["ho_gia_dinh"], homes)]
    came = set(random.sample(range(homes), head["co_mat"]))
    for number, row in enumerate(households):
        row |= {"tt": number + 1, "du_hop": "x" if number in came else ""}
    if not has("ticks"):
        for row in (*households, *people):
            row["du_hop" if "ma_ho" in row else "co_mat"] = ""
    rounds, nominees = _congress(random, [row["ho_ten"] for row in people[:size]], year, deputy=has("deputy"), further=has("further"))
    if has("totals"):
        head["tong_so"] = homes
        for row in rounds:
            row["tong_so"] = size + excused
    leader = dict(_EXAMPLE["nhan_su"][0]) | {"gioi_thieu": "; ".join(["trưởng ấp", *nominees.pop(_EXAMPLE["nhan_su"][0]["ho_ten"])])}
    if model == FRONT:
        leader["truong_ban_ctmt"] = "x"
    rivals = [dict(_EXAMPLE["nhan_su"][1])]
    rivals += [
        {"ho_ten": row["ho_ten"], "gioi_thieu": "trưởng ấp", "dang_vien": "không", "quy_hoach": "không", "thuong_tru": "x"}
        for row in head["ung_cu"][2:]
    ]
    others = [{"ho_ten": name, "gioi_thieu": "; ".join(offices), "dang_vien": "chính thức"} for name, offices in nominees.items()]
    term = {"nhiem_ky_truong": f"{year}-{year + 5}", "nhiem_ky_chi_bo": f"{year}-{year + 2}"}
    if has("again"):
        # Too few came to a first meeting; the second one, or ballots taken to the households on its day, elected.
        head["lan"], earlier = 2, text_of(day_of(head["ngay"]) - timedelta(days=random.randint(1, 2)))
        first = {"chuc_danh": "trưởng ấp", "lan": 1, "ngay": earlier, "co_mat": random.randint(0, homes // 2), "ghi_nhan": "không đủ số dự"}
        rounds.append(first)
        if has("taken"):
            head |= {"cach_thuc": "phát phiếu", "co_mat": ""}
            for row in households:
                row["du_hop"] = ""
    document = {
        "don_vi": {**_EXAMPLE["don_vi"], "mo_hinh": model, "tong_dang_vien": size + excused, "tong_so_ho": homes, **term},
        "ho_gia_dinh": households,
        "dang_vien": people,
        "nhan_su": [leader, *rivals, *others],
        "thanh_phan": _EXAMPLE["thanh_phan"],
        "moc": [then(row) for row in _EXAMPLE["moc"]],
        "bau_cu": [head, *rounds],
    }
    if has("ballots"):
        *_, secretary = (row for row in rounds if row["chuc_danh"] == "bí thư")
        (only,) = secretary["ung_cu"]
        choices = [only["ho_ten"]] * only["so_phieu"] + ["không đồng ý"] * (size - only["so_phieu"])
        random.shuffle(choices)
        document["la_phieu"] = [
            {"chuc_danh": "bí thư", "lan": secretary["lan"], "so": i, "bau_cho": name} for i, name in enumerate(choices, 1)
        ]
    if has("minutes"):
        document["cuoc_hop"] = [then(_EXAMPLE["cuoc_hop"][0])]
    return copy.deepcopy(document)


def _head_round(random: Random, homes: int, row: Plain) -> Plain:
    """A meeting that elects the first of two to five people, whatever the ballots that are invalid or missing."""
    needed = homes // 2 + 1
    present = random.randint(needed + 4, homes)
    issued = present - random.randint(0, 1)
    missing, invalid = random.randint(0, 1), random.randint(0, 2)
    valid = issued - missing - invalid
    first = random.randint(max(needed, (issued // 2) + 1), valid)
    figures = {"co_mat": present, "phat_ra": issued, "thu_ve": issued - missing, "hop_le": valid, "khong_hop_le": invalid}
    names, rest, listed = [row["ung_cu"][1]["ho_ten"], *random.sample(RIVALS, random.randint(0, 3))], valid - first, []
    for name in names:
        votes = random.randint(0, rest)
        rest -= votes
        listed.append({"ho_ten": name, "so_phieu": votes})
    return {**row, **figures, "ung_cu": [{**row["ung_cu"][0], "so_phieu": first}, *listed]}


def _cell(size: int, year: int, *, excused: bool, others: bool) -> tuple[list[Plain], int]:
    """So many official members who came, those of the example first; with one who did not, and two who do not count."""
    leaders = [row["ho_ten"] for row in _EXAMPLE["nhan_su"]]
    known = [dict(row) for row in _EXAMPLE["dang_vien"] if row.get("tinh_trang") == "đang sinh hoạt" and row.get("ngay_chinh_thuc")]
    known.sort(key=lambda row: (row["ho_ten"] not in leaders, row["ho_ten"] != leaders[0]))
    people = known[:size]
    for number in range(size - len(people)):
        people.append({"ho_ten": f"Lê Văn {'ABCDĐGHIKL'[number]}n", "ngay_sinh": 1950 + number, "gioi_tinh": "Nam", "cccd": ""})
    for row in people:
        row |= {"tinh_trang": "", "co_mat": "x", "ngay_vao_dang": "03/02/2005", "ngay_chinh_thuc": "03/02/2006"}
    if excused:
        dates = {"ngay_vao_dang": "03/02/2005", "ngay_chinh_thuc": "03/02/2006"}
        people.append({"ho_ten": "Thái Văn Hòa", "ngay_sinh": 1969, "tinh_trang": "vắng có lý do", "co_mat": "", **dates})
    if others:
        people.append({"ho_ten": "Hà Hoàng Phát", "ngay_sinh": 1990, "ngay_vao_dang": f"19/05/{year}", "ngay_chinh_thuc": "", "co_mat": ""})
        dates = {"ngay_vao_dang": "05/03/2008", "ngay_chinh_thuc": "05/03/2009"}
        people.append({"ho_ten": "Võ Kim Xuân", "ngay_sinh": 1985, "tinh_trang": "nơi khác đến sinh hoạt tạm thời", "co_mat": "", **dates})
    for number, row in enumerate(people, 1):
        row["tt"] = number
    return people, int(excused)


def _congress(random: Random, names: list[str], year: int, *, deputy: bool, further: bool) -> tuple[list[Plain], dict[str, list[str]]]:
    """The rounds of a congress of these members, and who is introduced for what: from nine on they elect a committee first."""
    size, needed = len(names), len(names) // 2 + 1
    held = {"lan": 1, "ngay": f"17/11/{year}", "cach_thuc": "đại hội", "hinh_thuc": "bỏ phiếu kín"}
    figures = dict.fromkeys(COUNTED, size) | {"khong_hop_le": 0}
    rounds: list[Plain] = []
    nominees: dict[str, list[str]] = {}
    if size >= 9:
        votes = [random.randint(needed, size) for _ in range(3)]
        votes.append(random.randint(0, min(needed - 1, 3 * size - sum(votes))))
        listed = [{"ho_ten": name, "so_phieu": n} for name, n in zip(names[:4], votes, strict=True)]
        random.shuffle(listed)
        chosen = [row["ho_ten"] for row in listed if row["so_phieu"] >= needed]
        rounds.append({"chuc_danh": "chi ủy", **held, **figures, "so_can_bau": 3, "ung_cu": listed, "trung_cu": "; ".join(chosen)})
        nominees |= {name: ["chi ủy"] for name in names[:4]}
    for office, name in (("bí thư", names[0]), ("phó bí thư", names[1]))[: 1 + deputy]:
        only = [{"ho_ten": name, "so_phieu": random.randint(needed, size)}]
        rounds.append({"chuc_danh": office, **held, **figures, "ung_cu": only, "trung_cu": name})
        nominees.setdefault(name, []).append(office)
    if further:
        _further_rounds(random, rounds, size)
    return rounds, nominees


def _further_rounds(random: Random, rounds: list[Plain], size: int) -> None:
    """Each contest takes a round more: one more of the committee has to be voted on again, or is level with another; so the others."""
    needed = size // 2 + 1
    for row in list(rounds):
        first = row["ung_cu"]
        again = {**row, "lan": 2, "so_can_bau": 1}
        if row["chuc_danh"] != "chi ủy":
            row |= {"lan": 1, "trung_cu": "", "ung_cu": [first[0] | {"so_phieu": random.randint(0, needed - 1)}]}
            rounds.append(again | {"ung_cu": first, "loai_vong": "bầu lại"})
            continue
        chosen = row["trung_cu"].split("; ")
        last = chosen[2]
        (loser,) = (person["ho_ten"] for person in first if person["ho_ten"] not in chosen)
        # Level with each other, or neither with more than half.
        level = random.random() < 0.5
        votes = dict.fromkeys(chosen[:2], needed + 2)
        votes |= dict.fromkeys((last, loser), needed if level else random.randint(0, needed - 1))
        row["ung_cu"] = [person | {"so_phieu": votes[person["ho_ten"]]} for person in first]
        row["trung_cu"] = "; ".join(chosen[:2])
        kind = "giữa những người bằng phiếu" if level else "bầu thêm"
        won = [{"ho_ten": last, "so_phieu": needed}, {"ho_ten": loser, "so_phieu": size - needed}]
        rounds.append(again | {"ung_cu": won, "trung_cu": last, "loai_vong": kind})


# --- What makers ask of a dossier ------------------------------------------------------------------------------------


def round_of(d: Plain, office: str) -> tuple[str, Plain]:
    """The first round of an office, with its route."""
    return next((f"bau_cu[{i}]", row) for i, row in enumerate(d["bau_cu"]) if office in row["chuc_danh"].split("; "))


def last_round_of(d: Plain, office: str) -> tuple[str, Plain]:
    return [(f"bau_cu[{i}]", row) for i, row in enumerate(d["bau_cu"]) if row["chuc_danh"] == office][-1]


def head_of(d: Plain) -> tuple[str, Plain]:
    return round_of(d, "trưởng khu phố")


def any_round(random: Random, d: Plain) -> tuple[str, Plain]:
    """Any round in which ballots were cast."""
    return random.choice([(f"bau_cu[{i}]", row) for i, row in enumerate(d["bau_cu"]) if "phat_ra" in row])


def step_of(d: Plain, kind: str) -> tuple[str, Plain]:
    return next((f"moc[{i}]", row) for i, row in enumerate(d["moc"]) if row["buoc"] == kind)


def vote_day(d: Plain) -> date:
    return day_of(head_of(d)[1]["ngay"])


def other_homes(d: Plain) -> list[int]:
    """The rows of households whose people appear nowhere else."""
    named = {row["ho_ten"] for table in ("dang_vien", "nhan_su", "thanh_phan") for row in d[table]}
    return [i for i, row in enumerate(d["ho_gia_dinh"]) if row["ho_ten"] not in named]


def other_members(d: Plain) -> list[int]:
    """The rows of official members who stand for nothing and have a number."""
    named = {row["ho_ten"] for row in d["nhan_su"]}
    return [i for i, row in enumerate(d["dang_vien"]) if row["ho_ten"] not in named and row.get("cccd")]


def new_candidates(d: Plain, number: int) -> list[str]:
    """So many official members who neither stand for anything nor count."""
    named = {row["ho_ten"] for table in ("nhan_su", "thanh_phan") for row in d[table]}
    official = [row["ho_ten"] for row in d["dang_vien"] if row["co_mat"] or not row.get("tinh_trang")]
    return [name for name in official if name not in named and name != "Hà Hoàng Phát"][:number]


def somebody(random: Random, d: Plain) -> tuple[str, Plain]:
    """A row of a roster with its route, of somebody who stands for nothing."""
    rows = [("ho_gia_dinh", i) for i in random.sample(other_homes(d), 3)] + [("dang_vien", i) for i in other_members(d)[:3]]
    table, i = random.choice(rows)
    return f"{table}[{i}]", d[table][i]


def unannounce(d: Plain) -> None:
    """The head round elects nobody and claims nothing; nobody is recognised by name."""
    head_of(d)[1]["trung_cu"] = ""
    step_of(d, "công nhận trưởng ấp")[1]["ho_ten"] = ""


def ends_with_vote(d: Plain) -> None:
    """Leave out what followed the vote for head, whoever it was."""
    d["moc"] = [row for row in d["moc"] if day_of(row["ngay"]) <= vote_day(d)]
    office = head_of(d)[1]["chuc_danh"]
    d["bau_cu"] = [row for row in d["bau_cu"] if row["chuc_danh"] == office]
    d["cuoc_hop"] = [row for row in d.get("cuoc_hop", []) if row["cuoc"] != "đại hội"]
    d.pop("la_phieu", None)


def before_vote(d: Plain) -> None:
    """Leave only what was there before anything was voted on."""
    d["moc"] = [row for row in d["moc"] if day_of(row["ngay"]) < vote_day(d)]
    d["bau_cu"] = []
    d.pop("la_phieu", None)


# --- The makers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """A maker of one fault, and what it needs of the dossier."""

    make: Callable[[Plain, Random], Found]
    needs: dict[str, Any]


FAULTS: dict[str, Fault] = {}


def fault(**needs: Any) -> Callable[[Callable[[Plain, Random], Found]], Callable[[Plain, Random], Found]]:
    def register(make: Callable[[Plain, Random], Found]) -> Callable[[Plain, Random], Found]:
        FAULTS[make.__name__.replace("_", " ")] = Fault(make, needs)
        return make

    return register


NEW = {"years": [2024]}
FOLLOWS = {"models": [HEAD, FRONT]}
GOES_NOWHERE = {"models": [NONE, ""]}
LARGE = {"members": [10, 30]}

# Rosters


@fault(members=[30])
def dt101_one_number_on_two_rows(d: Plain, random: Random) -> Found:
    table, rows = random.choice([("ho_gia_dinh", other_homes(d)), ("dang_vien", other_members(d))])
    first, second = random.sample(rows, 2)
    d[table][second] |= {"cccd": d[table][first]["cccd"], "ngay_sinh": "", "gioi_tinh": ""}
    return [("DT101", f"{table}[{max(first, second)}].cccd")]


@fault(members=[30])
def dt101_one_name_and_birth_date_on_two_rows(d: Plain, random: Random) -> Found:
    table, rows = random.choice([("ho_gia_dinh", other_homes(d)), ("dang_vien", other_members(d))])
    first, second = random.sample(rows, 2)
    d[table][second] |= {name: d[table][first][name] for name in ("ho_ten", "ngay_sinh", "gioi_tinh")} | {"cccd": ""}
    return [("DT101", f"{table}[{max(first, second)}].ho_ten")]


@fault()
def dt102_a_number_that_is_none(d: Plain, random: Random) -> Found:
    path, row = somebody(random, d)
    number = row["cccd"]
    letter = random.randrange(12)
    wrong = [number[1:], number[: random.randint(1, 11)], number + random.choice("0123456789"), number[:9]]
    row["cccd"] = random.choice([*wrong, f"{number[:letter]}o{number[letter + 1 :]}", f"{number[:3]}{random.randint(4, 9)}{number[4:]}"])
    return [("DT102", f"{path}.cccd")]


@fault()
def dt102_a_number_at_odds_with_what_stands_beside_it(d: Plain, random: Random) -> Found:
    path, row = somebody(random, d)
    if random.random() < 0.5:
        row["gioi_tinh"] = "Nam" if row["gioi_tinh"] == "Nữ" else "Nữ"
    else:
        row["ngay_sinh"] = row["ngay_sinh"][:-4] + str(int(row["ngay_sinh"][-4:]) - random.randint(1, 9))
    return [("DT102", f"{path}.cccd")]


@fault()
def dt103_a_household_with_two_representatives(d: Plain, random: Random) -> Found:
    first, second = random.sample(other_homes(d), 2)
    d["ho_gia_dinh"][second]["ma_ho"] = d["ho_gia_dinh"][first]["ma_ho"].lower()
    return [("DT103", f"ho_gia_dinh[{max(first, second)}].ma_ho")]


@fault()
def dt104_a_minor(d: Plain, random: Random) -> Found:
    number, vote = random.choice(other_homes(d)), vote_day(d)
    born = between(random, vote.replace(year=vote.year - 18) + timedelta(days=1), vote)
    d["ho_gia_dinh"][number] |= {"ngay_sinh": random.choice([born, str(vote.year - random.randint(0, 17))]), "cccd": ""}
    return [("DT104", f"ho_gia_dinh[{number}].ngay_sinh")]


@fault(totals=True)
def dt105_a_total_that_is_not_the_roster(d: Plain, random: Random) -> Found:
    places = [
        "don_vi.tong_so_ho",
        "don_vi.tong_dang_vien",
        *(f"bau_cu[{i}].tong_so" for i, row in enumerate(d["bau_cu"]) if "tong_so" in row),
    ]
    route = random.choice(places)
    row = d["don_vi"] if route.startswith("don_vi") else d["bau_cu"][int(route[7])]
    row[route.split(".")[1]] += random.choice([-3, -2, -1, 1, 2, 3])
    return [("DT105", route)]


@fault()
def dt106_official_too_soon(d: Plain, random: Random) -> Found:
    number = random.randrange(6)
    admitted = date(2014, 1, 1) + timedelta(days=random.randint(0, 1000))
    official = between(random, admitted - timedelta(days=400), admitted + timedelta(days=364))
    d["dang_vien"][number] |= {"ngay_vao_dang": text_of(admitted), "ngay_chinh_thuc": official}
    return [("DT106", f"dang_vien[{number}].ngay_chinh_thuc")]


@fault()
def dt106_in_the_party_before_birth(d: Plain, random: Random) -> Found:
    number = random.randrange(6)
    born = day_of(d["dang_vien"][number]["ngay_sinh"])
    d["dang_vien"][number]["ngay_vao_dang"] = between(random, born - timedelta(days=3000), born - timedelta(days=1))
    return [("DT106", f"dang_vien[{number}].ngay_vao_dang")]


@fault(members=[6])
def dt107_a_cell_too_small(d: Plain, random: Random) -> Found:
    before_vote(d)
    number = random.randint(1, 2)
    d["dang_vien"] = d["dang_vien"][:number]
    d["don_vi"]["tong_dang_vien"] = number
    if random.random() < 0.5:
        return [("DT107", "dang_vien.#")]
    del d["dang_vien"]
    return [("DT107", "don_vi.tong_dang_vien")]


@fault()
def dt108_perhaps_one_person(d: Plain, random: Random) -> Found:
    first, second = random.sample(other_homes(d), 2)
    known = d["ho_gia_dinh"][first]
    year = random.choice(["", known["ngay_sinh"][-4:]])
    d["ho_gia_dinh"][second] |= {"ho_ten": known["ho_ten"], "ngay_sinh": year, "cccd": "", "gioi_tinh": ""}
    return [("DT108", f"ho_gia_dinh[{max(first, second)}].ho_ten")]


@fault()
def dt109_a_number_of_no_province(d: Plain, random: Random) -> Found:
    path, row = somebody(random, d)
    row["cccd"] = random.choice([f"{n:03}" for n in range(1, 1000) if f"{n:03}" not in PROVINCES]) + row["cccd"][3:]
    return [("DT109", f"{path}.cccd")]


# Nomination and teams


@fault(models=[HEAD])
def dt201_not_an_official_member_by_the_vote(d: Plain, random: Random) -> Found:
    vote = vote_day(d)
    official = vote + timedelta(days=random.randint(1, 7))
    d["dang_vien"][0] |= {"ngay_vao_dang": text_of(official.replace(year=official.year - 1)), "ngay_chinh_thuc": text_of(official)}
    return [("DT201", "nhan_su[0].dang_vien")]


@fault(models=[HEAD])
def dt202_not_in_the_plan(d: Plain, random: Random) -> Found:
    d["nhan_su"][0]["quy_hoach"] = random.choice(["phó bí thư", "không", "chi ủy", ""])
    return [("DT202", "nhan_su[0].quy_hoach")]


@fault(**NEW)
def dt203_no_hiep_thuong(d: Plain, random: Random) -> Found:
    d.pop("cuoc_hop", None)
    path, row = step_of(d, "hiệp thương")
    what = random.choice(["blank", "gone", "late"])
    if what == "gone":
        d["moc"].remove(row)
        return [("DT203", "moc")]
    row["ngay"] = "" if what == "blank" else between(random, vote_day(d) + timedelta(days=1), date(2024, 12, 31))
    return [("DT203", f"{path}.ngay")]


@fault(**NEW)
def dt204_the_cell_committee_did_not_agree_before_the_list(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "chi ủy thống nhất")
    sent, listed = step_of(d, "gửi danh sách ứng cử")
    if random.random() < 0.5:
        row["ngay"] = ""
        return [("DT204", f"{path}.ngay")]
    row["ngay"] = between(random, day_of(listed["ngay"]) + timedelta(days=1), date(2024, 12, 31))
    return [("DT204", f"{sent}.ngay")]


@fault(**FOLLOWS)
def dt204_the_people_were_not_asked_before_the_list(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "lấy ý kiến nhân dân và đảng viên")
    sent, listed = step_of(d, "gửi danh sách ứng cử")
    if random.random() < 0.5:
        row["ngay"] = ""
        return [("DT204", f"{path}.ngay")]
    row["ngay"] = between(random, day_of(listed["ngay"]) + timedelta(days=1), vote_day(d))
    return [("DT204", f"{sent}.ngay")]


@fault(**NEW)
def dt205_nobody_stands(d: Plain, random: Random) -> Found:
    before_vote(d)
    d["nhan_su"] = [row for row in d["nhan_su"] if "trưởng ấp" not in row["gioi_thieu"]] or [{"ho_ten": random.choice(STRANGERS)}]
    return [("DT205", "nhan_su.#")]


@fault()
def dt206_too_young(d: Plain, random: Random) -> Found:
    rivals = [i for i, row in enumerate(d["nhan_su"]) if row["gioi_thieu"] == "trưởng ấp"]
    number, vote = random.choice(rivals), vote_day(d)
    born = between(random, vote.replace(year=vote.year - 21) + timedelta(days=1), vote.replace(year=vote.year - 15))
    d["nhan_su"][number] |= {"ngay_sinh": born, "cccd": ""}
    return [("DT206", f"nhan_su[{number}].ngay_sinh")]


@fault()
def dt207_not_resident(d: Plain, random: Random) -> Found:
    number = random.choice([i for i, row in enumerate(d["nhan_su"]) if "trưởng ấp" in row["gioi_thieu"]])
    d["nhan_su"][number]["thuong_tru"] = "không"
    return [("DT207", f"nhan_su[{number}].thuong_tru")]


def acting(d: Plain, event: str, *words: str) -> list[int]:
    rows = enumerate(d["thanh_phan"])
    return [i for i, row in rows if row["cuoc"] == event and any(word in row["vai_tro"] for word in words)]


@fault(**NEW)
def dt208_a_candidate_for_head_acts(d: Plain, random: Random) -> Found:
    number = random.choice(acting(d, "trưởng ấp", "tổ bầu cử", "kiểm phiếu", "chứng kiến"))
    d["thanh_phan"][number]["ho_ten"] = random.choice(head_of(d)[1]["ung_cu"])["ho_ten"]
    return [("DT208", f"thanh_phan[{number}].ho_ten")]


@fault(**LARGE)
def dt208_a_candidate_of_the_congress_counts(d: Plain, random: Random) -> Found:
    number = random.choice(acting(d, "đại hội", "kiểm phiếu"))
    d["thanh_phan"][number]["ho_ten"] = random.choice(round_of(d, "chi ủy")[1]["ung_cu"])["ho_ten"]
    return [("DT208", f"thanh_phan[{number}].ho_ten")]


@fault(**NEW)
def dt209_led_by_another(d: Plain, random: Random) -> Found:
    (number,) = acting(d, "trưởng ấp", "tổ trưởng tổ bầu cử")
    d["thanh_phan"][number]["dai_dien"] = random.choice(["Chi hội Nông dân", "Hộ gia đình", "UBND xã", "Chi bộ khu phố 4"])
    return [("DT209", f"thanh_phan[{number}].dai_dien")]


ORDER = (
    ("hiệp thương", "lấy ý kiến nhân dân và đảng viên"),
    ("chi ủy thống nhất", "hiệp thương"),
    ("niêm yết", "gửi danh sách ứng cử"),
    ("nhận kết quả bầu cử", "gửi kết quả bầu cử"),
    ("báo cáo kết quả đại hội", "đại hội chi bộ"),
    ("chuẩn y bí thư", "báo cáo kết quả đại hội"),
)


@fault()
def dt210_a_step_before_the_one_it_follows(d: Plain, random: Random) -> Found:
    later, earlier = random.choice(ORDER)
    path, row = step_of(d, later)
    row["ngay"] = text_of(day_of(step_of(d, earlier)[1]["ngay"]) - timedelta(days=random.randint(1, 9)))
    return [("DT210", f"{path}.ngay")]


@fault()
def dt210_the_congress_before_the_previous_one(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "đại hội nhiệm kỳ trước")
    held = day_of(step_of(d, "đại hội chi bộ")[1]["ngay"])
    row["ngay"] = between(random, held + timedelta(days=1), held + timedelta(days=900))
    return [("DT210", f"{path}.ngay")]


@fault(**NEW)
def dt210_the_result_sent_before_the_vote(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "gửi kết quả bầu cử")
    row["ngay"] = text_of(vote_day(d) - timedelta(days=random.randint(1, 60)))
    return [("DT210", f"{path}.ngay")]


@fault(**NEW)
def dt211_too_few_or_too_many_count(d: Plain, random: Random) -> Found:
    team = acting(d, "trưởng ấp", "kiểm phiếu")
    if random.random() < 0.5:
        for number in sorted(random.sample(team[1:], random.randint(1, 2)), reverse=True):
            del d["thanh_phan"][number]
    else:
        d["thanh_phan"] += [d["thanh_phan"][team[1]] | {"ho_ten": name} for name in STRANGERS[: random.randint(3, 4)]]
    return [("DT211", f"thanh_phan[{team[0]}].vai_tro")]


@fault(**NEW)
def dt212_not_two_witnesses(d: Plain, random: Random) -> Found:
    first, second = acting(d, "trưởng ấp", "chứng kiến")
    if random.random() < 0.5:
        del d["thanh_phan"][second]
    else:
        d["thanh_phan"] += [d["thanh_phan"][first] | {"ho_ten": name} for name in STRANGERS[: random.randint(1, 4)]]
    return [("DT212", f"thanh_phan[{first}].vai_tro")]


# The vote


def timetable(code: str, kind: str, least: int) -> None:
    def late(d: Plain, random: Random) -> Found:
        path, row = step_of(d, kind)
        due, vote = vote_day(d) - timedelta(days=least), vote_day(d)
        row["ngay"] = random.choice(["", between(random, due + timedelta(days=1), vote)])
        return [(code, f"{path}.ngay")]

    FAULTS[f"{code.lower()} {kind} late or not at all"] = Fault(late, NEW)


timetable("DT301", "quyết định tổ chức bầu cử", 20)
timetable("DT302", "gửi danh sách ứng cử", 15)
timetable("DT303", "thành lập tổ bầu cử", 10)
timetable("DT304", "niêm yết", 7)


@fault(ticks=False, taken=False)
def dt305_no_quorum(d: Plain, random: Random) -> Found:
    path, row = head_of(d)
    present = random.randint(1, len(d["ho_gia_dinh"]) // 2)
    row |= dict.fromkeys(COUNTED, present) | {"khong_hop_le": 0}
    for person in row["ung_cu"]:
        person["so_phieu"] = 0
    row["ung_cu"][0]["so_phieu"] = present
    return [("DT305", f"{path}.co_mat")]


@fault(**FOLLOWS)
def dt306_by_hands(d: Plain, random: Random) -> Found:
    path, row = head_of(d)
    row["hinh_thuc"] = "giơ tay"
    if random.random() < 0.5:
        row |= dict.fromkeys(("phat_ra", "thu_ve", "hop_le", "khong_hop_le"), "")
    return [("DT306", f"{path}.hinh_thuc")]


@fault()
def dt307_a_box_too_full(d: Plain, random: Random) -> Found:
    path, row = any_round(random, d)
    row["thu_ve"] = row["phat_ra"] + random.randint(1, 9)
    row["hop_le"] = row["thu_ve"] - row["khong_hop_le"]
    return [("DT307", f"{path}.thu_ve")]


@fault()
def dt308_valid_and_invalid_are_not_all(d: Plain, random: Random) -> Found:
    path, row = any_round(random, d)
    row[random.choice(["hop_le", "khong_hop_le"])] += random.randint(1, 9)
    return [("DT308", f"{path}.hop_le")]


@fault()
def dt309_more_issued_than_people(d: Plain, random: Random) -> Found:
    path, row = any_round(random, d)
    row["phat_ra"] = (row["co_mat"] or len(d["ho_gia_dinh"])) + random.randint(1, 9)
    return [("DT309", f"{path}.phat_ra")]


@fault()
def dt310_more_votes_than_ballots(d: Plain, random: Random) -> Found:
    path, row = any_round(random, d)
    number = random.randrange(len(row["ung_cu"]))
    row["ung_cu"][number]["so_phieu"] = row["hop_le"] + random.randint(1, 99)
    return [("DT310", f"{path}.ung_cu[{number}].so_phieu")]


@fault()
def dt310_more_votes_in_all_than_ballots(d: Plain, random: Random) -> Found:
    path, row = head_of(d)
    rest = row["hop_le"] - sum(person["so_phieu"] for person in row["ung_cu"][:1])
    row["ung_cu"][1]["so_phieu"] = random.randint(rest + 1, row["hop_le"])
    return [("DT310", f"{path}.ung_cu[0].so_phieu")]


@fault()
def dt311_another_announced(d: Plain, random: Random) -> Found:
    path, row = head_of(d)
    row["trung_cu"] = random.choice(row["ung_cu"][1:])["ho_ten"]
    return [("DT311", f"{path}.trung_cu")]


@fault(**LARGE, further=False)
def dt311_one_of_the_committee_exchanged_or_forgotten(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "chi ủy")
    chosen = row["trung_cu"].split("; ")
    (loser,) = (person["ho_ten"] for person in row["ung_cu"] if person["ho_ten"] not in chosen)
    number = random.randrange(3)
    row["trung_cu"] = "; ".join([*chosen[:number], *random.choice([[], [loser]]), *chosen[number + 1 :]])
    return [("DT311", f"{path}.trung_cu")]


@fault(again=False)
def dt312_nobody_introduced_them(d: Plain, random: Random) -> Found:
    path, row = head_of(d)
    number = random.randrange(1, len(row["ung_cu"]))
    row["ung_cu"][number]["ho_ten"] = random.choice([*STRANGERS, row["ung_cu"][number]["ho_ten"] + "h"])
    return [("DT312", f"{path}.ung_cu[{number}].ho_ten")]


@fault(ballots=True)
def dt313_ballots_and_figures(d: Plain, random: Random) -> Found:
    path, row = last_round_of(d, "bí thư")
    only, needed = row["ung_cu"][0], row["co_mat"] // 2 + 1
    possible = [votes for votes in range(needed, row["hop_le"] + 1) if votes != only["so_phieu"]]
    only["so_phieu"] = random.choice(possible)
    return [("DT313", f"{path}.ung_cu[0].so_phieu")]


@fault(ballots=True)
def dt313_a_ballot_lost(d: Plain, random: Random) -> Found:
    del d["la_phieu"][random.randrange(len(d["la_phieu"]))]
    return [("DT313", f"{last_round_of(d, 'bí thư')[0]}.thu_ve")]


@fault(ticks=True, taken=False)
def dt314_present_and_ticks(d: Plain, random: Random) -> Found:
    number = random.choice([i for i, row in enumerate(d["ho_gia_dinh"]) if row["du_hop"] == "x"])
    d["ho_gia_dinh"][number]["du_hop"] = ""
    return [("DT314", f"{head_of(d)[0]}.co_mat")]


@fault(ticks=True)
def dt314_present_and_ticks_of_members(d: Plain, random: Random) -> Found:
    number = random.choice([i for i, row in enumerate(d["dang_vien"]) if row["co_mat"] == "x"])
    d["dang_vien"][number]["co_mat"] = ""
    return [("DT314", "bau_cu[1].co_mat")]


@fault(**GOES_NOWHERE)
def dt315_loose_ballots_decide(d: Plain, random: Random) -> Found:
    unannounce(d)
    ends_with_vote(d)
    path, row = head_of(d)
    homes = len(d["ho_gia_dinh"])
    needed, cast = homes // 2 + 1, row["thu_ve"]
    missing = row["phat_ra"] - cast
    first = random.randint(max(needed - cast + (cast // 2), 1), needed - 1)
    invalid = max(1, needed - first - missing)
    invalid = random.randint(invalid, min(invalid + 2, cast - first))
    for person in row["ung_cu"]:
        person["so_phieu"] = 0
    row["ung_cu"][0]["so_phieu"] = first
    row["ung_cu"][1]["so_phieu"] = random.randint(0, min(first, cast - invalid - first))
    row |= {"khong_hop_le": invalid, "hop_le": cast - invalid}
    return [("DT315", f"{path}.khong_hop_le")]


@fault(years=[2019], again=False)
def dt316_a_second_vote_late(d: Plain, random: Random) -> Found:
    path, row = head_of(d)
    first = copy.deepcopy(row) | {"trung_cu": "", "ngay": text_of(vote_day(d) - timedelta(days=random.randint(16, 30)))}
    first |= {"thu_ve": first["phat_ra"], "hop_le": first["phat_ra"], "khong_hop_le": 0}
    for person in first["ung_cu"]:
        person["so_phieu"] = 0
    first["ung_cu"][0]["so_phieu"] = random.randint(0, len(d["ho_gia_dinh"]) // 2)
    row["lan"] = 2
    d["bau_cu"].append(first)
    return [("DT316", f"{path}.ngay")]


@fault()
def dt317_a_name_that_fits_two(d: Plain, random: Random) -> Found:
    path, row = head_of(d)
    number = random.choice([i for i, person in enumerate(d["nhan_su"]) if person["gioi_thieu"] == "trưởng ấp"])
    lost, leader = d["nhan_su"][number], row["ung_cu"][0]
    row["ung_cu"] = [person for person in row["ung_cu"] if person["ho_ten"] != lost["ho_ten"]]
    lost |= {"ho_ten": leader["ho_ten"], "ngay_sinh": f"12/04/{random.randint(1950, 1967)}", "cccd": ""}
    leader["ngay_sinh"] = ""
    return [("DT317", f"{path}.ung_cu[0].ho_ten")]


@fault(years=[2024], ticks=False, again=False)
def dt318_taken_round_without_a_meeting(d: Plain, random: Random) -> Found:
    del random
    path, row = head_of(d)
    row |= {"cach_thuc": "phát phiếu", "co_mat": ""}
    return [("DT318", f"{path}.cach_thuc")]


# Recognition


@fault(models=[HEAD])
def dt401_not_recognised(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "công nhận trưởng ấp")
    if random.random() < 0.5:
        d["moc"].remove(row)
        return [("DT401", "moc")]
    row["ngay"] = ""
    return [("DT401", f"{path}.ngay")]


@fault(**NEW)
def dt402_recognised_late(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "công nhận trưởng ấp")
    for kind in ("gửi kết quả bầu cử", "nhận kết quả bầu cử"):
        step_of(d, kind)[1]["ngay"] = "10/11/2024"
    last = date(2024, 11, 17) if d["don_vi"]["mo_hinh"] == HEAD else date(2024, 12, 31)
    row["ngay"] = between(random, date(2024, 11, 16), last)
    return [("DT402", f"{path}.ngay")]


@fault()
def dt403_recognised_before_the_vote(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "công nhận trưởng ấp")
    row["ngay"] = between(random, vote_day(d) - timedelta(days=300), vote_day(d) - timedelta(days=1))
    return [("DT403", f"{path}.ngay")]


@fault()
def dt404_another_recognised_or_approved(d: Plain, random: Random) -> Found:
    path, row = step_of(d, random.choice(["công nhận trưởng ấp", "chuẩn y bí thư"]))
    row["ho_ten"] = random.choice([*STRANGERS, head_of(d)[1]["ung_cu"][1]["ho_ten"], d["dang_vien"][1]["ho_ten"]])
    return [("DT404", f"{path}.ho_ten")]


@fault(**NEW)
def dt405_the_result_sent_late(d: Plain, random: Random) -> Found:
    last = date(2024, 11, 17) if d["don_vi"]["mo_hinh"] == HEAD else date(2024, 12, 31)
    late = between(random, date(2024, 11, 16), last)
    for kind in ("gửi kết quả bầu cử", "nhận kết quả bầu cử", "công nhận trưởng ấp"):
        step_of(d, kind)[1]["ngay"] = late
    return [("DT405", f"{step_of(d, 'gửi kết quả bầu cử')[0]}.ngay")]


@fault(**NEW, **GOES_NOWHERE)
def dt406_refused(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "công nhận trưởng ấp")
    row |= {"buoc": "từ chối công nhận", "ho_ten": "", "ngay": between(random, date(2024, 11, 11), date(2024, 11, 15))}
    return [("DT406", f"{path}.ngay")]


@fault(**NEW)
def dt407_vacant_too_long(d: Plain, random: Random) -> Found:
    last = day_of(step_of(d, "quyết định tổ chức bầu cử")[1]["ngay"]) - timedelta(days=61)
    d["moc"].append({"buoc": "cho thôi trưởng ấp", "ngay": between(random, last - timedelta(days=300), last)})
    return [("DT407", f"moc[{len(d['moc']) - 1}].ngay")]


@fault(years=[2024], models=[HEAD])
def dt408_an_acting_head_only(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "công nhận trưởng ấp")
    row |= {"buoc": "cử trưởng ấp lâm thời", "ngay": between(random, date(2024, 11, 11), date(2024, 11, 17))}
    return [("DT408", f"{path}.buoc")]


# The congress


@fault(years=[2019], models=[HEAD])
def dt501_the_congress_before_the_recognition(d: Plain, random: Random) -> Found:
    step_of(d, "công nhận trưởng ấp")[1]["ngay"] = between(random, date(2019, 11, 18), date(2019, 12, 31))
    return [("DT501", "bau_cu[1].ngay")]


@fault(ticks=False, excused=False, ballots=False, again=False)
def dt502_too_few_at_the_congress(d: Plain, random: Random) -> Found:
    number = len(d["bau_cu"]) - 1
    row = d["bau_cu"][number]
    present = random.randint(1, (2 * row["co_mat"] - 1) // 3)
    row |= dict.fromkeys(COUNTED, present)
    row["ung_cu"][0]["so_phieu"] = present
    return [("DT502", f"bau_cu[{number}].co_mat")]


@fault(models=[HEAD])
def dt503_not_whom_the_people_elected(d: Plain, random: Random) -> Found:
    row = head_of(d)[1]
    leader, *rivals = row["ung_cu"]
    rival = random.choice(rivals)
    leader["so_phieu"], rival["so_phieu"] = rival["so_phieu"], leader["so_phieu"]
    row["trung_cu"] = step_of(d, "công nhận trưởng ấp")[1]["ho_ten"] = rival["ho_ten"]
    return [("DT503", f"{round_of(d, 'bí thư')[0]}.ung_cu[0].ho_ten")]


@fault(**LARGE, further=False)
def dt504_no_committee_first(d: Plain, random: Random) -> Found:
    del random
    d["bau_cu"].remove(round_of(d, "chi ủy")[1])
    return [("DT504", f"{round_of(d, 'bí thư')[0]}.chuc_danh")]


@fault(members=[6])
def dt504_a_committee_of_a_small_cell(d: Plain, random: Random) -> Found:
    row = copy.deepcopy(round_of(d, "bí thư")[1]) | {"chuc_danh": "chi ủy", "so_can_bau": 2}
    names = [member["ho_ten"] for member in d["dang_vien"][:3]]
    listed = [{"ho_ten": name, "so_phieu": votes} for name, votes in zip(names, (6, random.randint(4, 6), 0), strict=True)]
    row |= {"ung_cu": listed, "trung_cu": "; ".join(names[:2])}
    place = random.randint(1, len(d["bau_cu"]))
    d["bau_cu"].insert(place, row)
    return [("DT504", f"bau_cu[{place}].chuc_danh")]


@fault(members=[30], deputy=False)
def dt505_a_committee_too_large(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "chi ủy")
    seats = random.randint(8, 9)
    standing = [member["ho_ten"] for member in d["dang_vien"][:4]]
    names = [*standing, *new_candidates(d, seats - 3)]
    row["so_can_bau"] = seats
    row["ung_cu"] = [{"ho_ten": name, "so_phieu": random.randint(16, 30) if i < seats else 0} for i, name in enumerate(names)]
    row["trung_cu"] = "; ".join(names[:seats])
    known = [person for person in d["nhan_su"] if "trưởng ấp" in person["gioi_thieu"]]
    d["nhan_su"] = known + [{"ho_ten": name, "gioi_thieu": "chi ủy", "dang_vien": "chính thức"} for name in names[1:]]
    return [("DT505", f"{path}.so_can_bau")]


@fault(**LARGE, deputy=True, further=False)
def dt506_a_deputy_not_of_the_committee(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "phó bí thư")
    chosen = round_of(d, "chi ủy")[1]["trung_cu"].split("; ")
    listed = [person["ho_ten"] for person in round_of(d, "chi ủy")[1]["ung_cu"]]
    name = random.choice([name for name in (*listed, *new_candidates(d, 2)) if name not in chosen])
    row["ung_cu"][0]["ho_ten"] = row["trung_cu"] = name
    d["nhan_su"].append({"ho_ten": name, "gioi_thieu": "phó bí thư"})
    return [("DT506", f"{path}.ung_cu[0].ho_ten")]


@fault(deputy=False, ballots=False)
def dt507_two_offices_on_one_ballot(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "bí thư")
    if any(other["chuc_danh"] == "phó bí thư" for other in d["bau_cu"]):
        raise ValueError("a deputy was voted on apart")
    row["chuc_danh"] = random.choice(["bí thư; phó bí thư", "Bí thư;phó bí thư"])
    return [("DT507", f"{path}.chuc_danh")]


@fault(**LARGE, others=True)
def dt508_stands_without_the_right(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "chi ủy")
    chosen = row["trung_cu"].split("; ")
    number, loser = next((i, person["ho_ten"]) for i, person in enumerate(row["ung_cu"]) if person["ho_ten"] not in chosen)
    name = random.choice(["Hà Hoàng Phát", "Võ Kim Xuân", *STRANGERS])
    row["ung_cu"][number]["ho_ten"] = name
    next(person for person in d["nhan_su"] if person["ho_ten"] == loser)["ho_ten"] = name
    return [("DT508", f"{path}.ung_cu[{number}].ho_ten")]


@fault(**LARGE, further=False)
def dt509_a_list_without_surplus_or_with_too_much(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "chi ủy")
    if random.random() < 0.5:
        row["so_can_bau"] = 4
    else:
        for name in new_candidates(d, random.randint(1, 2)):
            row["ung_cu"].append({"ho_ten": name, "so_phieu": 0})
            d["nhan_su"].append({"ho_ten": name, "gioi_thieu": "chi ủy"})
    return [("DT509", f"{path}.so_can_bau")]


@fault()
def dt510_a_party_vote_by_hands(d: Plain, random: Random) -> Found:
    d.pop("la_phieu", None)
    number = random.choice([i for i, row in enumerate(d["bau_cu"]) if i and "phat_ra" in row])
    d["bau_cu"][number] |= {"hinh_thuc": "giơ tay"} | dict.fromkeys(("phat_ra", "thu_ve", "hop_le", "khong_hop_le"), "")
    return [("DT510", f"bau_cu[{number}].hinh_thuc")]


@fault()
def dt511_a_congress_off_its_term(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "đại hội nhiệm kỳ trước")
    year = vote_day(d).year
    early = (date(year - 2, 11, 18), date(year, 11, 17))
    row["ngay"] = between(random, *random.choice([early, (date(year - 6, 1, 1), date(year - 3, 11, 16))]))
    return [("DT511", f"{path}.ngay")]


@fault(**NEW)
def dt512_not_approved(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "chuẩn y bí thư")
    if random.random() < 0.5:
        d["moc"].remove(row)
        return [("DT512", "moc")]
    row["ngay"] = ""
    return [("DT512", f"{path}.ngay")]


@fault(ticks=True, excused=True)
def dt513_excused_yet_present(d: Plain, random: Random) -> Found:
    del random
    number = next(i for i, row in enumerate(d["dang_vien"]) if row.get("tinh_trang") == "vắng có lý do")
    d["dang_vien"][number]["co_mat"] = "x"
    return [("DT513", f"dang_vien[{number}].tinh_trang")]


@fault()
def dt514_a_congress_of_two_dates(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "đại hội chi bộ")
    row["ngay"] = text_of(day_of(row["ngay"]) + timedelta(days=random.choice([-30, -2, -1, 1, 2, 30])))
    return [("DT514", f"{path}.ngay")]


@fault(deputy=True, further=False)
def dt515_two_deputies(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "phó bí thư")
    row["so_can_bau"] = random.randint(2, 4)
    return [("DT515", f"{path}.so_can_bau")]


@fault(ballots=False, further=False)
def dt516_a_fourth_round(d: Plain, random: Random) -> Found:
    path, row = round_of(d, "bí thư")
    row["lan"] = 4
    for number in (1, 2, 3):
        lost = [{"ho_ten": row["ung_cu"][0]["ho_ten"], "so_phieu": random.randint(0, row["co_mat"] // 2)}]
        d["bau_cu"].append({**row, "lan": number, "ung_cu": lost, "trung_cu": ""})
    return [("DT516", f"{path}.lan")]


@fault(**NEW)
def dt518_reported_late(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "báo cáo kết quả đại hội")
    row["ngay"] = between(random, date(2024, 11, 27), date(2024, 12, 2))
    return [("DT518", f"{path}.ngay")]


@fault(**NEW)
def dt519_approved_late(d: Plain, random: Random) -> Found:
    path, row = step_of(d, "chuẩn y bí thư")
    row["ngay"] = between(random, date(2024, 12, 12), date(2024, 12, 31))
    return [("DT519", f"{path}.ngay")]


# Cells that cannot be read, and cells left empty


@fault()
def dt004_a_figure_that_is_no_number(d: Plain, random: Random) -> Found:
    path, row = any_round(random, d)
    name = random.choice([*COUNTED, "khong_hop_le"])
    row[name] = random.choice(["mười", "-1", "2,5", "#REF!", "12 phiếu bầu"])
    return [("DT004", f"{path}.{name}")]


@fault()
def dt004_a_date_that_is_none(d: Plain, random: Random) -> Found:
    number = random.randrange(len(d["moc"]))
    d["moc"][number]["ngay"] = random.choice(["31/02/2024", "ngày rằm", "2024", "15/13/2024"])
    return [("DT004", f"moc[{number}].ngay")]


@fault()
def dt005_a_step_misspelt(d: Plain, random: Random) -> Found:
    d.pop("cuoc_hop", None)
    number = random.randrange(len(d["moc"]))
    d["moc"][number]["buoc"] = d["moc"][number]["buoc"][:-1] + "zz"
    return [("DT005", f"moc[{number}].buoc")]


@fault(ballots=False)
def dt008_a_figure_left_empty(d: Plain, random: Random) -> Found:
    path, row = any_round(random, d)
    name = random.choice([*COUNTED, "khong_hop_le", "so_phieu"])
    if name == "so_phieu":
        number = random.randrange(len(row["ung_cu"]))
        row["ung_cu"][number]["so_phieu"] = ""
        return [("DT008", f"{path}.ung_cu[{number}].so_phieu")]
    row[name] = ""
    return [("DT008", f"{path}.{name}")]
