"""The lists that speed is measured on: a size in, a file with the truth out.

Lists are made once by make_list.py, or by a command of the user's own, and kept in a folder; or they are
the first persons of a list of the user's own.
"""

import hashlib
import os
import shlex
import subprocess
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from ..metrics import Ints
from . import make_list

SOURCES: Final = (Path(make_list.__file__), make_list.SPELLINGS, make_list.FREQUENT)
HELD: Final = 1 << 20  # bytes of a file that are read at once


@dataclass(frozen=True, slots=True)
class Listed:
    """A file with the columns person and name; *size* counts its rows."""

    path: Path
    name: str
    size: int
    seed: str
    digest: str

    def names(self) -> list[str]:
        return [name for (name,) in cells(self.path, "name")]

    def truth(self) -> Ints:
        """The person of each row, as a number."""
        return codes(person for (person,) in cells(self.path, "person"))


@dataclass(frozen=True, slots=True)
class Lists:
    """Where lists come from: by default they are made. *own* is a file of the user's, *command* one that
    is called with a size and a path."""

    folder: Path
    seed: int = 1
    own: Path | None = None
    command: str = ""

    def of(self, size: int) -> Listed:
        """The list of a size; of an own file the first persons, all of them where it has no more."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.key}-{size}-{self.seed}.tsv"
        if not path.exists():
            unfinished = path.with_suffix(f".{os.getpid()}")
            self._write(size, unfinished)
            unfinished.replace(path)
        seed = "" if self.own or self.command else str(self.seed)
        return Listed(path, self.name, sum(1 for _ in cells(path, "name")), seed, digest_of_file(path))

    @property
    def name(self) -> str:
        if self.own:
            return self.own.stem
        return Path(shlex.split(self.command)[-1]).stem if self.command else "made"

    @property
    def key(self) -> str:
        """A name of files that differs where the lists do."""
        known = hashlib.blake2b(self.command.encode(), digest_size=4)
        for source in (self.own,) if self.own else SOURCES:
            known.update(source.read_bytes())
        return f"{self.name}-{known.hexdigest()}"

    def _write(self, size: int, path: Path) -> None:
        if self.own:
            write_first(self.own, size, path)
        elif self.command:
            subprocess.run([*shlex.split(self.command), str(size), str(path)], check=True)
        else:
            script, seed = str(SOURCES[0]), str(self.seed)  # by itself: its memory is not ours
            command = [sys.executable, script, str(size), str(path), "--seed", seed]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def write_first(source: Path, size: int, path: Path) -> None:
    """Write all rows of the persons who come first in *source*, up to about *size* rows."""
    persons = [person for (person,) in cells(source, "person")]
    count: dict[str, int] = {}
    for person in persons:
        count[person] = count.get(person, 0) + 1
    kept, rows = set[str](), 0
    for person, mentions in count.items():
        if rows + mentions <= size:
            kept.add(person)
            rows += mentions
    chosen = (row for row in cells(source, "person", "name") if row[0] in kept)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines("\t".join(row) + "\n" for row in (("person", "name"), *chosen))


def cells(path: Path, *columns: str) -> Iterator[tuple[str, ...]]:
    """The cells of some columns of a table, row by row; exits with one line where it lacks one."""
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        header = file.readline().rstrip("\r\n").split("\t")
        if not set(columns) <= set(header):
            sys.exit(f"{path}: needs the columns {' and '.join(columns)}")
        places = [header.index(column) for column in columns]
        for line, text in enumerate(file, start=2):
            row = text.rstrip("\r\n").split("\t")
            if len(row) <= max(places):
                sys.exit(f"{path}:{line}: a row needs a {' and a '.join(columns)}")
            yield tuple(row[place] for place in places)


def codes(values: Iterable[str]) -> Ints:
    """Equal values as equal numbers from 0.

    >>> codes("abca").tolist()
    [0, 1, 2, 0]
    """
    known: dict[str, int] = {}
    found = array("q", (known.setdefault(value, len(known)) for value in values))
    return np.array(found, np.int64)


def digest_of_file(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=4)
    with path.open("rb") as file:
        while held := file.read(HELD):
            digest.update(held)
    return digest.hexdigest()
