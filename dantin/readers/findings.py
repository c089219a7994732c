"""What readers find about files: the declarations of DT001-DT011. They know nothing of elections.

The facts of a message: `found`, what stands there; `expected`, what may stand there; `offer`, the nearest known thing as a sentence that
begins with a space, or nothing.
"""

from datetime import date

from dantin.rule import ERROR, WARNING, Edit, Files, Rule, Sheets, declare

_RETURN = "Trả hồ sơ cho xã, kèm vị trí ô và nội dung cần sửa."
_ONE_ROUND = """don_vi:
  ten: Ấp 1
  xa: xã Phước Thái
  tinh: Đồng Nai
bau_cu:
  - chuc_danh: trưởng ấp
    {field}: nhà văn hóa ấp
"""

DT001 = declare(
    Rule(
        "DT001",
        ERROR,
        stated="Tệp không đọc được",
        message="không đọc được tệp: {problem}",
        reason="Tệp hỏng, có mật khẩu, sai định dạng hoặc quá lớn thì không con số nào trong đó được kiểm tra.",
        hint="{remedy}",
        hint_district="Báo xã gửi lại tệp; hồ sơ này chưa được kiểm tra.",
        bad=Files(
            {"ho-so.yaml": "don_vi:\n  ten: Khu phố 4\n  xa: [thị trấn Trảng Bom\n  tinh: Đồng Nai\n"},
            at="ho-so.yaml",
            line=4,
        ),
        good=Files({"ho-so.yaml": "don_vi:\n  ten: Khu phố 4\n  xa: thị trấn Trảng Bom\n  tinh: Đồng Nai\n"}),
        bears_on_count=True,
    )
)
DT002 = declare(
    Rule(
        "DT002",
        ERROR,
        stated="Thiếu bảng hoặc cột bắt buộc",
        message="thiếu {what}",
        reason="Không có bảng hoặc cột này thì không biết hồ sơ của ấp nào, hoặc dòng nào nói về ai, về việc gì.",
        hint="Thêm {what}. Nếu đã có dưới tên khác thì đổi tên cho đúng: {expected}.",
        hint_district=_RETURN,
        bad=Edit({"don_vi.tinh": None}, at="don_vi"),
        good=Edit({"don_vi.huyen": None}),
        bears_on_count=True,
    )
)
DT003 = declare(
    Rule(
        "DT003",
        WARNING,
        stated="Trang tính, cột hoặc trường lạ",
        message="{what}.{offer}",
        reason="Một cột viết sai tên sẽ bị bỏ qua, và con số trong đó không được tính.",
        hint="Sửa lại tên cho đúng mẫu; nếu là ghi chú riêng thì có thể để nguyên.",
        hint_district="Hỏi lại xã nếu trang hoặc cột này có số liệu cần dùng.",
        bad=Files({"ho-so.yaml": _ONE_ROUND.format(field="phieu_thu_hoi")}, at="ho-so.yaml", line=7),
        good=Files({"ho-so.yaml": _ONE_ROUND.format(field="Địa  điểm (*)")}),
        bears_on_count=True,
    )
)
DT004 = declare(
    Rule(
        "DT004",
        ERROR,
        stated="Giá trị sai kiểu",
        message="“{field}”: {found}, cần {expected}.{offer}",
        reason="Con số, ngày tháng đọc sai thì kết quả sai; dantin không tự đoán thay người nhập.",
        hint="Nhập lại ô này: {expected}.",
        hint_district=_RETURN,
        bad=Edit({"bau_cu[0].thu_ve": "260 phiếu"}),
        good=Edit({"bau_cu[0].thu_ve": "260"}),
        order=20,
        bears_on_count=True,
    )
)
DT005 = declare(
    Rule(
        "DT005",
        ERROR,
        stated="Giá trị ngoài danh sách cho phép",
        message="“{field}”: {found}.{offer}",
        reason="Từ viết khác danh sách thì không biết chắc người nhập muốn nói gì.",
        hint="Chọn một trong: {expected}.",
        hint_district=_RETURN,
        bad=Edit({"dang_vien[1].tinh_trang": "nghỉ sinh hoạt"}),
        good=Edit({"dang_vien[2].tinh_trang": "Đang  sinh hoạt"}),
        order=30,
        bears_on_count=True,
    )
)
DT006 = declare(
    Rule(
        "DT006",
        ERROR,
        stated="Chữ viết bằng phông cũ (TCVN3, VNI)",
        message="{what}",
        reason="Chữ gõ bằng phông cũ chỉ đọc được khi đúng phông; so tên, tìm người và in giấy tờ đều sai.",
        hint="Chuyển chữ ở ô này sang bảng mã Unicode (UniKey: Ctrl+Shift+F6) rồi lưu lại.",
        hint_district="Trả hồ sơ cho xã để chuyển sang bảng mã Unicode; so lại tên người với bản giấy.",
        bad=Edit({"nhan_su[0].que_quan": "x· L¨ng Minh, huyÖn Xu©n Léc"}),
        good=Edit({"nhan_su[0].que_quan": "xã Lăng Minh, huyện Xuân Lộc"}),
        bears_on_count=True,
        beside="ô khác cũng như vậy",
    )
)
DT007 = declare(
    Rule(
        "DT007",
        WARNING,
        stated="Chữ cần làm gọn: thừa dấu cách, chữ tổ hợp, tên viết hoa toàn bộ, ký tự ẩn",
        message="{what}",
        reason="Chữ như vậy vẫn đọc được, nhưng in ra giấy tờ không đẹp và khó tìm kiếm, so sánh về sau.",
        hint="{remedy}",
        hint_district="Chỉ cần nhắc xã sửa khi in giấy tờ.",
        bad=Edit({"nhan_su[0].que_quan": "xã  Lăng Minh"}),
        good=Edit({"nhan_su[0].que_quan": "xã Lăng Minh"}),
        bears_on_count=True,
        beside="ô khác cũng như vậy",
    )
)
DT008 = declare(
    Rule(
        "DT008",
        ERROR,
        stated="Thiếu giá trị bắt buộc",
        message="{what} đang để trống",
        reason="Ô trống không có nghĩa là 0: thiếu một con số thì không kết luận được kết quả.",
        hint="Điền {what}.{zero}",
        hint_district=_RETURN,
        bad=Edit({"bau_cu[0].khong_hop_le": ""}),
        good=Edit({"bau_cu[0].khong_hop_le": 0, "bau_cu[0].hop_le": 260}),
        order=10,
        bears_on_count=True,
    )
)
DT009 = declare(
    Rule(
        "DT009",
        ERROR,
        stated="Trùng lặp: trường, cột, bảng, lượt bầu hoặc mã ấp xuất hiện hai lần",
        message="{what} đã có ở {first}",
        reason="Hai chỗ cùng nói về một việc thì không biết chỗ nào đúng.",
        hint="Giữ lại một chỗ đúng. Hai bảng cùng loại mà đều đúng thì gộp các dòng vào một bảng.",
        hint_district=_RETURN,
        bad=Edit({"bau_cu[3].chuc_danh": "chi ủy"}),
        good=Edit({"bau_cu[0].lan": 1}),
        order=40,
        bears_on_count=True,
        beside="chỗ ghi trước",
    )
)
DT010 = declare(
    Rule(
        "DT010",
        WARNING,
        stated="Gặp dòng tổng cộng, chân trang, hoặc dòng, cột, trang bị ẩn",
        message="{what}",
        reason="Dòng không phải số liệu mà được đọc, hoặc số liệu bị ẩn mà không ai để ý, thì số người, số phiếu sẽ sai.",
        hint="{remedy}",
        hint_district="Xem lại với xã nếu số người, số phiếu không khớp.",
        bad=Sheets(
            {
                "Đơn vị": (("Tên", "Xã", "Tỉnh"), ("Ấp 1", "xã Phước Thái", "Đồng Nai")),
                "Hộ gia đình": (("TT", "Họ và tên"), (1, "Lê Văn Mẫu"), (2, "Trần Thị Thử"), ("Tổng cộng: 2 hộ", None)),
            },
            at="Hộ gia đình!A4",
        ),
        good=Sheets(
            {
                "Đơn vị": (("Tên", "Xã", "Tỉnh"), ("Ấp 1", "xã Phước Thái", "Đồng Nai")),
                "Hộ gia đình": (("TT", "Họ và tên"), (1, "Lê Văn Mẫu"), (2, "Tống Thị Cộng")),
            }
        ),
        bears_on_count=True,
    )
)
DT011 = declare(
    Rule(
        "DT011",
        WARNING,
        stated="Cột ngày có vẻ bị đảo ngày với tháng",
        message="{what}",
        reason="Excel cài kiểu Mỹ (tháng trước) hiểu 04/11 là ngày 11 tháng 4 và để 24/05 lại thành chữ; tuổi và thời hạn tính ra sẽ sai.",
        hint="So lại các ngày trong cột với bản gốc. Nếu bị đảo thì định dạng cột là Văn bản rồi nhập lại.",
        hint_district="Hỏi lại xã các ngày trong cột này trước khi dùng.",
        bad=Sheets(
            {
                "Đơn vị": (("Tên", "Xã", "Tỉnh"), ("Ấp 1", "xã Phước Thái", "Đồng Nai")),
                "Hộ gia đình": (
                    ("Họ và tên", "Ngày sinh"),
                    ("Lê Văn Mẫu", "24/05/1960"),
                    ("Trần Thị Thử", date(1958, 11, 4)),
                    ("Phạm Văn Thử", date(1980, 9, 8)),
                    ("Ngô Thị Mẫu", date(1971, 3, 2)),
                    ("Vũ Văn Thử", date(1966, 12, 12)),
                    ("Đỗ Thị Mẫu", date(1990, 7, 1)),
                ),
            },
            at="Hộ gia đình!B3",
        ),
        good=Sheets(
            {
                "Đơn vị": (("Tên", "Xã", "Tỉnh"), ("Ấp 1", "xã Phước Thái", "Đồng Nai")),
                "Hộ gia đình": (
                    ("Họ và tên", "Ngày sinh"),
                    ("Lê Văn Mẫu", "24/05/1960"),
                    ("Trần Thị Thử", date(1958, 11, 4)),
                    ("Phạm Văn Thử", date(1980, 9, 8)),
                    ("Ngô Thị Mẫu", date(1971, 3, 2)),
                    ("Vũ Văn Thử", date(1966, 12, 12)),
                ),
            }
        ),
        bears_on_count=True,
        beside="ô có ngày trên 12",
    )
)
