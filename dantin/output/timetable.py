"""A timetable of steps on a terminal. Built on Rich."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dantin.vietnamese import short_date, visible, weekday
from dantin.vote_plan import Item


def show(out: Console, items: Sequence[Item]) -> None:
    """Each step in the order of the chain, with its last lawful day, the day of the week, and where offices are closed on it."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("TT", justify="right")
    table.add_column("Việc phải làm")
    table.add_column("Chậm nhất", no_wrap=True)
    table.add_column("Thứ", no_wrap=True)
    table.add_column("Lưu ý")
    for number, item in enumerate(items, 1):
        day, name = (short_date(item.day), weekday(item.day)) if item.day is not None else ("—", "")
        cells = (str(number), item.what, day, name, note(item))
        table.add_row(*(Text(visible(cell)) for cell in cells), style="bold" if item.fixed else "yellow" if item.off is not None else "")
    out.print(table, soft_wrap=False)
    grounds = dict.fromkeys(f"{item.version.citation} (mức {item.version.grade})" for item in items if item.version is not None)
    if grounds:
        out.print()
        out.print(Text(f"Căn cứ: {'; '.join(grounds)}."), soft_wrap=False)


def note(item: Item) -> str:
    """What to mind about the day of a step: that it is fixed, that the law sets no term, that the congress or a day off comes before."""
    if item.fixed:
        return "đúng ngày này" if item.day is not None else "chưa định ngày"
    if item.after_congress:
        return "tính từ ngày đại hội (ghi --ngay-dai-hoi)"
    if item.day is None:
        return "trước bước sau (luật không định ngày)"
    if item.congress is not None:
        return f"đại hội họp ngày {short_date(item.congress)}: phải xong trước khi đại hội họp"
    return f"{item.off.why}: làm xong từ {weekday(item.off.before)} {short_date(item.off.before)}" if item.off is not None else ""
