"""Texts in, their names as arrays out: what a long list is worked on, word by word and not row by row.

``parse`` reads each order of marks once (``Pattern``); the rest of a row is splitting and look-ups of
integers. Texts that this cannot tell are read one by one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Bools, Ints, Longs
from ..arrays.hashing import number_stretches
from ..arrays.ragged import starts_of, stretches
from ..arrays.strings import Texts, encoded
from ..text.scripts import Script
from .cells import FatherTexts, asked_about, fathers_parted
from .clause_words import MOST_GENERATIONS, words_of_kind
from .clauses import Clauses, clauses_of
from .generations import generation_in
from .list_initials import texts_with_initials, word_at
from .name import Name, Role, Token
from .parse import parse_alone, parse_name
from .patronymics import father_tokens
from .patterns import MANY_LETTERS, Mark, Pattern, mark_of, read_pattern, with_own_marks
from .shapes import Shapes, Tokens
from .splitting import SplitTexts, construct_words_of, split_at_gaps, split_texts
from .title_table import TitleTable, titles_with

SCRIPTS: Final = (Script.PERSIAN, Script.LATIN, Script.OTHER)
_MOST_WORDS: Final = 12  # of a text that is read by its pattern: longer ones repeat no pattern
_PLAIN_MARKS: Final = 4 * (MANY_LETTERS + 1)


@dataclass(frozen=True, eq=False, slots=True)
class NameTable(Sequence[Name]):
    """Names as arrays. Tokens of name *x* are ``tokens[k]`` for *k* in ``token[starts[x]:starts[x + 1]]``:
    first its *optional* titles, then its words. *titles* counts them, *script* is a place in ``SCRIPTS``.
    As a sequence it gives a ``Name``, read from its text when asked for; what other names are, which were
    given as such or in parts, is ``read[read_of[x]]``, and ``read_of[x]`` is -1 for the rest; those are read
    with the *added* titles of a caller. *beside* holds what cells tell beside a name, where any does."""

    texts: Texts
    tokens: Sequence[Token]  # each once
    token: Longs
    starts: Longs
    optional: Longs
    titles: Longs
    script: Longs
    read: Sequence[Name]
    read_of: Ints
    added: tuple[str, ...] = ()
    beside: "Beside | None" = None

    def __repr__(self) -> str:
        return f"NameTable({len(self):,} names)"

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[x] for x in range(*place.indices(len(self)))]
        at = self.read_of[place]
        return self.read[at] if at >= 0 else parse_name(self.texts[place], titles=self.added)

    @property
    def words(self) -> Longs:
        """How many tokens each name has, without the optional ones."""
        return np.diff(self.starts) - self.optional

    @property
    def with_people(self) -> Bools:
        """Whether several people are in the cell of each name."""
        found = np.zeros(len(self), np.bool_)
        if self.beside is not None:
            found[self.beside.owner[self.beside.kind == PERSON]] = True
        return found

    @property
    def with_son(self) -> Bools:
        """Which names have bin in them."""
        sons, found = words_of_kind("son"), np.zeros(len(self), np.bool_)
        is_son = np.array([t.role is Role.PARTICLE and t.text in sons for t in self.tokens], np.bool_)
        if is_son.any():
            found[np.searchsorted(self.starts, np.flatnonzero(is_son[self.token]), side="right") - 1] = True
        return found

    def words_only(self) -> Longs:
        """The tokens of each name after the other, without the optional ones."""
        return self.token[stretches(self.starts[:-1] + self.optional, self.words)]

    def tokens_in(self, place: int) -> list[Token]:
        """The words of one name."""
        first, last = self.starts[place] + self.optional[place], self.starts[place + 1]
        return [self.tokens[t] for t in self.token[first:last].tolist()]

    def distinct_tokens(self) -> list[Token]:
        """The tokens that any of the names has, each once."""
        return [self.tokens[t] for t in np.unique(self.token).tolist()]

    def then(self, other: "NameTable") -> "NameTable":
        """These names, and after them the *other* ones.

        >>> one, two = tabulate([parse_name("Ali Karimi")]), tabulate([parse_name("Ali Azizi")])
        >>> [name.text for name in one.then(two)], one.then(two).token.tolist()
        (['Ali Karimi', 'Ali Azizi'], [0, 1, 0, 2])
        """
        tokens = Tokens.then(self.tokens, other.tokens)
        second = np.array(tokens.numbers(other.tokens), np.int64)
        starts = np.append(self.starts, other.starts[1:] + self.starts[-1])
        token = np.append(self.token, second[other.token])
        optional, titles = np.append(self.optional, other.optional), np.append(self.titles, other.titles)
        script = np.append(self.script, other.script)
        texts, read = Texts.joined([self.texts, other.texts]), (*self.read, *other.read)
        read_of = np.append(self.read_of, np.where(other.read_of < 0, -1, other.read_of + len(self.read)))
        beside = _beside_then(self, other)
        return NameTable(
            texts, tokens.listed, token, starts, optional, titles, script, read, read_of, self.added, beside
        )

    def take(self, chosen: Longs) -> "NameTable":
        """The names at some places."""
        lengths = np.diff(self.starts)[chosen]
        token = self.token[stretches(self.starts[chosen], lengths)]
        optional, titles, script = self.optional[chosen], self.titles[chosen], self.script[chosen]
        texts, read_of = self.texts.take(chosen), self.read_of[chosen]
        beside = self.beside.take(chosen, len(self)) if self.beside is not None else None
        return NameTable(
            texts, self.tokens, token, starts_of(lengths), optional, titles, script, self.read, read_of,
            self.added, beside,
        )  # fmt: skip


ALIAS, FATHER, PERSON, GENERATION = range(4)  # what a name beside another is to it
BESIDE_KINDS: Final = GENERATION + MOST_GENERATIONS + 1  # GENERATION + 2, of no words, is that it is Jr.


@dataclass(frozen=True, eq=False, slots=True)
class Beside:
    """What cells tell beside their names: *names*, without their texts, each of the cell of the name *owner*,
    ascending; *kind* says what it is: ``ALIAS``, ``FATHER``, ``PERSON`` of several, or which bearer."""

    owner: Longs
    kind: Longs
    names: NameTable

    def take(self, chosen: Longs, count: int) -> "Beside | None":
        """What stands beside the names *chosen* of so many; None where nothing does."""
        starts = np.searchsorted(self.owner, np.arange(count + 1))
        lengths = np.diff(starts)[chosen]
        places = stretches(starts[chosen], lengths)
        if not len(places):
            return None
        return Beside(np.repeat(np.arange(len(chosen)), lengths), self.kind[places], self.names.take(places))


def _beside_then(one: NameTable, two: NameTable) -> Beside | None:
    """What stands beside the names of *one* and after them of *two*."""
    if two.beside is None:
        return one.beside
    owner = two.beside.owner + len(one)
    if one.beside is None:
        return Beside(owner, two.beside.kind, two.beside.names)
    kind, names = np.append(one.beside.kind, two.beside.kind), one.beside.names.then(two.beside.names)
    return Beside(np.append(one.beside.owner, owner), kind, names)


def _beside_names(names: Sequence[Name]) -> Beside | None:
    """What stands beside *names*, but for a father who is told by bin."""
    found = [(x, kind, other) for x, name in enumerate(names) for kind, other in _told_beside(name)]
    if not found:
        return None
    owner, kind, others = zip(*found, strict=True)
    table = tabulate([replace(other, text="") for other in others])
    return Beside(np.array(owner, np.int64), np.array(kind, np.int64), table)


def _told_beside(name: Name) -> Iterator[tuple[int, Name]]:
    yield from ((ALIAS, alias) for alias in name.aliases)
    if name.father is not None and name.father.tokens != (father_tokens(name.tokens) or None):
        yield FATHER, name.father
    yield from ((PERSON, person) for person in name.persons)
    if found := generation_in(name.notes, name.persons):
        yield GENERATION + found.number, parse_alone("")


def tabulate(names: Sequence[Name], *, added: tuple[str, ...] = ()) -> NameTable:
    """*names* as arrays, of a list that is read with *added* titles; one that is a table already stays as it
    is.

    >>> tabulate([parse_name("Seyed Ali Karimi")]).starts.tolist()
    [0, 3]
    """
    if isinstance(names, NameTable):
        return names
    tokens = Tokens()
    token, lengths = tokens.of_names(names)
    optional = np.array([len(name.optional_titles) for name in names], np.int64)
    titles = np.array([len(name.titles) for name in names], np.int64)
    script = np.array([SCRIPTS.index(name.script) for name in names], np.int64)
    texts, starts = Texts.of(name.text for name in names), starts_of(lengths)
    read, read_of = tuple(names), np.arange(len(names), dtype=np.int32)
    beside = _beside_names(names)
    return NameTable(
        texts, tokens.listed, token, starts, optional, titles, script, read, read_of, added, beside
    )


def read_texts(
    texts: Sequence[str], *, advance: Callable[[int], None], titles: tuple[str, ...] = ()
) -> NameTable:
    """``parse_name`` of each text, with the *titles* of a caller, as a table.

    >>> [name.family for name in read_texts(["Ali Karimi", "KARIMI Ali", ""], advance=lambda n: None)]
    ['karimi', 'karimi', '']
    """
    written, _ = encoded(texts)
    split = split_at_gaps(written)
    asked = asked_about(written, split)
    if not asked.any():
        return _read_alone(written, construct_words_of(split), advance, titles)
    fathers = fathers_parted(written, split, asked)
    asked[fathers.rows] = False
    cells = {x: found for x in np.flatnonzero(asked).tolist() if (found := clauses_of(written[x], titles))}
    if not cells and not len(fathers.rows):
        return _read_alone(written, construct_words_of(split), advance, titles)
    apart = np.zeros(len(texts), np.bool_)
    apart[fathers.rows] = apart[list(cells)] = True
    return _with_cells(
        _read_alone(written, construct_words_of(split), advance, titles, apart), fathers, cells, titles
    )


def _read_alone(
    texts: Texts,
    split: SplitTexts,
    advance: Callable[[int], None],
    titles: tuple[str, ...],
    left_out: Bools | None = None,
) -> NameTable:
    """``parse_alone`` of each of *texts*, of which *split* has the words; those *left_out* have none."""
    number, patterns = _patterns(split, titles_with(titles))
    tokens = Tokens()
    parts = _TableParts.start(len(texts))
    unread = np.array([x is None for x in [*patterns, None]])[number]
    if left_out is not None:
        number, unread = np.where(left_out, -1, number), unread & ~left_out
    parts.read_alike(split, number, patterns, tokens)
    alone = np.flatnonzero(unread)
    advance(len(texts) - len(alone))
    parts.read_names(alone, [parse_alone(texts[x], titles) for x in alone.tolist()], tokens)
    advance(len(alone))
    return parts.table(texts, tokens.listed, titles)


def _with_cells(
    names: NameTable, fathers: FatherTexts, cells: Mapping[int, Clauses], titles: tuple[str, ...]
) -> NameTable:
    """*names*, those of the *fathers* and of the *cells* read from their clauses, and what stands beside."""
    told = [(x, kind, text) for x, cell in cells.items() for kind, text in _texts_beside(cell)]
    rows, kinds, texts = zip(*told, strict=True) if told else ((), (), ())
    parted = Texts.of([*(cell.name for cell in cells.values()), *texts])
    count = len(fathers.rows)
    read = _read_alone(parted, split_texts(parted), lambda rows: None, titles)
    if count:  # their words are those of the whole list
        words = construct_words_of(fathers.words)
        read = _read_alone(fathers.texts, words, lambda rows: None, titles).then(read)
    main = np.arange(len(names))
    main[fathers.rows] = len(names) + np.arange(count)
    main[list(cells)] = len(names) + 2 * count + np.arange(len(cells))
    owner = np.concatenate([fathers.rows, np.array(rows, np.int64)])
    kind = np.concatenate([np.full(count, FATHER), np.array(kinds, np.int64)])
    place = np.concatenate([count + np.arange(count), 2 * count + len(cells) + np.arange(len(told))])
    twice = (kind == FATHER) & _told_by_bin(read, main[owner] - len(names), place)
    order = np.argsort(owner, kind="stable")
    order = order[~twice[order]]
    without_texts = replace(read, texts=Texts.empty(len(read)))
    beside = Beside(owner[order], kind[order], without_texts.take(place[order])) if len(order) else None
    return replace(names.then(read).take(main), texts=names.texts, beside=beside)


def _told_by_bin(read: NameTable, names: Longs, fathers: Longs) -> Bools:
    """Whether bin tells each of the *fathers* in his child's name as well; both are places in *read*."""
    found: Bools = read.with_son[names]
    last = np.append(read.token, -1)[read.starts[1:] - 1]
    found &= last[names] == last[fathers]  # few are left to be looked at
    for k in np.flatnonzero(found).tolist():
        behind = father_tokens(read.tokens_in(names[k]))
        found[k] = tuple(read.tokens_in(fathers[k])) == (behind or None)
    return found


