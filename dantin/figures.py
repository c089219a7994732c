"""The figures of a round: the one table by which counting, rules, screens, papers and readers name them. Imports the model and `ballots`.

Who is counted is `base`'s matter, what each candidate has stands at the candidate; a round's own figures are these.
"""

from collections.abc import Callable
from typing import NamedTuple

from dantin.ballots import BallotCount
from dantin.model import Round

PEOPLE, BALLOTS = "người", "phiếu"
VOTES = "so_phieu"
"""The field of a candidate that holds the votes for him or her."""


class Figure(NamedTuple):
    """One figure of a round: its field, what it is called after its unit ("phát ra"), its key in JSON, and where it is declared.

    `counted`: what single ballots say of it. `sorted_out`: known only once the ballots in the box are told apart, never of a void box.
    """

    field: str
    name: str
    key: str
    unit: str
    declared: Callable[[Round], int | None]
    counted: Callable[[BallotCount], int] | None = None
    sorted_out: bool = False

    @property
    def label(self) -> str:
        """The figure with its unit: "phiếu phát ra", "người có mặt"."""
        return f"{self.unit} {self.name}"

    def kept_in(self, round_: Round) -> bool:
        """Whether a round of its kind has it: nobody is present where ballots are taken round, and a show of hands has no ballots."""
        return not (round_.taken_round if self.unit == PEOPLE else round_.by_hands)


PRESENT = Figure("co_mat", "có mặt", "present", PEOPLE, lambda r: r.present)
ISSUED = Figure("phat_ra", "phát ra", "issued", BALLOTS, lambda r: r.issued)
RETURNED = Figure("thu_ve", "thu về", "returned", BALLOTS, lambda r: r.returned, lambda ballots: ballots.papers)
VALID = Figure("hop_le", "hợp lệ", "valid", BALLOTS, lambda r: r.valid, lambda ballots: ballots.valid, sorted_out=True)
INVALID = Figure("khong_hop_le", "không hợp lệ", "invalid", BALLOTS, lambda r: r.invalid, lambda ballots: ballots.invalid, sorted_out=True)

OF_BALLOTS = (ISSUED, RETURNED, VALID, INVALID)
FIGURES = (PRESENT, *OF_BALLOTS)
BALLOT_FIELDS = tuple(figure.field for figure in OF_BALLOTS)
FIELDS = tuple(figure.field for figure in FIGURES)
