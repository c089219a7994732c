"""The complete example: khu phố 4, thị trấn Trảng Bom, whose steps follow the published timeline; every person and figure is invented.

The rules' own examples are edits of this dossier, by route ("bau_cu[0].thu_ve"): rows are added at the end of a table, never before.
"""

import random
from datetime import date
from typing import Any

from invent import Invented, Inventor

from dantin.readers.dossier.fields import BY_SLUG, NESTED_CANDIDATES

Rows = list[dict[str, object]]

HOUSEHOLDS, ATTENDING = 310, 262
CONGRESS = date(2024, 11, 17)
HALL = "Nhà văn hóa khu phố 4"
FRONT = "Ban công tác Mặt trận khu phố 4"
TITLES = {
    "don_vi": "THÔNG TIN CHUNG",
    "ho_gia_dinh": "DANH SÁCH ĐẠI DIỆN HỘ GIA ĐÌNH KHU PHỐ 4",
    "dang_vien": "DANH SÁCH ĐẢNG VIÊN CHI BỘ KHU PHỐ 4",
    "nhan_su": "NHÂN SỰ ĐƯỢC GIỚI THIỆU",
    "thanh_phan": "NHỮNG NGƯỜI LÀM NHIỆM VỤ",
    "moc": "CÁC BƯỚC ĐÃ THỰC HIỆN",
    "bau_cu": "CÁC LƯỢT BẦU",
    "ket_qua": "SỐ PHIẾU TỪNG NGƯỜI",
    "la_phieu": "NHẬT KÝ NHẬP PHIẾU BẦU BÍ THƯ",
    "van_ban": "VĂN BẢN",
    "cuoc_hop": "CÁC CUỘC HỌP",
    "chi_tieu": "CHỈ TIÊU NHIỆM KỲ CỦA CHI BỘ",
}


def dossier() -> dict[str, Any]:
    """The dossier as plain data, the same each time."""
    return {slug: rows if slug == "don_vi" else [_in_order(slug, row) for row in rows] for slug, rows in _tables().items()}


def _in_order(slug: str, row: dict[str, object]) -> dict[str, object]:
    """A row with its fields in the order of the contract, without those that say nothing."""
    # A person introduced for nothing may yet be: that cell stands open.
    kept = {field for field in row if row[field] not in ("", []) or field == "gioi_thieu"}
    return {field: row[field] for field in (*BY_SLUG[slug].by_slug, NESTED_CANDIDATES) if field in kept}


