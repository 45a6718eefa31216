"""N Persian full names and N Latin ones: which Latin name is which Persian one's?

Every pair is judged. F1 is that of the best cutoff; recall at precision p is what a system finds whose
user allows one wrong pair in 1 / (1 - p); *right first* counts the Persian names whose partner
scores highest. Without half of the partners each side has as many names as before, but every
second one has no partner on the other side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from time import perf_counter
from typing import Final

import numpy as np

from namematch import Vocabulary, match_names

from ..figures import Row, Sheet, digest_of
from ..lists.make_list import (
    LATIN_TITLES,
    PERSIAN_TITLES,
    Person,
    Words,
    draw_persons,
    drop_surname,
    read_words,
    titled,
    write_latin,
    write_persian,
)
from ..metrics import Curve, Floats, Hits, Ints, best_f1, ranked, recall_at, right_first
from .options import MIXED, Options
from .peers import Peer

SIZE: Final = 2000
UNKNOWN: Final = (0.0, 0.2, 1.0)
OFFICIAL: Final = 0.15  # of the Persian names: surname first, as registers have it
SHEET: Final = Sheet(
    "retrieval",
    "Bilingual retrieval: every Persian name against every Latin one",
    ("list", "size", "seed", "partners", "style"),
    {
        "f1": "F1",
        "r99": "recall at P .99",
        "r98": "recall at P .98",
        "first": "right first",
        "cutoff": "cutoff",
        "names": "names",
    },
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Persian names, Latin names, and the row of each Persian name's partner, -1 where it has none."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    partner: tuple[int, ...]

    @property
    def digest(self) -> str:
        return digest_of((self.left, self.right))

    def first(self, most: int) -> "Sides":
        """The first Persian names with their partners, and strangers up to as many; all if few."""
        if len(self.left) <= most:
            return self
        kept = [row for row in self.partner[:most] if row >= 0]
        taken = set(self.partner)
        kept += [row for row in range(len(self.right)) if row not in taken][: most - len(kept)]
        place = {row: i for i, row in enumerate(sorted(kept))}
        partner = tuple(place.get(row, -1) for row in self.partner[:most])
        return Sides(self.left[:most], tuple(self.right[row] for row in sorted(kept)), partner)


def make_sides(size: int, *, seed: int, partners: str = "all", style: str = MIXED) -> Sides:
    """*size* names on each side. In one *style* each Latin name has a word with an own spelling in
    it; words that have none are spelled as in English. The same arguments make the same names.

    >>> make_sides(2, seed=1).partner in ((0, 1), (1, 0))
    True
    """
    words, rng = read_words(), Random(f"{seed} {style} {partners}")
    alone = size // 2 if partners == "half" else 0
    persons = [drawn for drawn, _ in zip(persons_of(rng, words, style), range(size + alone), strict=False)]
    asked = rng.sample(range(size), size) if alone else range(size)
    left = [write_official(rng, persons[i], words) for i in asked]
    order = rng.sample(range(alone, size + alone), size)
    named = "" if style == MIXED else style
    right = [write_foreign(rng, persons[i], words, named) for i in order]
    row_of = {person: row for row, person in enumerate(order)}
    return Sides(tuple(left), tuple(right), tuple(row_of.get(i, -1) for i in asked))


def persons_of(rng: Random, words: Words, style: str) -> Iterator[Person]:
    """New persons with a word that is spelled in the style."""
    for person in draw_persons(rng, words):
        if style == MIXED or any(style in words.spelled[word] for part in person for word in part):
            yield person


def write_official(rng: Random, person: Person, words: Words) -> str:
    """The Persian name as lists have it: now and then surname first, a title, Arabic letters."""
    written = drop_surname(rng, person)
    name = write_persian(rng, written, words, family_first=rng.random() < OFFICIAL)
    return titled(rng, name, PERSIAN_TITLES)


def write_foreign(rng: Random, person: Person, words: Words, style: str) -> str:
    """The Latin name, as a mention of make_list.py has it."""
    name = write_latin(rng, drop_surname(rng, person), words, style=style)
    return titled(rng, name, LATIN_TITLES)


def own_sides(pairs: Sequence[tuple[str, str]]) -> Sides:
    """Sides of a list of pairs; the Latin ones in alphabetical order, so that no place is a hint."""
    order = sorted(range(len(pairs)), key=lambda i: (pairs[i][1], i))
    row_of = {pair: row for row, pair in enumerate(order)}
    return Sides(
        tuple(pair[0] for pair in pairs),
        tuple(pairs[i][1] for i in order),
        tuple(row_of[i] for i in range(len(pairs))),
    )


def measure(options: Options) -> Iterator[Row]:
    """The rows of all settings."""
    if options.pairs:
        yield from measure_sides(options, own_sides(options.pairs), (options.name, "", "all", ""))
        return
    for style in options.styles:
        for partners in options.partners:
            for size in options.sizes or (SIZE,):
                sides = make_sides(size, seed=options.seed, partners=partners, style=style)
                yield from measure_sides(options, sides, ("made", str(options.seed), partners, style))


def measure_sides(options: Options, sides: Sides, told: tuple[str, str, str, str]) -> Iterator[Row]:
    setting = (told[0], str(len(sides.left)), *told[1:])
    for system, vocabulary in options.libraries(UNKNOWN):
        yield measure_library(system, vocabulary, sides, setting)
    for peer in options.peers():
        yield measure_peer(peer, sides, setting)


def measure_library(system: str, vocabulary: Vocabulary, sides: Sides, setting: tuple[str, ...]) -> Row:
    """The library by the bits of every pair that it lists."""
    start = perf_counter()
    found = match_names(sides.left, sides.right, top=len(sides.right), all=True, vocabulary=vocabulary)
    seconds = perf_counter() - start
    left, right = (np.array([getattr(m, side) for m in found], np.int64) for side in ("left", "right"))
    score = np.array([match.bits for match in found])
    return judged(Row(SHEET, system, setting, sides.digest, {}, seconds), sides, left, right, score)


def measure_peer(peer: Peer, sides: Sides, setting: tuple[str, ...]) -> Row:
    """A peer by its similarity of every pair, on as many names as it can take."""
    some = sides.first(peer.method.most)
    start = perf_counter()
    matrix = peer.matrix(some.left, some.right)
    seconds = perf_counter() - start
    left, right = (axis.ravel() for axis in np.indices(matrix.shape, np.int32))
    row = Row(SHEET, peer.system, setting, sides.digest, {}, seconds, peer=peer.method.name)
    return judged(row, some, left, right, matrix.ravel())


def judged(row: Row, sides: Sides, left: Ints, right: Ints, score: Floats) -> Row:
    """The row with the figures of scored pairs."""
    hit: Hits = np.asarray(sides.partner)[left] == right
    curve: Curve = ranked(score, hit, sum(partner >= 0 for partner in sides.partner))
    f1, cutoff = best_f1(curve)
    figures = {
        "f1": f1,
        "r99": recall_at(curve, 0.99),
        "r98": recall_at(curve, 0.98),
        "first": right_first(left, right, score, sides.partner),
        "cutoff": cutoff,
        "names": len(sides.left),
    }
    return replace(row, figures=figures, curve=curve.thinned())
