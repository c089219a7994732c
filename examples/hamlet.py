"""The dossier of one hamlet of the example district, made from its plan: clean, and its figures agree with each other."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from invent import Invented, Inventor
from long_thanh import FRONT, HEAD, NONE, Plan, Stage, days_of

from dantin.vietnamese import name_key

Row = dict[str, Any]
Votes = list[tuple[Invented, int]]


class Hamlet:
    """One hamlet: who lives there, who came, and what they decided. `tables` is its dossier."""

    def __init__(self, plan: Plan, numbers: set[str], people: set[tuple[str, date]]) -> None:
        """`numbers` and `people` are those of the whole district: see `Inventor`."""
        self.plan = plan
        self.rng = random.Random(f"long-thanh/{plan.code}")
        self.invent = Inventor(self.rng, numbers, people)
        self.days = days_of(self.rng, plan)
        self.hall = f"Nhà văn hóa {plan.called}"
        self._choose_people()
        self._choose_attendance()

    def tables(self) -> dict[str, Any]:
        """The dossier as plain data: a table that the stage has not reached is not there."""
        stage = self.plan.stage
        tables: dict[str, Any] = {"don_vi": self._unit(), "ho_gia_dinh": self._roster()}
        if stage > Stage.ROSTER or self.rng.random() < 0.5:
            tables["dang_vien"] = self._cell()
        if stage > Stage.ROSTER:
            tables |= {"nhan_su": self._nominees(), "thanh_phan": list(self._officials()), "moc": self._steps()}
        if "vote" in self.days:
            tables["bau_cu"] = [*self._head_rounds(), *(self._congress_rounds() if stage >= Stage.CONGRESS else ())]
        if self.plan.single_ballots:
            tables["la_phieu"] = self._single_ballots(tables["bau_cu"])
        return tables

    # --- Who is there --------------------------------------------------------------------------------------------------

    def _choose_people(self) -> None:
        plan, rng, invent = self.plan, self.rng, self.invent
        self.members = [invent.person((1955, 1992)) for _ in range(plan.members)]
        at_home = self.members[: plan.members // 3]
        others = [invent.person((1942, 1996)) for _ in range(plan.households - len(at_home))]
        # The first three may stand for head, the next twelve act in the vote: their names are theirs alone.
        standing, self.acting = others[:3], others[3:15]
        for place in rng.sample(range(16, len(others)), len(others) // 70):
            others[place] = invent.namesake(others[place - 1], (1942, 1996))
        self.homes = [*others, *at_home]
        rng.shuffle(self.homes)
        self.secretary = self.members[0]
        self.head = self.secretary if plan.model == HEAD else standing[0]
        divided = plan.stage is Stage.NOT_ELECTED or plan.votes == "again"
        self.rivals = standing[1 : 3 if divided else 1 + rng.choice((0, 1, 1, 1, 2))]
        self.front_head = self.secretary if plan.model == FRONT else self.acting[0]
        self.seats = 0 if plan.members < 9 else 5 if plan.members >= 24 else 3
        self.committee = self.members[: self.seats + 1] if self.seats else []
        self.deputy = self.members[1] if plan.members >= 7 else None
        last = self.members[-1]
        stranger = invent.person((1950, 1970))
        self.head_before = self.head if rng.random() < 0.7 else last if rng.random() < 0.15 else stranger
        self.secretary_before = self.head_before if self.head_before in self.members else last

    def _choose_attendance(self) -> None:
        """How many came to the vote, and who: the candidates and those who act are always among them; the same for the congress."""
        plan, rng = self.plan, self.rng
        self.majority = plan.households // 2 + 1
        short = plan.stage is Stage.NO_QUORUM or plan.votes == "taken round"
        least, most = (30, 48) if short else (72, 95)
        self.present = rng.randint(plan.households * least // 100, plan.households * most // 100)
        must = {self.head, self.secretary, self.front_head, *self.rivals, *self.acting}
        there = [home for home in self.homes if home in must]
        may = [home for home in self.homes if home not in must]
        self.attending = {*there, *rng.sample(may, self.present - len(there))}
        self.away = self._away_from_congress()
        states = [state for state, _ in self.away.values()]
        self.voters = plan.members - len(states)
        # Who is exempt or elsewhere and does not come is not counted; nor is who has an accepted reason.
        self.base = self.voters + states.count("đang sinh hoạt")

    def _away_from_congress(self) -> dict[Invented, tuple[str, str]]:
        """Who of the members does not come: state and reason. They are the last of the list, where nobody acts or stands."""
        plan, rng = self.plan, self.rng
        if plan.stage < Stage.CONGRESS or plan.members < 12:
            return {}
        reason = rng.choice(("điều trị tại bệnh viện", "đi công tác", "việc tang gia đình"))
        states = ["miễn sinh hoạt", "vắng có lý do", "sinh hoạt tạm thời nơi khác", "đang sinh hoạt", "miễn sinh hoạt"]
        chosen = [(state, reason if state == "vắng có lý do" else "") for state in states if rng.random() < 0.3]
        return dict(zip(reversed(self.members), chosen[: plan.members // 8], strict=False))

    # --- The tables ----------------------------------------------------------------------------------------------------

    def _unit(self) -> Row:
        plan = self.plan
        return {
            "ma": plan.code,
            "ten": plan.name,
            "loai": plan.kind,
            "xa": plan.commune,
            "huyen": "Long Thành",
            "tinh": "Đồng Nai",
            "nhiem_ky_truong": "2024-2029",
            "nhiem_ky_chi_bo": "2025-2027",
            "mo_hinh": plan.model,
            "tong_so_ho": plan.households,
            "tong_dang_vien": plan.members,
            "chi_bo": f"Chi bộ {plan.called}",
            "dang_bo": f"Đảng bộ {plan.commune}",
            "truong_duong_nhiem": self.head_before.name,
            "bi_thu_duong_nhiem": self.secretary_before.name,
        }

    def _person(self, number: int, person: Invented) -> Row:
        return {"tt": number, **person.row(number=self.plan.numbers)}

    def _roster(self) -> list[Row]:
        met = self.plan.stage >= Stage.NO_QUORUM
        rows = []
        for i, person in enumerate(self.homes, 1):
            row = self._person(i, person) | {"ma_ho": f"H{i:03}"}
            rows.append(row | ({"du_hop": "x" if person in self.attending else ""} if met else {}))
        return rows

    def _cell(self) -> list[Row]:
        rng, invent = self.rng, self.invent
        held = self.plan.stage >= Stage.CONGRESS
        rows = []
        for i, person in enumerate(self.members, 1):
            admitted, official = invent.joined(person, date(2023, 9, 1))
            state, reason = self.away.get(person, ("đang sinh hoạt", ""))
            row = self._person(i, person) | {"ngay_vao_dang": admitted, "ngay_chinh_thuc": official, "tinh_trang": state}
            rows.append(row | ({"ly_do_vang": reason, "co_mat": "" if person in self.away else "x"} if held else {}))
        if rng.random() < 0.3:
            row = self._person(len(rows) + 1, invent.person((1990, 2001)))
            rows.append(row | {"ngay_vao_dang": date(2024, rng.randint(2, 9), rng.randint(1, 28)), "tinh_trang": "đang sinh hoạt"})
        if rng.random() < 0.1:
            person = invent.person((1960, 1990))
            admitted, official = invent.joined(person, date(2023, 9, 1))
            row = self._person(len(rows) + 1, person) | {"ngay_vao_dang": admitted, "ngay_chinh_thuc": official}
            rows.append(row | {"tinh_trang": "nơi khác đến sinh hoạt tạm thời"})
        return rows

    def _nominees(self) -> list[Row]:
        plan, rng = self.plan, self.rng
        congress_near = plan.stage >= Stage.RECOGNISED
        offices: dict[Invented, list[str]] = {person: ["trưởng ấp"] for person in (self.head, *self.rivals)}
        for person in self.committee if congress_near else ():
            offices.setdefault(person, []).append("chi ủy")
        if congress_near or plan.model != NONE:
            offices.setdefault(self.secretary, []).append("bí thư")
        if congress_near and self.deputy is not None:
            offices.setdefault(self.deputy, []).append("phó bí thư")
        rows = []
        for i, (person, names) in enumerate(offices.items(), 1):
            row = self._person(i, person)
            row["dang_vien"] = "chính thức" if person in self.members else "không"
            row["quy_hoach"] = "bí thư" if person is self.secretary else "không"
            row["gioi_thieu"] = "; ".join(names)
            row["nguon"] = "danh sách chính thức"
            if person in self.rivals[1:] and plan.stage >= Stage.NOT_ELECTED:
                row["nguon"] = rng.choice(("danh sách chính thức", "giới thiệu tại cuộc họp", "tự ứng cử"))
            if plan.model == FRONT:
                row["truong_ban_ctmt"] = "x" if person is self.front_head else ""
            row["thuong_tru"] = "x"
            row["tai_cu"] = "x" if person is self.head_before else ""
            rows.append(row)
        return rows

    def _officials(self) -> Iterator[Row]:
        plan = self.plan
        front, cell = f"Ban công tác Mặt trận {plan.called}", f"Chi bộ {plan.called}"

        def official(event: str, duty: str, person: Invented, position: str = "", represents: str = "Hộ gia đình") -> Row:
            row = {"cuoc": event, "vai_tro": duty, "ho_ten": person.name, "gioi_tinh": person.sex}
            return row | {"chuc_vu": position, "dai_dien": represents}

        chair, (clerk, *households) = self.front_head, self.acting[1:]
        position = "Trưởng ban công tác Mặt trận"
        yield official("hiệp thương", "chủ trì", chair, position, front)
        yield official("hiệp thương", "thư ký", clerk, "Ủy viên", front)
        if plan.stage < Stage.PLANNED:
            return
        yield official("trưởng ấp", "tổ trưởng tổ bầu cử", chair, position, front)
        for body in ("Chi hội Nông dân", "Chi hội Cựu chiến binh", "Chi hội Người cao tuổi", "Hộ gia đình"):
            yield official("trưởng ấp", "thành viên tổ bầu cử", households.pop(0), "", body)
        if plan.stage < Stage.NOT_ELECTED:
            return
        yield official("trưởng ấp", "chủ trì", chair, position, front)
        yield official("trưởng ấp", "thư ký", clerk, "Ủy viên", front)
        for _ in range(2):
            yield official("trưởng ấp", "người chứng kiến", households.pop(0))
        if plan.votes != "by hands":
            yield official("trưởng ấp", "trưởng ban kiểm phiếu", households.pop(0))
            for person in households[: self.rng.choice((2, 2, 3))]:
                yield official("trưởng ấp", "thành viên ban kiểm phiếu", person)
        if plan.stage < Stage.CONGRESS:
            return
        standing = {self.secretary, self.deputy, *self.committee}
        head, second, third, *others = [person for person in self.members if person not in standing]
        # In the smallest cells somebody who stands has to chair: whoever counts must not stand.
        chairing = [*others, self.secretary]
        yield official("đại hội", "đoàn chủ tịch", chairing[0], "Đảng viên", cell)
        yield official("đại hội", "thư ký", chairing[1], "Đảng viên", cell)
        yield official("đại hội", "trưởng ban kiểm phiếu", head, "Đảng viên", cell)
        yield official("đại hội", "thành viên ban kiểm phiếu", second, "Đảng viên", cell)
        yield official("đại hội", "thành viên ban kiểm phiếu", third, "Đảng viên", cell)

    def _steps(self) -> list[Row]:
        named = {"công nhận trưởng ấp": self.head.name, "chuẩn y bí thư": self.secretary.name}
        days = sorted((day, i, step) for i, (step, day) in enumerate(self.days.items()) if not step.startswith("vote"))
        return [{"buoc": step, "ngay": day, "ho_ten": named.get(step, "")} for day, _, step in days]

    # --- The vote for head -----------------------------------------------------------------------------------------------

    def _head_rounds(self) -> Iterator[Row]:
        plan, rng, days = self.plan, self.rng, self.days
        office = f"trưởng {plan.kind}"
        hour = rng.choice(("7 giờ 00", "7 giờ 30", "8 giờ 00", "19 giờ 00"))
        common = {"bat_dau": hour, "dia_diem": self.hall, "cach_thuc": "cuộc họp", "hinh_thuc": "bỏ phiếu kín", "so_can_bau": 1}
        first: Row = {"chuc_danh": office, "lan": 1, "ngay": days["vote"], **common}
        second: Row = {"chuc_danh": office, "lan": 2, **common}
        too_few = {"co_mat": self.present, "ghi_nhan": "không đủ số dự"}
        came = {"co_mat": self.present}
        if plan.stage is Stage.PLANNED:
            yield first
        elif plan.stage is Stage.NO_QUORUM:
            yield first | too_few
        elif plan.stage is Stage.NOT_ELECTED:
            yield first | came | self._undecided(self.present)
        elif plan.votes == "taken round":
            yield first | too_few
            when = {"ngay": days["vote 2"], "ngay_ket_thuc": days["vote ends"], "bat_dau": "", "cach_thuc": "phát phiếu"}
            yield second | when | self._decided(plan.households, plan.households * rng.randint(2, 8) // 100)
        elif plan.votes == "again":
            # The ticks of the roster are those of the second meeting.
            fewer = self.present - rng.randint(1, 9)
            yield first | {"co_mat": fewer} | self._undecided(fewer)
            yield second | {"loai_vong": "bầu lại", "ngay": days["vote 2"]} | came | self._decided(self.present, rng.choice((0, 1, 2)))
        elif plan.votes == "by hands":
            votes = max(self.present * rng.randint(80, 99) // 100, self.majority)
            people = self._on_ballot([(self.head, votes), *((rival, (self.present - votes) // 3) for rival in self.rivals)])
            yield first | {"hinh_thuc": "giơ tay", "trung_cu": self.head.name, "ung_cu": people} | came
        else:
            yield first | came | self._decided(self.present, rng.choice((0, 0, 0, 1, 2)))

    def _decided(self, issued: int, lost: int) -> Row:
        """The ballots of a vote that elected the head, so clearly that the lost and the spoilt ones could not have changed it."""
        row, valid, loose = self._ballots(issued, lost)
        votes = max(valid * self.rng.randint(75, 96) // 100, self.majority + loose + 2)
        others = zip(self.rivals, self._split(valid - votes), strict=False)
        return row | {"trung_cu": self.head.name, "ung_cu": self._on_ballot([(self.head, votes), *others])}

    def _undecided(self, issued: int) -> Row:
        """The ballots of a vote that elected nobody, nor would have with the lost and the spoilt ones."""
        row, valid, loose = self._ballots(issued, self.rng.choice((0, 1)))
        votes = min(valid * self.rng.randint(40, 46) // 100, self.majority - loose - 3)
        others = zip(self.rivals, self._split(valid - votes), strict=True)
        return row | {"ung_cu": self._on_ballot([(self.head, votes), *others])}

    def _ballots(self, issued: int, lost: int) -> tuple[Row, int, int]:
        """The figures of a box of ballots; how many are valid; how many were lost or spoilt."""
        spoilt = self.rng.choice((0, 1, 2, 3, 4))
        returned, valid = issued - lost, issued - lost - spoilt
        row: Row = {"phat_ra": issued, "thu_ve": returned, "hop_le": valid, "khong_hop_le": spoilt}
        row |= {"ly_do_khong_hop_le": f"{spoilt:02} phiếu để trống"} if spoilt else {}
        row |= {"ly_do": f"{lost:02} phiếu không thu về"} if lost else {}
        return row, valid, lost + spoilt

    def _split(self, votes: int) -> list[int]:
        """The votes that the head did not get, by rival; where there is none, they disagreed."""
        if len(self.rivals) < 2:
            return [votes]
        share = votes * self.rng.randint(40, 60) // 100
        return [share, votes - share]

    @staticmethod
    def _on_ballot(votes: Votes) -> list[Row]:
        """Candidates in the order of the ballot, by given name."""
        return [{"ho_ten": p.name, "so_phieu": number} for p, number in sorted(votes, key=lambda entry: name_key(entry[0].name))]

    # --- The congress ----------------------------------------------------------------------------------------------------

    def _congress_rounds(self) -> Iterator[Row]:
        if self.committee:
            *winners, last = self.committee
            if self.plan.committee == "once":
                against = self.rng.randint(1, max(min(self.base // 2 - 1, self.voters // 4), 1))
                votes = dict.fromkeys(winners, self.voters)
                for _ in range(against):
                    # A vote for the last of the list is one less for somebody else.
                    votes[max(winners, key=lambda person: (votes[person], self.rng.random()))] -= 1
                yield self._party_round("chi ủy", self.seats, [*votes.items(), (last, against)], winners)
            else:
                yield from self._two_rounds(winners, last)
        yield self._party_round("bí thư", 1, [(self.secretary, self._agreed())], [self.secretary])
        if self.deputy is not None:
            yield self._party_round("phó bí thư", 1, [(self.deputy, self._agreed())], [self.deputy])

    def _two_rounds(self, winners: list[Invented], last: Invented) -> Iterator[Row]:
        """A committee that took two rounds: two people were level at the last seat, just short of half or just over it."""
        *sure, third = winners
        more = self.plan.committee == "more"
        level = self.base // 2 + (0 if more else 1)
        votes = dict.fromkeys(sure, self.voters - 1)
        # What the two have above one full seat is missing with another.
        votes[sure[-1]] -= max(2 * level - self.voters - len(sure), 0)
        yield self._party_round("chi ủy", self.seats, [*votes.items(), (third, level), (last, level)], sure)
        clear = self.base // 2 + 3
        second = self._party_round("chi ủy", 1, [(third, clear), (last, self.voters - clear)], [third])
        yield second | {"lan": 2, "loai_vong": "bầu thêm" if more else "giữa những người bằng phiếu"}

    def _party_round(self, office: str, seats: int, votes: Votes, elected: list[Invented]) -> Row:
        row: Row = {"chuc_danh": office, "lan": 1, "ngay": self.days["đại hội chi bộ"], "dia_diem": self.hall, "cach_thuc": "đại hội"}
        row |= {"hinh_thuc": "bỏ phiếu kín", "so_can_bau": seats, "co_mat": self.voters, "phat_ra": self.voters, "thu_ve": self.voters}
        row |= {"hop_le": self.voters, "khong_hop_le": 0, "trung_cu": "; ".join(person.name for person in elected)}
        return row | {"ung_cu": self._on_ballot(votes)}

    def _agreed(self) -> int:
        """How many agreed with the one person on a list: all or nearly, and more than half."""
        return max(self.voters - self.rng.choice((0, 0, 1, 1, 2)), self.base // 2 + 1)

    def _single_ballots(self, rounds: list[Row]) -> list[Row]:
        """The ballots for secretary one by one, as they came out of the box."""
        round_ = next(row for row in rounds if row["chuc_danh"] == "bí thư")
        agreed = round_["ung_cu"][0]["so_phieu"]
        said = [self.secretary.name] * agreed + ["không đồng ý"] * (self.voters - agreed)
        self.rng.shuffle(said)
        return [{"chuc_danh": "bí thư", "lan": 1, "so": i, "bau_cho": text} for i, text in enumerate(said, 1)]
