"""The noisy channel: how probably a word is written as a token, by the learned tables.

Persian spelling is canonical, Latin spellings are its noisy renderings: each letter of a word emits
nought to three Latin letters, depending on the letter that follows and on being the first. The same
kind of table tells one Latin spelling from another. Learned by ``namematch train`` from the
sources that ``ABOUT_CHANNEL`` names; this module reads and writes the tables.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from ..arrays.dtypes import Floats, Ints
from ..arrays.lockless import cached_property
from ..text.letters import LATIN, PERSIAN
from .array_files import ArrayFile, read_array_file

LONGEST_EMISSION = 3
# Stands in the file, beside the tables.
ABOUT_CHANNEL = """\
Probabilities learned by `namematch train` from attested spellings of single names; no spelling is in here.
Sources of the table that the package ships: name fields of the Omid memorial of the Abdorrahman
Boroumand Center (CC BY-SA 4.0, by the public repository that carries it), Wikidata name items through
the rigour package (CC0; MIT), the dictionary of the finglish package (MIT)."""
CHANNEL_FORMAT = 2  # of channel.npz; a file of another one is refused
# The minus log probabilities that a stored byte may stand for: fine where they weigh, coarse where rare.
_LEVELS = np.concatenate([np.arange(0, 6, 0.1), np.arange(6, 26, 0.5)])

# What follows decides whether a letter brings a vowel of its own: ک is "k" before ا and "ka" before ر.
FOLLOWED_BY = {"ا": 1, "آ": 1, "و": 2, "ی": 3, "": 4}
CONTEXTS = 2 * (1 + max(FOLLOWED_BY.values()))  # followed by, and whether it is the first letter

_PERSIAN_INDEX = {letter: i for i, letter in enumerate(PERSIAN)}
_LATIN_INDEX = {letter: i for i, letter in enumerate(LATIN)}
PERSIAN_SYMBOLS = len(PERSIAN) * CONTEXTS
LATIN_CONTEXTS = 2  # whether it is the first letter
LATIN_SYMBOLS = len(LATIN) * LATIN_CONTEXTS

# The substrings that a symbol may emit: none, every letter, every pair, "any other triple", triples seen.
SHORT_SUBSTRINGS = ("", *LATIN, *("".join(pair) for pair in product(LATIN, repeat=2)))
OTHER_TRIPLE = len(SHORT_SUBSTRINGS)
BEGIN_END = 0  # the letter models' sign for both ends of a token


def persian_symbols(letters: str) -> Ints:
    """The channel's symbols for Persian *letters*: each letter in its context."""
    following = [*letters[1:], ""]
    return np.array(
        [
            CONTEXTS * _PERSIAN_INDEX[letter] + 2 * FOLLOWED_BY.get(after, 0) + (i == 0)
            for i, (letter, after) in enumerate(zip(letters, following, strict=False))
        ],
        np.int32,
    )


def latin_symbols(letters: str) -> Ints:
    """The channel's symbols for folded Latin *letters*: each letter, and whether it is the first."""
    return np.array([LATIN_CONTEXTS * _LATIN_INDEX[x] + (i == 0) for i, x in enumerate(letters)], np.int32)


@dataclass(frozen=True, eq=False)
class LetterModel:
    """Trigrams of letters: how probable a token is that nobody knows.

    *nats* holds minus log probabilities, shape (n, n, n); index 0 is the begin or the end.
    """

    alphabet: str
    nats: Floats = field(repr=False)
    index: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, alphabet: str, nats: Floats) -> "LetterModel":
        return cls(alphabet, nats, {x: i for i, x in enumerate(alphabet, 1)})

    @cached_property
    def _plain(self) -> list[float]:
        """*nats* one after the other: a single number takes numpy several times as long to look up."""
        found: list[float] = self.nats.ravel().tolist()
        return found

    def log_probability(self, letters: str) -> float:
        """Natural log of the probability of *letters* and then the end; at most 0."""
        plain, size = self._plain, len(self.alphabet) + 1
        first = second = BEGIN_END
        total = 0.0
        for letter in (*(self.index[x] for x in letters), BEGIN_END):
            total -= plain[(first * size + second) * size + letter]
            first, second = second, letter
        return total


