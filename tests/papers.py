"""Papers made from edits of the example dossier, and a paper as text that a person can read as a diff."""

import copy
from dataclasses import replace
from typing import Any

from dantin.found import Hamlet
from dantin.papers.finished import Made, fill, make_papers
from dantin.papers.paper import Context, Subject
from dantin.papers.shelf import BY_NAME
from dantin.rule import Edit
from dantin.run import check_reading
from dantin.word.readback import text_of
from tests.conftest import AS_OF
from tests.editing import edited, plain, read_as

CLEAN = plain()
_NOT_VOTED = dict.fromkeys(("phat_ra", "thu_ve", "hop_le", "khong_hop_le", "trung_cu", "ly_do", "ly_do_khong_hop_le"), "")
SHORT = {**_NOT_VOTED, "co_mat": 140, "ngay": "08/11/2024", "ung_cu": []}
"""A meeting at which too few came, as changes of the round for head."""
TO_HOUSES = {"cach_thuc": "phát phiếu", "co_mat": "", "ngay": "09/11/2024", "ngay_ket_thuc": "10/11/2024", "phat_ra": 310}
"""Ballots taken to the households after it."""


def head_rounds(*changes: dict[str, Any]) -> dict[str, Any]:
    """The example with several rounds for head, each that of the example with changes."""
    mine = [copy.deepcopy({**CLEAN["bau_cu"][0], "lan": i, **change}) for i, change in enumerate(changes, 1)]
    return {"bau_cu": [*mine, *copy.deepcopy(CLEAN["bau_cu"][1:])], "*ho_gia_dinh.du_hop": ""}


TAKEN_ROUND = {**head_rounds(SHORT, TO_HOUSES | {"ly_do": "50 hộ vắng nhà"}), "van_ban": None, "cuoc_hop": None}
TEAM = [
    {"cuoc": "trưởng ấp", "vai_tro": "tổ trưởng tổ phát phiếu", "ho_ten": "Huỳnh Văn Lộc", "gioi_tinh": "Nam"}
    | {"chuc_vu": "Trưởng ban công tác Mặt trận", "dai_dien": "Ban công tác Mặt trận khu phố 4"},
    {
        "cuoc": "trưởng ấp",
        "vai_tro": "thành viên tổ phát phiếu",
        "ho_ten": "Trần Anh Duy",
        "gioi_tinh": "Nam",
        "dai_dien": "Chi hội Nông dân",
    },
    {"cuoc": "trưởng ấp", "vai_tro": "thành viên tổ phát phiếu", "ho_ten": "Tô Bích Diễm", "gioi_tinh": "Nữ", "dai_dien": "Khu phố 4"},
]
_EARLIER = {"gửi danh sách ứng cử": "20/10/2024", "niêm yết": "28/10/2024"}
HOUSEHOLDS_ASKED: dict[str, Any] = {
    **TAKEN_ROUND,
    **head_rounds(SHORT | {"ngay": "04/11/2024"}, TO_HOUSES | {"ly_do": "50 hộ vắng nhà"}),
    "don_vi.truong_duong_nhiem": "Lê Hoàng Sơn",
    "thanh_phan": [*CLEAN["thanh_phan"], *TEAM],
    "moc": [
        *({**row, "ngay": _EARLIER.get(row["buoc"], row["ngay"])} for row in CLEAN["moc"]),
        {"buoc": "thành lập tổ phát phiếu", "ngay": "05/11/2024", "so_van_ban": "02/QĐ-KP4"},
        {"buoc": "công khai phát phiếu", "ngay": "06/11/2024", "so_van_ban": "05/TB-KP4"},
    ],
    "van_ban": [{"giay": "ke-hoach-phat-phieu", "so_hieu": "03/KH-KP4", "ngay_ky": "05/11/2024"}],
}
"""The same with its plan, team and notice, in a hamlet whose head does not stand."""
_ASKED = ("bien-ban-lay-y-kien-ho", "ke-hoach-phat-phieu", "quyet-dinh-to-phat-phieu", "thong-bao-phat-phieu", "phieu-lay-y-kien-ho")
MET: dict[str, Any] = {
    "bau_cu": None,
    "la_phieu": None,
    "van_ban": None,
    "*ho_gia_dinh.du_hop": "",
    "don_vi.mo_hinh": "không thực hiện",
    "moc": [],
    "cuoc_hop": [
        {
            "cuoc": "cho thôi",
            "ngay": "08/12/2024",
            "bat_dau": "8 giờ 00",
            "ket_thuc": "9 giờ 30",
            "dia_diem": "Nhà văn hóa khu phố 4",
            "trieu_tap": 310,
            "co_mat": 240,
            "dong_y": 178,
            "khach_moi": ["Đại diện UBND thị trấn Trảng Bom"],
            "y_kien": ["Nhất trí với nguyện vọng xin thôi vì lý do sức khỏe"],
        }
    ],
}
"""A meeting that let the head go, and no vote."""
LET_GO: dict[str, Any] = {**MET, "moc": [{"buoc": "cho thôi trưởng ấp", "ngay": "13/12/2024", "so_van_ban": "12/QĐ-UBND"}]}
"""The commune recognised it."""
ACTING: dict[str, Any] = {
    **MET,
    "moc": [*LET_GO["moc"], {"buoc": "cử trưởng ấp lâm thời", "ngay": "16/12/2024", "so_van_ban": "14/QĐ-UBND", "ho_ten": "Phạm Thị Hiền"}],
}
"""And named somebody to act."""


