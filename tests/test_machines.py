"""The same answer from a cluster of machines as from one's own processes, also where a worker is lost in the middle."""

import os
import signal
import threading
import time
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


def validated(*more: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["validate", str(DISTRICT), "--as-of", "2024-12-20", "--format", "json", *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def test_a_cluster_gives_the_same_bytes_though_a_worker_dies(workers: Any) -> None:
    here = validated("--jobs", "1")
    victim = next(iter(workers.workers.values())).pid
    lost: list[bool] = []

    def kill() -> None:
        # As soon as it has work to do.
        for _ in range(400):
            if workers.scheduler.tasks:
                break
            time.sleep(0.01)
        lost.append(bool(workers.scheduler.tasks))
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    there = validated("--scheduler", workers.scheduler_address)
    killer.join()
    assert lost == [True]
    assert there == here
    assert validated("--scheduler", workers.scheduler_address) == here


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
