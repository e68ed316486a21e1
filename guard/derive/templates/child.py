"""Renders templates in a process of its own, which may take so much time and memory for each and no more.

Standard input: a line of JSON for each, `[template, data]`. Standard output, as soon as each is done: a line of JSON,
`["text", text]` or `["error", line, message]`.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import Any

SECONDS = 4
MEMORY = 1 << 30
LONGEST = 1_000_000
WORDS = 300

_ADDRESS = re.compile(r" at 0x[0-9a-f]{4,16}", re.IGNORECASE)


def limit() -> None:
    """Memory, and no file is written, not even of a crash."""
    with contextlib.suppress(ImportError):  # not on Windows: there the parent's clock alone ends it
        import resource

        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
            # Some systems know a limit only by name.
            with contextlib.suppress(ValueError, OSError):
                hard = resource.getrlimit(kind)[1]
                resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def limit_time() -> None:
    """From now on so many seconds of computing; then the system ends the process."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + SECONDS
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def shown(value: Any) -> Any:
    """Truth values as configuration files write them, and nothing for nothing."""
    if value is None:
        return ""
    return ("false", "true")[value] if isinstance(value, bool) else value


def cell(value: Any) -> str:
    """One line without pipes that would end a table's cell."""
    return " ".join(str(shown(value)).split()).replace("\\|", "|").replace("|", "\\|")


def environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Missing(StrictUndefined):
        """Not even inside a list that is shown."""

        __repr__ = StrictUndefined.__str__

    made = ImmutableSandboxedEnvironment(
        undefined=Missing, trim_blocks=True, lstrip_blocks=True, finalize=shown, autoescape=False
    )
    made.filters["cell"] = cell
    # These depend on more than the sources, or on chance.
    for name in ("random", "pprint"):
        del made.filters[name]
    del made.globals["lipsum"]
    return made


def rendered(made: Any, line: str) -> list[Any]:
    """What is to be told of one job."""
    try:
        template, data = json.loads(line)
        text = made.from_string(template).render(data)
    except MemoryError:
        return ["error", None, "needs more memory than a template may have"]
    except Exception as error:
        words = " ".join(str(getattr(error, "message", None) or error).split()) or type(error).__name__
        return ["error", getattr(error, "lineno", None) or line_of(error), words[:WORDS]]
    if len(text) > LONGEST:
        return ["error", None, f"makes more than {LONGEST:,} characters"]
    if strange := next((found for found in _ADDRESS.findall(text) if found.lower() not in line.lower()), None):
        return [
            "error",
            None,
            f"shows a thing that is no text ({strange.strip()}): filters such as list and join make one",
        ]
    return ["text", text]


def line_of(error: BaseException) -> int | None:
    """The template's line that was being rendered."""
    line, at = None, error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == "<template>":
            line = at.tb_lineno
        at = at.tb_next
    return line


def main() -> None:
    limit()
    made = environment()
    for line in sys.stdin:
        limit_time()
        sys.stdout.write(json.dumps(rendered(made, line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
