"""Options that several commands share, and what turns their text into values. Imports typer; everything heavy waits until it is needed."""

import io
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from dantin.cli.pool import pool
from dantin.cli.remembered import hangs_on, store
from dantin.cli.streams import tell
from dantin.cli.worded import Worded
from dantin.errors import CannotDo
from dantin.vietnamese import code_meant, fold_code, visible

if TYPE_CHECKING:
    from dantin.diagnostic import Diagnostic
    from dantin.found import FileReport, Report
    from dantin.provision import Law
    from dantin.readers.config import Config


UNREAD = "DT001"


class Format(StrEnum):
    """The form of a result."""

    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    """The form of a result that is a table as well."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def named_path(text: str) -> Path:
    """A path as it was typed. Only "-" itself means standard input; a file or folder of that name is given as "./-".

    Raises CannotDo for no name at all, which would be the folder one stands in.
    """
    if not text:
        raise CannotDo("Tên tệp hoặc thư mục để trống. Ghi tên hồ sơ hoặc thư mục; thư mục đang đứng là “.”.")
    path = Path(text)
    return path.absolute() if str(path) == "-" != text else path


DOSSIERS = "Hồ sơ (.xlsx, .xls, .ods, .yaml) hoặc thư mục; “-” đọc YAML từ đầu vào."
DossierArgument = Annotated[Path, typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC", parser=named_path, help=DOSSIERS)]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="chu|json",
        click_type=Worded({"chu": "text", "json": "json"}),
        show_default=False,
        help="Kết quả bằng chữ (mặc định), hoặc JSON cho máy đọc.",
    ),
]
OutputOption = Annotated[Path | None, typer.Option("--output", metavar="TỆP", help="Ghi kết quả vào tệp này thay vì ra màn hình.")]
TableFormatOption = Annotated[
    TableFormat,
    typer.Option(
        "--format",
        metavar="chu|json|csv",
        click_type=Worded({"chu": "text", "json": "json", "csv": "csv"}),
        show_default=False,
        help="Kết quả bằng chữ (mặc định), JSON cho máy đọc, hoặc CSV cho Excel.",
    ),
]
HamletOption = Annotated[str | None, typer.Option("--hamlet", metavar="MÃ", help="Chỉ xem ấp, khu phố có mã này.")]
SelectOption = Annotated[
    str | None, typer.Option("--select", metavar="MÃ,MÃ", help="Chỉ báo các mã quy tắc này; viết phần đầu cũng được (DT3).")
]
IgnoreOption = Annotated[
    str | None, typer.Option("--ignore", metavar="MÃ,MÃ", help="Bỏ qua các mã quy tắc này; viết phần đầu cũng được (DT3).")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="NGÀY", help="Ngày coi là hôm nay, ví dụ 10/11/2024. Mặc định: hôm nay.")
]


_QUIET = "dantin.quiet"


def _hush(ctx: typer.Context, wanted: bool) -> bool:
    """Whether it is asked for here or was before the name of the command; kept for all that the command calls."""
    ctx.meta[_QUIET] = wanted or ctx.meta.get(_QUIET, False)
    return bool(ctx.meta[_QUIET])


QuietOption = Annotated[
    bool, typer.Option("--quiet", callback=_hush, help="Chỉ in những gì cần xử lý: lỗi, cảnh báo, giấy tờ không lập được.")
]


def notice(text: str) -> None:
    """Tell on standard error what needs no answer, unless the user wants quiet."""
    context = click.get_current_context(silent=True)
    if context is None or not context.meta.get(_QUIET):
        tell(text)


@contextmanager
def reporting(to: Path | None, *inputs: Path) -> "Iterator[None]":
    """Let all that is printed inside go whole into a file in place of standard output, where one is named.

    Raises CannotDo for a file that a dossier may be in, one of the `inputs` above all.
    """
    if to is None:
        yield
        return
    from dantin.readers import SUFFIXES
    from dantin.resources import written_whole

    if to.suffix.lower() in SUFFIXES or any(to.exists() and path.exists() and to.samefile(path) for path in inputs):
        raise CannotDo(f"--output: {quoted(to)} có thể là một hồ sơ, dantin không ghi vào hồ sơ. Ghi ra tệp .txt hoặc .json.")
    with written_whole(to) as file:
        printed = io.TextIOWrapper(file, "utf-8", newline="\n")
        with redirect_stdout(printed):
            yield
        printed.detach()
    notice(f"Đã ghi: {to}")


def typed(command: str, path: Path) -> str:
    """A command on a path, as it is typed on this system: a name with a space in it stands in quotation marks."""
    from dantin.cli.menu import command_line

    return command_line([command, str(path)])


def day_of(text: str | None, option: str = "--as-of") -> date:
    """The day an option names, today where it names none. Raises CannotDo for what is no day."""
    if text is None:
        return date.today()
    from dantin.readers.dossier.conversion import convert
    from dantin.readers.dossier.fields import Field, Kind
    from dantin.readers.dossier.quoting import Refused

    try:
        day = convert(Field("as_of", option, "", Kind.DATE), text)
    except Refused as refused:
        raise CannotDo(f"{option}: {refused.fault}. Viết ngày như 10/11/2024.") from refused
    if not isinstance(day, date):
        raise CannotDo(f"{option}: chưa ghi ngày. Viết ngày như 10/11/2024.")
    return day


def codes_of(option: str, text: str | None) -> tuple[str, ...] | None:
    """The codes (or beginnings of codes) an option names. Raises CannotDo for one that fits no rule, offering the nearest."""
    if text is None:
        return None
    import dantin.run  # noqa: F401  (fills the catalogue)
    from dantin.rule import CATALOGUE

    codes = tuple(code.strip().upper() for code in text.replace(";", ",").split(",") if code.strip())
    if not codes:
        raise CannotDo(f"{option}: chưa ghi mã quy tắc nào, ví dụ {option} DT307,DT308.")
    for code in codes:
        if not any(known.startswith(code) for known in CATALOGUE):
            raise CannotDo(f"{option}: không có mã quy tắc {quoted(code)}.{nearest_code(code)} Xem tất cả: dantin rules")
    return codes


def nearest_code(code: str) -> str:
    """The nearest known code as a sentence to be appended, or nothing."""
    from dantin.readers.dossier.quoting import nearest_offer
    from dantin.rule import CATALOGUE

    return nearest_offer(code, sorted(CATALOGUE))


def nearest_offered(word: str, known: "Sequence[str]") -> str:
    """The nearest of the known words as a sentence to be appended, or nothing."""
    from dantin.readers.dossier.quoting import nearest_offer

    return nearest_offer(word, sorted(known))


def quoted(text: object) -> str:
    """What the user named, as it is quoted back: in marks, and with nothing in it that a terminal would obey."""
    return f"“{visible(str(text))}”"


def piped(paths: Sequence[Path]) -> bool:
    """Whether standard input is what was named."""
    return [str(path) for path in paths] == ["-"]


def dossiers(paths: Sequence[Path]) -> list[Path]:
    """Every dossier file at these paths, each once. Raises CannotDo where a path does not exist or nothing is there to read or to miss.

    A district's config among them is no dossier; it is told on standard error that it was passed over.
    """
    from dantin.readers.config import CONFIG, find_configs
    from dantin.run import find_config_files, find_files

    configs: list[Path] = []
    for path in paths:
        mode = named_mode(path)
        if stat.S_ISREG(mode) and path.name == CONFIG:
            configs.append(path)
        elif not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise CannotDo(f"{quoted(path)} không phải là tệp, cũng không phải là thư mục. Dùng “-” để đọc YAML từ đầu vào.")
    files = find_files(*(path for path in paths if path not in configs))
    if files and set(files) <= {path for path in paths if path.is_dir()}:
        raise CannotDo(f"Không mở được thư mục {quoted(files[0])}. Kiểm tra quyền mở thư mục.")
    if files:
        for path in configs:
            notice(f"Bỏ qua “{path}”: đây là tệp cấu hình, không phải hồ sơ.")
    elif any(config.listed for config in find_configs(find_config_files(*paths)).values()):
        # What a list looks for is missing: that is an answer, not a lack of input.
        return []
    elif configs:
        advice = f"Để kiểm tra tệp này cùng các hồ sơ theo nó, ghi tên thư mục: {quoted(configs[0].parent)}."
        raise CannotDo(f"{quoted(configs[0])} là tệp cấu hình, không phải hồ sơ. {advice}")
    else:
        where = ", ".join(map(quoted, paths))
        raise CannotDo(f"Không có hồ sơ nào để đọc ở {where}. Hồ sơ là tệp .xlsx, .xls, .ods hoặc .yaml.")
    return files


def dossiers_and_configs(paths: Sequence[Path]) -> "tuple[list[Path], Mapping[Path, Config]]":
    """Every dossier file at these paths, see `dossiers`, with the configs that apply, see `configs_of`; a list of hamlets is no dossier."""
    from dantin.readers.config import every_level
    from dantin.readers.files.opening import real

    files = dossiers(paths)
    configs = configs_of(files, paths)
    hangs_on(configs)
    lists = {file for config in every_level(configs.values()) for file in config.list_files}
    if lists and paths and all(real(path) in lists for path in paths):
        raise CannotDo(f"{quoted(paths[0])} là danh sách ấp, khu phố mà dantin.yaml nêu, không phải hồ sơ.")
    return [file for file in files if real(file) not in lists] if lists else files, configs


def named_mode(path: Path) -> int:
    """What a path leads to that the user named, see `stat`. Raises CannotDo where it leads nowhere."""
    try:
        return path.stat().st_mode
    except PermissionError as error:
        raise CannotDo(f"Không có quyền mở {quoted(path)}.") from error
    except (OSError, ValueError) as error:
        raise CannotDo(f"Không có tệp hoặc thư mục {quoted(path)}. Kiểm tra lại đường dẫn.") from error


def configs_of(files: Sequence[Path], paths: Sequence[Path]) -> "Mapping[Path, Config]":
    """Of each file the `dantin.yaml` that applies to it, and of each `dantin.yaml` in the folders itself; one that lies outside the folders
    named is told on standard error.
    """
    from dantin.district import holds
    from dantin.readers.config import every_level, find_configs
    from dantin.readers.sources import with_parts
    from dantin.run import find_config_files

    folders = [path for path in paths if path.is_dir()]
    applying = with_parts(find_configs([*files, *find_config_files(*folders)]))
    for config in every_level(applying.values()):
        if not holds(folders, config):
            notice(f"Dùng cấu hình “{config.file}”.")
    return applying


def law_of(dossier: Path) -> "Law":
    """The law of a dossier that lay there, with the guidance of the `dantin.yaml` that applies to it, which is told on standard error."""
    from dantin.provision import NATIONAL

    return next((config.law for config in configs_of([dossier], []).values()), NATIONAL)


def passwords(paths: Sequence[Path]) -> dict[Path, str]:
    """The passwords of the locked workbooks among the files named, asked for at the terminal; they are kept in memory only.

    Nobody is asked where standard input is no terminal, nor about a workbook that Excel, and so the reader, opens without asking. A
    question left without an answer gives no password. Where what unlocks workbooks is not installed the password is empty, and the
    finding on the file then says what to install.
    """
    from dantin.readers.files.formats import DEFAULT_PASSWORD, can_decrypt

    given: dict[Path, str] = {}
    for path in paths:
        data = _locked(path)
        if data is None:
            continue
        if not can_decrypt():
            given[path] = ""
        elif sys.stdin is not None and sys.stdin.isatty() and not _opens(data, DEFAULT_PASSWORD):
            from getpass import getpass

            try:
                answer = getpass(f"Mật khẩu của tệp {quoted(path)} (Enter để bỏ qua): ", sys.stderr)
            except (EOFError, UnicodeDecodeError):
                answer = ""
            given.update({path: answer} if answer else {})
    return given


def _locked(path: Path) -> bytes | None:
    """The workbook at a path, if it is one that a password locks."""
    from dantin.readers import YAML_SUFFIXES
    from dantin.readers.files import limits
    from dantin.readers.files.formats import OLE, Protected, kind_of
    from dantin.readers.files.raw import Unreadable

    if not path.is_file() or path.suffix.lower() in YAML_SUFFIXES:
        return None
    data = b""
    try:
        with path.open("rb") as file:
            # No others are locked that a password could open, and those need not be read twice.
            if file.read(len(OLE)) != OLE or path.stat().st_size > limits.WORKBOOK_BYTES:
                return None
        data = path.read_bytes()
        kind_of(data)
    except Protected:
        return data
    except (OSError, Unreadable):
        pass
    return None


def _opens(data: bytes, password: str) -> bool:
    from dantin.readers.files.formats import decrypt
    from dantin.readers.files.raw import Unreadable

    try:
        decrypt(data, password)
    except Unreadable:
        return False
    return True


def standard_input(as_of: date, *, tally_only: bool = False) -> "FileReport":
    """The dossier that is piped in, as YAML. Raises CannotDo where there is nothing to read from."""
    from dantin.readers.files.limits import YAML_BYTES
    from dantin.run import check_bytes

    if sys.stdin is None:
        raise CannotDo("Không có đầu vào để đọc: đầu vào chuẩn đã bị đóng. Ghi tên tệp, hoặc đưa dữ liệu YAML vào cho “-”.")
    try:
        data = sys.stdin.buffer.read(YAML_BYTES + 1)
    except OSError as error:
        raise CannotDo("Không đọc được đầu vào chuẩn. Ghi tên tệp, hoặc đưa dữ liệu YAML vào cho “-”.") from error
    return check_bytes(data, "-", ".yaml", as_of, tally_only=tally_only)


def checked(path: Path, day: date, *, tally_only: bool = False) -> "tuple[Report, Mapping[Path, Config]]":
    """All that lies at a path, or is piped in, checked, every case kept; with the configs that apply to it."""
    from dantin.run import gather, run

    if piped([path]):
        return gather([standard_input(day, tally_only=tally_only)]), {}
    files, configs = dossiers_and_configs([path])
    reports = run(files, day, configs=configs, passwords=passwords([path]), tally_only=tally_only, keep_cases=True)
    report = gather(reports, configs, whole=[path] if path.is_dir() else [])
    tell_passed_over(report)
    return report, configs


def briefed(paths: Sequence[Path], day: date) -> "tuple[Report, Mapping[Path, Config]]":
    """The dossiers at some paths checked, each kept as its brief alone: what the board and the report are made of; with the configs."""
    from dantin.run import gather, run

    files, configs = dossiers_and_configs(paths)
    with pool(len(files)) as executor:
        reports = run(files, day, configs=configs, passwords=passwords(paths), executor=executor, briefed=True, store=store())
        # A country has many, and their names are known by now.
        del files
        report = gather(reports, configs, whole=[path for path in paths if path.is_dir()])
    tell_passed_over(report)
    return report, configs


def chosen(report: "Report", hamlet: str | None, select: tuple[str, ...] | None, ignore: tuple[str, ...] | None) -> "list[Diagnostic]":
    """The findings that the options let through, in order. Raises CannotDo where no hamlet has the code asked for."""
    diagnostics = report.diagnostics
    if hamlet is not None:
        read = {name for f in report.files for name in f.files}
        codes = sorted({h.code for h in report.hamlets if h.code} | {seat.code for seat in report.seats if seat.code})
        wanted = code_meant(hamlet, codes)
        if wanted is None:
            raise CannotDo(f"--hamlet: không có ấp, khu phố nào mang mã {quoted(hamlet)}.{nearest_offered(hamlet, codes)}")
        # However its code is spelled in each of its files.
        spellings = {code for code in codes if fold_code(code) == fold_code(wanted)}
        report.seats = [seat for seat in report.seats if seat.code in spellings]
        # A dossier whose own code was lost is the one that the list has there.
        mine = [seat.hamlet for seat in report.seats if seat.hamlet is not None]
        files = {name for h in report.hamlets if h.code in spellings for name in h.files}
        files |= {name for seat in report.seats for name in seat.files}
        report.files = [f for f in report.files if files.intersection(f.files)]
        for file in report.files:
            file.hamlets = tuple(h for h in file.hamlets if h.code in spellings or h in mine)
        # What is wrong with a config concerns every hamlet.
        diagnostics = [
            d for d in diagnostics if d.hamlet in spellings or (d.hamlet is None and (d.place.file in files or d.place.file not in read))
        ]
    # A file that was not read is told whatever was asked for: nothing in it was checked at all.
    if select is not None:
        diagnostics = [d for d in diagnostics if d.code.startswith((*select, UNREAD))]
    if ignore is not None:
        diagnostics = [d for d in diagnostics if d.code == UNREAD or not d.code.startswith(ignore)]
    return diagnostics


def tell_passed_over(report: "Report") -> None:
    """Say which copies sent back with marks were not read, because other files hold the same hamlets."""
    if report.passed_over:
        files = ", ".join(quoted(file) for file in report.passed_over[:3])
        more = f" và {len(report.passed_over) - 3} tệp khác" if len(report.passed_over) > 3 else ""
        why = "là bản đánh dấu lỗi, mà ấp, khu phố trong đó có hồ sơ khác. Bản nào đã sửa xong thì dùng thay hồ sơ cũ."
        notice(f"Bỏ qua {files}{more}: {why}")


def absent_refused(report: "Report") -> None:
    """Raise CannotDo where all that was asked for are hamlets of the list without a dossier: there is nothing to work on."""
    from dantin.found import State

    if report.seats and all(seat.state is State.MISSING for seat in report.seats):
        seat = report.seats[0]
        raise CannotDo(f"{visible(seat.label)} chưa có hồ sơ. Yêu cầu nộp hồ sơ, rồi làm lại.")


def unread(report: "Report", *, one_file_named: bool) -> bool:
    """Whether the one file named is one that cannot be read."""
    return one_file_named and any(f.unreadable for f in report.files)


def tell_faults(report: "Report") -> bool:
    """Tell faults of the program on standard error; whether there was any."""
    for fault in report.faults:
        where = f", hồ sơ {fault.hamlet}" if fault.hamlet else ""
        tell(f"Lỗi chương trình ở {fault.code}{where}: {fault.error}. Các phần khác vẫn được kiểm tra.")
    return bool(report.faults)


def status_of(report: "Report", *, one_file_named: bool) -> int:
    """The exit status that a report ends in; faults of the program are told on standard error."""
    from dantin.diagnostic import Severity

    if tell_faults(report):
        return 3
    if unread(report, one_file_named=one_file_named):
        return 2
    return 1 if report.number(Severity.ERROR) else 0
