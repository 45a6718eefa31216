"""The letters of a word in, how it ends out: whether it is written as a man's name or as a woman's.

Arabic and Persian make a woman's name of a man's by one more vowel: شریف and شریفه, Sharif and Sharifa, Zaki
and Zakia. The vowel is no habit of a writer, it is another word, of whatever name. A silent ه or a vowel
that all spellings of a word have, in one way or another, says nothing: Fatemeh, Fatima and فاطمه end alike.
"""

import re
from typing import Final

import numpy as np

# How a word ends: in a way that tells nothing; in a consonant (شریف), in an h that is heard (صالح), in ī
# (زکی, شفیع); and the woman's form of each; and in an e that is hers to some, and mute in French (Karime;
# after n and ch, Amine and Siavache, it always may be).
OPEN, BARE, BARE_H, YE, WOMAN, WOMAN_H, WOMAN_YE, WOMAN_E = range(8)
ENDINGS: Final = 8

ANOTHER_WORD: Final = 1e-4  # how often a word is written with the ending of its other form, beside its own
MAYBE_MUTE: Final = 0.02  # the same where the ending is e alone
OTHER_FORM: Final = 0.1  # odds of one word against its other form, at most, whatever the letters before say

_IN_PERSIAN: Final = (
    (r".+[^ءآاوی]یع?ه", WOMAN_YE),
    (r".+حه", WOMAN_H),
    (r".+[^ءآاوهیئح]ه", WOMAN),
    (r".+[^ءآاوهیئع]ی|.+یع", YE),
    (r"..+ح", BARE_H),
    (r".+[^ءآاوهیئعح]", BARE),
)
_CONSONANT: Final = "(?:[bcdfgjklmnpqrstvxz]|[cdgkpstz]h)"
_IN_LATIN: Final = (
    (rf".*{_CONSONANT}(?:iy?|y)(?:a|ah|eh)", WOMAN_YE),
    (r".*(?:[aeiou]|[lmnr])h(?:a|ah|e|eh)", WOMAN_H),
    (rf".+{_CONSONANT}(?:a|ah|eh)", WOMAN),
    (rf".+{_CONSONANT}(?<!n)(?<!ch)e", WOMAN_E),
    (rf".+{_CONSONANT}[iy]", YE),
    (r".+[iou]h", BARE_H),
    (rf".+{_CONSONANT}", BARE),
)


def _in_turn(endings: tuple[tuple[str, int], ...]) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """Patterns of a word, of which the first that fits tells how it ends, as one; and what each tells."""
    together = "|".join(f"({pattern})" for pattern, _ in endings)
    return re.compile(together), tuple(ending for _, ending in endings)


_PERSIAN_ENDINGS: Final = _in_turn(_IN_PERSIAN)
_LATIN_ENDINGS: Final = _in_turn(_IN_LATIN)

# Ways to end that belong to two words, and how often one is written for the other. Saleh ends like a woman's
# name, and Saleha is hers.
_APART_BY: Final = {
    frozenset((BARE, WOMAN)): ANOTHER_WORD,
    frozenset((BARE_H, WOMAN_H)): ANOTHER_WORD,
    frozenset((WOMAN, WOMAN_H)): ANOTHER_WORD,
    frozenset((YE, WOMAN_YE)): ANOTHER_WORD,
    frozenset((BARE, WOMAN_E)): MAYBE_MUTE,
}
# By the endings of two words: how much of what else speaks for one word their endings leave;
# and the odds that they are one at most.
AGREEMENT: Final = np.array(
    [[_APART_BY.get(frozenset((one, two)), 1.0) for two in range(ENDINGS)] for one in range(ENDINGS)]
)
MOST_ODDS: Final = np.where(AGREEMENT == ANOTHER_WORD, OTHER_FORM, np.inf)


def persian_ending(letters: str, gender: str = "") -> int:
    """How Persian *letters* end. The name of a *gender* (``m``, ``f``), if that is known, has no other form
    where it ends like one of the other: Narges, Hamzeh.

    >>> persian_ending("شریف") == BARE, persian_ending("شریفه") == WOMAN, persian_ending("رضا") == OPEN
    (True, True, True)
    >>> persian_ending("حمزه", "m") == OPEN
    True
    """
    ending = _ending(_PERSIAN_ENDINGS, letters)
    return OPEN if gender and (gender == "f") != (ending in (WOMAN, WOMAN_H, WOMAN_YE)) else ending


def latin_ending(letters: str) -> int:
    """How folded Latin *letters* end.

    >>> latin_ending("sharif") == BARE, latin_ending("sharifeh") == WOMAN, latin_ending("zakia") == WOMAN_YE
    (True, True, True)
    """
    return _ending(_LATIN_ENDINGS, letters)


def _ending(endings: tuple[re.Pattern[str], tuple[int, ...]], letters: str) -> int:
    pattern, kinds = endings
    found = pattern.fullmatch(letters)
    return kinds[found.lastindex - 1] if found and found.lastindex else OPEN
