"""Word templates of other people: found in a folder, and filled by a child process with limits of time and memory.

A template that the folder lacks, or has as it was shipped, is the shipped one. What the child may do is told in `worker`; this process
never looks inside a template. What comes out is read back as every paper is, by a second child in which no template ever ran.
"""

import contextlib
import os
import stat
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from dantin.errors import CannotDo
from dantin.papers.finished import Filler, Templates, shipped
from dantin.papers.shelf import BY_NAME
from dantin.readers.config import Config
from dantin.readers.files.opening import Unopened, leads_inside, mode_of, read_file
from dantin.readers.files.raw import Unreadable
from dantin.resources import resource
from dantin.word.facts import Facts
from dantin.word.filling import NoWordFile, TemplateFault
from dantin.word.worker import receive, send

SECONDS = 10.0
"""How long one paper may take to be filled."""
_TO_START = 60.0
_ANSWER_BYTES = 32 << 20
_TEMPLATE_BYTES = 10 << 20
# An isolated Python, which finds the libraries where this one does.
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from dantin.word.worker import main; main()"
_PASSED_ON = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "TEMP", "TMP")
_OTHER_WORD = {".doc", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".rtf"}

TemplatesOf: TypeAlias = Callable[[str], Templates]
"""Of the dossier in a file, the templates that apply to it."""


