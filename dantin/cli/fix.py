"""`dantin fix`: write mended copies of dossiers, or show what would be mended. Writes into no dossier and over no file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import AsOfOption, QuietOption, configs_of, day_of, dossiers, named_path, notice, passwords, piped, quoted, typed
from dantin.cli.streams import tell
from dantin.errors import CannotDo
from dantin.vietnamese import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dantin.readers.dossier.mends import Left, Mend
    from dantin.workbooks.fixing import Fix

_MENDED = "-da-sua"
_LARGEST = 64 << 20
_SHOWN = 20
EPILOG = """Sửa được, khi chỉ có một cách hiểu:

• Chữ và dấu tách rời (Unicode tổ hợp), ký tự ẩn, dấu cách thừa.

• Họ tên viết hoa toàn bộ: NGUYỄN VĂN AN → Nguyễn Văn An, H'BIA → H'Bia; chỗ không chắc thì để nguyên.

• Chữ phông cũ TCVN3, VNI → Unicode, đổi cả phông của ô.

• Số, ngày không ở dạng số, dạng ngày: 175 phiếu → 175, 10/11/24 → 10/11/2024.

• Số CCCD mất số 0 ở đầu, khi giới tính và năm sinh xác nhận.

• Ngày và tháng bị đảo cả cột: chỉ khi thêm --unsafe.

Ô có công thức, định dạng, trang khác giữ nguyên. Trang “Nhật ký sửa” ghi giá trị cũ, mới của từng ô."""


def fix(
    path: Annotated[Path, typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC", parser=named_path, help="Hồ sơ (.xlsx, .yaml) hoặc thư mục.")],
    out: Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Thư mục ghi bản đã sửa.")] = Path("out"),
    diff: Annotated[bool, typer.Option("--diff", help="Chỉ xem: từng ô cũ → mới, không ghi tệp nào.")] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Sửa cả cột ngày có vẻ bị đảo ngày với tháng (DT011); mỗi ô được nêu để so lại.")
    ] = False,
    as_of: AsOfOption = None,
    quiet: QuietOption = False,
) -> None:
    """Ghi bản đã sửa những chỗ sửa được mà không phải hỏi ai (tên tệp thêm “-da-sua”); hồ sơ gốc giữ nguyên."""
    from dantin.workbooks.fixing import fix as fixed

    if piped([path]):
        raise CannotDo("fix: không ghi bản sửa của đầu vào “-” được. Ghi tên tệp hoặc thư mục.")
    day = day_of(as_of)
    files = dossiers([path])
    configs, unlocking = configs_of(files, [path]), passwords([path])
    status, mended = 0, 0
    for file in files:
        config = configs.get(file)
        try:
            made = fixed(file, config.names if config is not None else None, day, unsafe=unsafe, password=unlocking.get(file))
        except CannotDo as error:
            status = max(status, 1 if path.is_dir() else 2)
            tell(f"Không sửa được {visible(str(error))}")
            continue
        mended += bool(made.done)
        # One line for each of many files, each cell of one.
        status = max(status, _show(file, made) if diff else _write(file, made, out, path, quiet=quiet))
    if not mended:
        nothing = "Không có chỗ nào dantin sửa được" if diff or status else "Không có chỗ nào dantin sửa được; không ghi tệp nào"
        notice(f"{nothing}. Xem những chỗ phải sửa tay: {typed('validate', path)}")
    raise typer.Exit(status)


def _show(file: Path, made: "Fix") -> int:
    """Show each cell that would be mended, each that is left, and what stands in the way of a copy."""
    if made.done or made.left:
        print(visible(f"{file}: {_sums(made)}"))
        for mend in made.done:
            print(visible(f"  {_in_line(mend)}"))
        _print_left(made.left)
    _tell_more(file, made)
    return 0


def _write(file: Path, made: "Fix", out: Path, named: Path, *, quiet: bool) -> int:
    """Put the copy at its place; 1 where something else lies there, 2 where it cannot be made or written."""
    from dantin.resources import write_whole

    one = not named.is_dir()
    if made.data is None:
        if made.why:
            tell(f"Không ghi bản sửa của {quoted(file)} ({_sums(made)}): {made.why}. Xem trước các chỗ sửa: dantin fix --diff.")
        elif made.left and one:
            _print_left(made.left)
        _tell_more(file, made, written=True)
        return 2 if made.why else 0
    target = out / (file.parent.relative_to(named) if not one and file.is_relative_to(named) else "") / f"{file.stem}{_MENDED}{file.suffix}"
    if target.exists():
        if not _same(target, made.data):
            tell(f"{quoted(target)} đã có và khác bản sửa lần này, dantin không ghi đè. Đổi tên hoặc chuyển tệp đó đi, rồi chạy lại.")
            return 1
        what = "đã có sẵn, giống hệt"
    else:
        write_whole(target, made.data)
        what = "đã ghi"
    if not quiet:
        print(visible(f"{file}: {_sums(made)}; {what}: {target}"))
        # Only likely, and so to be looked at one by one; a text file has no sheet that tells them.
        for mend in made.done:
            if mend.unsafe or mend.place.sheet is None:
                print(visible(f"  {_in_line(mend)}"))
    if one:
        _print_left(made.left)
    _tell_more(file, made, written=True)
    return 0


def _sums(made: "Fix") -> str:
    from dantin.workbooks.mending import counted

    left = f"; để nguyên {len(made.left)} chỗ cần người xem" if made.left else ""
    return f"sửa {len(made.done)} chỗ ({counted(made.done)}){left}" if made.done else f"không sửa chỗ nào{left}"


def _in_line(mend: "Mend") -> str:
    from dantin.readers.dossier.quoting import shown

    column = f" {mend.header}:" if mend.header else ""
    new = shown(mend.new)
    new = new if isinstance(mend.new, str) else new[1:-1]
    return f"{mend.place}:{column} {shown(mend.visible or mend.old)} → {new} ({mend.why})"


def _print_left(left: "Sequence[Left]") -> None:
    from dantin.readers.dossier.quoting import shown

    for entry in left[:_SHOWN]:
        print(visible(f"  Để nguyên {entry.place}: {shown(entry.text)}: {entry.why}"))
    if len(left) > _SHOWN:
        print(f"  Và {len(left) - _SHOWN} chỗ khác để nguyên.")


def _tell_more(file: Path, made: "Fix", *, written: bool = False) -> None:
    if made.turned:
        notice(f"{quoted(file)}: {made.turned} ngày có vẻ bị đảo ngày với tháng, chưa sửa. Xem từng ô: dantin fix --diff --unsafe.")
    if made.why and not written:
        notice(f"{quoted(file)}: {made.why}.")


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size <= _LARGEST and path.read_bytes() == data
    except OSError:
        return False
