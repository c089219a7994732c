"""A run that is cut off goes on where it stopped: the same bytes, nothing read twice that did not change, nothing personal on the disk."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
from typer.testing import CliRunner

import dantin.run
from dantin.cli import cache_folder, journal
from dantin.cli.app import app
from dantin.cli.cache_files import hold, opened
from dantin.cli.journal import SUFFIX, Journal
from dantin.errors import DantinError
from dantin.model import Dossier
from dantin.readers.sources import Source
from tests import country
from tests.conftest import ROOT

AS_OF = ("--as-of", "2024-12-20")
HAMLETS = 8


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone, in which everything is put down at once."""
    monkeypatch.setenv("DANTIN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(journal, "_SECONDS", 0.0)
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight hamlets with identity numbers; somebody of the first is on the roster of the last."""
    folder = tmp_path_factory.mktemp("country")
    paths = [folder / path for path, _ in country.write(folder, HAMLETS, suffix=".yaml", numbered=1.0)]
    first, last = min(paths), max(paths)
    (number,) = re.findall(r"\d{12}", first.read_text("utf-8"))[:1]
    text = last.read_text("utf-8")
    last.write_text(text.replace(re.findall(r"\d{12}", text)[0], number, 1), "utf-8")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(made, tmp_path / "country"))


def ask(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def cut_off(after: int, *arguments: str | Path) -> None:
    """Ask, and be interrupted when so many files were checked."""
    check, left = dantin.run.check_source, [after]

    def cutting(source: Source, *args: object, **options: object) -> object:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return check(source, *args, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dantin.run, "check_source", cutting)
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code not in (0, 1, 2, 3) or isinstance(result.exception, KeyboardInterrupt), result.output


def journals(cache: Path) -> list[Path]:
    return [*cache.glob(f"*{SUFFIX}")]


COMMANDS = [("validate",), ("validate", "--format", "json", "--all"), ("validate", "--quiet"), ("status",), ("report", "--format", "csv")]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_was_checked_is_not_read_again(command: tuple[str, ...], folder: Path, cache: Path, checks: list[str]) -> None:
    asked = (command[0], folder, *command[1:], *AS_OF)
    plain = ask(*asked, "--no-cache")
    assert "DT602" in ask("validate", folder, *AS_OF, "--no-cache")[1]
    names = checks[:HAMLETS]
    cut_off(5, *asked)
    assert len(journals(cache)) == 1
    checks.clear()
    status, out, err = ask(*asked)
    assert checks == names[5:]
    assert (status, out) == plain[:2]
    line = f"Chạy tiếp: đã có kết quả của 5/{HAMLETS} tệp, còn 3 tệp phải đọc."
    assert line in err
    assert [text for text in err.splitlines() if line not in text] == plain[2].splitlines()
    assert journals(cache) == []
    # Nor is it told when the answer is remembered.
    assert ask(*asked) == plain


def test_cut_off_again_and_again(folder: Path, checks: list[str]) -> None:
    asked = ("validate", folder, "--format", "json", *AS_OF)
    for _ in range(3):
        cut_off(2, *asked)
    checks.clear()
    assert ask(*asked)[:2] == ask(*asked, "--no-cache")[:2]
    assert len(checks) == 2 + HAMLETS


def _torn(whole: bytes, name: str) -> bytes:
    middle = len(whole) // 2
    return {
        "nothing": b"",
        "half a record": whole[: len(whole) - 40],
        "half the first line": whole[:5],
        "half a head": whole[:20],
        "a hole in the middle": whole[:middle] + bytes(600) + whole[middle + 600 :],
        "a hole at the end": whole + bytes(5000),
        "one bit": whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :],
        "something else": os.urandom(4000),
        "twice": whole + whole[17:],
        "of another form": b"dantin journal 9\n" + whole[17:],
    }[name]


TEARS = [
    "nothing", "half a record", "half the first line", "half a head", "a hole in the middle", "a hole at the end", "one bit",
    "something else", "twice", "of another form",
]  # fmt: skip


@pytest.mark.parametrize("tear", TEARS)
def test_a_torn_journal_never_gives_another_answer(tear: str, folder: Path, cache: Path, checks: list[str]) -> None:
    asked = ("validate", folder, "--format", "json", *AS_OF)
    plain = ask(*asked, "--no-cache")[:2]
    cut_off(6, *asked)
    (path,) = journals(cache)
    path.write_bytes(_torn(path.read_bytes(), tear))
    checks.clear()
    # What is put down behind a tear can be read again.
    cut_off(1, *asked)
    assert ask(*asked)[:2] == plain
    whole = {"a hole at the end": 6, "twice": 6, "half a record": 5}.get(tear)
    assert whole is None or len(checks) == HAMLETS - whole
    assert HAMLETS - 6 <= len(checks) <= HAMLETS


def test_a_record_that_changes_once_it_was_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("validate", folder, "--format", "json", *AS_OF)
    plain = ask(*asked, "--no-cache")[:2]
    cut_off(6, *asked)
    look = Journal._look

    def then_lost(self: Journal) -> int:
        records = look(self)
        self._path.write_bytes(self._path.read_bytes()[:3000])
        return records

    monkeypatch.setattr(Journal, "_look", then_lost)
    assert ask(*asked)[:2] == plain


def _swap(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def _roster(folder: Path) -> None:
    paths = sorted(folder.rglob("*.yaml"))
    numbers = [re.findall(r"\d{12}", path.read_text("utf-8")) for path in paths]
    of = [number for number, mine in enumerate(numbers) if len(mine) > 9]
    _swap(paths[of[1]], numbers[of[1]][3], numbers[of[-1]][5])


CHANGES: dict[str, Callable[[Path], object]] = {
    "a person twice": _roster,
    "lines above": lambda folder: (path := sorted(folder.rglob("0*.yaml"))[2]).write_text("# x\n" + path.read_text("utf-8"), "utf-8"),
    "one less": lambda folder: sorted(folder.rglob("0*.yaml"))[1].unlink(),
    "one more": lambda folder: shutil.copy(sorted(folder.rglob("0*.yaml"))[1], folder / "them.yaml"),
    "another name": lambda folder: (path := sorted(folder.rglob("0*.yaml"))[1]).rename(path.with_name("khac.yaml")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_where_anything_changed_everything_is_read(change: str, folder: Path, checks: list[str]) -> None:
    """Who stands in two can only be told from all."""
    asked = ("validate", folder, "--format", "json", *AS_OF)
    before = ask(*asked, "--no-cache")
    cut_off(6, *asked)
    CHANGES[change](folder)
    checks.clear()
    status, out, err = ask(*asked)
    assert "Chạy tiếp" not in err
    assert len(checks) == len([*folder.rglob("*.yaml")]) - 1
    assert (status, out) == ask(*asked, "--no-cache")[:2]
    assert (change in ("lines above", "another name")) == (out == before[1])


def test_cut_off_while_rosters_are_read_again(folder: Path, checks: list[str]) -> None:
    """Of one that changed all others are known, and read again for what shows between hamlets."""
    asked = ("validate", folder, "--format", "json", *AS_OF)
    ask(*asked)
    _roster(folder)
    cut_off(4, *asked)
    checks.clear()
    status, out, err = ask(*asked)
    assert f"của 4/{HAMLETS} tệp" in err
    assert len(checks) == HAMLETS - 4
    assert (status, out) == ask(*asked, "--no-cache")[:2]
    _swap(sorted(folder.rglob("0*.yaml"))[0], "don_vi:", "# x\ndon_vi:")
    checks.clear()
    assert ask(*asked)[1] == ask(*asked, "--no-cache")[1]
    assert len(checks) == 1 + HAMLETS


def test_what_changes_while_it_is_read_is_kept_nowhere(folder: Path, cache: Path, checks: list[str]) -> None:
    """Neither under what it was nor under what it is."""
    asked = ("validate", folder, "--format", "json", *AS_OF)
    path = sorted(folder.rglob("0*.yaml"))[0]
    before, check = path.read_text("utf-8"), dantin.run.check_source
    after = before.replace("ten: ", "ten: Khác ", 1)

    def changing(source: Source, *args: object, **options: object) -> object:
        path.write_text(after, "utf-8")
        return check(source, *args, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dantin.run, "check_source", changing)
        cut_off(5, *asked)
    path.write_text(before, "utf-8")
    checks.clear()
    assert ask(*asked)[1] == ask(*asked, "--no-cache")[1]
    assert path.name in checks[: len(checks) - HAMLETS]
    with pytest.MonkeyPatch.context() as patch:
        shutil.rmtree(cache)
        patch.setattr(dantin.run, "check_source", changing)
        ask(*asked)
    for text in (before, after):
        path.write_text(text, "utf-8")
        assert ask(*asked)[1] == ask(*asked, "--no-cache")[1]


def test_what_could_not_be_read_or_was_our_fault_is_tried_again(folder: Path, checks: list[str]) -> None:
    asked = ("validate", folder, "--format", "json", *AS_OF)
    broken, at_fault = sorted(folder.rglob("0*.yaml"))[:2]
    broken.write_text("{", "utf-8")
    plain = ask(*asked, "--no-cache")[:2]
    count = dantin.run.count_dossier

    def failing(dossier: object, *rest: object) -> object:
        if dossier.code in at_fault.name:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return count(dossier, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dantin.run, "count_dossier", failing)
        cut_off(5, *asked)
    checks.clear()
    assert ask(*asked)[:2] == plain
    assert {broken.name, at_fault.name} < set(checks)
    assert len(checks) == HAMLETS - 3


@contextmanager
def at_work(asked: Sequence[str], cache: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that has put down something and is far from its end."""
    slowly = (
        "import time, dantin.run as r, dantin.cli.journal as j, dantin.cli as c, sys\n"
        "check, naps = r.check_source, [0.1, 0.1]\n"
        "def slow(*a, **k):\n    time.sleep(naps.pop() if naps else 60)\n    return check(*a, **k)\n"
        "r.check_source, j._SECONDS = slow, 0.0\n"
        "c.run()\n"
    )
    line = [sys.executable, "-c", slowly, *asked]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(600):
            if any(path.stat().st_size > 100 for path in journals(cache)):
                break
            time.sleep(0.05)
        try:
            yield process
        finally:
            process.kill()


def test_a_process_that_is_killed(folder: Path, cache: Path) -> None:
    asked = ("validate", str(folder), "--format", "json", *AS_OF, "--jobs", "2")
    with at_work(asked, cache) as process:
        process.send_signal(signal.SIGKILL)
    assert len(journals(cache)) == 1
    status, out, err = ask(*asked)
    assert "Lần chạy trước dừng giữa chừng. Chạy tiếp" in err
    assert (status, out) == ask(*asked, "--no-cache")[:2]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes start without what a test puts in place")
def test_where_one_of_its_processes_is_ended_it_says_so_and_goes_on_the_next_time(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("validate", folder, "--format", "json", *AS_OF)
    code = max(path.name for path in folder.rglob("*-*-*.yaml"))[:8]
    count = dantin.run.count_dossier

    def ended(dossier: Dossier, *rest: object) -> object:
        if dossier.code == code:
            time.sleep(1)
            os.kill(os.getpid(), signal.SIGKILL)
        return count(dossier, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(dantin.run, "count_dossier", ended)
        result = CliRunner().invoke(app, [*map(str, asked), "--jobs", "2"])
    assert type(result.exception) is DantinError
    assert "bị máy dừng giữa chừng" in str(result.exception)
    assert len(journals(cache)) == 1
    status, out, err = ask(*asked)
    assert "Chạy tiếp" in err
    assert (status, out) == ask(*asked, "--no-cache")[:2]


KEYS = [bytes([number]) * 32 for number in range(6)]


def recalled(folder: Path, secret: bytes = b"secret", keys: Sequence[bytes] = KEYS) -> list[bytes | None]:
    """What a new run finds in the journal."""
    after = Journal(folder, secret, keys)
    records = [after.recall(number) for number in range(len(keys))]
    after.leave()
    return records


def put_down(by: Journal, *numbers: int) -> None:
    for number in numbers:
        by.keep(number, lambda number=number: b"of %d" % number)  # type: ignore[misc]


def test_of_two_at_work_one_writes_and_the_other_takes_what_is_there(cache: Path) -> None:
    one, early = Journal(cache, b"secret", KEYS), Journal(cache, b"secret", KEYS)
    put_down(one, 0, 2)
    late = Journal(cache, b"secret", KEYS)
    put_down(early, 1)
    put_down(late, 3)
    assert (one.held, early.held, late.held) == (False, True, True)
    assert (late.records, late.recall(2)) == (2, b"of 2")
    late.delete()
    early.leave()
    assert recalled(cache) == [b"of 0", None, b"of 2", None, None, None]
    put_down(one, 5)
    one.leave()
    assert recalled(cache)[5] == b"of 5"


def test_who_outlives_the_one_that_wrote_takes_the_journal_away(cache: Path) -> None:
    one = Journal(cache, b"secret", KEYS)
    put_down(one, 0)
    other = Journal(cache, b"secret", KEYS)
    one.leave()
    other.delete()
    assert journals(cache) == []


def test_where_nothing_can_be_held_two_that_write_one_journal_mix_nothing_up(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What both put down is there once, what comes behind a repetition is read again."""
    monkeypatch.setattr(journal, "hold", lambda _: True)
    one, two = (Journal(cache, b"secret", KEYS) for _ in range(2))
    for number, by in ((0, one), (1, two), (2, one), (2, two), (3, one)):
        put_down(by, number)
    assert recalled(cache) == [b"of 0", b"of 1", b"of 2", None, None, None]
    one.leave()
    two.delete()
    assert journals(cache) == []


def test_a_run_that_is_at_work_is_no_run_that_was_cut_off(folder: Path, cache: Path) -> None:
    asked = ("validate", str(folder), "--format", "json", *AS_OF, "--jobs", "2")
    plain = ask(*asked, "--no-cache")[:2]
    with at_work(asked, cache) as process:
        status, out, err = ask(*asked)
        assert process.poll() is None
    assert "Một lệnh dantin khác đang đọc chính các hồ sơ này" in err
    assert "dừng giữa chừng" not in err
    assert (status, out) == plain


@pytest.mark.parametrize("other", ["secret", "key", "place"])
def test_a_record_is_known_by_its_run_and_its_file(other: str, cache: Path) -> None:
    keys = KEYS[:3]
    one = Journal(cache, b"secret", keys)
    put_down(one, 1)
    one.leave()
    assert recalled(cache, b"secret", keys) == [None, b"of 1", None]
    (path,) = cache.iterdir()
    if other == "secret":
        path.rename(cache / Journal(cache, b"other", keys)._path.name)
    elif other == "key":
        keys[1] = b"k" * 32
    else:
        data = bytearray(path.read_bytes())
        data[len(b"dantin journal 1\n") + 3] = 2
        path.write_bytes(data)
    assert recalled(cache, b"other" if other == "secret" else b"secret", keys) == [None] * 3


LOST = "Không ghi được vào thư mục bộ nhớ đệm"


def test_a_journal_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told once, of a run that takes long."""
    asked = ("validate", folder, "--format", "json", *AS_OF)
    plain = ask(*asked, "--no-cache")
    (folder / "bo-nho").write_text("x", "utf-8")
    monkeypatch.setenv("DANTIN_CACHE", str(folder / "bo-nho"))
    assert ask(*asked) == plain
    monkeypatch.setattr(journal, "_LONG_SECONDS", 0.0)
    status, out, err = ask(*asked)
    assert (status, out) == plain[:2]
    assert err.count(LOST) == 1
    assert str(folder / "bo-nho") in err


class Full:
    """A file that takes half of what it is given."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        return self.file.write(data[: len(data) // 2])

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)


def test_a_full_disk_is_told_as_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("validate", folder, "--format", "json", *AS_OF)
    plain = ask(*asked, "--no-cache")
    monkeypatch.setattr(journal, "_LONG_SECONDS", 0.0)
    monkeypatch.setattr(journal, "opened", lambda path, flags: Full(opened(path, flags)))
    monkeypatch.setattr(journal, "hold", lambda _: True)
    status, out, err = ask(*asked)
    assert (status, out) == plain[:2]
    assert err.count(LOST) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
@pytest.mark.parametrize("suffix", [SUFFIX, ".dantin"])
def test_a_pipe_in_place_of_an_entry_is_passed_over(suffix: str, folder: Path, cache: Path) -> None:
    asked = ("validate", folder, "--format", "json", *AS_OF)
    plain = ask(*asked)
    if suffix == SUFFIX:
        shutil.rmtree(cache)
        cut_off(5, *asked)
    places = [*cache.glob(f"*{suffix}")]
    assert places
    for path in places:
        path.unlink()
        os.mkfifo(path)
    assert ask(*asked) == plain


def test_a_wish_that_cannot_be_met_is_no_interruption(folder: Path, cache: Path) -> None:
    result = CliRunner().invoke(app, ["status", str(folder), "--commune", "Không Có", *AS_OF])
    assert "không có xã, phường nào tên “Không Có”" in str(result.exception)
    assert journals(cache) == []


def test_a_short_run_writes_no_journal(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_SECONDS", 1000.0)
    cut_off(5, "validate", folder, *AS_OF)
    assert journals(cache) == []


def test_journals_are_forgotten_in_time_and_for_their_size(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the last, a country's is large; nor one whose run is at work; nothing that is not of the cache."""
    monkeypatch.setattr(cache_folder, "_MOST_BYTES", 250)
    cache.mkdir()
    files = {"1.journal": 1, "2.dantin": 2, "3.journal": 3, "4.journal": 4, "5.dantin": 5, "6.journal": 8, "7.journal": 9, "thu.journal": 9}
    for name, days in files.items():
        path = cache / f"{name[0] * 64}{name[1:]}" if name[0].isdigit() else cache / name
        path.write_bytes(bytes(100))
        os.utime(path, (time.time() - days * 24 * 3600,) * 2)
    with opened(cache / f"{'4' * 64}{SUFFIX}", os.O_RDWR) as at_work:
        assert hold(at_work)
        cache_folder.clear(cache)
    assert sorted(path.stem.strip("0123456789") or path.stem[0] for path in cache.iterdir()) == ["1", "2", "3", "4", "thu"]
    os.utime(cache / f"{'1' * 64}{SUFFIX}", (time.time() - 8 * 24 * 3600,) * 2)
    for number in "234":
        next(cache.glob(f"{number}*")).unlink()
    cache_folder.clear(cache)
    assert [path.name for path in cache.iterdir()] == ["thu.journal"]


def test_no_name_and_no_number_can_be_read_in_a_journal(folder: Path, cache: Path) -> None:
    cut_off(HAMLETS - 1, "report", folder, *AS_OF)
    (path,) = journals(cache)
    kept = path.read_bytes() + path.name.encode()
    assert len(kept) > 10_000
    words = {word for file in folder.rglob("0*.yaml") for word in re.findall(r"[^\W\d_]{2,} [^\W\d_]{2,}|\d{12}", file.read_text("utf-8"))}
    assert len([word for word in words if word.isdigit()]) > 1000
    assert not [word for word in words for code in ("utf-8", "utf-16-le", "unicode-escape") if word.encode(code) in kept]
    assert max(kept.count(bytes([byte])) for byte in range(256)) < 2 * len(kept) / 256 + 100
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_the_keys_of_a_run_hang_on_every_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks one of the dossiers can make neither the hashes of the people nor the key of the journal."""
    keys: list[object] = []
    secrets_of = dantin.run.Unfinished

    def noting(*args: object) -> object:
        unfinished = secrets_of(*args)  # type: ignore[arg-type]
        keys.extend((unfinished.secret, unfinished._journal._secret))  # type: ignore[attr-defined]
        return unfinished

    monkeypatch.setattr(dantin.run, "Unfinished", noting)
    for path in (None, *sorted(folder.rglob("0*.yaml"))):
        if path is not None:
            path.write_text(path.read_text("utf-8") + "# \n", "utf-8")
        cut_off(0, "validate", folder, *AS_OF)
    assert len(set(keys)) == len(keys) == 2 * (1 + HAMLETS)