def _tables() -> dict[str, Any]:
    rng = random.Random("khu-pho-4")
    invent = Inventor(rng)
    thuan = invent.named("Trần Văn Thuận", date(1968, 4, 12), "Nam")
    hien = invent.named("Phạm Thị Hiền", date(1979, 8, 21), "Nữ")
    khai = invent.named("Nguyễn Quốc Khải", date(1975, 2, 6), "Nam")
    nga = invent.named("Lê Thị Bích Ngà", date(1982, 11, 3), "Nữ")
    dat = invent.named("Võ Minh Đạt", date(1986, 6, 17), "Nam")
    phuc = invent.named("Đặng Hoàng Phúc", date(1990, 9, 28), "Nam")
    loc = invent.named("Huỳnh Văn Lộc", date(1961, 1, 15), "Nam")
    members = [thuan, loc, invent.person((1955, 1975), "Nữ"), khai, nga, dat, phuc]
    members += [invent.person((1952, 1994)) for _ in range(20 - len(members))]
    # The last four: exempt by age, absent for a reason, on probation, here for a time.
    members += [invent.person(born) for born in ((1940, 1946), (1958, 1970), (1996, 1999), (1985, 1992))]
    neighbours = [invent.person((1940, 1993)) for _ in range(HOUSEHOLDS - 3)]
    households = [*neighbours[:17], thuan, *neighbours[17:88], hien, *neighbours[88:140], loc, *neighbours[140:]]
    away = set(rng.sample([i for i, p in enumerate(households) if i > 12 and p not in (thuan, hien, loc)], HOUSEHOLDS - ATTENDING))
    # Those who act at the meeting are at the meeting: the first rows are all ticked.
    acting = neighbours[3:13]
    return {
        "don_vi": {
            "ma": "TB-KP4",
            "ten": "Khu phố 4",
            "loai": "khu phố",
            "xa": "thị trấn Trảng Bom",
            "huyen": "Trảng Bom",
            "tinh": "Đồng Nai",
            "nhiem_ky_truong": "2024-2029",
            "nhiem_ky_chi_bo": "2025-2027",
            "mo_hinh": "bí thư là trưởng ấp",
            "tong_so_ho": HOUSEHOLDS,
            "tong_dang_vien": 22,
            "chi_bo": "Chi bộ khu phố 4",
            "dang_bo": "Đảng bộ thị trấn Trảng Bom",
            "truong_duong_nhiem": thuan.name,
            "bi_thu_duong_nhiem": thuan.name,
            "dai_hoi_diem": "x",
        },
        "ho_gia_dinh": [
            {
                "tt": i + 1,
                "ma_ho": f"KP4-{i + 1:03}",
                **person.row(),
                "dia_chi": f"Số {rng.randint(1, 240)}, tổ {i * 12 // HOUSEHOLDS + 1}",
                "du_hop": "" if i in away else "x",
            }
            for i, person in enumerate(households)
        ],
        "dang_vien": _members(invent, members),
        "nhan_su": _nominees(thuan, hien, khai, nga, dat, phuc),
        "thanh_phan": _officials(loc, acting, members),
        "moc": _steps(thuan),
        "bau_cu": _rounds(thuan, hien, khai, nga, dat),
        "la_phieu": _ballots(rng, thuan),
        "van_ban": _papers(loc, thuan, acting, members, invent.person((1968, 1980))),
        "cuoc_hop": _meetings(),
        "chi_tieu": [
            {"noi_dung": "Tỷ lệ hộ gia đình văn hóa", "ke_hoach": "97 %", "thuc_hien": "98,39 %"},
            {"noi_dung": "Đảng viên hoàn thành tốt nhiệm vụ trở lên", "ke_hoach": "90 %", "thuc_hien": "95,45 %"},
            {"noi_dung": "Kết nạp đảng viên mới", "ke_hoach": "2 đảng viên", "thuc_hien": "2 đảng viên"},
            {"noi_dung": "Vận động quỹ “Vì người nghèo”", "ke_hoach": "15 triệu đồng/năm", "thuc_hien": "17,5 triệu đồng/năm"},
        ],
    }


def _members(invent: Inventor, members: list[Invented]) -> Rows:
    """22 official members, of whom 20 are there; one on probation and one here for a time, who are not counted."""
    exempt, excused, probationary, visiting = members[-4:]
    rows: Rows = []
    for i, person in enumerate(members):
        admitted, official = invent.joined(person, date(2023, 6, 1))
        row: dict[str, object] = {"tt": i + 1, **person.row(), "ngay_vao_dang": admitted, "ngay_chinh_thuc": official}
        row |= {"tinh_trang": "đang sinh hoạt", "ly_do_vang": "", "co_mat": "x"}
        if person is exempt:
            row |= {"tinh_trang": "miễn sinh hoạt", "co_mat": ""}
        elif person is excused:
            row |= {"tinh_trang": "vắng có lý do", "ly_do_vang": "đang điều trị tại bệnh viện, có đơn xin vắng", "co_mat": ""}
        elif person is probationary:
            row |= {"ngay_vao_dang": date(2024, 5, 19), "ngay_chinh_thuc": "", "co_mat": ""}
        elif person is visiting:
            row |= {"tinh_trang": "nơi khác đến sinh hoạt tạm thời", "co_mat": ""}
        rows.append(row)
    return rows


