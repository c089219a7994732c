"""Variables that many papers share: headings, the hamlet, signatures, people. One meaning for each name, told in `MEANINGS`."""

import re
from collections.abc import Sequence
from datetime import date

from dantin import law
from dantin.model import Duty, Event, Meeting, Nominee, Office, Official, PaperDetails, Person, Unit
from dantin.papers.paper import Context, Row, Subject
from dantin.papers.phrases import (
    COMRADE,
    DOTS,
    NO_DATE,
    SHORT_DOTS,
    bare_name,
    birth,
    day_words,
    filled,
    numbers_in,
    sex_of,
    title,
    told_apart,
)
from dantin.people import birth_of
from dantin.route import Route
from dantin.vietnamese import fold, printed_name, sentence_case
from dantin.word.facts import Fact, Facts
from dantin.wording import address, commune, commune_place, hamlet_name, head_of, head_title, within_cluster

MEANINGS = {
    "co_quan_tren": "cơ quan cấp trên, dòng đầu bên trái: UBND THỊ TRẤN TRẢNG BOM",
    "co_quan": "nơi ra văn bản, dòng thứ hai bên trái: KHU PHỐ 4",
    "dang_bo": "đảng bộ cấp trên, viết hoa: ĐẢNG BỘ THỊ TRẤN TRẢNG BOM",
    "chi_bo": "chi bộ, viết hoa: CHI BỘ KHU PHỐ 4",
    "ten_chi_bo": "chi bộ trong câu: Chi bộ khu phố 4",
    "so_hieu": "số, ký hiệu văn bản; chưa có thì để chỗ trống điền tay",
    "dia_danh": "địa danh trước ngày ký: Trảng Bom",
    "ngay_lap": "ngày ký: ngày 10 tháng 11 năm 2024",
    "ten_ap": "tên ấp, khu phố trong câu: khu phố 4; ở giấy của một cụm dân cư: cụm 1, khu phố 4",
    "loai_ap": "loại: ấp, khu phố, thôn, tổ dân phố...",
    "ten_xa": "xã, phường, thị trấn: thị trấn Trảng Bom",
    "dia_chi_ap": "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai; từ ngày 01/7/2025 không ghi huyện",
    "noi_hop_day_du": "nơi họp, địa chỉ: Nhà văn hóa khu phố 4, thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai",
    "chuc_danh": "chức danh người đứng đầu của ấp này: Trưởng khu phố 4",
    "chuc_danh_chung": "chức danh không kèm tên ấp, viết thường: trưởng khu phố",
    "nhiem_ky": "nhiệm kỳ của trưởng ấp: 2024-2029",
    "nhiem_ky_chi_bo": "nhiệm kỳ của chi bộ: 2025-2027",
    "the_thuc_ky": "thể thức ký: TM. BAN KIỂM PHIẾU, T/M CHI BỘ, KT. CHỦ TỊCH...",
    "chuc_vu_ky": "chức vụ người ký: TỔ TRƯỞNG, BÍ THƯ...",
    "nguoi_ky": "họ tên người ký; chưa biết thì để trống",
    "noi_nhan": "danh sách nơi nhận, mỗi nơi một dòng",
    "can_cu": "danh sách căn cứ, mỗi căn cứ một dòng: Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15;",
    "mau_so": "mẫu của văn bản pháp luật, ở chân trang: Mẫu số 02, Nghị định 59/2023/NĐ-CP",
    "ma_du_lieu": "mã dữ liệu ở chân trang: hai giấy cùng mã thì cùng nội dung",
    "ong_ba": "Ông, Bà, hoặc Ông (bà) khi chưa biết giới tính; trong Đảng: Đồng chí",
    "ho_ten": "họ và tên",
    "vai_tro": "vai trò trong cuộc họp: Tổ trưởng, Thành viên, Chủ trì...",
    "tt": "số thứ tự",
    "ngay_sinh": "ngày, tháng, năm sinh: 12/04/1968; hoặc chỉ năm sinh",
    "gioi_tinh": "giới tính: Nam, Nữ",
    "que_quan": "quê quán",
    "noi_o": "nơi ở hiện nay",
    "dan_toc": "dân tộc",
    "ton_giao": "tôn giáo",
    "hoc_van": "trình độ học vấn: 12/12",
    "chuyen_mon": "trình độ chuyên môn",
    "ly_luan": "trình độ lý luận chính trị",
    "nghe_nghiep": "nghề nghiệp",
    "chuc_vu_hien_nay": "chức vụ hiện nay",
    "nghe_va_chuc_vu": "nghề nghiệp và chức vụ hiện nay, cách nhau dấu chấm phẩy",
    "tai_cu": "Tái cử; trống nếu không",
}
"""What each variable is, for whoever changes a template. A field of a list has one meaning in every list."""

