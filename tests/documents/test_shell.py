from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.documents.claims import Command
from guard.documents.lines import Lines
from guard.documents.shell import ShellLine, State, commands, inline, is_shell, made, made_by


def run(text: str, language: str = "bash") -> tuple[Command, ...]:
    lines = [ShellLine(line, number, 1) for number, line in enumerate(text.split("\n"), 1)]
    return commands(lines, block=0, language=language)


def words(text: str, language: str = "bash") -> list[list[str]]:
    return [[word.text for word in command.words] for command in run(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b  c", [["a", "b", "c"]]),
        ("a; b && c || d | e & f", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("a 'b c' \"d e\" f\\ g", [["a", "b c", "d e", "f g"]]),
        ("a $'b\\'c\\n'", [["a", "b'c\n"]]),
        ('a "b \\" \\$ \\\\ c"', [["a", 'b " $ \\ c']]),
        ("a \\\n  b \\\nc", [["a", "b", "c"]]),
        ("a b\\\nc", [["a", "bc"]]),
        ("a \\  \n  b", [["a", "b"]]),
        ("a # b\n# c\nd#e", [["a"], ["d#e"]]),
        ("(a; (b)) && { c; }", [["a"], ["b"], ["c"]]),
        ("if a; then b; else c; fi\n! d", [["a"], ["b"], ["c"], ["d"]]),
        ("while a; do b; done", [["a"], ["b"]]),
        ("for x in a b; do c $x; done", [["c", "$x"]]),
        ("case $1 in\n  start) a;;\n  stop) b;;\nesac", [["a"], ["b"]]),
        ("[[ -f a ]] && b", [["b"]]),
        ("build() { a; }", [["a"]]),
        ("make build (optional)\na", [["make", "build"], ["a"]]),
        ("a <<EOF\nb c\nEOF\nd", [["a"], ["d"]]),
        ("a <<-'END' | b\n\tc $x\n\tEND\nd", [["a"], ["b"], ["d"]]),
        ("a <<ONE <<TWO\nb\nONE\nc\nTWO\nd", [["a"], ["d"]]),
        ("a <<EOF\nnever ends", [["a"]]),
        ('a <<< "b" c', [["a", "c"]]),
        ("a $(b c $(d)) `e f` ${g:-h i} <(j k)", [["a", "$(b c $(d))", "`e f`", "${g:-h i}", "<(j k)"]]),
        ("a ${{ matrix.x }}", [["a", "${{ matrix.x }}"]]),
        ("A=(b c) d", [["d"]]),
        ("a 'unclosed\nb", [["a", "'unclosed"], ["b"]]),
        ('a "unclosed $(x\nb c', [["a", '"unclosed $(x'], ["b", "c"]]),
        ("", []),
        ("A=b", []),
    ],
)
def test_words(text: str, expected: list[list[str]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("sudo docker ps", "docker"),
        ("sudo -u me -E docker ps", "docker"),
        ("A=b env C=d docker ps", "docker"),
        ("time nohup exec docker ps", "docker"),
        ("command docker ps", "docker"),
        ("command -v docker", "command"),
        ("sudo", "sudo"),
        ("sudo -i", "sudo"),
        ("xargs docker ps", "xargs"),
    ],
)
def test_wrappers_are_stripped(text: str, program: str) -> None:
    assert run(text)[0].words[0].text == program


def test_assignments_stand_apart() -> None:
    one, two, three = run("A=b C='d e' f\nsudo G=h env I=j k\nexport L=m N")
    assert [word.text for word in one.assignments] == ["A=b", "C=d e"]
    assert [word.text for word in two.assignments] == ["G=h", "I=j"]
    assert [word.text for word in three.assignments] == ["L=m"]
    assert [word.text for word in three.words] == ["export", "N"]


def test_redirections_stand_apart() -> None:
    [command] = run("a <b >c 2>>d &>e 2>&1 >&- f >/dev/null")
    assert [word.text for word in command.words] == ["a", "f"]
    assert [word.text for word in command.inputs] == ["b"]
    assert [word.text for word in command.outputs] == ["c", "d", "e", "/dev/null"]


@pytest.mark.parametrize("word", ["$A", "a${B}", "`b`", '"$C"', "<name>", '"<your name>"', "*.py", "a?", "[ab]", "~/x"])
def test_a_word_with_expansions_is_not_literal(word: str) -> None:
    assert not run(f"cat {word}")[0].words[1].literal


@pytest.mark.parametrize("word", ["a.py", "'$A'", '"*"', "a\\$b", '"a\\`"', "a~b", "--x=y", "./..."])
def test_a_word_without_expansions_is_literal(word: str) -> None:
    assert run(f"cat {word}")[0].words[1].literal


def test_a_placeholder_is_a_word_and_no_redirection() -> None:
    [command] = run("git clone <your repository> --depth 1")
    assert [word.text for word in command.words] == ["git", "clone", "<your repository>", "--depth", "1"]
    assert not command.inputs


def test_spans_are_exact_in_the_document() -> None:
    text = "before\n   $ a 'b c' \\\n   >   d \\\n  more\n"
    lines = [ShellLine("$ a 'b c' \\", 2, 4), ShellLine(">   d \\", 3, 4), ShellLine("  more", 4, 1)]
    [command] = commands(lines, block=3, language="console")
    source = Lines(text)
    assert [source.slice(word.span) for word in command.words] == ["a", "'b c'", "d", "more"]
    assert command.block == 3


def test_a_word_over_a_continuation_spans_both_lines() -> None:
    [command] = run("a b\\\nc")
    span = command.words[1].span
    assert (span.line, span.column, span.end_line, span.end_column) == (1, 3, 2, 2)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("console", "$ a b\nout put\n$ c", [["a", "b"], ["c"]]),
        ("console", "a b", []),
        ("bash", "$ a b\nout put", [["a", "b"]]),
        ("bash", "# remark\n$ a b\nout put", [["a", "b"]]),
        ("bash", "a b\nc d", [["a", "b"], ["c", "d"]]),
        ("bash", "a b\n$ c d", [["a", "b"], ["c", "d"]]),
        ("", "a b", []),
        ("", "see\n$ a b\nout", [["a", "b"]]),
        (
            "console",
            "(venv) $ a\nme@host:~/x$ b\n[me@host x]$ c\nbash-5.1$ d\n% e",
            [["a"], ["b"], ["c"], ["d"], ["e"]],
        ),
        ("console", "$ a \\\n>  b\n$ c \\\n    d\nout", [["a", "b"], ["c", "d"]]),
        ("console", "$ a\nout\n> b", [["a"]]),
        ("console", "$ cat <<EOF\n> b\n> EOF\n$ c", [["cat"], ["c"]]),
        ("console", "$ a 'b\nout\n$ c", [["a", "'b"], ["c"]]),
        ("console", "# apt-get install a\nout\n# docker ps\nout", [["apt-get", "install", "a"], ["docker", "ps"]]),
        ("console", "# Install it\nout\n# start the server\nout", []),
        ("console", "# apt-get install a\n# docker ps", []),
        ("console", ">>> print(1)\n1", []),
        ("powershell", "$ a", []),
        ("python", "a b", []),
        ("Bash", "a b", [["a", "b"]]),
    ],
)
def test_prompts_and_output(language: str, text: str, expected: list[list[str]]) -> None:
    assert words(text, language) == expected


