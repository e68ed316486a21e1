"""What programs take on their command lines, read from good sources and from odd ones."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.documents.programs import program_call
from guard.documents.shell import inline
from guard.facts.files import Files
from guard.facts.programs import Program, Programs
from guard.snapshot import Snapshot


def programs(files: Mapping[str, str | bytes]) -> Programs:
    snapshot = Snapshot.of(files)
    return Programs(snapshot, Files(snapshot))


def script(source: str | bytes, path: str = "run.py", **others: str) -> Program:
    text = textwrap.dedent(source) if isinstance(source, str) else source
    files = {name.replace("__", "/") + ".py": textwrap.dedent(other) for name, other in others.items()}
    found = programs({path: text, **files}).script(path)
    assert found is not None
    return found


def options(program: Program) -> set[str]:
    return set(program.options) - {"-h", "--help", "--install-completion", "--show-completion"}


ARGPARSE = "import argparse\np = argparse.ArgumentParser()\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("p.add_argument('-x', '--long')", {"-x": 1, "--long": 1}),
        ("p.add_argument('--flag', action='store_true')", {"--flag": 0}),
        ("p.add_argument('-v', action='count', default=0)", {"-v": 0}),
        ("p.add_argument('--n', nargs=3)\np.add_argument('--m', nargs='*')", {"--n": 3, "--m": -1}),
        ("p.add_argument('--o', nargs='?')", {"--o": -2}),
        ("p.add_argument('--x', action=argparse.BooleanOptionalAction)", {"--x": 0, "--no-x": 0}),
        ("g = p.add_argument_group('g')\ng.add_mutually_exclusive_group().add_argument('--in-group')", {"--in-group": 1}),
        ("NAME = '--named'\np.add_argument(NAME)", {"--named": 1}),
        ("for n in ('a', 'b'):\n    p.add_argument(f'--{n}')", {"--a": 1, "--b": 1}),
        ("for n, k in {'a': 1}.items():\n    p.add_argument('--' + n, default=k)", {"--a": 1}),
        ("def more(q):\n    q.add_argument('--more')\nmore(p)", {"--more": 1}),
        ("if 1 > 2:\n    p.add_argument('--perhaps')", {"--perhaps": 1}),
        ("try:\n    p.add_argument('--tried')\nexcept ValueError:\n    pass", {"--tried": 1}),
        ("p.add_argument('--a', **{'action': 'store_true'})", {"--a": 0}),
        ("q = argparse.ArgumentParser()\nq.add_argument('--up')\np = argparse.ArgumentParser(parents=[q])", {"--up": 1}),
    ],
)  # fmt: skip
def test_argparse_options(body: str, expected: dict[str, int]) -> None:
    program = script(f"{ARGPARSE}{body}\np.parse_args()\n")
    assert program.complete, program.why
    assert {name: takes for name, takes in program.options.items() if name in options(program)} == expected


@pytest.mark.parametrize(
    "body",
    [
        "p.add_argument(name())\np.parse_args()",
        "for each in load():\n    p.add_argument(each)\np.parse_args()",
        "p.add_argument(*names)\np.parse_args()",
        "p.parse_known_args()",
        "p.parse_args(['--x'])",
        "p.parse_args(split(text))",
        "elsewhere.add(p)\np.parse_args()",
        "registry = {'p': p}\nfill(registry)\np.parse_args()",
        "p = argparse.ArgumentParser(parents=[other()])\np.parse_args()",
        "p = argparse.ArgumentParser(fromfile_prefix_chars='@')\np.parse_args()",
        "p = argparse.ArgumentParser(prefix_chars='-+')\np.parse_args()",
        "def never(q):\n    q.add_argument('--x')\np.add_argument('--y')\np.parse_args()",
        "find().add_argument('--x')\np.parse_args()",
        "import sys\nsys.argv = sys.argv[:1]\np.parse_args()",
        "import sys\nsys.argv.remove('--x')\np.parse_args()",
        "q = argparse.ArgumentParser()\np.parse_args()\nq.parse_args()",
        "print(1)",
    ],
)
def test_argparse_that_cannot_be_followed(body: str) -> None:
    program = script(f"{ARGPARSE}{body}\n")
    assert program.fault
    assert not program.complete


def test_argparse_in_functions_classes_and_other_files() -> None:
    program = script(
        """
        from argparse import ArgumentParser
        from tools.common import add_common, NAMES

        class Cli:
            def __init__(self):
                self.parser = ArgumentParser()
                add_common(self.parser)
                self.add()

            def add(self):
                for name in NAMES:
                    self.parser.add_argument(name)

            def run(self, argv=None):
                return self.parser.parse_args(argv)

        if __name__ == "__main__":
            raise SystemExit(Cli().run())
        """,
        tools____init__="",
        tools__common="NAMES = ['--one', '--two']\n\ndef add_common(parser):\n    parser.add_argument('--shared')\n",
    )
    assert program.complete, program.why
    assert options(program) == {"--one", "--two", "--shared"}


def test_argparse_subcommands() -> None:
    program = script(
        """
        import argparse
        import sys

        def build(sub):
            p = sub.add_parser("build", aliases=["b"])
            p.add_argument("--release", action="store_true")
            inner = p.add_subparsers().add_parser("deep")
            inner.add_argument("--most")

        def main(argv=None):
            parser = argparse.ArgumentParser(allow_abbrev=False)
            sub = parser.add_subparsers(dest="command")
            build(sub)
            sub.add_parser("exec").add_argument("rest", nargs=argparse.REMAINDER)
            args = parser.parse_args(argv if argv is not None else sys.argv[1:])

        if __name__ == "__main__":
            sys.exit(main())
        """
    )
    assert program.complete, program.why
    assert set(program.commands) == {"build", "b", "exec"}
    assert options(program.commands["b"]) == {"--release"}
    assert options(program.commands["build"].commands["deep"]) == {"--most"}
    assert program.commands["exec"].passes_on
    assert not program.abbreviates
    assert program.commands["build"].abbreviates


@pytest.mark.parametrize(
    "body",
    [
        "for name in load():\n    sub.add_parser(name)",
        "sub.add_parser('a', aliases=more())",
        "register(sub)",
    ],
)
def test_argparse_subcommands_that_are_computed(body: str) -> None:
    program = script(f"{ARGPARSE}sub = p.add_subparsers()\n{body}\np.parse_args()\n")
    assert program.open
    assert not program.complete


CLICK = "import click\n"


@pytest.mark.parametrize(
    ("decorators", "expected"),
    [
        ("@click.option('-p', '--port', 'number', type=int)", {"-p": 1, "--port": 1}),
        ("@click.option('--x/--no-x', ' /-N')", {"--x": 0, "--no-x": 0, "-N": 0}),
        ("@click.option('--f', is_flag=True)\n@click.option('-v', count=True)", {"--f": 0, "-v": 0}),
        ("@click.option('--pair', nargs=2)\n@click.option('--typed', type=(str, int, int))", {"--pair": 2, "--typed": 3}),
        ("@click.version_option()\n@click.confirmation_option()", {"--version": 0, "--yes": 0}),
        ("@click.version_option('1', '-V', '--ver')", {"-V": 0, "--ver": 0}),
        ("@click.pass_context\n@click.argument('x')\n@click.option('--y')", {"--y": 1}),
        ("@common\n@click.option('--y')", {"--y": 1, "--common": 1, "--too": 1}),
        ("@wrapped\n@click.option('--y')", {"--y": 1}),
    ],
)  # fmt: skip
def test_click_options(decorators: str, expected: dict[str, int]) -> None:
    program = script(
        f"""import click, functools
