"""What rules ask and say in short ways is what their plain ways ask and say: on drawn people, numbers, days and findings."""

import random
from datetime import date, timedelta

import pytest
from holidays.countries.vietnam import Vietnam

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin import law
from dantin import rule as engine
from dantin.case import count_dossier
from dantin.cccd import agrees, well_formed
from dantin.deadlines import _last_day, completed
from dantin.diagnostic import Place
from dantin.model import Dossier, Duty, Event, Household, Member, Nominee, Office, Official, PartialDate, Person, Unit
from dantin.people import Lookup, T, birth_of, fits
from dantin.readers import read
from dantin.rule import Finding
from dantin.rules import teams
from dantin.rules.roster import _all_differ, _two_numbers, _wrong_number
from dantin.rules.teams import candidate_acts
from dantin.vietnamese import fold, fold_name
from dantin.working_days import _DECIDED, is_working_day
from tests.conftest import ROOT
from tests.short_ways import drawn_in, drawn_people


@pytest.mark.parametrize("year", _DECIDED)
def test_days_off_of_years_that_are_decided_are_those_of_the_calendar(year):
    calendar = Vietnam(years=year)
    days = [day for n in range(366) if (day := date(year, 1, 1) + timedelta(n)).year == year]
    assert [day for day in days if is_working_day(day)] == [day for day in days if day.weekday() < 5 and day not in calendar]
    assert not any("dự kiến" in name for name in calendar.values())


@pytest.mark.parametrize("term", [law.HOUSEHOLD_ADULT, law.PROBATION_MONTHS])
def test_the_months_tell_what_is_complete_as_its_last_day_does(term):
    draw, version = random.Random(1), term.versions[-1]
    for _ in range(3000):
        since = date(1991, 1, 1) + timedelta(draw.randrange(12000))
        last = _last_day(term.counted, since, version.value)
        day = last + timedelta(draw.randint(*draw.choice([(-3, 3), (-400, 400), (-9000, 9000)])))
        assert completed(term, version, since, day) is (last <= day)


def two_numbers_plainly(people):
    """Of each number that an entry before it with its name and whole birth date does not have, the entry of such another number."""
    known = []
    for person in people:
        birth = birth_of(person)
        if person.name and birth is not None and birth.full is not None and well_formed(person.cccd or ""):
            others = [p for p in known if fold_name(p.name) == fold_name(person.name) and birth_of(p) == birth]
            rivals = [p for p in others if type(p) is not type(person) and (None in (p.sex, person.sex) or p.sex == person.sex)]
            if rivals and person.cccd not in {p.cccd for p in others}:
                yield rivals[0].at("cccd"), person.at("cccd")
            known.append(person)


def test_two_numbers_of_one_person_are_those_of_comparing_each_with_all_before():
    pairs = 0
    for seed in range(40):
        people = drawn_in(seed, 60)
        people = tuple(
            person if i % 2 else Member(i, person.name, person.birth, person.sex, person.cccd) for i, person in enumerate(people)
        )
        plainly = list(two_numbers_plainly(people))
        assert [(*finding.related, finding.path) for finding in _two_numbers(people)] == plainly
        pairs += len(plainly)
    assert pairs > 20


CODES_OF_HOUSEHOLDS = ["KP4-001", "kp4 001", "KP4001", "KP4-002", "Đ1", "D1", "d-1", "-", "", "H\n1", "H", "1", "HỘ 1", "HO 1"]


def test_codes_that_all_differ_do_when_folded():
    draws = [random.Random(seed).sample(CODES_OF_HOUSEHOLDS, 1 + seed % 5) for seed in range(400)]
    apart = [codes for codes in draws if _all_differ(codes)]
    assert all(len(set(map(fold, codes))) == len(codes) for codes in apart)
    assert len(apart) > 50


@pytest.mark.parametrize("number", ["075065000001", "075165000001", "075965000001", "075265000001", "75065000001", "", "chưa có"])
def test_a_number_agrees_where_nothing_is_wrong_with_it(number):
    for sex in (None, "Nam", "Nữ"):
        for birth in (None, PartialDate(1965), PartialDate(2065, 1, 1), PartialDate(1966)):
            assert agrees(number, sex, birth.year if birth else None) == (not _wrong_number(Person(0, "A", birth, sex, number))[0])


class Compared(Lookup[T]):
    """Things held against somebody one after the other: the first of which every row fits."""

    def __init__(self):
        self.things = []

    def add(self, _person, thing):
        self.things += [thing] if all(thing is not other for other in self.things) else []

    def first(self, person):
        return next((thing for thing in self.things if all(fits(person, row) for row in thing[0])), None)


