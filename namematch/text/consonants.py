"""The letters of a word in, its consonants out, as coarsely as all styles agree on them.

What two spellings must have in common to be worth comparing, for one pair as for a list: they are
*candidates* where their skeletons agree when each may lose a consonant, and one may be several joined where
their skeletons agree as they are. Plain loops over numbers, so that one definition serves both paths: that of
a list is compiled (``model.blocks``).
"""

from functools import lru_cache
from typing import Any, Final, NamedTuple

from .letters import LATIN, PERSIAN
from .memory import REMEMBERED_WORDS

Codes = Any  # a list of int or an array, of letters or of skeletons

# Consonants that some style writes alike: z is s in German, gh, g, k and q are one to most, zh is j. Vowels,
# h, v, w and y come and go.
B, T, S, J, CH, X, SH, K, F, L, M, N, R = range(1, 14)
SOME_CH, SOME_C = 14, 15  # ch and c, which styles read otherwise
_CH_MAY_BE: Final = (CH, X, SH)  # چ, German خ, French ش
_C_MAY_BE: Final = (K, J, CH)  # ک, Turkish ج, چ
_CLASSES: Final = {
    B: "bpبپ", T: "tdتطد", S: "szسصثزذضظ", J: "jجژ", CH: "چ", X: "xخ", SH: "ش", K: "kgqقغکگ", F: "fف",
    L: "lل", M: "mم", N: "nن", R: "rر", SOME_C: "c",
}  # fmt: skip
_CLASS_OF: Final = {letter: kind for kind, letters in _CLASSES.items() for letter in letters}
PERSIAN_FROM: Final = 32  # letters as numbers: a to z from 1, Persian ones from here
NUMBER_OF_LETTER: Final = {
    **{x: i for i, x in enumerate(LATIN, 1)},
    **{x: i for i, x in enumerate(PERSIAN, PERSIAN_FROM)},
}
_NUMBERS: Final = {number: letter for letter, number in NUMBER_OF_LETTER.items()}


def _of_letters(letters: str) -> tuple[bool, ...]:
    return tuple(_NUMBERS.get(i, " ") in letters for i in range(PERSIAN_FROM + len(PERSIAN)))


# By the number of a letter.
KIND: Final = tuple(_CLASS_OF.get(_NUMBERS.get(i, ""), 0) for i in range(PERSIAN_FROM + len(PERSIAN)))
_WITH_H: Final = tuple(
    {"k": X, "g": K, "s": SH, "z": J, "c": SOME_CH}.get(_NUMBERS.get(i, ""), 0) for i in range(PERSIAN_FROM)
)
_BEFORE_ARTICLE: Final = _of_letters("aeouا")
_AFTER_ARTICLE: Final = _of_letters("tdszrnتثدذرزسشصضطظن")  # Hesam al-Din is Hesameddin
_H, _C, _LATIN_K = (NUMBER_OF_LETTER[x] for x in "hck")
_LATIN_L, _PERSIAN_L = NUMBER_OF_LETTER["l"], NUMBER_OF_LETTER["ل"]

_HEARD, _MAY_GO, _AGAIN = range(3)  # a consonant; one that is not heard; one written twice
BITS: Final = 4  # of a class in a skeleton
_SIGN: Final = (1 << BITS) - 1
MOST_CONSONANTS: Final = 14  # that a skeleton holds: the last ones
_WIDTH: Final = BITS * MOST_CONSONANTS
_MOST: Final = (1 << _WIDTH) - 1
_STYLES: Final = len(_CH_MAY_BE) * len(_C_MAY_BE) * 2 * 2  # these differ in kh and in what is written twice


class Skeletons(NamedTuple):
    """The skeletons of a word: *whole* ones, and these with each less a consonant."""

    whole: frozenset[int]
    near: frozenset[int]


@lru_cache(maxsize=REMEMBERED_WORDS)
def skeletons(letters: str) -> Skeletons:
    """The skeletons of *letters*, of either alphabet as ``letters`` folds them; of nothing, the empty one.

    A word has several where styles differ (ch), where one style leaves a consonant out (Khalil, Halil;
    Hesam al-Din, Hesameddin), or where a letter is written twice.

    >>> skeletons("ghorbanali").whole == skeletons("قربانعلی").whole
    True
    """
    n = len(letters)
    whole, near = [0] * room_of(n), [0] * room_of(n)
    counts = write_skeletons([NUMBER_OF_LETTER[x] for x in letters], n, [0] * n, [0] * n, whole, near)
    return Skeletons(frozenset(whole[: counts[0]]), frozenset(near[: counts[1]]))