OPTIONS = [click.option('--common'), click.option('--too')]

def common(f):
    for option in reversed(OPTIONS):
        f = option(f)
    return f

def wrapped(f):
    @functools.wraps(f)
    def inner(*a, **k):
        return f(*a, **k)
    return inner

@click.command()
{decorators}
def main(*a, **k):
    pass

main()
"""
    )
    assert program.complete, program.why
    assert {name: takes for name, takes in program.options.items() if name in options(program)} == expected


@pytest.mark.parametrize(
    "source",
    [
        "@click.command(context_settings={'ignore_unknown_options': True})\ndef main(): pass\nmain()",
        "@click.command(context_settings=load())\ndef main(): pass\nmain()",
        "@click.command(cls=Special)\ndef main(): pass\nmain()",
        "@click.command()\n@other.decorator\n@click.option('--x')\ndef main(): pass\nmain()",
        "@click.command()\n@click.option(*names)\ndef main(): pass\nmain()",
        "@click.command()\ndef main(): pass\nmain.params.append(x)\nmain()",
        "@click.command()\ndef main(): pass\nchange(main)\nmain()",
        "@click.command()\ndef main(): pass\nmain(['--x'])",
    ],
)
def test_click_options_that_cannot_be_followed(source: str) -> None:
    assert script(f"{CLICK}{source}\n").fault


def test_click_groups_over_several_files() -> None:
    found = programs(
        {
            "pyproject.toml": '[project.scripts]\nshop = "shop.cli:main"\n',
            "src/shop/__init__.py": "",
            "src/shop/cli.py": "import click\nfrom .extra import extra\nfrom . import late\nfrom .base import cli\n\n"
            "@cli.command()\n@click.option('--fast', is_flag=True)\ndef build_all(fast): ...\n\n"
            "cli.add_command(extra)\ncli.add_command(extra, name='more')\n\ndef main():\n    cli(obj={})\n",
            "src/shop/base.py": "import click\n\n@click.group()\n@click.option('--verbose')\ndef cli(verbose): ...\n",
            "src/shop/extra.py": "import click\n\n@click.group('extra')\ndef extra(): ...\n\n@extra.command('run')\n"
            "@click.option('--deep')\ndef run_it(deep): ...\n",
            "src/shop/late.py": "from .base import cli\n\n@cli.command()\ndef late(): ...\n",
        }
    ).named("shop")
    assert len(found) == 1
    shop = found[0]
    assert shop.complete, shop.why
    assert set(shop.commands) == {"build-all", "extra", "more", "late"}
    assert options(shop) == {"--verbose"}
    assert options(shop.commands["extra"].commands["run"]) == {"--deep"}
    assert options(shop.commands["build-all"]) == {"--fast"}


@pytest.mark.parametrize(
    "more",
    [
        "cli.add_command(find())",
        "for each in entry_points():\n    cli.add_command(each.load())",
        "manager.hook.register(cli=cli)",
        "import importlib",
        "@find().command()\ndef other(): ...",
        "cli.commands.update(others)",
    ],
)
def test_click_subcommands_that_cannot_be_followed(more: str) -> None:
    program = script(f"{CLICK}@click.group()\ndef cli(): ...\n@cli.command()\ndef a(): ...\n{more}\ncli()\n")
    assert program.open
    assert "a" in program.commands


def test_a_group_with_a_class_of_its_own_is_open_and_its_commands_are_read() -> None:
    program = script(
        f"{CLICK}class Lazy(click.Group):\n    def get_command(self, ctx, name): ...\n"
        "@click.group(cls=Lazy)\ndef cli(): ...\n@cli.command()\n@click.option('--x')\ndef a(x): ...\ncli()\n"
    )
    assert program.open
    assert not program.commands["a"].fault
    assert options(program.commands["a"]) == {"--x"}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("name: str", set()),
        ("name: str = 'x', count: int = 3", {"--name", "--count"}),
        ("flag: bool = False", {"--flag", "--no-flag"}),
        ("flag: bool = typer.Option(False, '--flag', '-f')", {"--flag", "-f"}),
        ("flag: Optional[bool] = typer.Option(None)", {"--flag", "--no-flag"}),
        ("dry_run: Annotated[bool, typer.Option('--dry/--wet')] = False", {"--dry", "--wet"}),
        ("path: Annotated[str, typer.Argument()] = '.', *, out_dir: str = typer.Option(...)", {"--out-dir"}),
        ("level: Level = 1", {"--lev"}),
        ("ctx: typer.Context, x: int = 1", {"--x"}),
    ],
)
def test_typer_options(parameters: str, expected: set[str]) -> None:
    program = script(
        "import typer\nfrom typing import Annotated, Optional\nLevel = Annotated[int, typer.Option('--lev')]\n"
        f"app = typer.Typer()\n@app.command()\ndef main({parameters}):\n    pass\napp()\n"
    )
    assert program.complete, program.why
    assert options(program) == expected
    assert not program.commands


def test_typer_groups() -> None:
    program = script(
        """
        import typer

        app = typer.Typer()
        sub = typer.Typer(name="db")
        app.add_typer(sub)
        app.add_typer(typer.Typer(), name="empty")

        @app.callback()
        def root(verbose: bool = False): ...

        @app.command("go-on")
        def go(x: int = 1): ...

        @sub.command()
        def make_all(): ...

        if __name__ == "__main__":
            app()
        """
    )
    assert program.complete, program.why
    assert set(program.commands) == {"db", "empty", "go-on"}
    assert set(program.commands["db"].commands) == {"make-all"}
    assert options(program) == {"--verbose", "--no-verbose"}


@pytest.mark.parametrize(
    "source",
    [
        b"import argparse\x00\nargparse.ArgumentParser().parse_args()\n",
        "import argparse\nargparse.ArgumentParser(.parse_args()\n",
        "import argparse\nx = " + "(" * 5000 + ")" * 5000,
        "import argparse\nx = " + "-" * 50_000 + "1",
        "import argparse\n" + "x = [1]\n" * 100 + "argparse.ArgumentParser(" + "a." * 3000 + "b)\n",
        "import argparse\n" + "# filler\n" * 200_000,
        "import argparse\nx = [1]\n"
        + "x += x\n" * 200
        + "for a in x:\n  for b in x:\n    for c in x:\n      print(a)\n",
        "import argparse\ndef f(a):\n    return f(f(a))\nf(argparse.ArgumentParser())\n",
        "import argparse\nclass A(A): pass\nA().x()\n",
        "import sys\nprint(sys.argv)\n",
        "",
    ],
)
def test_odd_sources_are_not_complete(source: str | bytes) -> None:
    assert not script(source).complete


def test_imports_that_go_in_circles_end() -> None:
    program = script(
        "import argparse\nimport a\np = argparse.ArgumentParser()\np.add_argument('--x')\np.parse_args()\n",
        a="import argparse\nfrom b import *\nfrom b import y\n",
        b="import argparse\nimport a\nfrom a import z\nimport run\n",
    )
    assert program.complete, program.why
    assert options(program) == {"--x"}


@given(st.text(alphabet="()[]{}:=.,@'\"\n abxy*-", max_size=200))
def test_any_text_behind_a_parser(text: str) -> None:
    program = script(f"{ARGPARSE}{text}\n".encode())
    assert not program.complete


SHELL = 'while [ $# -gt 0 ]; do\n  case "$1" in\n%s\n    *) echo "unknown $1"; exit 1 ;;\n  esac\n  shift\ndone\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (SHELL % '    --fast|-f) FAST=1 ;;\n    --out) OUT="$2"; shift 2 ;;', {"--fast": 0, "-f": 0, "--out": 1}),
        (SHELL % "    --out=*) OUT=${1#*=} ;;", {"--out": -2}),
        (SHELL % '    "--quoted") Q=1 ;;', {"--quoted": 0}),
        (SHELL % "    --a) case $x in y) z ;; esac ;;\n    --b) B=1 ;;", {"--a": 0, "--b": 0}),
        ('for arg in "$@"; do\n case $arg in\n --x) X=1 ;;\n -*) usage ;;\n esac\ndone\n', {"--x": 0}),
        ('while getopts ":ab:" opt; do\n case $opt in\n a) A=1 ;;\n esac\ndone\n', {"-a": 0, "-b": 1}),
        ("set -e\necho done\n", {}),
        ('run() {\n  "$@"\n}\nrun make\n', {}),
        ('main() {\n' + SHELL % "    --x) X=1 ;;" + '}\nmain "$@"\n', {"--x": 0}),
    ],
)  # fmt: skip
def test_shell_options(source: str, expected: dict[str, int]) -> None:
    program = script(source, "go.sh")
    assert program.complete, program.why
    assert program.options == expected


@pytest.mark.parametrize(
    "source",
    [
        'exec python tool.py "$@"\n',
        "docker run image $*\n",
        '. ./common.sh\necho "$x"\n',
        'NAME=$1\necho "$NAME"\n',
        'case "$1" in\n --x) X=1 ;;\n *) ARGS+=("$1") ;;\nesac\n',
        'run() {\n  tool "$@"\n}\nrun "$@"\n',
        SHELL % "    --x) X=1 ;;" + 'tool "$@"\n',
        "echo $1 # " + "x" * 400_000,
    ],
)
def test_shell_that_cannot_be_followed(source: str) -> None:
    assert not script(source, "go.sh").complete


def test_what_a_script_without_an_ending_is() -> None:
    found = programs({"go": "#!/bin/sh\necho\n", "data": "x\n", "a.txt": "#!/bin/sh\n"})
    assert found.script("go") is not None
    assert found.script("data") is None
    assert found.script("gone") is None


GO = """package main