@dataclass(frozen=True, eq=False)
class Channel:
    """The learned tables. *persian* and *latin* hold probabilities, shape (substring, symbol)."""

    triples: tuple[str, ...]
    persian: Floats
    latin: Floats
    latin_model: LetterModel
    persian_model: LetterModel
    index: dict[str, int] = field(repr=False)

    @classmethod
    def of(
        cls,
        triples: Sequence[str],
        persian: Floats,
        latin: Floats,
        latin_nats: Floats,
        persian_nats: Floats,
    ) -> "Channel":
        index = {text: i for i, text in enumerate(SHORT_SUBSTRINGS)}
        index |= {text: OTHER_TRIPLE + 1 + i for i, text in enumerate(triples)}
        models = LetterModel.of(LATIN, latin_nats), LetterModel.of(PERSIAN, persian_nats)
        return cls(tuple(triples), persian, latin, *models, index)

    @cached_property
    def triple_ids(self) -> Ints:
        """The id of each three letters, the first one counting most."""
        n = len(LATIN)
        ids = np.full(n**3, OTHER_TRIPLE, np.int32)
        for text in self.triples:
            one, two, three = map(LATIN.index, text)
            ids[(one * n + two) * n + three] = self.index[text]
        return ids

    def __repr__(self) -> str:
        return f"Channel({len(self.triples):,} groups of three letters)"

    def __reduce__(self) -> tuple[Any, ...]:
        # The shipped one is a reference: it stays the one that all share, and a pickle does not carry it.
        if self is shipped_channel():
            return shipped_channel, ()
        return Channel, tuple(getattr(self, field.name) for field in fields(self))

    def substrings(self, token: str) -> Ints:
        """Ids of the substrings of *token* by end and length, shape (letters + 1, 4); -1 for none."""
        known, before = self.index.get, range(LONGEST_EMISSION + 1)
        rows = [
            [known(token[end - length : end], OTHER_TRIPLE) if length <= end else -1 for length in before]
            for end in range(len(token) + 1)
        ]
        return np.array(rows, np.int32)

    def write(self, file: Path | BinaryIO) -> None:
        """Store the tables in a .npz *file*, a byte a probability."""
        nats = {"persian": -np.log(self.persian), "latin": -np.log(self.latin)}
        nats |= {"latin_model": self.latin_model.nats, "persian_model": self.persian_model.nats}
        halfway = (_LEVELS[1:] + _LEVELS[:-1]) / 2
        stored = {k: np.searchsorted(halfway, v).astype(np.uint8) for k, v in nats.items()}
        np.savez_compressed(
            file,
            allow_pickle=False,
            format=np.array(CHANNEL_FORMAT),
            about=np.array(ABOUT_CHANNEL),
            triples=np.array(self.triples, "U3"),
            **stored,
        )


def read_channel(path: str | os.PathLike[str]) -> Channel:
    """The channel stored at *path*, such as ``namematch train`` writes. Raises ``TableError`` where it is
    not one of this format, or no table of it is what a channel can go by.

    ``Vocabulary(read_words(), read_channel("channel.npz"))`` is what the functions take.
    """
    file = read_array_file(path, kind="a channel table", version=CHANNEL_FORMAT)
    triples = _read_triples(file)
    substrings = OTHER_TRIPLE + 1 + len(triples)
    shapes = {
        "persian": (substrings, PERSIAN_SYMBOLS),
        "latin": (substrings, LATIN_SYMBOLS),
        "latin_model": (len(LATIN) + 1,) * 3,
        "persian_model": (len(PERSIAN) + 1,) * 3,
    }
    stored = {name: file.integers(name, shape, below=len(_LEVELS)) for name, shape in shapes.items()}
    values = np.exp(-_LEVELS)
    tables = (values[stored[name]] for name in ("persian", "latin"))
    nats = (_LEVELS[stored[name]] for name in ("latin_model", "persian_model"))
    return Channel.of(triples, *tables, *nats)


def _read_triples(file: ArrayFile) -> list[str]:
    """The substrings of three letters that have rows of their own, each once."""
    triples = file.texts("triples")
    for text in triples:
        if len(text) != LONGEST_EMISSION or set(text) - set(LATIN):
            raise file.broken(f"triple {text!r} is not three letters from a to z")
    if len(set(triples)) < len(triples):
        raise file.broken("a triple stands twice")
    return triples


@lru_cache(maxsize=1)
def shipped_channel() -> Channel:
    """The channel that the package ships."""
    with resources.as_file(resources.files("namematch") / "data" / "channel.npz") as path:
        return read_channel(path)
