"""The same answer from a cluster of machines as from one's own processes, also where a worker is lost in the middle."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dantin.cli import machines as many
from dantin.cli.app import app
from dantin.errors import CannotDo
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    # What dask itself leaves behind when a worker is killed.
    pytest.mark.filterwarnings("ignore"),
]
DISTRICT = ROOT / "examples" / "long-thanh" / "an-phuoc"


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as cluster:
        yield cluster


LINE = ("validate", str(DISTRICT), "--as-of", "2024-12-20", "--format", "json")


def validated(*more: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*LINE, *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def test_a_cluster_gives_the_same_bytes_though_a_worker_dies(workers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    here = validated("--jobs", "1")
    victim = next(iter(workers.workers.values())).pid
    at_work, over = threading.Event(), threading.Event()

    def kill() -> None:
        # As soon as there is work to do, however long a busy machine takes to come to that.
        while not workers.scheduler.tasks:
            if over.wait(0.01):
                return
        at_work.set()
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    there = validated("--scheduler", workers.scheduler_address)
    over.set()
    killer.join()
    assert at_work.is_set()
    assert there == here
    # Where the command is given is no place that the workers know.
    monkeypatch.chdir(DISTRICT.parent)
    result = CliRunner().invoke(app, [*LINE[:1], DISTRICT.name, *LINE[2:], "--scheduler", workers.scheduler_address])
    assert result.stdout == here[1]


@pytest.mark.parametrize(
    ("address", "says"),
    [("tcp://127.0.0.1:9", "không kết nối được"), ("khong phai dia chi", "không kết nối được")],
)
def test_no_scheduler(address: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_PATIENCE", "1s")
    with pytest.raises(CannotDo, match=says), many.machines(address, []):
        pass


def test_a_path_that_a_worker_does_not_see(workers: Any, tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="không thấy"), many.machines(workers.scheduler_address, [tmp_path / "khong-co"]):
        pass


@pytest.mark.parametrize("lost", ["scheduler", "workers"])
def test_where_all_is_lost_in_the_middle_it_is_told(lost: str) -> None:
    """In a process of its own: what dask writes of it goes past what a test sees."""
    from distributed import LocalCluster

    slowly = (
        "import sys, time, dantin.cli as c, dantin.cli.machines as m, dantin.run as r\n"
        "m._ALONE_SECONDS = 2\n"
        "fetched = r._fetched\n"
        "def telling(*a):\n    reports = fetched(*a)\n    print('at work', flush=True)\n    time.sleep(2)\n    return reports\n"
        "r._fetched = telling\n"
        "c.run()\n"
    )
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as cluster:
        line = [sys.executable, "-c", slowly, *LINE, "--scheduler", cluster.scheduler_address]
        with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "at work\n"
            if lost == "scheduler":
                cluster.close()
            else:
                cluster.scale(0)
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert re.fullmatch(r"Dùng cấu hình .*\nLỗi: --scheduler: mất kết nối với cụm .* giữa chừng\. .*\n", err), err
