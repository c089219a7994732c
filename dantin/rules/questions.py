"""What several rules ask of a dossier: its rounds and their figures, its dated steps, who stands, who only acts as head.

The one place for it: modules of rules ask nothing of each other.
"""

from collections.abc import Iterator
from datetime import date

from dantin import law
from dantin.base import HOUSEHOLD_ROWS, MEMBER_ROWS, BaseSource
from dantin.case import Case
from dantin.deadlines import ended
from dantin.model import BOTH_FORMS, Dossier, ModelChoice, Nominee, Office, Person, Source, Step, StepKind
from dantin.part import Part
from dantin.people import find, find_name, fits, together
from dantin.provision import Provision
from dantin.route import Route
from dantin.tally import Count
from dantin.wording import names_front_head

RETURN = "Trả hồ sơ: đề nghị xã đối chiếu biên bản kiểm phiếu và phiếu bầu đã niêm phong."
HOUSEHOLDS_TOLD = ("don_vi.tong_so_ho", "ho_gia_dinh", "bau_cu.tong_so")
MEMBERS_TOLD = ("don_vi.tong_dang_vien", "dang_vien", "bau_cu.tong_so")
TOTAL_TOLD = (*HOUSEHOLDS_TOLD, *MEMBERS_TOLD)
"""What tells the total that half or two thirds are taken of: of the households, of the party members, of either."""
NAMELESS = "người ở dòng này"


# --- Days and steps ---------------------------------------------------------------------------------------------------


def list_sent(case: Case) -> tuple[date, Step] | None:
    """The first list of candidates that was sent, with its day; None where none was by the day of checking."""
    return next((entry for entry in case.dossier.dated_steps(StepKind.LIST_SENT) if entry[0] <= case.as_of), None)


def under_way(case: Case) -> bool:
    """The list of candidates was sent, or a vote for head was held: from then on what comes before has to be there."""
    return list_sent(case) is not None or bool(case.held(Office.HEAD))


def no_step(dossier: Dossier, kind: StepKind) -> Route:
    """Where the day of a step that is not dated belongs: its blank cell, else a row of its own after the last.

    Not the table itself: an error on the table would stand on every step in it.
    """
    blank = next(iter(dossier.steps_of(kind)), None)
    return blank.at("ngay") if blank is not None else Step(len(dossier.steps) + list(StepKind).index(kind)).path


def unread_steps(dossier: Dossier) -> tuple[Route, ...]:
    """Steps whose name could not be read: one of them may be the step that is missed."""
    return tuple(step.at("buoc") for step in dossier.steps_of(None))


def vote_routes(case: Case) -> tuple[Route, ...]:
    """The routes that say when the head was voted on; rounds whose office could not be read may be such a vote."""
    rounds = case.dossier.rounds_of(Office.HEAD)
    unread = (r.at("chuc_danh") for r in case.dossier.rounds if r.office is None)
    return (*unread, *(r.at(field) for r in rounds for field in ("ngay", "ngay_ket_thuc")))


def step_routes(case: Case, *kinds: StepKind) -> tuple[Route, ...]:
    """The routes of the days of some steps; steps whose name could not be read may be among them."""
    return (*unread_steps(case.dossier), *(step.at("ngay") for step in case.dossier.steps if step.kind in kinds))


# --- Rounds and their figures -----------------------------------------------------------------------------------------


def results_provision(count: Count) -> Provision[None]:
    """What says which figures a round has: the form of its minutes, or what stood before there was one."""
    if count.office.of_party:
        return law.CONGRESS_RESULTS
    taken_round = count.round.taken_round and count.law.on(law.HEAD_TAKEN_MINUTES, count.day) is not None
    return law.HEAD_TAKEN_MINUTES if taken_round else law.HEAD_MINUTES


def held(case: Case) -> Iterator[Count]:
    """The rounds of every contest that were held."""
    return (count for count in case.counts if not count.planned)


def parts(case: Case) -> Iterator[tuple[Count, Part]]:
    """The rows of the rounds that were held, each with its round: what the hamlet's clusters, or its one meeting, counted."""
    return ((count, part) for count in held(case) for part in count.parts)


def base_place(count: Count | Part) -> Route:
    """Where the number stands that half is taken of: the roster, the round's total, or the unit's."""
    party = count.office.of_party
    match count.base.source:
        case BaseSource.ROSTER:
            return MEMBER_ROWS if party else HOUSEHOLD_ROWS
        case BaseSource.ROUND:
            return count.round.at("tong_so")
        case _:
            return count.dossier.unit.at("tong_dang_vien" if party else "tong_so_ho")


# --- Who stands -------------------------------------------------------------------------------------------------------