def _nominees(thuan: Invented, hien: Invented, khai: Invented, nga: Invented, dat: Invented, phuc: Invented) -> Rows:
    def nominee(person: Invented, offices: str, **more: object) -> dict[str, object]:
        common = {"dang_vien": "chính thức", "quy_hoach": "không", "gioi_thieu": offices, "nguon": "danh sách chính thức"}
        return {**person.row(), **common, "thuong_tru": "x", "tai_cu": "", **more}

    common = {"dan_toc": "Kinh", "ton_giao": "Không", "hoc_van": "12/12"}
    rows = [
        nominee(
            thuan,
            "trưởng ấp; chi ủy; bí thư",
            quy_hoach="bí thư",
            tai_cu="x",
            que_quan="xã Bình Minh, huyện Trảng Bom, tỉnh Đồng Nai",
            noi_o="tổ 1, khu phố 4, thị trấn Trảng Bom",
            **common,
            chuyen_mon="Trung cấp hành chính",
            ly_luan="Trung cấp",
            nghe_nghiep="Cán bộ khu phố",
            chuc_vu_hien_nay="Bí thư chi bộ, Trưởng khu phố 4",
        ),
        nominee(
            hien,
            "trưởng ấp",
            dang_vien="không",
            que_quan="huyện Thống Nhất, tỉnh Đồng Nai",
            noi_o="tổ 4, khu phố 4, thị trấn Trảng Bom",
            **common,
            nghe_nghiep="Buôn bán",
            chuc_vu_hien_nay="Chi hội trưởng Chi hội Phụ nữ khu phố 4",
        ),
        nominee(
            khai,
            "chi ủy; phó bí thư",
            quy_hoach="phó bí thư",
            tai_cu="x",
            que_quan="tỉnh Nam Định",
            noi_o="tổ 7, khu phố 4, thị trấn Trảng Bom",
            **common,
            chuyen_mon="Đại học sư phạm",
            ly_luan="Sơ cấp",
            nghe_nghiep="Giáo viên",
            chuc_vu_hien_nay="Phó Bí thư chi bộ khu phố 4",
        ),
        nominee(nga, "chi ủy", **common, chuyen_mon="Cao đẳng kế toán", nghe_nghiep="Kế toán"),
        nominee(dat, "chi ủy", **common, chuyen_mon="Đại học luật", ly_luan="Sơ cấp", nghe_nghiep="Công chức"),
        nominee(phuc, "", **common, nghe_nghiep="Công nhân"),
    ]
    return [{"tt": i + 1, **row} for i, row in enumerate(rows)]


def _officials(loc: Invented, acting: list[Invented], members: list[Invented]) -> Rows:
    def official(event: str, duty: str, person: Invented, position: str = "", represents: str = "") -> dict[str, object]:
        named = {"ho_ten": person.name, "gioi_tinh": person.sex}
        return {"cuoc": event, "vai_tro": duty, **named, "chuc_vu": position, "dai_dien": represents}

    head, households = "trưởng ấp", "Hộ gia đình"
    front_head = "Trưởng ban công tác Mặt trận"
    return [
        official("hiệp thương", "chủ trì", loc, front_head, FRONT),
        official("hiệp thương", "thư ký", acting[0], "Ủy viên", FRONT),
        official(head, "tổ trưởng tổ bầu cử", loc, front_head, FRONT),
        official(head, "thành viên tổ bầu cử", acting[1], "Chi hội trưởng", "Chi hội Nông dân"),
        official(head, "thành viên tổ bầu cử", acting[2], "Chi hội trưởng", "Chi hội Cựu chiến binh"),
        official(head, "thành viên tổ bầu cử", acting[3], "Chi hội trưởng", "Chi hội Người cao tuổi"),
        official(head, "thành viên tổ bầu cử", acting[4], "", households),
        official(head, "chủ trì", loc, front_head, FRONT),
        official(head, "thư ký", acting[3], "Chi hội trưởng", "Chi hội Người cao tuổi"),
        official(head, "trưởng ban kiểm phiếu", acting[5], "Tổ trưởng tổ 2", households),
        official(head, "thành viên ban kiểm phiếu", acting[6], "", households),
        official(head, "thành viên ban kiểm phiếu", acting[7], "", households),
        official(head, "người chứng kiến", acting[8], "", households),
        official(head, "người chứng kiến", acting[9], "", households),
        official("đại hội", "đoàn chủ tịch", loc, "Đảng viên", "Chi bộ khu phố 4"),
        official("đại hội", "đoàn chủ tịch", members[2], "Đảng viên", "Chi bộ khu phố 4"),
        official("đại hội", "đoàn chủ tịch", members[7], "Đảng viên", "Chi bộ khu phố 4"),
        official("đại hội", "thư ký", members[8], "Đảng viên", "Chi bộ khu phố 4"),
        official("đại hội", "trưởng ban kiểm phiếu", members[9], "Đảng viên", "Chi bộ khu phố 4"),
        official("đại hội", "thành viên ban kiểm phiếu", members[10], "Đảng viên", "Chi bộ khu phố 4"),
        official("đại hội", "thành viên ban kiểm phiếu", members[11], "Đảng viên", "Chi bộ khu phố 4"),
    ]


