"""Variables that many papers share: headings, the hamlet, signatures, people. One meaning for each name, told in `MEANINGS`."""

from collections.abc import Sequence
from datetime import date

from dantin.model import Duty, Event, Office, Official, PaperDetails, Person, Unit
from dantin.papers.paper import Context, Row, Subject
from dantin.papers.words import DOTS, bare_name, day_words, sex_of, title
from dantin.vietnamese import sentence_case
from dantin.wording import address, commune, commune_place, hamlet_name, head_of, head_title

MEANINGS = {
    "co_quan_tren": "cơ quan cấp trên, dòng đầu bên trái: UBND THỊ TRẤN TRẢNG BOM",
    "co_quan": "nơi ra văn bản, dòng thứ hai bên trái: KHU PHỐ 4",
    "dang_bo": "đảng bộ cấp trên, viết hoa: ĐẢNG BỘ THỊ TRẤN TRẢNG BOM",
    "chi_bo": "chi bộ, viết hoa: CHI BỘ KHU PHỐ 4",
    "ten_chi_bo": "chi bộ trong câu: Chi bộ khu phố 4",
    "so_hieu": "số, ký hiệu văn bản; chưa có thì để chỗ trống điền tay",
    "dia_danh": "địa danh trước ngày ký: Trảng Bom",
    "ngay_lap": "ngày ký: ngày 10 tháng 11 năm 2024",
    "ten_ap": "tên ấp, khu phố trong câu: khu phố 4",
    "loai_ap": "loại: ấp, khu phố, thôn, tổ dân phố...",
    "ten_xa": "xã, phường, thị trấn: thị trấn Trảng Bom",
    "dia_chi_ap": "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai",
    "chuc_danh": "chức danh người đứng đầu của ấp này: Trưởng khu phố 4",
    "chuc_danh_chung": "chức danh không kèm tên ấp, viết thường: trưởng khu phố",
    "nhiem_ky": "nhiệm kỳ của trưởng ấp: 2024-2029",
    "nhiem_ky_chi_bo": "nhiệm kỳ của chi bộ: 2025-2027",
    "the_thuc_ky": "thể thức ký: TM. BAN KIỂM PHIẾU, T/M CHI BỘ, KT. CHỦ TỊCH...",
    "chuc_vu_ky": "chức vụ người ký: TỔ TRƯỞNG, BÍ THƯ...",
    "nguoi_ky": "họ tên người ký; chưa biết thì để trống",
    "noi_nhan": "danh sách nơi nhận, mỗi nơi một dòng",
    "can_cu": "danh sách căn cứ, mỗi căn cứ một dòng",
    "mau_so": "mẫu của văn bản pháp luật, ở chân trang: Mẫu số 02, Nghị định 59/2023/NĐ-CP",
    "ma_du_lieu": "mã dữ liệu ở chân trang: hai giấy cùng mã thì cùng nội dung",
    "ong_ba": "Ông, Bà, hoặc Ông (bà) khi chưa biết giới tính",
    "ho_ten": "họ và tên",
    "vai_tro": "vai trò trong cuộc họp: Tổ trưởng, Thành viên, Chủ trì...",
    "tt": "số thứ tự",
}
"""What each variable is, for whoever changes a template. A field of a list has one meaning in every list."""


def hamlet(unit: Unit) -> Context:
    """The hamlet as sentences name it."""
    return {
        "ten_ap": hamlet_name(unit),
        "loai_ap": (unit.kind or "ấp").lower(),
        "ten_xa": commune(unit),
        "dia_chi_ap": address(unit),
        "chuc_danh": head_of(unit),
        "chuc_danh_chung": head_title(unit),
        "nhiem_ky": unit.head_term or "",
        "nhiem_ky_chi_bo": unit.cell_term or "",
    }


def state_heading(unit: Unit, details: PaperDetails, day: date | None, *, above: str, body: str, symbol: str = "") -> Context:
    """The heading of a community or state paper: `above` and `body` are who issues it, `symbol` its number where none is given."""
    return {
        "co_quan_tren": above.upper(),
        "co_quan": body.upper(),
        "so_hieu": details.symbol or symbol,
        "dia_danh": details.signed_at or commune_place(unit),
        "ngay_lap": day_words(details.signed_on or day),
    }


def of_hamlet(unit: Unit, details: PaperDetails, day: date | None, symbol: str = "") -> Context:
    """The heading of a paper of the hamlet itself: its commune's People's Committee above it."""
    return state_heading(unit, details, day, above=f"UBND {commune(unit)}", body=hamlet_name(unit), symbol=symbol)


def party_heading(unit: Unit, details: PaperDetails, day: date | None, symbol: str) -> Context:
    """The heading of a paper of the party cell; `symbol` stands where no number is given: "Số ……-BB/CB"."""
    cell = cell_name(unit)
    return {
        "dang_bo": (unit.party_above or f"Đảng bộ {commune(unit)}").upper(),
        "chi_bo": cell.upper(),
        "ten_chi_bo": cell,
        "so_hieu": details.symbol or symbol,
        "dia_danh": details.signed_at or commune_place(unit),
        "ngay_lap": day_words(details.signed_on or day),
    }


def cell_name(unit: Unit) -> str:
    """The party cell as a sentence names it: "Chi bộ khu phố 4"."""
    return unit.cell or f"Chi bộ {hamlet_name(unit)}"


def signing(details: PaperDetails, authority: str, position: str, signer: str | None) -> Context:
    """Who signs, the table "Văn bản" before what is usual."""
    return {
        "the_thuc_ky": details.authority or authority,
        "chuc_vu_ky": (details.signer_position or position).upper(),
        "nguoi_ky": details.signer or signer or "",
    }


def recipients(details: PaperDetails, *usual: str) -> Context:
    """To whom the paper goes: each its line, the last ending in a full stop."""
    given = [text.rstrip(".;") for text in (details.recipients or usual)]
    return {"noi_nhan": [f"{text}{'.' if i == len(given) else ';'}" for i, text in enumerate(given, 1)]}


def grounds(details: PaperDetails, *usual: str) -> Context:
    """What the paper rests on: each its line, ending in a semicolon, the last in a comma or full stop as the template wants none."""
    return {"can_cu": [sentence_case(text.rstrip(".;,")) for text in (details.grounds or usual)]}


def officials(subject: Subject, event: Event, *duties: Duty) -> list[Official]:
    """Those who act there in these duties, by the order of the duties."""
    return [o for duty in duties for o in subject.dossier.officials if o.event is event and o.duty is duty]


def only_name(people: Sequence[Person]) -> str | None:
    """The name of the first, without a year; None where there is nobody."""
    return bare_name(people[0]) if people else None


def addressed(person: Person, *pools: Sequence[Person]) -> Row:
    """A person with "Ông" or "Bà"; the sex may stand in another list."""
    return {"ong_ba": title(sex_of(person, *pools)), "ho_ten": bare_name(person)}


def nobody(**more: str) -> Row:
    """A dotted line where a person belongs."""
    return {"ong_ba": "Ông (bà)", "ho_ten": DOTS, **more}


def secretary_in_office(unit: Unit) -> str | None:
    """The sitting secretary, who signs for the cell before the congress."""
    return unit.sitting_secretary


def elected_name(subject: Subject, office: Office) -> str | None:
    """The name of the one elected to an office, where exactly one is."""
    found = subject.case.elected(office)
    return bare_name(found[0]) if len(found) == 1 else None
