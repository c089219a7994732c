"""The variables of each Word template, as the clerk who edits the template sees them. Imports nothing.

Every value is ready to print. `""` (or an empty list) means that this round has no such thing: its line is left out.
What the round does have and the dossier does not hold comes as a dotted line, to be filled in by hand.
"""

from typing import TypedDict


class PersonNamed(TypedDict):
    """Someone named in a paper."""

    ong_ba: str  # "Ông", "Bà", or "Ông (bà)" where the sex is not known
    ho_ten: str  # "Nguyễn Văn Mẫu"


class PersonInRole(PersonNamed):
    """Someone named with what they do there."""

    vai_tro: str  # "Tổ trưởng", "Thành viên"


class CandidateLine(PersonNamed):
    """One candidate's row in the table of results."""

    tt: str  # "1", "2", ...
    so_phieu: str  # "178 phiếu (một trăm bảy mươi tám phiếu)"; by show of hands "178 đại diện (...)"
    ty_le: str  # share of all who may vote in the hamlet: "57,42 %"


class MinutesContext(TypedDict):
    """`bien-ban-kiem-phieu-truong-ap`: the minutes of counting for the head of a hamlet."""

    co_quan_tren: str  # "UBND THỊ TRẤN TRẢNG BOM"
    co_quan: str  # "KHU PHỐ 4"
    dia_danh: str  # "Trảng Bom"
    ngay_lap: str  # "ngày 10 tháng 11 năm 2024", day of the minutes
    ve_viec: str  # "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)"
    gio: str  # the meeting began: "08"
    phut: str  # "00"
    ngay: str  # "ngày 10 tháng 11 năm 2024", day of the meeting
    dia_diem: str  # "Nhà văn hóa khu phố 4"
    ten_ap: str  # "khu phố 4"
    dia_chi_ap: str  # "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai"
    dien_bau: str  # "đại diện hộ gia đình"; before 2023-07-01 also "cử tri"
    hinh_thuc: str  # "bỏ phiếu kín", "biểu quyết giơ tay"; "" where nobody voted
    kiem_phieu: list[PersonInRole]  # the head first; empty where nothing was counted
    chung_kien: list[PersonNamed]  # two; empty where nothing was counted
    tong_so: str  # "310 đại diện (ba trăm mười đại diện)"
    co_mat: str  # "216 đại diện (hai trăm mười sáu đại diện)"
    phat_ra: str  # "216 phiếu (hai trăm mười sáu phiếu)"; this and the next four "" by show of hands
    thu_ve: str  # as above
    chenh_lech: str  # "thiếu 10 phiếu (mười phiếu), lý do: ...", "" where as many came back as were given out
    hop_le: str  # as `phat_ra`; "" for a void box, which is not counted
    khong_hop_le: str  # as `hop_le`
    ly_do_khong_hop_le: str  # "có ký tên 02 phiếu; để trống 01 phiếu"; "" where there is none
    ung_cu: list[CandidateLine]  # in the order of the ballot; empty where nothing was counted
    ket_luan: list[str]  # the outcome, one paragraph each
    gio_xong: str  # the minutes were finished: "10"
    phut_xong: str  # "30"
    so_ban: str  # how many copies: "03 (ba)"
    the_thuc_ky: str  # "TM. BAN KIỂM PHIẾU"; "TM. TỔ BẦU CỬ" where nothing was counted
    chuc_vu_ky: str  # "TỔ TRƯỞNG"
    nguoi_ky: str  # "Nguyễn Văn Mẫu"
    noi_nhan: list[str]  # "UBND thị trấn Trảng Bom;", ..., "Lưu: hồ sơ khu phố 4."
    mau_so: str  # the form this is, in the footer: "Mẫu số 02, Nghị định 59/2023/NĐ-CP"; "" where the law has none
    ma_du_lieu: str  # fingerprint of the data, in the footer; ""
