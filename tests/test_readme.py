"""README and docs are true: examples print what they say, the map and the glossary name what is there."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "namematch"
README = ROOT / "README.md"
FOLDERS = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
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


def map_rows() -> dict[str, str]:
    """The rows of the map by folder: all that stands behind its name."""
    text = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`[a-z]+/`(?:, )?)+) \|(.*)\|$", text, re.MULTILINE)
    return {folder: rest for folders, rest in rows for folder in re.findall(r"[a-z]+", folders)}


def test_the_map_names_every_folder() -> None:
    assert map_rows().keys() == FOLDERS | {"data"}
    picture = README.read_text(encoding="utf-8").split("## How it works")[1].split("```")[1]
    assert {folder for folder in FOLDERS if not re.search(rf"\b{folder}\b", picture)} == set()


def test_what_the_map_names_is_there() -> None:
    missing = []
    for folder, rest in map_rows().items():
        for name in re.findall(r"`([a-z_/.]+)`", rest):
            places = (PACKAGE / folder / name, PACKAGE / name)
            if not any(place.exists() or place.with_name(f"{place.name}.py").exists() for place in places):
                missing.append(f"{folder}: {name}")
    assert missing == []


def test_what_the_glossary_names_is_there() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    places = re.findall(r"\[((?:`[a-zA-Z_/.]+`(?:, )?)+)\]", text)
    named = [name for place in places for name in re.findall(r"`([a-zA-Z_/.]+)`", place)]
    assert len(named) > 40
    missing = [name for name in named if not (PACKAGE / f"{name.removesuffix('.Prices')}.py").exists()]
    assert missing == []
