"""Reading many documents at once, with every core, through fork."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

WORTH_IT = 400_000
"""Bytes below which one core is faster than the making of workers."""

Read = Callable[[str], bytes]


def read_all(paths: Sequence[str], sizes: Sequence[int], read: Read) -> dict[str, bytes]:
    """`read` of every path: in workers where the platform forks, there is more than one core, and it is worth it.

    Where a worker is killed (memory ran out), one process reads them all.
    """
    workers = min(os.cpu_count() or 1, 8)
    if sum(sizes) < WORTH_IT or workers < 2 or not hasattr(os, "fork"):
        return {path: read(path) for path in paths}
    return _forked(paths, sizes, read, workers)


_read: Read | None = None
"""What the workers run: set just before they are forked, since a closure cannot be sent to them."""


def _run(path: str) -> tuple[str, bytes]:
    return path, _read(path) if _read else b""


def _forked(paths: Sequence[str], sizes: Sequence[int], read: Read, workers: int) -> dict[str, bytes]:
    import gc
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    global _read  # noqa: PLW0603
    _read = read
    largest_first = [path for _, path in sorted(zip(sizes, paths, strict=True), reverse=True)]
    gc.freeze()
    try:
        # Not multiprocessing.Pool: it waits without end for a worker that was killed.
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            return dict(pool.map(_run, largest_first, chunksize=4))
    except BrokenProcessPool:
        return {path: read(path) for path in paths}
    finally:
        gc.unfreeze()
        _read = None
