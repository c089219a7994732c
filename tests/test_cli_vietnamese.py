"""No English of click or typer reaches a user on any help page or error; the catalogue knows every string of both."""

import ast
import gettext
import importlib.util
import json
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from dantin.cli import builtin_texts
from dantin.cli.builtin_texts import CATALOGUE
from tests.english import english_left

# Names of commands and values of choices, which the user types as they stand.
ALLOWED = {"validate", "need", "choose", "old", "abort", "ask", "interrupt", "text", "json"}

# Everything here runs in a fresh process, because click keeps the strings it found when it was first imported, and the
# process of pytest may have imported it long ago. Command line -> exit status, words expected on the screen.
SCREENS: dict[str, tuple[int, str]] = {
    "--help": (0, "Cách dùng: ctr [TÙY CHỌN] LỆNH [THAM SỐ]..."),
    "validate --help": (0, "Cách dùng: ctr validate [TÙY CHỌN] ĐƯỜNG_DẪN [KHÁC]"),
    "": (2, "Thiếu tên lệnh."),
    "xyz": (2, "Không có lệnh “xyz”."),
    "valdate": (2, "Không có lệnh “valdate”. Có phải ý anh/chị là “validate”?"),
    "--xyz": (2, "Không có tùy chọn “--xyz”."),
    "validate . --xyz": (2, "Không có tùy chọn “--xyz”."),
    "validate . -x": (2, "Không có tùy chọn “-x”."),
    "validate . --sharee": (2, "Không có tùy chọn “--sharee”. Có phải ý anh/chị là “--share”?"),
    "validate . --to": (2, "Có phải ý anh/chị là một trong số này: “--own”, “--so”, “--top”?"),
    "validate": (2, "Thiếu “ĐƯỜNG_DẪN”."),
    "need": (2, "Thiếu tùy chọn “--day”."),
    "choose": (2, "Thiếu “DẠNG”. Hãy chọn một trong:"),
    "validate . --so abc": (2, "Giá trị của “--so” không hợp lệ: “abc” không phải là số nguyên."),
    "validate . --top abc": (2, "Giá trị của “--top” / “-t” không hợp lệ: “abc” không phải là số nguyên."),
    "validate . --top 9": (2, "9 nằm ngoài khoảng 1<=x<=3."),
    "validate . --share abc": (2, "“abc” không phải là số."),
    "validate . --format xml": (2, "“xml” không có trong danh sách: “text”, “json”."),
    "validate . --only xml": (2, "“xml” không phải là “json”."),
    "validate . --as-of abc": (2, "“abc” không đúng dạng “%d/%m/%Y”."),
    "validate . --pair 1": (2, "Tùy chọn “--pair” cần 2 giá trị đi kèm."),
    "validate . --from c:\\xa\\l'an": (2, "Giá trị của “--from” không hợp lệ: không tìm thấy “c:\\xa\\l'an”."),
    "validate . --file .": (2, "“.” là một thư mục, ở đây cần tệp."),
    "validate . --folder pyproject.toml": (2, "“pyproject.toml” là một tệp, ở đây cần thư mục."),
    "validate khong-co": (2, "Giá trị của “ĐƯỜNG_DẪN” không hợp lệ: không tìm thấy “khong-co”."),
    "validate . --so": (2, "Tùy chọn “--so” cần một giá trị đi kèm."),
    "validate . --flag=1": (2, "Tùy chọn “--flag” không kèm giá trị."),
    "validate . một hai": (2, "Thừa một tham số: hai"),
    "validate . một hai ba": (2, "Thừa các tham số: hai ba"),
    "validate . có --own x": (2, "Giá trị của “--own” không hợp lệ: mã “x” không có."),
    "validate . --env abc": (2, "Giá trị của “--env” (biến môi trường: “CTR_MA”) không hợp lệ"),
    "old": (0, "Lưu ý: lệnh “old” sắp bị bỏ."),
    "old --help": (0, "(sắp bỏ)"),
    "abort": (1, "Đã dừng."),
    "ask": (1, "Đã dừng."),
    "interrupt": (130, ""),
}


