"""The one table of fields: every table of a dossier, its columns, what they hold and the names people give them.

Public names (slugs and headers) are fixed by the contract. A header is recognised by its folded form, so case, accents, spacing, line
breaks and a trailing "(*)" do not matter; `also` holds other names in common use. Imports the model, `vietnamese` and the notes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, cached_property
from typing import TypeAlias

from dantin import model
from dantin.readers.dossier.field_notes import note_on
from dantin.vietnamese import fold


class Kind(Enum):
    """What a column holds, and so how its cells are read."""

    TEXT = "chữ"
    NAME = "họ và tên"
    NAMES = "họ tên, cách nhau bằng dấu chấm phẩy"
    LIST = "các ý, cách nhau bằng dấu chấm phẩy"
    COUNT = "số nguyên không âm"
    DATE = "ngày, ví dụ 10/11/2024"
    BIRTH = "ngày sinh, ví dụ 05/02/1965, hoặc năm sinh, ví dụ 1965"
    TIME = "giờ, ví dụ 7 giờ 30"
    TICK = "x hoặc không"
    WORD = "một từ trong danh sách"
    WORDS = "một hay nhiều từ trong danh sách, cách nhau bằng dấu chấm phẩy"
    SEX = "Nam hoặc Nữ"
    CCCD = "12 chữ số"
    BALLOT = "tên người được bầu, hoặc “không đồng ý”"


@dataclass(frozen=True)
class Field:
    """One column: its public slug and header, the attribute of the model it fills, and what it may hold.

    `words` are the allowed words and what each means; `required`: the column and every cell of it must be filled; `least`: of a count.
    """

    slug: str
    header: str
    attribute: str
    kind: Kind = Kind.TEXT
    words: type[StrEnum] | None = None
    synonyms: tuple[tuple[str, StrEnum], ...] = ()
    also: tuple[str, ...] = ()
    required: bool = False
    least: int = 0

    @cached_property
    def lookup(self) -> Mapping[str, StrEnum]:
        """Folded word -> its meaning."""
        meanings = {fold(word.value): word for word in self.words or ()}
        meanings.update((fold(text), word) for text, word in self.synonyms)
        return meanings

    @property
    def allowed(self) -> tuple[str, ...]:
        """The allowed words as the contract writes them."""
        return tuple(word.value for word in self.words or ())

    @cached_property
    def remembered(self) -> dict[object, object]:
        """For whoever reads cells: what the cells of such columns were read as, which is the same in every file."""
        return {}


_REMEMBERED = 4096
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def _keys(header: str) -> tuple[str, str]:
    """The names that a header may stand for. A remark in brackets names nothing: "HỌ VÀ TÊN (chữ in hoa)"."""
    return fold(header), fold(_IN_BRACKETS.sub(" ", header))


@dataclass(frozen=True)
class Table:
    """One table: its YAML key, its sheet name, the row class it fills and the dossier's attribute.

    `counts` names the columns on which the number of people counted depends: an error there leaves that number in doubt. `unread` are
    columns that other programs' exports have and that no dossier needs: known, and passed over.
    """

    slug: str
    sheet: str
    row: type[model.Row]
    attribute: str
    fields: tuple[Field, ...]
    also: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    required: bool = False
    unread: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Folded header, slug or other name -> its field; names given here first win."""
        names: dict[str, Field] = {}
        for spelling in (lambda f: (f.slug, f.header), lambda f: f.also):
            for field in self.fields:
                for name in spelling(field):
                    names.setdefault(fold(name), field)
        return names

    @cached_property
    def by_slug(self) -> Mapping[str, Field]:
        """Slug -> its field."""
        return {field.slug: field for field in self.fields}

    def note(self, field: Field) -> str:
        """What goes into a column, why, an example, and the allowed words: for notes, comments, the schema and the README."""
        words = f" Một trong: {'; '.join(field.allowed)}." if field.allowed else ""
        return note_on(self.slug, field.slug) + (" Chỉ ghi số." if field.kind is Kind.COUNT else words)

    def named(self, text: str) -> Field | None:
        """The field that a header names by one of the names known everywhere. Remembered: a district's workbooks have the same headers."""
        known = self._named
        if text not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[text] = next((self.by_name[key] for key in _keys(text) if key in self.by_name), None)
        return known[text]

    @cached_property
    def _named(self) -> dict[str, Field | None]:
        return {}


