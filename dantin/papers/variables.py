"""What a template may print: a counted round -> the ready words of its paper. Templates compute nothing; everything is worded here.

What the round has and the dossier does not hold becomes a dotted line to be filled in by hand, never "None".
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, time

from dantin import law
from dantin.model import Duty, Event, Office, Official, Person
from dantin.papers.context import CandidateLine, MinutesContext, PersonInRole, PersonNamed
from dantin.people import find
from dantin.tally import Count, Outcome
from dantin.vietnamese import count_words, long_date, name_key, number_words, percent, split_year
from dantin.wording import address, commune, commune_place, hamlet_name, head_of, outcome_sentence, voters

DOTS = "……………………"
_SHORT_DOTS = "………"
_NO_DATE = "ngày ……… tháng ……… năm ………"
_COPIES = 3

MINUTES_HEAD = "bien-ban-kiem-phieu-truong-ap"


def minutes_head(count: Count) -> MinutesContext:
    """The variables of the counting minutes of one round for the hamlet head, at a meeting."""
    dossier, r = count.dossier, count.round
    unit = dossier.unit
    details = next((p for p in dossier.papers if p.paper == MINUTES_HEAD), None)
    counted = count.voted and count.outcome is not Outcome.VOID
    ballots = count.voted and not r.by_hands
    body = commune(unit)
    hamlet = hamlet_name(unit)
    team = _officials(count, Duty.COUNTING_HEAD) + _officials(count, Duty.COUNTING_MEMBER)
    head = next((official.name for official in team if official.duty is Duty.COUNTING_HEAD), None)
    who = "cử tri" if voters(count) == "cử tri" else "đại diện"
    form = law.HEAD_MINUTES.on(count.day)
    context: MinutesContext = {
        "co_quan_tren": f"UBND {body}".upper(),
        "co_quan": hamlet.upper(),
        "dia_danh": (details.signed_at if details else None) or commune_place(unit),
        "ngay_lap": _date(details.signed_on if details and details.signed_on else r.day),
        "ve_viec": _subject(count),
        "gio": _hour(r.begins),
        "phut": _minute(r.begins),
        "ngay": _date(r.day),
        "dia_diem": r.venue or DOTS,
        "ten_ap": hamlet,
        "dia_chi_ap": address(unit),
        "dien_bau": voters(count),
        "hinh_thuc": _form(count) if count.voted else "",
        "kiem_phieu": _team(team) if count.voted else [],
        "chung_kien": _witnesses(count) if count.voted else [],
        "tong_so": _counted(count.base.number, who),
        "co_mat": _counted(r.present, who),
        "phat_ra": _counted(r.issued, "phiếu") if ballots else "",
        "thu_ve": _counted(r.returned, "phiếu") if ballots else "",
        "chenh_lech": _gap(count) if ballots else "",
        "hop_le": _counted(count.valid, "phiếu") if ballots and counted else "",
        "khong_hop_le": _counted(count.invalid, "phiếu") if ballots and counted else "",
        "ly_do_khong_hop_le": (r.invalid_reasons or DOTS) if ballots and counted and count.invalid else "",
        "ung_cu": _candidates(count, who) if counted else [],
        "ket_luan": _conclusion(count),
        "gio_xong": _hour(r.ends),
        "phut_xong": _minute(r.ends),
        "so_ban": f"{_COPIES:02d} ({number_words(_COPIES)})",
        "the_thuc_ky": (details.authority if details else None) or ("TM. BAN KIỂM PHIẾU" if count.voted else "TM. TỔ BẦU CỬ"),
        "chuc_vu_ky": ((details.signer_position if details else None) or "TỔ TRƯỞNG").upper(),
        "nguoi_ky": (details.signer if details else None) or (head if count.voted else _team_head(count)) or "",
        "noi_nhan": _recipients(details.recipients if details else (), body, hamlet),
        "mau_so": f"{form.article}, {form.instrument.short}" if form is not None and form.article else "",
        "ma_du_lieu": "",
    }
    context["ma_du_lieu"] = fingerprint(context)
    return context


def fingerprint(context: object) -> str:
    """A short mark of everything a paper says: two papers with the same mark say the same."""
    text = json.dumps(context, ensure_ascii=False, sort_keys=True)
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{mark[:4]}-{mark[4:]}"


def _officials(count: Count, duty: Duty) -> list[Official]:
    return [o for o in count.dossier.officials if o.event is Event.HEAD_ELECTION and o.duty is duty]


def _team_head(count: Count) -> str | None:
    return next((o.name for o in _officials(count, Duty.ELECTION_TEAM_HEAD)), None)


def _team(team: Sequence[Official]) -> list[PersonInRole]:
    """The counting team, its head first; three dotted lines where nobody is recorded (a team has 3 to 5 people)."""
    if not team:
        roles = ("Tổ trưởng", "Thành viên", "Thành viên")
        return [{"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": role} for role in roles]
    roles_of = {Duty.COUNTING_HEAD: "Tổ trưởng", Duty.COUNTING_MEMBER: "Thành viên"}
    return [{**_named(o), "vai_tro": roles_of[o.duty]} for o in team if o.duty is not None]


def _witnesses(count: Count) -> list[PersonNamed]:
    """The witnesses; the form has two lines, so what is missing of two is dotted."""
    found = [_named(o) for o in _officials(count, Duty.WITNESS)]
    return found + [{"ong_ba": "Ông (bà)", "ho_ten": DOTS} for _ in range(2 - len(found))]


def _named(person: Person, sex: str | None = None) -> PersonNamed:
    return {"ong_ba": _title(sex or person.sex), "ho_ten": split_year(person.name or "")[0] or DOTS}


def _title(sex: str | None) -> str:
    return {"Nam": "Ông", "Nữ": "Bà"}.get(sex or "", "Ông (bà)")


def _sex(count: Count, person: Person) -> str | None:
    nominees = find(person, count.dossier.nominees_for(Office.HEAD))
    return person.sex or (nominees[0].sex if len(nominees) == 1 else None)


def _candidates(count: Count, who: str) -> list[CandidateLine]:
    """The candidates in Vietnamese name order, as on the ballot."""
    unit = who if count.round.by_hands else "phiếu"
    rows = sorted(count.ranking, key=lambda row: name_key(row[1].name or ""))
    names = [_person_name(count, person) for _, person, _ in rows]
    return [
        {
            "tt": str(number),
            "ong_ba": _title(_sex(count, person)),
            "ho_ten": name,
            "so_phieu": _counted(votes, unit),
            "ty_le": f"{percent(votes, count.base.number)} %" if votes is not None and count.base.number else DOTS,
        }
        for number, ((_, person, votes), name) in enumerate(zip(rows, names, strict=True), 1)
    ]


def _person_name(count: Count, person: Person) -> str:
    """A candidate's name; the year stays behind it where two candidates bear the name."""
    bare = split_year(person.name or "")[0]
    twins = sum(split_year(c.name or "")[0] == bare for c in count.candidates)
    return (person.name or DOTS) if twins > 1 else bare or DOTS


