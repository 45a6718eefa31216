"""The words of texts as numbers in, which texts have clauses out; and the plainest clauses parted at once.

The twin, for a million texts, of what ``clauses`` asks about one. Official lists tell the father in every
row: a text of Persian words with nothing but فرزند between two names is parted without being read alone.
"""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from ..arrays.dtypes import Bools, Longs
from ..arrays.ragged import starts_of, stretches
from ..arrays.strings import Texts
from .clause_words import clause_triggers, clause_words, remark_words
from .clauses import LONGEST_CELL
from .machine_text import LEAST_SPACED
from .remarks import FULL_NAME
from .splitting import SplitTexts
from .words import COMMA

_SHAPED_LEAD: Final = 0xEF  # the first byte of what encodes letters by their shape in a word, and of more


def asked_about(texts: Texts, split: SplitTexts) -> Bools:
    """Which *texts*, parted into words by *split*, ``clauses.may_have_clauses`` holds for, and a few more."""
    triggers, remarks = clause_triggers(), remark_words()
    asked = ~split.plain | _any_of(split, np.array([word in triggers for word in split.spelled], np.bool_))
    asked |= _may_be_shaped(texts) | _spaced_apart(split)
    comma = np.array([word == COMMA.text for word in split.spelled], np.bool_)
    if comma.any():
        remark = np.array([word in remarks for word in split.spelled], np.bool_)
        asked |= _behind_commas(split, comma) | (_any_of(split, comma) & _any_of(split, remark))
    return asked


def _may_be_shaped(texts: Texts) -> Bools:
    """Which texts may have a letter that is encoded by its shape in a word."""
    places = np.flatnonzero(texts.data == _SHAPED_LEAD)
    shaped: Bools = np.searchsorted(places, texts.ends) > np.searchsorted(places, texts.starts)
    return shaped


def _any_of(split: SplitTexts, chosen: Bools) -> Bools:
    """Which texts have one of the *chosen* words."""
    if not chosen.any():
        return np.zeros(len(split.starts) - 1, np.bool_)
    before = starts_of(chosen[split.word])[split.starts]
    found: Bools = np.diff(before) > 0
    return found


def _letters(split: SplitTexts) -> Longs:
    return np.fromiter(map(len, split.spelled), np.int64, len(split.spelled))


def _spaced_apart(split: SplitTexts) -> Bools:
    """Which texts are letters that stand alone, each."""
    single = starts_of((_letters(split) == 1)[split.word])[split.starts]
    words = np.diff(split.starts)
    found: Bools = (words >= LEAST_SPACED) & (np.diff(single) == words)
    return found


def _behind_commas(split: SplitTexts, comma: Bools) -> Bools:
    """Which texts may have a second person or a footnote behind a comma."""
    places = np.flatnonzero(comma[split.word])
    row = np.searchsorted(split.starts, places, side="right") - 1
    is_first = np.diff(row, prepend=-1) != 0
    first, rows = places[is_first], row[is_first]
    end = split.starts[rows + 1]
    following = np.append(places, len(split.word))[np.flatnonzero(is_first) + 1]
    one, two = first - split.starts[rows], np.minimum(following, end) - first - 1
    single = (_letters(split) == 1)[split.word]
    footnote = (one > FULL_NAME) & single[np.maximum(first - 1, 0)]
    empty = (one == 0) | (two == 0)  # then other words are the first ones between commas
    asked = np.zeros(len(split.starts) - 1, np.bool_)
    asked[rows[((one >= FULL_NAME) & (two >= FULL_NAME)) | footnote | empty]] = True
    return asked


class FatherTexts(NamedTuple):
    """Texts of two names, at *rows*, with a word between that says whose child it is: the words of the names,
    and after them those of the fathers, as texts of their own."""

    rows: Longs
    words: SplitTexts

    @property
    def texts(self) -> Texts:
        """The texts of the *words*, for those that must be read alone."""
        spelled, starts = self.words.spelled, self.words.starts.tolist()
        words = list(map(spelled.__getitem__, self.words.word.tolist()))
        return Texts.of(" ".join(words[a:b]) for a, b in pairwise(starts))


def fathers_parted(texts: Texts, split: SplitTexts, asked: Bools) -> FatherTexts:
    """Those of the *texts* *asked* about that are nothing but a name, فرزند and the father's name."""
    marker = np.array([word in _markers() for word in split.spelled], np.bool_)
    if not marker.any():
        return FatherTexts(
            np.zeros(0, np.int64),
            replace(split, word=split.word[:0], starts=split.starts[:1], plain=split.plain[:0]),
        )
    plain = _plain_words(split)
    many = np.append(0, np.cumsum(marker[split.word]))[split.starts]
    others = np.append(0, np.cumsum(~(plain | marker)[split.word]))[split.starts]
    short = texts.lengths <= LONGEST_CELL  # of bytes: as many letters at most
    plainly = short & split.plain & ~_may_be_shaped(texts) & (np.diff(many) == 1) & (np.diff(others) == 0)
    rows = np.flatnonzero(asked & plainly)
    places = np.flatnonzero(marker[split.word])
    place = places[many[rows]]
    start, end = split.starts[rows], split.starts[rows + 1]
    inside = (place > start) & (place < end - 1)
    rows, place, start, end = rows[inside], place[inside], start[inside], end[inside]
    lengths = np.concatenate([place - start, end - place - 1])
    words = split.word[stretches(np.concatenate([start, place + 1]), lengths)]
    true = np.ones(len(lengths), np.bool_)
    of_letters = split.spelled, split.persian, split.latin, split.upper_case
    return FatherTexts(rows, SplitTexts(words, starts_of(lengths), true, *of_letters))


@cache
def _markers() -> frozenset[str]:
    """The words for a child that begin no other clause, but where another such word stands beside them."""
    triggers, loud = clause_triggers(), clause_triggers().keys() | remark_words()
    alone = {word for word, kinds in triggers.items() if kinds == {"father"} and word in clause_words()}
    phrases = [phrase.split() for phrase in clause_words() if " " in phrase]
    quiet = {word for phrase in phrases for word in phrase if loud.isdisjoint({*phrase} - {word})}
    return frozenset(alone - quiet)


def _plain_words(split: SplitTexts) -> Bools:
    """Which words begin no clause, and are in Persian script."""
    triggers, remarks = clause_triggers(), remark_words()
    quiet = np.array([word not in triggers and word not in remarks for word in split.spelled], np.bool_)
    return quiet & split.persian
