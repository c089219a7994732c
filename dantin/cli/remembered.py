"""Answers given before: who asks the same of an unchanged folder is answered at once, no dossier is read again.

All that an answer hangs on is looked at anew each time, by content and never by date: every file in the folders, the configs in and above
them, the program and its libraries, the question, the day, the screen. Their digest is the key of the answer. Where anything is not
certain (a link, a pipe, a file that cannot be opened or is locked by a password, a list that names files elsewhere) nothing is remembered.
Imports nothing that takes time to load.
"""

import inspect
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from datetime import date
from functools import cache, partial, wraps
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import click
import typer

from dantin.cli import streams
from dantin.cli.cache_folder import VARIABLE, Cache, cache_folder, clear, keep, recall
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from dantin.readers.config import Config

_PACKAGE = Path(__file__).parents[1]
_CONFIG = "dantin.yaml"
_PASSED_OVER = "out"
_CONFIGS, _FOLDER = "dantin.remembered.configs", "dantin.remembered.folder"
_STORE, _DIGESTS = "dantin.remembered.store", "dantin.remembered.digests"
# An answer of so many letters is not remembered: it would have to be held whole.
_MOST_HEARD = 10_000_000
# Of what is plainly no dossier and may be large only the beginning is looked at, as the reader does.
_PLAINLY_OTHER = {".pdf", ".jpg", ".jpeg", ".png", ".heic", ".gif", ".tif", ".tiff", ".mp3", ".m4a", ".mp4", ".mov", ".avi"}
_HEAD = 64
_OLE = b"\xd0\xcf\x11\xe0"
_WORKBOOK_STARTS = (b"PK\3\4", _OLE)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES = 64 * 2**20
# What Rich makes of a terminal hangs on these.
_OF_SCREEN = (
    "COLORTERM", "COLUMNS", "FORCE_COLOR", "JUPYTER_COLUMNS", "JUPYTER_LINES", "LINES", "NO_COLOR", "TERM", "TTY_COMPATIBLE",
    "TTY_INTERACTIVE", "UNICODE_VERSION", "WT_SESSION",
)  # fmt: skip
# What writes files, or leaves the work to other machines, is done anew.
_WRITING = ("to", "save", "compare", "annotate", "scheduler")

NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Đọc lại mọi hồ sơ, không dùng kết quả đã nhớ của lần chạy trước và không nhớ kết quả này.")
]


class _Unsure(Exception):
    """Not all that an answer hangs on can be known."""