def _show_screens() -> None:
    """Print the screens of a small application as JSON: what the fixture below runs in a process of its own."""
    builtin_texts.install()
    builtin_texts.install()

    from datetime import datetime
    from enum import Enum
    from typing import Annotated, Literal

    import typer
    from typer.testing import CliRunner

    from dantin.cli.group import VietnameseGroup

    app = typer.Typer(cls=VietnameseGroup, add_completion=False, help="Chương trình thử.")
    option, argument = typer.Option, typer.Argument

    class Form(Enum):
        TEXT = "text"
        JSON = "json"

    def own(value: str | None) -> str | None:
        if value == "x":
            raise typer.BadParameter("mã 'x' không có.")
        return value

    @app.command(help="Kiểm tra.")
    def validate(
        path: Annotated[Path, argument(metavar="ĐƯỜNG_DẪN", exists=True, help="Nơi để hồ sơ.")],
        other: Annotated[str, argument(metavar="[KHÁC]", help="Chỗ khác.")] = "đó",
        so: Annotated[int, option(help="Số hộ.")] = 3,
        top: Annotated[int, option("--top", "-t", min=1, max=3, help="Số dòng đầu.", show_envvar=True)] = 2,
        share: Annotated[float | None, option(help="Tỷ lệ.")] = None,
        form: Annotated[Form, option("--format", help="Dạng in ra.")] = Form.TEXT,
        only: Annotated[Literal["json"], option(help="Một dạng.")] = "json",
        as_of: Annotated[datetime | None, option(formats=["%d/%m/%Y"], metavar="NGÀY", help="Ngày.")] = None,
        pair: Annotated[tuple[int, int], option(metavar="HAI SỐ", help="Hai số.")] = (1, 2),
        start: Annotated[Path | None, option("--from", exists=True, help="Lấy từ đâu.")] = None,
        file: Annotated[Path | None, option(exists=True, dir_okay=False, help="Hồ sơ.")] = None,
        folder: Annotated[Path | None, option(exists=True, file_okay=False, help="Nơi để.")] = None,
        flag: Annotated[bool, option("--flag", help="Có hay không.")] = False,
        own: Annotated[str | None, option(callback=own, help="Mã.")] = None,
        env: Annotated[int, option(envvar="CTR_MA", show_envvar=True, help="Lấy từ môi trường.")] = 1,
    ) -> None: ...

    @app.command(help="Cần ngày.")
    def need(day: Annotated[str, option(help="Ngày.")]) -> None: ...

    @app.command(help="Chọn dạng.")
    def choose(form: Annotated[Form, argument(metavar="DẠNG", help="Dạng.")]) -> None: ...

    @app.command(deprecated=True, help="Cũ.")
    def old() -> None: ...

    @app.command(help="Dừng.")
    def abort() -> None:
        raise typer.Abort()

    @app.command(help="Hỏi.")
    def ask() -> None:
        typer.prompt("Tên")

    @app.command(help="Ngắt.")
    def interrupt() -> None:
        raise KeyboardInterrupt

    screens = {}
    for line in SCREENS:
        # Not shlex: a backslash is to stay one.
        result = CliRunner().invoke(app, line.split(), prog_name="ctr")
        screens[line] = (result.exit_code, result.output)
    sys.stdout.write(json.dumps(screens))


