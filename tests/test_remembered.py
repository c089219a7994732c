"""What was answered before is answered again without reading, never when anything changed, and nothing personal lies in the cache."""

import os
import pickle
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

import dantin.run
from dantin import kept_reports
from dantin.cli import cache_folder, remembered
from dantin.cli.app import app
from dantin.errors import CannotDo
from dantin.readers.sources import Source
from tests.conftest import ROOT

HAMLET = """\
don_vi: {{ma: A{n}, ten: Ấp {n}, loai: ấp, xa: xã Phước Thái, tinh: Đồng Nai, tong_so_ho: 100}}
bau_cu:
  - {{chuc_danh: trưởng ấp, ngay: 10/11/2024, co_mat: 60, phat_ra: 60, thu_ve: 60, hop_le: 58, khong_hop_le: 2,
     ung_cu: [{{ho_ten: Lê Văn Mẫu {n}, ngay_sinh: 05/02/1965, cccd: "0750650000{n:02}", so_phieu: 55}}]}}
"""
CONFIG = "ten: Xã Phước Thái\ndanh_sach: ds.yaml\nchi_tieu: {mo_hinh: 50}\n"
LIST = "danh_sach:\n  - {ma: A1, ten: Ấp 1}\n  - {ma: A2, ten: Ấp 2}\n"
GUIDANCE = "dia_phuong: {van_ban: Hướng dẫn, so: 01-HD, ngay: 01/10/2024, nang_thanh_loi: DT306}\n"
AS_OF = ("--as-of", "20/12/2024")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone."""
    monkeypatch.setenv("DANTIN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A folder of two hamlets, with a list in a file of its own."""
    folder = tmp_path / "district" / "commune"
    folder.mkdir(parents=True)
    for n in (1, 2):
        (folder / f"a{n}.yaml").write_text(HAMLET.format(n=n), "utf-8")
    (folder / "dantin.yaml").write_text(CONFIG, "utf-8")
    (folder / "ds.yaml").write_text(LIST, "utf-8")
    return folder


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more entry for each time that dossiers are read."""
    read, seen = dantin.run.run, []

    def counting(*args: object, **options: object) -> Iterator[object]:
        seen.append(1)
        return read(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(dantin.run, "run", counting)
    return seen


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, each time they are."""
    check, names = dantin.run.check_source, []

    def noting(source: Source, *args: object, **options: object) -> object:
        names.append(source.files[0].name)
        return check(source, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(dantin.run, "check_source", noting)
    return names


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more entry for each answer that is remembered."""
    seen: list[int] = []
    monkeypatch.setattr(remembered, "keep", lambda *_: seen.append(1))
    return seen


def ask(*arguments: str | Path, stdin: str | None = None) -> tuple[int, str, str]:
    """Status, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, (SystemExit, CannotDo)), result.exception
    return result.exit_code, result.stdout, result.stderr