def _steps(elected: Invented) -> Rows:
    commune, party = "UBND thị trấn Trảng Bom", "Đảng ủy thị trấn Trảng Bom"
    steps = [
        ("đại hội nhiệm kỳ trước", date(2022, 6, 12), "", "Chi bộ khu phố 4", ""),
        ("lấy ý kiến nhân dân và đảng viên", date(2024, 10, 1), "01/BB-KP4", "Chi bộ khu phố 4", ""),
        ("hiệp thương", date(2024, 10, 5), "02/BB-BCTMT", FRONT, ""),
        ("chi ủy thống nhất", date(2024, 10, 8), "05-NQ/CB", "Chi bộ khu phố 4", ""),
        ("quyết định tổ chức bầu cử", date(2024, 10, 15), "187/QĐ-UBND", commune, ""),
        ("gửi danh sách ứng cử", date(2024, 10, 24), "03/DS-BCTMT", FRONT, ""),
        ("thành lập tổ bầu cử", date(2024, 10, 25), "196/QĐ-UBND", commune, ""),
        ("niêm yết", date(2024, 11, 1), "01/TB-TBC", "Tổ bầu cử khu phố 4", ""),
        ("gửi kết quả bầu cử", date(2024, 11, 11), "01/TTr-TBC", "Tổ bầu cử khu phố 4", ""),
        ("nhận kết quả bầu cử", date(2024, 11, 11), "", commune, ""),
        ("công nhận trưởng ấp", date(2024, 11, 15), "215/QĐ-UBND", commune, elected.name),
        ("đại hội chi bộ", CONGRESS, "01-BB/CB", "Chi bộ khu phố 4", ""),
        ("báo cáo kết quả đại hội", date(2024, 11, 20), "01-TTr/CB", "Chi bộ khu phố 4", ""),
        ("chuẩn y bí thư", date(2024, 12, 2), "342-QĐ/ĐU", party, elected.name),
    ]
    return [dict(zip(("buoc", "ngay", "so_van_ban", "co_quan", "ho_ten"), step, strict=True)) for step in steps]