_HEAD_WORDS = (
    "trưởng khu phố",
    "trưởng thôn",
    "tổ trưởng tổ dân phố",
    "trưởng tổ dân phố",
    "trưởng khóm",
    "trưởng làng",
    "trưởng bản",
    "trưởng buôn",
    "trưởng bon",
    "trưởng phum",
    "trưởng sóc",
    "trưởng xóm",
    "trưởng tiểu khu",
)
_OFFICE_WORDS = (
    *((text, model.Office.HEAD) for text in _HEAD_WORDS),
    ("cấp ủy chi bộ", model.Office.COMMITTEE),
    ("chi ủy viên", model.Office.COMMITTEE),
    ("ban chi ủy", model.Office.COMMITTEE),
    ("bí thư chi bộ", model.Office.SECRETARY),
    ("phó bí thư chi bộ", model.Office.DEPUTY),
)
_MODEL_WORDS = (
    ("bí thư đồng thời là trưởng ấp", model.ModelChoice.HEAD),
    *((f"bí thư là {text}", model.ModelChoice.HEAD) for text in _HEAD_WORDS),
    ("bí thư là trưởng ban ctmt", model.ModelChoice.FRONT),
    ("bí thư đồng thời là trưởng ban công tác mặt trận", model.ModelChoice.FRONT),
)


def _code() -> Field:
    return Field("ma_ap", "Mã ấp", "", also=("Mã khu phố", "Mã thôn", "Mã tổ dân phố"))


def _number() -> Field:
    return Field("tt", "TT", "number", also=("STT", "Số TT", "Số thứ tự"))


