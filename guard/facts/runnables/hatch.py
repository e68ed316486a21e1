"""The environments of hatch and the scripts that each has."""

from __future__ import annotations

from posixpath import basename

from guard.facts.runnables.tables import Table, below, read_table, texts
from guard.facts.runnables.target_file import TargetFile

NAMES = ("hatch.toml", "pyproject.toml")
_DEFAULT = "default"
_BUILT_IN = frozenset(
    {_DEFAULT, "system", "hatch-build", "hatch-static-analysis", "hatch-test", "hatch-types", "hatch-uv"}
)


def read_scripts(path: str, text: str) -> TargetFile | None:
    """Every script as `env:script`, those of the default environment by their names alone as well."""
    return _read(path, text, "hatch")


def read_environments(path: str, text: str) -> TargetFile | None:
    return _read(path, text, "hatch environment")


def _read(path: str, text: str, program: str) -> TargetFile | None:
    table = read_table(text)
    if table is None:
        return None
    if basename(path) == "pyproject.toml":
        table = below(table, "tool", "hatch")
    envs = {name: env for name, env in below(table, "envs").items() if isinstance(env, dict)}
    if not envs:
        return None
    unknown = ""
    if below(table, "env", "collectors") or texts(below(table, "env").get("requires")):
        unknown = "plugins may add environments"
    if program == "hatch environment":
        matrices = tuple(f"{name}.%" for name, env in envs.items() if env.get("matrix"))
        return TargetFile(path, program, frozenset(envs) | _BUILT_IN, ("hatch-%", *matrices), unknown)
    scripts = {name: _scripts(envs, name) for name in {*envs, _DEFAULT}}
    named = {f"{name}:{script}" for name, own in scripts.items() for script in own}
    return TargetFile(path, program, frozenset(named | scripts[_DEFAULT]), unknown=unknown)


def _scripts(envs: dict[str, Table], name: str) -> set[str]:
    """The scripts of an environment and of those that it is made from."""
    found: set[str] = set()
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        env = envs.get(name, {})
        found |= set(below(env, "scripts")) | set(_extra(env))
        template = env.get("template")
        name = name if env.get("detached") else template if isinstance(template, str) else _DEFAULT
    return found


def _extra(env: Table) -> list[str]:
    return list(below(env, "extra-scripts"))
