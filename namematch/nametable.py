"""Texts in, their names as arrays out: what a long list is worked on, word by word and not row by row.

``parse`` reads each distinct piece of text once, and each order of marks once (``Pattern``); the rest of
a row is splitting and look-ups of integers. Texts that this cannot tell are read one by one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from .parse import (
    Mark,
    Name,
    Pattern,
    Script,
    Token,
    Word,
    mark_of,
    parse_name,
    plain_words,
    read_pattern,
    token_like,
)

Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

SCRIPTS: Final = (Script.PERSIAN, Script.LATIN, Script.OTHER)
_MOST_WORDS: Final = 12  # of a text that is read by its pattern: longer ones repeat no pattern
_BREAK: Final = "\n"  # stands between two texts


@dataclass(frozen=True, eq=False, slots=True)
class NameTable(Sequence[Name]):
    """Names as arrays. Tokens of name *x* are ``tokens[k]`` for *k* in ``token[starts[x]:starts[x + 1]]``:
    first its *spare* titles, then its words. *titles* counts them, *script* is a place in ``SCRIPTS``.
    As a sequence it gives a ``Name``, made when asked for."""

    texts: Sequence[str]
    tokens: Sequence[Token]  # each once
    token: Longs
    starts: Longs
    spare: Longs
    titles: Longs
    script: Longs
    make: Callable[[int], Name] = field(repr=False)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self.make(x) for x in range(*place.indices(len(self)))]
        return self.make(range(len(self))[place])

    @property
    def words(self) -> Longs:
        """How many tokens each name has, without the spare ones."""
        return np.diff(self.starts) - self.spare

    def words_only(self) -> Longs:
        """The tokens of each name after the other, without the spare ones."""
        return self.token[stretches(self.starts[:-1] + self.spare, self.words)]

    def take(self, chosen: Longs) -> "NameTable":
        """The names at some places."""
        lengths = np.diff(self.starts)[chosen]
        token = self.token[stretches(self.starts[chosen], lengths)]
        spare, titles, script = self.spare[chosen], self.titles[chosen], self.script[chosen]
        places = chosen.tolist()

        def make(place: int) -> Name:
            return self.make(places[place])

        texts = [self.texts[x] for x in places]
        return NameTable(texts, self.tokens, token, _starts(lengths), spare, titles, script, make)


def _starts(lengths: Longs) -> Longs:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def stretches(first: Longs, lengths: Longs) -> Longs:
    """The places of several stretches, one after the other, each of a first place and a length.

    >>> stretches(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1] if len(ends) else 0)
    places += np.repeat(first - (ends - lengths), lengths)
    return places


def ranks_of(token: Longs, starts: Longs) -> Longs:
    """The place of each sequence ``token[starts[x]:starts[x + 1]]`` among all of them, ascending as tuples
    do: how many are less than it, shape (sequences,).

    >>> ranks_of(np.array([7, 2, 7, 7]), np.array([0, 1, 3, 4, 4])).tolist()
    [2, 1, 2, 0]
    """
    lengths = np.diff(starts)
    rank = np.zeros(len(lengths), np.int64)
    tied = np.arange(len(lengths))
    depth = 0
    while len(tied):
        more = lengths[tied] > depth
        here = np.full(len(tied), -1, np.int64)
        here[more] = token[starts[tied[more]] + depth]
        order = np.lexsort((here, rank[tied]))
        tied, here = tied[order], here[order]
        group = np.flatnonzero(np.diff(rank[tied], prepend=-1))
        sub = np.ones(len(tied), np.bool_)
        sub[1:] = (np.diff(rank[tied]) != 0) | (np.diff(here) != 0)
        first = np.flatnonzero(sub)
        sizes = np.diff(np.append(first, len(tied)))
        inside = np.arange(len(tied)) - np.repeat(group, np.diff(np.append(group, len(tied))))
        rank[tied] += np.repeat(inside[first], sizes)
        tied = tied[np.repeat(sizes > 1, sizes) & (here >= 0)]
        depth += 1
    return rank


