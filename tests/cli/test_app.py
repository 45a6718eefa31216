"""The real command: its help, its exit codes, and what holds for every command."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import COMMAND, ROOT, Say, failed, ran
from tests.support.files import written

PERSIAN = "غفور فتاحیان"
LIST = f"name\tlist\tyear\nGhafoor Fattahian\ta\t1\n{PERSIAN}\tb\t1\nHadi Sani\ta\t2\n\t\t\n"


COMMANDS = ["compare", "transliterate", "train", "doubtful", "dedupe", "match", "index", "search"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_that_names_it(say: Say, name: str) -> None:
    code, out, error = say(name, "--help")
    assert (code, error) == (0, "")
    assert "Example" in out
    assert f"  namematch {name} " in out
    assert "--json" in out


def test_without_a_command_the_help_is_shown() -> None:
    code, out, error = ran()
    assert (code, error) == (0, "")
    assert all(name in out for name in COMMANDS)


BAD_USAGE = [
    (["frobnicate"], "frobnicate"),
    (["compare", "Ali"], "right"),
    (["compare", "--fast", "Ali", "Ali"], "--fast"),
    (["transliterate"], "no text"),
    (["transliterate", "--n", "0", "Ali"], "--n"),
    (["dedupe"], "LIST"),
    (["dedupe", "a.csv", "--same", "much"], "--same"),
    (["dedupe", "a.csv", "--same", "1", "--review", "2"], "review=2.0 is not below same=1.0"),
    (["dedupe", "a.csv", "--same", "nan"], "same=nan"),
    (["dedupe", "a.csv", "--within-source", "some"], "--within-source"),
    (["dedupe", "a.csv", "--table", "--json"], "only one of them"),
    (["dedupe", "a.csv", "--channel", "none.npz"], "none.npz: not a channel table"),
    (["match", "a.csv"], "RIGHT"),
    (["match", "a.csv", "b.csv", "--top", "0"], "--top"),
    (["match", "a.csv", "b.csv", "--same", "1", "--review", "2"], "review=2.0 is not below same=1.0"),
    (["match", "-", "-"], "both standard input"),
    (["match", "a.csv", "b.csv", "--out", "none/x.tsv"], "none/x.tsv: the folder"),
    (["match", "a.csv", "b.csv", "--out", "-", "--json"], "named for two outputs"),
    (["match", "a.csv", "b.csv"], "a.csv: cannot be read: No such file or directory"),
    (["train"], "PAIRS"),
    (["train", "a.tsv", "--test", "1"], "--test 1 is no share"),
    (["train", "a.tsv", "--test", "nan"], "--test nan is no share"),
    (["train", "a.tsv", "--test", "0"], "nothing to do"),
    (["doubtful", "--top", "0"], "--top"),
]


@pytest.mark.parametrize(("arguments", "part"), BAD_USAGE, ids=[" ".join(a) for a, _ in BAD_USAGE])
def test_bad_options(say: Say, arguments: list[str], part: str) -> None:
    failed(say(*arguments), part)


def test_bad_options_of_the_real_command() -> None:
    failed(ran("dedupe", "none.csv", "--same", "much"), "--same")
    failed(ran("dedupe", "none.csv"), "none.csv: cannot be read: No such file or directory")


def test_bytes_that_are_no_text_in_an_argument_are_shown_as_escapes() -> None:
    code, out, error = ran("compare", b"\xffAli Hajari", "Ali Hajari")
    assert (code, error) == (0, "")
    assert out.startswith(r"\udcffAli Hajari ")
    code, out, error = ran("transliterate", "--json", b"\xffAli")
    assert (code, error) == (0, "")
    assert json.loads(out)["text"] == "\udcffAli"


def test_what_would_steer_the_terminal_is_shown_as_an_escape(say: Say) -> None:
    assert say("compare", "Ali\x1b[2J", "Ali")[1].startswith(r"Ali\x1b[2J")


STEERS = "\x1b[2J\x9b\u202e\u2066\u200f"


SHOWN = r"\x1b[2J\x9b\u202e\u2066\u200f"


def test_no_command_prints_what_would_steer_the_terminal(say: Say, tmp_path: Path) -> None:
    name = f"Ali{STEERS} Zand"
    source = written(tmp_path, "a.csv", f"name\n{name}\nAli Zand\n")
    printed = [
        say("compare", name, name)[1],
        say("compare", name, "Ali")[1],
        say("transliterate", "--n", 1, name)[1],
        say("search", source, name)[1],
        say("dedupe", source)[1],
        say("dedupe", source, "--column", name)[2],
    ]
    for text in printed:
        assert SHOWN in text
        assert text.replace("\n", "").replace("\t", "").replace("\u200e", "").isprintable()


def test_persian_is_printed_whatever_the_locale_says() -> None:
    assert ran("compare", PERSIAN, PERSIAN, PYTHONIOENCODING="latin-1")[1].startswith(PERSIAN)


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", PERSIAN, "FATTAHIAN Ghafour"],
        ["transliterate", PERSIAN, "Ghafoor Fattahian", "Xqzw", "--scheme", "ala-lc"],
        ["--help"],
        ["dedupe", "--help"],
    ],
    ids=" ".join,
)
def test_one_name_or_two_start_without_anything_heavy(arguments: list[str]) -> None:
    program = f"""
