"""`dantin explain`: one rule, fully."""

from typing import Annotated

import typer

from dantin.cli.options import OutputOption, nearest_code, reporting
from dantin.errors import CannotDo


def explain(
    code: Annotated[str, typer.Argument(metavar="MÃ", help="Mã quy tắc, ví dụ DT501.")],
    to: OutputOption = None,
) -> None:
    """Giải thích một quy tắc: kiểm tra gì, vì sao, căn cứ, ví dụ sai và đúng, việc cần làm."""
    import dantin.run  # noqa: F401  (fills the catalogue)
    from dantin.output import catalogue, terminal
    from dantin.rule import CATALOGUE

    wanted = code.strip().upper()
    if wanted not in CATALOGUE:
        raise CannotDo(f"Không có mã quy tắc “{code}”.{nearest_code(wanted)} Xem tất cả: dantin rules")
    with reporting(to):
        catalogue.explain(terminal.console(), CATALOGUE[wanted])
