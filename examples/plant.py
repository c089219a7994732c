"""A dozen faults for the example district: in each of twelve clean dossiers one cell is changed, as a tired clerk would.

`plant` chooses the hamlets, spoils their tables and says what was done where, and at which cell the fault has to be reported.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from long_thanh import HEAD, Plan, Stage

Flat = dict[str, list[dict[str, Any]]]
"""Tables as sheets hold them: the candidates' votes in `ket_qua`."""
Spot = tuple[str, int, str]
"""A table, a row of it from 0, and a field."""


@dataclass(frozen=True)
class Planted:
    """One fault: the cell that was changed, from what to what, and the cell at which it is reported."""

    code: str
    hamlet: int
    edited: Spot
    was: object
    now: object
    reported: Spot
    description: str


Edit = Callable[[Plan, Flat], tuple[Spot, object, Spot] | None]
"""Where to change what, and where it will be reported; None where this hamlet does not lend itself to it."""


def plant(plans: Sequence[Plan], dossiers: Sequence[Flat]) -> list[Planted]:
    """Spoil a dozen of the dossiers, one of a commune at most, one cell each. `hamlet` in what it returns is the place in `plans`."""
    rng = random.Random("faults")
    order = [i for i, plan in enumerate(plans) if plan.stage is Stage.APPROVED and plan.votes == plan.committee == "once"]
    order = [i for i in order if not plans[i].single_ballots]
    rng.shuffle(order)
    spoilt: dict[str, Planted] = {}
    # Those that few hamlets lend themselves to choose first.
    for code in sorted(_FAULTS, key=lambda code: (code not in _CHOOSY, code)):
        for i in order:
            if plans[i].commune in {plans[planted.hamlet].commune for planted in spoilt.values()}:
                continue
            if (fault := spoil(plans[i], dossiers[i], code, i)) is not None:
                spoilt[code] = fault
                break
        else:
            raise LookupError(f"no hamlet lends itself to {code}")
    return [spoilt[code] for code in CODES]


def spoil(plan: Plan, dossier: Flat, code: str, hamlet: int = 0) -> Planted | None:
    """Plant one fault in one dossier; None where the hamlet does not lend itself to it. `hamlet` is its place among all."""
    description, edit = _FAULTS[code]
    if (found := edit(plan, dossier)) is None:
        return None
    (table, row, field), now, reported = found
    was = dossier[table][row][field]
    dossier[table][row][field] = now
    return Planted(code, hamlet, found[0], was, now, reported, description)


def _round_of(tables: Flat, office: str) -> int | None:
    return next((i for i, row in enumerate(tables["bau_cu"]) if row["chuc_danh"].startswith(office)), None)


def _step(tables: Flat, name: str) -> int:
    return next(i for i, row in enumerate(tables["moc"]) if row["buoc"] == name)


def _rival(tables: Flat) -> str | None:
    """Somebody who stood for head and was not elected."""
    elected = tables["bau_cu"][0]["trung_cu"]
    names = [row["ho_ten"] for row in tables["ket_qua"] if row["chuc_danh"].startswith("trưởng") and row["ho_ten"] != elected]
    return names[0] if names else None


def _in_head_round(field: str, changed: Callable[[dict[str, Any]], object]) -> Edit:
    """A figure of the vote for head, changed and reported at the same cell."""

    def edit(_plan: Plan, tables: Flat) -> tuple[Spot, object, Spot] | None:
        row = tables["bau_cu"][0]
        spot = ("bau_cu", 0, field)
        return (spot, changed(row), spot) if row.get("phat_ra") else None

    return edit


def _member_state(_plan: Plan, tables: Flat) -> tuple[Spot, object, Spot] | None:
    """An ordinary member's state in words of the clerk's own."""
    named = {row["ho_ten"] for table in ("nhan_su", "thanh_phan") for row in tables[table]}
    for i, row in enumerate(tables["dang_vien"]):
        if row.get("co_mat") == "x" and row["ho_ten"] not in named:
            spot = ("dang_vien", i, "tinh_trang")
            return spot, "nghỉ hưu", spot
    return None


