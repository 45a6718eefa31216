"""Texts in, their names as arrays out: what a long list is worked on, word by word and not row by row.

``parse`` reads each order of marks once (``Pattern``); the rest of a row is splitting and look-ups of
integers. Texts that this cannot tell are read one by one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Bools, Ints, Longs
from ..arrays.hashing import number_stretches
from ..arrays.ragged import starts_of, stretches
from ..arrays.ranking import text_ranks
from ..arrays.strings import Texts, encoded, parts
from ..text.scripts import Script
from .initials import may_be_initials
from .name import Name, Role, Token
from .parse import parse_name
from .patterns import MANY_LETTERS, Mark, Pattern, has_own_mark, mark_of, read_pattern
from .splitting import SplitTexts, split_texts
from .title_table import TitleTable, titles_with
from .titles import is_title_alone, without_title
from .words import WrittenWord, word_of

SCRIPTS: Final = (Script.PERSIAN, Script.LATIN, Script.OTHER)
_SORTED_SCRIPTS: Final = sorted(Script)
_SORTED_ROLES: Final = sorted(Role)
_MOST_WORDS: Final = 12  # of a text that is read by its pattern: longer ones repeat no pattern
_PLAIN_MARKS: Final = 4 * (MANY_LETTERS + 1)


@dataclass(frozen=True, eq=False, slots=True)
class NameTable(Sequence[Name]):
    """Names as arrays. Tokens of name *x* are ``tokens[k]`` for *k* in ``token[starts[x]:starts[x + 1]]``:
    first its *optional* titles, then its words. *titles* counts them, *script* is a place in ``SCRIPTS``.
    As a sequence it gives a ``Name``, read from its text when asked for; what other names are, which were
    given as such or in parts, is ``read[read_of[x]]``, and ``read_of[x]`` is -1 for the rest; those are read
    with the *added* titles of a caller."""

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

    def words_only(self) -> Longs:
        """The tokens of each name after the other, without the optional ones."""
        return self.token[stretches(self.starts[:-1] + self.optional, self.words)]

    def tokens_in(self, place: int) -> list[Token]:
        """The words of one name."""
        first, last = self.starts[place] + self.optional[place], self.starts[place + 1]
        return [self.tokens[t] for t in self.token[first:last].tolist()]

    def then(self, other: "NameTable") -> "NameTable":
        """These names, and after them the *other* ones.

        >>> one, two = tabulate([parse_name("Ali Karimi")]), tabulate([parse_name("Ali Azizi")])
        >>> [name.text for name in one.then(two)], one.then(two).token.tolist()
        (['Ali Karimi', 'Ali Azizi'], [0, 1, 0, 2])
        """
        tokens = _Tokens()
        first, second = (np.array(tokens.numbers(table.tokens), np.int64) for table in (self, other))
        starts = np.append(self.starts, other.starts[1:] + self.starts[-1])
        token = np.append(first[self.token], second[other.token])
        optional, titles = np.append(self.optional, other.optional), np.append(self.titles, other.titles)
        script = np.append(self.script, other.script)
        texts, read = Texts.joined([self.texts, other.texts]), (*self.read, *other.read)
        read_of = np.append(self.read_of, np.where(other.read_of < 0, -1, other.read_of + len(self.read)))
        return NameTable(
            texts, tokens.listed, token, starts, optional, titles, script, read, read_of, self.added
        )

    def take(self, chosen: Longs) -> "NameTable":
        """The names at some places."""
        lengths = np.diff(self.starts)[chosen]
        token = self.token[stretches(self.starts[chosen], lengths)]
        optional, titles, script = self.optional[chosen], self.titles[chosen], self.script[chosen]
        texts, read_of = self.texts.take(chosen), self.read_of[chosen]
        return NameTable(
            texts, self.tokens, token, starts_of(lengths), optional, titles, script, self.read, read_of,
            self.added,
        )  # fmt: skip


def tabulate(names: Sequence[Name], *, added: tuple[str, ...] = ()) -> NameTable:
    """*names* as arrays, of a list that is read with *added* titles; one that is a table already stays as it
    is.

    >>> tabulate([parse_name("Seyed Ali Karimi")]).starts.tolist()
    [0, 3]
    """
    if isinstance(names, NameTable):
        return names
    tokens = _Tokens()
    token, lengths = tokens.of_names(names)
    optional = np.array([len(name.optional_titles) for name in names], np.int64)
    titles = np.array([len(name.titles) for name in names], np.int64)
    script = np.array([SCRIPTS.index(name.script) for name in names], np.int64)
    texts, starts = Texts.of(name.text for name in names), starts_of(lengths)
    read, read_of = tuple(names), np.arange(len(names), dtype=np.int32)
    return NameTable(texts, tokens.listed, token, starts, optional, titles, script, read, read_of, added)


def token_places(tokens: Sequence[Token]) -> Longs:
    """The place of each token, all different, in the order of their texts, scripts, roles and joins."""
    texts, kinds = (
        Texts.of(token.text for token in tokens),
        np.array(list(map(_token_kind, tokens)), np.int64),
    )
    place = np.empty(len(tokens), np.int64)
    place[np.lexsort((kinds, text_ranks(texts, np.zeros_like(kinds))))] = np.arange(len(tokens))
    return place


def _token_kind(token: Token) -> int:
    """All of a token but its text, as a number; in the order of script, role and joins."""
    # A place in a short list is found faster than a member of an enumeration is hashed.
    return (
        2 * (len(_SORTED_ROLES) * _SORTED_SCRIPTS.index(token.script) + _SORTED_ROLES.index(token.role))
        + token.joins
    )


class _Tokens:
    """The distinct tokens in the order in which they first come, and the number of each."""

    def __init__(self) -> None:
        self.listed: list[Token] = []
        self._numbers: list[dict[str, int]] = [
            {} for _ in range(2 * len(_SORTED_SCRIPTS) * len(_SORTED_ROLES))
        ]

    def alike(self, texts: Iterable[str], shown: Token) -> list[int]:
        """The numbers of the tokens that *texts* are, being what *shown* is; new ones where not known."""
        numbers, listed = self._numbers[_token_kind(shown)], self.listed
        found: list[int] = []
        for text in texts:
            number = numbers.setdefault(text, len(listed))
            if number == len(listed):
                listed.append(Token(text, shown.script, shown.role, shown.joins))
            found.append(number)
        return found

    def numbers(self, tokens: Iterable[Token]) -> list[int]:
        """The numbers of *tokens*."""
        return [number for token in tokens for number in self.alike((token.text,), token)]

    def of_names(self, names: Iterable[Name]) -> tuple[Longs, Longs]:
        """The tokens of *names*, optional ones first, as numbers, and how many each has."""
        found: list[int] = []
        lengths: list[int] = []
        for name in names:
            tokens = name.optional_titles + name.tokens
            found += self.numbers(tokens)
            lengths.append(len(tokens))
        return np.array(found, np.int64), np.array(lengths, np.int64)


def read_texts(
    texts: Sequence[str], *, advance: Callable[[int], None], titles: tuple[str, ...] = ()
) -> NameTable:
    """``parse_name`` of each text, with the *titles* of a caller, as a table.

    >>> [name.family for name in read_texts(["Ali Karimi", "KARIMI Ali", ""], advance=lambda n: None)]
    ['karimi', 'karimi', '']
    """
    written, _ = encoded(texts)
    split = split_texts(written)
    number, patterns = _patterns(split, titles_with(titles))
    tokens = _Tokens()
    parts = _TableParts.start(len(texts))
    parts.read_alike(split, number, patterns, tokens)
    alone = np.flatnonzero(np.array([x is None for x in [*patterns, None]])[number])
    advance(len(texts) - len(alone))
    parts.read_names(alone, [parse_name(written[x], titles=titles) for x in alone.tolist()], tokens)
    advance(len(alone))
    return parts.table(written, tokens.listed, titles)


def _patterns(split: SplitTexts, titles: TitleTable) -> tuple[Longs, list[Pattern | None]]:
    """The pattern of each text, as a place in a list or -1; None and -1 for those to be read alone."""
    lengths = np.diff(split.starts)
    known = np.flatnonzero(split.plain & (lengths <= _MOST_WORDS) & ~_with_initials(split, titles))
    marks = _marks(split, titles)[split.word]
    found, first = number_stretches(marks, split.starts[known], split.starts[known + 1])
    number = np.full(len(lengths), -1, np.int64)
    number[known] = found
    shown = [split.word[split.starts[x] : split.starts[x + 1]].tolist() for x in known[first].tolist()]
    return number, [read_pattern(_word_at(split, w, titles) for w in words) for words in shown]


def _with_initials(split: SplitTexts, titles: TitleTable) -> Bools:
    """Which texts may have several initials in one word, by ``names.initials``: they are read alone."""
    words = [_word_at(split, w, titles) for w in np.flatnonzero(split.upper_case).tolist()]
    short = np.zeros(len(split.spelled), np.bool_)
    title = np.zeros(len(split.spelled), np.bool_)
    short[split.upper_case] = [may_be_initials(word) for word in words]
    title[split.upper_case] = [is_title_alone(word) for word in words]
    if not short.any():
        return np.zeros(len(split.starts) - 1, np.bool_)
    small = split.latin & ~split.upper_case
    text = np.repeat(np.arange(len(split.starts) - 1), np.diff(split.starts))
    mixed = np.bincount(text, small[split.word], len(split.starts) - 1) > 0
    found = short[split.word] & (mixed[text] | ~title[split.word])
    return np.bincount(text, found, len(split.starts) - 1) > 0


def _marks(split: SplitTexts, titles: TitleTable) -> NDArray[np.uint16]:
    """The number of each distinct word's mark: equal where the marks are."""
    letters = np.fromiter(map(len, split.spelled), np.int64, len(split.spelled))
    plain = np.minimum(letters, MANY_LETTERS) + (MANY_LETTERS + 1) * (2 * split.latin + split.upper_case)
    marks: dict[Mark, int] = {}
    for w in [w for w, text in enumerate(split.spelled) if has_own_mark(text, titles)]:
        mark = mark_of(_word_at(split, w, titles))
        plain[w] = _PLAIN_MARKS + marks.setdefault(mark, len(marks))
    numbers: NDArray[np.uint16] = plain.astype(np.uint16)
    return numbers