_ELECTION_TEAM = (Duty.ELECTION_TEAM_HEAD, Duty.ELECTION_TEAM_MEMBER)
# What a heading breaks after, and how many capitals one of its lines holds.
_BODIES = "UBND|ĐẢNG BỘ|ĐẢNG ỦY|CHI BỘ"
_KINDS = re.compile(
    rf"({_BODIES}|ỦY BAN MTTQ VIỆT NAM|TỔ BẦU CỬ|BAN CÔNG TÁC MẶT TRẬN|ẤP|KHU PHỐ|THÔN|TỔ DÂN PHỐ|THỊ TRẤN|PHƯỜNG|ĐẶC KHU|XÃ) "
)
NO_BREAK = "\u00a0"
_FRONT_COMMITTEE = "CÔNG TÁC MẶT TRẬN"
_LINE = 22
_GROUND_STARTS = ("can_cu_", "theo_", "xet_", "thuc_hien_")


def hamlet(unit: Unit, cluster: str | None = None) -> Context:
    """The hamlet as sentences name it; of a paper on one cluster this cluster of it."""
    return {
        "ten_ap": cluster_of(unit, cluster),
        "loai_ap": (unit.kind or "ấp").lower(),
        "ten_xa": commune(unit),
        "dia_chi_ap": address(unit),
        "chuc_danh": head_of(unit),
        "chuc_danh_chung": head_title(unit),
        "nhiem_ky": unit.head_term or "",
        "nhiem_ky_chi_bo": unit.cell_term or "",
    }


def cluster_of(unit: Unit, cluster: str | None) -> str:
    """The hamlet in a sentence, or a cluster of it: "cụm 1, thôn 5"."""
    return f"{within_cluster(cluster)}, {hamlet_name(unit)}" if cluster is not None else hamlet_name(unit)


def meeting_place(unit: Unit, venue: str | None, cluster: str | None = None) -> str:
    """Where a meeting is held, down to the province; what the venue names itself is not said again: "Nhà văn hóa khu phố 4, xã An"."""
    named = f"_{fold(venue or '')}_"
    pieces = (*cluster_of(unit, cluster).split(", "), *address(unit).split(", "))
    return ", ".join((filled(venue), *(piece for piece in pieces if piece and f"_{fold(piece)}_" not in named)))


def state_heading(unit: Unit, details: PaperDetails, day: date | None, *, above: str, body: str, symbol: str = "") -> Context:
    """The heading of a community or state paper: `above` and `body` are who issues it, `symbol` its number where none is given."""
    return {
        "co_quan_tren": _unbroken(above.upper()),
        "co_quan": _unbroken(body.upper()),
        "so_hieu": _bare_symbol(details.symbol) or symbol,
        "dia_danh": details.signed_at or commune_place(unit),
        "ngay_lap": _day_signed(details.signed_on or day),
    }


def _day_signed(day: date | None) -> str:
    """The day of a heading; where it is not known, with dots short enough for one line."""
    return day_words(day) if day is not None else NO_DATE.replace(SHORT_DOTS, SHORT_DOTS[:2])


def _unbroken(body: str) -> str:
    """A body in capitals, of which no name is broken: where it does not fit a line, its kind stands above its name, "UBND" above "XÃ AN".

    A name that no line holds breaks once, as near its middle as may be.
    """
    kind = _KINDS.match(body)
    if len(body) <= _LINE and (kind is None or kind[1] not in _BODIES):
        return body.replace(" ", NO_BREAK)
    if kind is not None:
        return f"{kind[1].replace(' ', NO_BREAK)} {_unbroken(body[kind.end() :])}"
    spaces = [place for place, letter in enumerate(body) if letter == " "]
    middle = min(spaces, key=lambda place: abs(2 * place - len(body)), default=len(body))
    return " ".join(half.replace(" ", NO_BREAK) for half in (body[:middle], body[middle + 1 :]) if half)


