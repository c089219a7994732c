"""The plan of the example district: 83 hamlets in the 14 communes of huyện Long Thành, how far each has come, and on which days.

The day of the example is `TODAY`: nothing in it is late on that day. The hamlets' names are invented, as is all that is said of them.
`hamlet.py` makes a clean dossier of each plan, `plant.py` spoils a dozen of them.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from dantin.vietnamese import fold

TODAY = date(2024, 12, 20)
COMMUNES = (
    ("thị trấn Long Thành", "Khu phố 1|Khu phố 2|Khu phố 3|Khu phố 4|Khu phố 5|Khu phố 6|Khu phố 7|Khu phố 8"),
    ("xã An Phước", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5|Ấp 6|Ấp 7|Ấp 8"),
    ("xã Bàu Cạn", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5|Ấp 6|Ấp 7"),
    ("xã Bình An", "Ấp An Lâm|Ấp An Bình|Ấp Bình Lâm|Ấp Bình Minh"),
    ("xã Bình Sơn", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5"),
    ("xã Cẩm Đường", "Ấp Suối Đá|Ấp Cẩm Tân|Ấp Xuân Đường|Ấp Rừng Dầu"),
    ("xã Lộc An", "Ấp Bình Lộc|Ấp Thanh Lộc|Ấp Hàng Gòn|Ấp Lộc Tân|Ấp Lộc Hưng"),
    ("xã Long An", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5|Ấp 6"),
    ("xã Long Đức", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5"),
    ("xã Long Phước", "Ấp Phước Hòa|Ấp Phước Tân|Ấp Phước Lộc|Ấp Tân Hòa|Ấp Tân Lập|Ấp Xóm Gò|Ấp Xóm Trầu|Ấp Bến Sắn"),
    ("xã Phước Bình", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5|Ấp 6"),
    ("xã Phước Thái", "Ấp 1A|Ấp 1B|Ấp 1C|Ấp Long Phú|Ấp Hiền Đức|Ấp Hiền Hòa|Ấp Thái Thiện"),
    ("xã Tam An", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5"),
    ("xã Tân Hiệp", "Ấp 1|Ấp 2|Ấp 3|Ấp 4|Ấp 5"),
)


class Stage(IntEnum):
    """How far a hamlet has come; the two side tracks of a vote that elected nobody stand before the elected."""

    ROSTER = 0
    CONSULTED = 1
    LIST_SENT = 2
    PLANNED = 3
    NO_QUORUM = 4
    NOT_ELECTED = 5
    ELECTED = 6
    SENT = 7
    RECOGNISED = 8
    CONGRESS = 9
    REPORTED = 10
    APPROVED = 11


_STAGES = {
    Stage.ROSTER: 3,
    Stage.CONSULTED: 2,
    Stage.LIST_SENT: 2,
    Stage.PLANNED: 3,
    Stage.NO_QUORUM: 1,
    Stage.NOT_ELECTED: 2,
    Stage.ELECTED: 2,
    Stage.SENT: 3,
    Stage.RECOGNISED: 4,
    Stage.CONGRESS: 4,
    Stage.REPORTED: 5,
    Stage.APPROVED: 52,
}
HEAD, FRONT, NONE = "bí thư là trưởng ấp", "bí thư là trưởng ban công tác mặt trận", "không thực hiện"
_MODELS = {HEAD: 55, FRONT: 7, NONE: 21}
_VOTE_DAYS = {
    Stage.LIST_SENT: [date(2025, 1, 5)],
    Stage.PLANNED: [date(2024, 12, 22), date(2024, 12, 29)],
    Stage.NO_QUORUM: [date(2024, 12, 15)],
    Stage.NOT_ELECTED: [date(2024, 12, 8), date(2024, 12, 15)],
    Stage.ELECTED: [date(2024, 12, 15)],
    Stage.SENT: [date(2024, 12, 15)],
    Stage.RECOGNISED: [date(2024, 12, 1), date(2024, 12, 8)],
    Stage.CONGRESS: [date(2024, 12, 1)],
    Stage.REPORTED: [date(2024, 11, 24)],
    Stage.APPROVED: [date(2024, 10, 20), date(2024, 10, 27), date(2024, 11, 3), date(2024, 11, 10), date(2024, 11, 17)],
}


@dataclass(frozen=True)
class Plan:
    """What one hamlet is to be. `votes`: how the head came to be elected; `committee`: how the cell committee did."""

    code: str
    name: str
    commune: str
    stage: Stage
    model: str
    households: int
    members: int
    numbers: bool
    votes: str = "once"
    committee: str = "once"
    single_ballots: bool = False

    @property
    def path(self) -> str:
        """The workbook, seen from the district's folder: "long-phuoc/LT-031-ap-phuoc-hoa.xlsx"."""
        commune = self.commune.removeprefix("thị trấn ").removeprefix("xã ")
        return f"{_slug(commune)}/{self.code}-{_slug(self.name)}.xlsx"

    @property
    def kind(self) -> str:
        """What the hamlet calls itself."""
        return "khu phố" if self.name.startswith("Khu phố") else "ấp"

    @property
    def called(self) -> str:
        """The hamlet inside a sentence: "khu phố 4", "ấp Phước Hòa"."""
        return self.name[0].lower() + self.name[1:]


def _slug(text: str) -> str:
    return fold(text).replace("_", "-")