import sys
from namematch.cli.app import run
run({arguments!r})
heavy = {{"scipy", "polars", "pyarrow", "numba", "pandas", "rich"}}
sys.exit(" ".join(heavy & set(sys.modules)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


CLOSED = [
    (["dedupe", "{list}"], "1", 2, "namematch: standard output: cannot be written: Bad file descriptor\n"),
    (["dedupe", "{list}", "--assignments", "{rows}"], "1", 0, ""),
    (
        ["compare", "Ali", "Ali"],
        "1",
        2,
        "namematch: standard output: cannot be written: Bad file descriptor\n",
    ),
    (["--help"], "1", 2, "namematch: standard output: cannot be written: Bad file descriptor\n"),
    (["dedupe", "-"], "0", 2, "namematch: standard input: the file is empty\n"),
    (["dedupe", "none.csv"], "2", 2, ""),
]


@pytest.mark.parametrize(("arguments", "stream", "code", "said"), CLOSED)
def test_a_stream_may_be_closed(
    tmp_path: Path, arguments: list[str], stream: str, code: int, said: str
) -> None:
    places = {"list": written(tmp_path, "a.csv", "name\nAli Hajari\n"), "rows": tmp_path / "rows.tsv"}
    command = [*COMMAND, *(argument.format(**places) for argument in arguments)]
    closing = ["sh", "-c", f'exec "$@" {stream}>&-', "sh", *command]
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(closing, capture_output=True, text=True, env=settings, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", said)
    assert ("{rows}" in arguments) == places["rows"].exists()


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["--help"], ["compare", "Ali", "Ali"], ["match", "{list}", "{list}"]])
def test_standard_output_may_be_full(tmp_path: Path, arguments: list[str], unbuffered: str) -> None:
    source = written(tmp_path, "a.csv", "name\nAli Hajari\n")
    command = [*COMMAND, *(argument.format(list=source) for argument in arguments)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=settings, check=False)
    reason = b"namematch: standard output: cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, reason)


def test_no_command_loads_anything_heavy_for_the_others() -> None:
    program = """
import sys
import namematch.cli.app
heavy = {"numpy", "numba", "pydantic", "pyarrow", "rapidfuzz", "rich"}
sys.exit(" ".join(heavy & set(sys.modules)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_leaves_the_search_for_garbage_as_it_was(say: Callable[..., tuple[int, str, str]]) -> None:
    assert gc.isenabled()
    say("compare", "Ali Karimi")  # fails: a name is missing
    assert gc.isenabled()
    gc.disable()
    try:
        say("compare", "Ali Karimi", "Ali Karimi")
        assert not gc.isenabled()
    finally:
        gc.enable()
