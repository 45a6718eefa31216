"""A Latin word, an article and the word after it in, whether Persian writes them as one: Shams al-Din.

Constructs are one word, and what tells one is a servant or a father before the article (Abd, Abu), a word
that stands behind it in known constructs (al-Din, al-Ma'ali), or one that stands before it in them (Malik
al-Shu'ara). Where somebody comes from, and what he is called, are words of their own: Muhammad al-Tabari.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ..model.vocabulary import shipped_vocabulary
from ..text.constructs import Construct, construct_of
from ..text.normalize import normalize_name
from ..text.scripts import Script
from .scheme_letters import plain_signs
from .schemes import SCHEMES, Part, written
from .sounds import ARTICLE
from .vocalised import marked_letters, sounds_of
from .vocalised_words import vocalised_words

_TELL_NOTHING: Final = (
    "عبد",
    "ابو",
    "ام",
    "ذو",
    "محمد",
    "موسی",
)  # names stand before what their bearer is called too
_WITHIN: Final = re.compile(f"(?<=..){ARTICLE}(?=..)")
_OF_A_PLACE: Final = re.compile("[iī]$")
_BEFORE_ANY: Final = Construct.HEAD | Construct.BEFORE_ARTICLE


def are_one(before: str, after: str) -> bool:
    """Whether the word *before* an article and the word *after* it, as a scheme writes them, are a construct.

    >>> are_one("Shams", "Dīn"), are_one("ʻAbd", "Karīm"), are_one("Malik", "Shuʻarāʼ")
    (True, True, True)
    >>> are_one("Jarīr", "Ṭabarī"), are_one("Ibn", "Muqaffaʻ"), are_one("Hārūn", "Rashīd")
    (False, False, False)
    """
    if _construct_kind(before) & _BEFORE_ANY or _construct_kind(after) & Construct.TAIL:
        return True
    stems, tails = _halves_as_written()
    one, two = plain_signs(before), plain_signs(after)
    return two in tails or (one in stems and not _OF_A_PLACE.search(two))


def _construct_kind(word: str) -> int:
    return construct_of(normalize_name(word), Script.LATIN)


@cache
def _halves_as_written() -> tuple[frozenset[str], frozenset[str]]:
    """What stands before and behind the article in known constructs, as each scheme writes it."""
    halves = list(_halves())
    tails = {after for _, after in halves}
    for word in vocalised_words():
        if construct_of(ARTICLE + word, Script.PERSIAN) & Construct.END:
            tails.add(word)
    return frozenset(_as_written({x for x, _ in halves})), frozenset(_as_written(tails))


def _halves() -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind the article in the constructs of the tables."""
    for word in (*vocalised_words(), *(x.persian for x in shipped_vocabulary().words)):
        for found in _WITHIN.finditer(word):
            before, after = word[: found.start()], word[found.end() :]
            known = before in vocalised_words() and after in vocalised_words()
            if known and before not in _TELL_NOTHING:
                yield before, after


def _as_written(words: set[str]) -> Iterator[str]:
    for word in words:
        sounds = sounds_of(marked_letters(vocalised_words()[word]))
        yield from (plain_signs(written([Part(sounds)], scheme)) for scheme in SCHEMES[1:])
