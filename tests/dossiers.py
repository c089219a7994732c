"""Random dossiers that are in order: any office, round and state, with figures that meet in one sentence. People are invented.

`dossier` gives a dossier as its YAML says it, with the day on which it stands so. Later steps have the earlier ones they need, and every
figure agrees with the others, so that no rule finds an error and every paper due can be signed.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

Row = dict[str, Any]
Votes = dict[str, int]

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Huỳnh")
_MIDDLES = ("Văn", "Thị", "Minh", "Thị Ngọc", "Quốc")
# Names that stand inside one another.
_GIVEN = ("An", "An Khang", "Hòa", "Hóa", "Hoa", "Bình An", "Ánh", "Khang", "Việt", "Đạt")
_HALL = "Nhà văn hóa ấp 5"
HEAD, COMMITTEE, SECRETARY, DEPUTY = "trưởng ấp", "chi ủy", "bí thư", "phó bí thư"
_TIED = "giữa những người bằng phiếu"


class State(IntEnum):
    """How far the hamlet has come."""

    PLANNED = 0
    VOTED = 1
    RECOGNISED = 2
    CONGRESS = 3
    APPROVED = 4


_DAYS = {State.PLANNED: (11, 1), State.VOTED: (11, 10), State.RECOGNISED: (11, 15), State.CONGRESS: (11, 17), State.APPROVED: (12, 20)}
_STEPS = (
    (State.PLANNED, "lấy ý kiến nhân dân và đảng viên", "01/10"),
    (State.PLANNED, "hiệp thương", "03/10"),
    (State.PLANNED, "chi ủy thống nhất", "05/10"),
    (State.PLANNED, "quyết định tổ chức bầu cử", "07/10"),
    (State.PLANNED, "gửi danh sách ứng cử", "14/10"),
    (State.PLANNED, "thành lập tổ bầu cử", "18/10"),
    (State.PLANNED, "niêm yết", "21/10"),
    (State.RECOGNISED, "gửi kết quả bầu cử", "11/11"),
    (State.RECOGNISED, "nhận kết quả bầu cử", "11/11"),
    (State.RECOGNISED, "công nhận trưởng ấp", "15/11"),
    (State.CONGRESS, "đại hội chi bộ", "17/11"),
    (State.APPROVED, "báo cáo kết quả đại hội", "20/11"),
    (State.APPROVED, "chuẩn y bí thư", "02/12"),
)


def dossier(seed: int) -> tuple[dict[str, Any], date]:
    """The tables of a dossier and the day on which it stands so."""
    return _Dossier(random.Random(f"dossier {seed}")).made()


@dataclass
class _Dossier:
    rng: random.Random
    tables: dict[str, Any] = field(default_factory=dict)
    winners: dict[str, list[str]] = field(default_factory=dict)
    """Whom the rounds elected, by office."""

    def made(self) -> tuple[dict[str, Any], date]:
        rng = self.rng
        self.year = rng.choice((2019, 2024))
        self.state = rng.choice(list(State))
        names = [f"{a} {b} {c}" for a in _FAMILIES for b in _MIDDLES for c in _GIVEN]
        rng.shuffle(names)
        self.names = iter(names)
        # Small hamlets and cells, where all figures are near one another, as often as large ones.
        self.households = rng.choice((rng.randint(20, 60), rng.randint(60, 130), rng.randint(130, 990)))
        self.cell = rng.choice((rng.randint(3, 8), rng.randint(9, 25), rng.randint(9, 25), rng.randint(80, 130)))
        self.members = [next(self.names) for _ in range(min(self.cell, 25))]
        self.excused = rng.choice((0, 0, 1, 2)) if self.cell > 8 else 0
        self.model = rng.choice(("bí thư là trưởng ấp", "bí thư là trưởng ban công tác mặt trận", "không thực hiện", ""))
        rivals = [next(self.names) for _ in range(rng.choice((0, 1, 1, 2, rng.randint(3, 11))))]
        self.standing = [self.members[0], *rivals]
        self._head()
        if self.state >= State.CONGRESS:
            self._congress()
        self._roster()
        self._papers()
        self.tables |= {"don_vi": self._unit(), "nhan_su": list(self._introduced()), "moc": list(self._steps())}
        month, day = _DAYS[self.state]
        return self.tables, date(self.year, month, day)

    def _unit(self) -> Row:
        year = self.year
        unit = {"ma": "AP-05", "ten": "Ấp 5", "loai": "ấp", "xa": "xã Bình Minh", "tinh": "Đồng Nai", "mo_hinh": self.model}
        unit |= {"nhiem_ky_truong": f"{year}-{year + 5}", "nhiem_ky_chi_bo": f"{year + 1}-{year + 3}", "tong_so_ho": self.households}
        return unit | {"tong_dang_vien": self.cell, "bi_thu_duong_nhiem": self.members[0]}

    def _introduced(self) -> Iterator[Row]:
        party = {office: self.tables.get(f"list {office}", []) for office in (COMMITTEE, SECRETARY, DEPUTY)}
        for office in party:
            self.tables.pop(f"list {office}", None)
        for name in dict.fromkeys([*self.standing, *(name for people in party.values() for name in people)]):
            first = name == self.members[0]
            offices = [HEAD] * (name in self.standing) + [office for office, people in party.items() if name in people]
            offices += [SECRETARY] * (first and SECRETARY not in offices)
            row = {
                "ho_ten": name,
                "ngay_sinh": f"{self.rng.randint(1, 28):02d}/{self.rng.randint(1, 12):02d}/{self.rng.randint(1955, 1985)}",
            }
            row |= {"gioi_tinh": self.rng.choice(("Nam", "Nữ")), "dang_vien": "chính thức" if name in self.members else "không"}
            row |= {"quy_hoach": SECRETARY if first else "không", "gioi_thieu": "; ".join(offices), "thuong_tru": "x"}
            if HEAD in offices and self.rng.random() < 0.5:
                row["phieu_gioi_thieu"] = self.rng.randint(5, 30)
            if first and "mặt trận" in self.model:
                row["truong_ban_ctmt"] = "x"
            yield row

    def _steps(self) -> Iterator[Row]:
        for number, (since, kind, day) in enumerate(_STEPS):
            about_head = kind in ("gửi kết quả bầu cử", "nhận kết quả bầu cử", "công nhận trưởng ấp")
            if since > self.state or (about_head and not self.winners.get(HEAD)):
                continue
            if kind == "chuẩn y bí thư" and not self.winners.get(SECRETARY):
                continue
            row = {"buoc": kind, "ngay": f"{day}/{self.year}"}
            if self.rng.random() < 0.5:
                row["so_van_ban"] = f"{self.rng.randint(1, 400)}/VB-{number}"
            if kind in ("công nhận trưởng ấp", "chuẩn y bí thư"):
                row["ho_ten"] = self.winners[HEAD if "trưởng" in kind else SECRETARY][0]
            yield row

    # --- The vote for head ------------------------------------------------------------------------------------------

    def _head(self) -> None:
        rng, base = self.rng, self.households
        row: Row = {"chuc_danh": HEAD, "dia_diem": _HALL, "cach_thuc": "cuộc họp", "hinh_thuc": "bỏ phiếu kín", "bat_dau": "07:30"}
        if self.year < 2023 and rng.random() < 0.3:
            base = rng.randint(2 * base, 3 * base)
            row |= {"dien_bau": "cử tri", "tong_so": base}
        if self.state is State.PLANNED:
            self.tables["bau_cu"] = [row | {"lan": 1, "ngay": self._day("10/11")}]
            return
        wins = (self.state > State.VOTED and (self.model == "bí thư là trưởng ấp" or rng.random() < 0.9)) or rng.random() < 0.6
        before = rng.choice(("", "", "nobody", "too few", "void"))
        rounds = []
        if before:
            first = row | {"lan": 1, "ngay": self._day("03/11")}
            if before == "too few":
                rounds.append(first | {"co_mat": rng.randint(base // 4, base // 2)})
            else:
                rounds.append(first | self._round(base, self._present(base), 1, self.standing, 0, hands=False))
                rounds[-1] |= (
                    {"ghi_nhan": "hủy", "ly_do": f"hòm phiếu có {rng.randint(2, 9)} phiếu chưa đóng dấu"} if before == "void" else {}
                )
        last = row | {"lan": len(rounds) + 1, "ngay": self._day("10/11")}
        hands = rng.random() < 0.2
        if before == "too few" and self.year > 2023:
            last |= {"cach_thuc": "phát phiếu", "ngay": self._day("08/11"), "ngay_ket_thuc": self._day("10/11")}
            last |= self._round(base, None, 1, self.standing, wins, issued=base)
        else:
            last |= {"hinh_thuc": "giơ tay"} if hands else {}
            last |= self._round(base, self._present(base), 1, self.standing, wins, hands=hands)
        self.winners[HEAD] = self._won(last)
        self.tables["bau_cu"] = [*rounds, last]
        if not self.winners[HEAD] and self.model == "bí thư là trưởng ấp":
            self.state = State.VOTED

    def _present(self, base: int) -> int:
        return self.rng.randint(base // 2 + 1 + base // 6, base)

    def _day(self, day: str) -> str:
        return f"{day}/{self.year}"

    def _won(self, row: Row) -> list[str]:
        return [name for name in row.get("trung_cu", "").split("; ") if name]

    def _round(
        self,
        base: int,
        present: int | None,
        seats: int,
        people: Sequence[str],
        elected: int,
        *,
        hands: bool = False,
        issued: int | None = None,
    ) -> Row:
        """The figures of a round in which the first `elected` of the people reach more than half of the base."""
        rng, needed = self.rng, base // 2 + 1
        row: Row = {"so_can_bau": seats}
        box = present if issued is None else issued
        assert box is not None
        if hands:
            row |= {"co_mat": present}
            valid = box
        else:
            missing = rng.randint(0, min(3, box - needed)) if rng.random() < 0.5 else 0
            invalid = rng.randint(0, min(4, box - missing - needed)) if rng.random() < 0.6 else 0
            valid = box - missing - invalid
            row |= {"phat_ra": box, "thu_ve": box - missing, "hop_le": valid, "khong_hop_le": invalid}
            row |= {"co_mat": present} if present is not None else {}
            row |= {"ly_do": f"{missing} người về sớm, không nộp phiếu"} if missing else {}
            row |= {"ly_do_khong_hop_le": f"{invalid} phiếu có ký tên"} if invalid else {}
        votes = self._votes(valid, needed, seats, len(people), elected)
        row["ung_cu"] = [{"ho_ten": name, "so_phieu": number} for name, number in zip(people, votes, strict=True)]
        row["trung_cu"] = "; ".join(people[:elected])
        return row

    def _votes(self, valid: int, needed: int, seats: int, people: int, elected: int) -> list[int]:
        rng, left = self.rng, valid * seats
        votes = []
        for _ in range(elected):
            votes.append(rng.choice((needed, rng.randint(needed, valid))))
            left -= votes[-1]
        for _ in range(people - elected):
            votes.append(rng.randint(0, max(0, min(needed - 1, left))))
            left -= votes[-1]
        return votes

    # --- The congress -----------------------------------------------------------------------------------------------

    def _congress(self) -> None:
        rng, summoned = self.rng, self.cell
        base = summoned - self.excused
        quorum = -(-2 * summoned // 3)
        present = rng.randint(max(quorum, base // 2 + 1), base)
        self.present = present
        row: Row = {"ngay": self._day("17/11"), "dia_diem": _HALL, "cach_thuc": "đại hội", "hinh_thuc": "bỏ phiếu kín"}
        row |= {} if self._by_roster else {"tong_so": summoned, "duoc_tru": self.excused or ""}
        if rng.random() < 0.15:
            self._too_few(row | {"chuc_danh": COMMITTEE if summoned >= 9 else SECRETARY, "lan": 1})
            return
        contests: list[tuple[str, int, list[str]]] = []
        if summoned >= 9:
            seats = rng.choice((3, 3, 5, 7)) if summoned > 12 else 3
            contests.append((COMMITTEE, seats, self.members[: seats + max(1, seats * 30 // 100)]))
        contests.append((SECRETARY, 1, self.members[:1]))
        if summoned >= 6:
            contests.append((DEPUTY, 1, self.members[1:2]))
        for office, seats, people in contests:
            rounds = [
                row | {"chuc_danh": office, "lan": number} | figures
                for number, figures in enumerate(self._rounds(office, base, seats, people), 1)
            ]
            self.tables["bau_cu"] += rounds
            self.tables[f"list {office}"] = people
            self.winners[office] = [name for r in rounds for name in self._won(r)]

    def _too_few(self, row: Row) -> None:
        """Fewer than two thirds came: the congress does not vote."""
        self.present = self.rng.randint(1, -(-2 * self.cell // 3) - 1)
        self.tables["bau_cu"].append(row | {"so_can_bau": 3 if row["chuc_danh"] == COMMITTEE else 1, "co_mat": self.present})
        self.state = State.CONGRESS

    @property
    def _by_roster(self) -> bool:
        """A member for each of the cell is written down."""
        return len(self.members) == self.cell

    def _rounds(self, office: str, base: int, seats: int, people: list[str]) -> Iterator[Row]:
        """One round or two; who is first on the list is always elected in the end."""
        rng, present = self.rng, self.present
        course = rng.choice(("at once", "at once", "again", "tie")) if office == COMMITTEE else rng.choice(("at once", "at once", "again"))
        if course == "at once":
            yield self._round(base, present, seats, people, seats)
        elif office != COMMITTEE:
            yield self._round(base, present, seats, people, 0)
            yield self._round(base, present, seats, people, 1)
        elif course == "again":
            yield self._round(base, present, seats, people, seats - 1)
            yield self._round(base, present, 1, people[seats - 1 :], 1) | {"loai_vong": "bầu thêm"}
        else:
            first = self._round(base, present, seats, people, seats - 1)
            level, valid = base // 2 + 1, first["hop_le"]
            for index, candidate in enumerate(first["ung_cu"]):
                candidate["so_phieu"] = level + 1 if index < seats - 1 else level if index < seats + 1 else 0
            if valid == level or (seats - 1) * (level + 1) + 2 * level > seats * valid:
                yield self._round(base, present, seats, people, seats)
                return
            yield first
            second = self._round(base, present, 1, people[seats - 1 : seats + 1], 0)
            half = second["hop_le"] // 2
            for candidate, votes in zip(second["ung_cu"], (half + 1, half - 1), strict=True):
                candidate["so_phieu"] = max(votes, 0)
            yield second | {"loai_vong": _TIED, "trung_cu": people[seats - 1]}

    # --- Who is there -----------------------------------------------------------------------------------------------

    def _roster(self) -> None:
        if self.rng.random() < 0.3 and self.households <= 60:
            homes = [f"Hộ Thứ {number}" for number in range(self.households)]
            self.tables["ho_gia_dinh"] = [{"tt": i, "ma_ho": f"H{i:03d}", "ho_ten": name} for i, name in enumerate(homes, 1)]
        if not self._by_roster:
            return
        present = getattr(self, "present", 0)
        rows = []
        for number, name in enumerate(self.members):
            row: Row = {"tt": number + 1, "ho_ten": name, "ngay_vao_dang": "03/02/2000", "ngay_chinh_thuc": "03/02/2001"}
            if number >= self.cell - self.excused:
                row |= {"tinh_trang": "vắng có lý do", "ly_do_vang": "đi công tác 10 ngày"}
            elif present:
                row["co_mat"] = "x" if number < present else ""
            rows.append(row)
        self.tables["dang_vien"] = rows

    def _papers(self) -> None:
        """What is told for the papers alone."""
        rng, year = self.rng, self.year
        present = rng.randint(9, 20)
        meetings: list[Row] = [
            {"cuoc": "hiệp thương", "ngay": f"03/10/{year}", "trieu_tap": present + rng.randint(0, 3), "co_mat": present}
        ]
        if hasattr(self, "present") and rng.random() < 0.5:
            told = {"trieu_tap": self.cell, "co_mat": self.present, "y_kien": ["Cần kết nạp 3 đảng viên mới"]}
            meetings.append({"cuoc": "đại hội", "ngay": self._day("17/11"), "bat_dau": "07:30"} | told)
        self.tables["cuoc_hop"] = meetings
        front = {"gioi_tinh": "Nam", "dai_dien": "Ban công tác Mặt trận ấp 5", "chuc_vu": "Phó Trưởng ban công tác Mặt trận"}
        people: list[tuple[str, str, Row]] = [("hiệp thương", "chủ trì", front), (HEAD, "tổ trưởng tổ bầu cử", front)]
        people += [(HEAD, "thành viên tổ bầu cử", {"dai_dien": "Hộ gia đình"})]
        people += [(HEAD, duty, {}) for duty in ("trưởng ban kiểm phiếu", *["thành viên ban kiểm phiếu"] * 2, *["người chứng kiến"] * 2)]
        self.tables["thanh_phan"] = [{"cuoc": event, "vai_tro": duty, "ho_ten": next(self.names)} | more for event, duty, more in people]