def _word_at(split: SplitTexts, w: int, titles: TitleTable) -> WrittenWord:
    """Word *w* with all that the tables say of it."""
    script = Script.PERSIAN if split.persian[w] else Script.LATIN if split.latin[w] else Script.OTHER
    return word_of(split.spelled[w], script, titles, upper_case=bool(split.upper_case[w]))


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
        self, split: SplitTexts, number: Longs, patterns: Sequence[Pattern | None], tokens: _Tokens
    ) -> None:
        """Read the texts that have a pattern."""
        read = [(n, pattern) for n, pattern in enumerate(patterns) if pattern is not None]
        turn = np.full(len(patterns) + 1, -1, np.int64)  # the last one is for texts without
        turn[[n for n, _ in read]] = np.arange(len(read))
        rows = np.flatnonzero(turn[number] >= 0)
        pattern = turn[number[rows]]
        shapes = _Shapes.of([pattern for _, pattern in read], tokens)
        self._add(rows, shapes.tokens(split, split.starts[rows], pattern, tokens), shapes.lengths[pattern])
        self.optional[rows] = np.array([len(x.optional_titles) for _, x in read], np.int64)[pattern]
        self.titles[rows] = np.array([x.titles for _, x in read], np.int64)[pattern]
        self.script[rows] = np.array([SCRIPTS.index(x.script) for _, x in read], np.int64)[pattern]

    def read_names(self, rows: Longs, names: Sequence[Name], tokens: _Tokens) -> None:
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


