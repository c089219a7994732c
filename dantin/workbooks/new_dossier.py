"""A dossier in which nothing has happened yet: the hamlet, its rounds, and its steps with the last lawful days of a vote on a day.

Gives plain data (see `dossier_files`) and the two forms of file made of it; and of a list of hamlets, all of theirs with `dantin.yaml`.
Asks the law, the chain and `deadlines`. Writes nothing itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from dantin import law
from dantin.chain import stretch
from dantin.deadlines import timetable
from dantin.errors import CannotDo
from dantin.model import ModelChoice, Office, Setting, StepKind, VotingForm
from dantin.provision import NATIONAL, Law, MoreThan, Provision
from dantin.readers.config import CONFIG, Level
from dantin.records import dataclass
from dantin.vietnamese import fold
from dantin.workbooks.blank_form import blank_workbook
from dantin.workbooks.blank_yaml import blank_yaml
from dantin.workbooks.dossier_files import Values, dump_yaml, yaml_scalar
from dantin.workbooks.sources_sheet import in_comments, sources_page
from dantin.workbooks.taking import Taken


@dataclass(frozen=True)
class Days:
    """The days that are planned, where they are; `today` is the day whose law holds where none is; `law` that of the place."""

    today: date
    vote: date | None = None
    congress: date | None = None
    law: Law = NATIONAL


def new_tables(unit: Values, days: Days) -> dict[str, list[Values]]:
    """The tables of a new dossier of one hamlet."""
    secret = VotingForm.SECRET.value
    rounds: list[Values] = [
        {"chuc_danh": Office.HEAD.value, "lan": 1, "ngay": days.vote, "cach_thuc": Setting.MEETING.value, "hinh_thuc": secret}
    ]
    rounds += [
        {"chuc_danh": office.value, "lan": 1, "ngay": days.congress, "cach_thuc": Setting.CONGRESS.value, "hinh_thuc": secret}
        for office in Office
        if office.of_party
    ]
    return {"don_vi": [unit], "moc": list(_steps(unit, days)), "bau_cu": rounds}


def _steps(unit: Values, days: Days) -> Iterator[Values]:
    """The steps of the chain, none of them done, with their last lawful days where the day of the vote is known."""
    due = {term.step: term.due for term in timetable(days.law, days.vote, days.congress)} if days.vote is not None else {}
    for step in stretch(StepKind.PUBLIC_OPINION, StepKind.APPROVAL):
        # Only the model asks for the opinion of the people and the members beforehand.
        if step is not StepKind.PUBLIC_OPINION or unit.get("mo_hinh") != ModelChoice.NONE.value:
            yield {"buoc": step.value, "ngay": None, "han": due.get(step)}


def new_file(unit: Values, days: Days, suffix: str, taken: Taken | None = None) -> bytes:
    """The file of a new dossier: a workbook, or YAML; with the rosters that were taken from other files."""
    tables = new_tables(unit, days) | (taken.rows if taken is not None else {})
    notes = taken.notes if taken is not None else ()
    if suffix != ".xlsx":
        return blank_yaml(tables, tuple(in_comments(notes)) if notes else ()).encode()
    on = days.vote or days.today
    further = [sources_page(notes)] if notes else []
    return blank_workbook(tables, _more_than(law.HEAD_MAJORITY, on), _more_than(law.HEAD_QUORUM, on), further)


def _more_than(provision: Provision[MoreThan], on: date) -> MoreThan:
    version = NATIONAL.on(provision, on)
    if version is None:
        raise CannotDo("Ngày bầu sớm hơn các văn bản mà dantin biết. Xem lại năm ở --ngay-bau.")
    return version.value


def new_folder(
    units: Sequence[Values], days: Days, suffix: str, names: Mapping[int, PurePosixPath], taken: Sequence[Taken] = ()
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of many hamlets, and the `dantin.yaml` that says they have to be there. `names`: where the file of each lies; `taken`: of
    each what it takes from other files, where there are any.
    """
    for number, unit in enumerate(units):
        yield names[number], new_file(unit, days, suffix, taken[number] if taken else None)
    yield PurePosixPath(CONFIG), _config(units, names).encode()


def _config(units: Sequence[Values], names: Mapping[int, PurePosixPath]) -> str:
    """`dantin.yaml`: of one commune where all hamlets are of one, else of one district, else of the province."""
    level, place = next(
        (level, str(units[0][slug]))
        for level, slug in ((Level.COMMUNE, "xa"), (Level.DISTRICT, "huyen"), (Level.PROVINCE, "tinh"))
        if units[0].get(slug) and (slug == "tinh" or len({fold(str(unit.get(slug))) for unit in units}) == 1)
    )
    entries = [
        {"ma": unit.get("ma"), "ten": unit["ten"], "xa": unit["xa"], "tep": names[number].as_posix()} for number, unit in enumerate(units)
    ]
    top = {"ten": place[:1].upper() + place[1:], "tinh": str(units[0]["tinh"]), "cap": level.value}
    lines = "".join(f"{key}: {yaml_scalar(value)}\n" for key, value in top.items())
    note = "# Các ấp, khu phố phải có hồ sơ trong thư mục này. Kiểm tra: dantin validate THƯ_MỤC\n"
    return note + lines + dump_yaml({"danh_sach": entries})
