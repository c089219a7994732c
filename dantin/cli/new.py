"""`dantin new`: the dossier of one hamlet to be filled in, or those of a whole commune or district from its list."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.delivery import in_line
from dantin.cli.options import day_of, named_mode, passwords, quoted
from dantin.cli.streams import tell
from dantin.errors import CannotDo
from dantin.vietnamese import visible

if TYPE_CHECKING:
    from dantin.readers import Reading
    from dantin.workbooks.new_dossier import Days

_SUFFIXES = (".xlsx", ".yaml", ".yml")
_NEEDED = {"ten": "--ten", "xa": "--xa", "tinh": "--tinh"}
_SHARED = ("xa", "huyen", "tinh", "loai", "mo_hinh")
_FEW = 3


def new(
    path: Annotated[Path | None, typer.Argument(metavar="[TỆP]", help="Hồ sơ mới của một ấp: tên tệp .xlsx hoặc .yaml.")] = None,
    name: Annotated[str | None, typer.Option("--ten", metavar="TÊN", help="Tên ấp, khu phố, ví dụ “Ấp 8”.")] = None,
    commune: Annotated[str | None, typer.Option("--xa", metavar="TÊN", help="Xã, phường, thị trấn, ví dụ “xã An Phước”.")] = None,
    province: Annotated[str | None, typer.Option("--tinh", metavar="TÊN", help="Tỉnh, thành phố, ví dụ “tỉnh Đồng Nai”.")] = None,
    district: Annotated[str | None, typer.Option("--huyen", metavar="TÊN", help="Huyện, quận, nếu có.")] = None,
    kind: Annotated[str | None, typer.Option("--loai", metavar="LOẠI", help="Loại: ấp, khu phố, thôn... Mặc định: theo tên.")] = None,
    code: Annotated[str | None, typer.Option("--ma", metavar="MÃ", help="Mã ấp, khu phố trong danh sách của xã, huyện.")] = None,
    model: Annotated[str | None, typer.Option("--mo-hinh", metavar="MÔ_HÌNH", help="Mô hình, ví dụ “bí thư là trưởng ấp”.")] = None,
    vote: Annotated[
        str | None, typer.Option("--ngay-bau", metavar="NGÀY", help="Ngày dự kiến bầu trưởng ấp; ghi sẵn hạn cuối của từng việc.")
    ] = None,
    congress: Annotated[str | None, typer.Option("--ngay-dai-hoi", metavar="NGÀY", help="Ngày dự kiến đại hội chi bộ.")] = None,
    listing: Annotated[
        Path | None,
        typer.Option("--list", metavar="TỆP", help="Danh sách ấp, khu phố (cột Mã ấp, Tên, Xã, Tỉnh): mỗi ấp một hồ sơ, và dantin.yaml."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="THƯ_MỤC", help="Thư mục ghi các hồ sơ theo danh sách.")] = None,
) -> None:
    """Tạo hồ sơ mới để điền: một ấp, hoặc cả xã, huyện theo danh sách. Không bao giờ ghi đè tệp đã có."""
    from dantin.readers.dossier.fields import BY_SLUG
    from dantin.workbooks.new_dossier import Days

    given = {
        "ma": code, "ten": name, "loai": kind, "xa": commune, "huyen": district, "tinh": province, "mo_hinh": model
    }  # fmt: skip
    values = {slug: _value(slug, text) for slug, text in given.items() if text is not None}
    days = Days(
        date.today(),
        day_of(vote, "--ngay-bau") if vote is not None else None,
        day_of(congress, "--ngay-dai-hoi") if congress is not None else None,
    )
    if (path is None) == (listing is None):
        raise CannotDo("Ghi tên tệp hồ sơ của một ấp, ví dụ: dantin new ap-8.xlsx; hoặc danh sách cả xã, huyện: --list danh-sach.xlsx.")
    order = [field.slug for field in BY_SLUG["don_vi"].fields]
    if path is not None:
        _one(path, {slug: values[slug] for slug in order if slug in values}, days, out)
    else:
        assert listing is not None
        _many(listing, {slug: values[slug] for slug in order if slug in values}, days, out)


def _value(slug: str, text: str) -> object:
    """What an option says of the hamlet. Raises CannotDo for what does not fit the field."""
    from dantin.readers.dossier.conversion import convert
    from dantin.readers.dossier.fields import BY_SLUG
    from dantin.readers.dossier.quoting import Refused

    field = BY_SLUG["don_vi"].by_slug[slug]
    option = f"--{slug.replace('_', '-')}"
    try:
        value = convert(field, text)
    except Refused as refused:
        raise CannotDo(f"{option}: {refused.fault}.{refused.offer} Cần: {refused.expected}.") from refused
    if value is None:
        raise CannotDo(f"{option}: chưa ghi gì.")
    return getattr(value, "value", value)


def _with_kind(unit: Mapping[str, object]) -> dict[str, object]:
    """A unit with its kind, by its name where nothing else tells it."""
    from dantin.readers.dossier.party_cells import kind_of

    kind = unit.get("loai") or kind_of(str(unit["ten"]))
    return {slug: value for slug, value in {**unit, "loai": kind}.items() if value is not None}


def _one(path: Path, unit: Mapping[str, object], days: "Days", out: Path | None) -> None:
    from dantin.workbooks.new_dossier import new_file

    missing = [option for slug, option in _NEEDED.items() if slug not in unit]
    if missing:
        raise CannotDo(f'Thiếu {", ".join(missing)}. Ví dụ: dantin new ap-8.xlsx --ten "Ấp 8" --xa "xã An Phước" --tinh "tỉnh Đồng Nai"')
    if path.suffix.lower() not in _SUFFIXES:
        raise CannotDo(f"{quoted(path)}: tên hồ sơ mới phải có đuôi .xlsx (Excel) hoặc .yaml.")
    if out is not None:
        raise CannotDo("--out chỉ dùng cùng --list. Muốn ghi vào thư mục khác thì ghi cả thư mục trong tên tệp.")
    _write([(path, new_file(_with_kind(unit), days, path.suffix.lower()))])
    print(visible(f"Đã ghi: {path}"))
    where = "trang “Kiểm phiếu”" if path.suffix.lower() == ".xlsx" else "lượt bầu trưởng ấp ở “bau_cu”"
    print(visible(f"Tối kiểm phiếu: điền {where}, lưu lại, rồi: dantin tally {path} --minutes out"))


def _many(listing: Path, shared: Mapping[str, object], days: "Days", out: Path | None) -> None:
    from dantin.papers.folders import folder_name
    from dantin.readers import read
    from dantin.readers.dossier.fields import BY_SLUG
    from dantin.workbooks.new_dossier import new_folder

    if out is None:
        raise CannotDo("Thiếu --out: thư mục để ghi các hồ sơ, ví dụ --out ho-so.")
    if own := [f"--{slug}" for slug in ("ma", "ten") if slug in shared]:
        raise CannotDo(f"{', '.join(own)} là của một ấp, không dùng cùng --list.")
    named_mode(listing)
    reading = read(listing, listing.as_posix(), password=passwords([listing]).get(listing))
    _refuse_faults(reading)
    units = []
    for entry in reading.dossiers:
        values = {field.slug: getattr(entry.dossier.unit, field.attribute) for field in BY_SLUG["don_vi"].fields}
        read_here = {slug: getattr(value, "value", value) for slug, value in values.items() if value not in (None, False)}
        units.append({**shared, **read_here})
    _refuse_blanks(units)
    units = [_with_kind(unit) for unit in units]
    communes = {folder_name(str(unit["xa"]), usual="xa") for unit in units}
    names: dict[int, PurePosixPath] = {}
    for number, unit in enumerate(units):
        folder = folder_name(str(unit["xa"]), usual="xa") if len(communes) > 1 else ""
        plain = folder_name(str(unit.get("ma", "")), str(unit["ten"]))
        name = PurePosixPath(folder, f"{plain}.xlsx")
        names[number] = name if name not in names.values() else PurePosixPath(folder, f"{plain}-{number + 1}.xlsx")
    _write([(out / name, data) for name, data in new_folder(units, days, ".xlsx", names)])
    print(visible(f"Đã ghi {len(units)} hồ sơ và dantin.yaml vào {out}. Kiểm tra cả thư mục: dantin validate {out}"))


def _refuse_faults(reading: "Reading") -> None:
    """Tell what is wrong with a list, but for missing names of places, which options may tell. Raises CannotDo where anything is."""
    from dantin.diagnostic import Severity

    missing = ("DT002", "DT008")
    faults = [d for d in reading.diagnostics if d.severity is Severity.ERROR and not (d.code in missing and d.field != "ma")]
    for fault in faults:
        tell(visible(in_line(fault)))
    if faults:
        raise CannotDo("Danh sách còn lỗi nên chưa tạo hồ sơ nào. Sửa các chỗ trên rồi chạy lại.")


def _refuse_blanks(units: Sequence[Mapping[str, object]]) -> None:
    """Raises CannotDo where a hamlet's name, commune or province is told neither by the list nor by an option."""
    from dantin.readers.dossier.fields import BY_SLUG

    for number, unit in enumerate(units, 1):
        for slug, option in _NEEDED.items():
            if slug not in unit:
                whose = quoted(unit.get("ten") or unit.get("ma") or f"dòng {number}")
                header = BY_SLUG["don_vi"].by_slug[slug].header
                way = f"; cả danh sách chung một nơi thì ghi {option}" if slug in _SHARED else ""
                raise CannotDo(f"Danh sách thiếu “{header}” của {whose}: thêm cột này{way}. Cần các cột “Mã ấp”, “Tên”, “Xã”, “Tỉnh”.")


def _write(files: "Iterable[tuple[Path, bytes]]") -> None:
    """Write new files: all of them, or none where one is there already."""
    from dantin.resources import write_whole

    files = list(files)
    there: Sequence[Path] = [path for path, _ in files if os.path.lexists(path)]
    if there:
        more = f" và {len(there) - _FEW} tệp nữa" if len(there) > _FEW else ""
        which = ", ".join(quoted(path) for path in there[:_FEW])
        raise CannotDo(f"Đã có {which}{more}. dantin không ghi đè hồ sơ: chọn tên khác, hoặc tự xóa, đổi tên tệp cũ. Chưa ghi tệp nào.")
    for path, data in files:
        write_whole(path, data)