def _bare_symbol(symbol: str | None) -> str:
    """A number without the word that the heading puts before it: "Số: 12/QĐ-UBND" is "12/QĐ-UBND"."""
    return re.sub(r"^số\s*:?\s*", "", symbol or "", flags=re.IGNORECASE)


def of_committee(unit: Unit, details: PaperDetails, day: date | None, symbol: str) -> Context:
    """The heading of a paper of the commune's People's Committee: its own name alone; `symbol` stands where no number is given."""
    return state_heading(unit, details, day, above="Ủy ban nhân dân", body=commune(unit), symbol=symbol)


def of_hamlet(unit: Unit, details: PaperDetails, day: date | None, symbol: str = "") -> Context:
    """The heading of a paper of the hamlet itself: its commune's People's Committee above it."""
    return state_heading(unit, details, day, above=f"UBND {commune(unit)}", body=hamlet_name(unit), symbol=symbol)


def party_heading(unit: Unit, details: PaperDetails, day: date | None, symbol: str) -> Context:
    """The heading of a paper of the party cell; `symbol` stands where no number is given: "……-BB/CB"."""
    cell, signed = party_cell(unit), details.signed_on or day
    return {
        "dang_bo": _unbroken((unit.party_above or f"Đảng bộ {commune(unit)}").upper()),
        "chi_bo": _unbroken(cell.upper()),
        "ten_chi_bo": cell,
        "so_hieu": _bare_symbol(details.symbol) or symbol,
        "dia_danh": details.signed_at or commune_place(unit),
        "ngay_lap": _day_signed(signed),
    }


def party_cell(unit: Unit) -> str:
    """The party cell as a sentence names it: "Chi bộ khu phố 4"."""
    return unit.cell or f"Chi bộ {hamlet_name(unit)}"


def party_committee(unit: Unit) -> str:
    """The party committee above the cell: "Đảng ủy thị trấn Trảng Bom" above a cell of "Đảng bộ thị trấn Trảng Bom"."""
    return re.sub(r"^đảng bộ\b", "Đảng ủy", unit.party_above or f"Đảng bộ {commune(unit)}", flags=re.IGNORECASE)


def signing(details: PaperDetails, authority: str, position: str, signer: str | None) -> Context:
    """Who signs, the table "Văn bản" before what is usual."""
    return {
        "the_thuc_ky": details.authority or authority,
        "chuc_vu_ky": (details.signer_position or position).upper().replace(_FRONT_COMMITTEE, _FRONT_COMMITTEE.replace(" ", NO_BREAK)),
        "nguoi_ky": printed_name(details.signer or signer or ""),
    }


def recipients(details: PaperDetails, *usual: str) -> Context:
    """To whom the paper goes: each its line, the last ending in a full stop."""
    given = [text.rstrip(".;") for text in (details.recipients or usual)]
    return {"noi_nhan": [f"{text}{'.' if i == len(given) else ';'}" for i, text in enumerate(given, 1)]}


def grounds(details: PaperDetails, *usual: str) -> Context:
    """What the paper rests on, each a whole line: "Căn cứ Luật ...;", the last ending in a full stop."""
    given = [text.rstrip(".;, ") for text in (details.grounds or usual)]
    begun = [sentence_case(text) if fold(text).startswith(_GROUND_STARTS) else f"Căn cứ {text}" for text in given]
    return {"can_cu": [f"{text}{'.' if i == len(begun) else ';'}" for i, text in enumerate(begun, 1)]}


def head_grounds(day: date) -> list[str]:
    """The instruments on electing the head of a hamlet in force that day, by their full titles."""
    return [instrument.title for instrument in law.grounds("head", day)]


def committee_grounds(subject: Subject, day: date) -> list[str]:
    """The same for a decision of the commune's People's Committee, the Law by which it decides first."""
    organised = subject.law.on(law.COMMUNE_COMMITTEE, day)
    return [*([organised.instrument.title] if organised is not None else []), *head_grounds(day)]


def party_grounds(day: date) -> list[str]:
    """The instruments on a congress of a party cell in force that day, by their full titles."""
    return [instrument.title for instrument in law.grounds("congress", day)]