def _texts_beside(cell: Clauses) -> Iterator[tuple[int, str]]:
    """What a cell tells beside its name, in the order of ``_told_beside``."""
    yield from ((ALIAS, alias) for alias in cell.aliases)
    if cell.father:
        yield FATHER, cell.father
    yield from ((PERSON, person) for person in cell.persons)
    if found := generation_in(cell.notes, cell.persons):
        yield GENERATION + found.number, ""


def _patterns(split: SplitTexts, titles: TitleTable) -> tuple[Longs, list[Pattern | None]]:
    """The pattern of each text, as a place in a list or -1; None and -1 for those to be read alone."""
    lengths = np.diff(split.starts)
    known = np.flatnonzero(split.plain & (lengths <= _MOST_WORDS) & ~texts_with_initials(split, titles))
    marks = _marks(split, titles)[split.word]
    found, first = number_stretches(marks, split.starts[known], split.starts[known + 1])
    number = np.full(len(lengths), -1, np.int64)
    number[known] = found
    shown = [split.word[split.starts[x] : split.starts[x + 1]].tolist() for x in known[first].tolist()]
    return number, [read_pattern(word_at(split, w, titles) for w in words) for words in shown]


def _marks(split: SplitTexts, titles: TitleTable) -> NDArray[np.uint16]:
    """The number of each distinct word's mark: equal where the marks are."""
    letters = np.fromiter(map(len, split.spelled), np.int64, len(split.spelled))
    plain = np.minimum(letters, MANY_LETTERS) + (MANY_LETTERS + 1) * (2 * split.latin + split.upper_case)
    marks: dict[Mark, int] = {}
    for w in with_own_marks(split.spelled, titles):
        mark = mark_of(word_at(split, w, titles))
        plain[w] = _PLAIN_MARKS + marks.setdefault(mark, len(marks))
    numbers: NDArray[np.uint16] = plain.astype(np.uint16)
    return numbers


