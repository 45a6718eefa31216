"""The letters of a word in, its consonants out, as coarsely as all styles agree on them.

What two spellings must have in common to be worth comparing, for one pair as for a list: they are
*candidates* where their skeletons agree when each may lose a consonant, and one may be several joined where
their skeletons agree as they are. Plain loops over numbers, so that one definition serves both paths: that of
a list is compiled (``model.blocks``).
"""

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from .letters import LATIN, PERSIAN, VOWELS
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
    {"k": X, "g": K, "s": SH, "z": J, "c": SOME_CH, "x": J}.get(_NUMBERS.get(i, ""), 0)
    for i in range(PERSIAN_FROM)
)
_IS_VOWEL: Final = _of_letters(VOWELS)
_BEFORE_ARTICLE: Final = _of_letters("aeouا")
_AFTER_ARTICLE: Final = _of_letters("tdszrnتثدذرزسشصضطظن")  # Hesam al-Din is Hesameddin
_H, _C, _LATIN_K, _S, _Z, _T, _D, _J, _X, _A, _E, _I = (NUMBER_OF_LETTER[x] for x in "hcksztdjxaei")
_LATIN_L, _PERSIAN_L = NUMBER_OF_LETTER["l"], NUMBER_OF_LETTER["ل"]

# A consonant; one that is not heard; one written twice; a Latin j beside a consonant, which is y in half of
# Europe (Kejhan, Shahrjar); a Latin s, which is sh in Hungary and wherever signs are left out (Sidus).
_HEARD, _MAY_GO, _AGAIN, _MAY_BE_Y, _MAY_BE_SH = range(5)
BITS: Final = 4  # of a class in a skeleton
_SIGN: Final = (1 << BITS) - 1
MOST_CONSONANTS: Final = 14  # that a skeleton holds: the last ones
_WIDTH: Final = BITS * MOST_CONSONANTS
_MOST: Final = (1 << _WIDTH) - 1
_STYLES: Final = (
    len(_CH_MAY_BE) * len(_C_MAY_BE) * 2 * 2 * 2 * 2
)  # in kh, in what is written twice, in j, in s
_APART, _X_IS_KS, _X_IS_SH = range(3)  # ways to read groups of letters, and x


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
    found = _plain_skeletons(letters)
    return found if found is not None else _written_skeletons(letters)


def _written_skeletons(letters: str) -> Skeletons:
    """``skeletons`` of any letters."""
    n = len(letters)
    whole, near = [0] * room_of(n), [0] * room_of(n)
    kinds, marks = [0] * (2 * n), [0] * (2 * n)
    counts = write_skeletons([NUMBER_OF_LETTER[x] for x in letters], n, kinds, marks, whole, near)
    return Skeletons(frozenset(whole[: counts[0]]), frozenset(near[: counts[1]]))


# Letters that styles read in several ways, or that may go: an article (Hesam al-Din), groups of letters.
_UNCERTAIN: Final = re.compile("[cxjخ]|kh|[td][hzsxj]|s[cjz]|zs|[aeouا][lل][tdszrnتثدذرزسشصضطظعن]")
# Each letter by the sign of its class, A for the first one; what no skeleton has, and is there between two.
_BETWEEN: Final = "-"
_CLASS_SIGNS: Final = str.maketrans(
    {
        x: chr(ord("A") - 1 + KIND[number]) if KIND[number] else _BETWEEN
        for x, number in NUMBER_OF_LETTER.items()
    }
)
_T_SIGN, _N_SIGN, _B_SIGN = (chr(ord("A") - 1 + kind) for kind in (T, N, B))
_SOFT_SIGNS: Final = "".join(chr(ord("A") - 1 + kind) for kind in (J, CH, SH))
_AGAIN_OR_MERGED: Final = re.compile(
    rf"([A-Z])\1|{_T_SIGN}-*[A-Z]?-*[{_SOFT_SIGNS}]|{_N_SIGN}-*[A-Z]?-*{_B_SIGN}"
)


