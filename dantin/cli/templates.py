"""`dantin templates`: the Word templates as they are shipped, what they may show, and whether a changed one can be used."""

import stat
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.group import VietnameseGroup
from dantin.cli.options import OutputOption, quoted, reporting
from dantin.cli.worded import Worded
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from dantin.papers.check import Variable

_STAGES = {"before": "trước bầu cử", "vote": "cuộc bầu", "congress": "đại hội chi bộ"}
_FEW = 2
_HOW_TO = (
    "Trong mẫu Word, viết tên biến giữa hai cặp ngoặc nhọn, ví dụ {{ ten_ap }}. Biến là danh sách thì viết {%p for x in ung_cu %} ở một "
    "đoạn riêng, các đoạn cần lặp với {{ x.ho_ten }}, rồi {%p endfor %} ở một đoạn riêng; lặp dòng của bảng thì dùng {%tr … %}. Phần chỉ "
    "in khi có: {%p if ly_do_khong_hop_le %} … {%p endif %}."
)

templates = typer.Typer(
    cls=VietnameseGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Mẫu Word của các giấy tờ: chép ra để sửa, xem các biến, kiểm tra mẫu đã sửa.",
)


class ListFormat(StrEnum):
    """The forms of a list."""

    TEXT = "text"
    MARKDOWN = "markdown"


ListFormatOption = Annotated[
    ListFormat,
    typer.Option(
        "--format",
        metavar="chu|markdown",
        click_type=Worded({"chu": "text", "markdown": "markdown"}),
        show_default=False,
        help="Bảng để đọc (mặc định), hoặc danh sách để in (Markdown).",
    ),
]


@templates.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục để ghi các mẫu Word vào.")],
    force: Annotated[bool, typer.Option("--force", help="Ghi đè cả những mẫu đã sửa trong thư mục đó.")] = False,
) -> None:
    """Chép mọi mẫu Word có sẵn ra một thư mục để sửa bằng Word."""
    from dantin.papers.shelf import PAPERS
    from dantin.readers.files.opening import mode_of
    from dantin.resources import resource, write_whole

    shipped = {folder / f"{paper.name}.docx": resource("templates", f"{paper.name}.docx").read_bytes() for paper in PAPERS}
    if (mode := mode_of(folder)) and not stat.S_ISDIR(mode):
        raise CannotDo(f"{quoted(folder)} là một tệp, ở đây cần thư mục.")
    if not force:
        # Looked at before anything is written: all of them, or none.
        changed = [path for path, data in shipped.items() if _differs(path, data)]
        if changed:
            more = f" và {len(changed) - _FEW} mẫu nữa" if len(changed) > _FEW else ""
            raise CannotDo(f"đã có {', '.join(map(quoted, changed[:_FEW]))}{more} khác với mẫu gốc; thêm --force để ghi đè.")
    for path, data in shipped.items():
        write_whole(path, data)
    print(f"Đã chép {len(shipped)} mẫu Word vào {quoted(folder)}. Sửa bằng Word, giữ nguyên tên tệp, rồi:")
    print("  dantin templates check THƯ_MỤC        kiểm tra các mẫu đã sửa")
    print("  dantin render HỒ_SƠ --templates THƯ_MỤC   lập giấy tờ theo các mẫu đó")


def _differs(path: Path, data: bytes) -> bool:
    from dantin.readers.files.limits import WORKBOOK_BYTES
    from dantin.readers.files.opening import mode_of, read_file
    from dantin.readers.files.raw import Unreadable

    try:
        return mode_of(path) != 0 and read_file(path, WORKBOOK_BYTES) != data
    except Unreadable as error:
        raise CannotDo(f"Không đọc được {quoted(path)} đã có sẵn ở đó.") from error


@templates.command("list")
def list_papers(output: ListFormatOption = ListFormat.TEXT, to: OutputOption = None) -> None:
    """Liệt kê mọi giấy tờ dantin lập được: tên, nội dung, dùng ở giai đoạn nào."""
    from dantin.papers.shelf import PAPERS

    rows = [(paper.name, paper.title, _STAGES[paper.occasion]) for paper in PAPERS]
    with reporting(to):
        _show(("Tên (mẫu là TÊN.docx)", "Giấy tờ", "Giai đoạn"), rows, "Các giấy tờ dantin lập", (), output)