import "github.com/spf13/cobra"

const useList = "list"

var rootCmd = &cobra.Command{Use: "tool", Run: func(cmd *cobra.Command, args []string) { _ = cmd.Help() }}
var listCmd = &cobra.Command{
	Use:     useList,
	Aliases: []string{"ls"},
	RunE: func(cmd *cobra.Command, args []string) error { return cmd.Flags().Set("x", "{") },
}

func newBuild() *cobra.Command {
	cmd := &cobra.Command{Use: "build [name]"}
	flags := cmd.Flags()
	flags.StringP("target", "t", "", "`raw`")
	addShared(cmd)
	return cmd
}

func addShared(c *cobra.Command) {
	c.Flags().BoolVar(&shared, "shared", false, "says \\"x\\"")
}

func init() {
	rootCmd.PersistentFlags().BoolVarP(&verbose, "verbose", "v", false, "'")
	rootCmd.AddCommand(listCmd, newBuild())
	%s
}

func main() {
	if err := rootCmd.Execute(); err != nil {
		panic(err)
	}
}
"""


def go(more: str = "", **others: str) -> Program:
    found = programs({"cmd/tool/main.go": GO.replace("%s", more), **others}).named("tool")
    assert len(found) == 1
    return found[0]


def test_cobra_commands() -> None:
    program = go()
    assert not program.fault
    assert not program.open
    assert set(program.commands) == {"list", "ls", "build", "help", "completion"}
    assert options(program) == {"--verbose", "-v"}
    build = program.commands["build"]
    assert not build.fault
    assert {name: takes for name, takes in build.options.items() if name in options(build)} == {
        "--target": 1,
        "-t": 1,
        "--shared": 0,
        "--verbose": 0,
        "-v": 0,
    }


@pytest.mark.parametrize(
    "more",
    [
        "other.Register(rootCmd)",
        "rootCmd.AddCommand(plugins()...)",
        "rootCmd.AddCommand(other.New())",
        "rootCmd.Flags().AddFlagSet(more)",
        "rootCmd.Flags().Bool(name, false, text)",
        "for _, c := range commands { c.Flags().Bool(\"x\", false, text) }",
        "os.Args = nil",
        "cobra.EnablePrefixMatching = true",
        "rootCmd.FParseErrWhitelist = cobra.FParseErrWhitelist{UnknownFlags: true}",
    ],
)  # fmt: skip
def test_cobra_that_cannot_be_followed(more: str) -> None:
    program = go(more)
    assert program.fault or program.open


@given(st.text(alphabet="(){}[]\"`'.,:=& \nabfunc/*", max_size=200))
def test_any_text_in_a_go_program(text: str) -> None:
    go(text.replace("%", ""))


JAVASCRIPT = """#!/usr/bin/env node
const { program } = require('commander');
program.name('tool').version('1').option('-p, --port <n>', 'the port').option('--no-color');
program.command('build [what]')
  .alias('b')
  .option('-w, --watch', 'again');
