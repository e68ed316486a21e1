"""What packages of JavaScript and TypeScript export, as far as their sources tell."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents import Claims
from guard.facts import Facts
from guard.facts.exports import Exports
from guard.facts.exports.reading import LARGEST, UNREAD, read
from guard.snapshot import Snapshot


def exports_of(files: Mapping[str, str]) -> Exports:
    return Facts(Snapshot.of(files), lambda _: Claims()).exports


def package(name: str = "kit", /, **fields: object) -> str:
    return json.dumps({"name": name, **fields})


@pytest.mark.parametrize(
    "source",
    [
        "export const x = 1",
        "export let a = f(1, 2), x",
        "export const a = 1,\n  x = 2",
        "export const { a, b: x } = f()",
        "export const [a, x] = f()",
        "export function x() {}",
        "export async function x() {}",
        "export function* x() {}",
        "export class x {}",
        "export abstract class x {}",
        "export declare const x: number",
        "export interface x {}",
        "export type x<T> = T",
        "export enum x {}",
        "export const enum x {}",
        "export namespace x {}",
        "export import x = a.b",
        "export { x }",
        "export { a as x } from './a'",
        "export type { x } from './a'",
        "export { type a as x, b }",
        "export {\n  a, // the {first}\n  /** {@link a} */\n  x,\n} from './a'",
        "export * as x from './a'",
        "/** Of old. */ export const x = 1",
        "if (a) {}\n@sealed() export class x {}",
    ],
)
def test_what_a_script_exports(source: str) -> None:
    assert "x" in read("a.ts", source.encode()).names


@pytest.mark.parametrize(
    "source",
    [
        "const x = 1\nexport { a }",
        "// export const x = 1\nexport { a }",
        "/**\n * export const x = 1\n */\nexport { a }",
        "export default function x() {}",
        "export { x as a }",
        "module.x.export = 1\nexport { a }",
    ],
)
def test_what_it_does_not_export(source: str) -> None:
    script = read("a.ts", source.encode())
    assert "x" not in script.names
    assert not script.open


@pytest.mark.parametrize(
    "source",
    ["export default x", "export default class {}", "export { default } from './a'", "export { a as default }"],
)
def test_the_default_export(source: str) -> None:
    assert "default" in read("a.ts", source.encode()).names


@pytest.mark.parametrize(
    "source",
    [
        "module.exports = { a }",
        "exports.a = 1",
        "export = a",
        "const a = 1",
        "",
        "export opaque\n",
        "export { a, {",
    ],
)
def test_what_may_export_more_is_open(source: str) -> None:
    assert read("a.ts", source.encode()).open


def test_declarations_export_what_stands_at_their_top() -> None:
    assert {"x", "Y"} <= read("a.d.ts", b"declare const x: number\ninterface Y {}\nexport {}\n").names.keys()


@pytest.mark.parametrize(("path", "content"), [("a.vue", b"export const x = 1"), ("a.ts", b"x" * (LARGEST + 1))])
def test_what_is_no_script_is_open(path: str, content: bytes) -> None:
    assert read(path, content) == UNREAD


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert read("a.ts", text.encode("utf-8", "surrogatepass")).open in {True, False}


def test_lines_are_told() -> None:
    assert read("a.ts", b"\n\nexport const x = 1\n\nexport type y = x\n").names == {"x": 3, "y": 5}


@pytest.mark.parametrize(
    ("fields", "specifier", "sources"),
    [
        ({"main": "dist/index.js"}, "kit", ["src/index.ts"]),
        ({"main": "dist/cjs/index.js", "types": "dist/types/index.d.ts"}, "kit", ["src/index.ts"]),
        ({"main": "lib/index.min.js"}, "kit", ["src/index.ts"]),
        ({"main": "dist/src/index.js"}, "kit", ["src/index.ts"]),
        ({"source": "src/sub/a.ts", "main": "x.js"}, "kit", ["src/sub/a.ts"]),
        ({"exports": "./src/index.ts"}, "kit", ["src/index.ts"]),
        ({"exports": {"import": "./dist/index.mjs", "require": "./dist/index.cjs"}}, "kit", ["src/index.ts"]),
        ({"exports": {"./a": {"node": {"import": "./dist/sub/a.mjs"}}}}, "kit/a", ["src/sub/a.ts"]),
        ({"exports": {"./*": "./dist/sub/*.js"}}, "kit/a", ["src/sub/a.ts"]),
        ({"exports": {"./sub/": "./dist/sub/"}}, "kit/sub/a.js", ["src/sub/a.ts"]),
        ({"exports": {}, "publishConfig": {"exports": {"./a": "./dist/sub/a.js"}}}, "kit/a", ["src/sub/a.ts"]),
        ({}, "kit/src/sub/a", ["src/sub/a.ts"]),
    ],
)
def test_what_an_entry_is_made_from(fields: dict[str, object], specifier: str, sources: list[str]) -> None:
    files = {"src/index.ts": "", "src/sub/a.ts": ""}
    entry = exports_of({"package.json": package(**fields), **files}).entry(specifier)
    assert entry is not None
    assert (entry.there, list(entry.sources), entry.complete) == (True, sources, True)


@pytest.mark.parametrize(
    ("fields", "specifier", "there"),
    [
        ({"exports": {".": "./a.js"}}, "kit/b", False),
        ({"exports": {"./b": None, "./*": "./*.js"}}, "kit/b", False),
        ({"exports": {"./*/c": "./*.js"}}, "kit/b", False),
        ({}, "kit/b", None),
        ({"main": "dist/other.js"}, "kit", True),
    ],
)
def test_entries_without_sources(fields: dict[str, object], specifier: str, there: bool | None) -> None:
    entry = exports_of({"package.json": package(**fields), "src/index.ts": ""}).entry(specifier)
    assert entry is not None
    assert (entry.there, entry.sources, entry.complete) == (there, (), False)


def test_where_two_files_may_be_the_source_both_are() -> None:
    exports = exports_of({"package.json": package(main="dist/index.js"), "index.ts": "", "src/index.ts": ""})
    entry = exports.entry("kit")
    assert entry is not None
    assert set(entry.sources) == {"index.ts", "src/index.ts"}


@pytest.mark.parametrize(
    "config",
    [
        "export default [{ entry: ['client/index.ts'] }, { entry: ['src/b.ts'], outDir: 'dist/b' }]",
        "export default { entry: { index: './client/index.ts', 'b/b': 'src/b.ts' } }",
    ],
)
def test_a_bundler_is_believed(config: str) -> None:
    exports = exports_of(
        {
            "package.json": package(exports={".": "./dist/index.js", "./b": "./dist/b/b.mjs"}),
            "tsup.config.ts": config,
            "client/index.ts": "",
            "src/index.ts": "",
            "src/b.ts": "",
        }
    )
    found = [exports.entry(specifier) for specifier in ("kit", "kit/b")]
    assert [entry and entry.sources for entry in found] == [("client/index.ts",), ("src/b.ts",)]


@pytest.mark.parametrize(
    ("paths", "own"),
    [
        (["package.json"], True),
        (["examples/a/package.json"], False),
        (["templates/a/package.json"], False),
        (["a/node_modules/kit/package.json"], False),
        (["a/package.json", "b/package.json"], False),
        (["a/package.json", "examples/b/package.json"], True),
    ],
)
def test_which_packages_are_the_repositorys_own(paths: list[str], own: bool) -> None:
    assert ("kit" in exports_of(dict.fromkeys(paths, package())).packages) is own


@pytest.mark.parametrize("text", ["", "[]", "{", '{"name": 1}', '{"name": ""}', "\x00"])
def test_what_is_no_package(text: str) -> None:
    assert not exports_of({"package.json": text}).packages


CHAIN = {
    "a/package.json": package("@own/a", exports={".": "./dist/index.js"}),
    "b/package.json": package("@own/b", main="./dist/index.js"),
    "a/src/index.ts": "export * from './deep.js'\nexport * from '@own/b'\nexport default 1",
    "a/src/deep.ts": "export const x = 1\nexport * from './index'\n",
    "b/src/index.tsx": "export const y = 1\nexport default y",
}


@pytest.mark.parametrize(
    ("name", "more", "given"),
    [
        ("x", "", True),
        ("y", "", True),
        ("z", "", False),
        ("default", "", True),
        ("z", "export * from 'zod'", None),
        ("z", "export * from './made.gen'", None),
        ("z", "export * from './made.vue'", None),
        ("x", "export * from 'zod'", True),
    ],
)
def test_names_are_passed_on(name: str, more: str, given: bool | None) -> None:
    exports = exports_of({**CHAIN, "a/src/deep.ts": CHAIN["a/src/deep.ts"] + more, "a/src/made.vue": ""})
    entry = exports.entry("@own/a")
    assert entry is not None
    assert exports.gives(entry, name) is given


def test_a_default_export_is_not_passed_on_by_a_star() -> None:
    exports = exports_of({**CHAIN, "a/src/index.ts": "export * from '@own/b'"})
    entry = exports.entry("@own/a")
    assert entry is not None
    assert exports.gives(entry, "default") is False
    assert exports.giving("y") == ("@own/a", "@own/b")


def test_what_scripts_import_is_known() -> None:
    exports = exports_of({"web/a.ts": "import { z } from '@own/a/made'\nimport('@own/b')\n", **CHAIN})
    asked = [("@own/a/made", "z"), ("@own/a/made", ""), ("@own/a/made", "y"), ("@own/b", ""), ("@own/c", "")]
    assert [exports.is_imported(*one) for one in asked] == [True, True, False, True, False]


def test_where_a_name_is_defined() -> None:
    exports = exports_of({**CHAIN, "a/src/in.ts": "\nclass Z {}\n", "a/tests/z.test.ts": "class Z {}"})
    assert [tuple(place) for place in exports.defined(exports.packages["@own/a"], "Z")] == [("a/src/in.ts", 2)]


def test_what_people_are_told() -> None:
    assert list(exports_of({**CHAIN, "b/src/index.tsx": "module.exports = 1"}).told()) == [
        "@own/a: 2 names (a/src/index.ts) (not all are known)",
        "@own/b: 0 names (b/src/index.tsx) (not all are known)",
    ]
