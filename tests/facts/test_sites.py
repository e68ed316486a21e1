"""What sites make of links, labels and components that a forge shows as they are."""

from __future__ import annotations

import pytest

from guard.documents.claims import Claims
from guard.documents.markdown.reader import read
from guard.facts import Facts
from guard.snapshot import Snapshot

BOOK = "parse:\n  myst_enable_extensions:\n    - colon_fence\n"


def facts_of(files: dict[str, str]) -> Facts:
    snapshot = Snapshot.of(files)
    return Facts(snapshot, lambda path: read(snapshot.text(path)))


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"docs/conf.py": "extensions = ['myst_nb']"}, "myst"),
        ({"docs/conf.py": "extensions = []"}, None),
        ({"docs/_config.yml": BOOK}, "myst"),
        ({"docs/_config.yml": "title: x", "docs/_toc.yml": "root: index"}, "myst"),
        ({"docs/_config.yml": "theme: minima"}, "jekyll"),
        ({"myst.yml": "version: 1"}, "myst"),
    ],
)
def test_which_generator(files: dict[str, str], kind: str | None) -> None:
    site = facts_of(files).sites.of("docs/a.md")
    assert (site.kind if site else None) == kind


@pytest.mark.parametrize(
    "text",
    [
        "(a-name)=\n# Title",
        "> (a-name)=\n> Text",
        "text\n(a-name)=\n(other)=\n# Title",
        ":::{figure} x.png\n:name: a-name\n:::",
        "```{code-block} python\n---\nname: a-name\n---\n```",
        "```{math}\n:label: a-name\n```",
        "$$ x $$ (a-name)",
        "Text {#a-name}",
        "{.class #a-name}\n# Title",
        "(A-Name)=\n# Title",
    ],
)
def test_labels(text: str) -> None:
    facts = facts_of({"docs/conf.py": "myst", "docs/sub/b.md": text})
    target = facts.targets.resolve("docs/a.md", Claims(), "a-name")
    assert (target.outcome, target.path) == ("label", "docs/sub/b.md")


@pytest.mark.parametrize(
    ("path", "text"),
    [("docs/b.rst", ".. _a-name:\n\nTitle\n"), ("docs/b.ipynb", '{"source": [\n"(a-name)=\\n",\n"# Title"]}')],
)
def test_labels_of_other_languages(path: str, text: str) -> None:
    facts = facts_of({"docs/conf.py": "myst", path: text})
    assert facts.labels.home(facts.sites.of("docs/a.md"), "a-name") == path


@pytest.mark.parametrize("text", ["(a-name) = 1", "see (a-name)= here", "# A name"])
def test_what_is_no_label(text: str) -> None:
    facts = facts_of({"docs/conf.py": "myst", "docs/b.md": text})
    assert facts.targets.resolve("docs/a.md", Claims(), "a-name").outcome == "route"


@pytest.mark.parametrize(
    ("config", "document", "destination", "path"),
    [
        ("site_url: https://x.org/shop/", "docs/index.md", "../shop/b/", "docs/b.md"),
        ("site_url: https://x.org/shop/", "docs/b.md", "../", "docs"),
        ("site_url: https://x.org/shop/", "docs/sub/c.md", "../../b#x", "docs/b.md"),
        ("site_url: https://x.org/shop/", "docs/index.md", "../other/b/", "route"),
        ("site_url: https://x.org", "docs/index.md", "../../logo.png", "docs/logo.png"),
        ("site_name: x", "docs/index.md", "../shop/b/", "route"),
        ("site_name: x", "docs/b.md", "../gone/", None),
        ("use_directory_urls: false", "docs/b.md", "sub/c.html", "docs/sub/c.md"),
    ],
)
def test_raw_html_of_mkdocs(config: str, document: str, destination: str, path: str | None) -> None:
    files = dict.fromkeys(["docs/index.md", "docs/b.md", "docs/sub/c.md", "docs/logo.png"], "")
    target = facts_of({**files, "mkdocs.yml": config}).hrefs.resolve(document, destination)
    assert (target and (target.path or target.outcome)) == path


TYPEDOC = '{\n  "readme": "./client/README.md",\n  "out": "./docs/_build/html/ui/client/"\n}'


@pytest.mark.parametrize(
    ("document", "destination", "outcome"),
    [
        ("docs/ui/client.md", "client/index.html", "route"),
        ("client/README.md", "../start.html#x", "found"),
        ("client/README.md", "classes/A.html", "route"),
        ("client/README.md", "../gone.html", "missing"),
        ("docs/a.md", "llms.txt", "route"),
        ("docs/ui/client.md", "llms.txt", "missing"),
        ("docs/a.md", "genindex.html", "route"),
    ],
)
def test_what_the_build_makes(document: str, destination: str, outcome: str) -> None:
    facts = facts_of({"typedoc.json": TYPEDOC, "docs/conf.py": "myst_parser sphinx_llm.txt", "docs/ui/start.md": ""})
    assert facts.targets.resolve(document, Claims(), destination).outcome == outcome


FILES = {
    "docs/.vitepress/config.ts": "",
    "docs/components/settings.vue": "<script setup>\nimport One from './One.vue'\n</script>\n<One v-for='a in b' />",
    "docs/components/One.vue": '<h2 :id="key">',
    "docs/components/Logo.vue": "<img src='x'>",
}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<Settings />", False),
        ("<settings-page />", False),
        ("<script setup>\nimport S from '/components/settings.vue'\n</script>\n\n<S :level='2' />", False),
        ("<Unknown />", False),
        ('<h2 v-for="a in b" :id="a">x</h2>', False),
        ("# {{ title }}", False),
        ("<Logo />", True),
        ('# A <Badge text="b" />', True),
        ("`<Unknown />`\n\n```vue\n<Unknown />\n```", True),
        ('<script setup>\nimport { VPTeamMembers } from "vitepress/theme"\n</script>\n\n<VPTeamMembers />', True),
        ("<details>\n<summary>x</summary>\n</details>", True),
    ],
)
def test_whether_the_anchors_of_a_page_of_vue_are_complete(text: str, *, seen: bool) -> None:
    assert (facts_of({**FILES, "docs/a.md": text}).anchors.unseen("docs/a.md") == "") is seen


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("www/docs/a.mdx", "import Table from '@site/src/components/Table';\n\n<Table />", False),
        ("www/docs/a.md", "import {Logo, Table} from '@site/src/components/Table';\n\n<Table />", False),
        ("www/docs/a.mdx", "import {Grid} from '@site/src/components';\n\n<Grid />", False),
        ("www/docs/a.mdx", "import Api from 'some-api';\n\n<Api />", False),
        ("www/docs/a.mdx", "import Logo from '@site/src/components/Logo';\n\n<Logo />", True),
        ("www/docs/a.mdx", "import Tabs from '@theme/Tabs';\n\n<Tabs>\n</Tabs>", True),
        ("README.md", "<Table />", True),
    ],
)
def test_whether_the_anchors_of_a_page_of_mdx_are_complete(path: str, text: str, *, seen: bool) -> None:
    files = {
        "www/docusaurus.config.js": "",
        "www/src/components/Table/index.tsx": "<h2 id={x.id}>",
        "www/src/components/index.ts": "export * from './Grid';",
        "www/src/components/Grid.tsx": "<h2 id={x.id}>",
        "www/src/components/Logo.tsx": "<svg />",
        path: text,
    }
    assert (facts_of(files).anchors.unseen(path) == "") is seen