def may_stand(case: Case, office: Office) -> Iterator[Person]:
    """Every row of somebody introduced for an office or voted on, whether or not they stand for it."""
    yield from case.dossier.nominees_for(office)
    for round_ in case.dossier.rounds_of(office):
        yield from round_.candidates


def standing(case: Case, office: Office) -> list[list[Person]]:
    """Everyone who stands for an office, each with their rows: introduced for it, voted on.

    A name of round 1 that nobody introduced is left out: a rule of its own asks about it.
    """
    nominees = case.dossier.nominees_for(office)
    rounds = case.dossier.rounds_of(office)
    voted = (c for r in rounds for c in r.candidates if r.number > 1 or not nominees or find(c, nominees))
    return together([person for person in (*nominees, *voted) if person.name])


def on_list(dossier: Dossier) -> tuple[Nominee, ...]:
    """The nominees for head of the official list; one whose source could not be read, or without a name, is not taken for one of them."""
    listed = (n for n in dossier.nominees_for(Office.HEAD) if n.name and n.source in (None, Source.OFFICIAL_LIST))
    return tuple(n for n in listed if not dossier.unread((n,), "nguon"))


def heads_front(case: Case, person: Person) -> bool:
    """Whether the dossier says anywhere that this person heads the Front committee of the hamlet."""
    nominees, officials = case.dossier.nominees, case.dossier.officials
    if any(n.front_head or names_front_head(n.position) for n in find(person, nominees)):
        return True
    return any(names_front_head(official.position) for official in find(person, officials))


# --- An acting head ---------------------------------------------------------------------------------------------------


def gone_on(case: Case) -> tuple[Route, ...]:
    """Where it shows that a congress was held; else that its secretary was approved."""
    held = [c.round.at("ngay" if c.round.day is not None else "chuc_danh") for c in case.counts if c.office.of_party and not c.planned]
    step = case.dossier.step(StepKind.CONGRESS if case.congress_held else StepKind.APPROVAL)
    return (*held, *((step.at("ngay"),) if step is not None else ()))[:1]


def acting_head(case: Case) -> Step | None:
    """The step by which an acting head was named, dated when the law knew of one, in a hamlet that follows the model."""
    step = case.dossier.step(StepKind.ACTING_HEAD)
    if case.dossier.unit.model not in BOTH_FORMS or step is None or step.day is None:
        return None
    return step if case.law.on(law.HEAD_ACTING, step.day) is not None else None


def is_acting(acting: Step, name: str | None) -> bool:
    """Whether a name can be that of the acting head, where both are given."""
    return fits(Person(0, name=name), Person(0, name=acting.person))


def acting_recognised(case: Case) -> Step | None:
    """The recognition, where it names the acting head and no vote elected that person; while a result is not known, nobody can say."""
    acting, recognition = acting_head(case), case.dossier.step(StepKind.RECOGNITION)
    held = case.held(Office.HEAD)
    if acting is None or recognition is None or not is_acting(acting, recognition.person) or any(c.outcome is None for c in held):
        return None
    return None if find_name(recognition.person or "", [p for c in held for p in c.elected]) else recognition


def acting_at_congress(case: Case) -> bool:
    """Whether the acting head was the only head that a congress under the model could go by.

    Not where nobody acted by then, or where somebody was elected, or may have been, or was recognised since. Where somebody was
    recognised before, or the secretary is to head the Front, only an acting head who became secretary is taken for what they are not.
    """
    dossier, acting = case.dossier, acting_head(case)
    approval = dossier.step(StepKind.APPROVAL)
    approved = approval.day if approval is not None else None
    done = case.congress_day or approved
    if acting is None or acting.day is None or not (case.congress_held or approved) or (done is not None and done < acting.day):
        return False
    recognitions = [day for day, _ in dossier.dated_steps(StepKind.RECOGNITION)]
    held = case.held(Office.HEAD)
    since = [count for count in held if (end := ended(count)) is None or end >= acting.day]
    if any(day >= acting.day for day in recognitions) or any(count.elected or count.outcome is None for count in since):
        return False
    secretaries = case.elected(Office.SECRETARY)
    acts = any(is_acting(acting, person.name) for person in secretaries)
    elected = any(find(person, [head for count in held for head in count.elected]) for person in secretaries)
    if recognitions:
        return acts and not elected
    if dossier.unit.model is ModelChoice.FRONT:
        has_front_head = any(nominee.front_head is not None for nominee in dossier.nominees)
        return acts and has_front_head and not any(heads_front(case, person) for person in secretaries)
    # The people elected the secretary head before, and somebody else acted: it is only the recognition that is missing.
    return acts or not elected or not acting.person
