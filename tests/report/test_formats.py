import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guard.model import Verdict
from guard.report import FORMATS

Told = Callable[..., str]
FOLDER = Path(__file__).parents[2] / "guard" / "report"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_writes_whole_lines(name: str, verdict: Verdict, told: Told) -> None:
    assert told(name, verdict).endswith("\n")


def test_every_module_that_writes_a_verdict_is_a_format() -> None:
    writers = {
        f"guard.report.{file.stem}"
        for file in FOLDER.glob("*.py")
        if file.stem != "__init__" and "\ndef write(verdict: Verdict" in file.read_text(encoding="utf-8")
    }
    assert writers == set(FORMATS.values())


def test_a_format_is_loaded_when_it_is_written_and_no_sooner() -> None:
    program = "import sys, guard.report; print(*(name for name in sys.modules if name.startswith('guard.report')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["guard.report"]
