"""Commands of cobra that stand in more than one package."""

from __future__ import annotations

import pytest

from guard.facts.files import Files
from guard.facts.programs.model import Program
from guard.facts.programs.programs import Programs
from guard.snapshot import Snapshot

COBRA = 'import "github.com/spf13/cobra"\n'
MAIN = """package main

import "example.org/tool/v2/internal/run"

func main() {
	code := run.Main()
	os.Exit(code)
}
"""
RUN = """package run

import (
	"github.com/spf13/cobra"

	pruneCmd "example.org/tool/v2/pkg/prune"
	"example.org/tool/v2/pkg/util"
)

func Main() int {
	rootCmd, err := NewRoot("x")
	if _, err = rootCmd.ExecuteC(); err != nil {
		return 1
	}
	return 0
}

func NewRoot(version string) (*cobra.Command, error) {
	cmd := &cobra.Command{Use: "tool <command>"}
	cmd.AddCommand(pruneCmd.NewCmdPrune(f, nil))
	%s
	return cmd, nil
}
"""
PRUNE = """package prune

import (
	"github.com/spf13/cobra"

	"example.org/tool/v2/pkg/util"
)

func NewCmdPrune(f *F, run func(string) error) *cobra.Command {
	var cmd = &cobra.Command{Use: "prune"}
	util.AddGroup(cmd, "General", newOld())
	var last *cobra.Command
	last = newAll("all")
	cmd.AddCommand(last)
	util.EnumFlag(cmd, &state, "state", "", "open")
	return cmd
}

func newOld() *cobra.Command {
	var cmd = &cobra.Command{Use: "old"}
	cmd.Flags().IntP("days", "d", 0, "")
	return cmd
}

func newAll(name string) *cobra.Command {
	return &cobra.Command{Use: name}
}
"""
UTIL = """package util

import "github.com/spf13/cobra"

func Checker(cmd *cobra.Command) func(string) bool {
	return func(text string) bool { return cmd.Runnable() }
}

func AddGroup(parent *cobra.Command, title string, several ...*cobra.Command) {
	for _, one := range several {
		one.GroupID = title
		parent.AddCommand(one)
	}
}

func EnumFlag(cmd *cobra.Command, p *string, name, shorthand, usage string) *pflag.Flag {
	return cmd.Flags().VarPF(value, name, shorthand, usage)
}
"""
FILES = {
    "go.mod": "module example.org/tool/v2\n",
    "cmd/tool/main.go": MAIN,
    "pkg/prune/prune.go": PRUNE,
    "pkg/util/util.go": UTIL,
}


def tool(more: str = "", **others: str) -> Program:
    files = {**FILES, "internal/run/run.go": RUN.replace("%s", more), **others}
    snapshot = Snapshot.of(dict(files))
    found = Programs(snapshot, Files(snapshot)).named("tool")
    assert len(found) == 1
    return found[0]


def test_commands_of_other_packages() -> None:
    program = tool()
    assert not program.fault
    assert not program.open
    prune = program.commands["prune"]
    assert not prune.fault
    assert not prune.open
    assert set(program.commands) == {"prune", "help", "completion"}
    assert set(prune.commands) == {"old", "all"}
    assert {"--state"} == set(prune.options) - {"-h", "--help"}
    assert prune.commands["old"].options["--days"] == prune.commands["old"].options["-d"] == 1


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ('extra := []*cobra.Command{{Use: "none"}, newMore()}; util.AddGroup(cmd, "x", extra...)', "more"),
        ('cmd.AddCommand(func() *cobra.Command { inner := &cobra.Command{Use: "more"}; return inner }())', "more"),
        ("cmd.AddCommand(shared.More)", "more"),
        ("cmd.AddCommand(newHeld().cmd)", "more"),
        ("util.Checker(cmd); cmd.AddCommand(newMore())", "more"),
    ],
)
def test_other_ways(more: str, name: str) -> None:
    run = RUN.replace("%s", more).replace('pkg/util"\n', 'pkg/util"\n\t"example.org/tool/v2/pkg/shared"\n')
    run += (
        'func newMore() *cobra.Command { return &cobra.Command{Use: "more"} }\n'
        'func newHeld() *held {\n\troot := &held{}\n\tcmd := &cobra.Command{Use: "more"}\n\troot.cmd = cmd\n\treturn root\n}\n'
    )
    shared = f'package shared\n{COBRA}var More = &cobra.Command{{Use: "more"}}\n'
    program = tool(**{"internal/run/run.go": run, "pkg/shared/shared.go": shared})
    assert name in program.commands
    assert not program.fault


def test_a_package_that_adds_itself() -> None:
    main = MAIN.replace('import "', 'import (\n\t_ "example.org/tool/v2/pkg/plug"\n\t"').replace(
        'run"\n', 'run"\n)\n', 1
    )
    root = (
        "package run\n"
        + COBRA
        + 'var Root = &cobra.Command{Use: "tool"}\nfunc Main() int {\n\tRoot.Execute()\n\treturn 0\n}\n'
    )
    plug = (
        'package plug\nimport (\n\t"github.com/spf13/cobra"\n\t"example.org/tool/v2/internal/run"\n)\n'
        'func init() { run.Root.AddCommand(&cobra.Command{Use: "plug"}) }\n'
    )
    program = tool(**{"cmd/tool/main.go": main, "internal/run/run.go": root, "pkg/plug/plug.go": plug})
    assert "plug" in program.commands or program.open or program.fault


@pytest.mark.parametrize(
    "more",
    [
        "cmd.AddCommand(far.NewCmd())",
        "cmd.AddCommand(util.Missing())",
        "for _, one := range far.All() { cmd.AddCommand(one) }",
        "for _, one := range []*cobra.Command{pruneCmd.NewCmdPrune()} { cmd.AddCommand(one) }; for _, one := range far.All() { cmd.AddCommand(one) }",
        "cmd.SetArgs(expanded)",
        "options.AddTo(cmd)",
        "found, _, _ := cmd.Find(words); found.AddCommand(newAlias())",
        'found, _, _ := cmd.Find(words); found.Flags().Bool("x", false, text)',
        "cmd.AddCommand(util.Deep(name))",
    ],
)
def test_what_cannot_be_followed(more: str) -> None:
    program = tool(more)
    assert program.fault or program.open


def test_what_is_given_to_a_command_may_hold_for_those_below() -> None:
    assert tool("options.AddTo(cmd)").commands["prune"].commands["old"].fault
    assert not tool("cmd.SetArgs(expanded)").commands["prune"].fault


def test_commands_that_are_looked_up_may_be_any() -> None:
    prune = tool("found, _, _ := cmd.Find(words); found.AddCommand(newAlias())").commands["prune"]
    assert prune.open
    assert not prune.fault


def test_another_module() -> None:
    program = tool(**{"go.mod": "module example.org/other\n"})
    assert program.fault
    assert program.open


def test_functions_that_call_each_other() -> None:
    loop = f"package util\n{COBRA}func AddGroup(c *cobra.Command, t string, s ...*cobra.Command) {{ AddGroup(c, t, s...) }}\n"
    program = tool(**{"pkg/util/util.go": loop})
    assert program.commands["prune"].fault
    assert program.commands["prune"].open


@pytest.mark.parametrize("deep", ["f(" * 3_000, "&" * 3_000, "[]*cobra.Command{" * 3_000, "func() { return " * 3_000])
def test_what_is_too_deep(deep: str) -> None:
    program = tool(f"cmd.AddCommand({deep})")
    assert program.fault or program.open