def remembered(command: Callable[..., None]) -> Callable[..., None]:
    """A command that answers from memory where it can. It names what it looks at `path` or `paths`, and has one option more."""

    @wraps(command)
    def answering(*, no_cache: bool = False, **asked: Any) -> None:
        folder = None if no_cache else cache_folder()
        if folder is None:
            command(**asked)
            return
        context = click.get_current_context(silent=True)
        if context is not None:
            context.meta[_FOLDER] = folder
        paths = asked["paths"] if "paths" in asked else [asked["path"]]
        writes = any(asked.get(name) for name in _WRITING)
        key = _key(command.__name__, paths, asked) if not writes else None
        known = _known(folder, key) if key is not None else None
        if known is not None:
            _tell_again(known)
            raise typer.Exit(known["status"])
        answer = _Heard()
        try:
            status = _ended(command, asked) if key is None else _listen(command, asked, answer)
            _finished(context)
        except CannotDo:
            # That is said to the user, who asks for something else: nothing was cut off.
            _finished(context)
            raise
        finally:
            if (cache := _store_of(context)) is not None:
                cache.leave()
            clear(folder)
        lasting = key is not None and status in (0, 1) and not answer.too_much
        # What changed while it was read may have been read as it was, or as it is.
        if key is not None and lasting and (beside := _beside(paths)) is not None and _key(command.__name__, paths, asked) == key:
            import json

            heard = {"beside": beside, "heard": answer.parts, "status": status}
            keep(folder, key, json.dumps(heard, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        raise typer.Exit(status)

    signature = inspect.signature(command)
    more = inspect.Parameter("no_cache", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=NoCacheOption)
    answering.__signature__ = signature.replace(parameters=[*signature.parameters.values(), more])  # type: ignore[attr-defined]
    answering.__annotations__ = {**command.__annotations__, "no_cache": NoCacheOption}
    return answering


def _finished(context: click.Context | None) -> None:
    if (cache := _store_of(context)) is not None:
        cache.finished()


def store() -> Cache | None:
    """Where the command at work may keep what it found; None where it is to keep nothing."""
    context = click.get_current_context(silent=True)
    if context is None or (folder := context.meta.get(_FOLDER)) is None:
        return None
    try:
        digests = context.meta.get(_DIGESTS, {})
        cache = Cache(folder, program(_PACKAGE), digests=digests, going_on=_tell_going_on, unwritable=_tell_unwritable)
    except OSError:
        return None
    context.meta[_STORE] = cache
    return cache


def _store_of(context: click.Context | None) -> Cache | None:
    """What `store` gave."""
    return context.meta.get(_STORE) if context is not None else None


def _tell_going_on(known: int, files: int, at_work: bool) -> None:
    """Say that a run goes on from what another found that was cut off, or is still `at_work`; no part of the answer."""
    had = f"đã có kết quả của {known}/{files} tệp, còn {files - known} tệp phải đọc"
    if at_work:
        text = f"Một lệnh dantin khác đang đọc chính các hồ sơ này, chưa xong. Dùng kết quả lệnh đó: {had}."
    else:
        text = f"Lần chạy trước dừng giữa chừng. Chạy tiếp: {had}."
    streams.tell(text, of_answer=False)


def _tell_unwritable(folder: Path) -> None:
    """Say that a long run cannot be gone on with; no part of the answer."""
    text = f"Không ghi được vào thư mục bộ nhớ đệm “{folder}”: nếu lần chạy này dừng giữa chừng thì lần sau phải đọc lại từ đầu."
    streams.tell(f"{text} Kiểm tra quyền ghi và dung lượng ổ đĩa, hoặc đặt biến {VARIABLE} thành một thư mục khác.", of_answer=False)


def hangs_on(configs: "Mapping[Path, Config]") -> None:
    """Tell with which configs the answer is made that is being listened to."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[_CONFIGS] = configs


def _known(folder: Path, key: bytes) -> dict[str, Any] | None:
    content = recall(folder, key)
    if content is None:
        return None
    import json

    known: dict[str, Any] = json.loads(content.decode("utf-8", "surrogatepass"))
    try:
        return known if all(_digest(Path(file)).hex() == digest for file, digest in known["beside"]) else None
    except (_Unsure, OSError):
        return None


def _tell_again(known: Mapping[str, Any]) -> None:
    for stream, text in known["heard"]:
        if stream == "out":
            sys.stdout.write(text)
        else:
            streams.tell(text)


class _Heard:
    """What a command prints and tells, in order; no more than `_MOST_HEARD` letters of it."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []
        self._left = _MOST_HEARD

    @property
    def too_much(self) -> bool:
        return self._left < 0

    def add(self, stream: str, text: str) -> None:
        self._left -= len(text)
        if self.too_much:
            self.parts.clear()
        else:
            self.parts.append((stream, text))


def _listen(command: Callable[..., None], asked: Mapping[str, Any], heard: _Heard) -> int:
    """The status a command ends in; `heard` takes what it prints and tells. What it raises otherwise passes."""
    hear = partial(heard.add, "err")
    streams.listeners.append(hear)
    try:
        with redirect_stdout(_Both(sys.stdout, heard)):
            return _ended(command, asked)
    finally:
        streams.listeners.remove(hear)


def _ended(command: Callable[..., None], asked: Mapping[str, Any]) -> int:
    """The status a command ends in. What it raises otherwise passes."""
    try:
        command(**asked)
    except click.exceptions.Exit as end:
        return end.exit_code
    return 0


class _Both:
    """Standard output, of which all that is written is heard as well."""

    def __init__(self, stream: IO[str], heard: _Heard) -> None:
        self._stream, self._heard = stream, heard

    def write(self, text: str) -> int:
        self._heard.add("out", text)
        return self._stream.write(text)

    def writelines(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


# --- What an answer hangs on -----------------------------------------------------------------------------------------


def _key(command: str, paths: Sequence[Path], asked: Mapping[str, Any]) -> bytes | None:
    """The digest of all that the answer hangs on and that can be known before; None where that is not certain."""
    context = click.get_current_context(silent=True)
    quiet = context is not None and bool(context.meta.get("dantin.quiet"))
    question = sorted((name, repr(value)) for name, value in asked.items())
    today = None if asked.get("as_of") else date.today().isoformat()
    digests: dict[str, bytes] = {}
    whole = blake2b(digest_size=64, person=b"answer")
    try:
        for part in ([program(_PACKAGE), command, question, today, quiet, _screen(), _above(paths)], *_all_below(paths, digests)):
            whole.update(f"{part!r}\n".encode("utf-8", "surrogatepass"))
    except (_Unsure, OSError, ValueError):
        return None
    if context is not None:
        context.meta[_DIGESTS] = digests
    return whole.digest()


@cache
def program(package: Path) -> str:
    """The digest of the program: its own files, the Python that runs it, and the versions of all that is installed beside it."""
    digest = blake2b(f"{sys.version} {sys.platform} {own_files(package)}".encode())
    installed = (os.listdir(place) for place in sys.path if place and os.path.isdir(place))  # noqa: PTH112, PTH208
    digest.update(repr(sorted(name for names in installed for name in names if name.endswith((".dist-info", ".egg-info")))).encode())
    return digest.hexdigest()


def own_files(package: Path) -> str:
    """The digest of the program's own files: two machines that have the same do the same."""
    digest = blake2b()
    for folder, below, names in os.walk(package):
        below[:] = sorted(name for name in below if name not in ("__pycache__", "_data"))
        for name in sorted(names):
            data = Path(folder, name).read_bytes()
            digest.update(f"{folder[len(str(package)) :]}/{name} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


def _screen() -> list[object]:
    """What the look of a text hangs on."""
    out = sys.stdout
    sizes: list[object] = []
    for number in range(3):
        try:
            sizes.append(tuple(os.get_terminal_size(number)))
        except (OSError, ValueError):
            sizes.append(None)
    traits: list[object] = [out.isatty(), out.encoding, out.errors, sizes, [os.environ.get(name) for name in _OF_SCREEN]]
    if sys.platform == "win32" and out.isatty():
        from rich.console import Console

        console = Console()
        if console.legacy_windows:  # on which Rich does not write what it shows
            raise _Unsure
        traits.append(console.color_system)
    return traits


def _above(paths: Sequence[Path]) -> list[object]:
    """The configs in the folders above what is looked at, as it is named and as it really lies."""
    places: dict[str, str | None] = {}
    ends: list[object] = []
    for path in paths:
        named, really = os.path.abspath(path), os.path.realpath(path)  # noqa: PTH100
        if str(path) == "-" or (named != really and ".." in path.parts):
            raise _Unsure
        ends.append((str(path), named, really))
        for folder in (*Path(named).parents, *Path(really).parents):
            config = str(folder / _CONFIG)
            if config not in places:
                there = os.path.lexists(config) and not os.path.isdir(config)  # noqa: PTH112
                places[config] = _digest(Path(config)).hex() if there else None
    return [ends, sorted((config, digest) for config, digest in places.items() if digest is not None)]


def _all_below(paths: Sequence[Path], digests: dict[str, bytes]) -> Iterator[tuple[object, ...]]:
    """Everything that is looked at; `digests` takes those of whole files, by their path."""
    for path in paths:
        yield (path.as_posix(),)
        for file, digest in _below(path):
            yield file, digest
            if digest and Path(file).suffix.lower() not in _PLAINLY_OTHER:
                digests[str(Path(file))] = digest


def _below(path: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that is looked at for a path that is named: each file with the digest of its content, each folder without."""
    if not path.is_dir():
        yield path.as_posix(), _digest(path, named=True)
        return
    folders, seen = [str(path)], set()
    while folders:
        folder = folders.pop()
        status = os.stat(folder)  # noqa: PTH116
        if (mark := (status.st_dev, status.st_ino)) in seen and status.st_ino:
            raise _Unsure
        seen.add(mark)
        yield folder, b""
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
        for entry in inside:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                raise _Unsure
            if entry.is_dir():
                folders += [entry.path] if entry.name != _PASSED_OVER else []
            elif not entry.name.startswith("~$"):
                yield entry.path, _digest(Path(entry.path))


def _digest(path: Path, *, named: bool = False) -> bytes:
    """The digest of what is in a file; of what is plainly no dossier only that of its beginning. Raises _Unsure, OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        # What has two names is one dossier.
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise _Unsure
        data = file.read(_HEAD)
        if named or path.suffix.lower() not in _PLAINLY_OTHER or data.startswith(_WORKBOOK_STARTS):
            if status.st_size > _MOST_BYTES:
                raise _Unsure
            data += file.read()
    # The password of a workbook that is named is asked for.
    if data.startswith(_OLE) and (named or _LOCKED in data):
        raise _Unsure
    return blake2b(data, digest_size=32).digest()


def _beside(paths: Sequence[Path]) -> list[tuple[str, str]] | None:
    """The lists of hamlets that configs name in files of their own, each with its digest; None where not all can be known."""
    context = click.get_current_context(silent=True)
    configs: Mapping[Path, Config] | None = context.meta.get(_CONFIGS) if context is not None else None
    if configs is None:
        return None
    from dantin.readers.config import every_level

    inside = [Path(os.path.realpath(path)) for path in paths]
    lists: dict[str, str] = {}
    for config in every_level(configs.values()):
        home = Path(os.path.realpath(config.file)).parent
        here = any(home.is_relative_to(path) for path in inside)
        elsewhere = any(len(entry.files) > 1 and (not here or _out_of_sight(entry.files)) for entry in config.listed or ())
        no_list = not config.listed and "danh_sach" in config.lines
        # What is wrong with a config above may be that a file is not there.
        if elsewhere or no_list or (not here and (config.diagnostics or config.templates is not None)):
            return None
        try:
            lists.update({str(file): _digest(file).hex() for file in config.list_files})
        except (_Unsure, OSError):
            return None
    return sorted(lists.items())


def _out_of_sight(files: Sequence[str]) -> bool:
    """Whether any of these lies where no dossier is looked for, or is called as none is."""
    parts = (part for file in files for part in file.replace("\\", "/").split("/"))
    return any(part == _PASSED_OVER or part.startswith((".", "~$")) or Path(part).suffix.lower() in _PLAINLY_OTHER for part in parts)