def _plain_skeletons(letters: str) -> Skeletons | None:
    """The skeletons of *letters* that all styles read alike, as they read most words; None of any others.

    These are the consonants as they stand, with each sh as an s, and without each one of them.
    """
    if _UNCERTAIN.search(letters):
        return None
    if "h" in letters:
        letters = letters.replace("sh", "ش").replace("gh", "ق").replace("zh", "ژ")
    signs = letters.translate(_CLASS_SIGNS)
    if letters.count("s") > 1 or _AGAIN_OR_MERGED.search(signs):
        return None
    kinds = [ord(sign) - (ord("A") - 1) for sign in signs.replace(_BETWEEN, "")]
    if len(kinds) > MOST_CONSONANTS:
        return None
    code = 0
    for kind in kinds:
        code = code << BITS | kind
    near = [code]
    for place in range(0, BITS * len(kinds), BITS):
        near.append(code >> place + BITS << place | code & (1 << place) - 1)
    return Skeletons(frozenset((code, hushed(code))), frozenset(near))


def are_candidates(one: str, two: str) -> bool:
    """Whether two words, in letters, are worth comparing. Symmetric.

    >>> are_candidates("hosein", "حسن"), are_candidates("karimi", "رضا")
    (True, False)
    """
    return not skeletons(one).near.isdisjoint(skeletons(two).near)


def room_of(n: int) -> int:
    """How many skeletons *n* letters have at most."""
    return 2 * 3 * _STYLES * (2 * n + 1)  # with every sh and without, in three readings


def write_skeletons(
    letters: Codes, n: int, kinds: Codes, marks: Codes, whole: Codes, near: Codes
) -> tuple[int, int]:
    """Fill *whole* and *near* with the skeletons of *n* letters; give how many. Some may stand twice.

    *kinds* and *marks* are room for 2 *n* numbers, *whole* and *near* for ``room_of(n)``.
    """
    wholes = nears = 0
    for reading in range(ways_to_read(letters, n)):
        count = read_consonants(letters, n, kinds, marks, reading)
        wholes, nears = write_styles(kinds, marks, count, whole, near, wholes, nears)
    return wholes, nears


def write_styles(
    kinds: Codes, marks: Codes, count: int, whole: Codes, near: Codes, wholes: int, nears: int
) -> tuple[int, int]:
    """Write the skeletons of so many consonants, as all styles have them, behind those that *whole* and
    *near* hold; give how many they hold then."""
    has_ch = has_c = has_kh = has_twice = has_y = False
    may_be_sh = 0
    for k in range(count):
        has_ch = has_ch or kinds[k] == SOME_CH
        has_c = has_c or kinds[k] == SOME_C
        has_kh = has_kh or kinds[k] in (X, SOME_CH)
        has_twice = has_twice or marks[k] == _AGAIN
        has_y = has_y or marks[k] == _MAY_BE_Y
        may_be_sh += marks[k] == _MAY_BE_SH
    for ch in range(1 + 2 * has_ch):
        for c in range(1 + 2 * has_c):
            for drops_kh in range(1 + has_kh):
                for keeps_twice in range(1 + has_twice):
                    for as_y_or_sh in range((1 + has_y) * (1 + (may_be_sh > 1))):  # one s that is sh is near
                        as_y, as_sh = as_y_or_sh % (1 + has_y), as_y_or_sh // (1 + has_y)
                        style = _CH_MAY_BE[ch], _C_MAY_BE[c], drops_kh, keeps_twice, as_y, as_sh
                        for less in range(-1, count):
                            code = skeleton(kinds, marks, count, style, less)
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


def read_consonants(letters: Codes, n: int, kinds: Codes, marks: Codes, reading: int) -> int:
    """Fill *kinds* and *marks* of the consonants among *n* letters; give how many. *reading*: whether what
    some styles write for one sound (``group_at``) is one, and what x is: kh, the ks of Felix, sh."""
    count, i, end = 0, 0, -1  # *end* of the last consonant
    while i < n:
        letter = letters[i]
        (kind, width), mark = consonant_at(letters, n, i), _HEARD
        if reading != _APART and group_at(letters, n, i) > 0:
            kind, width = group_at(letters, n, i), 2
        elif reading != _APART and letter == _X and kind == X:
            kind = S if reading == _X_IS_KS else SH
            if reading == _X_IS_KS:
                kinds[count], marks[count] = K, _HEARD
                count += 1
        elif letter in (_LATIN_L, _PERSIAN_L) and is_article(letters, n, i):
            mark = _MAY_GO
        elif letter == _J and 0 < i < n - 1 and _IS_VOWEL[letters[i - 1]] + _IS_VOWEL[letters[i + 1]] == 1:
            mark = _MAY_BE_Y
        elif letter == _S and kind == S:
            mark = _MAY_BE_SH
        if kind > 0 and i == end and kind == kinds[count - 1]:  # عزت طلب is Ezattalab, folded
            mark = _AGAIN
        if kind > 0:
            end = i + width
            kinds[count], marks[count] = kind, mark
            count += 1
        i += width
    return count