@dataclass(frozen=True, eq=False, slots=True)
class _Shapes:
    """Patterns as arrays: the tokens of pattern *p* are entries ``starts[p]:starts[p] + lengths[p]``, each a
    *fixed* token or, where that is -1, the word at a *place*, made a token as one of *kinds* tells: being
    what that token is, cut from its title or whole."""

    starts: Longs
    lengths: Longs
    fixed: Longs
    place: Longs
    kind: Longs
    kinds: list[tuple[Token, bool]]

    @classmethod
    def of(cls, patterns: Sequence[Pattern], tokens: _Tokens) -> Self:
        numbers: dict[tuple[int, bool], int] = {}
        kinds: list[tuple[Token, bool]] = []
        entries: list[tuple[int, int, int]] = []
        for pattern in patterns:
            entries += [(number, 0, 0) for number in tokens.numbers(pattern.optional_titles)]
            for k, (place, token) in enumerate(zip(pattern.places, pattern.tokens, strict=True)):
                number = numbers.setdefault((_token_kind(token), k == pattern.cut), len(kinds))
                if number == len(kinds):
                    kinds.append((token, k == pattern.cut))
                entries.append((-1, place, number))
        lengths = np.array([len(x.optional_titles) + len(x.places) for x in patterns], np.int64)
        columns = np.array(entries, np.int64).reshape(-1, 3).T
        return cls(starts_of(lengths)[:-1], lengths, columns[0], columns[1], columns[2], kinds)

    def tokens(self, split: SplitTexts, starts: Longs, pattern: Longs, tokens: _Tokens) -> Longs:
        """The tokens of texts, one text after the other; the words of each begin at *starts*."""
        words = len(split.spelled)
        ends = np.cumsum(self.lengths[pattern])
        key = np.empty(ends[-1] if len(ends) else 0, np.int64)
        for part in parts(len(pattern)):
            lengths = self.lengths[pattern[part]]
            entry = stretches(self.starts[pattern[part]], lengths)
            word = split.word[np.repeat(starts[part], lengths) + self.place[entry]]
            found = np.where(self.fixed[entry] < 0, self.kind[entry] * words + word, -1 - self.fixed[entry])
            key[ends[part][-1] - len(found) : ends[part][-1]] = found
        number = np.full((len(self.kinds), words), -1, np.int64)
        number.ravel()[key[key >= 0]] = 0
        for row, (shown, cut) in zip(number, self.kinds, strict=True):
            new = np.flatnonzero(row == 0)
            texts = map(split.spelled.__getitem__, new.tolist())
            row[new] = tokens.alike(map(without_title, texts) if cut else texts, shown)
        # A fixed token f stands at -1 - f.
        numbers: Longs = np.append(number, np.arange(int(self.fixed.max(initial=-1)), -1, -1))[key]
        return numbers
