"""The shape of the package: who may import whom, light start, no hidden letters, no seeds.

``MAY`` is the map of the style: a folder imports from those in its row and from itself, nothing else.
"""

import ast
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import namematch

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "namematch"
GROUND = {"errors", "policy", "progress"}  # single files, which belong to no folder
LANGUAGE = {"arrays", "text", "names", "model"}
BATCH = LANGUAGE | {"compare", "batch", "errors", "policy", "progress"}
CELLS = {"files.frames", "files.cells"}
MAY: dict[str, set[str]] = {
    "errors": set(),
    "progress": set(),
    "policy": {"errors"},
    "arrays": set(),
    "text": {"errors", "arrays"},
    "files": {"errors", "arrays"},
    "names": {"errors", "progress", "arrays", "text"},
    "model": {"errors", "progress", "arrays", "text"},
    "compare": {"errors", "policy", "arrays", "text", "names", "model"},
    "transliteration": {"errors", "arrays", "text", "model"},
    "batch": BATCH | {"transliteration"},
    "training": {"errors", "progress", "arrays", "text", "model", "transliteration"},
    "match": BATCH | CELLS,
    "dedupe": BATCH | CELLS | {"transliteration"},
    "search": BATCH | CELLS | {"match.matches", "files.container", "files.writing"},
    "warming": BATCH | {"match", "dedupe", "search"},
    "report": BATCH | CELLS | {"match", "dedupe"},
    "cli": BATCH | {"files", "transliteration", "training", "match", "dedupe", "search", "report", "warming"},
}
FACE = {"__init__", "__main__"}  # may import from everywhere
FEWEST = 100  # files that a look at the package sees, else it looks in the wrong place
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 45  # without its docstring
MOST_PARAMETERS = 8
# A command has a parameter for each of its options, and match_names the options that its users know.
MANY_PARAMETERS = {
    "cli.compare.compare",
    "cli.dedupe.dedupe",
    "cli.match.match",
    "cli.search.index_names",
    "cli.search.search_names",
    "cli.transliterate.transliterate_names",
}
MANY_PARAMETERS |= {"match.matches.match_names", "batch.transliteration.spellings_many"}
HEAVY = ("numba", "numpy", "pyarrow", "pydantic", "rich", "typer")
BLANKS = {"\t", " "}  # the only characters without ink that a line of ours may hold


def module_of(path: Path) -> str:
    """``batch/kernel.py`` as ``batch.kernel``; a folder's face is the folder."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
FOLDERS = sorted({module.split(".")[0] for module in MODULES} - FACE)


def imports_of(module: str) -> set[str]:
    """The modules of this package that *module* imports, inside functions and for types too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            found.update(name.removeprefix("namematch.") for name in names if name.startswith("namematch."))
        elif isinstance(node, ast.ImportFrom):
            found.update(_imported(node, module))
    return found


def _imported(node: ast.ImportFrom, module: str) -> Iterator[str]:
    """The modules that a ``from`` statement names, or that it imports names of."""
    parts = (node.module or "").split(".") if node.module else []
    if node.level:
        # A face is a level above the modules of its folder; that of the package is above all.
        is_face = MODULES[module].stem == "__init__" and module not in FACE
        here = module.split(".") if is_face else module.split(".")[:-1]
        above = here[: len(here) - (node.level - 1)]
    elif parts[:1] == ["namematch"]:
        above, parts = [], parts[1:]
    else:
        return
    base = [*above, *parts]
    for alias in node.names:
        whole = ".".join([*base, alias.name])
        if whole in MODULES or base:
            yield whole if whole in MODULES else ".".join(base)


