"""Renders templates in a process of its own, which may take so much time and memory and no more.

Standard input: a list of `[template, data]` as JSON. Standard output: a list of `["text", text]` or `["error", line, message]`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

SECONDS = 4
MEMORY = 1 << 30
LONGEST = 1_000_000


def limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the parent's clock alone ends it
        return
    for kind, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def shown(value: Any) -> Any:
    """Truth values as configuration files write them, and nothing for nothing."""
    if value is None:
        return ""
    return ("false", "true")[value] if isinstance(value, bool) else value


def cell(value: Any) -> str:
    """One line without pipes that would end a table's cell."""
    return " ".join(str(shown(value)).split()).replace("\\|", "|").replace("|", "\\|")


def main() -> None:
    limit()
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=shown, autoescape=False
    )
    environment.filters["cell"] = cell
    # These depend on more than the sources, or on chance.
    for name in ("random", "pprint"):
        del environment.filters[name]
    results: list[list[Any]] = []
    for template, data in json.load(sys.stdin):
        try:
            text = environment.from_string(template).render(data)
            if len(text) > LONGEST:
                results.append(["error", None, f"makes more than {LONGEST:,} characters"])
            else:
                results.append(["text", text])
        except TemplateSyntaxError as error:
            results.append(["error", error.lineno, str(error.message)])
        except (
            TemplateError,
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
            RecursionError,
        ) as error:
            results.append(["error", None, f"{error}" or type(error).__name__])
        except MemoryError:
            results.append(["error", None, "needs more memory than a template may have"])
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
