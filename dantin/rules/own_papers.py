"""What the table "Văn bản" says of a paper's own date and number, against the step that the paper belongs to."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dantin.case import Case
from dantin.model import PaperDetails, Step, StepKind
from dantin.rule import Edit, Finding, rule
from dantin.rules.questions import unread_steps
from dantin.vietnamese import fold, short_date
from dantin.wording import titled

_SAME_PAPER = {
    "quyet-dinh-cong-nhan": StepKind.RECOGNITION,
    "ke-hoach-bau-cu": StepKind.DECISION,
    "quyet-dinh-to-chuc-bau-cu": StepKind.DECISION,
    "quyet-dinh-bau-lai": StepKind.DECISION,
    "quyet-dinh-to-bau-cu": StepKind.TEAM_SET_UP,
    "quyet-dinh-to-phat-phieu": StepKind.TAKEN_TEAM_SET_UP,
    "van-ban-khong-cong-nhan": StepKind.REFUSAL,
    "quyet-dinh-cong-nhan-cho-thoi": StepKind.HEAD_DISMISSED,
    "quyet-dinh-cu-lam-thoi": StepKind.ACTING_HEAD,
}
"""The papers that are the step: signed on its day, with its number."""
_SENT_LATER = {
    "danh-sach-ung-cu": StepKind.LIST_SENT,
    "thong-bao-niem-yet": StepKind.NOTICE,
    "thong-bao-phat-phieu": StepKind.TAKEN_MADE_PUBLIC,
    "to-trinh-cong-nhan": StepKind.RESULT_SENT,
    "bao-cao-ket-qua-bau-cu": StepKind.CONGRESS_REPORT,
}
"""The papers that a step sends off: signed by its day."""
STEP_OF = {fold(name): kind for name, kind in (_SAME_PAPER | _SENT_LATER).items()}
"""The step of each paper, by the paper's folded name."""
_SAME = {fold(name) for name in _SAME_PAPER}
# The plan goes with the decision, and has a number of its own kind: 12/KH-UBND beside 187/QĐ-UBND.
_BESIDE = fold("ke-hoach-bau-cu")
# A vote held again is decided on once more: the decision on the first one is another paper.
_AGAIN = fold("quyet-dinh-bau-lai")


class _Contradiction(NamedTuple):
    """A field of the paper that is at odds with its step, the step's field, and both in words."""

    field: str
    step_field: str
    own: str
    other: str


@rule(
    "DT410",
    "văn bản “{paper}” ghi {own}, trái với bước “{step}” ({other})",
    title="Ngày ký hoặc số của văn bản trái với bước đã ghi ở bảng Mốc thời gian",
    why="Quyết định công nhận, kế hoạch, quyết định thành lập tổ bầu cử, văn bản từ chối phải có đúng ngày và số của bước đó; tờ trình, "
    "danh sách phải ký trước hoặc trong ngày gửi. Hai nơi ghi khác nhau thì giấy in ra sẽ sai một nơi.",
    hint="Đối chiếu với văn bản đã ký; sửa ở bảng “Văn bản” hoặc bảng “Mốc thời gian”. Chưa ký thì để trống ngày ký và số. Chỉ giấy này "
    "chưa in được.",
    hint_district="Trả hồ sơ: yêu cầu đối chiếu ngày, số với văn bản đã ký.",
    bad=Edit({"van_ban[4].ngay_ky": "12/11/2024"}),
    good=Edit({"van_ban[4].ngay_ky": "11/11/2024"}),
    order=900,
    bars_one_paper=True,
    needs=("van_ban", "moc"),
)
def paper_against_its_step(case: Case) -> Iterator[Finding]:
    """A paper whose own date or number agrees with no step of its kind. What either does not say contradicts nothing."""
    dossier = case.dossier
    for paper in dossier.papers:
        name = paper.kind
        kind = STEP_OF.get(name)
        steps = [step for step in dossier.steps_of(kind) if name != _AGAIN or _after_vote(case, step)] if kind is not None else []
        at_odds = [list(_contradictions(name, paper, step)) for step in steps]
        if kind is None or not steps or not all(at_odds):
            continue
        step, wrong = steps[-1], at_odds[-1]
        facts = {
            "paper": paper.paper,
            "own": ", ".join(one.own for one in wrong),
            "step": titled(kind.value, dossier.unit),
            "other": ", ".join(one.other for one in wrong),
        }
        reads = [paper.at(field) for field in ("giay", "ngay_ky", "so_hieu")]
        reads += [other.at(field) for other in steps for field in ("ngay", "so_van_ban")]
        related = tuple(step.at(one.step_field) for one in wrong)
        yield Finding(paper.at(wrong[0].field), facts, (*reads, *unread_steps(dossier)), related, step.day)


def _after_vote(case: Case, step: Step) -> bool:
    vote = case.first_vote
    return step.day is not None and vote is not None and step.day > vote[0]


def _contradictions(name: str, paper: PaperDetails, step: Step) -> Iterator[_Contradiction]:
    """Where a paper and a step are at odds."""
    if paper.signed_on is not None and step.day is not None and _days_differ(name, paper.signed_on, step.day):
        yield _Contradiction("ngay_ky", "ngay", f"ngày ký {short_date(paper.signed_on)}", f"ngày {short_date(step.day)}")
    if name in _SAME and paper.symbol and step.document and _numbers_differ(name, paper.symbol, step.document):
        yield _Contradiction("so_hieu", "so_van_ban", f"số {paper.symbol}", f"số {step.document}")


def _days_differ(name: str, signed: date, done: date) -> bool:
    return signed != done if name in _SAME else signed > done


def _numbers_differ(name: str, own: str, other: str) -> bool:
    """Whether two numbers cannot be of one paper: "215/QĐ-UBND" and "216/QĐ-UBND"; spacing, case and leading zeros do not matter."""
    (number, kind), (second, its_kind) = _parted(own), _parted(other)
    if kind != its_kind and kind and its_kind:
        return name != _BESIDE
    return number != second and (name != _BESIDE or bool(kind))


def _parted(symbol: str) -> tuple[str, str]:
    """A number and the kind of paper it is of: "Số 05/QĐ-UBND" is "5" and "qd_ubnd"."""
    parts = fold(symbol).removeprefix("so_").split("_")
    return parts[0].lstrip("0"), "_".join(parts[1:])