COMMANDS = [
    [command, *form]
    for command in ("validate", "status", "report")
    for form in ([], ["--format", "json"], ["--format", "csv"])
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_asked_again_the_answer_is_the_same_and_nothing_is_read(command: list[str], runs: list[int]) -> None:
    """Also standard error and the status, with a config above that is told of."""
    asked = (*command, ROOT / "examples" / "long-thanh" / "binh-an", "--as-of", "20/12/2024")
    plain = ask(*asked, "--no-cache")
    assert ask(*asked) == plain
    assert len(runs) == 2
    assert ask(*asked) == plain
    assert len(runs) == 2
    assert "long-thanh/dantin.yaml" in plain[2]


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")


def _same_size_and_time(folder: Path) -> None:
    path = folder / "a1.yaml"
    before = path.stat()
    _write(folder, "a1.yaml", path.read_text("utf-8").replace("hop_le: 58", "hop_le: 57"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def _a_person_twice(folder: Path) -> None:
    _write(folder, "a2.yaml", HAMLET.format(n=1).replace("A1", "A2").replace("Ấp 1", "Ấp 2"))


def _misnamed(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a3.bak", "w") as book:
        book.writestr("[Content_Types].xml", "")
        book.writestr("xl/workbook.xml", "<workbook/>")


CHANGES: dict[str, Callable[[Path], object]] = {
    "same size and time": _same_size_and_time,
    "a person twice": _a_person_twice,
    "one more": lambda folder: _write(folder, "a3.yaml", HAMLET.format(n=3)),
    "one less": lambda folder: (folder / "a2.yaml").unlink(),
    "another name": lambda folder: (folder / "a2.yaml").rename(folder / "a02.yaml"),
    "in a folder": lambda folder: [(folder / "b").mkdir(), (folder / "a2.yaml").rename(folder / "b" / "a2.yaml")],
    "a workbook under another name": _misnamed,
    "the list": lambda folder: _write(folder, "ds.yaml", LIST + "  - {ma: A3, ten: Ấp 3}\n"),
    "no config": lambda folder: (folder / "dantin.yaml").unlink(),
    "the target": lambda folder: _write(folder, "dantin.yaml", CONFIG.replace("50", "40")),
    "guidance": lambda folder: _write(folder, "dantin.yaml", CONFIG + GUIDANCE),
    "a config above": lambda folder: _write(folder.parent, "dantin.yaml", "ten: Huyện Mẫu\n" + GUIDANCE),
    "a link to it": lambda folder: (folder / "b.yaml").symlink_to(folder / "a2.yaml"),
    "a second name": lambda folder: os.link(folder / "a2.yaml", folder / "b.yaml"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_seen(change: str, district: Path, runs: list[int]) -> None:
    ask("validate", district, *AS_OF)
    ask("validate", district, *AS_OF)
    assert len(runs) == 1
    CHANGES[change](district)
    fresh = ask("validate", district, *AS_OF)
    assert len(runs) == 2
    assert fresh == ask("validate", district, *AS_OF, "--no-cache")


def test_a_list_that_lies_with_a_config_above_is_looked_at(district: Path, runs: list[int]) -> None:
    above = district.parent
    for name in ("dantin.yaml", "ds.yaml"):
        (district / name).rename(above / name)
    asked = ("validate", district, *AS_OF)
    before = ask(*asked)
    assert ask(*asked) == before
    assert len(runs) == 1
    _write(above, "ds.yaml", LIST.replace("A2", "A9"))
    after = ask(*asked)
    assert len(runs) == 2
    assert after != before
    assert after == ask(*asked, "--no-cache")


OTHERWISE = {
    "day": ("validate", "--as-of", "21/12/2024"),
    "form": ("validate", *AS_OF, "--format", "json"),
    "codes": ("validate", *AS_OF, "--select", "DT3"),
    "all": ("validate", *AS_OF, "--all"),
    "quiet": ("validate", *AS_OF, "--quiet"),
    "command": ("status", *AS_OF),
}


@pytest.mark.parametrize("other", OTHERWISE)
def test_another_question_has_another_answer(other: str, district: Path, runs: list[int]) -> None:
    ask("validate", district, *AS_OF)
    command, *options = OTHERWISE[other]
    fresh = ask(command, district, *options)
    assert len(runs) == 2
    assert fresh == ask(command, district, *options, "--no-cache")


def test_another_day_another_screen_another_program(district: Path, runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls(2031, 1, 1)

    for times, change in enumerate(
        (
            lambda: None,
            lambda: monkeypatch.setattr(remembered, "date", Tomorrow),
            lambda: monkeypatch.setenv("COLUMNS", "55"),
            lambda: monkeypatch.setenv("FORCE_COLOR", "1"),
            lambda: monkeypatch.setattr(remembered, "program", lambda package: f"another than {package}"),
        ),
        1,
    ):
        change()
        ask("validate", district)
        ask("validate", district)
        assert len(runs) == times


@pytest.mark.parametrize("changed", ["law.py", "rules/roster.py", "readers/dossier/fields.py", "rules/one_more.py", "output/report.css"])
def test_the_program_is_known_by_what_is_in_its_files(changed: str, tmp_path: Path) -> None:
    package = tmp_path / "dantin"
    shutil.copytree(ROOT / "dantin", package, ignore=shutil.ignore_patterns("__pycache__"))
    program = remembered.program.__wrapped__
    before = program(package)
    assert before == program(ROOT / "dantin")
    path = package / changed
    text = path.read_text("utf-8") if path.exists() else ""
    path.write_text(text.replace("a", "b", 1) if text else "#", "utf-8")
    assert program(package) != before


def test_the_program_is_known_by_its_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = remembered.program.__wrapped__(ROOT / "dantin")
    (tmp_path / "xlrd-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert remembered.program.__wrapped__(ROOT / "dantin") != before


def test_what_reads_or_writes_a_further_file_is_known_to_do_so() -> None:
    """A new option that names a file has to be looked at: what it does is not done where the answer is remembered."""
    commands = typer.main.get_group(app).commands
    files = {
        option.name
        for name in ("validate", "status", "report")
        for option in commands[name].params
        if isinstance(option.type, click.Path) or option.type.name == "named_path"
    }
    assert files - {"path", "paths", "out"} == set(remembered._WRITING) - {"save", "scheduler"}


def test_what_is_not_to_be_remembered(district: Path, cache: Path, answers: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input, files written, a fault of the program, a mistake of the user, what is switched off."""
    assert ask("validate", "-", *AS_OF, stdin=HAMLET.format(n=1))[0] in (0, 1)
    ask("validate", district, *AS_OF, "--no-cache")
    assert not cache.exists()
    for _ in range(2):
        to = district.parent / "ket-qua.txt"
        ask("validate", district, *AS_OF, "--output", to)
        assert to.exists()
        to.unlink()
        ask("report", district, *AS_OF, "--save", "--out", district.parent / "kept")
    ask("validate", district, *AS_OF, "--hamlet", "B7")
    shutil.rmtree(cache)
    with monkeypatch.context() as at_fault:
        at_fault.setattr(dantin.run, "count_dossier", lambda *_: 1 // 0)
        assert ask("validate", district, *AS_OF)[0] == 3
    monkeypatch.setenv("DANTIN_CACHE", "0")
    ask("validate", district, *AS_OF)
    assert not answers
    monkeypatch.delenv("DANTIN_CACHE")
    monkeypatch.setenv("DANTIN_CACHE", str(cache))
    assert ask("validate", district, *AS_OF)[0] in (0, 1)
    assert len(answers) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read")
def test_what_may_not_be_read_is_tried_each_time(district: Path, answers: list[int]) -> None:
    (district / "a2.yaml").chmod(0)
    ask("validate", district, *AS_OF)
    assert not answers


def test_what_changes_while_it_is_read_is_not_remembered(district: Path, answers: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    read = dantin.run.run

    def changing(*args: object, **options: object) -> list[object]:
        reports = [*read(*args, **options)]  # type: ignore[arg-type]
        _same_size_and_time(district)
        return reports  # type: ignore[return-value]

    monkeypatch.setattr(dantin.run, "run", changing)
    ask("validate", district, *AS_OF)
    assert not answers


def test_a_locked_workbook_is_not_remembered(district: Path, answers: list[int]) -> None:
    # Only what the file is called inside tells that it is locked.
    (district / "a3.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    ask("validate", district, *AS_OF)
    assert not answers


def _entries(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing in it": lambda _: b"",
    "cut off": lambda data: data[:-7],
    "only the beginning": lambda data: data[:20],
    "one bit": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "another seal": lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
    "something else": lambda _: b"PK\3\4" + bytes(500),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_made_anew(damage: str, district: Path, cache: Path, runs: list[int]) -> None:
    first = ask("validate", district, *AS_OF)
    for entry in _entries(cache):
        entry.write_bytes(DAMAGES[damage](entry.read_bytes()))
    assert ask("validate", district, *AS_OF) == first
    assert len(runs) == 2
    assert ask("validate", district, *AS_OF) == first
    assert len(runs) == 2


def test_an_entry_under_another_name_is_no_answer(district: Path, cache: Path) -> None:
    ask("validate", district, *AS_OF)
    before = _entries(cache)
    plain = ask("status", district, *AS_OF, "--no-cache")
    ask("status", district, *AS_OF)
    for other, entry in zip([path for path in _entries(cache) if path not in before], before, strict=False):
        other.write_bytes(entry.read_bytes())
    assert ask("status", district, *AS_OF) == plain


def test_a_write_that_is_killed_leaves_no_answer(district: Path, cache: Path, runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half an entry under its name; and what it left is taken away in time."""
    with monkeypatch.context() as killed:

        def no_further(*_: object) -> None:
            raise KeyboardInterrupt

        killed.setattr(Path, "replace", no_further)
        killed.setattr(Path, "unlink", lambda *_, **__: None)
        CliRunner().invoke(app, ["validate", str(district), *AS_OF])
    (left,) = _entries(cache)
    os.utime(left, (time.time() - 100 * 24 * 3600,) * 2)
    ask("validate", district, *AS_OF)
    assert len(runs) == 2
    assert left not in _entries(cache)
    assert not [path for path in _entries(cache) if path.name.startswith(".")]


def test_where_no_cache_can_be_the_answer_is_the_same(district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ask("validate", district, *AS_OF, "--no-cache")
    (tmp_path / "file").write_text("x", "utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("n" * 300)):
        monkeypatch.setenv("DANTIN_CACHE", str(place))
        assert ask("validate", district, *AS_OF) == plain
        assert ask("validate", district, *AS_OF) == plain


def test_the_cache_does_not_grow_for_ever(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go, of the cache alone."""
    monkeypatch.setattr(cache_folder, "_MOST_BYTES", 5000)
    cache.mkdir()
    (cache / "thu.docx").write_bytes(bytes(9000))
    for n in range(8):
        cache_folder.keep(cache, bytes([n]) * 64, os.urandom(1200))
        cache_folder.clear(cache)
        for path in cache.glob("*.dantin"):
            os.utime(path, (path.stat().st_mtime - 10,) * 2)
    assert (cache / "thu.docx").exists()
    kept = [n for n in range(8) if cache_folder.recall(cache, bytes([n]) * 64) is not None]
    assert kept == [5, 6, 7] or kept == [4, 5, 6, 7]


@pytest.mark.parametrize("content", [b"", b"\0", b"a" * 100_000, os.urandom(5000)], ids=["none", "zero", "long", "random"])
def test_what_is_kept_comes_back_by_its_key_alone(content: bytes, tmp_path: Path) -> None:
    cache_folder.keep(tmp_path, b"k" * 64, content)
    assert cache_folder.recall(tmp_path, b"k" * 64) == content
    assert cache_folder.recall(tmp_path, b"j" * 64) is None
    (path,) = tmp_path.iterdir()
    path.rename(tmp_path / cache_folder._path(tmp_path, b"j" * 64).name)
    assert cache_folder.recall(tmp_path, b"j" * 64) is None


def test_no_name_and_no_number_can_be_read_in_the_cache(cache: Path) -> None:
    """Of everything that is on the screens and in the JSON, and of what stands in the dossiers."""
    folder = ROOT / "examples" / "long-thanh" / "binh-an"
    heard = "".join(
        ask(command, folder, *AS_OF, "--format", form)[1] for command in ("validate", "status", "report") for form in ("text", "json")
    )
    words = set(re.findall(r"[^\W\d_]{2,} [^\W\d_]{2,}|\d{6,12}|LT-\d+", heard))
    for book in folder.glob("*.xlsx"):
        with zipfile.ZipFile(book) as parts:
            for name in parts.namelist():
                if name.startswith("xl/") and name.endswith(".xml"):
                    words.update(re.findall(r">([^<>]*(?:\d{12}|[^\W\d_]{2,} [^\W\d_]{2,})[^<>]*)<", parts.read(name).decode()))
    numbers = [word for word in words if re.fullmatch(r"\d{12}", word)]
    assert len(numbers) > 50
    assert len(words) > 500
    kept = b"".join(path.name.encode() + path.read_bytes() for path in _entries(cache))
    assert len(_entries(cache)) > 6
    assert not [word for word in words for code in ("utf-8", "utf-16-le", "unicode-escape") if word.encode(code) in kept]
    # What a word could be found in is not merely packed.
    assert max(kept.count(bytes([byte])) for byte in range(256)) < 2 * len(kept) / 256 + 100


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DANTIN_CACHE")
    monkeypatch.setenv("HOME", "/home/ai")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for platform, place in {"linux": "/home/ai/.cache/dantin", "darwin": "/home/ai/Library/Caches/dantin"}.items():
        monkeypatch.setattr("sys.platform", platform)
        assert cache_folder.cache_folder() == Path(place)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert cache_folder.cache_folder() == Path("/local/dantin/cache")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert cache_folder.cache_folder() == Path("/cache/dantin")


# --- Only what changed is read -----------------------------------------------------------------------------------------


@pytest.fixture
def people(district: Path) -> Path:
    """The district with a roster in each hamlet, and one more hamlet; the last has somebody of the first, and the same head."""
    for n in (1, 2, 3):
        roster = "ho_gia_dinh:\n" + "".join(f"  - {{ho_ten: Trần Thị Hộ {n}{h}, cccd: '0750650001{n}{h}'}}\n" for h in range(3))
        _write(
            district,
            f"a{n}.yaml",
            re.sub(r"\b(100|60|58|55)\b", "3", HAMLET.format(n=n)).replace("khong_hop_le: 2", "khong_hop_le: 0") + roster,
        )
    _swap(district, "a3.yaml", "075065000130", "075065000111")
    _swap(district, "a3.yaml", "Lê Văn Mẫu 3", "Lê Văn Mẫu 1")
    return district


def _swap(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    _write(folder, name, text.replace(old, new))


READ_AGAIN: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "a vote": (lambda folder: _swap(folder, "a2.yaml", "so_phieu: 3", "so_phieu: 2"), ["a2.yaml"]),
    "lines above": (lambda folder: _swap(folder, "a1.yaml", "don_vi:", "# x\n# y\ndon_vi:"), ["a1.yaml"]),
    "one that stands in two": (lambda folder: _swap(folder, "a3.yaml", "tinh: Đồng Nai", "tinh: Tây Ninh"), ["a3.yaml"]),
    "a vote in error": (lambda folder: _swap(folder, "a2.yaml", "thu_ve: 3", "thu_ve: 4"), ["a2.yaml", "a1.yaml", "a3.yaml"]),
    "a number on a roster": (
        lambda folder: _swap(folder, "a2.yaml", "075065000122", "075065000131"),
        ["a2.yaml", "a1.yaml", "a3.yaml"],
    ),
    "no longer in two": (lambda folder: _swap(folder, "a3.yaml", "075065000111", "075065000139"), ["a3.yaml", "a1.yaml", "a2.yaml"]),
    "who was elected": (lambda folder: _swap(folder, "a2.yaml", "Lê Văn Mẫu 2", "Lê Văn Mẫu 1"), ["a2.yaml", "a1.yaml", "a3.yaml"]),
    "another order on a roster": (
        lambda folder: _swap(folder, "a2.yaml", "ho_gia_dinh:\n", "ho_gia_dinh:\n  - {ho_ten: Ai}\n"),
        ["a2.yaml", "a1.yaml", "a3.yaml"],
    ),
    "the name of the hamlet": (lambda folder: _swap(folder, "a1.yaml", "ten: Ấp 1", "ten: Ấp Một"), ["a1.yaml", "a2.yaml", "a3.yaml"]),
    "one less": (lambda folder: (folder / "a2.yaml").unlink(), ["a1.yaml", "a3.yaml"]),
    "the list": (lambda folder: _write(folder, "ds.yaml", LIST + "  - {ma: A9, ten: Ấp 9}\n"), []),
    "guidance": (lambda folder: _write(folder, "dantin.yaml", CONFIG + GUIDANCE), ["a1.yaml", "a2.yaml", "a3.yaml"]),
    "columns": (lambda folder: _write(folder, "dantin.yaml", CONFIG + "cot: {Tên chủ hộ: ho_ten}\n"), ["a1.yaml", "a2.yaml", "a3.yaml"]),
}


@pytest.mark.parametrize("command", ["validate", "report"])
@pytest.mark.parametrize("change", READ_AGAIN)
def test_only_what_changed_is_read(command: str, change: str, people: Path, checks: list[str]) -> None:
    """Of the dossiers those that changed; all where a roster or a post did: what shows between hamlets is looked for anew."""
    asked = (command, people, *AS_OF, "--format", "json")
    plain = ask("validate", people, *AS_OF, "--no-cache")[1]
    assert "DT602" in plain
    assert "DT603" in plain
    ask(*asked)
    checks.clear()
    how, names = READ_AGAIN[change]
    how(people)
    after = ask(*asked)
    assert checks == names
    assert after == ask(*asked, "--no-cache")


def test_the_next_change_is_seen_as_well(people: Path, checks: list[str]) -> None:
    """Also back to what was before, which is still kept."""
    asked = ("validate", people, *AS_OF, "--format", "json")
    first = ask(*asked)
    answers = []
    for number in ("075065000122", "075065000111", "075065000122"):
        _write(people, "a2.yaml", re.sub(r"07506500012\d|075065000111", number, (people / "a2.yaml").read_text("utf-8"), count=1))
        answers.append(ask(*asked))
        assert answers[-1] == ask(*asked, "--no-cache")
    assert answers[0] == answers[2] != answers[1]
    assert first != answers[1]
    checks.clear()
    ask("validate", people, *AS_OF, "--format", "csv")
    assert checks == []


def test_the_example_is_kept_and_comes_back_the_same(checks: list[str]) -> None:
    """Every kind of finding and of brief that is in it, through other forms of the same."""
    folder = ROOT / "examples" / "long-thanh" / "phuoc-thai"
    for command in ("validate", "report"):
        ask(command, folder, *AS_OF, "--quiet") if command == "validate" else ask(command, folder, *AS_OF)
        checks.clear()
        kept = [ask(command, folder, *AS_OF, "--format", form) for form in ("json", "csv")]
        assert checks == []
        assert kept == [ask(command, folder, *AS_OF, "--format", form, "--no-cache") for form in ("json", "csv")]


def test_nothing_but_plain_data_is_made_of_what_was_kept(tmp_path: Path) -> None:
    """Whoever has the dossiers could write an entry; it can do nothing."""

    class Evil:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
            return os.mkdir, (str(tmp_path / "made"),)

    store = cache_folder.Cache(tmp_path / "kept", "p")
    path = tmp_path / "a1.yaml"
    path.write_text(HAMLET.format(n=1), "utf-8")
    source = Source((path.as_posix(),))
    contents = kept_reports.contents_of(source, {})
    assert contents is not None
    key = kept_reports.key_of(source, contents, None, date(2024, 12, 20), briefed=False, program="p")
    store.keep(key, pickle.dumps(Evil()))
    assert kept_reports.kept_report(store, key, source) is None
    assert not (tmp_path / "made").exists()
