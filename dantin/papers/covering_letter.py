"""The letter with which the dossiers of one commune are sent back to be mended: which, how much is wrong in each, what is asked for.

Unlike other papers it is about many hamlets, and no error keeps it from being written: it is about the errors. Writes no file.
"""

from collections.abc import Sequence
from datetime import date

from dantin.model import PaperDetails, Unit
from dantin.papers.blocks import recipients, signing
from dantin.papers.finished import fingerprint, shipped
from dantin.papers.paper import Context
from dantin.papers.phrases import DOTS, NO_DATE, SHORT_DOTS, two_digits
from dantin.readers.config import Config, Level
from dantin.records import dataclass
from dantin.vietnamese import fold, short_date
from dantin.word.facts import Facts
from dantin.word.seal import sealed
from dantin.wording import commune, level_in

NAME = "cong-van-tra-ho-so"


@dataclass(frozen=True)
class SentBack:
    """One dossier that is sent back: of which hamlets, in which file, with how many errors and warnings.

    `only_listed`: no marks could be put into it, so that the file is but a list.
    """

    hamlets: str
    file: str
    errors: int
    warnings: int
    only_listed: bool = False


@dataclass(frozen=True)
class Letter:
    """The finished letter, or what in it did not read as it should (`faults`); the `code` is that of its footer."""

    data: bytes
    code: str
    faults: tuple[str, ...] = ()


def letter(config: Config | None, to: str, day: date, dossiers: Sequence[SentBack], missing: Sequence[str]) -> Letter:
    """The letter to the commune `to`, from the one whose `config` it is; `missing` are hamlets of its list without a dossier."""
    context = _said(config, to, day, dossiers, missing)
    code = context["ma_du_lieu"] = fingerprint(NAME, context)
    template = shipped(NAME, draft=False)
    data = template.render(context)
    read = Facts(tuple((one.hamlets, one.file, str(one.errors), str(one.warnings)) for one in dossiers))
    return Letter(sealed(data, code), code, tuple(template.differences(data, read)))


def _said(config: Config | None, to: str, day: date, dossiers: Sequence[SentBack], missing: Sequence[str]) -> Context:
    details, place = PaperDetails(-1), commune(Unit(0, commune=to))
    name = (config.name if config is not None else None) or ""
    where = name[len(level_in(name) or name) :].strip()
    # What has a kind and a name has a People's Committee; not what is but a number ("Phường 4").
    of_committee = where != "" and not where[0].isdigit()
    # A commune sends back to its own hamlets.
    own = config is not None and (config.level is Level.COMMUNE or fold(name) == fold(to))
    return {
        "co_quan_tren": "ỦY BAN NHÂN DÂN" if of_committee or not name else "",
        "co_quan": name.upper() or DOTS,
        "so_hieu": f"{SHORT_DOTS}/{SHORT_DOTS}",
        "dia_danh": where if of_committee else SHORT_DOTS,
        "ngay_lap": NO_DATE.replace(SHORT_DOTS, SHORT_DOTS[:2]),
        **signing(details, *(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") if of_committee else (DOTS, DOTS)), None),
        **recipients(details, "Như trên", "Lưu: VT"),
        "noi_kinh_gui": [f"Trưởng các ấp, khu phố của {place} có tên dưới đây" if own else f"Ủy ban nhân dân {place}"],
        "noi_sua": "các ấp, khu phố" if own else f"Ủy ban nhân dân {place}",
        "ten_xa": place,
        "ngay_kiem_tra": short_date(day),
        "so_ho_so": two_digits(len(dossiers)),
        "so_loi": two_digits(sum(one.errors for one in dossiers)),
        "so_canh_bao": two_digits(sum(one.warnings for one in dossiers)),
        "ho_so": [{"ap": one.hamlets, "tep": one.file, "loi": str(one.errors), "canh_bao": str(one.warnings)} for one in dossiers],
        "chua_co": list(missing),
        "so_chua_co": two_digits(len(missing)),
        "chi_liet_ke": "x" if any(one.only_listed for one in dossiers) else "",
        "han": DOTS,
        "mau_so": "",
        "ma_du_lieu": "",
    }