def folder_of(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def at_import(module: str) -> set[str]:
    """``imports_of`` less those inside functions and for types."""
    found: set[str] = set()
    for node in ast.parse(MODULES[module].read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            found.update(_imported(node, module))
    return found


def sources() -> list[Path]:
    """Every text file of ours that is code or a table."""
    folders = [ROOT / name for name in ("namematch", "tests", "benchmarks", "seeds")]
    found = [path for folder in folders for path in folder.rglob("*")]
    return sorted(path for path in found if path.suffix in {".py", ".tsv"})


def test_the_look_sees_the_package() -> None:
    assert len(MODULES) >= FEWEST


def test_the_table_names_every_folder() -> None:
    assert sorted(MAY) == FOLDERS
    assert {name for row in MAY.values() for name in row} <= set(MAY) | set(MODULES)


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_only_go_down(folder: str) -> None:
    strangers = {
        f"{module} imports {name}"
        for module in MODULES
        if folder_of(module) == folder
        for name in imports_of(module)
        if folder_of(name) != folder and folder_of(name) not in MAY[folder] and name not in MAY[folder]
    }
    assert strangers == set()


def test_the_table_has_no_circle_of_folders() -> None:
    TopologicalSorter({f: {folder_of(name) for name in row} - {f} for f, row in MAY.items()}).prepare()


def test_no_file_imports_itself_by_way_of_others() -> None:
    graph = {module: imports_of(module) - {module} for module in MODULES if module not in FACE}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' > '.join(error.args[1])}")


def test_every_file_is_imported_by_another() -> None:
    imported = {name for module in MODULES for name in imports_of(module)}
    faces = {folder for folder in FOLDERS if MODULES[folder].name == "__init__.py"}
    assert set(MODULES) - imported - faces - FACE == set()


def top_level_names(module: str) -> set[str]:
    found: set[str] = set()
    for node in ast.parse(MODULES[module].read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (x for target in targets for x in ast.walk(target) if isinstance(x, ast.Name))
            found.update(name.id for name in names if isinstance(name.ctx, ast.Store))
    return found


def is_twin(one: str, two: str) -> bool:
    """Whether one of two modules is the fast twin of the other: of one name, in compare or model and
    batch."""
    folders = {folder_of(one), folder_of(two)}
    return (
        one.split(".")[1:] == two.split(".")[1:]
        and "batch" in folders
        and bool(folders & {"compare", "model"})
    )


def test_a_name_is_defined_in_one_module() -> None:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for name in top_level_names(module):
            if not (name.startswith("__") and name.endswith("__")):
                homes[name].append(module)
    assert {n: at for n, at in homes.items() if len(at) > 1 and not (len(at) == 2 and is_twin(*at))} == {}


def test_what_is_private_stays_in_its_module() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {alias.name}"
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name.startswith("_")
    }
    assert found == set()


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function and method of the package, by a name that tells its module."""
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{module}.{node.name}", node


def is_kernel(function: ast.FunctionDef) -> bool:
    """Whether lists compile it: arrays come one by one, since numba counts references to those in a tuple."""
    return any(ast.unparse(decorator).startswith("kernel") for decorator in function.decorator_list)


def lines_without_docstring(name: str, function: ast.FunctionDef) -> int:
    """The lines of a function; of one with an option a line, those below its options."""
    body = function.body[ast.get_docstring(function, clean=False) is not None :]
    if not body:
        return 0
    below = (function.end_lineno or 0) - body[0].lineno + 1
    signature = 0 if name in MANY_PARAMETERS else function.body[0].lineno - function.lineno
    return below + signature


def test_a_file_is_read_in_one_go() -> None:
    lengths = {m: path.read_text(encoding="utf-8").count("\n") for m, path in MODULES.items()}
    assert {m: n for m, n in lengths.items() if n > MOST_LINES_OF_A_FILE} == {}


def test_a_function_is_seen_at_once() -> None:
    lengths = {name: lines_without_docstring(name, function) for name, function in functions()}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES_OF_A_FUNCTION} == {}


def test_a_function_takes_few_things() -> None:
    found = {}
    for name, function in functions():
        arguments = function.args
        names = [x.arg for x in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        count = len(names) - (names[:1] in (["self"], ["cls"]))
        documented = is_kernel(function) and ast.get_docstring(function) is not None
        if count > MOST_PARAMETERS and not documented:
            found[name] = count
    assert found.keys() == MANY_PARAMETERS


def test_the_package_imports_nothing_heavy_before_it_is_used() -> None:
    program = f"import namematch, sys; print(sorted(set({HEAVY}) & set(sys.modules)))"
    command = [sys.executable, "-c", program]
    assert subprocess.check_output(command, text=True, cwd=ROOT) == "[]\n"


def test_no_function_is_exported_under_the_name_of_a_module() -> None:
    # Whoever imports the module would find it in the function's place.
    assert set(namematch.__all__) & {module.split(".")[0] for module in MODULES} == set()


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
