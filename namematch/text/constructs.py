"""The words of a name in, which of them are one construct out: Abdul Karim, Abd al-Karim, Abdu l-Karim.

Arabic builds names of a word, the article and another word (servant-of the Generous, light-of the religion),
and clerks part them anywhere, in either script. A rule for each kind of word in ``data/constructs.tsv``
says where a gap is none.
"""

import re
from collections.abc import Callable, Sequence
from enum import IntFlag
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

import numpy as np

from ..arrays.dtypes import Array
from .letters import is_initial, persian_letters, plain_latin
from .memory import REMEMBERED_WORDS
from .normalize import ZWNJ, normalize_name
from .scripts import SCRIPT_OF_LETTER, Script
from .tables import read_table

_WORD: Final = re.compile(r"'*[^\W\d_](?:[^\W\d_]|['\u0300-\u036f])*")
_KUNYA: Final = re.compile("[ae]b(u|o|ou|oo)(?!l)..|umm?(e|i)?[^aeiou].|ابو(?!ال)..|ام(?!ی|ا|ن).{3}")
_NARROW_GAPS: Final = (" ", "-", ZWNJ)
_PLACES: Final = {script: place for place, script in enumerate(Script)}
_PREFIX: Final = "ال"
_LEAST_BEFORE_END: Final = 3  # letters of a word that Uddin or Allah is one with: Md is a title


class Construct(IntFlag):
    """What a word may be in a construct; a word of none is an ordinary one."""

    NONE = 0
    HEAD = 1  # one with the word after it: Abdul
    BEFORE_ARTICLE = 2  # one with an article, and the word after that: Abd al-Karim
    ARTICLE = 4
    TAIL = 8  # one with an article before it, and the word before that: Nur al-Din
    END = 16  # one with the word before it: Uddin
    WITH_ARTICLE = 32  # begins with the article: الکریم, but not الهام
    SHORT = 64  # too short to have an end
    INITIAL = 128
    FUSED = 256  # ends with the article: one with a tail after it


KindNumbers = Sequence[int] | Array
# Plain numbers: an operation on members of an enumeration is slow, and compiled loops know none.
_HEAD, _NEEDS_ARTICLE, _IS_ARTICLE = map(int, (Construct.HEAD, Construct.BEFORE_ARTICLE, Construct.ARTICLE))
_TAIL, _END, _WITH_ARTICLE = map(int, (Construct.TAIL, Construct.END, Construct.WITH_ARTICLE))
_TOO_SHORT, _INITIAL = int(Construct.SHORT), int(Construct.INITIAL)
TELLING: Final = _HEAD | _NEEDS_ARTICLE | _TAIL | _END  # without one of these no words are one
_FUSED: Final = int(Construct.FUSED)
_WHOLE: Final = 512
_FLAGS: Final = {
    "whole": _WHOLE,
    "fused": _FUSED,
    "head": _HEAD,
    "before article": _NEEDS_ARTICLE,
    "article": _IS_ARTICLE,
    "tail": _TAIL,
    "end": _END,
}


def construct_of(text: str, script: Script) -> int:
    """What the word *text*, in normal form, may be in a construct: flags of ``Construct``.

    >>> Construct(construct_of("abdur", Script.LATIN)), Construct(construct_of("الدین", Script.PERSIAN))
    (<Construct.HEAD: 1>, <Construct.END|WITH_ARTICLE: 48>)
    """
    if script is Script.OTHER:
        return 0
    letters = text
    if not (text.isascii() and text.isalpha()):
        letters = plain_latin(text) if script is Script.LATIN else persian_letters(text)
    patterns, any_of_them = _flagged_patterns()[script]
    kind = 0
    if any_of_them(letters):
        kind = sum({flag for pattern, flag in patterns if pattern.fullmatch(letters)})
    if kind & _WHOLE:
        kind -= _WHOLE
    elif script is Script.PERSIAN and letters.startswith(_PREFIX) and len(letters) > len(_PREFIX) + 1:
        kind |= _WITH_ARTICLE
    if len(letters) < _LEAST_BEFORE_END:
        kind |= _TOO_SHORT
    return kind | _INITIAL if is_initial(letters) else kind


def telling_among(words: Sequence[str], scripts: Sequence[Script]) -> list[int]:
    """The places of those of many *words* whose ``construct_of`` is ``TELLING``, and of a few others.

    >>> telling_among(["ali", "abdul", "abu'l"], [Script.LATIN] * 3)
    [1, 2]
    """
    starts = np.cumsum([0, *(len(word) + 1 for word in words)])
    found = [match.start() for match in _lines_telling().finditer("\n".join(words))]
    telling: list[int] = np.searchsorted(starts, found).tolist()
    # Those that are not in their letters yet: Abu'l, Əbül.
    odd = [i for i, word in enumerate(words) if not (word.isascii() and word.isalpha())]
    return telling + [i for i in odd if scripts[i] is Script.LATIN]