def tabulate(names: Sequence[Name]) -> NameTable:
    """*names* as arrays; one that is a table already stays as it is.

    >>> tabulate([parse_name("Seyed Ali Karimi")]).starts.tolist()
    [0, 3]
    """
    if isinstance(names, NameTable):
        return names
    index: dict[Token, int] = {}
    token, lengths = _tokens_of(names, index)
    spare = np.array([len(name.spare) for name in names], np.int64)
    titles = np.array([len(name.titles) for name in names], np.int64)
    script = np.array([SCRIPTS.index(name.script) for name in names], np.int64)
    texts = [name.text for name in names]
    return NameTable(texts, list(index), token, _starts(lengths), spare, titles, script, names.__getitem__)


def _tokens_of(names: Iterable[Name], index: dict[Token, int]) -> tuple[Longs, Longs]:
    """The tokens of *names* as numbers, and how many each has; new ones enter *index*."""
    found: list[int] = []
    lengths: list[int] = []
    for name in names:
        tokens = name.spare + name.tokens
        found += [index.setdefault(token, len(index)) for token in tokens]
        lengths.append(len(tokens))
    return np.array(found, np.int64), np.array(lengths, np.int64)


def read_texts(texts: Sequence[str], *, advance: Callable[[int], None]) -> NameTable:
    """``parse_name`` of each text, as a table.

    >>> [name.family for name in read_texts(["Ali Karimi", "KARIMI Ali", ""], advance=lambda n: None)]
    ['karimi', 'karimi', '']
    """
    pieces = _Pieces.read(texts)
    state, patterns = pieces.patterns()
    alone = np.array([x is None for x in patterns], np.bool_)[state]
    index: dict[Token, int] = {}
    parts = _Parts.start(len(texts))
    parts.read_alike(pieces, state, patterns, index)
    advance(int((~alone).sum()))
    one_by_one = np.flatnonzero(alone)
    parts.read_names(one_by_one, [parse_name(texts[x]) for x in one_by_one.tolist()], index)
    advance(len(one_by_one))
    return parts.table(texts, list(index))


class _Index(dict[Any, int]):
    """The number of each key, in the order in which they are met."""

    def __missing__(self, key: Any) -> int:
        self[key] = number = len(self)
        return number


@dataclass(frozen=True, eq=False, slots=True)
class _Pieces:
    """The words of texts: those of text *x* are ``word[starts[x]:starts[x + 1]]``, each with its *mark*;
    *plain* says whether they tell all."""

    words: list[Word]
    word: Longs
    starts: Longs
    plain: Bools
    mark: Longs  # of each distinct word

    @classmethod
    def read(cls, texts: Sequence[str]) -> Self:
        """Part every text at its spaces, and read each distinct piece once."""
        index = _Index({_BREAK: 0})
        whole = (f" {_BREAK} ").join(texts)
        if whole.count(_BREAK) >= max(len(texts), 1):  # some text has a break of its own
            broken = {x for x, text in enumerate(texts) if _BREAK in text}
            whole = (f" {_BREAK} ").join("\t" if x in broken else t for x, t in enumerate(texts))
        listed = whole.split(" ") if texts else []
        piece = np.fromiter(map(index.__getitem__, listed), np.int64, len(listed))
        del listed
        words = _Index()
        found = [plain_words(x) if x else None for x in index]
        found[0] = ()
        sizes = np.array([len(x or ()) for x in found], np.int64)
        numbers = [words[word] for word in chain.from_iterable(x or () for x in found)]
        first = np.cumsum(sizes) - sizes
        text = np.cumsum(piece == 0)
        strange = np.array([x is None for x in found], np.bool_)
        plain = np.ones(len(texts), np.bool_)
        plain[text[strange[piece]]] = False
        count = np.bincount(text, sizes[piece], len(texts)).astype(np.int64)
        word = np.array(numbers, np.int64)[stretches(first[piece], sizes[piece])]
        marks: dict[Mark, int] = _Index()
        mark = np.array([marks[mark_of(x)] for x in words], np.int64)
        return cls(list(words), word, _starts(count), plain, mark)

    def patterns(self) -> tuple[Longs, list[Pattern | None]]:
        """The pattern of each text, as a place in a list; None for those that must be read alone."""
        lengths = np.diff(self.starts)
        state = np.zeros(len(lengths), np.int64)  # of a machine that has read the first marks
        states = 1
        alive = np.flatnonzero(self.plain & (lengths <= _MOST_WORDS))
        marks = int(self.mark.max(initial=0)) + 1
        for depth in range(_MOST_WORDS):
            alive = alive[lengths[alive] > depth]
            key = state[alive] * marks + self.mark[self.word[self.starts[alive] + depth]]
            reached, turn = np.unique(key, return_inverse=True)
            state[alive] = turn + states
            states += len(reached)
        patterns: list[Pattern | None] = [None] * states
        for last, x in zip(*(y.tolist() for y in np.unique(state, return_index=True)), strict=True):
            if last:
                places = self.word[self.starts[x] : self.starts[x + 1]].tolist()
                patterns[last] = read_pattern([self.words[i] for i in places])
        return state, patterns


