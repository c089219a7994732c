"""One new hamlet of two merged ones: both rosters, one under the other; who stands in both, and codes that meet, are named.

Nobody is left out and nothing decided: who stands in both rosters stands twice in the new one, where the check says so (DT101), for only
people know whether it is one household or two. Codes of households that both hamlets gave are told apart by the hamlet put before them.
Writes nothing itself.
"""

from collections.abc import Sequence
from pathlib import Path

from dantin.errors import CannotDo
from dantin.model import Household, Person
from dantin.people import doubles
from dantin.readers import ReadDossier
from dantin.readers.dossier.fields import BY_SLUG
from dantin.vietnamese import fold, fold_code
from dantin.workbooks.dossier_files import Values
from dantin.workbooks.taking import ROSTERS, Fate, Given, Taken, roster_of, sheets_of, to_look_at

_SHARED = ("xa", "huyen", "tinh", "dang_bo")


def merge(unit: Values, givens: Sequence[Given]) -> Taken:
    """What the new hamlet takes from the dossiers of the two that were merged. Raises CannotDo where a file is not of one hamlet."""
    taken = Taken(dict(unit))
    entries = [_only(given) for given in givens]
    names = _names(givens, entries)
    for slug in _SHARED:
        field = BY_SLUG["don_vi"].by_slug[slug]
        values = [getattr(entry.dossier.unit, field.attribute) for entry in entries]
        if slug not in taken.unit and values[0] is not None and values[1] is not None:
            if fold(values[0]) == fold(values[1]):
                taken.unit[slug] = values[0]
                taken.note(_both(givens), Fate.TAKEN, f"{field.header}: {values[0]}", "hai tệp ghi như nhau", str(values[0]))
            else:
                taken.note(_both(givens), Fate.LEFT, f"{field.header}: {values[0]}; {values[1]}", "hai tệp ghi khác nhau")
    for slug in ROSTERS:
        _join(taken, givens, entries, names, slug)
    for given, entry in zip(givens, entries, strict=True):
        taken.notes += to_look_at(given, entry, {sheet for slug in taken.rows for sheet in sheets_of(entry, slug)})
    why = "ấp mới chưa bầu; người đang giữ chức vụ, nhiệm kỳ, tổng số của hai ấp cũ không phải của ấp mới"
    taken.note(
        _both(givens),
        Fate.LEFT,
        "Bầu cử, nhân sự, thành phần, mốc thời gian, giấy tờ và phần còn lại của trang “Đơn vị”",
        why,
        "các cuộc bầu của hai ấp cũ",
    )
    return taken


def _only(given: Given) -> ReadDossier:
    if len(given.reading.dossiers) != 1:
        raise CannotDo(f"“{given.path}” có {len(given.reading.dossiers)} ấp, khu phố. --gop cần hai tệp, mỗi tệp là hồ sơ của một ấp.")
    return given.reading.dossiers[0]


def _names(givens: Sequence[Given], entries: Sequence[ReadDossier]) -> list[str]:
    """What the two old hamlets are called so that they are told apart."""
    units = [entry.dossier.unit for entry in entries]
    for names in ([unit.name for unit in units], [unit.code for unit in units], [Path(given.file).stem for given in givens]):
        if names[0] and names[1] and fold(names[0]) != fold(names[1]):
            return [str(name) for name in names]
    return ["Ấp thứ nhất", "Ấp thứ hai"]


def _both(givens: Sequence[Given]) -> str:
    return ", ".join(given.file for given in givens)


def _join(taken: Taken, givens: Sequence[Given], entries: Sequence[ReadDossier], names: Sequence[str], slug: str) -> None:
    """One roster of both, or none where only one of them has it: half of a hamlet is no number to count on."""
    table, counted = BY_SLUG[slug], ROSTERS[slug]
    rosters: list[Sequence[Person]] = [getattr(entry.dossier, table.attribute) for entry in entries]
    if not all(rosters):
        for given, people, other in zip(givens, rosters, reversed(names), strict=True):
            if people:
                why = f"không có danh sách này của {other}; chỉ ghi một phần thì tổng số sai"
                taken.note(given.file, Fate.LEFT, f"{table.sheet}: {len(people)} {counted}", why)
        return
    clashing = _clashing(rosters) if slug == "ho_gia_dinh" else set()
    rows: list[Values] = []
    for given, entry, people, name in zip(givens, entries, rosters, names, strict=True):
        mine, odd = roster_of(entry, slug)
        for values in mine:
            code = values.get("ma_ho")
            apart = {"ma_ho": f"{name} - {code}"} if code is not None and fold_code(str(code)) in clashing else {}
            number = {"tt": len(rows) + 1} if "tt" in values else {}
            # The clusters were those of meetings of the old hamlets.
            rows.append({key: value for key, value in {**values, **number, **apart}.items() if key != "cum"})
        kept = f"{odd} ô sai được giữ nguyên như trong tệp, hoặc để trống nếu không có chữ" if odd else ""
        taken.note(given.file, Fate.TAKEN, f"{table.sheet}: {len(people)} {counted}", kept)
        if any(getattr(person, "cluster", None) for person in people):
            taken.note(given.file, Fate.LEFT, f"{table.sheet}: cột “Cụm”", "là cụm của ấp cũ")
    taken.rows[slug] = rows
    if clashing:
        codes = sorted({str(h.code) for people in rosters for h in people if isinstance(h, Household) and _folded(h) in clashing})
        shown = ", ".join(codes[:20]) + (f" và {len(codes) - 20} mã khác" if len(codes) > 20 else "")
        why = f"hai ấp cùng dùng các mã này: đã ghi tên ấp cũ vào trước, ví dụ “{names[0]} - {codes[0]}”"
        taken.note(_both(givens), Fate.LOOK, f"Mã hộ trùng ({len(codes)} mã): {shown}", why, f"{len(codes)} mã hộ trùng nhau")
    first, second = rosters
    own = {id(person) for person in second}
    for person, earlier, by_number in doubles([*first, *second]):
        if id(person) in own and id(earlier) not in own:
            how = "cùng số căn cước" if by_number else "cùng họ tên và ngày sinh"
            why = f"{how}; vẫn ghi cả hai dòng, xóa bớt một dòng nếu đúng là một"
            brief = f"{person.name or earlier.name} có ở cả hai ấp"
            taken.note(
                _both(givens), Fate.LOOK, f"{table.sheet}: {person.name or earlier.name} có ở cả {names[0]} và {names[1]}", why, brief
            )


def _clashing(rosters: Sequence[Sequence[Person]]) -> set[str]:
    """The codes of households, folded, that both hamlets gave."""
    first, second = ({_folded(person) for person in people if isinstance(person, Household) and person.code} for people in rosters)
    return first & second


def _folded(household: Household) -> str:
    return fold_code(household.code or "")
