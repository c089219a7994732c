"""`dantin plan`: the timetable of every step around the day of a vote, as text, as a calendar, as the Word plan."""

import stat
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import OutputOption, day_of, law_of, named_mode, named_path, quoted, reporting
from dantin.errors import CannotDo, ProgramFault

if TYPE_CHECKING:
    from dantin.model import Unit
    from dantin.provision import Law


def plan(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[THƯ_MỤC]",
            parser=named_path,
            help="Thư mục có dantin.yaml, để theo hướng dẫn của địa phương.",
            show_default="thư mục này",
        ),
    ] = Path(),
    *,
    vote: Annotated[str, typer.Option("--ngay-bau", metavar="NGÀY", help="Ngày bầu, ví dụ 10/11/2024.")],
    congress: Annotated[str | None, typer.Option("--ngay-dai-hoi", metavar="NGÀY", help="Ngày đại hội chi bộ, nếu đã định.")] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--mo-hinh",
            metavar="MÔ_HÌNH",
            help="“bí thư là trưởng ấp” (mặc định), “bí thư là trưởng ban công tác mặt trận” hoặc “không thực hiện”.",
        ),
    ] = None,
    name: Annotated[str | None, typer.Option("--ten", metavar="TÊN", help="Tên ấp, khu phố, ví dụ “Khu phố 4”.")] = None,
    commune: Annotated[str | None, typer.Option("--xa", metavar="TÊN", help="Tên xã, phường, ví dụ “phường Trảng Dài”.")] = None,
    province: Annotated[str | None, typer.Option("--tinh", metavar="TÊN", help="Tên tỉnh, thành phố.")] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="TỆP", help="Ghi thêm tệp lịch (.ics), mở bằng Outlook, Google, điện thoại.")
    ] = None,
    word: Annotated[Path | None, typer.Option("--word", metavar="TỆP", help="Ghi thêm kế hoạch bầu cử bằng Word (.docx).")] = None,
    output: OutputOption = None,
) -> None:
    """Lịch các việc phải làm trước và sau ngày bầu: hạn cuối từng bước, thứ mấy, có trúng ngày nghỉ không."""
    from dantin.output import terminal, timetable
    from dantin.vietnamese import sentence_case, short_date, weekday
    from dantin.vote_plan import plan as steps_of

    day = day_of(vote, "--ngay-bau")
    held = day_of(congress, "--ngay-dai-hoi") if congress is not None else None
    for option, to, suffix in (("--ics", ics, ".ics"), ("--word", word, ".docx")):
        if to is not None and to.suffix.lower() != suffix:
            raise CannotDo(f"{option}: tên tệp {quoted(to)} phải có đuôi {suffix}, ví dụ “{to.stem or 'ke-hoach'}{suffix}”.")
    if held is not None and held < day:
        raise CannotDo(
            f"--ngay-dai-hoi: {short_date(held)} trước ngày bầu {short_date(day)}; đại hội họp sau khi trưởng ấp được công nhận."
        )
    unit = _unit(model, name, commune, province)
    in_force = _law_at(folder)
    items = steps_of(unit, day, held, in_force)
    whose = f" {unit.name}" if unit.name else ""
    with reporting(output):
        out = terminal.console()
        out.print(f"Lịch bầu cử{whose}: ngày bầu {weekday(day)}, {short_date(day)}", style="bold")
        out.print()
        timetable.show(out, items)
    if ics is not None:
        from dantin.output.ics import calendar
        from dantin.resources import write_whole

        write_whole(ics, calendar(items, sentence_case(f"bầu cử{whose} {short_date(day)}"), day))
        print(f"Đã ghi: {ics}")
    if word is not None:
        from dantin.papers.finished import make_papers
        from dantin.papers.shelf import paper_of
        from dantin.resources import write_whole
        from dantin.vote_plan import bare_case

        (made,) = make_papers(bare_case(unit, day, held, in_force), [], [paper_of("ke-hoach-bau-cu")], ahead=True)
        if made.data is None:
            faults = f": {'; '.join(made.faults)}" if made.faults else ""
            raise (ProgramFault if made.faults else CannotDo)(f"Không lập được kế hoạch bằng Word: {made.absent}{faults}.")
        write_whole(word, made.data)
        print(f"Đã ghi: {word}")


def _law_at(folder: Path) -> "Law":
    if not stat.S_ISDIR(named_mode(folder)):
        raise CannotDo(f"{quoted(folder)} không phải là thư mục. Ghi tên thư mục có dantin.yaml, hoặc bỏ trống.")
    return law_of(folder / "ho-so")


def _unit(model: str | None, name: str | None, commune: str | None, province: str | None) -> "Unit":
    """The hamlet of the options. Raises CannotDo for a model that is none."""
    from dantin.model import ModelChoice, Unit
    from dantin.vietnamese import fold
    from dantin.wording import hamlet_kind

    chosen = ModelChoice.HEAD
    if model is not None:
        fitting = [choice for choice in ModelChoice if fold(choice.value) == fold(model)]
        if not fitting:
            raise CannotDo(
                f"--mo-hinh: không có mô hình {quoted(model)}. Chọn một trong: {', '.join(quoted(c.value) for c in ModelChoice)}."
            )
        chosen = fitting[0]
    return Unit(0, name=name, kind=hamlet_kind(name), commune=commune, province=province, model=chosen)