def _same_number(plan: Plan, tables: Flat) -> tuple[Spot, object, Spot] | None:
    """The identity number of one household copied to another, of the same sex and year of birth: nothing else speaks against it."""
    if not plan.numbers:
        return None
    seen: dict[str, str] = {}
    for i, row in enumerate(tables["ho_gia_dinh"]):
        if (number := seen.get(row["cccd"][:6])) is not None and i > 40:
            spot = ("ho_gia_dinh", i, "cccd")
            return spot, number, spot
        seen[row["cccd"][:6]] = row["cccd"]
    return None


def _declared_total(_plan: Plan, tables: Flat) -> tuple[Spot, object, Spot]:
    spot = ("don_vi", 0, "tong_so_ho")
    return spot, tables["don_vi"][0]["tong_so_ho"] + 2, spot


def _too_many_votes(_plan: Plan, tables: Flat) -> tuple[Spot, object, Spot] | None:
    if _round_of(tables, "phó bí thư") is None:
        return None
    i = next(i for i, row in enumerate(tables["ket_qua"]) if row["chuc_danh"] == "phó bí thư")
    spot = ("ket_qua", i, "so_phieu")
    return spot, tables["bau_cu"][-1]["hop_le"] + 1, spot


def _wrong_winner(_plan: Plan, tables: Flat) -> tuple[Spot, object, Spot] | None:
    spot = ("bau_cu", 0, "trung_cu")
    name = _rival(tables)
    return (spot, name, spot) if name and tables["bau_cu"][0].get("phat_ra") else None


def _wrong_recognised(_plan: Plan, tables: Flat) -> tuple[Spot, object, Spot] | None:
    spot = ("moc", _step(tables, "công nhận trưởng ấp"), "ho_ten")
    name = _rival(tables)
    return (spot, name, spot) if name else None


def _late_recognition(plan: Plan, tables: Flat) -> tuple[Spot, object, Spot] | None:
    """Recognised on the Monday after the congress, which is still in time for the commune: only the order is wrong."""
    congress = tables["moc"][_step(tables, "đại hội chi bộ")]["ngay"]
    received = tables["moc"][_step(tables, "nhận kết quả bầu cử")]["ngay"]
    assert isinstance(congress, date)
    monday = congress + timedelta(days=7 - congress.weekday())
    # Five working days after a working day are the same weekday of the week after.
    if plan.model != HEAD or monday > received + timedelta(days=7):
        return None
    first = next(i for i, row in enumerate(tables["bau_cu"]) if row["cach_thuc"] == "đại hội")
    return ("moc", _step(tables, "công nhận trưởng ấp"), "ngay"), monday, ("bau_cu", first, "ngay")


_CHOOSY = {"DT101", "DT501"}
_FAULTS: dict[str, tuple[str, Edit]] = {
    "DT004": ("Số phiếu thu về ghi kèm chữ", _in_head_round("thu_ve", lambda row: f"{row['thu_ve']} phiếu")),
    "DT005": ("Tình trạng của một đảng viên ghi ngoài danh sách", _member_state),
    "DT008": ("Bỏ trống số phiếu không hợp lệ", _in_head_round("khong_hop_le", lambda _row: "")),
    "DT101": ("Hai đại diện hộ ghi cùng một số CCCD", _same_number),
    "DT105": ("Tổng số hộ khai không bằng số dòng của danh sách", _declared_total),
    "DT307": ("Phiếu thu về nhiều hơn phiếu phát ra", _in_head_round("thu_ve", lambda row: row["phat_ra"] + 1)),
    "DT308": ("Phiếu hợp lệ cộng phiếu không hợp lệ không bằng phiếu thu về", _in_head_round("hop_le", lambda row: row["hop_le"] - 2)),
    "DT309": ("Phiếu phát ra nhiều hơn số người có mặt", _in_head_round("phat_ra", lambda row: row["co_mat"] + 3)),
    "DT310": ("Số phiếu bầu phó bí thư nhiều hơn số phiếu hợp lệ", _too_many_votes),
    "DT311": ("Công bố trúng cử người không trúng cử", _wrong_winner),
    "DT404": ("Quyết định công nhận ghi tên người không trúng cử", _wrong_recognised),
    "DT501": ("Ngày công nhận trưởng ấp sau ngày đại hội chi bộ", _late_recognition),
}
CODES = tuple(_FAULTS)
"""The rules that a fault can be planted for, in their order."""
