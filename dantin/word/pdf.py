"""Word papers -> PDF through LibreOffice, where it is installed. Knows nothing of elections."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dantin.errors import CannotDo
from dantin.resources import write_whole

_AT_ONCE = 40
_SECONDS_EACH = 20
_STARTING = 60
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def libreoffice() -> str | None:
    """The program's path, or None where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return program or next((place for place in _USUAL_PLACES if Path(place).exists()), None)


def convert(papers: Sequence[Path]) -> list[Path]:
    """Write a PDF beside each Word file, and give their paths.

    Raises CannotDo where LibreOffice is not installed, does not finish, or leaves a paper out.
    """
    program = libreoffice()
    if program is None:
        raise CannotDo("máy này chưa cài LibreOffice. Cài LibreOffice rồi chạy lại, hoặc mở tệp Word và chọn Lưu thành PDF.")
    made: list[Path] = []
    # A profile of its own, so that a LibreOffice which the clerk has open is not disturbed and does not refuse.
    with tempfile.TemporaryDirectory(prefix="dantin-") as folder:
        work = Path(folder)
        for start in range(0, len(papers), _AT_ONCE):
            batch = papers[start : start + _AT_ONCE]
            copies = []
            for number, paper in enumerate(batch):
                # Papers of two hamlets bear one name.
                copies.append(work / f"{start + number:05}.docx")
                shutil.copyfile(paper, copies[-1])
            _run(program, work, copies)
            for paper, copy in zip(batch, copies, strict=True):
                finished = copy.with_suffix(".pdf")
                # LibreOffice ends well even on what it could not read.
                if not finished.exists():
                    raise CannotDo(f"LibreOffice không chuyển được {paper} sang PDF.")
                target = paper.with_suffix(".pdf")
                write_whole(target, finished.read_bytes())
                made.append(target)
                copy.unlink()
                finished.unlink()
    return made


def _run(program: str, work: Path, papers: Sequence[Path]) -> None:
    profile = (work / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(work)]
    try:
        subprocess.run(
            [*command, *map(str, papers)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_STARTING + _SECONDS_EACH * len(papers),
            check=False,
            # Else every PDF carries the minute at which it was made.
            env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"},
        )
    except subprocess.TimeoutExpired as error:
        raise CannotDo("LibreOffice chạy quá lâu, đã dừng. Thử lại với ít giấy tờ hơn (--paper, --hamlet).") from error
    except OSError as error:
        raise CannotDo("không chạy được LibreOffice. Kiểm tra lại bản cài đặt.") from error