def _rounds(thuan: Invented, hien: Invented, khai: Invented, nga: Invented, dat: Invented) -> Rows:
    def round_(
        office: str, seats: int, ballots: tuple[int, int, int, int, int], elected: list[Invented], **more: object
    ) -> dict[str, object]:
        present, issued, returned, valid, invalid = ballots
        row: dict[str, object] = {"chuc_danh": office, "lan": 1, "ngay": CONGRESS, "dia_diem": HALL, "cach_thuc": "đại hội"}
        row |= {"hinh_thuc": "bỏ phiếu kín", "so_can_bau": seats, "co_mat": present, "phat_ra": issued, "thu_ve": returned}
        row |= {"hop_le": valid, "khong_hop_le": invalid, "trung_cu": "; ".join(person.name for person in elected)}
        return row | more

    congress = (20, 20, 20, 20, 0)
    return [
        round_(
            "trưởng khu phố",
            1,
            (ATTENDING, ATTENDING, 260, 255, 5),
            [thuan],
            ngay=date(2024, 11, 10),
            bat_dau="7 giờ 30 phút",
            ket_thuc="11 giờ 00",
            cach_thuc="cuộc họp",
            ly_do_khong_hop_le="03 phiếu để trống; 02 phiếu có ký tên",
            ly_do="02 đại diện hộ về sớm, không nộp lại phiếu",
            ung_cu=[
                {"ho_ten": thuan.name, "ngay_sinh": thuan.birth, "so_phieu": 198},
                {"ho_ten": hien.name, "so_phieu": 57},
            ],
        ),
        round_(
            "chi ủy",
            3,
            congress,
            [thuan, khai, dat],
            bat_dau="9 giờ 15",
            ket_thuc="9 giờ 50",
            ung_cu=[
                {"ho_ten": thuan.name, "so_phieu": 19},
                {"ho_ten": khai.name, "so_phieu": 17},
                {"ho_ten": nga.name, "so_phieu": 5},
                {"ho_ten": dat.name, "so_phieu": 15},
            ],
        ),
        round_(
            "bí thư",
            1,
            congress,
            [thuan],
            bat_dau="10 giờ 00",
            ket_thuc="10 giờ 20",
            ung_cu=[{"ho_ten": thuan.name, "so_phieu": 19}],
        ),
        round_(
            "phó bí thư",
            1,
            congress,
            [khai],
            bat_dau="10 giờ 25",
            ket_thuc="10 giờ 45",
            ung_cu=[{"ho_ten": khai.name, "so_phieu": 18}],
        ),
    ]


def _ballots(rng: random.Random, thuan: Invented) -> Rows:
    against = rng.randrange(1, 20)
    return [{"chuc_danh": "bí thư", "lan": 1, "so": i + 1, "bau_cho": "không đồng ý" if i == against else thuan.name} for i in range(20)]


