"""The evidence of a comparison in, the same out where words that nobody can read are no evidence.

Chinese, Thai and other scripts are not read (``text.romanise`` has those that are). 王小明 may be anybody: it
is neither the name beside it nor another one. A list is not flooded with such pairs: ``batch`` finds those
whose unread words are the same or nearly so, and no others.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..names.name import Name
from ..text.scripts import Script
from .comparison import Aligned

_ROUNDING: Final = 1e-9  # of the doubt: sums in another order stay below what is asked for


def unread_words(name: Name) -> frozenset[str]:
    """The words of *name* in a script that nothing reads."""
    return frozenset(token.text for token in name.tokens if token.script is Script.OTHER)


def unread_as_open(
    evidence: Sequence[Aligned], left: frozenset[str], right: frozenset[str], *, most: float
) -> tuple[Aligned, ...]:
    """*evidence* with so much doubt as *most*, all of it in the words that cannot be read, of the *left* name
    and of the *right* one; as it stands where the readable words differ as well.

    An unread word may stand for one that the other side has left over, and takes its doubt away.
    """
    unread = [_is_unread(piece, left, right) for piece in evidence]
    if not any(unread) or sum(piece.doubt for piece in evidence) <= most:
        return tuple(evidence)
    rest = [replace(x, doubt=0.0) if _may_be_unread(x, left, right) else x for x in evidence]
    readable = sum(x.doubt for x, is_unread in zip(rest, unread, strict=True) if not is_unread)
    if readable >= most:
        return tuple(evidence)
    share = (1 - _ROUNDING) * (most - readable) / sum(unread)
    return tuple(
        replace(x, relation="unread", word="", doubt=share) if is_unread else x
        for x, is_unread in zip(rest, unread, strict=True)
    )


def _is_unread(piece: Aligned, left: frozenset[str], right: frozenset[str]) -> bool:
    return piece.relation != "identical" and bool(
        _has_word(piece.left, left) or _has_word(piece.right, right)
    )


def _has_word(text: str, words: frozenset[str]) -> bool:
    return any(word in words for word in text.split(" "))


def _may_be_unread(piece: Aligned, left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the words of a piece are left over because the other side has words that cannot be read, or it
    tells of the order of words."""
    if not piece.left and not piece.right:
        return True
    return bool(left if not piece.left else right if not piece.right else ())
