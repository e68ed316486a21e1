"""Routes that are files: Next.js (`app/**/route.ts`, `pages/api/**`), SvelteKit (`+server.ts`), Nuxt (`server/api/**`)."""

from __future__ import annotations

import re
from posixpath import splitext

from guard.facts.routes.folding import fold
from guard.facts.routes.model import ANY, METHODS, Route

_PROGRAMS = (".ts", ".js", ".tsx", ".jsx", ".mjs", ".mts")
_EXPORT = re.compile(r"^export[ \t]+(?:async[ \t]+)?(?:function|const|let|var)\*?[ \t]+([A-Z]{3,7})\b", re.MULTILINE)
_LISTED = re.compile(r"^export[ \t]*(?:const[ \t]*)?\{([^}\n]{1,200})\}", re.MULTILINE)
_WORD = re.compile(r"[A-Z]{3,7}")


def is_route(path: str) -> bool:
    return _place(path) is not None


def read(path: str, content: bytes) -> list[Route]:
    place = _place(path)
    if place is None:
        return []
    below, kind = place
    text = content.decode("utf-8", "replace")
    methods: tuple[str, ...] = (ANY,)
    if kind == "exports":
        said = {*_EXPORT.findall(text), *(word for found in _LISTED.findall(text) for word in _WORD.findall(found))}
        methods = tuple(method for method in METHODS if method in said) or (ANY,)
    elif kind == "named":
        stem, _, method = below.rpartition(".")
        if method.upper() in METHODS:
            below, methods = stem, (method.upper(),)
    parts = [part for part in below.split("/") if part and not (part.startswith("(") and part.endswith(")"))]
    folded = fold("/".join(part for part in parts if not part.startswith("@") and part != "index"))
    open_ = folded.open or "[..." in below
    return [Route(method, folded.path, path, 1, open=open_, written=folded.written) for method in methods]


def _place(path: str) -> tuple[str, str] | None:
    """The path below the folder of routes, and how the file says its methods."""
    stem, ending = splitext(path)
    if ending not in _PROGRAMS:
        return None
    whole = f"/{stem}"
    name = stem.rpartition("/")[2]
    if name == "route" and "/app/" in whole:
        return whole.rpartition("/route")[0].partition("/app")[2], "exports"
    if name == "+server" and "/src/routes/" in whole:
        return whole.rpartition("/+server")[0].partition("/src/routes")[2], "exports"
    if "/pages/api/" in whole:
        return "api/" + whole.partition("/pages/api/")[2], "any"
    for folder in ("api", "routes"):
        if f"/server/{folder}/" in whole and ending in {".ts", ".js", ".mjs"}:
            rest = whole.partition(f"/server/{folder}/")[2]
            if rest.rpartition(".")[2].upper() in METHODS:
                return ("api/" if folder == "api" else "") + rest, "named"
    return None
