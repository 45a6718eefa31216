"""The shape of the package: floors, light start, no hidden letters, no seeds."""

import ast
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import namematch

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "namematch"
FLOORS = [
    "errors",
    "policy",
    "progress",
    "growth",
    "compiled",
    "ragged",
    "texts",
    "distinct",
    "normalize",
    "splitting",
    "tables",
    "letters",
    "skeletons",
    "stems",
    "parse",
    "nametable",
    "slips",
    "channel",
    "lettering",
    "blocking",
    "likelihoods",
    "vocabulary",
    "slipjoin",
    "listwords",
    "contest",
    "doubtful",
    "pairs",
    "train",
    "trial",
    "alignment",
    "compiledalign",
    "calibrate",
    "assign",
    "sameword",
    "compare",
    "ngrams",
    "graphones",
    "sounds",
    "schemes",
    "transliteration",
    "readings",
    "spelling",
    "pairdoubts",
    "tokenpairs",
    "worddoubts",
    "lookup",
    "filing",
    "meetings",
    "scoring",
    "batch",
    "section",
    "sides",
    "partners",
    "match",
    "cluster",
    "mentions",
    "units",
    "ids",
    "forms",
    "persons",
    "records",
    "messages",
    "blocks",
    "columns",
    "delimited",
    "files",
    "lines",
    "outputs",
    "container",
    "stored",
    "index",
    "report",
    "terminal",
    "cli_search",
    "cli",
]
TRAINING = {"pairs", "train", "trial"}  # makes the learned tables; what uses them needs none of it
FACE = {"__init__", "__main__"}  # may import from every floor
HEAVY = ("numba", "pyarrow", "rich", "typer")
BLANKS = {"\t", " "}  # the only characters without ink that a line of ours may hold
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py"))


def imports_of(module: str) -> set[str]:
    """The modules of this package that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = "namematch" if node.level else ""
            parts = ".".join(filter(None, (package, node.module)))
            found.update(f"{parts}.{alias.name}" if parts == "namematch" else parts for alias in node.names)
    return {name.split(".")[1] for name in found if name.startswith("namematch.")}


def sources() -> list[Path]:
    """Every text file of ours that is code or a table."""
    folders = [ROOT / name for name in ("namematch", "tests", "benchmarks", "seeds")]
    found = [path for folder in folders for path in folder.rglob("*")]
    return sorted(path for path in found if path.suffix in {".py", ".tsv"})


def test_every_module_is_on_a_floor() -> None:
    assert sorted(FLOORS) == [name for name in MODULES if name not in FACE]


@pytest.mark.parametrize("module", FLOORS)
def test_imports_only_go_down(module: str) -> None:
    assert imports_of(module) <= set(FLOORS[: FLOORS.index(module)])


@pytest.mark.parametrize("module", sorted(TRAINING))
def test_training_is_for_the_command_alone(module: str) -> None:
    assert {name for name in MODULES if module in imports_of(name)} <= {"cli", *TRAINING}


def test_the_package_imports_nothing_heavy_before_it_is_used() -> None:
    program = f"import namematch, sys; print(sorted(set({HEAVY}) & set(sys.modules)))"
    command = [sys.executable, "-c", program]
    assert subprocess.check_output(command, text=True, cwd=ROOT) == "[]\n"


def test_no_function_is_exported_under_the_name_of_a_module() -> None:
    # Whoever imports the module would find it in the function's place.
    assert set(namematch.__all__) & set(MODULES) == set()


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_character_is_invisible(path: Path) -> None:
    hidden = [
        f"{path}:{number}: U+{ord(letter):04X}"
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
        for letter in line
        if unicodedata.category(letter)[0] in "CZ" and letter not in BLANKS
    ]
    assert hidden == []


@pytest.mark.parametrize(
    "path",
    [path for path in sources() if path.is_relative_to(PACKAGE)],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_package_never_mentions_the_seeds(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert not [word for word in ("seeds/", '"seeds"', "'seeds'", "mentions.tsv") if word in words]
