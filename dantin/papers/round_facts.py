"""What must be read in the minutes of a counted round: the same figures from the round itself, never from the sentences of `round_text`."""

from dantin.base import excused
from dantin.figures import BALLOTS, INVALID, ISSUED, OF_BALLOTS, PRESENT, RETURNED
from dantin.model import Candidate
from dantin.papers.blocks import name_fact
from dantin.papers.phrases import COMRADE, MEMBERS, number_of, numbers_in, party_number, told_apart
from dantin.part import Part
from dantin.route import Route
from dantin.tally import Count, Outcome
from dantin.vietnamese import name_key, percent, sentence_case
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import cluster_name, vote_unit, voters


def number_facts(*figures: tuple[int | None, str, tuple[Route, ...]], of_party: bool = False) -> list[Group]:
    """Numbers with their units and the routes they come from, each as a fact by itself; what is not known is none."""
    return [(Fact(as_told(number, unit, of_party), *routes),) for number, unit, routes in figures if number is not None]


def as_told(number: int, unit: str, of_party: bool) -> str:
    """A number with its unit as papers of the Party have it, or of the state."""
    return party_number(number, unit) if of_party or unit in (MEMBERS, COMRADE) else number_of(number, unit)


def figure_facts(count: Count, who: str, opening: int | None = None, opened: tuple[Route, ...] = ()) -> Facts:
    """The figures of a round from the round itself, as its minutes must say them.

    `opening`: how many were there then, where the minutes say so; `opened`: the routes this comes from.
    """
    r = count.round
    whole = count.voted and count.outcome is not Outcome.VOID
    wanted: list[tuple[int | None, str, tuple[Route, ...]]] = [(count.base.number, who, count.base.reads)]
    if PRESENT.kept_in(r):
        wanted.append((r.present, who, count.source(PRESENT)) if opening is None else (opening, who, opened))
    wanted += [(count.number(figure), figure.unit, count.source(figure)) for figure in OF_BALLOTS if count.records(figure)]
    party = count.office.of_party
    lines = number_facts(*wanted, of_party=party)
    if whole:
        by_ballot = sorted(count.ranking, key=lambda row: name_key(row[1].name or ""))
        lines += [vote_fact(count, person, votes, who) for _, person, votes in by_ballot]
    gap = count.ballots_missing if count.records(RETURNED) else None
    of_gap = (*count.source(ISSUED), *count.source(RETURNED))
    why = [Fact(as_given(r.reason), *r.each("ly_do"))] if r.reason else []
    gaps = [(Fact(f"{'thiếu' if gap > 0 else 'thừa'} {as_told(abs(gap), BALLOTS, party)}", *of_gap), *why)] if gap else []
    has_reasons = count.invalid and count.records(INVALID) and r.invalid_reasons
    reasons = [(Fact(as_given(r.invalid_reasons or ""), *r.each("ly_do_khong_hop_le")),)] if has_reasons else []
    return Facts(tuple(lines), numbers_in(r.invalid_reasons, r.reason), (*gaps, *reasons)) + cluster_facts(count)


def cluster_facts(count: Count) -> Facts:
    """What each cluster counted and the sums, each row of the table together; nothing of a round held at one meeting."""
    if not count.by_clusters:
        return Facts()
    rows: list[Group] = []
    for part in count.parts:
        r, figures = part.round, [f for f in OF_BALLOTS if count.records_of(part, f)]
        numbers = [(part.base.number, part.base.reads), (r.present, part.source(PRESENT))]
        numbers += [(part.number(figure), part.source(figure)) for figure in figures]
        own = {person: part.source_of_votes(part.candidates[at]) for person, at in _places(count, part)}
        name = Fact(sentence_case(cluster_name(r.cluster or "")), r.at("cum"))
        votes = [(person, number, own[person]) for person, number in count.votes_in(part)]
        rows.append((name, *_row(count, numbers, votes if part.voted else [])))
    sums = [(count.base.number, count.base.reads), (count.round.present, count.source(PRESENT))]
    sums += [(count.number(figure), count.source(figure)) for figure in OF_BALLOTS if count.records(figure)]
    all_votes = [(person, votes, count.source_of_votes(person)) for _, person, votes in count.ranking if count.voted]
    rows.append(("Cộng", *_row(count, sums, all_votes)))
    return Facts(tuple(rows))


def _places(count: Count, part: Part) -> list[tuple[Candidate, int]]:
    at = count.places[count.parts.index(part)]
    return [(person, own) for person, own in zip(count.candidates, at, strict=True) if own is not None]


def _row(
    count: Count,
    numbers: list[tuple[int | None, tuple[Route, ...]]],
    votes: list[tuple[Candidate, int | None, tuple[Route, ...]]],
) -> Group:
    recorded = [] if count.outcome is Outcome.VOID else votes
    of_people = [
        Fact(f"{told_apart(person, count.candidates)}: {number}", person.at("ho_ten"), *routes)
        for person, number, routes in recorded
        if number is not None
    ]
    return (*(Fact(str(number), *routes) for number, routes in numbers if number is not None), *of_people)


def as_given(reason: str) -> str:
    """A reason as it is written down, without what ends it."""
    return reason.rstrip(". ")