def test_who_acts_and_stands_is_looked_up_as_by_comparing_with_all(monkeypatch):
    cases = []
    for seed in range(30):
        draw = random.Random(seed)
        drawn = [(p.name, p.birth, None, p.cccd) for p in drawn_people(seed, 30)]
        offices = [(Office.HEAD,), (Office.SECRETARY,), (Office.SECRETARY, Office.DEPUTY)]
        nominees = tuple(Nominee(i, *person, offices=draw.choice(offices)) for i, person in enumerate(drawn[:12]))
        acts = [(Event.HEAD_ELECTION, Duty.WITNESS), (Event.CONGRESS, Duty.COUNTING_MEMBER)]
        officials = []
        for i, person in enumerate(drawn[12:26]):
            event, duty = draw.choice(acts)
            officials.append(Official(i, *person, event=event, duty=duty))
        rosters = tuple(Household(i, *person) for i, person in enumerate(drawn[26:]))
        dossier = Dossier(Unit(0), nominees=nominees, officials=tuple(officials), households=rosters)
        cases.append(count_dossier(dossier, date(2024, 12, 20)))
    looked_up = [list(candidate_acts(case)) for case in cases]
    monkeypatch.setattr(teams, "Lookup", Compared)
    assert looked_up == [list(candidate_acts(case)) for case in cases]
    assert sum(map(len, looked_up)) > 20


def test_places_that_many_findings_name_are_those_that_each_would_name(monkeypatch):
    dossier = read(ROOT / "examples" / "khu-pho-4.yaml", "x").dossiers[0].dossier
    case, shared = count_dossier(dossier, date(2024, 12, 20)), ("nhan_su[0].ho_ten", "ho_gia_dinh.#")
    facts = {"name": "A", "roster": "B", "by": "C", "what": "D", "number": 2}

    def result(related):
        def many(table):
            return lambda _case: [Finding(f"{table}[{n}].ho_ten", facts, related=related(n)) for n in range(6)]

        monkeypatch.setattr(engine, "_CHECKS", [("DT101", many("nhan_su")), ("DT102", many("dang_vien")), ("DT317", many("ho_gia_dinh"))])
        diagnostics, faults = engine.apply(
            case, flawed=frozenset(), as_of=date(2024, 12, 20), hamlet=None, place_of=lambda route: Place("x", route)
        )
        assert not faults
        return [(d.code, [(place, place.why) for place in d.related]) for d in diagnostics]

    told = result(lambda n: shared if n % 4 else ())
    assert told == result(lambda n: (*shared[:1], *shared[1:]) if n % 4 else ())
    assert len({why for _, places in told for _, why in places}) == 4


class Walked(tuple):
    """Routes that count how often anybody walks through them."""

    times = 0

    def __iter__(self):
        Walked.times += 1
        return super().__iter__()


@pytest.mark.parametrize(("flawed", "number"), [((), 20 + 10), (("nhan_su[3]",), 0 + 59), (("ho_gia_dinh[7].ho_ten",), 19 + 10)])
def test_what_all_findings_of_a_rule_rest_on_is_looked_at_as_if_each_had_read_it(flawed, number, monkeypatch):
    dossier = read(ROOT / "examples" / "khu-pho-4.yaml", "x").dossiers[0].dossier
    case, rests_on = count_dossier(dossier, date(2024, 12, 20)), tuple(f"nhan_su[{n}].ho_ten" for n in range(50))
    facts = {"name": "A", "roster": "B", "by": "C", "what": "D"}

    def result(**options):
        def many(_case):
            return [Finding(f"ho_gia_dinh[{n}].ho_ten", facts, **options) for n in range(20)]

        def after(_case):
            return [Finding(f"nhan_su[{n}].ho_ten", facts) for n in range(60)]

        monkeypatch.setattr(engine, "_CHECKS", [("DT101", many), ("DT102", after)])
        withheld = set()
        outcome = engine.apply(
            case,
            flawed=frozenset(flawed),
            as_of=date(2024, 12, 20),
            hamlet=None,
            place_of=lambda _route: Place("x"),
            withheld=withheld,
        )
        return outcome, withheld

    read_by_each = result(reads=rests_on)
    Walked.times = 0
    assert result(common=Walked(rests_on)) == read_by_each
    assert Walked.times <= 2
    assert len(read_by_each[0][0]) == number
