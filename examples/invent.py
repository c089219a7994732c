"""People who do not exist: names, births and identity numbers that are well formed and belong to nobody. Knows no hamlet."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from dantin.vietnamese import fold_name

NOTE = "Dữ liệu do máy sinh ra để minh họa; không có người thật."
"""What every example file says of itself."""

_DONG_NAI = "075"
# A name written more often here is met more often.
_FAMILY_WORDS = """
    Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Phạm Phạm Huỳnh Huỳnh Võ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Phan Vũ Đinh Trương Mai
    Đoàn Lâm Cao Tạ Châu Hà Thái Kiều Tô Lương Quách Trịnh
"""
_FAMILIES = _FAMILY_WORDS.split()
_WORDS = {
    "Nam": (
        "Văn Văn Văn Hữu Đức Minh Công Quốc Thanh Ngọc Xuân Đình Hoàng Tấn Trọng Bá Duy Gia Anh Chí Quang Thế Viết Nhật Hồng",
        """
        An Bình Bảo Chiến Công Cường Danh Dũng Duy Đạt Định Đức Giang Hải Hậu Hiếu Hòa Hoàng Hùng Huy Hưng Khang Khánh Khoa Kiên Lâm Lập
        Liêm Linh Long Lợi Lực Mạnh Minh Nam Nghĩa Nhân Phát Phong Phú Phương Quân Quang Quý Sang Sơn Tài Tâm Tân Thắng Thành Thạch Thiện
        Thịnh Thọ Thông Tiến Tín Toàn Trí Trọng Trung Tuấn Tùng Tường Việt Vinh Vũ Vương
        """,
    ),
    "Nữ": (
        "Thị Thị Thị Thị Ngọc Kim Thanh Thu Bích Mỹ Hồng Thúy Tuyết Minh Hoài Lệ Diễm Ánh Cẩm Phương Xuân Như Quỳnh Bảo Thùy",
        """
        An Anh Ánh Bình Chi Châu Cúc Diễm Dung Duyên Đào Điệp Giang Hà Hạnh Hằng Hậu Hoa Hòa Hoài Hồng Huệ Hương Hường Khánh Kiều Lan Lài
        Lệ Liên Liễu Linh Loan Lý Mai Mận Mỹ Nga Ngân Nghĩa Ngọc Nguyệt Nhàn Nhi Nhung Oanh Phúc Phương Phượng Quyên Quỳnh Sen Sương Tâm
        Thanh Thảo Thắm Thoa Thơ Thu Thúy Thủy Thương Trang Trâm Trinh Tuyết Tươi Uyên Vân Xuân Yến
        """,
    ),
}
_MIDDLE = {sex: middle.split() for sex, (middle, _) in _WORDS.items()}
_GIVEN = {sex: given.split() for sex, (_, given) in _WORDS.items()}


@dataclass(frozen=True)
class Invented:
    """One person who does not exist."""

    name: str
    birth: date
    sex: str
    cccd: str

    def row(self, *, number: bool = True) -> dict[str, object]:
        """The fields that name a person in any table; without the identity number where `number` is False."""
        fields: dict[str, object] = {"ho_ten": self.name, "ngay_sinh": self.birth, "gioi_tinh": self.sex}
        return fields | ({"cccd": self.cccd} if number else {})


class Inventor:
    """Invents the people of one hamlet: no two of one name or of one birth date, and no identity number ever given twice.

    `numbers` and `people` are shared by the hamlets of a district, so that nobody seems to live in two of them.
    """

    def __init__(self, rng: random.Random, numbers: set[str] | None = None, people: set[tuple[str, date]] | None = None) -> None:
        """`rng` decides everything; the two sets are added to."""
        self.rng = rng
        self.numbers = numbers if numbers is not None else set()
        self.people = people if people is not None else set()
        self.names: set[str] = set()
        self.births: set[date] = set()

    def person(self, born: tuple[int, int], sex: str | None = None) -> Invented:
        """Somebody new, born in one of the years from the first to the last."""
        rng = self.rng
        while True:
            whose = sex or rng.choice(("Nam", "Nữ"))
            name = " ".join((rng.choice(_FAMILIES), rng.choice(_MIDDLE[whose]), rng.choice(_GIVEN[whose])))
            birth = self.birth(born)
            words = name.split()
            known = fold_name(name) in self.names or (fold_name(name), birth) in self.people
            if not known and birth not in self.births and words[1] != words[2]:
                return self.named(name, birth, whose)

    def namesake(self, of: Invented, born: tuple[int, int]) -> Invented:
        """Somebody else of the same name, as every large roster has."""
        while (birth := self.birth(born)) in self.births or (fold_name(of.name), birth) in self.people:
            pass
        return self.named(of.name, birth, of.sex)

    def named(self, name: str, birth: date, sex: str) -> Invented:
        """Somebody of whom name, birth and sex are given; the identity number agrees with them."""
        self.names.add(fold_name(name))
        self.births.add(birth)
        self.people.add((fold_name(name), birth))
        century = (birth.year - 1900) // 100 * 2 + (sex == "Nữ")
        while (number := f"{_DONG_NAI}{century}{birth.year % 100:02}{self.rng.randrange(10**6):06}") in self.numbers:
            pass
        self.numbers.add(number)
        return Invented(name, birth, sex, number)

    def birth(self, born: tuple[int, int]) -> date:
        """A day of those years."""
        first, last = date(born[0], 1, 1), date(born[1], 12, 31)
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def joined(self, person: Invented, before: date) -> tuple[date, date]:
        """When somebody entered the Party and became an official member, both before a day; twelve months of probation or a little more."""
        first = date(person.birth.year + 22, 1, 1)
        admitted = first + timedelta(days=self.rng.randint(0, (before - first).days - 400))
        # The 29th of February has no twelve months after it.
        admitted = admitted.replace(day=min(admitted.day, 28))
        official = admitted.replace(year=admitted.year + 1) + timedelta(days=self.rng.choice((0, 0, 0, 3, 12, 25)))
        return admitted, official