@dataclass(frozen=True, eq=False, slots=True)
class _Parts:
    """A table in the making: tokens by name and place, in any order of the names."""

    lengths: Longs
    spare: Longs
    titles: Longs
    script: Longs
    pieces: list[tuple[Longs, Longs]] = field(default_factory=list)  # names, and their tokens in turn

    @classmethod
    def start(cls, names: int) -> Self:
        none = np.zeros(names, np.int64)
        return cls(none, none.copy(), none.copy(), none.copy())

    def read_alike(
        self,
        pieces: _Pieces,
        state: Longs,
        patterns: Sequence[Pattern | None],
        index: dict[Token, int],
    ) -> None:
        """Read the texts that have a pattern."""
        order = np.argsort(state, kind="stable")
        bounds = np.searchsorted(state[order], np.arange(len(patterns) + 1)).tolist()
        known: dict[Token, Longs] = {}
        for number, pattern in enumerate(patterns):
            rows = order[bounds[number] : bounds[number + 1]]
            if pattern is None or not len(rows):
                continue
            columns = [np.full(len(rows), index.setdefault(x, len(index))) for x in pattern.spare]
            for place, shown in zip(pattern.places, pattern.tokens, strict=True):
                word = pieces.word[pieces.starts[rows] + place]
                columns.append(_like(pieces.words, word, shown, index, known))
            self._add(rows, np.column_stack(columns).ravel(), np.full(len(rows), len(columns)))
            self.spare[rows] = len(pattern.spare)
            self.titles[rows] = pattern.titles
            self.script[rows] = SCRIPTS.index(pattern.script)

    def read_names(self, rows: Longs, names: Sequence[Name], index: dict[Token, int]) -> None:
        """Take up names that were read one by one."""
        self._add(rows, *_tokens_of(names, index))
        self.spare[rows] = [len(name.spare) for name in names]
        self.titles[rows] = [len(name.titles) for name in names]
        self.script[rows] = [SCRIPTS.index(name.script) for name in names]

    def _add(self, rows: Longs, token: Longs, lengths: Longs) -> None:
        self.pieces.append((rows, token))
        self.lengths[rows] = lengths

    def table(self, texts: Sequence[str], tokens: Sequence[Token]) -> NameTable:
        starts = _starts(self.lengths)
        token = np.empty(starts[-1], np.int64)
        for rows, found in self.pieces:
            token[stretches(starts[rows], self.lengths[rows])] = found

        def make(place: int) -> Name:
            return parse_name(texts[place])

        return NameTable(texts, tokens, token, starts, self.spare, self.titles, self.script, make)


def _like(
    words: Sequence[Word], word: Longs, shown: Token, index: dict[Token, int], known: dict[Token, Longs]
) -> Longs:
    """The token of each word, being what *shown* is; *known* has those found before by what they are."""
    kind = Token("", shown.script, shown.role, shown.joins)
    if kind not in known:
        known[kind] = np.full(len(words), -1, np.int64)
    numbers = known[kind]
    for new in np.unique(word[numbers[word] < 0]).tolist():
        token = token_like(words[new], shown)
        numbers[new] = index.setdefault(token, len(index))
    return numbers[word]
