"""Unknown words in, the best ways to read or write each out: ``transliteration.search`` for lists.

A word is a lattice: places between its letters, and at each the sets of graphones that lead on to the next
ones. The loops are compiled (``batch.graphone_kernel``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np

from ..arrays.choice import workers
from ..arrays.dtypes import Longs
from ..arrays.ragged import starts_of
from ..transliteration.graphones import LATIN_SIGNS, PERSIAN_SIGNS, Graphones
from ..transliteration.pieces import Graphone, merges, pieces
from ..transliteration.search import (
    ENDED,
    LONGEST_PIECE,
    MOST_SILENT,
    TO_LATIN,
    TO_PERSIAN,
    Way,
    Weights,
    Width,
    readings_of,
    writers,
)
from .graphone_kernel import (
    ChoiceArrays,
    Lattices,
    LetterWriting,
    SearchRules,
    TreeArrays,
    Ways,
    best_ways,
)

Found = TypeVar("Found")

WORDS_A_BLOCK = 256  # that one thread searches at once


FoundReading = tuple[Way, str, float]  # with its text, and what the n-grams of its letters say
FoundWriting = tuple[str, float, float, float]  # text, cost, joint, and what the n-grams of its letters say


@dataclass(frozen=True, slots=True, eq=False)
class GraphoneLattices:
    """Searches many words by the n-grams of a model, as ``GraphoneSearch`` does one."""

    graphones: TreeArrays
    patterns: TreeArrays
    choices: ChoiceArrays
    known: Sequence[Graphone]  # by sign
    numbers: dict[tuple[str, str], int]  # the set of what a letter reads as before another one
    latin: LetterWriting
    persian: LetterWriting
    pieces: tuple[dict[str, int], dict[str, int]]  # the sets of letters that write a piece, and a last one

    @classmethod
    def of(cls, model: Graphones) -> "GraphoneLattices":
        """Of the words of a *model*."""
        known = pieces()
        readings = [
            readings_of(letter, merged=merged, last=last)
            for letter in known.costs
            for merged in (False, True)
            for last in (False, True)
        ]
        within, last = ({x: writers(x, last=end) for x in known.letters} for end in (False, True))
        sets = dict.fromkeys([ENDED, *readings, *within.values(), *last.values()])
        numbers = {choices: i for i, choices in enumerate(sets)}
        signs = [[sign for _, sign, _ in choices.signed] for choices in sets]
        graphones = [("", ""), *known.signs]
        rank = np.empty(len(graphones), np.int64)
        rank[sorted(range(len(graphones)), key=graphones.__getitem__)] = np.arange(len(graphones))
        silent = numbers[writers("")] if "" in known.letters else -1
        arrays = ChoiceArrays(
            starts_of(np.array(list(map(len, signs)), np.int64)), np.array(list(chain(*signs)), np.int64),
            np.array(known.patterns, np.int64), rank, numbers[ENDED], silent,
        )  # fmt: skip
        numbered = tuple({x: numbers[y] for x, y in found.items() if y.signed} for found in (within, last))
        trees = TreeArrays.of(model.graphones), TreeArrays.of(model.patterns)
        read = {
            (x, y): numbers[readings_of(x, merged=merges(x, y), last=not y)]
            for x in known.costs
            for y in ("", *known.costs)
        }
        latin = LetterWriting.of(model.latin, [[LATIN_SIGNS[x] for x in piece] for _, piece in graphones])
        persian = LetterWriting.of(model.persian, [[PERSIAN_SIGNS[x] for x in one] for one, _ in graphones])
        return cls(*trees, arrays, graphones, read, latin, persian, (numbered[0], numbered[1]))

    def readings(self, words: Sequence[str], width: Width, threads: int) -> list[list[FoundReading]]:
        """``GraphoneSearch.readings`` of each of *words*, in Persian letters; none where only a wider search
        finds any."""
        rows = [self.numbers[pair] for word in words for pair in zip(word, [*word[1:], ""], strict=True)]
        sets = np.full((len(rows) + len(words), LONGEST_PIECE), -1, np.int64)
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        starts = starts_of(lengths + 1)
        places = np.arange(len(rows)) + np.repeat(np.arange(len(words)), lengths)
        sets[places, 0] = rows
        known, found = self.known, list[list[FoundReading]]()
        for ways in self._search(Lattices(sets, starts), TO_LATIN, width, 0, self.latin, threads):
            path, bounds = [known[sign] for sign in ways.sign.tolist()], ways.sign_starts.tolist()
            pieces_of = [piece for _, piece in path]
            read = [
                (Way(cost, tuple(path[first:last]), joint), "".join(pieces_of[first:last]), letters)
                for cost, joint, letters, first, last in zip(
                    ways.cost.tolist(), ways.joint.tolist(), ways.letters.tolist(), bounds, bounds[1:],
                    strict=False,
                )
            ]  # fmt: skip
            found += _in_rows(read, ways.starts)
        return [[way for way in ways[: width.proposed] if way[1]] for ways in found]

    def writings(self, words: Sequence[str], width: Width, threads: int) -> list[list[FoundWriting]]:
        """``GraphoneSearch.writings`` of each of *words*, in folded Latin letters."""
        within, last = self.pieces
        found: list[int] = []
        for word in words:
            n = len(word)
            for start in range(n + 1):
                for end in range(start + 1, start + 1 + LONGEST_PIECE):
                    of_piece = last if end == n else within
                    found.append(of_piece.get(word[start:end], -1) if end <= n else -1)
        starts = starts_of(np.fromiter(map(len, words), np.int64, len(words)) + 1)
        sets = np.array(found, np.int64).reshape(-1, LONGEST_PIECE)
        silent = MOST_SILENT if self.choices.silent >= 0 else 0
        code = np.array([ord(letter or " ") for letter, _ in self.known], "<u4")
        listed = list[list[FoundWriting]]()
        for ways in self._search(Lattices(sets, starts), TO_PERSIAN, width, silent, self.persian, threads):
            written, bounds = code[ways.sign].tobytes().decode("utf-32-le"), ways.sign_starts.tolist()
            texts = [written[first:last] for first, last in pairwise(bounds)]
            numbers = ways.cost.tolist(), ways.joint.tolist(), ways.letters.tolist()
            listed += _in_rows(list(zip(texts, *numbers, strict=True)), ways.starts)
        return listed

    def _search(
        self,
        words: Lattices,
        weights: Weights,
        width: Width,
        silent: int,
        writing: LetterWriting,
        threads: int,
    ) -> Iterable[Ways]:
        margin = width.margin * (weights.graphones + weights.patterns)
        rules = SearchRules(weights.graphones, weights.patterns, margin, width.beam, silent)
        count = len(words.starts) - 1

        def block(first: int) -> Ways:
            last = min(first + WORDS_A_BLOCK, count)
            found = best_ways(first, last, words, self.graphones, self.patterns, self.choices, rules, writing)
            return Ways(*found)

        firsts = range(0, count, WORDS_A_BLOCK)
        if threads == 1 or len(firsts) <= 1:
            return list(map(block, firsts))
        with workers(threads) as pool:
            return list(pool.map(block, firsts))


def _in_rows(found: list[Found], starts: Longs) -> list[list[Found]]:
    """What was *found*, a list for each word."""
    bounds = starts.tolist()
    return [found[first:last] for first, last in pairwise(bounds)]
