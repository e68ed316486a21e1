"""Measures guard against rumdl on one tree, side by side: cold, unchanged, and with one file touched.

    bench_speed.py CORPUS [--runs 5] [--rumdl rumdl] [--guard guard] [--all-living]

CORPUS is a git work tree; a copy of it is measured. rumdl checks MD051, MD052, MD053 and MD057 (anchors, references,
relative links). Each pair of runs is one after the other, and the figures are medians; the ratios are guard to rumdl.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

RULES = "MD051,MD052,MD053,MD057"


class Cost(NamedTuple):
    """Seconds of processor and wall time, and the peak memory of the largest process in MiB."""

    cpu: float
    wall: float
    memory: float


def run(command: list[str], tree: Path, environment: dict[str, str]) -> Cost:
    """One run in a process of its own; its report is read and thrown away."""
    measured = (
        "import json,resource,subprocess,sys,time;t=time.perf_counter();"
        "p=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);w=time.perf_counter()-t;"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "assert p.returncode in (0,1),p.returncode;print(u.ru_utime+u.ru_stime,w,u.ru_maxrss/1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *command],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return Cost(*map(float, done.stdout.split()))


def medians(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


class Bench:
    def __init__(self, options: argparse.Namespace, scratch: Path) -> None:
        self.tree = scratch / "tree"
        self.cache = scratch / "cache"
        self.runs: int = options.runs
        source = Path(options.corpus).resolve()
        subprocess.run(
            ["git", "clone", "--quiet", "--shared", "--no-checkout", str(source), str(self.tree)], check=True
        )
        subprocess.run(["git", "read-tree", "HEAD"], cwd=self.tree, check=True)
        subprocess.run(
            ["git", "checkout-index", "--all", "--force", "--quiet"],
            cwd=self.tree,
            check=False,
            stderr=subprocess.DEVNULL,
        )
        if options.all_living:
            (self.tree / ".guard.toml").write_text('[status]\nliving = ["**"]\n', encoding="utf-8")
        self.environment = {**os.environ, "GUARD_CACHE_DIR": str(self.cache / "guard")}
        self.guard = [*shlex.split(options.guard), "check", "--output-format", "json"]
        cache = ["--cache-dir", str(self.cache / "rumdl")]
        self.rumdl = [*shlex.split(options.rumdl), "check", *cache, "--enable", RULES, "."]

    def pair(self, name: str, before: Callable[[], None]) -> None:
        """Runs both in turn and prints one line of the table."""
        mine: list[Cost] = []
        theirs: list[Cost] = []
        for _ in range(self.runs):
            before()
            mine.append(run(self.guard, self.tree, self.environment))
            before()
            theirs.append(run(self.rumdl, self.tree, self.environment))
        own, other = medians(mine), medians(theirs)
        ratios = [a / b if b else float("inf") for a, b in zip(own, other, strict=True)]
        print(
            f"{name:10} {own.cpu:6.2f} {other.cpu:6.2f} {ratios[0]:6.2f}x  {own.wall:6.2f} {other.wall:6.2f} {ratios[1]:6.2f}x"
            f"  {own.memory:6.0f} {other.memory:6.0f} {ratios[2]:6.2f}x"
        )

    def forget(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)

    def settle(self) -> None:
        """Changes younger than a moment are never taken for settled."""
        time.sleep(0.15)

    def touch(self) -> None:
        document = next(path for path in sorted(self.tree.rglob("*.md")) if ".git" not in path.parts)
        with document.open("a", encoding="utf-8") as file:
            file.write("\n")
        self.settle()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rumdl", default="rumdl")
    parser.add_argument("--guard", default="guard")
    parser.add_argument("--all-living", action="store_true", help="guard reads historical documents too")
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="bench-speed-"))
    try:
        bench = Bench(options, scratch)
        documents = len(
            subprocess.run(
                ["git", "ls-files", "*.md"], cwd=bench.tree, capture_output=True, text=True, check=True
            ).stdout.splitlines()
        )
        print(f"{documents} Markdown documents, {bench.runs} runs each, medians")
        print(f"{'':10} {'cpu s':^22}  {'wall s':^22}  {'memory MiB':^22}")
        print(
            f"{'':10} {'guard':>6} {'rumdl':>6} {'ratio':>7}  {'guard':>6} {'rumdl':>6} {'ratio':>7}  {'guard':>6} {'rumdl':>6} {'ratio':>7}"
        )
        bench.pair("cold", bench.forget)
        bench.settle()
        run(bench.guard, bench.tree, bench.environment)
        run(bench.rumdl, bench.tree, bench.environment)
        bench.pair("unchanged", bench.settle)
        bench.pair("one file", bench.touch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
