"""Two processes for one run: some rules look for names in all programs, and need nothing of what the others need."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from guard.catalog import Active
from guard.engine.pool import WORTH_IT

SEARCHING = frozenset({"symbols", "environment", "endpoints"})
"""The groups of rules whose facts are looked for in all programs, by name. About half of a run goes to them."""

Work = Callable[[], bytes]
_work: Work | None = None
"""What the worker runs: set just before it is forked, since a closure cannot be sent to it."""


def shares(rules: Sequence[Active], size: int) -> tuple[list[int], list[int]]:
    """Which rules this process holds, and which another should, by their numbers. `size`: bytes of all documents."""
    own = [number for number, rule in enumerate(rules) if rule.entry.group not in SEARCHING]
    other = [number for number, rule in enumerate(rules) if rule.entry.group in SEARCHING]
    if size < WORTH_IT or (os.cpu_count() or 1) < 2 or not hasattr(os, "fork") or not own or not other:
        return list(range(len(rules))), []
    return own, other


@contextmanager
def beside(work: Work) -> Iterator[Callable[[], bytes | None]]:
    """Runs `work` in a forked worker meanwhile; the answer waits for what it returned. None: it failed, whyever."""
    import gc
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    global _work  # noqa: PLW0603
    _work = work
    gc.freeze()
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
            future = pool.submit(_run)

            def result() -> bytes | None:
                # The worker may be killed, or its answer be no text of today's encodings: then this process does it all.
                return None if future.exception() else future.result()

            yield result
    finally:
        gc.unfreeze()
        _work = None


def _run() -> bytes:
    return _work() if _work else b""