def _cluster(name: str, number: int, total: int, present: int, votes: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A cluster of the vote for head of the example: everybody there votes, every ballot is valid."""
    figures = {"tong_so": total, **dict.fromkeys(("co_mat", "phat_ra", "thu_ve", "hop_le"), present), "khong_hop_le": 0}
    named = [{**row, "so_phieu": n} for row, n in zip(CLEAN["bau_cu"][0]["ung_cu"], votes, strict=True)]
    cleared = dict.fromkeys(("trung_cu", "ly_do", "ly_do_khong_hop_le"), "")
    place = {"cum": name, "dia_diem": f"Nhà sinh hoạt cộng đồng số {number}", "bat_dau": f"{6 + number} giờ 00", "ket_thuc": ""}
    return {**copy.deepcopy(CLEAN["bau_cu"][0]), **cleared, **place, **figures, "ung_cu": named, **more}


CLUSTERS: dict[str, Any] = {
    "bau_cu": [
        _cluster("Cụm 1", 1, 110, 90, (60, 30)),
        _cluster("Cụm 2", 2, 100, 80, (58, 22)),
        _cluster("Cụm Bàu Cá", 3, 100, 70, (50, 20)),
        *copy.deepcopy(CLEAN["bau_cu"][1:]),
    ],
    "ho_gia_dinh": [
        {**row, "du_hop": "", "cum": 1 if number < 110 else 2 if number < 210 else "cụm Bàu Cá"}
        for number, row in enumerate(CLEAN["ho_gia_dinh"])
    ],
    "thanh_phan": [
        *CLEAN["thanh_phan"],
        {"cuoc": "trưởng ấp", "vai_tro": "chủ trì", "cum": 1, "ho_ten": "Ngô Văn Mạnh", "gioi_tinh": "Nam", "chuc_vu": "Phó ban"},
        {"cuoc": "trưởng ấp", "vai_tro": "trưởng ban kiểm phiếu", "cum": 2, "ho_ten": "Đặng Thị Hậu", "gioi_tinh": "Nữ"},
        *(
            {"cuoc": "trưởng ấp", "vai_tro": "thành viên ban kiểm phiếu", "cum": 2, "ho_ten": name}
            for name in ("Đinh Văn Tài", "Đinh Văn Lợi")
        ),
    ],
    "la_phieu": None,
    "cuoc_hop": None,
}
"""The vote for head held by three clusters."""
_EQUAL = {"hop_le": 200, "khong_hop_le": 60, "trung_cu": ""}
AGAIN: dict[str, Any] = {
    **head_rounds(
        {**_EQUAL, "ung_cu": [{"ho_ten": name, "so_phieu": 100} for name in ("Trần Văn Thuận", "Phạm Thị Hiền")]},
        {"ngay": "24/11/2024", "dia_diem": "Trường tiểu học Trảng Bom"},
    ),
    "moc": [*CLEAN["moc"][:8], {"buoc": "quyết định tổ chức bầu cử", "ngay": "14/11/2024", "so_van_ban": "220/QĐ-UBND"}],
    "la_phieu": None,
    "van_ban": None,
}
"""A first vote that elected nobody, and a second one that the commune decided on."""
REFUSED: dict[str, Any] = {
    "bau_cu": CLEAN["bau_cu"][:1],
    "moc": [*CLEAN["moc"][:10], {"buoc": "từ chối công nhận", "ngay": "15/11/2024", "so_van_ban": "88/UBND"}],
    "la_phieu": None,
    "van_ban": None,
}
"""A vote that the commune does not recognise."""
_PLANNED: dict[str, Any] = {
    "bau_cu": [{**copy.deepcopy(CLEAN["bau_cu"][0]), **_NOT_VOTED, "co_mat": "", "ung_cu": []}],
    "la_phieu": None,
    "cuoc_hop": None,
    "don_vi.tong_so_ho": "",
    "*ho_gia_dinh.du_hop": "",
}
INVITED: dict[str, Any] = {
    **_PLANNED,
    "ho_gia_dinh": [
        {**CLEAN["ho_gia_dinh"][0], "du_hop": ""},
        {**CLEAN["ho_gia_dinh"][1], "du_hop": "", "dia_chi": ""},
        {**CLEAN["ho_gia_dinh"][2], "du_hop": "", "dia_chi": "", "ma_ho": "", "gioi_tinh": ""},
    ],
}
"""A vote that is still to come, in a hamlet of three households of which less and less is known."""
EARLIER = "@corrects"
CORRECTED: dict[str, Any] = {
    EARLIER: {
        "bau_cu[0].thu_ve": 258,
        "bau_cu[0].ung_cu[0].so_phieu": 97,
        "bau_cu[0].ngay": "11/11/2024",
        "bau_cu[3].ung_cu[0].so_phieu": 12,
        "dang_vien[2].ho_ten": "Trần Văn Khác",
    }
}
"""The example as it should be, after a dossier with other figures, another day, another name."""
EXAMPLES: dict[str, dict[str, Any]] = {
    "bien-ban-dinh-chinh": CORRECTED,
    "bien-ban-dinh-chinh-dai-hoi": CORRECTED,
    "giay-moi-tung-ho": INVITED,
    "quyet-dinh-bau-lai": AGAIN,
    "van-ban-khong-cong-nhan": REFUSED,
    **dict.fromkeys(_ASKED, HOUSEHOLDS_ASKED),
    "phuong-an-hop-cum": CLUSTERS,
    "bien-ban-hop-cho-thoi": MET,
    "to-trinh-cong-nhan-cho-thoi": MET,
    "quyet-dinh-cong-nhan-cho-thoi": LET_GO,
    "quyet-dinh-cu-lam-thoi": ACTING,
}
"""Edits of the example dossier for the papers that are never due in it."""


def hamlet_of(changes: dict[str, Any], document: dict[str, Any] = CLEAN) -> tuple[Hamlet, list[Any]]:
    """The example dossier with edits made to it, counted and checked; and what was found. What stood there before is under `EARLIER`."""
    if EARLIER in changes:
        hamlet, diagnostics = hamlet_of({key: value for key, value in changes.items() if key != EARLIER}, document)
        earlier, _ = hamlet_of(changes[EARLIER], document)
        assert hamlet.case is not None
        return replace(hamlet, case=replace(hamlet.case, corrects=earlier.case)), diagnostics
    report = check_reading(read_as("yaml", edited(Edit(changes), document)), AS_OF, tally_only=False, keep_cases=True)
    (hamlet,) = report.hamlets
    assert hamlet.case is not None
    assert not report.faults
    return hamlet, report.diagnostics


def made(changes: dict[str, Any], *names: str, draft: bool = False) -> list[Made]:
    """The papers of these names, asked for by name; without names those for which it is time."""
    hamlet, found = hamlet_of(changes)
    assert hamlet.case is not None
    wanted = [BY_NAME[name] for name in names] or None
    return list(make_papers(hamlet.case, found, wanted, ahead=bool(names), draft=draft))


def context(changes: dict[str, Any], name: str, which: int = 0) -> Context:
    """The variables of one paper; of a paper of rounds, of the round with that index."""
    hamlet, _ = hamlet_of(changes)
    assert hamlet.case is not None
    paper = BY_NAME[name]
    subjects = list(paper.subjects(hamlet.case)) or [Subject(hamlet.case)]
    return {name: _breaking(value) for name, value in fill(paper, subjects[which]).items()}


def _breaking(value: Any) -> Any:
    """A value with the spaces at which no line ends as plain ones: where lines end is a matter of looks."""
    if isinstance(value, str):
        return value.replace("\u00a0", " ")
    return [_breaking(one) for one in value] if isinstance(value, list) else {key: _breaking(one) for key, one in value.items()}


def text(paper: Made) -> str:
    """A finished paper as text, a line for each paragraph or row."""
    assert paper.data is not None, (paper.absent, [f"{d.code} {d.message}" for d in paper.wrong], paper.faults)
    return "\n".join(text_of(paper.data))
