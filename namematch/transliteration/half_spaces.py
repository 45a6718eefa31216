"""A word in Persian letters in, the same with the half-space that a careful writer sets out: ذبیحالله."""

import re
from typing import Final

from ..text.letters import persian_letters
from ..text.normalize import ZWNJ
from .vocalised_words import careful_spelling

# The half of a construct with the article, and endings of surnames: after a letter that would join them they
# stand apart. None of fewer than two letters before it, so that خالدین and شاپور stay whole.
_SET_APART: Final = re.compile(
    "(?<=..)(?<=[^اآدذرزژوءؤ])(?=(?:ال(?:له|لهی|دین|دینی|اسلام|رحمن|رحمان|حق|ملک|دوله|سلطنه|عابدین|زمان|سادات|شریعه)"
    "|زاده|زادگان|نژاد|پور|خیل)$)"
)


def with_half_space(word: str) -> str:
    r"""*word*, parted where its halves are usually written so; others as they are.

    >>> with_half_space("ذبیحالله") == "ذبیح\u200cالله", with_half_space("عبدالله"), with_half_space("لاله")
    (True, 'عبدالله', 'لاله')
    """
    return _SET_APART.sub(ZWNJ, word, count=1)


def carefully_set(word: str) -> str:
    r"""*word* as a careful writer sets it: a known word with its hamza and half-space, others by rule.

    >>> carefully_set("مومن"), carefully_set("ملکزاده") == "ملک\u200cزاده", carefully_set("علیرضا")
    ('مؤمن', True, 'علیرضا')
    """
    if ZWNJ in word:
        return word
    careful = careful_spelling(persian_letters(word))
    same = persian_letters(careful) == persian_letters(word)
    return careful if same and careful != persian_letters(word) else with_half_space(word)
