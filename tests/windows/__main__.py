"""Builds dist/dantin-windows.zip: `python -m tests.windows [--python-zip python-3.12.10-embed-amd64.zip]`, as `make windows` calls it.

It stands here and not in `dantin/` because it is a tool of the developers, like `tests.benchmarks`: the wheel does not hold it.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.windows.bundle import bundle, embedded_version
from tests.windows.wheels import VERSIONS, download, lacking

ROOT = Path(__file__).parents[2]


def build_wheel(folder: Path) -> Path:
    """Our own wheel, made into a folder."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], check=True, stdout=subprocess.DEVNULL
    )
    (wheel,) = folder.glob("dantin-*.whl")
    return wheel


def main() -> int:
    """Build the zip; 2 where a wheel is missing or the Python handed over is none that there are wheels for."""
    parser = argparse.ArgumentParser(prog="python -m tests.windows", description=__doc__)
    parser.add_argument("--python-zip", type=Path, help="the official embeddable Python for 64-bit Windows, to be put into the zip")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "dantin-windows.zip")
    arguments = parser.parse_args()
    python = arguments.python_zip.read_bytes() if arguments.python_zip else None
    if python is not None and embedded_version(python) not in VERSIONS:
        print(f"{arguments.python_zip}: no embeddable Python of a version there are wheels for ({', '.join(VERSIONS)})")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        ours = build_wheel(Path(folder))
        wheels = {ours.name: ours.read_bytes()}
        for version in VERSIONS:
            got = download(ours, version, ROOT / "constraints.txt", ROOT / "dist" / "wheels")
            if missing := lacking([ours, *got], version):
                print(f"Python {version}: no wheel for 64-bit Windows of {', '.join(missing)}")
                return 2
            print(f"Python {version}: {len(got) + 1} wheels", flush=True)
            wheels.update({wheel.name: wheel.read_bytes() for wheel in got})
        data = bundle(
            wheels,
            (ROOT / "README.md").read_text("utf-8"),
            {"khu-pho-4.xlsx": (ROOT / "examples" / "khu-pho-4.xlsx").read_bytes()},
            python,
        )
    arguments.out.parent.mkdir(exist_ok=True)
    arguments.out.write_bytes(data)
    print(f"{arguments.out}: {len(data) / 2**20:.1f} MiB, {len(wheels)} wheels")
    return 0


if __name__ == "__main__":
    sys.exit(main())