@pytest.fixture(scope="module")
def screens() -> dict[str, tuple[int, str]]:
    """What each command line of `SCREENS` leaves: its exit status, and both streams as one text."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"from {__name__} import _show_screens; _show_screens()"],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "COLUMNS": "200", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown: dict[str, tuple[int, str]] = json.loads(done.stdout)
    return shown


@pytest.mark.parametrize("line", SCREENS)
def test_screen_is_vietnamese(line: str, screens: dict[str, tuple[int, str]]) -> None:
    status, words = SCREENS[line]
    shown_status, shown = screens[line]
    assert words in shown
    assert english_left(shown, ALLOWED) == []
    assert "'" not in shown.replace("l'an", "")
    assert shown_status == status


def test_help_shows_vietnamese_metavars_and_headings(screens: dict[str, tuple[int, str]]) -> None:
    page = screens["validate --help"][1]
    headings = ["Tham số", "Tùy chọn", "[bắt buộc]", "[mặc định: đó]", "[mặc định: 3]", "[biến môi trường: CTR_MA]"]
    metavars = ["SỐ NGUYÊN  ", "SỐ NGUYÊN [1<=x<=3]", "SỐ  ", "CHỮ", "ĐƯỜNG DẪN", "TỆP", "THƯ MỤC", "[text|json]"]
    for words in headings + metavars:
        assert words in page
    # The Python name of an argument is nobody's business, and a flag has no metavar.
    assert not re.search(r"^│\W*(path|other)\b", page, re.MULTILINE)
    assert re.search(r"--flag +Có hay không", page)


def _strings_of(package: str) -> set[str]:
    """Every literal that the sources of a package hand to gettext; found without importing it."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    found = set()
    for source in Path(spec.origin).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                texts = node.args[: 2 if node.func.id == "ngettext" else 1]
                found |= {t.value for t in texts if isinstance(t, ast.Constant) and isinstance(t.value, str)}
    return found


def test_catalogue_is_exactly_what_click_and_typer_translate() -> None:
    strings = _strings_of("click") | _strings_of("typer")
    assert len(strings) > 80
    assert sorted(strings - CATALOGUE.keys()) == [], "not translated"
    assert sorted(CATALOGUE.keys() - strings) == [], "no longer used"


def _placeholders(text: str) -> list[str]:
    fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return sorted(fields + re.findall(r"%\(\w+\)s|\[/?\w*\](?=.*\[/\])|\[/\]", text))


@pytest.mark.parametrize("text", CATALOGUE)
def test_translation(text: str) -> None:
    dropped = {"param_type"} | ({"name"} if "{filename" in text else set())
    translation = CATALOGUE[text]
    assert _placeholders(translation) == [name for name in _placeholders(text) if name not in dropped]
    assert english_left(re.sub(r"\{.*?\}|%\(.*?\)s|\[blue\]", "|", translation)) == []
    # Parts that click glues together keep the white space they are glued with.
    assert text.endswith(" ") == translation.endswith(" ")


def test_install_replaces_gettext_and_passes_the_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gettext, "gettext", gettext.gettext)
    monkeypatch.setattr(gettext, "ngettext", gettext.ngettext)
    builtin_texts.install()
    builtin_texts.install()
    assert gettext.gettext("Options") == "Tùy chọn"
    assert gettext.gettext("Hoàn toàn lạ") == "Hoàn toàn lạ"
    assert gettext.ngettext("{value!r} is not {choice}.", "lạ", 1) == "“{value}” không phải là {choice}."
    assert gettext.ngettext("một", "nhiều", 2) == "nhiều"


def test_importing_costs_neither_typer_nor_click_nor_rich() -> None:
    code = "import dantin.cli.builtin_texts, sys; print(sorted({'typer', 'click', 'rich'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Missing argument 'PATH'.", ["Missing argument", "PATH"]),
        ("Thiếu đối số TEXT", ["TEXT"]),
        ("Dạng in ra: text", []),
        ("Usage: dantin validate [OPTIONS] ĐƯỜNG_DẪN...", ["Usage", "OPTIONS"]),
        ("│ *  paths      ĐƯỜNG_DẪN  Nơi để hồ sơ │", ["paths"]),
        ("--output  Ghi vào report.json hay out/file.txt, đọc từ C:\\Users\\file", []),
        ("in ra con tem, in the file", ["in the file"]),
        ("Hãy dùng Excel, LibreOffice hay Windows", []),
        ("Giá trị của “--so” không hợp lệ: “5” is not in the range", ["is not in the range"]),
        ("\x1b[31mError\x1b[0m", ["Error"]),
        ("PARSE_DATE", ["PARSE", "DATE"]),
        ("Hồ sơ hợp lệ. Thu\u031b mu\u0323c", []),
    ],
)
def test_english_is_found(text: str, found: list[str]) -> None:
    assert english_left(text, {"text", "validate"}) == found
