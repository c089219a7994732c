"""Rules that only show between hamlets: completeness against the list, one person in two places, the share of the model.

What a hamlet tells of its people are keyed hashes: no identity number of one hamlet is held while another is looked at. The key is of one
run alone and kept nowhere.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b

from dantin import law
from dantin.case import Case
from dantin.cccd import well_formed
from dantin.model import BOTH_FORMS, Dossier, MemberState, ModelChoice, Office, Person, Unit
from dantin.people import birth_of, rows_of
from dantin.percentage import per_cent
from dantin.records import dataclass
from dantin.route import NOWHERE, Route, field_route, row_route
from dantin.rule import CATALOGUE, ERROR, WARNING, Files, Rule, declare
from dantin.vietnamese import code_meant, fold, fold_code, fold_name
from dantin.wording import office_name

_UNIT = "don_vi:\n  ma: {ma}\n  ten: Ấp {n}\n  xa: xã Phước Thái\n  tinh: Đồng Nai\n{more}"
_LIST = "danh_sach:\n  - ma: A1\n    ten: Ấp 1\n  - ma: A2\n    ten: Ấp 2\n"
_ONE, _TWO = _UNIT.format(ma="A1", n=1, more=""), _UNIT.format(ma="A2", n=2, more="")
_HOUSE = "ho_gia_dinh:\n  - ho_ten: {name}\n    ngay_sinh: 1965\n    cccd: {cccd}\n"
_FIRST, _OTHER = "075065000001", "075065000002"
_HEAD = """bau_cu:
  - chuc_danh: trưởng ấp
    ngay: 05/05/2019
    tong_so: 10
    co_mat: 10
    phat_ra: 10
    thu_ve: 10
    hop_le: 10
    khong_hop_le: 0
    ung_cu:
      - ho_ten: Lê Văn Mẫu
        ngay_sinh: {birth}
        so_phieu: 10
