"""The rows of an index that were read at once: their names, and their words ready to be looked up."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..arrays.joins import ByNumber
from ..batch.cells import ListCells
from ..batch.kernel import PairRules
from ..batch.name_arrays import NameArrays, words_in_order
from ..batch.partners import PartnerTable, partners_of_spellings
from ..batch.prices import name_words, skip_prices, surname_kinds, titled_spellings, token_kinds
from ..batch.query_partners import Lookup
from ..batch.rarity import token_rarities
from ..batch.read_spellings import ReadSpellings, read_spellings
from ..batch.spellings import Key, Runs, key_of, spell_all, within_bounds
from ..batch.wanted import Wanted
from ..model.vocabulary import Vocabulary
from ..names.name import Token
from ..names.table import NameTable
from ..text.scripts import ScriptedText
from .scoring import Query, WordPostings, find_names
from .within import NameSizes, WithinSearch


@dataclass(frozen=True, eq=False, slots=True)
class Segment:
    """Names read at once: *table* holds the distinct texts, *text_of* the place there of each row, and
    *rows* finds those of a text; *people* tells which are several people. *names* are what the texts mean,
    those of a text by *owner*: itself, its aliases. *units* are the words that any name has, ascending;
    *titled* tells of which spellings names are that are a title and one word."""

    table: NameTable
    meant: NameTable
    owner: Longs
    people: Bools
    text_of: Longs
    names: NameArrays
    postings: WordPostings
    lookup: Lookup
    units: list[ScriptedText]
    rows: ByNumber
    titled: Bools
    sizes: NameSizes

    @classmethod
    def of(cls, table: NameTable, text_of: Longs, vocabulary: Vocabulary, wanted: Wanted) -> "Segment":
        """Read the names of *table*, to be found with at most ``wanted.most`` bits."""
        policy, threads, progress = wanted.policy, wanted.threads, wanted.progress
        cells = ListCells.of(table, 0)
        meant = cells.table
        spelled, runs = spell_all(meant, whole=wanted.whole)
        progress("reading words", 0, len(spelled.spellings))
        read = read_spellings(spelled.spellings, vocabulary, threads=threads, progress=progress)
        pairs = partners_of_spellings(read, read, wanted)
        rarity = token_rarities(meant, spelled, read)
        words = name_words(meant, spelled.starts, spelled.token)
        skips = skip_prices(meant, spelled, read, rarity, words, policy)
        spelling = spelled.spelling.astype(np.int32)
        return cls.known(cells, text_of, spelling, skips, rarity, read, pairs, runs)

    @classmethod
    def known(
        cls,
        cells: ListCells,
        text_of: Longs,
        spelling: Ints,
        skips: Floats,
        rarity: Floats,
        read: ReadSpellings,
        pairs: PartnerTable,
        runs: Runs,
    ) -> "Segment":
        """The segment of names that have been read before."""
        meant = cells.table
        starts, token = within_bounds(meant)
        units, place = words_in_order(meant)
        words = name_words(meant, starts, token)
        kinds, surname = token_kinds(meant, token, words), surname_kinds(meant, words)
        names = NameArrays(starts, spelling, skips, kinds, rarity, place[token], meant.optional, surname)
        postings = WordPostings.of(names, len(read.spellings) + len(runs))
        lookup = Lookup(read, pairs, runs, partial(_key_of_run, meant.tokens, token, runs))
        titled, sizes = titled_spellings(names, len(read.spellings) + len(runs)), NameSizes.of(names)
        of_rows = cells.cells, meant, cells.owner, cells.cells.with_people, text_of
        return cls(*of_rows, names, postings, lookup, units, ByNumber(text_of), titled, sizes)

    @property
    def population(self) -> int:
        """How many rows have a name."""
        return int(np.count_nonzero(self.table.words[self.text_of]))

    def order_of(self, unit: ScriptedText) -> int:
        """Where a word stands among *units*, as ``NameArrays.order`` has it; between two if it is
        none."""
        place = bisect_left(self.units, unit)
        return 2 * place - (place == len(self.units) or self.units[place] != unit)

    def found(self, queries: Iterable[Query], wanted: Wanted) -> tuple[Longs, Floats]:
        """The texts that any of *queries* may be with at most ``wanted.most`` bits of doubt, ascending, and
        the least doubt of each."""
        policy, most = wanted.policy, wanted.most
        rules, within = (
            PairRules.of(policy, most),
            WithinSearch(self.names, self.sizes, self.postings, policy, most),
        )
        texts, doubts = [np.zeros(0, np.int64)], [np.zeros(0)]
        for query in queries:
            for found, bits in (find_names(query, self.names, self.postings, rules), within.found(query)):
                texts.append(found.astype(np.int64))
                doubts.append(bits)
        text, doubt = self.owner[np.concatenate(texts)], np.concatenate(doubts)
        text, doubt = text[doubt <= most], doubt[doubt <= most]
        order = np.lexsort((doubt, text))
        first = order[np.diff(text[order], prepend=-1) != 0]  # each text once, by its least doubt
        return text[first], doubt[first]

    def rows_of(self, texts: Longs) -> tuple[Longs, Longs]:
        """The rows that have one of *texts*, and the place of that text among these."""
        place, row = ByNumber(texts).equal_to(self.rows)
        return row, place


def _key_of_run(tokens: Sequence[Token], token: Longs, runs: Runs, run: int) -> Key:
    """The spelling of several tokens joined."""
    first = int(runs.first[run])
    members = [tokens[t] for t in token[first : first + int(runs.after[run]) + 1].tolist()]
    return key_of("".join(member.text for member in members), members[0].script)