def _papers(loc: Invented, thuan: Invented, acting: list[Invented], members: list[Invented], chair: Invented) -> Rows:
    """Numbers, signers and recipients of the papers, by the names that `dantin render` knows."""
    team, counting, cell = ("TM. TỔ BẦU CỬ", loc.name, "TỔ TRƯỞNG"), ("TM. BAN KIỂM PHIẾU", acting[5].name, "TỔ TRƯỞNG"), "T/M CHI BỘ"
    congress_count = ("T/M BAN KIỂM PHIẾU", members[9].name, "TRƯỞNG BAN")
    presidium = ("T/M ĐOÀN CHỦ TỊCH", loc.name, "")
    commune, party = "UBND thị trấn Trảng Bom", "Đảng ủy thị trấn Trảng Bom"
    front, files, office_files = "Ủy ban MTTQ Việt Nam thị trấn Trảng Bom", "Lưu: hồ sơ khu phố 4", "Lưu: VT"
    law = "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022"
    decree = (
        "Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở"
    )
    organised = (
        "Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015, được sửa đổi, bổ sung bởi Luật số 47/2019/QH14 "
        "ngày 22 tháng 11 năm 2019"
    )
    commune_signs = ("TM. ỦY BAN NHÂN DÂN", chair.name, "CHỦ TỊCH")
    papers: list[tuple[str, str, date, tuple[str, str, str], list[str], list[str]]] = [
        ("ke-hoach-bau-cu", "12/KH-UBND", date(2024, 10, 15), commune_signs, [front, "Khu phố 4", office_files], [law, decree]),
        ("giay-moi-hop", "01/GM-TBC", date(2024, 11, 1), team, ["Đại diện các hộ gia đình khu phố 4", files], []),
        ("bien-ban-kiem-phieu-truong-ap", "01/BB-BKP", date(2024, 11, 10), counting, [commune, front, files], []),
        ("bien-ban-cuoc-hop", "02/BB-TBC", date(2024, 11, 10), team, [commune, front, files], [law, decree]),
        ("to-trinh-cong-nhan", "01/TTr-TBC", date(2024, 11, 11), team, [commune, front, files], [law, decree]),
        (
            "quyet-dinh-cong-nhan",
            "215/QĐ-UBND",
            date(2024, 11, 15),
            commune_signs,
            ["Như Điều 3", front, "Khu phố 4", office_files],
            [organised, law, decree, "Theo đề nghị của Tổ bầu cử khu phố 4 tại Tờ trình số 01/TTr-TBC ngày 11 tháng 11 năm 2024"],
        ),
        ("bien-ban-kiem-phieu-chi-uy", "02-BB/CB", CONGRESS, congress_count, [party, "Lưu Chi bộ"], []),
        ("bien-ban-kiem-phieu-bi-thu", "03-BB/CB", CONGRESS, congress_count, [party, "Lưu Chi bộ"], []),
        ("bien-ban-kiem-phieu-pho-bi-thu", "04-BB/CB", CONGRESS, congress_count, [party, "Lưu Chi bộ"], []),
        ("bien-ban-dai-hoi", "01-BB/CB", CONGRESS, presidium, [party, "Lưu Chi bộ"], []),
        ("nghi-quyet-dai-hoi", "01-NQ/CB", CONGRESS, presidium, [party, "Đảng viên Chi bộ", "Lưu Chi bộ"], []),
        ("bao-cao-ket-qua-bau-cu", "01-TTr/CB", date(2024, 11, 20), (cell, thuan.name, "BÍ THƯ"), [party, "Lưu Chi bộ"], []),
    ]
    keys = ("giay", "so_hieu", "ngay_ky", "noi_ky", "the_thuc_ky", "nguoi_ky", "chuc_vu_ky", "noi_nhan", "can_cu")
    rows = [(paper, number, day, "Trảng Bom", *signed, to, grounds) for paper, number, day, signed, to, grounds in papers]
    return [dict(zip(keys, row, strict=True)) for row in rows]


def _meetings() -> Rows:
    return [
        {
            "cuoc": "hiệp thương",
            "ngay": date(2024, 10, 5),
            "bat_dau": "19 giờ 00",
            "ket_thuc": "20 giờ 30",
            "dia_diem": HALL,
            "trieu_tap": 15,
            "co_mat": 14,
            "khach_moi": ["Đại diện Ủy ban MTTQ Việt Nam thị trấn Trảng Bom"],
            "y_kien": ["Thống nhất giới thiệu hai người để bầu trưởng khu phố"],
        },
        {
            "cuoc": "trưởng ấp",
            "ngay": date(2024, 11, 10),
            "bat_dau": "7 giờ 30",
            "ket_thuc": "11 giờ 00",
            "dia_diem": HALL,
            "trieu_tap": HOUSEHOLDS,
            "co_mat": ATTENDING,
            "khach_moi": ["Đại diện UBND thị trấn Trảng Bom", "Đại diện Ủy ban MTTQ Việt Nam thị trấn Trảng Bom"],
            "y_kien": ["Đề nghị khu phố sớm sửa đèn đường tổ 7", "Nhất trí với hai người trong danh sách ứng cử"],
        },
        {
            "cuoc": "đại hội",
            "ngay": CONGRESS,
            "bat_dau": "7 giờ 30",
            "ket_thuc": "11 giờ 15",
            "dia_diem": HALL,
            "trieu_tap": 21,
            "co_mat": 20,
            "khach_moi": ["Đại diện Ban Tổ chức Huyện ủy Trảng Bom", "Đại diện Đảng ủy thị trấn Trảng Bom"],
            "y_kien": ["Cần phát triển đảng viên trong thanh niên khu phố", "Nhất trí với báo cáo chính trị"],
        },
    ]
