"""The law: its instruments, and of each provision the versions, as dated values that cannot be parted from their citation.

An old vote goes on citing the old act: a regulation that changes is one `Instrument` and one `Version` more. A citation without an article
number is one whose article is not known to us: it is left open rather than guessed. Imports provision; knows no file and no terminal.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache

from dantin.provision import Area, AtLeast, Change, Counted, Instrument, Matter, MoreThan, NotChecked, Provision, Version

ALWAYS = date(1, 1, 1)

# --- Instruments -------------------------------------------------------------------------------------------------

NQLT_09_2008 = Instrument(
    "Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN",
    "Nghị quyết liên tịch số 09/2008/NQLT-CP-UBTWMTTQVN ngày 17 tháng 4 năm 2008 hướng dẫn thi hành Pháp lệnh 34/2007/PL-UBTVQH11",
    date(2008, 4, 17),
    "head",
)
LUAT_10_2022 = Instrument(
    "Luật 10/2022/QH15", "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022", date(2023, 7, 1), "head"
)
ND_185_2026 = Instrument("Nghị định 185/2026/NĐ-CP", "Nghị định 185/2026/NĐ-CP ngày 26/5/2026 về thôn, tổ dân phố", date(2026, 5, 26))
ND_59_2023 = Instrument(
    "Nghị định 59/2023/NĐ-CP",
    "Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở",
    date(2023, 8, 15),
    "head",
)
DIEU_LE_DANG_1991 = Instrument("Điều lệ Đảng từ năm 1991", "Điều lệ Đảng Cộng sản Việt Nam các khóa từ năm 1991 đến trước năm 2011")
DIEU_LE_DANG = Instrument("Điều lệ Đảng", "Điều lệ Đảng Cộng sản Việt Nam (2011)", date(2011, 1, 19), "congress")
QC_244 = Instrument(
    "Quy chế bầu cử trong Đảng (Quyết định 244-QĐ/TW)",
    "Quy chế bầu cử trong Đảng ban hành kèm theo Quyết định 244-QĐ/TW ngày 09/6/2014",
    date(2014, 6, 9),
    "congress",
)
QC_190 = Instrument(
    "Quy chế bầu cử trong Đảng (Quyết định 190-QĐ/TW)",
    "Quy chế bầu cử trong Đảng ban hành kèm theo Quyết định 190-QĐ/TW ngày 10/10/2024",
    date(2024, 10, 10),
    "congress",
)
QD_29 = Instrument("Quy định 29-QĐ/TW (2016)", "Quy định 29-QĐ/TW (2016) thi hành Điều lệ Đảng", date(2016, 7, 25))
QD_24 = Instrument("Quy định 24-QĐ/TW (30/7/2021)", "Quy định 24-QĐ/TW ngày 30/7/2021 thi hành Điều lệ Đảng", date(2021, 7, 30))
QD_232 = Instrument("Quy định 232-QĐ/TW (20/01/2025)", "Quy định 232-QĐ/TW ngày 20/01/2025 thi hành Điều lệ Đảng", date(2025, 1, 20))
QD_294 = Instrument("Quy định 294-QĐ/TW", "Quy định 294-QĐ/TW thi hành Điều lệ Đảng, hiệu lực từ ngày 01/7/2025", date(2025, 7, 1))
QD_20 = Instrument("Quy định 20-QĐ/TW (08/4/2026)", "Quy định 20-QĐ/TW ngày 08/4/2026 thi hành Điều lệ Đảng", date(2026, 4, 8), unread=True)
QD_208 = Instrument(
    "Quy định 208-QĐ/TW (26/7/2026)", "Quy định 208-QĐ/TW ngày 26/7/2026 thi hành Điều lệ Đảng", date(2026, 7, 26), unread=True
)
HD_01_2016 = Instrument("Hướng dẫn 01-HD/TW (20/9/2016)", "Hướng dẫn 01-HD/TW ngày 20/9/2016 thi hành Điều lệ Đảng", date(2016, 9, 20))
HD_01_2021 = Instrument(
    "Hướng dẫn 01-HD/TW (28/9/2021)", "Hướng dẫn 01-HD/TW ngày 28/9/2021 thi hành Điều lệ Đảng", date(2021, 9, 28), unread=True
)
HD_06_2025 = Instrument(
    "Hướng dẫn 06-HD/TW (09/6/2025)", "Hướng dẫn 06-HD/TW ngày 09/6/2025 thi hành Điều lệ Đảng", date(2025, 6, 9), unread=True
)
HD_01_2026 = Instrument(
    "Hướng dẫn 01-HD/TW (19/5/2026)", "Hướng dẫn 01-HD/TW ngày 19/5/2026 thi hành Điều lệ Đảng", date(2026, 5, 19), unread=True
)
ANSWER_BALLOT_BOX = Instrument(
    "văn bản trả lời đã công bố về số phiếu thu về nhiều hơn số phiếu phát ra",
    "Văn bản trả lời đã công bố: số phiếu thu về nhiều hơn số phiếu phát ra thì đại hội hủy toàn bộ số phiếu trong hòm và bầu lại",
)
MODEL_DAN_TIN = Instrument(
    "mô hình “Dân tin, Đảng cử” (Đồng Nai, 11/2024)",
    "Mô hình “Dân tin, Đảng cử”: hướng dẫn của Huyện ủy Long Thành, theo bài đăng tháng 11/2024 về tỉnh Đồng Nai",
)
# The day it took effect is not known to us; what we know of it is used from the year after its own on.
TT_04_2012 = Instrument(
    "Thông tư 04/2012/TT-BNV",
    "Thông tư 04/2012/TT-BNV về tổ chức và hoạt động của thôn, tổ dân phố (sửa đổi bởi các Thông tư 09/2017, 14/2018, 05/2022)",
)
# Not dated here: what they say of a number holds for every number issued, whatever day is asked about.
ND_137_2015 = Instrument("Nghị định 137/2015/NĐ-CP", "Nghị định 137/2015/NĐ-CP quy định chi tiết một số điều của Luật Căn cước công dân")
TT_07_2016 = Instrument(
    "Thông tư 07/2016/TT-BCA",
    "Thông tư 07/2016/TT-BCA của Bộ Công an quy định chi tiết một số điều của Luật Căn cước công dân và Nghị định 137/2015/NĐ-CP",
)
ND_70_2024 = Instrument(
    "Nghị định 70/2024/NĐ-CP", "Nghị định 70/2024/NĐ-CP quy định chi tiết Luật Căn cước 26/2023/QH15", date(2024, 7, 1), unread=True
)
# The dispatch that brought the names into line with two levels of local government.
CV_4168_2025 = Instrument(
    "Công văn 4168/BNV-CQĐP (23/6/2025)", "Công văn 4168/BNV-CQĐP ngày 23/6/2025 của Bộ Nội vụ về thôn, tổ dân phố", date(2025, 6, 23)
)

LUAT_77_2015 = Instrument("Luật 77/2015/QH13", "Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015")
# The day it took effect is not known to us: papers name it from the day it was made.
LUAT_47_2019 = Instrument(
    "Luật 77/2015/QH13 (sửa đổi bởi Luật 47/2019/QH14)",
    "Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015, được sửa đổi, bổ sung bởi Luật số 47/2019/QH14 "
    "ngày 22 tháng 11 năm 2019",
)
LUAT_65_2025 = Instrument(
    "Luật 65/2025/QH15", "Luật Tổ chức chính quyền địa phương số 65/2025/QH15 ngày 19 tháng 02 năm 2025", date(2025, 3, 1)
)
LUAT_72_2025 = Instrument(
    "Luật 72/2025/QH15", "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025", date(2025, 6, 16)
)

_NQLT = date(2008, 4, 17)
_LAW = date(2023, 7, 1)
_DECREE = date(2023, 8, 15)
_QC244 = date(2014, 6, 9)
_QC190 = date(2024, 10, 10)
_CHARTER = date(2011, 1, 19)
_TT04 = date(2013, 1, 1)
_ND185 = date(2026, 5, 26)
_QD20 = date(2026, 4, 8)
_QD208 = date(2026, 7, 26)

MORE_THAN_HALF = MoreThan(Fraction(1, 2))
AT_LEAST_TWO_THIRDS = AtLeast(Fraction(2, 3))


def _number_of_people(number: int) -> str:
    """So many people, as the acts write it: "02 người"."""
    return f"{number:02d} người"


def _people(bounds: tuple[int, int]) -> str:
    """How many people a body has, in words: "từ 03 đến 05 người"."""
    return f"từ {bounds[0]:02d} đến {bounds[1]:02d} người"


# --- Where the hamlet lies ---------------------------------------------------------------------------------------

# The Law 72/2025/QH15 (16/6/2025) left two levels; the districts ended with June.
DISTRICT_LEVEL = Provision(
    "Có cấp huyện (huyện, quận, thị xã, thành phố thuộc tỉnh) giữa xã, phường, thị trấn và tỉnh",
    (Version(ALWAYS, None, LUAT_77_2015, "", "B"), Version(date(2025, 3, 1), None, LUAT_65_2025, "", "B")),
    until=date(2025, 6, 30),
)

COMMUNE_COMMITTEE = Provision(
    "Ủy ban nhân dân cấp xã ra văn bản theo Luật Tổ chức chính quyền địa phương của ngày ký",
    (
        Version(ALWAYS, None, LUAT_77_2015, "", "B"),
        Version(date(2019, 11, 22), None, LUAT_47_2019, "", "B"),
        Version(date(2025, 3, 1), None, LUAT_65_2025, "", "B"),
        Version(date(2025, 6, 16), None, LUAT_72_2025, "", "B"),
    ),
)

# --- Electing the hamlet head ------------------------------------------------------------------------------------

HEAD_QUORUM = Provision(
    "Cuộc họp bầu trưởng ấp chỉ được bầu khi có {law.words} đại diện hộ gia đình của ấp dự họp",
    (
        Version(_NQLT, MORE_THAN_HALF, NQLT_09_2008, "Điều 8 khoản 1", "A"),
        # Enough households to be able to reach the rate of approval: that is more than half of them.
        Version(_LAW, MORE_THAN_HALF, LUAT_10_2022, "Điều 19 khoản 1 điểm b", "A"),
        Version(_DECREE, MORE_THAN_HALF, ND_59_2023, "Điều 4 khoản 1 điểm b", "A"),
    ),
)
HEAD_MAJORITY = Provision(
    "Trúng cử trưởng ấp: {law.words} tổng số đại diện hộ gia đình (hoặc cử tri) của ấp, không phải của số người dự họp",
    (
        Version(_NQLT, MORE_THAN_HALF, NQLT_09_2008, "Điều 8", "A"),
        Version(_LAW, MORE_THAN_HALF, LUAT_10_2022, "Điều 21 khoản 1", "A"),
    ),
)
HEAD_VOTE_AGAIN_DAYS = Provision(
    "Không ai đủ phiếu: bầu lại trong {law.words} kể từ ngày bầu lần đầu",
    (Version(_NQLT, 15, NQLT_09_2008, "", "A"),),
    until=date(2023, 6, 30),
    tighter="fewer",
    counted=Counted.DAYS,
)
HEAD_BY_VOTERS = Provision(
    "Bầu trưởng ấp bằng cử tri hoặc đại diện hộ gia đình; từ ngày 01/7/2023 chỉ bằng đại diện hộ gia đình",
    (Version(_NQLT, None, NQLT_09_2008, "", "A"),),
    until=date(2023, 6, 30),
)
HEAD_NOT_REACHED = Provision(
    "Không xác định được người trúng cử: biên bản cuộc họp nêu rõ lý do, báo cáo UBND cấp xã xem xét, quyết định việc tổ chức bầu lại",
    (Version(_DECREE, None, ND_59_2023, "Điều 3 khoản 5 điểm d", "A"),),
)
HEAD_RECOGNISED_OR_NOT = Provision(
    "UBND cấp xã công nhận người trúng cử hoặc quyết định bầu lại; không công nhận thì trả lời bằng văn bản và nêu rõ lý do",
    (
        Version(_LAW, None, LUAT_10_2022, "Điều 21 khoản 2", "A"),
        Version(_DECREE, None, ND_59_2023, "Điều 8", "A"),
    ),
)
HEAD_AT_MEETING = Provision(
    "Bầu, cho thôi trưởng ấp phải thực hiện tại cuộc họp của cộng đồng dân cư, trừ trường hợp đã họp mà không đủ số hộ dự; "
    "không biểu quyết trực tuyến",
    (Version(_LAW, None, LUAT_10_2022, "Điều 17 khoản 2", "A"),),
)
HEAD_BALLOTS_TO_HOUSEHOLDS = Provision(
    "Bầu trưởng ấp tại cuộc họp; chỉ phát phiếu lấy ý kiến hộ gia đình sau khi cuộc họp không đủ số hộ dự",
    (
        Version(_LAW, None, LUAT_10_2022, "Điều 15 khoản 4, Điều 17 khoản 2, Điều 19 khoản 1 điểm b", "A"),
        Version(_DECREE, None, ND_59_2023, "Điều 4 khoản 1 điểm b", "A"),
    ),
)
HEAD_CANDIDATES = Provision(
    "Người ứng cử trưởng ấp: danh sách chính thức, người được giới thiệu và người tự ứng cử tại cuộc họp",
    (
        Version(_NQLT, None, NQLT_09_2008, "", "B"),
        Version(_LAW, None, LUAT_10_2022, "", "B"),
        Version(_DECREE, None, ND_59_2023, "Điều 3 khoản 5 điểm b", "A"),
    ),
)
HEAD_INVITATION = Provision(
    "Giấy mời họp của cộng đồng dân cư",
    (Version(_DECREE, None, ND_59_2023, "Mẫu số 01", "A"),),
)
HEAD_MINUTES = Provision(
    "Biên bản kiểm phiếu ghi tổng số đại diện hộ, số dự họp, phiếu phát ra, thu về, hợp lệ, không hợp lệ, số phiếu từng người",
    (
        Version(_NQLT, None, NQLT_09_2008, "", "A"),
        Version(_LAW, None, LUAT_10_2022, "", "B"),
        Version(_DECREE, None, ND_59_2023, "Mẫu số 02", "A"),
    ),
)
HEAD_TAKEN_MINUTES = Provision(
    "Biên bản kiểm phiếu về việc phát phiếu lấy ý kiến của hộ gia đình",
    (Version(_DECREE, None, ND_59_2023, "Mẫu số 04", "A"),),
)
HEAD_MEETING_MINUTES = Provision(
    "Nghị quyết hoặc biên bản cuộc họp của cộng đồng dân cư",
    (Version(_DECREE, None, ND_59_2023, "Mẫu số 03", "A"),),
)
HEAD_RESULT_SENT_DAYS = Provision(
    "Gửi quyết định bầu trưởng ấp đã được thông qua đến UBND và Ủy ban MTTQ cấp xã trong {law.words} kể từ ngày họp",
    (
        Version(_LAW, 5, LUAT_10_2022, "Điều 20 khoản 3", "A"),
        Version(_DECREE, 5, ND_59_2023, "Điều 3 khoản 5 điểm d", "A"),
    ),
    tighter="fewer",
    counted=Counted.WORKING_DAYS,
)
HEAD_TAKEN_RESULT_SENT_DAYS = Provision(
    "Phát phiếu lấy ý kiến hộ gia đình: gửi quyết định đã được thông qua đến UBND và Ủy ban MTTQ cấp xã trong {law.words} kể từ ngày kết "
    "thúc thời hạn lấy ý kiến",
    (
        Version(_LAW, 5, LUAT_10_2022, "Điều 20 khoản 3", "A"),
        Version(_DECREE, 5, ND_59_2023, "Điều 4 khoản 7", "A"),
    ),
    tighter="fewer",
    counted=Counted.WORKING_DAYS,
)
HEAD_RECOGNITION_DAYS = Provision(
    "UBND cấp xã công nhận kết quả, hoặc từ chối bằng văn bản nêu rõ lý do, trong {law.words} kể từ ngày nhận",
    (Version(_LAW, 5, LUAT_10_2022, "Điều 21 khoản 2", "A"),),
    tighter="fewer",
    counted=Counted.WORKING_DAYS,
)
HEAD_NOMINATION = Provision(
    "Ban công tác Mặt trận dự kiến người ứng cử, báo cáo để chi ủy thống nhất giới thiệu ít nhất một người, rồi quyết định danh sách "
    "chính thức",
    (Version(_DECREE, None, ND_59_2023, "Điều 6 khoản 2", "A"),),
)
HEAD_NOMINATION_MINUTES = Provision(
    "Biên bản cuộc họp dự kiến danh sách người ứng cử trưởng ấp",
    (Version(_DECREE, None, ND_59_2023, "Mẫu số 05", "A"),),
)
HEAD_CANDIDATES_LEAST = Provision(
    "Danh sách chính thức có ít nhất {law.words} người ứng cử trưởng ấp",
    (Version(_DECREE, 1, ND_59_2023, "Điều 6 khoản 2", "A"),),
    says=_number_of_people,
)
HEAD_DECISION_DAYS = Provision(
    "Quyết định và kế hoạch tổ chức bầu cử: chậm nhất {law.words} trước ngày bầu",
    (Version(_DECREE, 20, ND_59_2023, "Điều 6 khoản 1 điểm a", "A"),),
    tighter="more",
    counted=Counted.DAYS_BEFORE,
)
HEAD_LIST_DAYS = Provision(
    "Danh sách ứng cử chính thức gửi đến cấp xã: chậm nhất {law.words} trước ngày bầu",
    (Version(_DECREE, 15, ND_59_2023, "Điều 6 khoản 2", "A"),),
    tighter="more",
    counted=Counted.DAYS_BEFORE,
)
HEAD_TEAM_DAYS = Provision(
    "Quyết định thành lập tổ bầu cử: chậm nhất {law.words} trước ngày bầu",
    (Version(_DECREE, 10, ND_59_2023, "Điều 6 khoản 1 điểm b", "A"),),
    tighter="more",
    counted=Counted.DAYS_BEFORE,
)
HEAD_NOTICE_DAYS = Provision(
    "Thông báo đến Nhân dân và niêm yết các quyết định (tổ chức bầu cử, thành lập tổ bầu cử): chậm nhất {law.words} trước ngày bầu",
    (Version(_DECREE, 7, ND_59_2023, "Điều 6 khoản 1 điểm b", "A"),),
    tighter="more",
    counted=Counted.DAYS_BEFORE,
)
HEAD_AGE = Provision(
    "Trưởng ấp phải từ đủ {law.words} trở lên",
    (Version(_TT04, 21, TT_04_2012, "Điều 11", "A"), Version(_ND185, 21, ND_185_2026, "Điều 7", "B")),
    counted=Counted.YEARS,
)
HEAD_RESIDENT = Provision(
    "Trưởng ấp phải thường trú ở ấp; từ ngày 26/5/2026: cư trú thường xuyên ở xã, phường, đặc khu",
    (Version(_TT04, Area.HAMLET, TT_04_2012, "Điều 11", "A"), Version(_ND185, Area.COMMUNE, ND_185_2026, "Điều 7", "B")),
    says=lambda area: "ở ấp" if area is Area.HAMLET else "ở xã, phường, đặc khu",
)
HEAD_TERM = Provision(
    "Nhiệm kỳ trưởng ấp",
    (
        Version(_TT04, (30, 60), TT_04_2012, "", "A"),
        # The commune may shorten or lengthen it by as much as six months.
        Version(_ND185, (60,), ND_185_2026, "Điều 4 khoản 3", "B"),
    ),
    says=lambda months: " hoặc ".join(f"{number} tháng" for number in months),
)
HAMLET_KINDS = Provision(
    "Thôn ở xã, đặc khu; tổ dân phố ở phường",
    (Version(date(2025, 6, 23), None, CV_4168_2025, "", "A"), Version(_ND185, None, ND_185_2026, "", "B")),
)
HEAD_TEAM = Provision(
    "Thành viên tổ bầu cử không phải là người ứng cử trưởng ấp",
    (
        Version(_LAW, None, LUAT_10_2022, "", "B"),
        Version(_DECREE, None, ND_59_2023, "Điều 6 khoản 1 điểm b", "A"),
    ),
)
# Of these two the decree says nothing: what it says of the election team is read so for them too.
HEAD_COUNTED_BY_OTHERS = Provision(
    "Người ứng cử trưởng ấp không kiểm phiếu cuộc bầu của chính mình (cách hiểu của chương trình)",
    (Version(_LAW, None, LUAT_10_2022, "", "B"), Version(_DECREE, None, ND_59_2023, "", "B")),
)
HEAD_WITNESSED_BY_OTHERS = Provision(
    "Người chứng kiến kiểm phiếu không phải là người ứng cử trưởng ấp",
    (
        Version(_NQLT, None, NQLT_09_2008, "", "A"),
        Version(_LAW, None, LUAT_10_2022, "", "B"),
        Version(_DECREE, None, ND_59_2023, "", "B"),
    ),
)
HEAD_TEAM_LEADER = Provision(
    "Tổ trưởng tổ bầu cử là đại diện Ban công tác Mặt trận",
    (Version(_DECREE, None, ND_59_2023, "Điều 6 khoản 1 điểm b", "A"),),
)
HEAD_COUNTING_TEAM = Provision(
    "Ban kiểm phiếu bầu trưởng ấp có từ {law.value[0]:02d} đến {law.value[1]:02d} người, kể cả trưởng ban (Mẫu số 02 gọi là tổ trưởng)",
    (Version(_DECREE, (3, 5), ND_59_2023, "Điều 3 khoản 5 điểm c", "A"),),
    says=_people,
)
HEAD_WITNESSES = Provision(
    "Hai đại diện hộ gia đình chứng kiến kiểm phiếu",
    (Version(_DECREE, 2, ND_59_2023, "Điều 3 khoản 5 điểm c", "A"),),
    says=_number_of_people,
)
HEAD_ANNOUNCED_DAYS = Provision(
    "Thông báo cuộc họp đến thành phần tham dự: ít nhất {law.words} trước ngày họp",
    (Version(_DECREE, 2, ND_59_2023, "Điều 3 khoản 3", "A"),),
    tighter="more",
    counted=Counted.DAYS_BEFORE,
)
HEAD_TAKEN_PUBLIC_DAYS = Provision(
    "Phát phiếu lấy ý kiến: công khai nội dung, thời điểm, thời hạn, thành phần tổ phát phiếu ít nhất {law.words} trước ngày phát phiếu",
    (Version(_LAW, 2, LUAT_10_2022, "Điều 19 khoản 2", "A"), Version(_DECREE, 2, ND_59_2023, "Điều 4 khoản 4", "A")),
    tighter="more",
    counted=Counted.DAYS_BEFORE,
)
HEAD_TAKEN_TEAM = Provision(
    "Tổ phát phiếu lấy ý kiến có từ {law.value[0]:02d} đến {law.value[1]:02d} thành viên",
    (Version(_LAW, (3, 5), LUAT_10_2022, "Điều 19 khoản 2", "A"), Version(_DECREE, (3, 5), ND_59_2023, "Điều 4 khoản 3", "A")),
    says=_people,
)
HEAD_TAKEN_TEAM_LEADER = Provision(
    "Tổ trưởng tổ phát phiếu lấy ý kiến là đại diện Ban công tác Mặt trận",
    (Version(_DECREE, None, ND_59_2023, "Điều 4 khoản 3", "A"),),
)
HEAD_TAKEN_PLAN = Provision(
    "Kế hoạch phát phiếu lấy ý kiến do trưởng ấp phối hợp với Trưởng ban công tác Mặt trận xây dựng",
    (Version(_LAW, None, LUAT_10_2022, "Điều 19 khoản 2", "A"), Version(_DECREE, None, ND_59_2023, "Điều 4 khoản 2", "A")),
)
HEAD_TAKEN_PLAN_SENT_DAYS = Provision(
    "Kế hoạch phát phiếu lấy ý kiến gửi Chủ tịch UBND và Chủ tịch Ủy ban MTTQ cấp xã chậm nhất {law.words} kể từ ngày ban hành",
    (Version(_DECREE, 2, ND_59_2023, "Điều 4 khoản 2", "A"),),
    tighter="fewer",
    counted=Counted.DAYS,
)
HEAD_TAKEN_BALLOT = Provision(
    "Phiếu lấy ý kiến có tiêu đề, nội dung, phần lựa chọn và cách lựa chọn, ý kiến khác, thời hạn thu phiếu; trưởng ấp ký trực tiếp "
    "vào góc phải phía dưới; UBND cấp xã ban hành mẫu",
    (Version(_DECREE, None, ND_59_2023, "Điều 4 khoản 5", "A"),),
)
HEAD_CLUSTERS = Provision(
    "Họp theo cụm dân cư: ấp có từ {law.words} hộ gia đình trở lên hoặc dân cư sinh sống không tập trung; "
    "kết quả cộng vào kết quả chung của ấp",
    (Version(_LAW, 200, LUAT_10_2022, "Điều 18 khoản 3", "A"),),
    says=lambda households: f"từ {households} hộ",
)
HEAD_CLUSTER_PLAN = Provision(
    "Phương án họp theo cụm dân cư do UBND cấp xã xem xét, quyết định",
    (Version(_DECREE, None, ND_59_2023, "Điều 3 khoản 6", "A"),),
)
HEAD_DECISION_CONTENT = Provision(
    "Quyết định của cộng đồng dân cư: nội dung chủ yếu và chữ ký của trưởng ấp, Trưởng ban công tác Mặt trận, "
    "{law.words} đại diện hộ gia đình",
    (Version(_LAW, 2, LUAT_10_2022, "Điều 20 khoản 2", "A"),),
    says=_number_of_people,
)
HEAD_MINUTES_COPIES = Provision(
    "Biên bản kiểm phiếu lập thành {law.words} bản, gửi kèm quyết định đến UBND và Ủy ban MTTQ cấp xã, lưu tại ấp",
    (Version(_DECREE, 3, ND_59_2023, "Điều 3 khoản 5 điểm c", "A"),),
    says=lambda copies: f"{copies:02d} bản",
)
HEAD_DISMISSAL = Provision(
    "Cho thôi trưởng ấp: cuộc họp của cộng đồng dân cư, do Trưởng ban công tác Mặt trận triệu tập và chủ trì, quyết định; "
    "UBND cấp xã công nhận",
    (Version(_DECREE, None, ND_59_2023, "Điều 3 khoản 1 điểm c, Điều 9", "A"),),
)
HEAD_DISMISSAL_ASKED = Provision(
    "Xem xét cho thôi trưởng ấp khi có {law.words} tổng số hộ gia đình hoặc đại diện hộ gia đình kiến nghị",
    (Version(_DECREE, AtLeast(Fraction(1, 2)), ND_59_2023, "Điều 9 khoản 1 điểm b", "A"),),
)
HEAD_DISMISSAL_MAJORITY = Provision(
    "Cho thôi trưởng ấp: {law.words} tổng số đại diện hộ gia đình của ấp tán thành",
    (Version(_LAW, MORE_THAN_HALF, LUAT_10_2022, "Điều 21 khoản 1", "A"),),
)
HEAD_DISMISSAL_RECOGNITION_DAYS = Provision(
    "UBND cấp xã công nhận kết quả cho thôi trưởng ấp, hoặc trả lời bằng văn bản nêu rõ lý do, trong {law.words} kể từ ngày nhận",
    (Version(_LAW, 5, LUAT_10_2022, "Điều 21 khoản 2", "A"), Version(_DECREE, 5, ND_59_2023, "Điều 9 khoản 3", "A")),
    tighter="fewer",
    counted=Counted.WORKING_DAYS,
)
HEAD_VACANCY_DAYS = Provision(
    "Cho thôi trưởng ấp: UBND cấp xã quyết định việc tiến hành bầu trưởng ấp mới trong {law.words} kể từ ngày có quyết định "
    "công nhận cho thôi",
    (Version(_DECREE, 60, ND_59_2023, "Điều 9 khoản 3", "A"),),
    tighter="fewer",
    counted=Counted.DAYS,
)
HEAD_ACTING = Provision(
    "Trưởng ấp lâm thời chỉ làm việc đến khi bầu được trưởng ấp mới; không phải là người được dân bầu và được công nhận",
    (Version(_DECREE, None, ND_59_2023, "Điều 9 khoản 3", "A"),),
)
HEAD_ACTING_MONTHS = Provision(
    "Trưởng ấp lâm thời làm việc không quá {law.words}",
    (Version(_ND185, 6, ND_185_2026, "Điều 4 khoản 2", "B"),),
    counted=Counted.MONTHS,
)
HEAD_IN_OFFICE = Provision(
    "Người trúng cử chỉ nhận nhiệm vụ, kết quả chỉ có hiệu lực từ khi được công nhận",
    (
        Version(_NQLT, None, NQLT_09_2008, "", "B"),
        Version(_LAW, None, LUAT_10_2022, "Điều 21 khoản 2", "A"),
    ),
)

# --- Households and members --------------------------------------------------------------------------------------

HOUSEHOLD_REPRESENTED = Provision(
    "Mỗi hộ gia đình có một người đại diện tham gia bầu",
    # The article speaks of ballots taken round; that it is so at a meeting too is our reading, hence grade B.
    (Version(_NQLT, 1, NQLT_09_2008, "", "B"), Version(_LAW, 1, LUAT_10_2022, "Điều 19 khoản 3", "B")),
    says=_number_of_people,
)
HOUSEHOLD_ADULT = Provision(
    "Đại diện hộ gia đình là người có năng lực hành vi dân sự đầy đủ; từ đủ {law.words} là cách hiểu của chương trình",
    (Version(_NQLT, 18, NQLT_09_2008, "", "B"), Version(_LAW, 18, LUAT_10_2022, "Điều 18 khoản 2", "A")),
    counted=Counted.YEARS,
)
PROBATION_MONTHS = Provision(
    "Đảng viên dự bị thử thách {law.words} kể từ ngày kết nạp",
    # Of the charters before this one the year is all that is known to us.
    (Version(date(1991, 1, 1), 12, DIEU_LE_DANG_1991, "", "B"), Version(_CHARTER, 12, DIEU_LE_DANG, "Điều 5", "A")),
    counted=Counted.MONTHS,
)
CELL_LEAST = Provision(
    "Chi bộ có ít nhất {law.words} đảng viên chính thức",
    (Version(_CHARTER, 3, DIEU_LE_DANG, "Điều 24 khoản 1", "A"),),
    says=lambda number: f"{number:02d} đảng viên",
)

# --- People ------------------------------------------------------------------------------------------------------

# Since always: a number tells what it tells on whatever day its dossier is checked, and bearers were born long before the decree.
IDENTITY_NUMBER = Provision(
    "Số định danh cá nhân (số CCCD) gồm 12 chữ số: mã tỉnh hoặc mã nước nơi đăng ký khai sinh, mã thế kỷ và giới tính, "
    "hai số cuối của năm sinh, dãy số ngẫu nhiên",
    (Version(ALWAYS, None, ND_137_2015, "Điều 13", "A"), Version(date(2024, 7, 1), None, ND_70_2024, "", "B")),
)
IDENTITY_PROVINCE = Provision(
    "Ba chữ số đầu của số định danh cá nhân là mã tỉnh hoặc mã nước nơi đăng ký khai sinh",
    (Version(ALWAYS, None, TT_07_2016, "", "A"),),
)

# --- Any box of ballots ------------------------------------------------------------------------------------------

BALLOT_BOX = Provision(
    "Số phiếu thu về nhiều hơn số phiếu phát ra: hủy toàn bộ số phiếu trong hòm và bầu lại",
    (Version(ALWAYS, None, ANSWER_BALLOT_BOX, "", "A"),),
)
# The answer was given for party congresses; the same for the head of a hamlet is our reading.
HEAD_BALLOT_BOX = Provision(
    BALLOT_BOX.sentence + " (áp dụng tương tự cho bầu trưởng ấp)",
    (Version(ALWAYS, None, ANSWER_BALLOT_BOX, "", "B"),),
)

# --- The party-cell congress -------------------------------------------------------------------------------------

CONGRESS_QUORUM = Provision(
    "Đại hội chỉ hợp lệ khi có {law.words} số đảng viên chính thức được triệu tập có mặt",
    (Version(_CHARTER, AT_LEAST_TWO_THIRDS, DIEU_LE_DANG, "Điều 11", "B"),),
)
CONGRESS_MAJORITY = Provision(
    "Trúng cử: {law.words} số đảng viên chính thức được triệu tập, sau khi trừ những người được trừ",
    (
        Version(_QC244, MORE_THAN_HALF, QC_244, "Điều 32 khoản 2", "A"),
        Version(_QC190, MORE_THAN_HALF, QC_190, "Điều 30", "A"),
    ),
)
CONGRESS_DEDUCTIONS = Provision(
    "Không tính vào số được triệu tập: đảng viên chuyển sinh hoạt tạm thời hoặc được miễn sinh hoạt mà không dự, người bị đình chỉ, "
    "bị khởi tố, tạm giam; trừ tiếp người vắng suốt đại hội có lý do được chấp nhận",
    (
        Version(date(2016, 9, 20), None, HD_01_2016, "mục 13.2", "A"),
        Version(date(2021, 9, 28), None, HD_01_2021, "", "B"),
        Version(date(2025, 7, 1), None, HD_06_2025, "", "B"),
        Version(date(2026, 5, 19), None, HD_01_2026, "", "B"),
    ),
)
CONGRESS_TIE = Provision(
    "Bằng phiếu ở suất cuối: bầu lại giữa những người bằng phiếu, người nhiều phiếu hơn trúng cử, không cần "
    f"{CONGRESS_MAJORITY.said().value.passed}; "
    "vẫn bằng phiếu thì đại hội quyết định có bầu tiếp hay không",
    (Version(_QC244, None, QC_244, "", "B"), Version(_QC190, None, QC_190, "", "B")),
)
CONGRESS_FEWER = Provision(
    "Số người trúng cử ít hơn số cần bầu: đại hội quyết định có bầu tiếp hay không",
    (Version(_QC244, None, QC_244, "", "B"), Version(_QC190, None, QC_190, "", "B")),
)
CONGRESS_RESULTS = Provision(
    "Kết quả kiểm phiếu của đại hội: số phiếu hợp lệ, không hợp lệ và số phiếu của từng người",
    (Version(_QC244, None, QC_244, "Điều 32", "A"), Version(_QC190, None, QC_190, "Điều 30", "A")),
)
CONGRESS_BALLOT = Provision(
    "Phiếu hợp lệ: do ban kiểm phiếu phát, bầu không quá số cần bầu, không có dấu hiệu lạ",
    (Version(_QC244, None, QC_244, "Điều 17", "A"), Version(_QC190, None, QC_190, "Điều 15", "A")),
)
HEAD_BALLOT = Provision(
    "Phiếu hợp lệ trong bầu trưởng ấp: theo cùng các quy tắc (cách hiểu của chương trình)",
    (
        Version(_NQLT, None, NQLT_09_2008, "", "B"),
        Version(_LAW, None, LUAT_10_2022, "", "B"),
        Version(_DECREE, None, ND_59_2023, "", "B"),
    ),
)
CONGRESS_LIST = Provision(
    "Chỉ người có tên trong danh sách bầu cử đã được đại hội thông qua mới được bầu",
    (Version(_QC244, None, QC_244, "", "B"), Version(_QC190, None, QC_190, "Điều 14", "A")),
)
COMMITTEE_FROM = Provision(
    "Chi bộ từ {law.words} đảng viên chính thức trở lên bầu chi ủy trước, rồi bầu bí thư và phó bí thư trong số chi ủy viên; "
    "dưới {law.words} đảng viên chính thức chỉ bầu bí thư và, nếu cần, phó bí thư",
    (Version(_CHARTER, 9, DIEU_LE_DANG, "Điều 24 khoản 4", "A"),),
    says=lambda number: f"từ {number:02d} đảng viên",
)
COMMITTEE_MOST = Provision(
    "Chi ủy có không quá {law.words} người",
    (
        Version(date(2016, 7, 25), 7, QD_29, "mục 22", "A"),
        Version(date(2021, 7, 30), 7, QD_24, "mục 22", "A"),
        Version(date(2025, 7, 1), 7, QD_294, "mục 22", "A"),
        Version(_QD20, 7, QD_20, "", "B"),
        Version(_QD208, 7, QD_208, "", "B"),
    ),
    says=_number_of_people,
)
ONE_DEPUTY = Provision(
    "Chi bộ bầu bí thư và một phó bí thư",
    (Version(_CHARTER, 1, DIEU_LE_DANG, "Điều 24 khoản 4", "A"),),
    says=_number_of_people,
)
SEPARATE_BALLOTS = Provision(
    "Không bầu chi ủy, bí thư, phó bí thư trên cùng một lá phiếu",
    (Version(_QC244, None, QC_244, "Điều 19 khoản 9", "A"), Version(_QC190, None, QC_190, "Điều 17", "B")),
)
CONGRESS_SECRET = Provision(
    "Bầu cấp ủy, bí thư, phó bí thư bằng phiếu kín",
    (Version(_QC244, None, QC_244, "Điều 3", "A"), Version(_QC190, None, QC_190, "Điều 3", "A")),
)
OFFICIAL_ONLY = Provision(
    "Chỉ đảng viên chính thức được biểu quyết, bầu cử và ứng cử; đảng viên dự bị không có quyền đó",
    (Version(_CHARTER, None, DIEU_LE_DANG, "Điều 3", "A"),),
)
TEMPORARY_NONE = Provision(
    "Đảng viên nơi khác đến sinh hoạt tạm thời không bầu cử, ứng cử và không tính vào số đảng viên của chi bộ tạm thời",
    (
        Version(_QC244, None, QC_244, "Điều 15 khoản 2", "A"),
        # What QC 190 says of it is not known to us; the next text is later.
        Version(_QC190, None, DIEU_LE_DANG, "Điều 3", "B"),
        Version(date(2025, 1, 20), None, QD_232, "mục 6.3.2", "A"),
        Version(date(2025, 7, 1), None, QD_294, "", "B"),
        Version(_QD20, None, QD_20, "", "B"),
        Version(_QD208, None, QD_208, "", "B"),
    ),
)
LIST_SURPLUS = Provision(
    "Danh sách bầu chi ủy có số dư, nhiều nhất {law.words} số cần bầu; cần bầu từ 03 đến 05 người thì dư không quá 01 người",
    (
        Version(_QC244, Fraction(3, 10), QC_244, "", "B"),
        Version(_QC190, Fraction(3, 10), QC_190, "Điều 14", "A"),
    ),
    says=lambda share: f"{share * 100} %",
)
CONGRESS_COUNTING_TEAM = Provision(
    "Người có tên trong danh sách bầu cử không ở trong ban kiểm phiếu",
    (Version(_QC244, None, QC_244, "", "B"), Version(_QC190, None, QC_190, "Điều 8 khoản 1", "A")),
)
CONGRESS_TERM_MONTHS = Provision(
    "Đại hội chi bộ năm năm hai lần ({law.value[0]} tháng), có thể sớm hoặc muộn không quá {law.numbers[1]} tháng; "
    "nhiệm kỳ ghi năm năm thì 60 tháng",
    (
        Version(_CHARTER, (30, 6), DIEU_LE_DANG, "Điều 24 khoản 3", "A"),
        # The pilot of five years; the declared term decides which of the two it is.
        Version(date(2025, 7, 1), (30, 6), QD_294, "", "A"),
        Version(_QD20, (30, 6), QD_20, "", "B"),
        Version(_QD208, (30, 6), QD_208, "", "B"),
    ),
    says=lambda months: f"{months[0]} tháng, sớm hoặc muộn không quá {months[1]:02d} tháng",
)
CONGRESS_REPORT_DAYS = Provision(
    "Báo cáo kết quả bầu cử lên cấp ủy cấp trên trong {law.words}",
    (Version(_QC244, 7, QC_244, "Điều 2", "A"), Version(_QC190, 7, QC_190, "Điều 2", "A")),
    tighter="fewer",
    counted=Counted.WORKING_DAYS,
)
CONGRESS_APPROVED = Provision(
    "Kết quả bầu cử của đại hội phải được cấp ủy cấp trên chuẩn y",
    (Version(_QC244, None, QC_244, "Điều 2", "A"), Version(_QC190, None, QC_190, "Điều 2", "A")),
)
CONGRESS_APPROVAL_DAYS = Provision(
    "Cấp ủy cấp trên chuẩn y trong {law.words} kể từ ngày nhận báo cáo",
    (
        Version(date(2021, 7, 30), 15, QD_24, "mục 16.1", "A"),
        # QĐ 24 was replaced on this day; that the time stayed is not certain.
        Version(date(2025, 1, 20), 15, QD_24, "mục 16.1", "B"),
        Version(_QD20, 15, QD_20, "", "B"),
        Version(_QD208, 15, QD_208, "", "B"),
    ),
    tighter="fewer",
    counted=Counted.WORKING_DAYS,
)
APPOINTED_SECRETARY = Provision(
    "Sau {law.numbers[0]} lượt bầu mà không có bí thư thì cấp ủy cấp trên chỉ định",
    (
        Version(date(2016, 7, 25), 3, QD_29, "mục 22", "A"),
        Version(date(2021, 7, 30), 3, QD_24, "mục 22", "A"),
        Version(date(2025, 7, 1), 3, QD_294, "mục 22", "A"),
        Version(_QD20, 3, QD_20, "", "B"),
        Version(_QD208, 3, QD_208, "", "B"),
    ),
    says=lambda rounds: f"{rounds:02d} lượt bầu",
)

# --- The model ---------------------------------------------------------------------------------------------------

MODEL_ORDER = Provision(
    "Dân bầu trước, Đảng cử sau: chỉ giới thiệu bầu bí thư sau khi kết quả bầu trưởng ấp được công nhận",
    (Version(ALWAYS, None, MODEL_DAN_TIN, "", "A"),),
)
MODEL_NOMINEE = Provision(
    "Người giới thiệu bầu trưởng ấp để làm bí thư phải là đảng viên chính thức, trong quy hoạch bí thư chi bộ",
    (Version(ALWAYS, None, MODEL_DAN_TIN, "", "A"),),
)
MODEL_CONSULTATION = Provision(
    "Mọi bước giới thiệu nhân sự đều lấy ý kiến rộng rãi nhân dân và đảng viên, qua hiệp thương của Ban công tác Mặt trận",
    (Version(ALWAYS, None, MODEL_DAN_TIN, "", "A"),),
)
MODEL_SECRET = Provision(
    "Theo mô hình, dân bầu trưởng ấp bằng phiếu kín",
    (Version(ALWAYS, None, MODEL_DAN_TIN, "", "A"),),
)
MODEL_SECRETARY = Provision(
    "Theo mô hình, bí thư được bầu trong số trưởng ấp do dân bầu hoặc trưởng ban công tác Mặt trận của ấp",
    (Version(ALWAYS, None, MODEL_DAN_TIN, "", "A"),),
)
MODEL_TARGET = Provision(
    "Tỷ lệ ấp, khu phố thực hiện mô hình đạt chỉ tiêu cấp ủy đề ra",
    (Version(ALWAYS, None, MODEL_DAN_TIN, "", "A"),),
)


# --- What is deliberately not checked ----------------------------------------------------------------------------

_UNSEEN = "Hồ sơ không ghi việc này; người chủ trì và người chứng kiến biết rõ hơn mọi con số."
NOT_CHECKED = (
    NotChecked(LUAT_10_2022, "Điều 17 khoản 2", "không bầu trưởng ấp bằng hình thức trực tuyến", _UNSEEN),
    NotChecked(
        LUAT_10_2022, "Điều 18 khoản 3", "ấp từ 200 hộ hoặc dân cư không tập trung mới họp theo cụm", "Địa bàn thế nào hồ sơ không ghi."
    ),
    NotChecked(
        LUAT_10_2022, "Điều 20 khoản 2", "quyết định có đủ bốn chữ ký", "Chữ ký nằm trên giấy; biên bản in sẵn chỗ ký cho đủ bốn người."
    ),
    NotChecked(
        ND_59_2023,
        "Điều 3 khoản 5",
        "hơn một nửa số người dự họp chọn thư ký, chọn bỏ phiếu kín hay giơ tay, và thông qua ban kiểm phiếu",
        _UNSEEN,
    ),
    NotChecked(ND_59_2023, "Điều 3 khoản 5 điểm b", "tại cuộc họp, người chủ trì hỏi để giới thiệu thêm và tự ứng cử", _UNSEEN),
    NotChecked(
        ND_59_2023,
        "Điều 8",
        "UBND cấp xã công nhận người trúng cử hay quyết định bầu lại",
        "Đó là quyền quyết định của UBND cấp xã.",
    ),
    NotChecked(
        ND_59_2023,
        "Điều 9 khoản 1",
        "ai đề nghị cho thôi trưởng ấp và vì lý do nào",
        "Hồ sơ chỉ ghi kết quả cuộc họp và ngày quyết định.",
    ),
    NotChecked(
        ND_185_2026,
        "Điều 9",
        "sắp xếp thôn, tổ dân phố theo số hộ tối thiểu",
        "HĐND cấp xã quyết định trước khi có hồ sơ bầu cử.",
    ),
    NotChecked(
        TT_04_2012,
        "Điều 11",
        "sức khỏe, phẩm chất, năng lực, uy tín của trưởng ấp",
        "Chỉ tuổi và nơi thường trú là điều hồ sơ cho biết chắc chắn.",
    ),
    NotChecked(
        TT_04_2012, "", "nhiệm kỳ trưởng ấp 2,5 năm hoặc 5 năm", "Do từng tỉnh quy định; hồ sơ khai nhiệm kỳ thế nào thì in như vậy."
    ),
    NotChecked(
        ND_185_2026,
        "Điều 4 khoản 3",
        "nhiệm kỳ trưởng ấp 5 năm, cấp xã rút ngắn hoặc kéo dài không quá 6 tháng",
        "Hồ sơ khai nhiệm kỳ thế nào thì in như vậy.",
    ),
    NotChecked(
        QC_190,
        "Điều 14",
        "người được đề cử thêm phải được hơn 30% số đảng viên dự đại hội đồng ý mới đưa vào danh sách",
        "Cột “Số đồng ý giới thiệu” chỉ để in vào giấy tờ: hồ sơ không ghi ai do cấp ủy triệu tập giới thiệu.",
    ),
    NotChecked(
        QC_190,
        "Điều 15",
        "phiếu không do ban kiểm phiếu phát, phiếu có ký tên, nhiều màu mực",
        "Chỉ người cầm lá phiếu mới thấy; lá phiếu nhập vào hồ sơ ghi lỗi ở cột “Lỗi”.",
    ),
    NotChecked(QC_190, "Điều 3", "bầu đoàn chủ tịch, thư ký, ban kiểm phiếu bằng giơ tay", _UNSEEN),
    NotChecked(QC_244, "Điều 7", "kiểm phiếu bằng máy tính: đếm ba lần trên ba máy, in nhật ký nhập phiếu", "Chi bộ kiểm phiếu bằng tay."),
)
"""Articles of the instruments above that no rule checks."""


def changes(first: date, second: date) -> Iterator[Change]:
    """What changed in the law of the whole country from one day to another, provision by provision."""
    for provision in provisions():
        before, after = provision.national(first), provision.national(second)
        if before != after:
            yield Change(provision, before, after)


def provisions() -> Iterator[Provision[object]]:
    """Every provision that this module states, in the order written."""
    for value in globals().values():
        if isinstance(value, Provision):
            yield value


@lru_cache(maxsize=256)
def grounds(subject: Matter, day: date) -> tuple[Instrument, ...]:
    """The instruments on a subject by which its provisions are in force on a day, the oldest first."""
    in_force = (version.instrument for provision in provisions() if (version := provision.national(day)) is not None)
    chosen = {instrument for instrument in in_force if instrument.subject == subject}
    return tuple(sorted(chosen, key=lambda instrument: (instrument.in_force or date.min, instrument.short)))
