"""Attested spellings and known words in, how often each sound of a romanisation is written how out.

A mixture of styles, by EM: each spelling is of one style that nobody names, and in a style each unit of the
romanisation is written independently of the others (Dempster, Laird and Rubin, 1977). Deterministic.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from ..arrays.dtypes import Floats
from ..model.usual import COLUMNS, STYLE, Shares, Unit, consonant_keys, parts_of, units_of
from ..model.vocabulary import Vocabulary
from .attested import Pair

ABOUT_USUAL: Final = (
    "# How often what a standard romanisation writes, for a Persian letter or at a place, is written how.",
    "# Learned by `namematch train --usual` from attested spellings of the words of the lexicon; no spelling",
    "# is in here. Sources: those of channel.npz. An empty cell: any letter, any place, nothing written.",
    "# shares: of each style that was found; at place `style`, how many spellings it has.",
)
NOTHING_AT_END: Final[Unit] = ("", "", "end")
LEAST_SEEN: Final = 3  # of a way to write a sound, so that no slip of the pen is usual
LEAST_OFTEN: Final = 0.015  # of the unit's spellings
FALLBACK: Final = 10.0  # sightings of a unit that outweigh what is written for it elsewhere
ROUNDS: Final = 30
FIRST_GUESS: Final = 0.7  # how sure the first guess is


class Written(NamedTuple):
    """A spelling of a word: its *units* and what is written for each."""

    units: list[Unit]
    parts: list[str]


def learn_usual(pairs: Iterable[Pair], vocabulary: Vocabulary) -> Shares:
    """Learn from attested *pairs* of words of the *vocabulary*.

    However often a spelling was met, and by whom, it counts once: the next list has another style. What has
    other consonants than the romanisation teaches nothing, so that few wrong partners do.
    """
    found = [written for pair in pairs if (written := _usual_writing(pair, vocabulary))]
    pooled = _pooled(found)
    usual = [w for w in found if all(y in pooled.get(x, {}) for x, y in zip(*w, strict=True))]
    cells = {(unit, part): share for unit, ways in pooled.items() for part, share in ways.items()}
    weights, shares = _styles_of(usual, cells)
    by_unit: Shares = {STYLE: {"": tuple(weights.tolist())}}
    for (unit, part), by_style in zip(cells, shares.T.tolist(), strict=True):
        by_unit.setdefault(unit, {})[part] = tuple(by_style)
    return by_unit


def _styles_of(
    spellings: Sequence[Written], cells: Mapping[tuple[Unit, str], float]
) -> tuple[Floats, Floats]:
    """The weights of the styles, (styles,), and the shares of the *cells* in them, (styles, cells); of all
    styles together they are given."""
    number = {cell: i for i, cell in enumerate(cells)}
    place = np.array([number[cell] for written in spellings for cell in zip(*written, strict=True)])
    spelling = np.repeat(np.arange(len(spellings)), [len(written.units) for written in spellings])
    base, names = (
        np.array([*cells.values()]),
        {unit: i for i, unit in enumerate(dict.fromkeys(u for u, _ in cells))},
    )
    unit_of = np.array([names[unit] for unit, _ in cells])
    kept = np.bincount(unit_of, base)[unit_of]  # less than 1: slips are no way to write
    belongs = np.array([_first_guess(written) for written in spellings]).T
    for _ in range(ROUNDS):
        seen = [np.bincount(place, style[spelling], len(base)) + FALLBACK * base for style in belongs]
        shares = np.array([kept * counts / np.bincount(unit_of, counts)[unit_of] for counts in seen])
        weights = belongs.mean(1)
        nats = np.array([np.bincount(spelling, np.log(style)[place]) for style in shares])
        belongs = weights[:, None] * np.exp(nats - nats.max(0))
        belongs /= belongs.sum(0)
    return weights, shares


def _usual_writing(pair: Pair, vocabulary: Vocabulary) -> Written | None:
    word = vocabulary.word_spelled(pair.persian)
    romanisation = str(vocabulary.romanisations[word]) if word >= 0 else ""
    if not romanisation or len(set(consonant_keys([romanisation, pair.latin]))) > 1:
        return None
    return Written(units_of(romanisation, vocabulary.words[word].persian), parts_of(pair.latin))


def _pooled(spellings: Iterable[Written]) -> dict[Unit, dict[str, float]]:
    """The ways to write each unit that are more than a slip, with their shares in all styles; few sightings
    are mixed with those of what it writes anywhere."""
    counts: dict[Unit, Counter[str]] = defaultdict(Counter)
    anywhere: dict[str, Counter[str]] = defaultdict(Counter)
    for units, parts in spellings:
        for unit, part in zip(units, parts, strict=True):
            counts[unit][part] += 1
            anywhere[unit[0]][part] += 1
    pooled = {}
    for unit, ways in sorted(counts.items()):
        everywhere = anywhere[unit[0]]
        share = {
            part: (ways[part] + FALLBACK * n / everywhere.total()) / (ways.total() + FALLBACK)
            for part, n in sorted(everywhere.items())
            if n >= LEAST_SEEN and unit != NOTHING_AT_END
        }
        share = share or {"": 1.0}  # a vowel more at the end is another word, or French
        if kept := {part: p for part, p in share.items() if p >= LEAST_OFTEN}:
            pooled[unit] = kept
    return pooled


def _first_guess(written: Written) -> list[float]:
    """Of which style a spelling is, before anything is learned: that of the romanisation, or that of other
    vowels."""
    other = any(unit[0] != part for unit, part in zip(*written, strict=True) if unit[2])
    return [1 - FIRST_GUESS, FIRST_GUESS] if other else [FIRST_GUESS, 1 - FIRST_GUESS]


def usual_table(shares: Shares) -> str:
    """*shares* as a table that the package reads, ``data/usual.tsv``."""
    rows = [
        "\t".join((*unit, part, " ".join(f"{share:.3f}" for share in by_style)))
        for unit, ways in sorted(shares.items())
        for part, by_style in sorted(ways.items(), key=lambda way: (-sum(way[1]), way[0]))
    ]
    return "\n".join((*ABOUT_USUAL, "\t".join(COLUMNS), *rows, ""))