@pytest.mark.parametrize(
    ("language", "texts", "expected"),
    [
        ("bash", [], True),
        ("Console", [], True),
        ("", ["a"], False),
        ("", ["x", "  $ a"], True),
        ("cmd", ["$ a"], False),
    ],
)
def test_is_shell(language: str, texts: list[str], expected: bool) -> None:
    assert is_shell(language, texts) is expected


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("x", ""),
        ("cd a\nx", "a"),
        ("cd a && cd b/c\nx", "a/b/c"),
        ("cd a; cd ..\nx", ""),
        ("cd ..\nx", ".."),
        ("cd ./a/\nx", "a"),
        ("cd $A\nx", None),
        ("cd -\nx", None),
        ("cd\nx", None),
        ("cd /srv\nx", None),
        ("cd ~/a\nx", None),
        ("cd C:/a\nx", None),
        ("cd <folder>\nx", None),
        ("cd /srv\ncd a\nx", None),
        ("(cd a && y)\nx", ""),
        ("(cd a\nx", "a"),
        ("pushd a\nx", "a"),
        ("pushd a\npopd\nx", ""),
        ("git clone https://e.org/a/b.git\nx", None),
        ("git clone https://e.org/a/b.git\ncd b\nx", ""),
        ("git clone https://e.org/a/b.git && cd b/c\nx", "c"),
        ("git clone --depth 1 git@e.org:a/b.git dir\ncd dir\nx", ""),
        ("git clone https://e.org/a/b.git\ncd other\nx", None),
        ("git clone <url>\ncd whatever\nx", ""),
        ("git clone https://e.org/a/b.git .\nx", ""),
        ("gh repo clone a/b\ncd b\nx", ""),
        ("docker exec -it web bash\nx", None),
        ("cd a\ndocker compose exec web sh\nls\nexit\nx", "a"),
        ("docker compose exec web bash run.sh\nx", ""),
        ("ssh host\nx", None),
        ("ssh host ls\nx", ""),
    ],
)
def test_folder(text: str, folder: str | None) -> None:
    assert run(text)[-1].folder == folder


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("mkdir -p a/b -m 700 c", ("a/b", "c")),
        ("touch a b", ("a", "b")),
        ("cp a b", ("b",)),
        ("cp a/x b/", ("b/", "b/x")),
        ("mv a b c", ("c",)),
        ("ln -s a b", ("b",)),
        ("git clone https://e.org/a/b.git", ("b",)),
        ("git clone https://e.org/a/b.git c", ("c",)),
        ("a > b 2>> c", ("b", "c")),
        ("> a", ("a",)),
        ("a | tee -a b", ("b",)),
        ("curl -o a https://e.org/b", ("a",)),
        ("curl -LO https://e.org/b.yml", ("b.yml",)),
        ("wget https://e.org/b.yml", ("b.yml",)),
        ("wget -O a https://e.org/b.yml", ("a",)),
        ("x --output=a", ("a",)),
        ("python3 -m venv .venv", (".venv",)),
        ("virtualenv -p python3 env", ("env",)),
        ("unzip a.zip -d b", ("b",)),
        ("tar -xf a.tgz", ()),
        ("a > /dev/null", ()),
        ("a > $B", ()),
        ("set -o pipefail", ()),
    ],
)
def test_creates(text: str, paths: tuple[str, ...]) -> None:
    assert run(f"{text}\nlast")[-1].creates == tuple(path.rstrip("/") for path in paths)
    if text.count("|") == 0 and not text.startswith(">"):
        assert made(run(text)[0]) == paths