class Workshop:
    """The child process, started when it is first needed and anew after one had to be ended. Safe to share between threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """`seconds`: how long one request may take."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._loaded: set[str] = set()
        self._barred: dict[str, str] = {}
        self._reader: Workshop | None = None

    def close(self) -> None:
        """End the child process; a later request starts another."""
        if self._reader is not None:
            self._reader.close()
        if self._process is not None:
            _end(self._process)
        self._process = None
        self._loaded.clear()

    def examine(self, data: bytes, name: str) -> dict[str, Any]:
        """The tags of a template, see `tags.examine`. Raises TemplateFault; NoWordFile for what is none."""
        with self._lock:
            return self._ask({"do": "examine", "name": name}, data)[0]

    def fill(self, key: str, name: str, data: bytes, context: Mapping[str, object], *, draft: bool) -> bytes:
        """Fill a template, known by its `key`; `name` is what messages call it. Raises TemplateFault.

        A template that could not be loaded, or had to be stopped, is not tried again.
        """
        with self._lock:
            if key in self._barred:
                raise TemplateFault(self._barred[key])
            if self._process is None or self._process.poll() is not None:
                self.close()
            if key not in self._loaded:
                try:
                    self._ask({"do": "load", "key": key, "name": name, "draft": draft}, data)
                except TemplateFault as fault:
                    self._barred[key] = str(fault)
                    raise
                self._loaded.add(key)
            try:
                return self._ask({"do": "fill", "key": key, "name": name, "context": context})[1]
            except _Stopped as fault:
                self._barred[key] = str(fault)
                raise

    def differences(self, name: str, paper: bytes, facts: Facts) -> list[str]:
        """What a filled paper does not say as the outcome has it, see `readback.differences`. Raises TemplateFault."""
        with self._lock:
            self._reader = self._reader or Workshop(self._seconds)
            answer, _ = self._reader._ask({"do": "read", "name": name, "facts": facts.as_told()}, paper)
        differences: list[str] = answer["differences"]
        return differences

    def _ask(self, request: Mapping[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        name = request["name"]
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        answer = None
        try:
            send(process.stdin, request, data)
            answer = receive(process.stdout, _ANSWER_BYTES)
            why = "đã dừng đột ngột, có thể vì quá nặng" if answer is None else ""
        except OverflowError:
            why = f"giấy điền ra quá lớn (hơn {_ANSWER_BYTES >> 20} MB), đã dừng"
        except OSError:  # the child is gone
            why = "đã dừng đột ngột, có thể vì quá nặng"
        except BaseException:  # the next answer would be that of this request
            self.close()
            raise
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():
            why = f"điền hoặc đọc lại quá {self._seconds:g} giây chưa xong nên đã dừng; có vòng lặp quá dài hoặc tệp quá phức tạp"
        elif answer is not None and answer[0].get("memory"):
            why = "cần quá nhiều bộ nhớ nên đã dừng; có biểu thức hoặc vòng lặp tạo ra quá nhiều chữ"
        if why or answer is None:
            self.close()
            raise _Stopped(f"Mẫu {name}: {why}")
        if "fault" in answer[0]:
            raise (NoWordFile if answer[0].get("no_word_file") else TemplateFault)(answer[0]["fault"])
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        here = str(Path(__file__).parents[2])
        paths = [here, *(path for path in sys.path if Path(path).is_absolute() and path != here)]
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _PROGRAM, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        weakref.finalize(self, _end, process)
        timer = threading.Timer(_TO_START, process.kill)
        timer.start()
        assert process.stdout is not None
        ready = receive(process.stdout, _ANSWER_BYTES)
        timer.cancel()
        if ready is None:
            _end(process)
            raise CannotDo("Không khởi động được tiến trình điền mẫu Word của anh/chị. Thử lại, hoặc cài lại dantin.")
        self._process = process
        return process


class _Stopped(TemplateFault):
    """The child had to be ended, and with it what it had loaded."""


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            # What was left to be written has nowhere to go.
            with contextlib.suppress(OSError):
                stream.close()


class OwnTemplate:
    """A template that somebody changed."""

    def __init__(self, workshop: Workshop, key: str, name: str, data: bytes, *, draft: bool) -> None:
        """`key` tells this template from all others of the workshop; `name` is what messages call it."""
        self._workshop, self._key, self._name, self._data, self._draft = workshop, key, name, data, draft

    def render(self, context: Mapping[str, object]) -> bytes:
        """The finished paper; raises TemplateFault."""
        return self._workshop.fill(self._key, self._name, self._data, context, draft=self._draft)

    def differences(self, paper: bytes, facts: Facts) -> list[str]:
        """What the finished paper does not say as the outcome has it; raises TemplateFault."""
        return self._workshop.differences(self._name, paper, facts)


class OwnFolder:
    """The templates of one folder. `notices` are what there is to say of files in it that are no template of any paper."""

    def __init__(self, folder: Path, workshop: Workshop, named_in: str, home: Path | None = None) -> None:
        """`named_in` tells who names the folder, `home` where every template has to lie. Raises CannotDo where there is no such folder."""
        if not stat.S_ISDIR(mode_of(folder)):
            advice = f"Kiểm tra lại tên, hoặc tạo bằng: dantin templates export {folder}"
            raise CannotDo(f"{named_in}: không có thư mục mẫu “{folder}”. {advice}")
        self._workshop, self._folder = workshop, folder
        try:
            files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
        except OSError as error:
            raise CannotDo(f"{named_in}: không mở được thư mục mẫu “{folder}”.") from error
        word = [path for path in files if path.suffix.lower() == ".docx"]
        self._paths = {path.stem.lower(): path for path in word if path.stem.lower() in BY_NAME}
        if (
            home is not None
            and (outside := next((path for path in self._paths.values() if not leads_inside(path, home)), None)) is not None
        ):
            why = f"mẫu “{outside}” là liên kết dẫn ra ngoài thư mục của dantin.yaml"
            raise CannotDo(f"{named_in}: {why}. Chép mẫu vào thư mục rồi thử lại.")
        self.notices = [_unknown(path) for path in word if path.stem.lower() not in BY_NAME]
        self.notices += [f"Bỏ qua “{path}”: mẫu phải lưu ở dạng .docx." for path in files if path.suffix.lower() in _OTHER_WORD]
        if not self._paths:
            self.notices.append(f"Thư mục “{folder}” không có mẫu của giấy tờ nào, nên mọi giấy tờ lấy mẫu của dantin.")

    def __call__(self, name: str, *, draft: bool) -> Filler:
        """The template of a paper: that of the folder, else the shipped one. Raises TemplateFault."""
        if name not in self._paths:
            return shipped(name, draft=draft)
        data = template_bytes(self._paths[name])
        if data == resource("templates", f"{name}.docx").read_bytes():
            return shipped(name, draft=draft)
        return OwnTemplate(self._workshop, f"{self._paths[name]}|{draft}", self._paths[name].name, data, draft=draft)


@cache
def template_bytes(path: Path) -> bytes:
    """The bytes of a template file, read once. Raises TemplateFault where it cannot be read or is too large."""
    try:
        return read_file(path, _TEMPLATE_BYTES)
    except Unopened as error:
        raise TemplateFault(f"Không đọc được mẫu {path}: kiểm tra quyền đọc, và tệp có đang mở trong Word không") from error
    except Unreadable as error:
        raise TemplateFault(f"Không dùng được mẫu {path.name}: {error.problem}") from error


def _unknown(path: Path) -> str:
    from dantin.readers.dossier.quoting import nearest

    near = nearest(path.stem, sorted(BY_NAME))
    offer = f" Có phải là “{near}.docx”?" if near is not None else ""
    return f"Bỏ qua mẫu “{path}”: không có giấy tờ nào tên như vậy.{offer} Xem tên: dantin templates list"


def own_templates(folder: Path | None, configs: Mapping[Path, Config]) -> tuple[TemplatesOf, list[str]]:
    """Of each dossier's file its templates: of the folder named on the command line, else in its `dantin.yaml` or one of a level above,
    else the shipped ones.

    Gives also what there is to say of the folders. Raises CannotDo for a folder that is not there.
    """
    workshop = Workshop()
    for config in configs.values():
        if folder is None and config.templates_refused:
            raise CannotDo(f"{config.file}, mục mau_giay: {config.templates_refused}.")
    if folder is not None:
        named = OwnFolder(folder, workshop, "--templates")
        return lambda _file: named, named.notices
    naming = {path.as_posix(): level for path, config in configs.items() if (level := _naming_templates(config)) is not None}
    by_config = {
        id(config): OwnFolder(config.templates, workshop, f"{config.file}, mục mau_giay", Path(config.file).parent)
        for config in naming.values()
        if config.templates is not None
    }
    by_file = {file: by_config[id(config)] for file, config in naming.items()}
    return lambda file: by_file.get(file, shipped), [notice for own in by_config.values() for notice in own.notices]


def _naming_templates(config: Config) -> Config | None:
    return next((level for level in config.levels if level.templates is not None), None)