def are_candidates(one: str, two: str) -> bool:
    """Whether two words, in letters, are worth comparing. Symmetric.

    >>> are_candidates("hosein", "حسن"), are_candidates("karimi", "رضا")
    (True, False)
    """
    return not skeletons(one).near.isdisjoint(skeletons(two).near)


def room_of(n: int) -> int:
    """How many skeletons *n* letters have at most."""
    return 2 * _STYLES * (n + 1)  # with every sh and without


def write_skeletons(
    letters: Codes, n: int, kinds: Codes, marks: Codes, whole: Codes, near: Codes
) -> tuple[int, int]:
    """Fill *whole* and *near* with the skeletons of *n* letters; give how many. Some may stand twice.

    *kinds* and *marks* are room for *n* numbers, *whole* and *near* for ``room_of(n)``.
    """
    count = read_consonants(letters, n, kinds, marks)
    has_ch = has_c = has_kh = has_twice = False
    for k in range(count):
        has_ch = has_ch or kinds[k] == SOME_CH
        has_c = has_c or kinds[k] == SOME_C
        has_kh = has_kh or kinds[k] in (X, SOME_CH)
        has_twice = has_twice or marks[k] == _AGAIN
    wholes = nears = 0
    for ch in _CH_MAY_BE:
        for c in _C_MAY_BE:
            if (ch != _CH_MAY_BE[0] and not has_ch) or (c != _C_MAY_BE[0] and not has_c):
                continue
            for drops_kh in range(1 + has_kh):
                for keeps_twice in range(1 + has_twice):
                    for less in range(-1, count):
                        code = skeleton(kinds, marks, count, (ch, c, drops_kh, keeps_twice), less)
                        near[nears] = code
                        nears += 1
                        if less < 0 or marks[less] == _MAY_GO:
                            whole[wholes], whole[wholes + 1] = code, hushed(code)
                            wholes += 2
    return wholes, nears


def hushed(code: int) -> int:
    """A skeleton with every sh as an s: Es'haq is not Eshaq, and Bakhs is بخش."""
    for k in range(0, _WIDTH, BITS):
        if code >> k & _SIGN == SH:
            code -= (SH - S) << k
    return code


def read_consonants(letters: Codes, n: int, kinds: Codes, marks: Codes) -> int:
    """Fill *kinds* and *marks* of the consonants among *n* letters; give how many."""
    count, i, end = 0, 0, -1  # *end* of the last consonant
    while i < n:
        letter, width = letters[i], 1
        kind, mark = KIND[letter], _HEARD
        if i + 1 < n and letters[i + 1] == _H and letter < PERSIAN_FROM and _WITH_H[letter] > 0:
            kind, width = _WITH_H[letter], 2
        elif letter == _C and i + 1 < n and letters[i + 1] == _LATIN_K:
            kind = 0
        elif letter in (_LATIN_L, _PERSIAN_L) and is_article(letters, n, i):
            mark = _MAY_GO
        if kind > 0 and i == end and kind == kinds[count - 1]:  # عزت طلب is Ezattalab, folded
            mark = _AGAIN
        if kind > 0:
            end = i + width
            kinds[count], marks[count] = kind, mark
            count += 1
        i += width
    return count


def is_article(letters: Codes, n: int, i: int) -> bool:
    """Whether the l at place *i* may be one that is never heard."""
    return bool(0 < i < n - 1 and _BEFORE_ARTICLE[letters[i - 1]] and _AFTER_ARTICLE[letters[i + 1]])


def skeleton(kinds: Codes, marks: Codes, count: int, style: tuple[int, int, int, int], less: int) -> int:
    """The consonants as one number, as a *style* has them: what ch and c are, whether it drops every kh (1,
    else 0), and whether it keeps what is written twice. *less* is the place of one to leave out."""
    ch, c, drops_kh, keeps_twice = style
    code = last = 0
    for k in range(count):
        if k == less or (marks[k] == _AGAIN and keeps_twice == 0):
            continue
        kind = kinds[k]
        if kind == SOME_CH:
            kind = ch
        elif kind == SOME_C:
            kind = c
        if kind == X and drops_kh == 1:  # Halil, for Khalil
            continue
        # Mohammadjahan has a dj, which is folded to one sign; Anbar is Ambar to many.
        if last == T and kind in (J, CH):
            code >>= BITS
        elif last == N and kind == B:
            code = ((code >> BITS) << BITS) | M
        code = ((code << BITS) | kind) & _MOST
        last = kind
    return code