"""
_NONE = "  mo_hinh: không thực hiện\n"

DT601 = declare(
    Rule(
        "DT601",
        ERROR,
        stated="Thiếu hồ sơ của ấp có trong danh sách, hoặc có hồ sơ ngoài danh sách",
        message="{what}",
        reason="Số liệu chung chỉ đúng khi mỗi ấp trong danh sách có đúng một hồ sơ.",
        hint="{remedy}",
        hint_district="Yêu cầu xã nộp hồ sơ còn thiếu; với hồ sơ lạ thì xem lại mã ấp, hoặc bổ sung ấp vào danh sách.",
        bad=Files({"dantin.yaml": _LIST, "a1.yaml": _ONE}, at="dantin.yaml", line=4),
        good=Files({"dantin.yaml": _LIST, "a1.yaml": _ONE, "a2.yaml": _TWO}),
    )
)
DT602 = declare(
    Rule(
        "DT602",
        ERROR,
        stated="Một người có trong danh sách của hai ấp",
        message="{name} cũng có trong danh sách {roster} của {other} (trùng số CCCD)",
        reason="Một người chỉ đại diện cho một hộ, và chỉ sinh hoạt ở một chi bộ; có ở hai nơi thì tổng số của một nơi bị sai.",
        hint="Đối chiếu với ấp kia xem người này thuộc nơi nào; nơi còn lại xóa khỏi danh sách, hoặc sửa số CCCD nhập sai.",
        hint_district="Yêu cầu hai xã đối chiếu: chỉ để người này ở một danh sách.",
        bad=Files(
            {
                "a1.yaml": _ONE + _HOUSE.format(name="Lê Văn Mẫu", cccd=_FIRST),
                "a2.yaml": _TWO + _HOUSE.format(name="Lê Văn Mẫu", cccd=_FIRST),
            },
            at="a2.yaml",
            line=9,
        ),
        good=Files(
            {
                "a1.yaml": _ONE + _HOUSE.format(name="Lê Văn Mẫu", cccd=_FIRST),
                "a2.yaml": _TWO + _HOUSE.format(name="Lê Văn Mẫu", cccd=_OTHER),
            }
        ),
        beside="dòng ở hồ sơ kia",
    )
)
DT603 = declare(
    Rule(
        "DT603",
        ERROR,
        stated="Một người giữ chức danh ở hai ấp",
        message="{name} trúng cử {post} ở đây và {other_post} ở {other}",
        reason="Một người không thể là trưởng ấp, bí thư hay phó bí thư của hai nơi.",
        hint="Đối chiếu biên bản của hai ấp; sửa tên nhập sai. Nếu đúng là một người thì báo cáo cấp trên.",
        hint_district="Kiểm tra lại kết quả của cả hai ấp trước khi công nhận hoặc chuẩn y.",
        bad=Files(
            {"a1.yaml": _ONE + _HEAD.format(birth="05/02/1965"), "a2.yaml": _TWO + _HEAD.format(birth="05/02/1965")}, at="a2.yaml", line=16
        ),
        good=Files({"a1.yaml": _ONE + _HEAD.format(birth="05/02/1965"), "a2.yaml": _TWO + _HEAD.format(birth="06/02/1965")}),
        beside="dòng ở hồ sơ kia",
    )
)
DT604 = declare(
    Rule(
        "DT604",
        WARNING,
        stated="Tỷ lệ ấp, khu phố thực hiện mô hình không đạt chỉ tiêu",
        message="{what}",
        reason="Chỉ tiêu của cấp ủy tính trên tổng số ấp, khu phố; biết sớm thì còn kịp bàn cách làm.",
        hint="Xem lại những ấp chưa chọn mô hình hoặc sai trình tự: dantin validate --select DT401,DT501.",
        hint_district="Báo cáo cấp ủy; rà soát những ấp chưa đại hội còn có thể thực hiện mô hình.",
        bad=Files(
            {"dantin.yaml": "chi_tieu:\n  mo_hinh: 60\n", "a1.yaml": _UNIT.format(ma="A1", n=1, more=_NONE), "a2.yaml": _TWO},
            "dantin.yaml",
            1,
        ),
        good=Files({"dantin.yaml": "chi_tieu:\n  mo_hinh: 50\n", "a1.yaml": _UNIT.format(ma="A1", n=1, more=_NONE), "a2.yaml": _TWO}),
        rests_on=(law.MODEL_TARGET,),
    )
)
_ROSTERS = {"ho_gia_dinh": "hộ gia đình", "dang_vien": "đảng viên"}
UNIT_CODE = Unit(0).at("ma")
_POSTS = (Office.HEAD, Office.SECRETARY, Office.DEPUTY)
# Among thirty million people two have the same hash of so many bytes once in three thousand million runs.
HASH_BYTES = 10
# So many hashes are compared at a time.
_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Roster:
    """Who stands on one roster of a hamlet: keyed hashes of the identity numbers, in the order of the hashes, and the row of each.

    A country has tens of millions of them, so they lie flat: hash after hash, and as many numbers of rows.
    """

    digests: bytes
    rows: "array[int]"

    @classmethod
    def of(cls, rows: Mapping[bytes, int]) -> "Roster":
        """The roster that has these rows, by their hashes."""
        by_digest = sorted(rows.items())
        return cls(b"".join(digest for digest, _ in by_digest), _numbers([row for _, row in by_digest]))

    def __len__(self) -> int:
        """How many numbers it has."""
        return len(self.rows)

    def upto(self, first: int, end: bytes | None) -> list[bytes]:
        """The hashes from a place on that are less than `end`, None for all."""
        digests = []
        for start in range(first * HASH_BYTES, len(self.digests), HASH_BYTES):
            digest = self.digests[start : start + HASH_BYTES]
            if end is not None and digest >= end:
                break
            digests.append(digest)
        return digests

    def row(self, digest: bytes) -> int:
        """The row with a hash that the roster has."""
        return self.rows[bisect_left(range(len(self)), digest, key=self._digest)]

    def _digest(self, place: int) -> bytes:
        return self.digests[place * HASH_BYTES : (place + 1) * HASH_BYTES]


def _numbers(rows: Sequence[int]) -> "array[int]":
    """Numbers of rows in as few bytes as hold them."""
    return array("H" if max(rows, default=0) < 2**16 else "L", rows)


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody elected in a hamlet: the name, the office's name, the route of the name.

    `hashes`: those by which the same person is known elsewhere, keyed, one behind the other.
    """

    hashes: bytes
    name: str
    office: str
    route: Route

    @property
    def digests(self) -> list[bytes]:
        """Each of the hashes."""
        return [self.hashes[at : at + HASH_BYTES] for at in range(0, len(self.hashes), HASH_BYTES)]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one hamlet tells the district. `rosters`: by slug, those that have any identity number.

    `follows`: it counts as following the model; `open`: it still may. `mark`: the same for the same rosters and posts only, where one was
    asked for.
    """

    rosters: Mapping[str, Roster]
    posts: tuple[Post, ...]
    follows: bool
    open: bool
    mark: bytes = b""


@dataclass(frozen=True)
class Listed:
    """One hamlet of the official list."""

    code: str
    name: str | None = None
    commune: str | None = None
    file: str | None = None

    @property
    def label(self) -> str:
        """How a person calls it."""
        return ", ".join(part for part in (f"{self.code} {self.name or ''}".strip(), self.commune) if part)


@dataclass(frozen=True)
class Across:
    """A finding between hamlets: the rule, the number of the hamlet (or of the list's entry, or None for the district), route and facts.

    `related` is another hamlet's number and route.
    """

    rule: Rule
    hamlet: int | None
    route: Route
    facts: Mapping[str, object]
    related: tuple[int, Route] | None = None
    listed: int | None = None


_Holder = tuple[tuple[str, ...], str, str, Route]
"""Somebody elected: by what the same person is known elsewhere, then what `Post` tells."""


def standing(case: Case, codes: Collection[str], label: str, key: bytes, *, marked: bool = False) -> Standing:
    """What a hamlet tells the district. `codes` are those of the findings on it, `key` makes the hashes of this run."""
    model = case.dossier.unit.model
    numbers, holders = _numbers_of(case.dossier), tuple(_holders(case))
    rosters = {slug: Roster.of({_digest(number, key): row for number, row in rows.items()}) for slug, rows in numbers.items() if rows}
    posts = tuple(Post(_hashes(texts, key), name, office, route) for texts, name, office, route in holders)
    elected = bool(case.elected(Office.SECRETARY))
    in_order = not any(CATALOGUE[code].undoes_model for code in codes)
    follows = model in BOTH_FORMS and elected and in_order
    # A hamlet whose order of steps is in error has that error told; until it is mended nobody knows whether the hamlet counts.
    undecided = model is not ModelChoice.NONE and not (elected and in_order)
    return Standing(rosters, posts, follows, undecided, _mark(label, numbers, holders) if marked else b"")


def _mark(label: str, numbers: Mapping[str, Mapping[str, int]], holders: tuple[_Holder, ...]) -> bytes:
    everybody = [(slug, sorted(rows.items())) for slug, rows in numbers.items()]
    return blake2b(repr((label, everybody, holders)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _numbers_of(dossier: Dossier) -> dict[str, dict[str, int]]:
    """Of each roster the identity numbers, each with its row."""
    # Who is here for a time, or away for one, is lawfully on two rosters.
    members = (m for m in dossier.members if m.state not in (MemberState.VISITING, MemberState.ELSEWHERE))
    return {
        "ho_gia_dinh": {number: h.index for h in dossier.households if (number := _number(h))},
        "dang_vien": {number: m.index for m in members if (number := _number(m))},
    }


def _holders(case: Case) -> Iterator[_Holder]:
    for office in _POSTS:
        for person in case.elected(office):
            known = rows_of(person, case.dossier)
            texts = {text for one in (person, *known) for text in (_number(one), _name(one)) if text}
            yield tuple(sorted(texts)), person.name or "", office_name(case.dossier.unit, office), person.at("ho_ten")


def _number(person: Person) -> str | None:
    return person.cccd if person.cccd and well_formed(person.cccd) else None


def _name(person: Person) -> str | None:
    birth = birth_of(person)
    if not person.name or birth is None or birth.full is None:
        return None
    return f"{fold_name(person.name)} {birth.full.isoformat()}"


def _hashes(texts: tuple[str, ...], key: bytes) -> bytes:
    return b"".join(sorted(_digest(text, key) for text in texts))


def _digest(text: str, key: bytes) -> bytes:
    whole = _keyed(key).copy()
    whole.update(text.encode())
    return whole.digest()


@lru_cache(maxsize=2)
def _keyed(key: bytes) -> blake2b:
    """What every hash of a run begins with: the key takes as long as the number."""
    return blake2b(key=key, digest_size=HASH_BYTES)


def codes_meant(codes: Sequence[str | None], listed: Sequence[str]) -> list[str | None]:
    """Of each code of a dossier the one of the official list that is meant, however it is spelled; None where none is."""
    wanted = {fold_code(code): code for code in listed}
    by_letters: dict[str, list[str]] = {}
    for code in wanted.values():
        by_letters.setdefault(fold(code), []).append(code)
    # What a code can mean has its letters, diacritics apart: no other entry of a long list is looked at.
    return [(wanted.get(fold_code(code)) or code_meant(code, by_letters.get(fold(code), ()))) if code else None for code in codes]


def completeness(
    codes: Sequence[str | None], listed: Sequence[Listed], handed_in: Collection[int], expected: Collection[int]
) -> Iterator[Across]:
    """What is missing of the official list, and what it does not know: `codes` are those of the hamlets read.

    `handed_in` are the entries of the list whose own file is there, read or not. `expected` are those whose dossiers had to be among what
    was looked at, so that one not seen is missing.
    """
    meant = codes_meant(codes, [entry.code for entry in listed])
    present = {fold_code(code) for code in meant if code}
    for number, entry in enumerate(listed):
        # A dossier that cannot be read, or lost its code, is there all the same.
        if number in expected and fold_code(entry.code) not in present and number not in handed_in:
            remedy = f"Nộp hồ sơ của {entry.label}" + (f" vào tệp {entry.file}." if entry.file else ".")
            yield Across(DT601, None, NOWHERE, {"what": f"chưa có hồ sơ của {entry.label}", "remedy": remedy}, listed=number)
    for number, code in enumerate(codes):
        if code and meant[number] is None:
            facts = {
                "what": f"mã ấp “{code}” không có trong danh sách chung",
                "remedy": "Xem lại mã ấp; nếu đúng thì báo nơi lập danh sách bổ sung.",
            }
            yield Across(DT601, number, UNIT_CODE, facts)


def shared_people(hamlets: Sequence[Standing], codes: Sequence[str | None], label: Callable[[int], str]) -> Iterator[Across]:
    """Who stands on the rosters, or holds posts, of two hamlets; `codes` are theirs, and by its number a `label` for each."""
    keys = [fold_code(code) if code else None for code in codes]
    yield from _twice_on_rosters(hamlets, keys, label)
    yield from _two_posts(hamlets, keys, label)


def _one_hamlet(keys: Sequence[str | None], one: int, other: int) -> bool:
    """Whether two dossiers are of one hamlet: the same, or of one code, which DT009 tells."""
    return one == other or (keys[one] is not None and keys[one] == keys[other])


def _twice_on_rosters(hamlets: Sequence[Standing], keys: Sequence[str | None], label: Callable[[int], str]) -> Iterator[Across]:
    for slug, roster in _ROSTERS.items():
        rosters = [(number, hamlet.rosters[slug]) for number, hamlet in enumerate(hamlets) if slug in hamlet.rosters]
        first: dict[bytes, int] = {}
        reported: set[tuple[bytes, str | None]] = set()
        for digest, number, row in repeated(rosters):
            other, mark = first.setdefault(digest, number), (digest, keys[number])
            if not _one_hamlet(keys, number, other) and mark not in reported:
                reported.update([mark] if keys[number] is not None else [])
                related = other, field_route(row_route(slug, hamlets[other].rosters[slug].row(digest)), "cccd")
                yield Across(DT602, number, field_route(row_route(slug, row), "cccd"), {"roster": roster, "other": label(other)}, related)


def repeated(rosters: Sequence[tuple[int, Roster]]) -> Iterator[tuple[bytes, int, int]]:
    """Every hash that several hamlets have, with each hamlet's number and row, in the order of the hamlets for each hash.

    Looked for part by part of all that hashes can be, so that however many people there are few are compared at a time.
    """
    if len(rosters) < 2:
        return
    parts = 1 + sum(len(roster) for _, roster in rosters) // _AT_ONCE
    ends = [*((part * 2**32 // parts).to_bytes(4, "big") for part in range(1, parts)), None]
    # Up to which place each was compared: no roster is searched for the beginning of a part.
    compared = array("L", [0]) * len(rosters)
    for end in ends:
        once: set[bytes] = set()
        again: set[bytes] = set()
        begins = compared[:]
        for place, (_, roster) in enumerate(rosters):
            digests = roster.upto(compared[place], end)
            compared[place] += len(digests)
            again.update(once.intersection(digests))
            once.update(digests)
        for first, (number, roster) in zip(begins, rosters, strict=True) if again else ():
            mine = enumerate(roster.upto(first, end), first)
            yield from ((digest, number, roster.rows[at]) for at, digest in mine if digest in again)


def _two_posts(hamlets: Sequence[Standing], keys: Sequence[str | None], label: Callable[[int], str]) -> Iterator[Across]:
    again = held_twice(hamlets)
    first: dict[bytes, tuple[int, Post]] = {}
    reported: set[tuple[int, int | str]] = set()
    for number, hamlet in enumerate(hamlets):
        mine = keys[number] or number
        for post in hamlet.posts:
            digests = [digest for digest in post.digests if digest in again]
            others = (first[digest] for digest in digests if digest in first)
            free = ((n, p) for n, p in others if not _one_hamlet(keys, n, number) and (n, mine) not in reported)
            # Not the first, which hangs on the key of the hashes.
            twin = min(free, key=lambda other: (other[0], other[1].route), default=None)
            if twin is not None:
                reported.add((twin[0], mine))
                facts = {"name": post.name, "post": post.office, "other_post": twin[1].office, "other": label(twin[0])}
                yield Across(DT603, number, post.route, facts, (twin[0], twin[1].route))
            for digest in digests:
                first.setdefault(digest, (number, post))


def held_twice(hamlets: Sequence[Standing]) -> set[bytes]:
    """The hashes of people who hold posts in two of these hamlets, looked for part by part of all that hashes can be."""
    again: set[bytes] = set()
    parts = 1 + sum(len(post.hashes) for hamlet in hamlets for post in hamlet.posts) // (HASH_BYTES * _AT_ONCE)
    for part in range(parts):
        once: set[bytes] = set()
        for hamlet in hamlets:
            mine = {digest for post in hamlet.posts for digest in post.digests if digest[0] % parts == part}
            again |= once & mine
            once |= mine
    return again


def share_of_model(hamlets: Sequence[Standing], listed: int | None, target: Fraction) -> Across | None:
    """The finding that the share of the model missed, or can no longer reach, the target (per cent of all hamlets); None where it can."""
    total = listed or len(hamlets)
    follow, undecided = sum(h.follows for h in hamlets), sum(h.open for h in hamlets)
    # Of a hamlet of the list without a dossier nothing is known yet.
    undecided += max(0, total - len(hamlets))
    if not total or 100 * (follow + undecided) >= target * total:
        return None
    wanted = -int(-target * total // 100)
    aim = f"chỉ tiêu {per_cent(target)} % là {wanted}/{total} ấp, khu phố"
    if undecided:
        what = f"{aim}, nhưng mới có {follow} và chỉ còn {undecided} ấp, khu phố có thể thực hiện mô hình"
    else:
        what = f"{aim}, nhưng chỉ có {follow} ấp, khu phố thực hiện mô hình"
    return Across(DT604, None, NOWHERE, {"what": what})
