"""The same work on many machines: a dask.distributed cluster in the place of processes of one's own. The files lie on a path all share."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dantin.cli.options import quoted
from dantin.cli.remembered import own_files
from dantin.errors import CannotDo

if TYPE_CHECKING:
    import threading
    from concurrent.futures import Executor

_PATIENCE = "10s"
# So long a cluster may be without workers: those that are lost are started again.
_ALONE_SECONDS = 60.0
_MORE = 'Cài thêm: pip install "dantin[cluster]" trên máy này và mọi máy trong cụm.'


@contextmanager
def machines(address: str, paths: Sequence[Path]) -> "Iterator[Executor]":
    """The workers of the scheduler at an address, "tcp://10.0.0.5:8786"; `paths`, absolute, must be there for each of them.

    A worker that is lost has its work done by the others. Raises CannotDo where there is no scheduler, no worker, or one that cannot do
    the same work: another dantin, or none of these paths; also where all of them are lost in the middle.
    """
    import threading
    from concurrent.futures import CancelledError

    try:
        from distributed import Client
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise CannotDo(f"--scheduler cần phần mềm dask. {_MORE}") from error
    import logging

    # They tell their own state on standard error, in English.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    connect: Any = Client
    try:
        client: Any = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise CannotDo(f"--scheduler: không kết nối được {quoted(address)}. Kiểm tra địa chỉ, và cụm đã chạy chưa.") from error
    over = threading.Event()
    try:
        _check(client, paths)
        threading.Thread(target=_watch, args=(client, over), daemon=True).start()
        yield client.get_executor(pure=False)
    except (CancelledError, CommClosedError) as error:
        raise CannotDo(
            f"--scheduler: mất kết nối với cụm {quoted(address)} giữa chừng. Kiểm tra cụm còn chạy, còn máy làm việc không, rồi làm lại."
        ) from error
    except KilledWorker as error:
        raise CannotDo(
            "--scheduler: các máy trong cụm lần lượt dừng khi kiểm tra một tệp. Chạy lại không có --scheduler để biết tệp nào."
        ) from error
    finally:
        over.set()
        client.close(timeout=_PATIENCE)


def _watch(client: Any, over: "threading.Event") -> None:
    """Give up where no worker comes back: who waits for one gets CancelledError."""
    from asyncio import CancelledError

    alone = False
    # Where scheduler or client are gone, who waits gets the same without this.
    with suppress(Exception, CancelledError):
        while not over.wait(_ALONE_SECONDS / 2):
            was_alone, alone = alone, not client.nthreads()
            if was_alone and alone:
                client.close(timeout=_PATIENCE)
                return


def _check(client: Any, paths: Sequence[Path]) -> None:
    """See that there are workers and that all can do the same work."""
    try:
        answers: dict[str, tuple[str, list[str]]] = client.run(_of_worker, [str(path) for path in paths])
    except Exception as error:  # whatever a worker without dantin raises
        raise CannotDo(f"--scheduler: có máy trong cụm chưa cài dantin. {_MORE}") from error
    if not answers:
        raise CannotDo("--scheduler: cụm chưa có máy nào làm việc. Chạy dask worker trên từng máy, rồi làm lại.")
    mine, _ = _of_worker([])
    for worker, (program, absent) in sorted(answers.items()):
        if program != mine:
            raise CannotDo(f"--scheduler: máy {quoted(worker)} chạy bản dantin khác với máy này. Cài cùng một bản trên mọi máy.")
        if absent:
            raise CannotDo(
                f"--scheduler: máy {quoted(worker)} không thấy {quoted(absent[0])}. Đặt hồ sơ ở thư mục chung mà mọi máy cùng mở được."
            )


def _of_worker(paths: list[str]) -> tuple[str, list[str]]:
    """Asked of each worker: which program it has, and which of the paths it does not see."""
    return own_files(Path(__file__).parents[1]), [path for path in paths if not Path(path).exists()]