%s
program.parse();
"""


def test_commander() -> None:
    found = programs(
        {"package.json": '{"name": "@a/tool", "bin": "./cli.js"}', "cli.js": JAVASCRIPT % ""}
    ).named("tool")  # fmt: skip
    assert len(found) == 1
    assert not found[0].fault
    assert options(found[0]) == {"-p", "--port", "--no-color", "-V", "--version"}
    assert options(found[0].commands["b"]) == {"-w", "--watch"}


@pytest.mark.parametrize(
    "more", ["program.option(flags);", "program.allowUnknownOption();", "program.addCommand(other);"]
)
def test_commander_that_cannot_be_followed(more: str) -> None:
    assert script(JAVASCRIPT.replace("%s", more), "cli.js").fault


def test_a_program_that_only_starts_another_gives_way_to_it() -> None:
    shim = "const { spawn } = require('child_process');\nspawn('tool', process.argv.slice(2));\n"
    found = programs(
        {"cmd/tool/main.go": GO.replace("%s", ""), "package.json": '{"bin": {"tool": "t.js"}}', "t.js": shim}
    ).named("tool")
    assert [one.path for one in found] == ["cmd/tool/main.go"]


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        ({"pyproject.toml": '[project.scripts]\nx = "a.b:c"\n', "a/b.py": ""}, "x", "a/b.py"),
        ({"pyproject.toml": '[tool.poetry.scripts]\nx = "b:c"\n', "src/b.py": ""}, "x", "src/b.py"),
        ({"setup.cfg": "[options.entry_points]\nconsole_scripts =\n  x = b:c\n", "b.py": ""}, "x", "b.py"),
        ({"sub/pyproject.toml": '[project.scripts]\nx = "b:c"\n', "sub/b/__init__.py": ""}, "x", "sub/b/__init__.py"),
        ({"tests/pyproject.toml": '[project.scripts]\nx = "b:c"\n', "tests/b.py": ""}, "x", None),
        ({"pyproject.toml": "[project.scripts\nx", "b.py": ""}, "x", None),
        ({"pyproject.toml": "project = 3\n[tool.poetry]\nscripts = 5\n"}, "x", None),
        ({"pyproject.toml": '[project.scripts]\nx = 3\ny = "b"\n'}, "x", None),
        ({"package.json": '{"bin": {"x": "../../out.js"}}'}, "x", None),
        ({"package.json": "[" * 100_000 + '"bin"'}, "x", None),
    ],
)  # fmt: skip
def test_entry_points(files: dict[str, str], name: str, expected: str | None) -> None:
    found = programs(files).named(name)
    assert [one.path for one in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("name", "folders", "expected"),
    [
        ("pkg.tool", [""], ["src/pkg/tool.py"]),
        ("pkg", [""], ["src/pkg/__main__.py"]),
        ("lone", [""], ["lone.py"]),
        ("lone", ["sub", ""], ["sub/lone.py", "lone.py"]),
        ("deep.mod", [""], ["else/where/deep/mod.py"]),
        ("where", [""], []),
        ("pip", [""], []),
        ("not-a-name", [""], []),
    ],
)
def test_modules(name: str, folders: list[str], expected: list[str]) -> None:
    found = programs(
        dict.fromkeys(
            [
                *("src/pkg/__init__.py", "src/pkg/__main__.py", "src/pkg/tool.py", "lone.py", "sub/lone.py", "pip.py"),
                *("else/where/deep/mod.py", "else/where.py"),
            ],
            "",
        )
    )
    command = next(iter(inline(f"python -m {name} --x", 1, 1)), None)
    assert command is not None
    call = program_call(command)
    assert call is not None
    assert [one.path for one in found.called(call, folders)] == expected


def test_a_line_is_told_for_every_program() -> None:
    click = "import click\n@click.group()\ndef main(): ...\n@main.command()\ndef a(): ...\n"
    found = programs(
        {
            "pyproject.toml": '[project.scripts]\nx = "m:main"\ny = "n:main"\n',
            "m.py": click,
            "n.py": "def main(): ...\n",
        }
    )
    assert list(found.told()) == [
        "x (m.py): 1 subcommands, 1 options, complete",
        "y (n.py): 0 options, not complete: its command line is not read by argparse, click or typer that can be followed",
    ]


def test_nothing_is_read_before_it_is_asked_for() -> None:
    found = programs({"pyproject.toml": '[project.scripts]\nx = "m:main"\n', "m.py": "import click\n"})
    assert found.named("other") == ()
    assert found._read == {}


FLOWS = [
    f".claude/commands/flow-{number}-{name}.md" for number, name in enumerate(("plan", "build", "gate", "ship"), 1)
]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("flow-2-gate", ("flow-3-gate",)),
        ("flow-9-nothing", ()),
        ("flow-build", ("flow-2-build",)),
        ("health", None),
        ("customizes", ("customize",)),
    ],
)
def test_commands_of_agents(name: str, near: tuple[str, ...] | None) -> None:
    slash = programs(dict.fromkeys([*FLOWS, ".claude/commands/customize.md"], "")).slash
    assert slash.folder == ".claude/commands"
    assert name not in slash.known
    assert slash.near(name) == near


def test_commands_of_agents_that_are_known() -> None:
    slash = programs(
        dict.fromkeys([*FLOWS, ".claude/skills/tidy/SKILL.md", "plugins/p/commands/extra.md", ".claude/commands/README.md"], "")
    ).slash  # fmt: skip
    assert {"flow-1-plan", "tidy", "extra", "clear"} <= slash.known
    assert slash.own == ("flow-1-plan", "flow-2-build", "flow-3-gate", "flow-4-ship")
    assert programs({".claude/commands/only.md": ""}).slash.near("onlyy") is None


def test_what_the_package_around_a_document_installs_is_meant() -> None:
    pyproject = '[project]\nname = "{0}"\n[project.scripts]\nshop = "{0}.cli:main"\n'
    source = "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n    s = p.add_subparsers()\n    s.add_parser('{}')\n    p.parse_args()\n"
    found = programs(
        {
            "a/pyproject.toml": pyproject.format("one"),
            "a/one/cli.py": source.format("pack"),
            "b/pyproject.toml": pyproject.format("two"),
            "b/two/cli.py": source.format("ship"),
            "c/pyproject.toml": pyproject.format("one"),  # whose package is elsewhere
        }
    )
    (call,) = (program_call(one) for one in inline("shop ship", 1, 1))
    assert call is not None
    assert [list(one.commands) for one in found.called(call, [""], "a/docs")] == [["pack"]]
    assert [list(one.commands) for one in found.called(call, [""], "b")] == [["ship"]]
    assert [list(one.commands) for one in found.called(call, [""], "docs")] == [["pack"], ["ship"]]
    assert found.called(call, [""], "c") == (), "it cannot be read, so nothing is known"
