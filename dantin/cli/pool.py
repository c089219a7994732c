"""Processes in which many files are checked at once. Imports nothing heavy before they are needed."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dantin.errors import DantinError

if TYPE_CHECKING:
    from concurrent.futures import Executor

_FILES_PER_JOB = 30
_ENDED = (
    "Một tiến trình đang đọc hồ sơ đã bị máy dừng giữa chừng, thường vì máy hết bộ nhớ. Đóng bớt chương trình khác rồi gõ lại lệnh đó; "
    "với validate, thêm --jobs 1 thì cần ít bộ nhớ hơn. Vẫn bị dừng thì báo cho người phụ trách dantin."
)


@contextmanager
def pool(files: int, jobs: int | None = None) -> "Iterator[Executor | None]":
    """Processes to work in, or none for one file at a time. Unless told, as many as the machine has and the files are worth.

    Raises DantinError where one of them is ended from outside: no wish that cannot be met, what the run has found so far stays kept.
    """
    # What is loaded by now stays loaded: no search for circles has to look at it again, nor to copy it in a process of its own.
    gc.freeze()
    if jobs is None:
        jobs = min(os.cpu_count() or 1, files // _FILES_PER_JOB)
    if min(jobs, files) > 1:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        # Where it is safe, a forked process starts with everything imported already.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
        with ProcessPoolExecutor(min(jobs, files), mp_context=context, initializer=_at_work) as executor:
            try:
                yield executor
            except BrokenProcessPool as error:
                raise DantinError(_ENDED) from error
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
    else:
        yield None


def _at_work() -> None:
    """What a process does before it works."""
    # Ctrl-C reaches every process; the one that was started alone says so and ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Where that one is killed nobody would ever tell this one to end.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
