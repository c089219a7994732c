"""The suite on other Pythons: `python -m tests.pythons [--only system] [TESTS]`, as `make test-pythons` calls it.

Looks for every Python from 3.11 to 3.14 on PATH, among pyenv's and in /usr/bin, counts each build once, and leaves out the one it runs on
itself, which `make test` is for. Each has its environment in `.venv-<its version>` beside this one's. Where there is no other, says so and
ends with 0.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEM = Path("/usr/bin")
_ABOUT = (
    "import platform, sys; print(platform.python_implementation(), platform.python_version(), sys.version.replace(chr(10), ' '), sep='|')"
)


class Build(NamedTuple):
    """An installed Python: its program, version and the build it says it is."""

    program: Path
    version: str
    build: str

    @property
    def of_system(self) -> bool:
        """It came with the machine."""
        return self.program.parent == SYSTEM


def about(program: Path) -> Build | None:
    """What a program says of itself; None where it is no CPython that is served, or does not run."""
    try:
        said = subprocess.run([program, "-I", "-c", _ABOUT], capture_output=True, text=True, timeout=60, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    kind, version, build = said.split("|", 2)
    return Build(program, version, build) if kind == "CPython" and version.rpartition(".")[0] in VERSIONS else None


def programs() -> Iterator[Path]:
    """Every program that may be such a Python, the system's own first."""
    names = ["python3", *(f"python{version}" for version in VERSIONS)]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    folders = [SYSTEM, *sorted(pyenv.glob("*/bin")), *(Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder)]
    for folder in folders:
        yield from (folder / name for name in names if (folder / name).is_file())


def others() -> list[Build]:
    """The Pythons of this machine, each build once, without the one that runs this."""
    mine = about(Path(sys.executable))
    found = {mine.build: mine} if mine is not None else {}
    builds = [
        build
        for program in dict.fromkeys(programs())
        if (build := about(program)) is not None and found.setdefault(build.build, build) is build
    ]
    return sorted(builds, key=lambda build: [int(part) if part.isdigit() else 0 for part in build.version.split(".")])


def environment(build: Build) -> Path:
    """The Python of the build's environment, made and filled where it is not there yet. Without `ensurepip` this one's pip fills it."""
    folder = ROOT / f".venv-{build.version}{'-system' if build.of_system else ''}"
    python, stamp = folder / "bin" / "python", folder / ".ready"
    sources = [ROOT / "pyproject.toml", ROOT / "constraints.txt"]
    if stamp.exists() and stamp.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
        return python
    if not python.exists():
        # Without pip, because Debian keeps what would install it in a package of its own.
        subprocess.run([build.program, "-m", "venv", "--without-pip", folder], check=True)
    # Only the modules that tests load are compiled, when they are loaded.
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-compile", "-c", ROOT / "constraints.txt", "pip", "-e", f"{ROOT}[dev]"], check=True, cwd=ROOT)
    stamp.touch()
    return python


def main() -> int:
    """Run the tests on each; 1 if any of them failed."""
    options = argparse.ArgumentParser(prog="python -m tests.pythons", description=__doc__)
    options.add_argument("--only", choices=("all", "system"), default="all", help="the system's own Python alone")
    options.add_argument("--prepare", action="store_true", help="make their environments and run nothing")
    options.add_argument("tests", nargs="*", help="files of tests; all as a rule")
    given = options.parse_args()
    builds = [build for build in others() if given.only == "all" or build.of_system]
    if not builds:
        print(f"No other Python to test on ({given.only}); this one is {sys.version.split()[0]}, {sys.executable}", flush=True)
    failed = []
    for build in builds:
        python = environment(build)
        if given.prepare:
            continue
        print(f"=== Python {build.version}, {build.program}", flush=True)
        command = [python, "-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", *given.tests]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(build.version)
    if failed:
        print(f"Failed on Python {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
