"""The zip for Windows, as bytes: the same from the same contents, whatever machine builds it. Names in it are plain ASCII."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt

from tests.windows.chay import JOBS
from tests.windows.wheels import fits

FILES = Path(__file__).parent / "files"
TOP = "dantin"
_DAY = (2020, 2, 2, 0, 0, 0)
_CRLF = (".bat", ".txt")
_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Hướng dẫn dantin</title><style>
body {{ font: 16px/1.5 "Segoe UI", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
pre {{ background: #f3f3f3; padding: .8rem; overflow-x: auto; font-size: 14px }} img {{ max-width: 100% }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #bbb; padding: .2rem .5rem; vertical-align: top }}
</style></head><body>
{body}</body></html>
"""


def bundle(wheels: Mapping[str, bytes], readme: str, examples: Mapping[str, bytes], python: bytes | None = None) -> bytes:
    """The zip: the files to click on, the guide, examples, the wheels and, where it is handed over, the embeddable Python, ready to run."""
    starter = (FILES / "starter.bat").read_text("ascii")
    contents = {f"{job}.bat": starter.replace("NAME", job).encode() for job in JOBS}
    contents["cai-dat.bat"] = (FILES / "cai-dat.bat").read_bytes()
    contents["huong-dan.html"] = guide(readme).encode()
    contents.update({f"vi-du/{name}": data for name, data in examples.items()})
    contents.update({f"noi-bo/{path.name}": path.read_bytes() for path in (FILES / "chay.bat", *FILES.glob("*.txt"))})
    contents["noi-bo/chay.py"] = (Path(__file__).parent / "chay.py").read_bytes()
    contents.update({f"noi-bo/goi/{name}": data for name, data in wheels.items()})
    if python is not None:
        contents.update({f"python/{name}": data for name, data in ready(python, wheels).items()})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{TOP}/{name}", _DAY)
            entry.create_system = 0  # nothing of the machine that builds it
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, _lines_of_windows(data) if name.endswith(_CRLF) and not name.startswith("python/") else data)
    return packed.getvalue()


def _lines_of_windows(data: bytes) -> bytes:
    # cmd.exe loses its way in a file whose lines end otherwise.
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def embedded_version(python: bytes) -> str | None:
    """The version of an embeddable Python ("3.12"), None for any other file."""
    try:
        names = zipfile.ZipFile(io.BytesIO(python)).namelist()
    except zipfile.BadZipFile:
        return None
    found = [match for name in names if (match := re.fullmatch(r"python(\d)(\d+)\._pth", name))]
    return f"{found[0][1]}.{found[0][2]}" if found and "python.exe" in names else None


def ready(python: bytes, wheels: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an embeddable Python with the wheels in it. It has neither pip nor venv, so they are unpacked where it finds them."""
    version = embedded_version(python)
    assert version is not None
    with zipfile.ZipFile(io.BytesIO(python)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    path = f"python{version.replace('.', '')}._pth"
    files[path] = files[path].replace(b"\r\n", b"\n").rstrip(b"\n") + b"\nLib\\site-packages\n"
    for wheel, data in wheels.items():
        if fits(wheel, version):
            files.update({f"Lib/site-packages/{name}": content for name, content in _unpacked(data).items()})
    return files


def _unpacked(wheel: bytes) -> dict[str, bytes]:
    """What of a wheel goes beside the others, by its name there; programs and documents of it go nowhere."""
    files = {}
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        for name in archive.namelist():
            parts = PurePosixPath(name).parts
            if name.endswith("/") or not parts:
                continue
            if parts[0].endswith(".data"):
                if len(parts) < 3 or parts[1] not in ("purelib", "platlib"):
                    continue
                files["/".join(parts[2:])] = archive.read(name)
            else:
                files[name] = archive.read(name)
    return files


def guide(readme: str) -> str:
    """The README as one page, from the installation on and without what is for developers; of a link to a file that is not in the zip
    the words are left."""
    _, _, text = readme.partition("\n## Cài đặt\n")
    text, _, _ = f"# dantin\n\n## Cài đặt\n{text}".partition("\n## For developers")
    text = re.sub(r"<!-- .*? -->\n?", "", text)
    text = re.sub(r"!\[([^\]]*)\]\((?!https?:)[^)]*\)", r"\1", text)
    text = re.sub(r"\]\(examples/(khu-pho-4\.xlsx)\)", r"](vi-du/\1)", text)
    text = re.sub(r"(?<!!)\[([^\]]+)\]\((?!https?:|vi-du/|#)[^)]*\)", r"\1", text)
    return _PAGE.format(body=MarkdownIt("commonmark").enable("table").render(text))
