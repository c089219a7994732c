"""Names as minutes write them, "1. Ông A, bà B và đồng chí C": taken apart where every part names somebody who can be meant, else told of.

Knows no rule of the election: who can be meant is who stands on the list of the round, or is introduced for its office. The model keeps the
name alone, without number and title. Belongs to the dossier.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from dantin import model
from dantin.patterns import late
from dantin.people import find_name
from dantin.readers.dossier.fields import BY_SLUG, Field
from dantin.readers.dossier.quoting import Refused, shown
from dantin.readers.dossier.unfinished import Rows, Unfinished
from dantin.records import dataclass
from dantin.route import Route, row_route
from dantin.vietnamese import fold

_TITLES = r"(?:gồm )?(?:các|\d{1,2}) (?:ông|bà|đồng chí|đ/c|đc)|ông bà|ông/bà|ông \(bà\)|ông|bà|đồng chí|đ/c|đ\.c\.?|đc|anh|chị|ứng cử viên"
_NUMBER = r"(?:\d{1,2}\s*[.)/:]|[-–•+*])"
_BEFORE = re.compile(rf"^\s*(?:{_NUMBER}\s*)?(?:(?:{_TITLES})[:.]?\s+)*", re.IGNORECASE)
_BULLET = re.compile(rf"^\s*{_NUMBER}\s*")
# A stroke parts names, but not "đ/c" nor "Ông/bà".
_APART = late(rf"[,;&]|(?<!\bđ)(?<!\bông)(?<!\bbà)/|\s+(?:và|va)\s+|\s+{_NUMBER}\s*(?=\D)", re.IGNORECASE)
_AGREE = {"dong_y", "tan_thanh", "nhat_tri"}
_NO_FAULT = {"", "0", "khong", "khong_co", "khong_loi", "khong_co_loi", "hop_le", "phieu_hop_le", "binh_thuong"}

Report = Callable[[Route, Field, Refused], None]
"""Takes down what does not read: the route of the row, the field, and why."""


def fault_of(text: str | None) -> str | None:
    """What spoils a ballot, where its column says that anything does: "không" says that nothing does."""
    return None if text is None or fold(text) in _NO_FAULT else text


def settle_names(hamlet: Unfinished, report: Report) -> None:
    """Take the names of one hamlet apart, in place, in its rounds, single ballots and other rows."""
    _Settling(hamlet, report).run()


@dataclass
class _Settling:
    hamlet: Unfinished
    report: Report

    def run(self) -> None:
        rows = self.hamlet.rows
        nominees, offices = _people(rows, "nhan_su"), rows.column("nhan_su", "offices")
        ballots: dict[tuple[object, object, object], list[int]] = defaultdict(list)
        for at, ballot in enumerate(rows["la_phieu"]):
            ballots[ballot.get("office"), ballot.get("round_number", 1), ballot.get("cluster")].append(at)
        for index, round_ in enumerate(rows["bau_cu"]):
            introduced = [nominee for nominee, of in zip(nominees, offices, strict=True) if _shares(of, round_.get("offices"))]
            listed = self.hamlet.candidates[index]
            listed[:] = [replace(c, name=_plain(c.name, introduced)) if c.name and _BEFORE.sub("", c.name) != c.name else c for c in listed]
            pool = listed or introduced
            if round_.get("announced"):
                round_["announced"] = self.names(round_["announced"], pool, "bau_cu", index, "trung_cu")
            known: dict[tuple[str, ...], tuple[str, ...]] = {}
            for office in round_.get("offices", ()):
                for at in ballots.pop((office, round_.get("number", 1), round_.get("cluster")), ()):
                    self.ballot(rows["la_phieu"][at], pool, at, known)
        everybody = [*nominees, *(c for listed in self.hamlet.candidates.values() for c in listed)]
        self.untitle("moc", "person", lambda: everybody)

        @cache
        def anybody() -> list[model.Person]:
            return [*everybody, *_people(rows, "dang_vien"), *_people(rows, "ho_gia_dinh")]

        self.untitle("thanh_phan", "name", anybody)
        for attribute in ("sitting_head", "sitting_secretary"):
            if name := self.hamlet.values.get(attribute):
                self.hamlet.values[attribute] = _untitled(name, anybody)

    def untitle(self, slug: str, attribute: str, pool: Callable[[], Sequence[model.Person]]) -> None:
        """Take the titles off the names in the rows of a table."""
        names = self.hamlet.rows.column(slug, attribute)
        untitled = [name and _untitled(name, pool) for name in names]
        if untitled != names:
            self.hamlet.rows.put(slug, attribute, untitled)

    def ballot(
        self, ballot: dict[str, object], pool: Sequence[model.Person], index: int, known: dict[tuple[str, ...], tuple[str, ...]]
    ) -> None:
        """Settle the names on one ballot; `known` are those already settled in this round, for thousands of ballots name the same few."""
        choices = ballot["choices"]
        assert isinstance(choices, tuple)
        if len(pool) == 1 and pool[0].name and choices and all(fold(choice) in _AGREE for choice in choices):
            # The one name of the list is not written on such a ballot: a cross stands at "đồng ý".
            ballot["choices"] = (pool[0].name,)
        elif choices:
            if choices not in known:
                known[choices] = self.names(choices, pool, "la_phieu", index, "bau_cho")
            ballot["choices"] = known[choices]

    def names(self, texts: Sequence[str], pool: Sequence[model.Person], table: str, index: int, slug: str) -> tuple[str, ...]:
        """The names that these items tell, each taken apart; an item is left whole, and told of, where a part of it fits nobody."""
        names: list[str] = []
        for item in texts:
            if find_name(item, pool):
                names.append(item if not (bare := _BULLET.sub("", item)) or not find_name(bare, pool) else bare)
                continue
            parts = [part for piece in _APART.split(item) if (part := _BEFORE.sub("", piece).strip(" .:"))]
            strange = [part for part in parts if not find_name(part, pool)]
            if parts and not strange:
                names += parts
                continue
            names.append(item)
            if len(parts) > 1:
                field = BY_SLUG[table].by_slug[slug]
                offer = f" Viết là “{'; '.join(parts)}”?"
                why = f"{shown(item)} có vẻ ghi nhiều người, nhưng không có ai tên {shown(strange[0])} trong danh sách bầu"
                self.report(row_route(table, index), field, Refused("DT004", why, field.kind.value, offer))
        return tuple(names)


def _people(rows: Rows, slug: str) -> tuple[model.Person, ...]:
    return model.Person.of_columns({"name": rows.column(slug, "name")})


def _untitled(name: str, pool: Callable[[], Sequence[model.Person]]) -> str:
    """A name without its title; who there is to be called so is asked only where there is one."""
    return _plain(name, pool()) if _BEFORE.sub("", name) != name else name


def _shares(offices: object, voted: object) -> bool:
    """Whether somebody is introduced for an office of a round."""
    return isinstance(offices, tuple) and isinstance(voted, tuple) and not set(offices).isdisjoint(voted)


def _plain(name: str, pool: Sequence[model.Person]) -> str:
    """A name without the title before it, where that is how somebody is called and the whole is not."""
    bare = _BEFORE.sub("", name).strip()
    return bare if bare and bare != name and find_name(bare, pool) and not find_name(name, pool) else name
