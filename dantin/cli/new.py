"""`dantin new`: the dossier of one hamlet to be filled in, or those of a whole commune or district from its list."""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import day_of, law_of, named_mode, passwords, quoted, typed
from dantin.cli.streams import tell
from dantin.errors import CannotDo
from dantin.vietnamese import visible

if TYPE_CHECKING:
    from dantin.readers import Reading
    from dantin.workbooks.new_dossier import Days
    from dantin.workbooks.taking import Given

_SUFFIXES = (".xlsx", ".yaml", ".yml")
_NEEDED = {"ten": "--ten", "xa": "--xa", "tinh": "--tinh"}
_SHARED = ("xa", "huyen", "tinh", "loai", "mo_hinh")
_FEW = 3


def new(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[TỆP]", help="Hồ sơ mới của một ấp: tên tệp .xlsx hoặc .yaml. Tên ghi thêm là tệp của --nhap."),
    ] = None,
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
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--nhap", metavar="TỆP", help="Lấy danh sách có sẵn: hộ của xã, đảng viên bên Đảng, hồ sơ kỳ trước; ghi được nhiều tệp."
        ),
    ] = None,
    merged: Annotated[
        tuple[Path, Path] | None, typer.Option("--gop", metavar="TỆP TỆP", help="Ấp mới do hai ấp nhập lại: lấy danh sách từ hai hồ sơ.")
    ] = None,
) -> None:
    """Tạo hồ sơ mới để điền: một ấp, hoặc cả xã, huyện theo danh sách. Không bao giờ ghi đè tệp đã có."""
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
    path, further = _named_files(paths or [], sources or [], listing)
    if merged is not None and (further or listing is not None):
        raise CannotDo("--gop làm một hồ sơ từ hai hồ sơ cũ, không dùng cùng --nhap, --list.")
    where = path if path is not None or out is None else out / "ho-so"
    if where is not None and days.vote is not None:
        # The days to be written are those that `plan` and the checks will tell in that folder.
        days = replace(days, law=law_of(where))
    if path is not None:
        _one(path, values, days, out, further, merged)
    else:
        assert listing is not None
        _many(listing, values, days, out, further)


def _named_files(paths: Sequence[Path], sources: Sequence[Path], listing: Path | None) -> tuple[Path | None, list[Path]]:
    """The file to be made, if it is one, and those to take from: a shell's "--nhap *.xlsx" leaves all but the first without the option."""
    if listing is not None and (sources or not paths):
        return None, [*sources, *paths]
    if listing is not None or not paths or (len(paths) > 1 and not sources):
        raise CannotDo("Ghi tên tệp hồ sơ của một ấp, ví dụ: dantin new ap-8.xlsx; hoặc danh sách cả xã, huyện: --list danh-sach.xlsx.")
    return paths[0], [*sources, *paths[1:]]


def _in_order(unit: Mapping[str, object]) -> dict[str, object]:
    """A unit with its fields in the order of their table."""
    from dantin.readers.dossier.fields import BY_SLUG

    return {field.slug: unit[field.slug] for field in BY_SLUG["don_vi"].fields if unit.get(field.slug) is not None}


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
    return _in_order({**unit, "loai": kind})


def _given(files: Sequence[Path], units: Sequence[Mapping[str, object]]) -> "list[Given]":
    """The files to take from, read for these hamlets."""
    from dantin.workbooks.taking import give

    for file in files:
        if not stat.S_ISREG(named_mode(file)):
            raise CannotDo(f"{quoted(file)} không phải là tệp.")
    unlocked = passwords(files)
    return [give(file, units, unlocked.get(file)) for file in files]


def _one(
    path: Path,
    unit: Mapping[str, object],
    days: "Days",
    out: Path | None,
    sources: Sequence[Path],
    merged: tuple[Path, Path] | None,
) -> None:
    from dantin.workbooks.new_dossier import new_file

    taken = None
    if merged is not None:
        from dantin.workbooks.merging import merge

        taken = merge(unit, _given(merged, ()))
    elif sources:
        from dantin.workbooks.taking import take

        taken = take(unit, 0, _given(sources, [unit]), days.today, all_needed=True)
    unit = taken.unit if taken is not None else unit
    missing = [option for slug, option in _NEEDED.items() if slug not in unit]
    if missing:
        raise CannotDo(f'Thiếu {", ".join(missing)}. Ví dụ: dantin new ap-8.xlsx --ten "Ấp 8" --xa "xã An Phước" --tinh "tỉnh Đồng Nai"')
    if path.suffix.lower() not in _SUFFIXES:
        raise CannotDo(f"{quoted(path)}: tên hồ sơ mới phải có đuôi .xlsx (Excel) hoặc .yaml.")
    if out is not None:
        raise CannotDo("--out chỉ dùng cùng --list. Muốn ghi vào thư mục khác thì ghi cả thư mục trong tên tệp.")
    _write([(path, new_file(_with_kind(unit), days, path.suffix.lower(), taken))])
    print(visible(f"Đã ghi: {path}"))
    if taken is not None:
        from dantin.workbooks.sources_sheet import on_screen

        for line in on_screen(taken.notes):
            print(visible(line))
        print("Xem đủ ở trang “Nguồn” của hồ sơ mới." if path.suffix.lower() == ".xlsx" else "Xem đủ ở ghi chú đầu tệp.")
    where = "trang “Kiểm phiếu”" if path.suffix.lower() == ".xlsx" else "lượt bầu trưởng ấp ở “bau_cu”"
    print(visible(f"Tối kiểm phiếu: điền {where}, lưu lại, rồi: {typed('tally', path)} --minutes out"))


def _many(listing: Path, shared: Mapping[str, object], days: "Days", out: Path | None, sources: Sequence[Path]) -> None:
    from dantin.papers.folders import folder_name
    from dantin.readers import read
    from dantin.readers.dossier.fields import BY_SLUG
    from dantin.workbooks.new_dossier import new_folder
    from dantin.workbooks.taking import take

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
    givens = _given(sources, units)
    taken = [take(unit, number, givens, days.today, all_needed=False) for number, unit in enumerate(units)] if sources else []
    units = [_with_kind(unit) for unit in ([one.unit for one in taken] if taken else units)]
    communes = {folder_name(str(unit["xa"]), usual="xa") for unit in units}
    names: dict[int, PurePosixPath] = {}
    for number, unit in enumerate(units):
        folder = folder_name(str(unit["xa"]), usual="xa") if len(communes) > 1 else ""
        plain = folder_name(str(unit.get("ma", "")), str(unit["ten"]))
        name = PurePosixPath(folder, f"{plain}.xlsx")
        names[number] = name if name not in names.values() else PurePosixPath(folder, f"{plain}-{number + 1}.xlsx")
    _write([(out / name, data) for name, data in new_folder(units, days, ".xlsx", names, taken)])
    print(visible(f"Đã ghi {len(units)} hồ sơ và dantin.yaml vào {out}. Kiểm tra cả thư mục: {typed('validate', out)}"))
    if taken:
        from dantin.workbooks.sources_sheet import of_many

        for line in of_many(units, taken):
            print(visible(line))


def _refuse_faults(reading: "Reading") -> None:
    """Tell what is wrong with a list, but for missing names of places, which options may tell. Raises CannotDo where anything is."""
    from dantin.cli.delivery import in_line
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
