"""The wheels that dantin needs on 64-bit Windows: what they are, where each comes from, and whether all are there.

`pip download --platform` alone does not do: the markers of requirements ("colorama; platform_system == 'Windows'") it asks of the machine
it runs on. So the requirements are followed here, with Windows's answers, and pip brings one list of names after another.
"""

import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterator, Sequence
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORM = "win_amd64"
EXTRAS = ("xls",)


def tags(version: str) -> set[Tag]:
    """What a Python of this version on 64-bit Windows installs."""
    number = tuple(int(part) for part in version.split("."))
    native = cpython_tags(number, platforms=[PLATFORM])
    return {*native, *compatible_tags(number, f"cp{number[0]}{number[1]}", [PLATFORM])}


def fits(wheel: str, version: str) -> bool:
    """Whether a wheel, by its file's name, can be installed there."""
    return not parse_wheel_filename(wheel)[3].isdisjoint(tags(version))


def requirements(wheel: Path, version: str, extras: Collection[str] = ()) -> Iterator[Requirement]:
    """What a wheel needs on Windows with this Python, and for these extras."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA") and name.count("/") == 1)
        metadata = message_from_bytes(archive.read(name))
    environment = {
        "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64",
        "platform_python_implementation": "CPython", "implementation_name": "cpython",
        "python_version": version, "python_full_version": f"{version}.0",
    }  # fmt: skip
    for line in metadata.get_all("Requires-Dist") or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras)):
            yield requirement


def lacking(wheels: Sequence[Path], version: str, extras: Collection[str] = EXTRAS) -> list[str]:
    """The names that the first wheel needs, itself or through others, and of which none of the wheels fits, in order."""
    by_name = {parse_wheel_filename(wheel.name)[0]: wheel for wheel in wheels if fits(wheel.name, version)}
    ours, *_ = wheels
    missing: set[str] = set()
    waiting: list[tuple[Path, frozenset[str]]] = [(ours, frozenset(extras))]
    done = set(waiting)
    while waiting:
        needing, wanted = waiting.pop()
        for requirement in requirements(needing, version, wanted):
            name = canonicalize_name(requirement.name)
            wheel = by_name.get(name)
            if wheel is None or not requirement.specifier.contains(parse_wheel_filename(wheel.name)[1]):
                missing.add(name)
            elif (step := (wheel, frozenset(requirement.extras))) not in done:
                done.add(step)
                waiting.append(step)
    return sorted(missing)


def download(ours: Path, version: str, constraints: Path, folder: Path) -> list[Path]:
    """Every wheel that ours needs there, brought by pip at the versions of the constraints into a folder, unless it is in it.

    Ends where pip has no more to give; what is still missing `lacking` tells.
    """
    folder = folder / version
    folder.mkdir(parents=True, exist_ok=True)
    asked: set[str] = set()
    while wanted := sorted(set(lacking([ours, *folder.glob("*.whl")], version)) - asked):
        asked.update(wanted)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
        where = ["--platform", PLATFORM, "--implementation", "cp", "--python-version", version, "--dest", folder]
        if subprocess.run([*pip, *where, "--constraint", constraints, *wanted], check=False, stderr=subprocess.DEVNULL).returncode:
            break
    return sorted(folder.glob("*.whl"))