@cache
def _lines_telling() -> re.Pattern[str]:
    """Lines that are a word which may tell a construct."""
    words = [
        pattern.pattern
        for patterns, _ in _flagged_patterns().values()
        for pattern, flag in patterns
        if flag & TELLING
    ]
    return re.compile("^(?:" + "|".join(f"(?:{word})" for word in words) + ")$", re.MULTILINE)


def is_kunya(letters: str) -> bool:
    """Whether *letters* of either alphabet are a by-name after a child (Abu Yasir, ام کلثوم): thousands
    have the same one. Abolfazl and ابوالفضل are names.

    >>> is_kunya("abuyasir"), is_kunya("ابوحامد"), is_kunya("abolfazl")
    (True, True, False)
    """
    return _KUNYA.match(letters) is not None


def is_whole(letters: str) -> bool:
    """Whether *letters* of either alphabet begin like an article and have none: الهام, Alborzi.

    >>> is_whole("الهامی"), is_whole("الحسینی")
    (True, False)
    """
    patterns = _flagged_patterns()[Script.PERSIAN if letters.startswith(_PREFIX) else Script.LATIN][0]
    return any(flag == _WHOLE and pattern.fullmatch(letters) for pattern, flag in patterns)


_Patterns = tuple[list[tuple[re.Pattern[str], int]], Callable[[str], re.Match[str] | None]]


@cache
def _flagged_patterns() -> dict[Script, _Patterns]:
    """The patterns of each script with their flags, and what tells whether any of them is a word's."""
    rows = read_table(
        "constructs", ("word", "script", "kind", "example"), as_written=("word", "script", "example"),
        one_of={"kind": _FLAGS},
    )  # fmt: skip
    found: dict[Script, _Patterns] = {}
    for script in (Script.LATIN, Script.PERSIAN):
        words = [(word, _FLAGS[kind]) for word, of, kind, _example in rows if of == script]
        together = re.compile("|".join(word for word, _ in words)).fullmatch
        found[script] = [(re.compile(word), flag) for word, flag in words], together
    return found


def without_gaps(clean: str) -> str:
    """*clean* text, each construct as one word.

    >>> without_gaps("Abd al-Karim Nour El Dine"), without_gaps("عبد الکریم")
    ('AbdalKarim NourElDine', 'عبدالکریم')
    """
    if not any(map(_tells, _WORD.findall(clean))):
        return clean
    words = list(_WORD.finditer(clean))
    texts = [normalize_name(word.group()) for word in words]
    scripts = [SCRIPT_OF_LETTER[next(filter(str.isalpha, text), " ")] for text in texts]
    kinds = list(map(construct_of, texts, scripts))
    gaps = [clean[one.end() : two.start()] for one, two in pairwise(words)]
    groups = [_PLACES[s] + 10 * word.group().isupper() for s, word in zip(scripts, words, strict=True)]
    joins, first = [False] * len(words), 0
    for last in (*(i for i, gap in enumerate(gaps, 1) if gap not in _NARROW_GAPS), len(words)):
        write_joins(kinds, groups, first, last, joins)
        first = last
    kept = ["" if joined else gap for joined, gap in zip(joins, [*gaps, ""], strict=True)]
    joined_words = "".join(word.group() + gap for word, gap in zip(words, kept, strict=True))
    return clean[: words[0].start()] + joined_words + clean[words[-1].end() :]


@lru_cache(maxsize=REMEMBERED_WORDS)
def _tells(word: str) -> bool:
    """Whether a *word* of a clean text may tell of a construct: most do not, and names repeat them."""
    text = normalize_name(word)
    return bool(construct_of(text, SCRIPT_OF_LETTER[next(filter(str.isalpha, text), " ")]) & TELLING)


def write_joins(kinds: KindNumbers, groups: KindNumbers, first: int, last: int, joins: Any) -> None:
    """Fill ``joins[first:last]``: whether each word of a text is one with the next.

    *kinds* are those of ``construct_of``. Words are one only in one of the *groups*: an article is in any.
    A plain loop, which is compiled for lists.
    """
    for i in range(first, last):
        joins[i] = False
    for i in range(first, last - 1):
        kind, after = kinds[i], kinds[i + 1]
        through = after & _IS_ARTICLE and i + 2 < last and groups[i + 2] == groups[i]
        through = through and not kinds[i + 2] & (_IS_ARTICLE | _INITIAL)
        if kind & (_HEAD | _NEEDS_ARTICLE):
            if through:
                joins[i] = joins[i + 1] = True
            elif groups[i + 1] == groups[i] and not after & (_IS_ARTICLE | _INITIAL):
                joins[i] = bool(kind & _HEAD or after & (_WITH_ARTICLE | _END))
        elif not kind & (_IS_ARTICLE | _TOO_SHORT | _INITIAL):
            if groups[i + 1] == groups[i] and (after & _END or (kind & _FUSED and after & _TAIL)):
                joins[i] = True
            elif through and kinds[i + 2] & _TAIL:
                joins[i] = joins[i + 1] = True