def conclusion_facts(count: Count) -> Facts:
    """What a round decided as it must be read in its minutes: who is elected with which votes, and every other figure of the outcome."""
    elected = [(person, votes) for _, person, votes in count.ranking if person in count.elected]
    if count.office.of_party:
        return Facts((*(vote_fact(count, person, votes, MEMBERS) for person, votes in elected), *remark_facts(count)))
    r, base = count.round, Fact(f"{count.base.number} {voters(count)}", *count.base.reads)
    match count.outcome:
        case Outcome.ELECTED:
            return Facts(tuple((*_of_base(count, person, votes), _needed(count)) for person, votes in elected))
        case Outcome.NOT_ELECTED:
            return Facts(((_needed(count, f" {vote_unit(count)}"), base),))
        case Outcome.NO_QUORUM if count.short_of_quorum:
            came = Fact(f"{r.present}/{count.base.number}", *count.source(PRESENT), *count.base.reads)
            return Facts(((came, _quorum(count)),))
        case Outcome.NO_QUORUM if r.present is not None and count.quorum is not None:
            return Facts(((Fact(f"ghi là {r.present}", *count.source(PRESENT)),),))
        case Outcome.VOID if (part := count.overfull) is not None:
            returned = Fact(f"{part.round.returned} phiếu", *part.source(RETURNED))
            return Facts(((returned, Fact(f"phát ra {part.round.issued}", *part.source(ISSUED))),))
        case _:
            return Facts()


def _needed(count: Count, unit: str = "") -> Fact:
    return Fact(f"ít nhất {count.needed}{unit}", *count.base.reads, version=count.majority_rule)


def _quorum(count: Count, unit: str = "") -> Fact:
    return Fact(f"ít nhất {count.quorum}{unit}", *count.base.reads, version=count.quorum_rule)


def remark_facts(count: Count) -> list[Group]:
    """The figures of what decides a round of the congress and of what it leaves open, as `round_text.remarks` tells them."""
    r, base, seats, left = count.round, count.base, count.round.seats, count.round.seats - len(count.elected)
    to_fill = (r.at("so_can_bau"), *(route for person in count.candidates for route in count.source_of_votes(person)))
    groups: list[Group] = []
    if count.voted and count.outcome not in (None, Outcome.VOID, Outcome.NO_QUORUM) and not count.among_tied:
        groups.append((Fact(f"{base.number} {MEMBERS}", *base.reads), _needed(count, " phiếu")))
    match count.outcome:
        case Outcome.INCOMPLETE:
            groups.append((Fact(f"{seats - left}/{seats} {COMRADE}", *to_fill), Fact(f"{left} {COMRADE}", *to_fill)))
        case Outcome.TIE:
            votes = next(v for _, person, v in count.ranking if person is count.tied[0])
            level = Fact(f"{votes} phiếu", *(route for person in count.tied for route in count.source_of_votes(person)))
            groups.append((*(name_fact(person, count.candidates) for person in count.tied), level, Fact(f"{left} {COMRADE}", *to_fill)))
        case Outcome.NO_QUORUM if count.short_of_quorum:
            came = Fact(f"{r.present}/{base.summoned} {MEMBERS}", *count.source(PRESENT), *base.reads)
            groups.append((came, _quorum(count, f" {MEMBERS}")))
        case Outcome.NO_QUORUM if r.present is not None:
            groups.append((Fact(f"có mặt {r.present} {MEMBERS}", *count.source(PRESENT)),))
        case Outcome.VOID if count.box_overfull:
            returned = Fact(f"{r.returned} phiếu", *count.source(RETURNED))
            groups.append((returned, Fact(f"{r.issued} phiếu", *count.source(ISSUED))))
        case Outcome.ELECTED if count.passed_over:
            groups.append((Fact(f"đã đủ {seats} {COMRADE}", r.at("so_can_bau")),))
        case _:
            pass
    return groups


def _of_base(count: Count, person: Candidate, votes: int | None) -> Group:
    """Somebody elected head as a sentence tells it: name, votes of all, share of all."""
    base, routes = count.base.number, (*count.source_of_votes(person), *count.base.reads)
    share = Fact(f"{percent(votes or 0, base or 1)} %", *routes)
    return name_fact(person, count.candidates), Fact(f"{votes}/{base}", *routes), share


def elected_facts(count: Count) -> Facts:
    """Everyone elected head, with votes of all and their share."""
    return Facts(tuple(_of_base(count, person, votes) for _, person, votes in count.ranking if person in count.elected))


def vote_fact(count: Count, person: Candidate, votes: int | None, who: str = "phiếu") -> Group:
    """A candidate with votes and share, as they stand together wherever a paper lists them; in a show of hands the votes are of `who`."""
    unit = who if count.of_people else "phiếu"
    routes, name, base = count.source_of_votes(person), name_fact(person, count.candidates), count.base
    if votes is None:
        return (name,)
    share = (Fact(f"{percent(votes, base.number)} %", *routes, *base.reads),) if base.number and count.part_of is None else ()
    return (name, Fact(as_told(votes, unit, count.office.of_party), *routes), *share)


def congress_facts(count: Count) -> Facts:
    """The same figures as they must be read in the minutes."""
    r, base, present = count.round, count.base, count.source(PRESENT)
    here = ((base.summoned, MEMBERS, base.reads), (count.absent, MEMBERS, (*base.reads, *present)))
    if not count.voted:
        return Facts(tuple(number_facts(*here, (r.present, MEMBERS, present)))) + conclusion_facts(count)
    deducted = (*base.reads, *(m.at("tinh_trang") for m in excused(count.dossier, count.day)))
    wanted = ((r.known_seats, COMRADE, (r.at("so_can_bau"),)), *here, (base.deducted or None, MEMBERS, deducted))
    reasons = numbers_in(*(member.reason for member in excused(count.dossier, count.day)))
    return Facts(tuple(number_facts(*wanted)), reasons) + figure_facts(count, MEMBERS) + conclusion_facts(count)