def officials(subject: Subject, event: Event, *duties: Duty) -> list[Official]:
    """Those who act there in these duties, by the order of the duties; where clusters meet, who acts at the cluster, or for all of them.

    The election team is the hamlet's, in every cluster.
    """
    acting = [o for duty in duties for o in subject.dossier.officials if o.event is event and o.duty is duty]
    if subject.cluster is not None:
        return [o for o in acting if o.cluster == subject.cluster or (o.cluster is None and o.duty in _ELECTION_TEAM)]
    if subject.count is not None and subject.count.by_clusters:
        return [o for o in acting if o.cluster is None or o.duty in _ELECTION_TEAM]
    return acting


def as_written(route: Route, *texts: str | None) -> Facts:
    """Texts that the dossier has at a route and a paper repeats: it may mention their numbers, and where it tells them, then as written."""
    with_numbers = tuple((Fact(text.rstrip(".;, "), route),) for text in texts if text and any(letter.isdigit() for letter in text))
    return Facts(others=numbers_in(*texts), if_told=with_numbers)


def minutes_written(minutes: Meeting) -> Facts:
    """The guests and opinions of a gathering as its minutes have them."""
    return as_written(minutes.at("khach_moi"), *minutes.guests) + as_written(minutes.at("y_kien"), *minutes.opinions)


def name_fact(person: Person, people: Sequence[Person]) -> Fact:
    """The name of somebody as papers tell people apart."""
    return Fact(told_apart(person, people), person.at("ho_ten"))


def of_people(people: Sequence[Person]) -> Facts:
    """People as papers name them."""
    return Facts(tuple((Fact(bare_name(person), person.at("ho_ten")),) for person in people if person.name))


def meeting(subject: Subject, event: Event) -> Meeting:
    """A gathering as the table "Cuộc họp" tells it; all empty where it tells nothing."""
    return next((m for m in subject.dossier.meetings if m.event is event), Meeting(-1))


def only_name(people: Sequence[Person]) -> str | None:
    """The name of the first, without a year; None where there is nobody."""
    return bare_name(people[0]) if people else None


def addressed(person: Person, *pools: Sequence[Person]) -> Row:
    """A person with "Ông" or "Bà"; the sex may stand in another list."""
    return {"ong_ba": title(sex_of(person, *pools)), "ho_ten": bare_name(person)}


def comrade(person: Person, **more: str) -> Row:
    """A person as the Party addresses one."""
    return {"ong_ba": COMRADE.capitalize(), "ho_ten": bare_name(person), **more}


def nobody(**more: str) -> Row:
    """A dotted line where a person belongs."""
    return {"ong_ba": "Ông (bà)", "ho_ten": DOTS, **more}


def particulars(person: Nominee) -> Row:
    """What a list of candidates tells of one, each dotted where the dossier does not hold it."""
    texts = {
        "que_quan": person.birthplace,
        "noi_o": person.home,
        "dan_toc": person.ethnicity,
        "ton_giao": person.religion,
        "hoc_van": person.schooling,
        "chuyen_mon": person.profession,
        "ly_luan": person.theory,
        "nghe_nghiep": person.occupation,
        "chuc_vu_hien_nay": person.position,
    }
    row = {name: text or SHORT_DOTS for name, text in texts.items()}
    row["nghe_va_chuc_vu"] = "; ".join(text for text in (person.occupation, person.position) if text) or SHORT_DOTS
    born, sex = birth(birth_of(person)), person.sex or SHORT_DOTS
    return {"ngay_sinh": born, "gioi_tinh": sex, **row, "tai_cu": "Tái cử" if person.sitting else ""}


def secretary_in_office(unit: Unit) -> str | None:
    """The sitting secretary, who signs for the cell before the congress."""
    return printed_name(unit.sitting_secretary) if unit.sitting_secretary else None


def ballot_rows(number: int) -> list[Row]:
    """Rows of two ballots each for so many ballots: `phai` is empty where the last row has but one."""
    return [{"phai": "x" if 2 * row <= number else ""} for row in range(1, (number + 1) // 2 + 1)]


def elected_name(subject: Subject, office: Office) -> str | None:
    """The name of the one elected to an office, where exactly one is."""
    elected = subject.case.elected(office)
    return bare_name(elected[0]) if len(elected) == 1 else None
