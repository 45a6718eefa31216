"""The face: every public name can be imported, and what public functions take and give is public."""

import ast
import builtins
import importlib
import inspect
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

import namematch

FACE = Path(namematch.__file__)
ROOT = FACE.parents[1]
# What a caller makes or is given whole and looks not into: the words and tables that names are compared by.
OPAQUE = {"Channel", "Graphones", "Vocabulary"}


def typed_imports() -> dict[str, set[str]]:
    """{module: names} that the face imports for type checkers."""
    tree = ast.parse(FACE.read_text(encoding="utf-8"))
    (block,) = (x for x in tree.body if isinstance(x, ast.If) and ast.unparse(x.test) == "TYPE_CHECKING")
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {node.module or "": {alias.name for alias in node.names} for node in imports}


def test_the_table_of_homes_is_what_type_checkers_see() -> None:
    homes = namematch._HOMES
    assert {module: set(names) for module, names in homes.items()} == typed_imports()
    assert list(homes) == sorted(homes)
    assert namematch.__all__ == sorted(name for names in homes.values() for name in names)


def test_every_public_name_can_be_imported() -> None:
    for module, names in namematch._HOMES.items():
        for name in names:
            assert getattr(namematch, name) is getattr(importlib.import_module(f"namematch.{module}"), name)
    assert set(namematch.__all__) < set(dir(namematch))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = namematch.nothing


def definition(name: str) -> tuple[ast.stmt | None, ModuleType]:
    """A public function or class in the source of its module; None for an alias."""
    module = importlib.import_module(f"namematch.{namematch._HOME[name]}")
    kinds = (ast.FunctionDef, ast.ClassDef)
    tree = ast.parse(inspect.getsource(module))
    return next((x for x in tree.body if isinstance(x, kinds) and x.name == name), None), module


def annotations(node: ast.stmt) -> Iterator[ast.expr]:
    """Those of a function; of a class those of its fields, its public functions and its parents'."""
    if isinstance(node, ast.FunctionDef):
        arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        yield from (x.annotation for x in arguments if x.annotation is not None)
        if node.returns is not None:
            yield node.returns
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        if not node.target.id.startswith("_"):
            yield node.annotation
    elif isinstance(node, ast.ClassDef):
        for part in node.body:
            if (
                not isinstance(part, ast.FunctionDef)
                or not part.name.startswith("_")
                or part.name == "__init__"
            ):
                yield from annotations(part)


def names_in(annotation: ast.expr) -> set[str]:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):  # a class within itself
        annotation = ast.parse(annotation.value, mode="eval").body
    inside_literal = {
        id(x)
        for node in ast.walk(annotation)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
        for x in ast.walk(node.slice)
    }
    nodes = [x for x in ast.walk(annotation) if id(x) not in inside_literal]
    quoted = [x for x in nodes if isinstance(x, ast.Constant) and isinstance(x.value, str)]
    found = {x.id for x in nodes if isinstance(x, ast.Name)}
    return found.union(*(names_in(x) for x in quoted))


def from_outside(module: ModuleType) -> set[str]:
    """The names that *module* imports from elsewhere; and from ``arrays``, which has numpy's under shorter
    names, and columns that a caller meets as sequences."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        of_package = (
            isinstance(node, ast.ImportFrom) and node.level and not (node.module or "").startswith("arrays.")
        )
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not of_package:
            found.update(alias.asname or alias.name for alias in node.names)
    return found


@pytest.mark.parametrize("name", sorted(set(namematch.__all__) - OPAQUE))
def test_what_a_public_name_takes_and_gives_is_public(name: str) -> None:
    node, module = definition(name)
    named = (
        {x for annotation in annotations(node) for x in names_in(annotation)} if node is not None else set()
    )
    assert named <= {*namematch.__all__, *dir(builtins), *from_outside(module)}


def test_the_look_at_annotations_sees_them() -> None:
    seen = {}
    for name in ("dedupe_names", "Reconciliation", "NameIndex", "Person", "match_names"):
        node, _ = definition(name)
        assert node is not None
        seen[name] = {x for annotation in annotations(node) for x in names_in(annotation)}
    assert seen["dedupe_names"] >= {
        "NameLike",
        "Decision",
        "Policy",
        "Vocabulary",
        "Progress",
        "Reconciliation",
    }
    assert seen["Reconciliation"] >= {"Mentions", "Assignment", "Assigned", "Review", "Refusal", "Person"}
    assert seen["NameIndex"] >= {"NameLike", "Match", "NameIndex"}
    assert seen["Person"] >= {"TiedMention", "Repetition", "Apart"}
    assert seen["match_names"] >= {"NameLike", "Matches"}


def test_the_version_is_that_of_the_package() -> None:
    assert namematch.__version__ == metadata.version("namematch")


def test_a_package_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert namematch.__version__ == "0+not.installed"


@pytest.mark.parametrize("more", [[], ["dedupe"]])
def test_the_program_tells_the_version(more: list[str]) -> None:
    command = [sys.executable, "-m", "namematch", "--version", *more]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert (said.stdout, said.stderr) == (f"namematch {namematch.__version__}\n", "")