def _person(*, required: bool = True) -> tuple[Field, ...]:
    return (
        Field(
            "ho_ten",
            "Họ và tên",
            "name",
            Kind.NAME,
            required=required,
            also=(
                "Họ tên",
                "Họ, tên",
                "Họ, chữ đệm và tên",
                "Họ, chữ đệm, tên",
                "Họ, chữ đệm và tên khai sinh",
                "Họ, đệm và tên",
                "Họ và chữ đệm, tên",
                "Họ và tên khai sinh",
                "Họ và tên đảng viên",
                "Họ tên đảng viên",
                "Tên đảng viên",
                "Họ tên chủ hộ",
                "Tên chủ hộ",
                "Tên đại diện hộ",
                "Họ và tên người đại diện",
                "Họ tên người đại diện",
                "Tên người đại diện",
                "Họ và tên người đại diện hộ",
                "Họ và tên người đại diện hộ gia đình",
                "Chủ hộ",
                "Đại diện hộ",
                "Họ và tên đại diện",
                "Họ tên đại diện",
                "Họ tên đại diện hộ gia đình",
                "Họ tên người đại diện hộ",
                "Họ tên người đại diện hộ gia đình",
                "Người đại diện hộ gia đình",
                "Đại diện hộ gia đình",
                "Họ và tên cử tri",
                "Họ và tên cử tri đại diện hộ",
                "Họ và tên cử tri đại diện hộ gia đình",
                "Họ và tên đại diện hộ",
                "Họ và tên đại diện hộ gia đình",
                "Họ tên đại diện hộ",
                "Họ và tên chủ hộ",
                "Người đại diện",
                "Người đại diện hộ",
                "Tên",
                "Họ và tên người ứng cử",
            ),
        ),
        Field(
            "ngay_sinh",
            "Ngày sinh",
            "birth",
            Kind.BIRTH,
            also=("Năm sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "NTNS", "Sinh ngày", "Sinh năm"),
        ),
        Field("gioi_tinh", "Giới tính", "sex", Kind.SEX, also=("Phái", "Nam/Nữ", "Giới")),
        Field(
            "cccd",
            "Số CCCD",
            "cccd",
            Kind.CCCD,
            also=(
                "CCCD",
                "Số căn cước",
                "Căn cước",
                "Số căn cước công dân",
                "Căn cước công dân",
                "Số ĐDCN",
                "Số định danh",
                "Số định danh cá nhân",
                "Mã định danh",
                "Số CMND",
                "CMND",
                "CMND/CCCD",
                "Số CMND/CCCD",
                "CCCD/CMND",
                "Số giấy tờ tùy thân",
            ),
        ),
    )


_EVENT = Field(
    "cuoc",
    "Cuộc",
    "event",
    Kind.WORD,
    model.Event,
    (
        ("bầu trưởng ấp", model.Event.HEAD_ELECTION),
        *((text, model.Event.HEAD_ELECTION) for text in _HEAD_WORDS),
        *((f"bầu {text}", model.Event.HEAD_ELECTION) for text in _HEAD_WORDS),
        ("đại hội chi bộ", model.Event.CONGRESS),
        ("hội nghị hiệp thương", model.Event.CONSULTATION),
        *((f"cho thôi {text}", model.Event.DISMISSAL) for text in _HEAD_WORDS),
    ),
    also=("Cuộc họp", "Hội nghị"),
)


def _office() -> Field:
    return Field(
        "chuc_danh",
        "Chức danh",
        "offices",
        Kind.WORDS,
        model.Office,
        _OFFICE_WORDS,
        also=("Bầu chức danh", "Chức vụ bầu"),
        required=True,
    )


_ROUND_NUMBER = Field("lan", "Lần", "number", Kind.COUNT, least=1, also=("Lần bầu", "Lượt", "Lượt bầu", "Vòng"))
CLUSTER = Field("cum", "Cụm", "cluster", also=("Cụm dân cư", "Tên cụm", "Cụm số", "Họp tại cụm"))
_VOTES = Field("so_phieu", "Số phiếu", "votes", Kind.COUNT, also=("Số phiếu bầu", "Số phiếu đồng ý", "Phiếu bầu", "Phiếu đồng ý"))

TABLES: tuple[Table, ...] = (
    Table(
        "don_vi",
        "Đơn vị",
        model.Unit,
        "unit",
        (
            Field("ma", "Mã ấp", "code", also=("Mã", "Mã khu phố", "Mã thôn", "Mã tổ dân phố", "ma_ap")),
            Field(
                "ten",
                "Tên",
                "name",
                required=True,
                also=("Tên ấp", "Tên khu phố", "Tên thôn", "Tên tổ dân phố", "Ấp", "Khu phố", "Ấp, khu phố"),
            ),
            Field("loai", "Loại", "kind", also=("Loại đơn vị",)),
            Field(
                "xa",
                "Xã/phường/thị trấn",
                "commune",
                required=True,
                also=("Xã", "Phường", "Thị trấn", "Xã, phường, thị trấn", "Xã/phường", "Đặc khu", "Xã/phường/đặc khu"),
            ),
            Field("huyen", "Huyện", "district", also=("Quận/huyện", "Huyện/thành phố")),
            Field("tinh", "Tỉnh", "province", required=True, also=("Tỉnh/thành phố", "Tỉnh, thành phố")),
            Field(
                "nhiem_ky_truong",
                "Nhiệm kỳ trưởng ấp",
                "head_term",
                also=("Nhiệm kỳ trưởng khu phố", "Nhiệm kỳ trưởng thôn"),
            ),
            Field("nhiem_ky_chi_bo", "Nhiệm kỳ chi bộ", "cell_term"),
            Field("mo_hinh", "Mô hình", "model", Kind.WORD, model.ModelChoice, _MODEL_WORDS),
            Field(
                "tong_so_ho",
                "Tổng số hộ",
                "households",
                Kind.COUNT,
                least=1,
                also=("Số hộ", "Tổng số hộ gia đình", "Tổng số đại diện hộ"),
            ),
            Field(
                "tong_dang_vien",
                "Tổng số đảng viên chính thức",
                "members",
                Kind.COUNT,
                least=1,
                also=("Tổng số đảng viên", "Số đảng viên chính thức"),
            ),
            Field("chi_bo", "Chi bộ", "cell"),
            Field("dang_bo", "Đảng bộ cấp trên", "party_above", also=("Đảng bộ", "Đảng ủy cấp trên")),
            Field(
                "truong_duong_nhiem",
                "Trưởng ấp đương nhiệm",
                "sitting_head",
                Kind.NAME,
                also=("Trưởng khu phố đương nhiệm", "Trưởng thôn đương nhiệm"),
            ),
            Field("bi_thu_duong_nhiem", "Bí thư đương nhiệm", "sitting_secretary", Kind.NAME),
            Field("dai_hoi_diem", "Đại hội điểm", "pilot", Kind.TICK),
        ),
        required=True,
    ),
    Table(
        "ho_gia_dinh",
        "Hộ gia đình",
        model.Household,
        "households",
        (
            _code(),
            _number(),
            Field("ma_ho", "Mã hộ", "code", also=("Số hộ", "Mã số hộ", "Số sổ hộ khẩu")),
            *_person(),
            Field("dia_chi", "Địa chỉ", "address", also=("Chỗ ở", "Nơi cư trú", "Số nhà")),
            CLUSTER,
            Field("du_hop", "Dự họp", "attends", Kind.TICK, also=("Có mặt", "Tham dự")),
        ),
        also=("Danh sách hộ", "Danh sách hộ gia đình", "Đại diện hộ", "Danh sách đại diện hộ gia đình", "Cử tri"),
        counts=("ma_ap", "ho_ten"),
    ),
    Table(
        "dang_vien",
        "Đảng viên",
        model.Member,
        "members",
        (
            _code(),
            _number(),
            *_person(),
            Field(
                "chi_bo",
                "Chi bộ đang sinh hoạt",
                "",
                also=(
                    "Chi bộ sinh hoạt",
                    "Chi bộ",
                    "Tên chi bộ",
                    "Sinh hoạt tại chi bộ",
                    "Đang sinh hoạt tại chi bộ",
                    "Nơi sinh hoạt",
                    "Nơi sinh hoạt Đảng",
                    "Đơn vị sinh hoạt",
                    "Tổ chức Đảng đang sinh hoạt",
                    "Chi bộ đang sinh hoạt Đảng",
                ),
            ),
            Field(
                "ngay_vao_dang",
                "Ngày vào Đảng",
                "admitted",
                Kind.DATE,
                also=(
                    "Ngày kết nạp",
                    "Ngày kết nạp Đảng",
                    "Ngày kết nạp vào Đảng",
                    "Ngày được kết nạp",
                    "Vào Đảng",
                    "Dự bị",
                    "Ngày vào Đảng dự bị",
                    "Ngày dự bị",
                ),
            ),
            Field(
                "ngay_chinh_thuc",
                "Ngày chính thức",
                "official_since",
                Kind.DATE,
                also=(
                    "Ngày công nhận chính thức",
                    "Ngày công nhận đảng viên chính thức",
                    "Ngày được công nhận chính thức",
                    "Ngày được công nhận đảng viên chính thức",
                    "Ngày chuyển chính thức",
                    "Ngày chuyển Đảng chính thức",
                    "Ngày chuyển đảng viên chính thức",
                    "Chính thức",
                    "Ngày vào Đảng chính thức",
                ),
            ),
            Field(
                "tinh_trang",
                "Tình trạng",
                "state",
                Kind.WORD,
                model.MemberState,
                (
                    ("đang sinh hoạt đảng", model.MemberState.ACTIVE),
                    ("sinh hoạt", model.MemberState.ACTIVE),
                    ("miễn công tác và sinh hoạt", model.MemberState.EXEMPT),
                    ("miễn công tác và sinh hoạt đảng", model.MemberState.EXEMPT),
                    ("miễn công tác, sinh hoạt", model.MemberState.EXEMPT),
                    ("miễn công tác, sinh hoạt đảng", model.MemberState.EXEMPT),
                    ("được miễn công tác và sinh hoạt đảng", model.MemberState.EXEMPT),
                    ("được miễn sinh hoạt đảng", model.MemberState.EXEMPT),
                    ("được miễn công tác và sinh hoạt", model.MemberState.EXEMPT),
                    ("miễn sinh hoạt đảng", model.MemberState.EXEMPT),
                    ("chuyển sinh hoạt tạm thời", model.MemberState.ELSEWHERE),
                    ("đang chuyển sinh hoạt tạm thời", model.MemberState.ELSEWHERE),
                    ("tạm thời chuyển sinh hoạt", model.MemberState.ELSEWHERE),
                    ("đình chỉ sinh hoạt đảng", model.MemberState.SUSPENDED),
                    ("được miễn sinh hoạt", model.MemberState.EXEMPT),
                    ("bị khởi tố", model.MemberState.PROSECUTED),
                    ("bị tạm giam", model.MemberState.PROSECUTED),
                    ("bị đình chỉ sinh hoạt", model.MemberState.SUSPENDED),
                ),
                also=("Trạng thái", "Trạng thái sinh hoạt", "Trạng thái đảng viên", "Tình trạng sinh hoạt", "Tình trạng đảng viên"),
            ),
            Field("ly_do_vang", "Lý do vắng", "reason"),
            Field("co_mat", "Có mặt", "present", Kind.TICK, also=("Dự đại hội", "Tham dự")),
        ),
        also=("Danh sách đảng viên",),
        counts=("ma_ap", "ho_ten", "ngay_chinh_thuc", "tinh_trang"),
        unread=("Số thẻ Đảng viên", "Số thẻ Đảng", "Số thẻ", "Mã đảng viên", "Chi bộ nơi cư trú", "Nơi cư trú"),
    ),
    Table(
        "nhan_su",
        "Nhân sự",
        model.Nominee,
        "nominees",
        (
            _code(),
            _number(),
            *_person(),
            Field(
                "dang_vien",
                "Đảng viên",
                "membership",
                Kind.WORD,
                model.Membership,
                (
                    ("đảng viên chính thức", model.Membership.OFFICIAL),
                    ("đảng viên dự bị", model.Membership.PROBATIONARY),
                ),
            ),
            Field("quy_hoach", "Quy hoạch", "planned_for", also=("Định hướng",)),
            Field(
                "gioi_thieu",
                "Giới thiệu bầu",
                "offices",
                Kind.WORDS,
                model.Office,
                _OFFICE_WORDS,
                also=("Giới thiệu", "Giới thiệu để bầu", "Chức danh giới thiệu"),
            ),
            Field("nguon", "Nguồn giới thiệu", "source", Kind.WORD, model.Source),
            Field("phieu_gioi_thieu", "Số đồng ý giới thiệu", "backing", Kind.COUNT),
            Field("truong_ban_ctmt", "Trưởng ban CTMT", "front_head", Kind.TICK, also=("Trưởng ban công tác Mặt trận",)),
            Field("thuong_tru", "Thường trú", "resident", Kind.TICK),
            Field("tai_cu", "Tái cử", "sitting", Kind.TICK),
            Field("que_quan", "Quê quán", "birthplace"),
            Field("noi_o", "Nơi ở", "home", also=("Chỗ ở hiện nay",)),
            Field("dan_toc", "Dân tộc", "ethnicity"),
            Field("ton_giao", "Tôn giáo", "religion"),
            Field("hoc_van", "Học vấn", "schooling", also=("Trình độ học vấn",)),
            Field("chuyen_mon", "Chuyên môn", "profession", also=("Trình độ chuyên môn",)),
            Field("ly_luan", "Lý luận chính trị", "theory", also=("Trình độ lý luận chính trị",)),
            Field("nghe_nghiep", "Nghề nghiệp", "occupation"),
            Field("chuc_vu_hien_nay", "Chức vụ hiện nay", "position", also=("Chức vụ",)),
        ),
        also=("Danh sách ứng cử", "Người ứng cử", "Ứng cử viên"),
    ),
    Table(
        "thanh_phan",
        "Thành phần",
        model.Official,
        "officials",
        (
            _code(),
            _EVENT,
            Field(
                "vai_tro",
                "Vai trò",
                "duty",
                Kind.WORD,
                model.Duty,
                (
                    ("tổ trưởng ban kiểm phiếu", model.Duty.COUNTING_HEAD),
                    ("tổ trưởng tổ kiểm phiếu", model.Duty.COUNTING_HEAD),
                    ("ủy viên ban kiểm phiếu", model.Duty.COUNTING_MEMBER),
                    ("thư ký cuộc họp", model.Duty.CLERK),
                    ("chủ tọa", model.Duty.CHAIR),
                    ("tổ trưởng tổ phát phiếu lấy ý kiến", model.Duty.TAKEN_TEAM_HEAD),
                    ("thành viên tổ phát phiếu lấy ý kiến", model.Duty.TAKEN_TEAM_MEMBER),
                ),
                also=("Nhiệm vụ",),
            ),
            CLUSTER,
            *_person(),
            Field("chuc_vu", "Chức vụ", "position"),
            Field("dai_dien", "Đại diện", "represents"),
        ),
        also=("Tổ bầu cử", "Ban kiểm phiếu"),
    ),
    Table(
        "moc",
        "Mốc thời gian",
        model.Step,
        "steps",
        (
            _code(),
            Field(
                "buoc",
                "Bước",
                "kind",
                Kind.WORD,
                model.StepKind,
                (
                    *((f"công nhận {text}", model.StepKind.RECOGNITION) for text in _HEAD_WORDS),
                    *((f"cho thôi {text}", model.StepKind.HEAD_DISMISSED) for text in _HEAD_WORDS),
                    *((f"cử {text} lâm thời", model.StepKind.ACTING_HEAD) for text in _HEAD_WORDS),
                    ("công nhận kết quả bầu cử", model.StepKind.RECOGNITION),
                    ("hội nghị hiệp thương", model.StepKind.CONSULTATION),
                    ("thông báo cuộc họp", model.StepKind.MEETING_ANNOUNCED),
                    ("gửi giấy mời họp", model.StepKind.MEETING_ANNOUNCED),
                    ("quyết định thành lập tổ phát phiếu", model.StepKind.TAKEN_TEAM_SET_UP),
                    ("công khai việc phát phiếu", model.StepKind.TAKEN_MADE_PUBLIC),
                    ("đại hội", model.StepKind.CONGRESS),
                ),
                also=("Công việc", "Nội dung"),
                required=True,
            ),
            Field("ngay", "Ngày", "day", Kind.DATE, also=("Ngày thực hiện", "Thời gian")),
            Field("han", "Hạn cuối", "limit", Kind.DATE, also=("Hạn", "Thời hạn")),
            Field("so_van_ban", "Số văn bản", "document", also=("Số, ký hiệu",)),
            Field("co_quan", "Cơ quan", "body", also=("Cơ quan ban hành",)),
            Field(
                "ho_ten",
                "Người được công nhận/chuẩn y",
                "person",
                Kind.NAME,
                also=("Họ và tên", "Người được công nhận", "Người được chuẩn y"),
            ),
        ),
        also=("Mốc", "Tiến độ", "Các bước"),
    ),
    Table(
        "bau_cu",
        "Bầu cử",
        model.Round,
        "rounds",
        (
            _code(),
            CLUSTER,
            _office(),
            _ROUND_NUMBER,
            Field("loai_vong", "Loại vòng", "kind", Kind.WORD, model.RoundKind),
            Field("ngay", "Ngày", "day", Kind.DATE, also=("Ngày bầu", "Ngày bầu cử")),
            Field("bat_dau", "Bắt đầu", "begins", Kind.TIME, also=("Giờ bắt đầu",)),
            Field("ket_thuc", "Kết thúc", "ends", Kind.TIME, also=("Giờ kết thúc",)),
            Field("ngay_ket_thuc", "Ngày kết thúc", "last_day", Kind.DATE),
            Field("dia_diem", "Địa điểm", "venue"),
            Field(
                "cach_thuc",
                "Cách thức",
                "setting",
                Kind.WORD,
                model.Setting,
                (
                    ("phát phiếu lấy ý kiến", model.Setting.TAKEN_ROUND),
                    ("phát phiếu lấy ý kiến hộ gia đình", model.Setting.TAKEN_ROUND),
                    ("họp", model.Setting.MEETING),
                    ("đại hội chi bộ", model.Setting.CONGRESS),
                ),
            ),
            Field(
                "hinh_thuc",
                "Hình thức",
                "form",
                Kind.WORD,
                model.VotingForm,
                (("phiếu kín", model.VotingForm.SECRET), ("biểu quyết giơ tay", model.VotingForm.HANDS)),
                also=("Hình thức bầu",),
            ),
            Field(
                "dien_bau",
                "Diện bầu",
                "electorate",
                Kind.WORD,
                model.Electorate,
                (("đại diện hộ gia đình", model.Electorate.HOUSEHOLDS),),
            ),
            Field("so_can_bau", "Số cần bầu", "seats", Kind.COUNT, least=1, also=("Số lượng cần bầu", "Số lượng bầu")),
            Field(
                "tong_so",
                "Tổng số được triệu tập",
                "total",
                Kind.COUNT,
                least=1,
                also=("Tổng số", "Số được triệu tập", "Tổng số cử tri", "Tổng số đại diện hộ"),
            ),
            Field("duoc_tru", "Số được trừ", "deducted", Kind.COUNT),
            Field("co_mat", "Có mặt", "present", Kind.COUNT, also=("Số có mặt", "Số người dự họp", "Dự họp")),
            Field("phat_ra", "Phiếu phát ra", "issued", Kind.COUNT, also=("Số phiếu phát ra", "Phát ra")),
            Field(
                "thu_ve",
                "Phiếu thu về",
                "returned",
                Kind.COUNT,
                also=("Số phiếu thu về", "Thu về", "Phiếu thu vào", "Số phiếu thu vào"),
            ),
            Field("hop_le", "Phiếu hợp lệ", "valid", Kind.COUNT, also=("Số phiếu hợp lệ", "Hợp lệ")),
            Field(
                "khong_hop_le",
                "Phiếu không hợp lệ",
                "invalid",
                Kind.COUNT,
                also=("Số phiếu không hợp lệ", "Không hợp lệ"),
            ),
            Field("ly_do_khong_hop_le", "Lý do không hợp lệ", "invalid_reasons"),
            Field("trung_cu", "Công bố trúng cử", "announced", Kind.NAMES, also=("Trúng cử", "Người trúng cử")),
            Field("ghi_nhan", "Ghi nhận", "remark", Kind.WORD, model.Remark),
            Field("ly_do", "Lý do chênh lệch", "reason"),
        ),
        also=("Kết quả kiểm phiếu", "Lượt bầu"),
    ),
    Table(
        "ket_qua",
        "Kết quả",
        model.Candidate,
        "",
        (_code(), CLUSTER, _office(), _ROUND_NUMBER, *_person(), _VOTES),
        also=("Kết quả bầu cử", "Số phiếu từng người"),
    ),
    Table(
        "la_phieu",
        "Lá phiếu",
        model.BallotPaper,
        "ballots",
        (
            _code(),
            CLUSTER,
            Field("chuc_danh", "Chức danh", "office", Kind.WORD, model.Office, _OFFICE_WORDS, required=True),
            Field("lan", "Lần", "round_number", Kind.COUNT, least=1, also=("Lần bầu", "Lượt")),
            Field("so", "Số", "number", also=("Số phiếu", "Phiếu số")),
            Field("bau_cho", "Bầu cho", "choices", Kind.BALLOT, also=("Người được bầu",)),
            Field("loi", "Lỗi", "fault", also=("Lý do không hợp lệ",)),
        ),
        also=("Nhật ký nhập phiếu bầu", "Phiếu bầu"),
    ),
    Table(
        "van_ban",
        "Văn bản",
        model.PaperDetails,
        "papers",
        (
            _code(),
            Field("giay", "Tên giấy", "paper"),
            Field("so_hieu", "Số, ký hiệu", "symbol", also=("Số hiệu",)),
            Field("ngay_ky", "Ngày ký", "signed_on", Kind.DATE),
            Field("noi_ky", "Nơi ký", "signed_at"),
            Field("the_thuc_ky", "Thể thức ký", "authority"),
            Field("nguoi_ky", "Người ký", "signer", Kind.NAME),
            Field("chuc_vu_ky", "Chức vụ người ký", "signer_position"),
            Field("noi_nhan", "Nơi nhận", "recipients", Kind.LIST),
            Field("can_cu", "Căn cứ", "grounds", Kind.LIST),
        ),
    ),
    Table(
        "cuoc_hop",
        "Cuộc họp",
        model.Meeting,
        "meetings",
        (
            _code(),
            _EVENT,
            CLUSTER,
            Field("dong_y", "Số đồng ý", "agreed", Kind.COUNT, also=("Số tán thành", "Đồng ý", "Tán thành")),
            Field("ngay", "Ngày", "day", Kind.DATE),
            Field("bat_dau", "Bắt đầu", "begins", Kind.TIME),
            Field("ket_thuc", "Kết thúc", "ends", Kind.TIME),
            Field("dia_diem", "Địa điểm", "venue"),
            Field("trieu_tap", "Triệu tập", "summoned", Kind.COUNT),
            Field("co_mat", "Có mặt", "present", Kind.COUNT),
            Field("khach_moi", "Khách mời", "guests", Kind.LIST),
            Field("y_kien", "Ý kiến", "opinions", Kind.LIST),
        ),
    ),
    Table(
        "chi_tieu",
        "Chỉ tiêu",
        model.Target,
        "targets",
        (
            _code(),
            Field("noi_dung", "Nội dung", "content"),
            Field("ke_hoach", "Kế hoạch", "planned"),
            Field("thuc_hien", "Thực hiện", "done"),
        ),
    ),
)

BY_SLUG: Mapping[str, Table] = {table.slug: table for table in TABLES}
BY_NAME: Mapping[str, Table] = {fold(name): table for table in reversed(TABLES) for name in (*table.also, table.sheet, table.slug)}
NESTED_CANDIDATES = "ung_cu"


NamesKey: TypeAlias = tuple[tuple[str, str], ...]
"""All names of columns that a district has given its own, as something that can be remembered by."""


class Names:
    """The names of columns, with those that a district has given its own (`cot` in dantin.yaml)."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        """`own`: header -> slug of the field it stands for, in every table that has this field."""
        self.own = {fold(header): slug for header, slug in (own or {}).items()}
        self.key: NamesKey = tuple(self.own.items())

    def field(self, table: Table, text: str) -> Field | None:
        """The field of a table that a header names; what the district says turns no standard name into another field."""
        if len(text) > _LONGEST:
            return None
        if (standard := table.named(text)) is not None:
            return standard
        slugs = (self.own[key] for key in _keys(text) if key in self.own)
        return next((table.by_slug[slug] for slug in slugs if slug in table.by_slug), None)

    def known(self, text: str) -> bool:
        """Whether a text names a column of any table, or a part of one that is written in several columns."""
        if len(text) > _LONGEST:
            return False
        return any(key in _all_names() or key in self.own for key in _keys(text))


# No heading is longer; what is may be a whole letter.
_LONGEST = 200
_PARTS = ("nam", "nu", "ngay", "thang")


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for table in TABLES for name in table.by_name) | frozenset(_PARTS)
