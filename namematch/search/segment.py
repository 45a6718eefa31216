"""The rows of an index that were read at once: their names, and their words ready to be looked up."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..arrays.joins import ByNumber
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
    *rows* finds those of a text. *units* are the words that any name has, ascending; *titled* tells of which
    spellings names are that are a title and one word."""

    table: NameTable
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
        spelled, runs = spell_all(table, whole=wanted.whole)
        progress("reading words", 0, len(spelled.spellings))
        read = read_spellings(spelled.spellings, vocabulary, threads=threads, progress=progress)
        pairs = partners_of_spellings(read, read, wanted)
        rarity = token_rarities(table, spelled, read)
        words = name_words(table, spelled.starts, spelled.token)
        skips = skip_prices(table, spelled, read, rarity, words, policy)
        return cls.known(table, text_of, spelled.spelling.astype(np.int32), skips, rarity, read, pairs, runs)

    @classmethod
    def known(
        cls,
        table: NameTable,
        text_of: Longs,
        spelling: Ints,
        skips: Floats,
        rarity: Floats,
        read: ReadSpellings,
        pairs: PartnerTable,
        runs: Runs,
    ) -> "Segment":
        """The segment of names that have been read before."""
        starts, token = within_bounds(table)
        units, place = words_in_order(table)
        words = name_words(table, starts, token)
        kinds, surname = token_kinds(table, token, words), surname_kinds(table, words)
        names = NameArrays(starts, spelling, skips, kinds, rarity, place[token], table.optional, surname)
        postings = WordPostings.of(names, len(read.spellings) + len(runs))
        lookup = Lookup(read, pairs, runs, partial(_key_of_run, table.tokens, token, runs))
        titled, sizes = titled_spellings(names, len(read.spellings) + len(runs)), NameSizes.of(names)
        return cls(table, text_of, names, postings, lookup, units, ByNumber(text_of), titled, sizes)

    @property
    def population(self) -> int:
        """How many rows have a name."""
        return int(np.count_nonzero(self.table.words[self.text_of]))

    def order_of(self, unit: ScriptedText) -> int:
        """Where a word stands among *units*, as ``NameArrays.order`` has it; between two if it is
        none."""
        place = bisect_left(self.units, unit)
        return 2 * place - (place == len(self.units) or self.units[place] != unit)

    def found(self, query: Query, wanted: Wanted) -> tuple[Longs, Floats]:
        """The rows that *query* may be with at most ``wanted.most`` bits of doubt, and the doubt of each."""
        policy, most = wanted.policy, wanted.most
        text, doubt = find_names(query, self.names, self.postings, PairRules.of(policy, most))
        within = WithinSearch(self.names, self.sizes, self.postings, policy, most).found(query)
        text, doubt = np.append(text.astype(np.int64), within[0]), np.append(doubt, within[1])
        text, doubt = text[doubt <= most], doubt[doubt <= most]
        order = np.lexsort((doubt, text))
        best = order[np.diff(text[order], prepend=-1) != 0]  # each name once, by its least doubt
        place, row = ByNumber(text[best]).equal_to(self.rows)
        return row, doubt[best][place]


def _key_of_run(tokens: Sequence[Token], token: Longs, runs: Runs, run: int) -> Key:
    """The spelling of several tokens joined."""
    first = int(runs.first[run])
    members = [tokens[t] for t in token[first : first + int(runs.after[run]) + 1].tolist()]
    return key_of("".join(member.text for member in members), members[0].script)
