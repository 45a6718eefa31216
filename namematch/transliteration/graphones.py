"""The learned model of how unknown words are spelled, and its file.

Words are sequences of graphones (``pieces``) such as words have (Bisani and Ney, "Joint-sequence
models for grapheme-to-phoneme conversion", 2008), and of *patterns*, which know letters by their kind
only: Arabic words share shapes (Nazih, Karim; Mansour, Mahmoud) whatever their root, and an Arabic
letter is seldom far from another. One model serves both directions. ``training.graphones`` learns it.
"""

import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import numpy as np

from ..model.array_files import read_array_file
from ..text.letters import LATIN, PERSIAN
from .ngrams import EDGE, Ngrams
from .pieces import pieces

# The signs of letters in the n-grams of either script, beside the edge of a word.
LATIN_SIGNS: Final = {letter: sign for sign, letter in enumerate(LATIN, EDGE + 1)}
PERSIAN_SIGNS: Final = {letter: sign for sign, letter in enumerate(PERSIAN, EDGE + 1)}
GRAPHONES_FORMAT: Final = 1  # of graphones.npz; a file of another one is refused
# Stands in the file, beside the tables.
ABOUT_GRAPHONES: Final = """\
Frequencies of sequences of letters, learned by `namematch train --graphones` from the package's
lexicon and from attested spellings of single names; no spelling is in here.
Sources: as of channel.npz."""


class Graphones(NamedTuple):
    """The learned model: n-grams of graphones, of their patterns, and of either script's letters."""

    graphones: Ngrams
    patterns: Ngrams
    latin: Ngrams
    persian: Ngrams

    def write(self, file: Path | BinaryIO) -> None:
        """Store the model in a .npz *file*."""
        stored = [ngrams.stored(name) for name, ngrams in zip(self._fields, self, strict=True)]
        arrays = {name: array for one in stored for name, array in one.items()}
        about = {
            "format": np.array(GRAPHONES_FORMAT),
            "about": np.array(ABOUT_GRAPHONES),
            "inventory": np.array(_inventory()),
        }
        np.savez_compressed(file, allow_pickle=False, **about, **arrays)


def sign_counts() -> dict[str, int]:
    """How many signs each of the model's n-grams may have, the edge of a word among them, by its field."""
    known = pieces()
    return {
        "graphones": len(known.signs) + 1,
        "patterns": max(known.patterns) + 1,
        "latin": len(LATIN_SIGNS) + 1,
        "persian": len(PERSIAN_SIGNS) + 1,
    }


def _inventory() -> list[str]:
    """The graphones in the order of their signs: a model of others means something else."""
    return [f"{letter} {piece}" for letter, piece in pieces().signs]


def read_graphones(path: str | os.PathLike[str]) -> Graphones:
    """The model stored at *path*, such as ``namematch train --graphones`` writes.

    ``transliterate`` and ``spellings`` take it. Raises ``TableError`` where the file is not one of this
    format, is of another version of the package's ``press.tsv``, or no table of it is what a model can go
    by.
    """
    file = read_array_file(path, kind="a table of graphones", version=GRAPHONES_FORMAT)
    if file.texts("inventory") != _inventory():
        raise file.broken("learned from another press.tsv; learn the graphones again")
    return Graphones(**{name: Ngrams.read(file, name, signs) for name, signs in sign_counts().items()})


@cache
def shipped_graphones() -> Graphones:
    """The model that the package ships."""
    with resources.as_file(resources.files("namematch") / "data" / "graphones.npz") as path:
        return read_graphones(path)