def test_created_paths_are_seen_from_where_the_block_begins() -> None:
    found = run("cd a\ntouch b\n(cd c; touch d)\ncd ..\nx")
    assert found[-1].creates == ("a/b", "a/c/d")
    assert found[0].creates == ()
    assert made_by(found[:2]) == ("a/b",)


def test_a_block_may_begin_in_a_folder_with_paths_made() -> None:
    start = State(folder="a", creates=(".env",))
    [command] = commands([ShellLine("x", 1, 1)], block=0, start=start)
    assert (command.folder, command.creates) == ("a", (".env",))


def test_folded_text_has_no_line_ends() -> None:
    lines = [ShellLine("a", 1, 9), ShellLine("b", 2, 3)]
    [command] = commands(lines, block=0, separator=" ")
    assert [(word.text, word.span.line, word.span.column) for word in command.words] == [("a", 1, 9), ("b", 2, 3)]


def test_inline_code_is_one_command() -> None:
    command = next(iter(inline("$ docker compose up -d `x`", 7, 4)), None)
    assert command is not None
    assert [word.text for word in command.words] == ["docker", "compose", "up", "-d", "`x`"]
    assert command.words[0].span.column == 6
    assert command.block == -1
    assert next(iter(inline("", 1, 1)), None) is None
    assert next(iter(inline("<a> b", 1, 1)), None) is None


HOSTILE = {
    "parentheses": "(",
    "closing": ")",
    "quotes": "'\"",
    "lines of quotes": "\"'\n",
    "substitutions": '"$(',
    "braces": "${",
    "backquotes": "`a",
    "heredocs": "<<A\n",
    "unended heredocs": "a <<A <<B\nx\n",
    "continuations": "\\\n",
    "placeholders": "<a",
    "redirections": "> a ",
    "words": "a ",
    "one word": "a",
    "folders": "cd a\n",
    "made": "touch a\n",
    "clones": "git clone x\ncd x\n",
    "prompts": "$ '\n",
    "arrays": "a=(",
    "escapes": "$'\\\\'",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("language", ["bash", "console"])
def test_hostile_text_takes_linear_time(piece: str, language: str) -> None:
    def spent(count: int) -> float:
        text = "$ " * (language == "console") + piece * count
        best = 9.0
        for _ in range(2):
            start = process_time()
            run(text, language)
            best = min(best, process_time() - start)
        return best

    small, large = spent(2_000), spent(8_000)
    assert large < 6 * max(small, 0.05)


def test_ten_thousand_parentheses_are_no_recursion() -> None:
    assert words("(" * 10_000 + "a" + ")" * 10_000 + " b") == [["a"], ["b"]]


SHELL_TEXT = st.text(alphabet="ab \\\n'\"`$(){}<>|&;#=*~[]-/.\t0é\ud800", max_size=80)


@given(SHELL_TEXT)
@settings(max_examples=400)
def test_any_text_yields_commands_within_its_bounds(text: str) -> None:
    source = Lines(text)
    for command in run(text):
        assert command.words
        places = [word.span for word in command.words]
        assert places == sorted(places)
        for word in (*command.words, *command.assignments, *command.inputs, *command.outputs):
            assert 1 <= word.span.line <= word.span.end_line <= len(source)
            written = source.slice(word.span)
            assert written
            if word.literal and not set("\\'\"") & set(written):
                assert written == word.text


@given(st.lists(SHELL_TEXT, max_size=6), st.sampled_from(["console", "bash", "", "zsh"]))
def test_any_block_is_read(texts: list[str], language: str) -> None:
    lines = [ShellLine(text.replace("\n", " "), number, 1) for number, text in enumerate(texts, 1)]
    assert all(command.block == 5 for command in commands(lines, block=5, language=language))
