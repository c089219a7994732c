"""A dossier with all its rounds counted, which is what the rules ask. Imports the count of a round; opens no file and asks no rule."""

from dataclasses import field, replace
from datetime import date
from functools import cached_property

from dantin.base import congress_day
from dantin.clusters import whole_rounds
from dantin.law import DISTRICT_LEVEL
from dantin.model import Candidate, Dossier, Household, Member, Office, Person, Round, StepKind, Unit
from dantin.people import doubles, once_each
from dantin.provision import NATIONAL, Law
from dantin.records import dataclass
from dantin.tally import Count, count_round


@dataclass(frozen=True)
class Case:
    """A dossier with all its rounds counted, as of a day: what the rules ask. `as_of` stands for "today", `law` is what holds for it.

    `corrects`: the same hamlet as an earlier dossier has it, where the two are to be compared.
    """

    dossier: Dossier
    as_of: date
    counts: tuple[Count, ...]
    law: Law = field(repr=False)
    corrects: "Case | None" = field(default=None, repr=False)

    @cached_property
    def _contests(self) -> dict[Office, tuple[Count, ...]]:
        return {office: tuple(count for count in self.counts if count.office is office) for office in Office}

    @cached_property
    def _held(self) -> dict[Office, tuple[Count, ...]]:
        return {office: tuple(count for count in counts if not count.planned) for office, counts in self._contests.items()}

    def counts_of(self, office: Office) -> tuple[Count, ...]:
        """The counts of one contest, by round."""
        return self._contests[office]

    def held(self, office: Office) -> tuple[Count, ...]:
        """The rounds of one contest that were held."""
        return self._held[office]

    def deciding(self, office: Office) -> Count | None:
        """The last round held of one contest."""
        held = self.held(office)
        return held[-1] if held else None

    def elected(self, office: Office) -> tuple[Candidate, ...]:
        """Everyone elected to an office: for the committee over all rounds, else by the deciding round."""
        if office is Office.COMMITTEE:
            return tuple(candidate for count in self.held(office) for candidate in count.elected)
        deciding = self.deciding(office)
        return deciding.elected if deciding is not None else ()

    @cached_property
    def first_vote(self) -> tuple[date, Round] | None:
        """The first dated round for head, held or planned, with its day."""
        dated = [(count.round.day, count.round) for count in self.counts_of(Office.HEAD) if count.round.day is not None]
        return min(dated, key=lambda entry: entry[0], default=None)

    @property
    def vote_day(self) -> date:
        """The day whose law applies to the vote for head: that of the first round, held or planned; today where none is dated."""
        return self.first_vote[0] if self.first_vote is not None else self.as_of

    @property
    def nobody_elected(self) -> bool:
        """Whether the last vote for head is known to have elected nobody: then there is nobody to recognise."""
        deciding = self.deciding(Office.HEAD)
        return deciding is not None and deciding.outcome is not None and not deciding.elected

    @cached_property
    def household_doubles(self) -> tuple[tuple[Household, Household, bool], ...]:
        """Who stands on the list of households twice, see `people.doubles`."""
        return tuple(doubles(self.dossier.households))

    @cached_property
    def member_doubles(self) -> tuple[tuple[Member, Member, bool], ...]:
        """Who stands on the list of members twice."""
        return tuple(doubles(self.dossier.members))

    @cached_property
    def households(self) -> tuple[Household, ...]:
        """Everyone on the list of households, by the first entry of each."""
        return once_each(self.dossier.households, self.household_doubles)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Everyone on the list of members, by the first entry of each."""
        return once_each(self.dossier.members, self.member_doubles)

    @cached_property
    def numbered(self) -> tuple[Person, ...]:
        """Every row that names a person and has something in the column of the identity number."""
        dossier = self.dossier
        rows = (dossier.households, dossier.members, dossier.nominees, dossier.officials, *(r.candidates for r in dossier.rounds))
        return tuple([person for people in rows for person in people if person.cccd])

    @cached_property
    def congress_day(self) -> date | None:
        """The day of the congress, its rounds' before its step's."""
        return congress_day(self.dossier)

    @property
    def unit(self) -> Unit:
        """The hamlet where it lies on the day of its last vote for head, else of its congress, else today."""
        count = next(reversed(self.counts_of(Office.HEAD)), None)
        return self.unit_on(count.day if count is not None else self.congress_day or self.as_of)

    def unit_on(self, day: date) -> Unit:
        """The hamlet where it lies on a day: in no district, whatever was filled in, where there are none any more."""
        unit = self.dossier.unit
        return unit if unit.district is None or self.law.on(DISTRICT_LEVEL, day) else replace(unit, district=None)

    @property
    def congress_held(self) -> bool:
        """A round of the congress was held, or its step is dated no later than today."""
        step = self.dossier.step(StepKind.CONGRESS)
        dated = step is not None and step.day is not None and step.day <= self.as_of
        return dated or any(count.office.of_party and not count.planned for count in self.counts)


def count_unknown(case: Case, office: Office) -> Count:
    """A round of which the dossier has no row: what is known of it before it is held."""
    count = count_round(case.dossier, Round(-1, offices=(office,)), case.as_of, case.law)
    assert count is not None
    return count


def count_dossier(dossier: Dossier, as_of: date, in_force: Law = NATIONAL) -> Case:
    """Every round counted under the law that holds for the dossier, by office (head, committee, secretary, deputy), then by round."""
    counts: list[Count] = []
    for round_ in whole_rounds(dossier):
        before = next((c for c in reversed(counts) if c.office is round_.office and c.round.number < round_.number), None)
        if (count := count_round(dossier, round_, as_of, in_force, before)) is not None:
            counts.append(count)
    return Case(dossier, as_of, tuple(counts), in_force)
