"""Where the routers of all scripts are mounted, followed from file to file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from guard.facts.routes.javascript.bindings import WHOLE, Taken
from guard.facts.routes.javascript.expressions import Expression
from guard.facts.routes.javascript.imports import Imports
from guard.facts.routes.javascript.script import Link, Script
from guard.facts.routes.model import NOTHING, UNKNOWN, Text

_DEEPEST = 12
_MOST = 8
"""How many beginnings a router may have before none is believed."""


class Node(NamedTuple):
    """A router: the script and the function that make it or take it, and its name there."""

    path: str
    scope: int
    name: str


class Callee(NamedTuple):
    path: str
    number: int


class Whole(NamedTuple):
    """All that a script gives."""

    path: str


Thing = Node | Callee | Whole | None
Load = Callable[[str], Script | None]


class Mounts:
    """`scripts` are those that are known to route; `load` reads others, when routers are handed to them."""

    def __init__(self, scripts: Mapping[str, Script], imports: Imports, load: Load) -> None:
        self.scripts = dict(scripts)
        self._given = frozenset(scripts)
        self._imports = imports
        self._load = load
        self._edges: dict[Node, list[tuple[Node | None, Text]]] = defaultdict(list)
        self._links: dict[Node, list[Link]] = defaultdict(list)
        self._passed: dict[Node, list[Node]] = defaultdict(list)
        self._live: set[Node] = set()
        self._waiting: list[Node] = []
        self._mounted: list[tuple[Node, Node | None, Text]] = []
        self._heads: dict[Node, tuple[Text, ...]] = {}
        for path in sorted(scripts):
            self._add(self.scripts[path])
        self._work()
        self._hand_back()
        self._stray()

    def heads(self, path: str, name: str, place: int) -> tuple[Text, ...] | None:
        """What may stand before the routes of the router `name`; None where it is not known to be one."""
        node = self._node(self.scripts[path], name, place)
        return self._of(node, ()) if node is not None and node in self._live else None

    def _add(self, script: Script) -> None:
        for owner in script.made:
            self._live_on(Node(script.path, *owner))
        for link in script.links:
            node = self._node(script, link.name, link.place)
            if node is not None and node not in self._live:
                self._links[node].append(link)
            if node in self._live or (link.kind == "mount" and script.path in self._given):
                self._follow(script, node, link)

    def _live_on(self, node: Node) -> None:
        if node not in self._live:
            self._live.add(node)
            self._waiting.append(node)

    def _work(self) -> None:
        while self._waiting:
            node = self._waiting.pop()
            for link in self._links.pop(node, ()):
                script = self.scripts[node.path]
                if not (link.kind == "mount" and node.path in self._given):
                    self._follow(script, node, link)

    def _follow(self, script: Script, parent: Node | None, link: Link) -> None:
        child = self._resolve(script, link.child)
        if link.kind in {"mount", "derive"} and isinstance(child, Whole):
            child = self._export(child.path, "default")
        if link.kind in {"register", "pass"}:
            child = self._parameter(child, link.which)
        if isinstance(child, Node):
            if link.kind == "pass" and parent is not None:
                self._passed[child].append(parent)
            elif link.kind == "mount":
                self._mounted.append((child, parent, link.prefix))
            self._edges[child].append((parent, link.prefix))
            self._live_on(child)

    def _hand_back(self) -> None:
        """A function that mounts a router which is handed to it mounts the one that it is handed."""
        for child, parent, prefix in self._mounted:
            for owner in self._passed.get(child, ()):
                self._edges[owner].append((parent, prefix))

    def _parameter(self, thing: Thing, which: int) -> Node | None:
        if isinstance(thing, Whole):
            thing = self._export(thing.path, "default")
        if not isinstance(thing, Callee):
            return None
        parameters = self.scripts[thing.path].scopes.functions[thing.number].parameters
        if which >= len(parameters) or not parameters[which]:
            return None
        return Node(thing.path, thing.number, parameters[which])

    def _node(self, script: Script, name: str, place: int) -> Node | None:
        found = self._resolve(script, Expression("", name, "", False, place), local=True)
        return found if isinstance(found, Node) else None

    def _resolve(self, script: Script, said: Expression, *, local: bool = False, depth: int = 0) -> Thing:
        """What an expression stands for. `local`: no script is read for it that is not read already."""
        if depth > _DEEPEST:
            return None
        thing: Thing = None
        if said.specifier:
            thing = self._whole(script, said.specifier, local=local)
        elif not said.name:
            number = script.scopes.at(said.place)
            thing = Callee(script.path, number) if number is not None else None
        else:
            thing = self._named(script, said, local=local, depth=depth)
        for part in said.attribute.split(".") if said.attribute else ():
            thing = self._export(thing.path, part, local=local, depth=depth) if isinstance(thing, Whole) else None
        if said.called:
            thing = self._export(thing.path, "default", local=local, depth=depth) if isinstance(thing, Whole) else thing
            return self._returned(thing, local=local, depth=depth) if isinstance(thing, Callee) else None
        return thing

    def _named(self, script: Script, said: Expression, *, local: bool, depth: int) -> Thing:
        owner = script.owner(said.name, said.place)
        if owner is not None and owner in script.aliases:
            return self._resolve(script, script.aliases[owner], local=local, depth=depth + 1)
        if owner is not None:
            return Node(script.path, *owner)
        if said.name in script.bindings.taken:
            return self._taken(script, script.bindings.taken[said.name], bool(said.attribute), local=local, depth=depth)
        if said.name in script.named:
            return Callee(script.path, script.named[said.name])
        return None

    def _taken(self, script: Script, taken: Taken, whole: bool, *, local: bool, depth: int) -> Thing:
        thing = self._whole(script, taken.specifier, local=local)
        if taken.name == WHOLE or not isinstance(thing, Whole):
            return thing
        found = self._export(thing.path, taken.name, local=local, depth=depth)
        # `import routes from "./routes"` takes all of a script that says `module.exports = {...}`.
        return thing if whole and found is None and taken.name == "default" else found

    def _whole(self, script: Script, specifier: str, *, local: bool) -> Whole | None:
        path = self._imports.find(script.path, specifier)
        return Whole(path) if path is not None and self._script(path, local=local) is not None else None

    def _export(self, path: str, name: str, *, local: bool = False, depth: int = 0) -> Thing:
        script = self._script(path, local=local)
        if script is None or depth > _DEEPEST:
            return None
        given = script.bindings.given.get(name)
        if isinstance(given, Taken):
            return self._taken(script, given, False, local=local, depth=depth + 1)
        if given is not None:
            found = self._resolve(script, given, local=local, depth=depth + 1)
            if not isinstance(found, Whole):
                return found
            return self._export(found.path, "default", local=local, depth=depth + 1)
        for specifier in script.bindings.stars:
            thing = self._whole(script, specifier, local=local)
            found = self._export(thing.path, name, local=local, depth=depth + 1) if thing else None
            if found is not None:
                return found
        return None

    def _returned(self, callee: Callee, *, local: bool, depth: int) -> Thing:
        """The router that a function returns, if it is always the same."""
        script = self.scripts[callee.path]
        names = script.returned.get(callee.number, ())
        things = {self._resolve(script, _of_name(*one), local=local, depth=depth + 1) for one in names}
        return next(iter(things)) if len(things) == 1 else None

    def _script(self, path: str, *, local: bool) -> Script | None:
        if path not in self.scripts and not local:
            script = self._load(path)
            if script is None:
                return None
            self.scripts[path] = script
            self._add(script)
        return self.scripts.get(path)

    def _stray(self) -> None:
        """Routers that go where they are not followed may be mounted there too."""
        for script in list(self.scripts.values()):
            for name in (*script.bindings.taken, *script.named, *(name for _, name in script.made)):
                for thing in self._goes(script, name):
                    if not self._is_served(thing):
                        self._edges[thing].append((None, UNKNOWN))

    def _is_served(self, node: Node) -> bool:
        made = self.scripts[node.path].made.get((node.scope, node.name))
        return made is not None and made.served

    def _goes(self, script: Script, name: str) -> list[Node]:
        if not script.strays(name):
            return []
        owners = [Node(script.path, *owner) for owner in script.made if owner[1] == name]
        if owners:
            return owners
        thing = self._resolve(script, _of_name(name, 0), local=True)
        if isinstance(thing, Whole):
            thing = self._export(thing.path, "default", local=True)
        if isinstance(thing, Callee):
            found = [self._parameter(thing, which) for which in range(3)]
            return [one for one in found if one in self._live and one is not None]
        return [thing] if isinstance(thing, Node) else []

    def _of(self, node: Node, above: tuple[Node, ...]) -> tuple[Text, ...]:
        """The beginnings of a router, each once."""
        if node in self._heads:
            return self._heads[node]
        if node in above or len(above) > _DEEPEST:
            return (UNKNOWN,)
        made = self.scripts[node.path].made.get((node.scope, node.name))
        found: list[Text] = [NOTHING] if self._is_served(node) else []
        for parent, prefix in self._edges.get(node, ()):
            heads = self._of(parent, (*above, node)) if parent is not None else (UNKNOWN,)
            found += [_below(prefix, head) for head in heads]
        base = made.base if made is not None else NOTHING
        each = tuple(dict.fromkeys(_below(base, head) for head in found or [UNKNOWN]))
        if len(each) > _MOST:
            each = (UNKNOWN,)
        if not above:
            self._heads[node] = each
        return each


def _of_name(name: str, place: int) -> Expression:
    return Expression("", name, "", False, place)


def _below(prefix: Text, head: Text) -> Text:
    """`prefix` under `head`, without a slash at its end."""
    if not prefix.text.strip("/"):
        return head if prefix.known else UNKNOWN
    return prefix.below(head)