def consonant_at(letters: Codes, n: int, i: int) -> tuple[int, int]:
    """The kind of the consonant at place *i*, 0 for none, and how many letters write it."""
    letter, after = letters[i], letters[i + 1] if i + 1 < n else 0
    kind, width = KIND[letter], 1
    if letter >= PERSIAN_FROM or after == 0:
        return kind, width
    if after == _H and _WITH_H[letter] > 0:
        kind, width = _WITH_H[letter], 2
    elif letter == _C and after == _LATIN_K:
        kind = 0
    elif letter == _C and after in (_Z, _S):  # Czangiz, Csangiz
        kind, width = CH, 2
    elif letter == _Z and after == _S:  # Dzsafari
        kind, width = J, 2
    elif letter == _T and after == _S and i + 2 < n and letters[i + 2] == _J:  # Tsjegini
        kind, width = CH, 3
    return kind, width


def group_at(letters: Codes, n: int, i: int) -> int:
    """The kind of the two letters at place *i* where some style writes one sound with them, and another
    style two; 0 for none: Sjahin and Masjedi, Tjangizi, Tsangizi and Hematsefat, Tzafari, Dzafari, Txangizi,
    Scirin, Szirin, Thurayya and Fathi. But zad begins a word of its own in Saidzadeh."""
    if i + 1 >= n:
        return 0
    letter, after, kind = letters[i], letters[i + 1], 0
    if letter == _T:
        kind = S if after == _H else J if after == _Z else CH if after in (_S, _X, _J) else 0
    elif letter == _D:
        zad = i + 3 < n and letters[i + 2] == _A and letters[i + 3] == _D
        kind = S if after == _H else J if after == _Z and not zad else 0
    elif letter == _S:
        soft = after == _C and (i + 2 == n or letters[i + 2] in (_E, _I))
        kind = SH if soft or after in (_J, _Z) else 0
    return kind


def ways_to_read(letters: Codes, n: int) -> int:
    """In how many ways a word is read: one, but where it has a group of letters or an x."""
    readings = 1
    for i in range(n):
        if letters[i] == _X:
            return 3
        if group_at(letters, n, i) > 0:
            readings = 2
    return readings


def is_article(letters: Codes, n: int, i: int) -> bool:
    """Whether the l at place *i* may be one that is never heard."""
    return bool(0 < i < n - 1 and _BEFORE_ARTICLE[letters[i - 1]] and _AFTER_ARTICLE[letters[i + 1]])


def skeleton(
    kinds: Codes, marks: Codes, count: int, style: tuple[int, int, int, int, int, int], less: int
) -> int:
    """The consonants as one number, as a *style* has them: what ch and c are, whether it drops every kh (1,
    else 0), keeps what is written twice, has j for y, s for sh. *less* is the place of one to leave out."""
    ch, c, drops_kh, keeps_twice, as_y, as_sh = style
    code = last = 0
    for k in range(count):
        if k == less or (marks[k] == _AGAIN and keeps_twice == 0) or (marks[k] == _MAY_BE_Y and as_y == 1):
            continue
        kind = SH if marks[k] == _MAY_BE_SH and as_sh == 1 else kinds[k]
        if kind == SOME_CH:
            kind = ch
        elif kind == SOME_C:
            kind = c
        if kind == X and drops_kh == 1:  # Halil, for Khalil
            continue
        # Mohammadjahan has a dj, which is folded to one sign; Anbar is Ambar to many.
        if last == T and kind in (J, CH, SH):  # and Finnish writes č as tš
            code >>= BITS
        elif last == N and kind == B:
            code = ((code >> BITS) << BITS) | M
        code = ((code << BITS) | kind) & _MOST
        last = kind
    return code
