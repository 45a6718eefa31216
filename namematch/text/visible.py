"""Any text in, what a person can see out: nothing in it steers a terminal or hides.

One set of characters is unseen: all that Unicode calls not printable (controls, marks that turn the
direction of text, white space other than the plain space, halves of broken pairs), but for the
half-space, without which Persian words run together.
"""

import re
from typing import Final

from .normalize import ZWNJ

_GAPS: Final = re.compile(r"[^\S ]+")  # white space other than plain spaces


def visible(text: str) -> str:
    r"""*text* with every unseen character as its escape, so that it stands on one line.

    >>> print(visible("Kian\tZand\n\x1b[31m \u202eAli"))
    Kian\tZand\n\x1b[31m \u202eAli
    >>> visible("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627") == "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"
    True
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == ZWNJ else ascii(c)[1:-1] for c in text)


def visible_words(text: str) -> str:
    r"""``visible`` for who only reads: line ends, tabs and odd spaces become a plain space each run.

    >>> print(visible_words("Kian\r\nZand\u00a0Mofid \x1b[31m"))
    Kian Zand Mofid \x1b[31m
    """
    return visible(_GAPS.sub(" ", text))
