"""The words of many texts in, which texts may have several initials in one word out: for a whole list."""

import numpy as np

from ..arrays.dtypes import Bools
from ..text.scripts import Script
from .initials import MOST_INITIALS, may_be_initials
from .splitting import SplitTexts
from .title_table import TitleTable
from .titles import is_title_alone
from .words import WrittenWord, word_of


def texts_with_initials(split: SplitTexts, titles: TitleTable) -> Bools:
    """Which texts may have several initials in one word, by ``names.initials``: they are read alone."""
    chosen = [w for w in np.flatnonzero(split.upper_case).tolist() if len(split.spelled[w]) <= MOST_INITIALS]
    words = [word_at(split, w, titles) for w in chosen]
    short = np.zeros(len(split.spelled), np.bool_)
    title = np.zeros(len(split.spelled), np.bool_)
    short[chosen] = [may_be_initials(word) for word in words]
    title[chosen] = [is_title_alone(word) for word in words]
    if not short.any():
        return np.zeros(len(split.starts) - 1, np.bool_)
    small = split.latin & ~split.upper_case
    text = np.repeat(np.arange(len(split.starts) - 1), np.diff(split.starts))
    mixed = np.bincount(text, small[split.word], len(split.starts) - 1) > 0
    found = short[split.word] & (mixed[text] | ~title[split.word])
    return np.bincount(text, found, len(split.starts) - 1) > 0


def word_at(split: SplitTexts, w: int, titles: TitleTable) -> WrittenWord:
    """Word *w* with all that the tables say of it."""
    script = Script.PERSIAN if split.persian[w] else Script.LATIN if split.latin[w] else Script.OTHER
    return word_of(split.spelled[w], script, titles, upper_case=bool(split.upper_case[w]))
