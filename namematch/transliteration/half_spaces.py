"""A word in Persian letters in, the same with the half-space that a careful writer sets out: ذبیحالله."""

import re
from typing import Final

from ..text.normalize import ZWNJ

# The half of a construct with the article, and endings of surnames: after a letter that would join them they
# stand apart. None of fewer than two letters before it, so that خالدین and شاپور stay whole.
_SET_APART: Final = re.compile(
    "(?<=..)(?<=[^اآدذرزژوءؤ])(?=(?:ال(?:له|لهی|دین|دینی|اسلام|رحمن|رحمان|حق|ملک|دوله|سلطنه|عابدین|زمان|سادات|شریعه)"
    "|زاده|زادگان|نژاد|پور)$)"
)


def with_half_space(word: str) -> str:
    r"""*word*, parted where its halves are usually written so; others as they are.

    >>> with_half_space("ذبیحالله") == "ذبیح\u200cالله", with_half_space("عبدالله"), with_half_space("لاله")
    (True, 'عبدالله', 'لاله')
    """
    return _SET_APART.sub(ZWNJ, word, count=1)
