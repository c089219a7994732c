"""The report that a commune, a district or a province hands upward, as a paper of the Party. Works no figure out; writes no file."""

import re
from collections.abc import Sequence
from itertools import groupby

from dantin.errors import ProgramFault
from dantin.model import PaperDetails
from dantin.overview import (
    CONGRESS,
    ELECTED,
    EXPECTED,
    MODEL_SHARE,
    RECOGNISED,
    TURNOUT,
    Group,
    Overview,
)
from dantin.overview_words import late_line, sentences, subject
from dantin.papers.blocks import NO_BREAK, recipients, signing
from dantin.papers.finished import fingerprint, shipped
from dantin.papers.paper import Context
from dantin.papers.phrases import DOTS, NO_DATE, SHORT_DOTS
from dantin.percentage import Percentage, per_cent
from dantin.since import figures_since, hamlet_changes
from dantin.vietnamese import short_date
from dantin.word.facts import Facts
from dantin.word.facts import Group as Line
from dantin.word.seal import sealed
from dantin.wording import party_committee

NAME = "bao-cao-tong-hop"
_CELLS = 20
"""Of so many cells a bar is made: `templates/parts.py` has as many columns."""


def summary_report(overview: Overview) -> bytes:
    """The finished report. Raises TemplateFault where the template cannot be used, ProgramFault where it does not say what it should."""
    context = _says(overview)
    code = context["ma_du_lieu"] = fingerprint(NAME, context)
    template = shipped(NAME, draft=False)
    data = template.render(context)
    faults = template.differences(data, _facts(overview))
    if faults:
        raise ProgramFault(f"Đọc lại báo cáo thấy khác với số liệu: {'; '.join(faults)}.")
    return sealed(data, code)


def _says(overview: Overview) -> Context:
    above, body = party_committee(overview.name)
    details = PaperDetails(-1)
    return {
        "dang_bo": above.upper() if above else DOTS,
        "chi_bo": body.upper() if body else DOTS,
        "so_hieu": f"{SHORT_DOTS}-BC/{SHORT_DOTS}",
        "dia_danh": SHORT_DOTS,
        "ngay_lap": NO_DATE.replace(SHORT_DOTS, SHORT_DOTS[:2]),
        **signing(details, DOTS, DOTS, None),
        **recipients(details, DOTS, "Lưu"),
        "ve_viec": subject(overview),
        "cac_cau": [sentence.replace(" %", f"{NO_BREAK}%") for sentence in sentences(overview)],
        "cac_xa": [_line(overview, group) for group in overview.groups] if overview.communes else [],
        "moi_o": str(100 // _CELLS),
        "chi_tieu": per_cent(overview.target) if overview.target is not None else "",
        "ngay_truoc": short_date(overview.earlier.as_of) if overview.earlier is not None else "",
        "thay_doi": list(_changes(overview)),
        "tre_han": [late_line(entry) for entry in overview.whole.late_entries],
        "viec": [
            *({"noi": overview.level_words, "noi_dung": w.what, "don_doc": w.reminder} for w in overview.general),
            *({"noi": e.row.seat.address, "noi_dung": w.what, "don_doc": w.reminder} for e, w in overview.whole.work),
        ],
        "ngay_so_lieu": f"ngày {short_date(overview.as_of)}",
        "ma_du_lieu": "",
    }


def _line(overview: Overview, group: Group) -> dict[str, str]:
    model = group.share(MODEL_SHARE)
    dark = _CELLS * model.part // model.whole if model is not None else 0
    return {
        "ten": overview.level_words if group is overview.whole else group.title,
        "phai_co": str(group.number(EXPECTED)),
        "bau_xong": str(group.number(ELECTED)),
        "cong_nhan": str(group.number(RECOGNISED)),
        "dai_hoi": str(group.number(CONGRESS)),
        "mo_hinh": _share(model),
        "du_bau": _share(group.share(TURNOUT)),
        "o_dam": "x" * dark,
        "o_nhat": "x" * (_CELLS - dark),
    }


def _share(share: Percentage | None) -> str:
    return f"{share.counted} ({share.text}{NO_BREAK}%)" if share is not None else "—"


def _changes(overview: Overview) -> Sequence[str]:
    figures = [f"{measure.label}: {then} → {now} ({now - then:+d})" for measure, then, now in figures_since(overview) if then != now]
    hamlets = [
        f"{kind}: {', '.join(map(str, of_kind))}" for kind, of_kind in groupby(hamlet_changes(overview), key=lambda change: change.kind)
    ]
    return (*figures, *hamlets)


def _facts(overview: Overview) -> Facts:
    """The figures of the table, taken from the report itself."""
    measures = (EXPECTED, ELECTED, RECOGNISED, CONGRESS)
    lines: list[Line] = [(sentence,) for sentence in sentences(overview)]
    for group in overview.groups if overview.communes else ():
        shares = [share for ratio in (MODEL_SHARE, TURNOUT) if (share := group.share(ratio)) is not None]
        lines.append((*(str(group.number(measure)) for measure in measures), *(f"{s.part}/{s.whole} ({s.text} %)" for s in shares)))
    findings = " ".join(work.what for work in (*overview.general, *(work for _, work in overview.whole.work)))
    # What is open quotes figures of dossiers, wrong ones too.
    return Facts(tuple(lines), others=frozenset(map(int, re.findall(r"[0-9]{1,9}", findings))))
