"""A word in Persian letters in, the same with the half-space that a careful writer sets out: ذبیحالله."""

import re
from typing import Final

from ..text.letters import persian_letters
from ..text.normalize import ZWNJ
from .sounds import ARTICLE
from .vocalised_words import careful_spelling, vocalised_words

# The half of a construct with the article, and endings of surnames: after a letter that would join them they
# stand apart. None of fewer than two letters before it, so that خالدین and شاپور stay whole.
_SET_APART: Final = re.compile(
    "(?<=..)(?<=[^اآدذرزژوءؤ])(?=(?:ال(?:له|لهی|دین|دینی|اسلام|رحمن|رحمان|حق|ملک|دوله|سلطنه|عابدین|زمان|سادات|شریعه)"
    "|زاده|زادگان|نژاد|پور|کیا|خیل)$)"
)
_AFTER_NO_JOIN: Final = re.compile(f"(?<=[اآدذرزژوءؤ]){ZWNJ}(?={ARTICLE})")  # where none is seen
_SONS_OF: Final = "بنی"


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
    letters = persian_letters(word)
    if ZWNJ in word:
        return _AFTER_NO_JOIN.sub("", word)
    careful = careful_spelling(letters)
    if persian_letters(careful) == letters and careful != letters:
        return _AFTER_NO_JOIN.sub("", careful)
    return _SONS_OF + ZWNJ + letters[len(_SONS_OF) :] if _is_clan(letters) else with_half_space(word)


def _is_clan(letters: str) -> bool:
    """Whether *letters* are the sons (Bani) of a known word: Bani-Etemad, but not Benyamin."""
    known = vocalised_words()
    return letters.startswith(_SONS_OF) and letters not in known and letters[len(_SONS_OF) :] in known
