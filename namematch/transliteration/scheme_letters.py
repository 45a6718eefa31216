"""A word as a scheme writes it in, the Persian letters that may have been written out, the likeliest first.

The table of the scheme is read backwards: signs that tell a letter are that letter, short vowels are none,
and where a scheme writes several letters alike, all of them are tried.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from heapq import nsmallest
from typing import Final, NamedTuple

from .schemes import FIRST_STOP, STOP, signs_of

MOST_STATES: Final = 48  # ways to read the beginning of a word that are kept
LONGEST_SIGN: Final = 4
AIN, HAMZA = "ʻ", "ʼ"
# What printers and keyboards write for the two signs; a plain apostrophe may be either.
_STOP_SIGNS_OF_PRINT: Final = {"ʿ": AIN, "\u2018": AIN, "`": AIN, "ʾ": HAMZA, "\u2019": HAMZA}
# Records of libraries underline with the low line (s\u0332), the tables are set with the macron below.
_AS_ONE: Final = str.maketrans({**_STOP_SIGNS_OF_PRINT, "\u0332": "\u0331"})
_PLAIN_STOP: Final = "'"
_AT_THE_HEAD: Final = {"": "ا", "ا": "آ", "ی": "ای", "و": "او"}
_ONLY_LAST: Final = ("eh", "alef")
_VOWEL_SIGNS: Final = {
    "a",
    "a-back",
    "e",
    "o",
    "ey",
    "ow",
    "ey-y",
    "ay-y",
    "aa",
    "uu",
    "ii",
    "iy",
    "alef",
    "eh",
}
_SELDOM: Final = {"iiy": 0.2, "iy": 0.2, "alef": 0.3, "silent": 0.6}  # costs of what is written more seldom
_BY_A_MARK: Final = 2.5  # of a long a that is not written (Rahman, Ishaq)
_ALEF_WITHIN: Final = 2.2  # of an alef, with madda or without, that begins a word within the word
_ONE_VAV: Final = 0.9  # of one vav for v and u (Davud)
_LOST_AIN: Final = 1.0  # cost of an ain or a vav that the scheme does not write
_TWO_LETTERS: Final = 2.0  # cost of two letters where one doubled one may be, or one of two signs (kh)
_UNLIKELY: Final = 1.5  # cost of a short vowel at the end, of two ye one after the other
_OF_ARABIC: Final = 0.6  # cost of what the same authority writes in Arabic names: Ibn al-Athir
_ARABIC_SIGNS: Final = (("th", "ث", "s"), ("dh", "ذ", "z"), ("ḍ", "ض", "z"), ("w", "و", "v"))
_SHORT_SOUNDS: Final = ("a", "a-back", "e", "o")
_MAKES_DIGRAPH: Final = ("s", "z", "k", "ch", "g", "t", "d")


class Sign(NamedTuple):
    """What a sign may stand for: *letters*, by their *sound* in ``data/schemes.tsv``, and what that costs."""

    letters: str
    sound: str
    cost: float

    @property
    def is_vowel(self) -> bool:
        """Whether it is a vowel."""
        return self.sound in _VOWEL_SIGNS


class _ReadSoFar(NamedTuple):
    cost: float
    text: str
    before: str  # the sound before


def plain_signs(text: str) -> str:
    """*text* in small letters, composed, each sign by the one code point that the tables have for it.

    >>> plain_signs("Ghiyās\u0332") == plain_signs("ghiyās\u0331"), plain_signs("\u2018Alī")
    (True, 'ʻalī')
    """
    return unicodedata.normalize("NFC", text.casefold().translate(_AS_ONE))


def letters_written(word: str, scheme: str) -> list[tuple[str, float]]:
    """The Persian letters that *scheme* may write as *word*, with a cost each, the least first; none where
    the scheme has no such signs.

    >>> [letters for letters, _ in letters_written("ṣādiq", "ala-lc")][0]
    'صادق'
    """
    plain = plain_signs(word)
    signs = _signs_backwards(scheme)
    loses_ain = not signs_of(scheme)["ع", FIRST_STOP]
    reached: list[dict[str, _ReadSoFar]] = [{} for _ in range(len(plain) + 1)]
    reached[0] = {"": _ReadSoFar(0.0, "", "")}
    for place in range(len(plain)):
        states = nsmallest(MOST_STATES, reached[place].values())
        for end, sign, doubled in _signs_at(plain, place, signs):
            for state in states:
                for cost, text in _written_after(state, sign, plain, (place, end), loses_ain):
                    step = _ReadSoFar(state.cost + cost + (_TWO_LETTERS if doubled else 0), text, sign.sound)
                    known = reached[end].get(text)
                    if known is None or step < known:
                        reached[end][text] = step
    ended = nsmallest(MOST_STATES, reached[-1].values())
    return [(state.text, state.cost) for state in ended if state.text]


def _signs_at(plain: str, place: int, signs: Mapping[str, list[Sign]]) -> Iterator[tuple[int, Sign, bool]]:
    """Yield where each sign that stands at *place* ends, the sign, and whether it is the second of two alike
    and read as a letter of its own."""
    for length in range(1, LONGEST_SIGN + 1):
        end = place + length
        sign = plain[place:end]
        if end > len(plain) or (end < len(plain) and unicodedata.combining(plain[end])):
            continue
        for found in signs.get(sign, ()):
            if found.sound in _ONLY_LAST and end < len(plain):
                continue
            twice = not found.is_vowel and plain.startswith(sign, end)
            if twice and found.sound != STOP:
                yield end + length, found, False
            yield end, found, twice


def _written_after(
    state: _ReadSoFar, sign: Sign, plain: str, span: tuple[int, int], loses_ain: bool
) -> Iterator[tuple[float, str]]:
    """Yield the letters of *state* and what *sign* adds to them, with its cost."""
    place, end = span
    if sign.sound == STOP:
        for cost, letter in _stop_letters(state, plain, place, end):
            yield cost, state.text + letter
        return
    if state.text or not sign.is_vowel:
        if sign.sound in _SHORT_SOUNDS and end < len(plain):
            yield _ALEF_WITHIN, state.text + "ا"
        elif sign.sound == "aa":
            yield _BY_A_MARK, state.text
            yield _ALEF_WITHIN, state.text + "آ"
        elif sign.sound == "uu" and state.before == "v":
            yield _ONE_VAV, state.text
        if sign.sound != "silent" or state.text.endswith("خ"):
            yield (
                sign.cost + _doubt_of_letters(state.before, sign, is_last=end == len(plain)),
                state.text + sign.letters,
            )
        return
    yield sign.cost, _AT_THE_HEAD.get(sign.letters, "ا" + sign.letters)
    if loses_ain:
        yield sign.cost + _LOST_AIN, "ع" + sign.letters


def _doubt_of_letters(before: str, sign: Sign, *, is_last: bool) -> float:
    """What a sign costs more after a sound, or at the end of a word."""
    if sign.sound == "h" and before in _MAKES_DIGRAPH:
        return _TWO_LETTERS
    two_ye = sign.sound == "y" and before in ("ii", "iy", "iiy")
    return _UNLIKELY if two_ye or (is_last and sign.sound in _SHORT_SOUNDS) else 0.0


def _stop_letters(state: _ReadSoFar, plain: str, place: int, end: int) -> Iterator[tuple[float, str]]:
    """Yield what an apostrophe may be: ain, or a hamza with the carrier that stands between these vowels."""
    sign, after = plain[place], plain[end : end + 1]
    if sign != HAMZA:
        yield 0.0, "ع"
    if sign == AIN:
        return
    doubt = 0.0 if sign == HAMZA else 1.0
    if not after:
        yield doubt, "ء"
    elif after in "āâ":
        yield doubt + 0.2, "ئ"
    elif after in "iīeuū" and state.before != "o":
        yield doubt, "ئ"
    if after and state.before == "o":
        yield doubt, "ؤ"
        yield doubt + 0.5, "ئ"
    elif after:
        yield doubt + 0.4, "ئ"
        yield doubt + (0.3 if state.before in ("a", "a-back") and after not in "iīuū" else 1.2), "ا"
        yield doubt + 1.0, "ء"


@cache
def _signs_backwards(scheme: str) -> Mapping[str, list[Sign]]:
    """What each sign of *scheme* may stand for."""
    found: dict[str, dict[tuple[str, str], Sign]] = defaultdict(dict)
    for (letter, sound), sign in signs_of(scheme).items():
        if (
            letter in ("join", "ال", "الله")
            or sound in ("'-first", "-s-", "g-soft", "abu")
            or not sign.strip()
        ):
            continue
        written = {"-": "", "آ": "آ" if sound == "'aa" else "ا"}.get(letter, letter)
        if letter == "-" and sound in ("ey", "ey-y", "ay-y"):
            written = "ی"
        elif letter == "-" and sound == "ow":
            written = "و"
        plain = plain_signs(sign)
        sounded = STOP if plain in (AIN, HAMZA, _PLAIN_STOP) else sound
        found[plain].setdefault((written, sounded), Sign(written, sounded, _SELDOM.get(sound, 0.0)))
    for stop in (AIN, HAMZA, _PLAIN_STOP):
        found[stop] = {("ع", STOP): Sign("ع", STOP, 0.0)}
    for sign, letter, sound in _ARABIC_SIGNS:
        found[sign].setdefault((letter, sound), Sign(letter, sound, _OF_ARABIC))
    if scheme in ("un-2012", "odni-ic"):  # which do not write the vav of Khan
        for sign in ("xā", "kha"):
            found[sign]["خوا", "aa"] = Sign("خوا", "aa", _LOST_AIN)
    return {sign: list(of_sign.values()) for sign, of_sign in found.items()}
