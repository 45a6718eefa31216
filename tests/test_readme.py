"""The README is true: its examples run and print what it says."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def console_examples() -> list[tuple[str, str]]:
    """(command, what it prints) of every console block, in order."""
    blocks = CONSOLE.findall(README.read_text(encoding="utf-8"))
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    examples = [part.partition("\n") for part in parts if part.strip()]
    return [(command, output.rstrip("\n")) for command, _, output in examples]


def run(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "namematch", command
    done = subprocess.run(
        [sys.executable, "-m", "namematch", *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).rstrip("\n")


def test_the_commands_print_what_the_readme_shows(tmp_path: Path) -> None:
    examples = console_examples()
    assert len(examples) > 2
    for command, output in examples:
        if command.startswith("cat "):  # the file that the next command reads
            (tmp_path / command.removeprefix("cat ")).write_text(output + "\n", encoding="utf-8")
        else:
            assert run(command, tmp_path) == output, command


def test_the_python_examples_run() -> None:
    found = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert found.attempted > 5
    assert found.failed == 0