def _conclusion(count: Count) -> list[str]:
    base, unit = count.base.number, count.dossier.unit
    if count.outcome is Outcome.ELECTED and base:
        lines = []
        for _, person, votes in count.ranking:
            if person in count.elected and votes is not None:
                title, name = _title(_sex(count, person)), _person_name(count, person)
                lines.append(
                    f"{title} {name} được {votes}/{base} {'phiếu' if not count.round.by_hands else 'người đồng ý'}, bằng "
                    f"{percent(votes, base)} % tổng số {voters(count)} của {hamlet_name(unit)} (cần ít nhất {count.needed}), "
                    f"trúng cử {head_of(unit)}{_term(count)}."
                )
        return lines
    if count.outcome is Outcome.VOID:
        return [
            outcome_sentence(count),
            "Toàn bộ số phiếu trong hòm được niêm phong và lập biên bản hủy; tổ chức bầu lại theo quy định.",
        ]
    return [outcome_sentence(count)]


def _subject(count: Count) -> str:
    number = count.round.number
    ordinal = {1: "", 4: " (lần thứ tư)"}.get(number, f" (lần thứ {number_words(number)})")
    return f"bầu {head_of(count.dossier.unit)}{_term(count)}{ordinal}"


def _term(count: Count) -> str:
    term = count.dossier.unit.head_term
    return f", nhiệm kỳ {term}" if term else ""


def _form(count: Count) -> str:
    if count.round.by_hands:
        return "biểu quyết giơ tay"
    return count.round.form.value if count.round.form is not None else DOTS


def _gap(count: Count) -> str:
    gap = count.ballots_missing
    if not gap:
        return ""
    words = f"{'thiếu' if gap > 0 else 'thừa'} {count_words(abs(gap), 'phiếu')}"
    return f"{words}, lý do: {count.round.reason or DOTS}"


def _recipients(given: Sequence[str], body: str, hamlet: str) -> list[str]:
    if given:
        return [f"{text.rstrip('.;')}{'.' if i == len(given) else ';'}" for i, text in enumerate(given, 1)]
    return [f"UBND {body};", f"Ủy ban MTTQ Việt Nam {body};", f"Lưu: hồ sơ {hamlet}."]


def _counted(figure: int | None, unit: str) -> str:
    return DOTS if figure is None else count_words(figure, unit)


def _date(day: date | None) -> str:
    return long_date(day) if day is not None else _NO_DATE


def _hour(moment: time | None) -> str:
    return f"{moment.hour:02d}" if moment is not None else _SHORT_DOTS


def _minute(moment: time | None) -> str:
    return f"{moment.minute:02d}" if moment is not None else _SHORT_DOTS
