"""A long list of names prepared once in, the best rows for one name at a time out."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..arrays.ragged import starts_of
from ..arrays.running import kernels_for
from ..batch.all_pairs import bound_of, cores
from ..batch.cells import are_two_bearers, father_at, generations_of
from ..batch.list_words import with_list_words
from ..batch.name_arrays import NameArrays, PartnerRows
from ..batch.query_partners import AskedWord, Meaning
from ..batch.rehearsal import NAMES
from ..batch.spellings import key_of
from ..batch.wanted import Wanted
from ..compare.calibration import calibrated_bits, probability_of
from ..compare.cells import bits_of_fathers, bits_of_generations, father_of
from ..compare.comparison import verdict_of
from ..compare.names import father_doubt
from ..compare.prices import PAIR, skip_prices, surname_kind, token_kinds
from ..compare.rarity import name_rarity, token_rarities, token_rarity
from ..errors import InputError, NameMatchError, OutputError
from ..files.container import read_container
from ..files.writing import Outputs
from ..match.matches import Match
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..names.compounds import LONGEST_NAME, WIDEST, spans, tokens_of
from ..names.faces import faces
from ..names.generations import generation_in
from ..names.lists import Rows, read_each, read_names, read_rows
from ..names.mentions import NameLike, read_name
from ..names.name import Name
from ..names.table import NameTable
from ..policy import Policy
from ..progress import Progress, counter, silent
from ..text.scripts import ScriptedText
from .saving import index_of, rows_stored, stored_index
from .scoring import Query
from .segment import Segment
from .stored_policy import policy_of

REMEMBERED: Final = 1 << 15  # words of queries whose partners are kept
QUERIES_A_BLOCK: Final = 256  # whose words are read at once

Known = dict[AskedWord, tuple[Meaning, ...]]  # in each segment


class NameIndex:
    """A list of names, prepared to be searched: rows count from 0, in the order of *names*.

    A search gives what ``match_names([query], names)`` gives, but that the words of the query do not join
    those of the list; it takes milliseconds, not the time of the whole list. *names* are texts,
    ``Mention``s, mappings with their fields or ``Name``s; a name without any word, as None and NaN are, keeps
    its row and is never found. The population is ``policy.population`` or the rows with a name, two at least.
    The words that the names repeat join *vocabulary*, the shipped one unless given, and stay as they are
    until ``rebuild``. Raises ``NameMatchError`` for a row that is no name, and where the cutoff of *policy*
    admits names without a word in common.

    Searching from several threads at once is safe, while nobody adds or rebuilds. A pickle is for processes
    of one release (see ``Vocabulary``); what is to last is written by ``save``.

    >>> index = NameIndex(["Hassan Azizi", "Ali Karimi", "علی کریمی"])
    >>> [(match.right, match.verdict) for match in index.search("Ali Karimi")]
    [(1, 'same'), (2, 'same')]
    >>> index.add(["کریمی علی"])
    >>> len(index), [match.right for match in index.search("Ali Karimi", top=1)]
    (4, [1])
    """

    def __init__(
        self,
        names: Iterable[NameLike],
        *,
        policy: Policy = Policy(),
        vocabulary: Vocabulary | None = None,
        progress: Progress = silent,
    ) -> None:
        self._policy = policy
        self._given = vocabulary if vocabulary is not None else shipped_vocabulary()
        rows = read_rows(names, "names", titles=policy.titles)
        with kernels_for(len(rows), rehearse_search, progress):
            self._renew(*_read_rows(rows, progress), progress)

    def __len__(self) -> int:
        return sum(len(segment.text_of) for segment in self._segments)

    def __repr__(self) -> str:
        return f"NameIndex({len(self):,} names)"

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_known": {}}

    @property
    def population(self) -> int:
        """The number of names that a match is sought among."""
        return self._search.policy.population or 2

    @property
    def policy(self) -> Policy:
        """By which rules names match, as given."""
        return self._policy

    @property
    def vocabulary(self) -> Vocabulary:
        """What names are compared by: the words given, and those that the names repeat."""
        return self._vocabulary

    def text(self, row: int) -> str:
        """The name in *row*, as written.

        >>> NameIndex(["Ali  Karimi"]).text(0)
        'Ali  Karimi'
        """
        if not 0 <= row < len(self):
            raise NameMatchError(f"row={row}: the rows are 0 to {len(self) - 1}")
        segment, text = self._text_of(row)
        return str(segment.table.texts[text])

    def search(self, query: NameLike, *, top: int = 5) -> list[Match]:
        """The *top* best rows for *query*, best first, ties by row, of those for ``same`` or ``review``.

        ``left`` is 0, ``right`` the row. A query without letters, as None is, and an empty index give ``[]``.

        >>> NameIndex(["Ali Karimi"]).search("Reza Moradi")
        []
        """
        return self._search_names([read_name(query, "query", titles=self._policy.titles)], top)[0]

    def search_many(self, queries: Iterable[NameLike], *, top: int = 5) -> list[list[Match]]:
        """``search`` for each of *queries*, their words read together: ``left`` is the place of the query.

        >>> found = NameIndex(["Ali Karimi"]).search_many(["علی کریمی", ""])
        >>> [len(matches) for matches in found]
        [1, 0]
        """
        names = read_each(queries, "queries", "query", titles=self._policy.titles)
        return self._search_names(names, top)

    def _search_names(self, names: Sequence[Name], top: int) -> list[list[Match]]:
        if top < 0:
            raise NameMatchError(f"top={top}: not a number of rows")
        with kernels_for(len(self), rehearse_search):
            blocks = range(0, len(names), QUERIES_A_BLOCK)
            return list(chain.from_iterable(self._search_block(names, first, top) for first in blocks))

    def _search_block(self, names: Sequence[Name], first: int, top: int) -> Iterator[list[Match]]:
        block = names[first : first + QUERIES_A_BLOCK]
        asked = [name for name in block if self._may_match(name)]
        known = self._read_words([face for name in asked for face in faces(name)])
        for left, name in enumerate(block, first):
            rows = self._best_rows(name, known, top) if self._may_match(name) else []
            yield [self._match(left, row, bits, name) for row, bits in rows]

    def add(self, names: Iterable[NameLike]) -> None:
        """Append rows; they are found at once, as in an index made of all names together.

        It takes the time of reading the new names, now and then of reading rows added before once more.
        """
        rows, segments = read_rows(names, "names", titles=self._policy.titles), list(self._segments)
        with kernels_for(len(self) + len(rows)):
            table, text_of = _read_rows(rows, silent)
            while segments and len(segments[-1].text_of) <= len(text_of):
                table, text_of = _together(segments.pop(), table, text_of)
            self._take(segments, table, text_of, silent)

    def rebuild(self, *, progress: Progress = silent) -> None:
        """Read all rows together again, with the words that they now repeat; the answers may change a little,
        as those of ``match_names`` do with the list."""
        if self._segments:
            *segments, last = self._segments
            table, text_of = last.table, last.text_of
            for segment in reversed(segments):
                table, text_of = _together(segment, table, text_of)
            with kernels_for(len(self)):
                self._renew(table, text_of, progress)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the index to one file, whole or not at all.

        Raises ``OutputError``, one line with the file and the reason, where it cannot be written.
        """
        with Outputs() as outputs:
            outputs.write_blocks(
                path, stored_index(self._policy, self._given, self._vocabulary, self._segments)
            )

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, vocabulary: Vocabulary | None = None) -> "NameIndex":
        """The index that ``save`` wrote, with the policy that it had; *vocabulary* must be the one it had.

        Raises ``InputError``, one line with the file and the reason, for a file that is no index, is cut off
        or damaged, holds what no index does, comes from a later release, or was made with another vocabulary.
        """
        words = vocabulary if vocabulary is not None else shipped_vocabulary()
        stored = read_container(path)
        policy = policy_of(stored.path, stored.about)
        index = cls([], policy=policy, vocabulary=words)
        with kernels_for(rows_stored(stored)):
            index._vocabulary, segments = index_of(stored, words, policy.titles)
        try:
            index._open(segments)
        except NameMatchError as error:  # cutoffs that no index has
            raise InputError(f"{stored.path}: {error}") from error
        return index

    def _renew(self, table: NameTable, text_of: Longs, progress: Progress) -> None:
        """Have the rows of *table* alone, and the words that they repeat."""
        times = np.bincount(text_of, minlength=len(table))
        self._vocabulary = with_list_words(self._given, table, times, repeats=self._policy.repeats)
        self._take([], table, text_of, progress)

    def _take(self, before: Sequence[Segment], table: NameTable, text_of: Longs, progress: Progress) -> None:
        """Have the segments *before*, and after them the rows of *table*."""
        if not len(text_of):
            self._open(before)
            return
        named = sum(segment.population for segment in before) + int(np.count_nonzero(table.words[text_of]))
        policy = self._among(named)
        wanted = Wanted(bound_of(policy), policy, cores(None), progress)
        self._open([*before, Segment.of(table, text_of, self._vocabulary, wanted)])

    def _open(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._known: Known = {}
        policy = self._among(sum(segment.population for segment in segments))
        self._search = Wanted(bound_of(policy) if segments else 0.0, policy, 1, silent)

    def _among(self, named: int) -> Policy:
        """The policy for so many names."""
        return replace(self._policy, population=self._policy.population or max(2, named))

    def _may_match(self, name: Name) -> bool:
        return bool(self._segments) and 0 < len(name.tokens) <= LONGEST_NAME

    def _read_words(self, names: Sequence[Name]) -> Known:
        """The meaning of every word of *names*, and of several joined."""
        wanted = {(key_of(*unit), p > 1): None for name in names for _, p, unit in _readings(name)}
        known = self._known
        if len(known) + len(wanted) > REMEMBERED:
            known = self._known = {}
        new = [word for word in wanted if word not in known]
        columns = [segment.lookup.meanings(new, self._search) for segment in self._segments]
        known |= {word: tuple(row) for word, *row in zip(new, *columns, strict=True)}
        return known

    def _best_rows(self, name: Name, known: Known, top: int) -> list[tuple[int, float]]:
        """(row, bits) of the *top* best rows."""
        rows, doubts, first = [np.zeros(0, np.int64)], [np.zeros(0)], 0
        father, bearer = father_of(name), generation_in(name.notes, name.persons)
        for number, segment in enumerate(self._segments):
            asked = (self._query(face, known, number) for face in faces(name))
            text, doubt = segment.found(asked, self._search)
            if father is not None:
                text, doubt = self._with_fathers(segment, text, doubt, father)
            if bearer is not None:
                text, doubt = self._with_bearers(segment, text, doubt, bearer.number)
            row, place = segment.rows_of(text)
            rows.append(row + first)
            doubts.append(doubt[place])
            first += len(segment.text_of)
        bits = calibrated_bits(np.concatenate(doubts), self.population)
        row = np.concatenate(rows)
        best = np.lexsort((row, -bits))[:top]
        return list(zip(row[best].tolist(), bits[best].tolist(), strict=True))

    def _with_fathers(
        self, segment: Segment, text: Longs, doubt: Floats, father: Name
    ) -> tuple[Longs, Floats]:
        """The *text*s of a segment that are within the bound, with what their fathers say of each."""
        policy, added = self._search.policy, np.zeros(len(text))
        for k, place in enumerate(text.tolist()):
            other = father_at(segment.table, place)
            if other is not None:
                between = father_doubt(father, other, policy, self._vocabulary)
                added[k] = bits_of_fathers(between, float(doubt[k]), near=True, policy=policy)
        kept = (doubt + added <= self._search.most) | (added <= 0)
        return text[kept], (doubt + added)[kept]

    def _with_bearers(
        self, segment: Segment, text: Longs, doubt: Floats, number: int
    ) -> tuple[Longs, Floats]:
        """As ``_with_fathers`` for a query that is that *number* of bearer of its name: Jr. or Sr."""
        differ = np.flatnonzero(are_two_bearers(generations_of(segment.table)[text], number))
        for k in differ.tolist():
            doubt[k] += bits_of_generations(float(doubt[k]), self._search.policy)
        kept = doubt <= self._search.most
        return text[kept], doubt[kept]

    def _query(self, name: Name, known: Known, number: int) -> Query:
        """*name* as the segment of that *number* sees it."""
        tokens = tokens_of(name)
        units = [(token.text, token.script) for token in tokens]
        alone: dict[ScriptedText, Meaning] = {unit: known[key_of(*unit), False][number] for unit in units}
        rarity = token_rarities(name, lambda unit: alone[unit].rarity)
        skips = skip_prices(name, self._policy, lambda unit: alone[unit].givenness, rarity)
        reading = np.full((len(tokens), WIDEST), -1, np.int32)
        meanings: list[Meaning] = []
        for i, p, unit in _readings(name):
            reading[i, p - 1] = len(meanings)
            meanings.append(known[key_of(*unit), p > 1][number])
        segment = self._segments[number]
        arrays = NameArrays(
            np.array([0, len(tokens)]),
            reading,
            np.array(skips),
            np.array(token_kinds(name), np.int8),
            np.array(rarity),
            np.array([segment.order_of(unit) for unit in units], np.int32),
            np.array([len(name.optional_titles)]),
            np.array([surname_kind(name)]),
        )
        partners = PartnerRows(
            starts_of(np.array([len(meaning.place) for meaning in meanings], np.int64)),
            np.concatenate([meaning.place for meaning in meanings], dtype=np.int32, casting="same_kind"),
            np.concatenate([meaning.doubt for meaning in meanings]),
            np.concatenate([meaning.joins for meaning in meanings]),
        )
        prices = skips[len(name.optional_titles) :]
        if arrays.surname[0] == PAIR and segment.titled[meanings[int(reading[-1, 0])].place].any():
            prices[0] = min(prices[0], self._policy.prices.titled)  # as ``batch.prices.least_skips``
        probes = _words_to_probe(prices, self._search.most)
        return Query(arrays, partners, probes)

    def _match(self, left: int, row: int, bits: float, name: Name) -> Match:
        rarity = float("inf")  # a verdict on names alone asks for none
        segment, text = self._text_of(row)
        if self._policy.identity == "person":
            words = segment.table.tokens_in(text)
            other = sum(token_rarity((word.text, word.script), self._vocabulary) for word in words)
            rarity = min(name_rarity(name, self._vocabulary), other)
        several = bool(name.persons) or bool(segment.people[text])
        verdict = verdict_of(bits, rarity, self._search.policy, several=several)
        return Match(left, row, bits, probability_of(bits), verdict)

    def _text_of(self, row: int) -> tuple[Segment, int]:
        """The segment of a row, and the place of its text there."""
        for segment in self._segments:
            if row < len(segment.text_of):
                break
            row -= len(segment.text_of)
        return segment, int(segment.text_of[row])


def rehearse_search() -> None:
    """Run all that runs compiled where a ``NameIndex`` is made, read and searched, so that it is compiled."""
    made = NameIndex(NAMES)
    made.search_many(NAMES)
    with suppress(OSError, OutputError), TemporaryDirectory() as folder:  # where files may be written
        made.save(os.path.join(folder, "index"))
        NameIndex.load(os.path.join(folder, "index")).search_many(NAMES)


def _readings(name: Name) -> list[tuple[int, int, ScriptedText]]:
    """(first token, how many, joined) of each run of tokens that may be one word."""
    return spans(tokens_of(name), WIDEST)


def _words_to_probe(skips: Sequence[float], most: float) -> int:
    """How many words of a query to look under: one more than *most* bits can leave over."""
    probes, spent = 0, 0.0
    for price in sorted(skips):
        probes += 1
        spent += price
        if spent > most:
            break
    return probes


def _read_rows(rows: Rows, progress: Progress) -> tuple[NameTable, Longs]:
    """What the rows read as, each once, and the place there of each row."""
    readings = read_names(rows, advance=counter(progress, "reading names", len(rows)))
    return readings.names, readings.of_row


def _together(segment: Segment, table: NameTable, text_of: Longs) -> tuple[NameTable, Longs]:
    """The rows of *segment*, and after them those of *table*."""
    return segment.table.then(table), np.append(segment.text_of, text_of + len(segment.table))