@templates.command()
def variables(
    paper: Annotated[
        str | None, typer.Option("--paper", metavar="TÊN", help="Chỉ các biến của giấy tờ này. Xem tên: dantin templates list")
    ] = None,
    output: ListFormatOption = ListFormat.TEXT,
    to: OutputOption = None,
) -> None:
    """Liệt kê các biến dùng được trong mẫu Word: ý nghĩa, và một giá trị lấy từ hồ sơ mẫu."""
    from dantin.papers import check
    from dantin.papers.shelf import PAPERS, paper_of

    wanted = paper_of(paper) if paper is not None else None
    listed = check.variables((wanted,) if wanted is not None else PAPERS)
    title = f"Các biến của mẫu {wanted.name}.docx ({wanted.title})" if wanted is not None else "Các biến của mọi mẫu Word"
    head = ("Biến", "Ý nghĩa", "Ví dụ") if wanted is not None else ("Biến", "Ý nghĩa", "Ví dụ", "Có ở giấy")
    with reporting(to):
        _show(head, [_variable(v, wanted is None) for v in listed], title, (_HOW_TO,), output)


def _variable(variable: "Variable", with_papers: bool) -> tuple[str, ...]:
    owner, _, field = variable.name.rpartition(".")
    name = f"{owner}: .{field}" if owner else variable.name + (": danh sách" if variable.is_list else "")
    names = [paper.name for paper in variable.papers]
    where = ", ".join(names) if len(names) <= _FEW else f"{len(names)} giấy"
    example = " / ".join(variable.example.splitlines()) or ("" if variable.is_list else "(trống)")
    return (name, variable.meaning, example, *([where] if with_papers else []))


def _show(head: Sequence[str], rows: Iterable[Sequence[str]], title: str, notes: Sequence[str], output: ListFormat) -> None:
    """Print a table, for a person or in Markdown."""
    if output is ListFormat.MARKDOWN:
        lines = [f"# {title}", "", *(line for note in notes for line in (note.replace("{", "\\{"), ""))]
        lines += [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head))]
        lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
        sys.stdout.write("\n".join(lines) + "\n")
        return
    from rich.table import Table
    from rich.text import Text

    from dantin.output import terminal

    out = terminal.console()
    table = Table(header_style="bold", pad_edge=False)
    for number, name in enumerate(head):
        table.add_column(name, no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
    for note in notes:
        out.print(Text(note))


@templates.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="TỆP...", help="Mẫu Word đã sửa (.docx), hoặc thư mục có các mẫu.")],
    paper: Annotated[
        str | None, typer.Option("--paper", metavar="TÊN", help="Giấy tờ mà mẫu này là mẫu, nếu tên tệp không cho biết.")
    ] = None,
) -> None:
    """Kiểm tra mẫu Word đã sửa: biến lạ, thẻ viết sai, số liệu bắt buộc bị thiếu; rồi điền thử bằng hồ sơ mẫu và đọc lại."""
    from dantin.papers.check import check as problems_of
    from dantin.papers.check import paper_for
    from dantin.papers.own_templates import Workshop
    from dantin.vietnamese import visible
    from dantin.word.filling import NoWordFile, TemplateFault

    status = 0
    workshop = Workshop()
    for path in _templates_at(files):
        try:
            of = paper_for(path, paper)
            problems = problems_of(path, of, workshop)
        except (NoWordFile, CannotDo) as error:
            print(f"{quoted(path)}: {visible(str(error))}", file=sys.stderr)
            status = 2
            continue
        except TemplateFault as fault:
            problems = [str(fault).removeprefix(f"Mẫu {path.name}: ").removeprefix(f"Mẫu {path.name} ")]
        if problems:
            status = max(status, 1)
            print(f"{quoted(path)}: {len(problems)} chỗ phải sửa ({of.title}):")
            for problem in problems:
                print(f"  - {visible(problem)}")
        else:
            print(f"{quoted(path)}: dùng được ({of.title}); đã điền thử bằng hồ sơ mẫu, đọc lại đúng.")
    raise typer.Exit(status)


def _templates_at(files: Sequence[Path]) -> list[Path]:
    from dantin.readers.files.opening import mode_of

    templates: list[Path] = []
    for path in files:
        mode = mode_of(path)
        if stat.S_ISDIR(mode):
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() == ".docx" and not p.name.startswith((".", "~$")))
            if not inside:
                raise CannotDo(f"Thư mục {quoted(path)} không có mẫu Word (.docx) nào.")
            templates += inside
        elif stat.S_ISREG(mode):
            templates.append(path)
        else:
            raise CannotDo(f"Không có tệp hoặc thư mục {quoted(path)}. Kiểm tra lại đường dẫn.")
    return templates