def plans() -> list[Plan]:
    """The 83 hamlets, in the order of their codes."""
    rng = random.Random("long-thanh")
    names = [(commune, name) for commune, hamlets in COMMUNES for name in hamlets.split("|")]
    stages = [stage for stage, number in _STAGES.items() for _ in range(number)]
    models = [model for model, number in _MODELS.items() for _ in range(number)]
    households = [120, 600, *(round(rng.triangular(120, 600, 250)) for _ in names[2:])]
    members = [5, 5, 6, 7, 7, 8, 8, 8, 9, 34, *(min(max(round(rng.gauss(17, 6)), 9), 33) for _ in names[10:])]
    for column in (stages, models, households, members):
        rng.shuffle(column)
    made = []
    again, more = ["taken round", "again", "taken round", "again", "taken round"], ["more", "tied"]
    hands, single = 4, 2
    for i, (commune, name) in enumerate(names):
        stage, model, cell = stages[i], models[i], members[i]
        votes, committee, ballots = "once", "once", False
        if stage is Stage.APPROVED and model == NONE and hands:
            votes, hands = "by hands", hands - 1
        elif stage is Stage.APPROVED and again and rng.random() < 0.3:
            votes = again.pop()
        elif stage is Stage.APPROVED and cell >= 14 and more and rng.random() < 0.3:
            committee = more.pop()
        elif stage >= Stage.CONGRESS and single and rng.random() < 0.2:
            ballots, single = True, single - 1
        code = f"LT-{i + 1:03}"
        made.append(Plan(code, name, commune, stage, model, households[i], cell, i % 6 == 2, votes, committee, ballots))
    left = [*again, *more, *["by hands"] * hands, *["single ballots"] * single]
    assert not left, f"no hamlet was found for {left}"
    return made


# --- Days ------------------------------------------------------------------------------------------------------------


def _weekday_before(day: date) -> date:
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def _working(day: date, number: int) -> date:
    """The working day so many after a day. From 4 September to the end of 2024 no public holiday falls on one."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def days_of(rng: random.Random, plan: Plan) -> dict[str, date]:
    """The day of every step up to the hamlet's stage, each within its time, many on the last lawful day.

    "vote" is the day of the first vote, "vote 2" that of the second, "vote ends" the last on which ballots were taken round.
    """
    while True:
        days = _drawn(rng, plan)
        done = {step: day for step, day in days.items() if not step.startswith("vote")}
        in_time = all(day <= TODAY for day in done.values())
        # A congress of long ago that has not reported would be late.
        if in_time and (plan.stage is not Stage.CONGRESS or days["đại hội chi bộ"] >= date(2024, 12, 14)):
            return days


def _drawn(rng: random.Random, plan: Plan) -> dict[str, date]:
    stage = plan.stage
    if stage is Stage.ROSTER:
        return {}
    days: dict[str, date] = {}
    if stage is Stage.CONSULTED:
        consulted = date(2024, 12, 2) + timedelta(days=rng.randint(0, 4))
        days["lấy ý kiến nhân dân và đảng viên"] = consulted
        days["hiệp thương"] = consulted + timedelta(days=rng.randint(2, 5))
        if rng.random() < 0.5:
            days["chi ủy thống nhất"] = days["hiệp thương"] + timedelta(days=rng.randint(1, 4))
        return days
    vote = rng.choice(_VOTE_DAYS[stage])
    if plan.votes in ("taken round", "again"):
        vote = date(2024, 10, 13)
    decision = _weekday_before(vote - timedelta(days=20 + rng.choice((0, 0, 1, 3, 5))))
    agreed = decision - timedelta(days=rng.randint(1, 3))
    consulted = agreed - timedelta(days=rng.randint(1, 3))
    days["lấy ý kiến nhân dân và đảng viên"] = consulted - timedelta(days=rng.randint(2, 4))
    days |= {"hiệp thương": consulted, "chi ủy thống nhất": agreed, "quyết định tổ chức bầu cử": decision}
    days["gửi danh sách ứng cử"] = vote - timedelta(days=rng.choice((15, 15, 16, 17, 18)))
    if stage is Stage.LIST_SENT:
        return days
    days["thành lập tổ bầu cử"] = vote - timedelta(days=rng.choice((10, 10, 11, 12, 13)))
    days["niêm yết"] = vote - timedelta(days=rng.choice((7, 7, 8, 9)))
    days["vote"] = vote
    if plan.votes == "again":
        vote = days["vote 2"] = vote + timedelta(days=21)
    elif plan.votes == "taken round":
        days["vote 2"] = vote + timedelta(days=7)
        vote = days["vote ends"] = vote + timedelta(days=9)
    if stage < Stage.SENT:
        return days
    days["gửi kết quả bầu cử"] = _working(vote, rng.choice((1, 1, 2, 3, 5)) if stage > Stage.RECOGNISED else rng.randint(1, 2))
    days["nhận kết quả bầu cử"] = _working(days["gửi kết quả bầu cử"], rng.randint(0, 1))
    if stage < Stage.RECOGNISED:
        return days
    recognised = days["công nhận trưởng ấp"] = _working(days["nhận kết quả bầu cử"], rng.choice((2, 3, 4, 5, 5)))
    if stage < Stage.CONGRESS:
        return days
    saturday = recognised + timedelta(days=(5 - recognised.weekday()) % 7)
    days["đại hội chi bộ"] = saturday + timedelta(days=rng.choice((0, 1, 1, 7, 8)))
    # Thirty months, give or take a few, and six are allowed.
    days["đại hội nhiệm kỳ trước"] = date(2022, 5, 20) + timedelta(days=rng.randint(-100, 100))
    if stage < Stage.REPORTED:
        return days
    days["báo cáo kết quả đại hội"] = _working(days["đại hội chi bộ"], rng.choice((1, 2, 3, 4, 7)))
    if stage < Stage.APPROVED:
        return days
    days["chuẩn y bí thư"] = _working(days["báo cáo kết quả đại hội"], rng.choice((3, 5, 8, 12, 15)))
    return days