@dataclass(frozen=True, eq=False, slots=True)
class _TableParts:
    """A table in the making: tokens by name and place, in any order of the names."""

    lengths: Longs
    optional: Longs
    titles: Longs
    script: Longs
    pieces: list[tuple[Longs, Longs]] = field(default_factory=list)  # names, and their tokens in turn

    @classmethod
    def start(cls, names: int) -> Self:
        none = np.zeros(names, np.int64)
        return cls(none, none.copy(), none.copy(), none.copy())

    def read_alike(
        self, split: SplitTexts, number: Longs, patterns: Sequence[Pattern | None], tokens: Tokens
    ) -> None:
        """Read the texts that have a pattern."""
        read = [(n, pattern) for n, pattern in enumerate(patterns) if pattern is not None]
        turn = np.full(len(patterns) + 1, -1, np.int64)  # the last one is for texts without
        turn[[n for n, _ in read]] = np.arange(len(read))
        rows = np.flatnonzero(turn[number] >= 0)
        pattern = turn[number[rows]]
        shapes = Shapes.of([pattern for _, pattern in read], tokens)
        self._add(rows, shapes.tokens(split, split.starts[rows], pattern, tokens), shapes.lengths[pattern])
        self.optional[rows] = np.array([len(x.optional_titles) for _, x in read], np.int64)[pattern]
        self.titles[rows] = np.array([x.titles for _, x in read], np.int64)[pattern]
        self.script[rows] = np.array([SCRIPTS.index(x.script) for _, x in read], np.int64)[pattern]

    def read_names(self, rows: Longs, names: Sequence[Name], tokens: Tokens) -> None:
        """Take up names that were read one by one."""
        self._add(rows, *tokens.of_names(names))
        self.optional[rows] = [len(name.optional_titles) for name in names]
        self.titles[rows] = [len(name.titles) for name in names]
        self.script[rows] = [SCRIPTS.index(name.script) for name in names]

    def _add(self, rows: Longs, token: Longs, lengths: Longs) -> None:
        self.pieces.append((rows, token))
        self.lengths[rows] = lengths

    def table(self, texts: Texts, tokens: Sequence[Token], added: tuple[str, ...]) -> NameTable:
        starts = starts_of(self.lengths)
        token = np.empty(starts[-1], np.int64)
        for rows, found in self.pieces:
            token[stretches(starts[rows], self.lengths[rows])] = found
        return NameTable(
            texts, tokens, token, starts, self.optional, self.titles, self.script, (), from_text(len(texts)),
            added,
        )  # fmt: skip


def from_text(names: int) -> Ints:
    """``NameTable.read_of`` for so many names that are read from their texts."""
    return np.full(names, -1, np.int32)
