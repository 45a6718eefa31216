"""Texts in, their words as numbers out, without an object a row.

A letter is read by a table of what ``text.normalize`` makes of it wherever it stands. A text with a letter
for which its neighbours matter, such as a mark, is not plain: it must be read alone.
"""

from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Bools, Bytes, Longs
from ..arrays.hashing import number_stretches
from ..arrays.ragged import stretches
from ..arrays.strings import Texts, inside
from ..text.constructs import construct_of, telling_among, write_joins
from ..text.normalize import PERSIAN_LETTERS, SORANI_E, ZWNJ, settled_letters
from ..text.scripts import Script
from .titles import kind_of_title
from .words import without_carrier

Letters = NDArray[np.uint16]
LetterKinds = NDArray[np.uint8]

# Latin, its marks and signs, Arabic; more of Latin and signs; Arabic letters by their shape in a word.
_COVERED: Final = (range(0x700), range(0x1E00, 0x2100), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))
_CODES: Final = 1 << 16
_TWO_BYTES, _THREE_BYTES, _FOUR_BYTES = 0xC0, 0xE0, 0xF0  # least first bytes of what UTF-8 writes in so many
# Kinds of letters, as spelled: those before Persian are none.
_GAP_KIND, _COMMA_KIND, _APOSTROPHE, _HALF_SPACE, _PERSIAN, _LATIN_KIND, _UPPER = range(7)
_APOSTROPHE_SIGN = ord("'")
_VOWEL, _HEH = ord(SORANI_E), ord("ه")  # within a word it is nothing, at the end the other letter


class _Alphabet(NamedTuple):
    """Code point *c* stands for ``letters[starts[c]:starts[c + 1]]``, one *odd* letter, 0, where that is not
    all; and of each letter its *kind* and its *small* form."""

    starts: Longs
    letters: Letters
    kind: LetterKinds
    small: Letters


@dataclass(frozen=True, eq=False, slots=True)
class SplitTexts:
    """The words of text *x* are ``word[starts[x]:starts[x + 1]]``, a comma for one. Word *w*, casefolded,
    is ``spelled[w]``; one of several letters that were all capitals is *upper_case*, and another word than
    without. Texts that are not *plain* have no words."""

    word: Longs
    starts: Longs
    plain: Bools
    spelled: list[str]
    persian: Bools
    latin: Bools
    upper_case: Bools

    @property
    def scripts(self) -> list[Script]:
        """The script of each word."""
        places = np.where(self.persian, 0, np.where(self.latin, 1, 2)).tolist()
        return [(Script.PERSIAN, Script.LATIN, Script.OTHER)[place] for place in places]


def split_texts(texts: Texts) -> SplitTexts:
    """Part every text into words, as ``parse_name`` does before it tells their roles: those of a construct
    are one.

    >>> split = split_texts(Texts.of(["Reza KARIMI", "Karimi, Ali-Reza"]))
    >>> split.spelled, split.word.tolist(), split.starts.tolist()
    (['reza', 'karimi', 'karimi', ',', 'ali'], [0, 1, 2, 3, 4, 0], [0, 2, 6])
    """
    return construct_words_of(split_at_gaps(texts))


def split_at_gaps(texts: Texts) -> SplitTexts:
    """Part every text into words as they are written: those in which its clauses are looked for."""
    count, plain, letters, bounds = _split_bytes(texts.data, texts.starts, texts.ends, _alphabet())
    word, first = number_stretches(letters, bounds[:-1], bounds[1:])
    starts = np.append(0, np.cumsum(count))
    kind = _alphabet().kind[letters[bounds[first] + 1]]
    upper_case = letters[bounds[first]] == 1
    spelled = list(map(without_carrier, _words_of_stretches(letters, bounds[first] + 1, bounds[first + 1])))
    return SplitTexts(word, starts, plain, spelled, kind == _PERSIAN, kind >= _LATIN_KIND, upper_case)


def construct_words_of(split: SplitTexts) -> SplitTexts:
    """*split* with each construct as one word: ``names.constructs.construct_words`` for all texts."""
    is_telling = np.zeros(len(split.spelled), np.bool_)
    scripts = split.scripts
    is_telling[telling_among(split.spelled, scripts)] = True
    if not is_telling.any():
        return split
    text = np.repeat(np.arange(len(split.starts) - 1), np.diff(split.starts))
    with_one = np.bincount(text, is_telling[split.word], len(split.starts) - 1) > 0
    kinds = np.zeros(len(split.spelled), np.uint16)
    for w in np.unique(split.word[with_one[text]]).tolist():  # what stands beside one matters too
        kinds[w] = construct_of(split.spelled[w], scripts[w])
    groups = 4 * split.persian + 2 * split.latin + split.upper_case
    joins = _joins_of_texts(kinds[split.word], groups[split.word], split.starts)
    if not joins.any():
        return split
    opens = np.append(True, ~joins[:-1])  # where words begin: those that the one before is not one with
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(joins))
    several = np.flatnonzero(last - first > 1)
    number, shown = number_stretches(split.word, first[several], last[several])
    members = [split.word[first[x] : last[x]].tolist() for x in several[shown].tolist()]
    texts = ["".join(split.spelled[w] for w in words) for words in members]
    whole = np.array([not kind_of_title(text) for text in texts], np.bool_)
    titles = several[~whole[number]]
    opens[stretches(first[titles], (last - first)[titles])] = True
    word = split.word.copy()
    word[first[several]] = np.where(whole[number], len(split.spelled) + number, word[first[several]])
    heads = np.array([words[0] for words in members], np.int64)
    flags = (np.append(x, x[heads]) for x in (split.persian, split.latin, split.upper_case))
    starts = np.append(0, np.cumsum(opens))[split.starts]
    return SplitTexts(word[opens], starts, split.plain, [*split.spelled, *texts], *flags)


@kernel
def _joins_of_texts(kinds: NDArray[np.uint16], groups: Longs, starts: Longs) -> Bools:
    joins = np.zeros(len(kinds), np.bool_)
    for x in range(len(starts) - 1):
        write_joins(kinds, groups, starts[x], starts[x + 1], joins)
    return joins


def _words_of_stretches(letters: Letters, starts: Longs, ends: Longs) -> list[str]:
    """The words that are each a stretch of *letters*."""
    written = letters[inside(starts, ends, len(letters))].tobytes().decode("utf-16-le")
    stops = np.cumsum(ends - starts).tolist()
    return [written[a:b] for a, b in pairwise([0, *stops])]


@cache
def _alphabet() -> _Alphabet:
    letters: list[list[int]] = [[0]] * (_CODES + 1)
    for code in chain.from_iterable(_COVERED):
        plain = settled_letters(chr(code))
        if plain is not None and len(plain) <= len(chr(code).encode()):  # what `_split_bytes` makes room for
            letters[code] = list(map(ord, plain))
    letters[ord(SORANI_E)] = [ord(SORANI_E)]  # read by what follows it
    starts = np.append(0, np.cumsum([len(x) for x in letters]))
    spelled = np.array(list(chain.from_iterable(letters)), np.uint16)
    kind, small = np.zeros(_CODES, np.uint8), np.arange(_CODES).astype(np.uint16)
    for code in np.unique(spelled[spelled > 0]).tolist():
        kind[code] = _letter_kind(chr(code))
        small[code] = ord(chr(code).lower())
    return _Alphabet(starts, spelled, kind, small)


def _letter_kind(letter: str) -> int:
    signs = {
        " ": _GAP_KIND,
        ".": _GAP_KIND,
        "-": _GAP_KIND,
        ",": _COMMA_KIND,
        "'": _APOSTROPHE,
        ZWNJ: _HALF_SPACE,
        SORANI_E: _PERSIAN,
    }
    if letter in signs:
        return signs[letter]
    if letter in PERSIAN_LETTERS:
        return _PERSIAN
    return _UPPER if letter.isupper() else _LATIN_KIND


@kernel_part
def _code_point(data: Bytes, i: int) -> tuple[np.int64, int]:
    """The code point that begins at byte *i* of UTF-8, and where the next one begins."""
    lead = np.int64(data[i])
    if lead < _TWO_BYTES:
        return lead, i + 1
    if lead < _THREE_BYTES:
        return (lead & 0x1F) << 6 | data[i + 1] & 0x3F, i + 2
    if lead < _FOUR_BYTES:
        return (lead & 0xF) << 12 | (data[i + 1] & 0x3F) << 6 | data[i + 2] & 0x3F, i + 3
    return np.int64(_CODES), i + 4  # any other


@kernel_part
def _close(letters: Letters, bounds: Longs, words: int, end: int, all_upper: bool) -> int:
    """End the word after so many *words* before place *end*; count it where more than apostrophes is left."""
    at = bounds[words]
    while end > at + 1 and letters[end - 1] == _APOSTROPHE_SIGN:
        end -= 1
    if end == at + 1:
        return words
    if letters[end - 1] == _VOWEL:
        letters[end - 1] = _HEH
    letters[at] = all_upper and end > at + 2
    bounds[words + 1] = end
    return words + 1


@kernel_part
def _write(letters: Letters, first: int, end: int, letter: int) -> int:
    """Write the next letter of a word, which begins at place *first*, to place *end*; give its new end. A
    vowel of Sorani before it goes, but before an apostrophe."""
    if end > first and letters[end - 1] == _VOWEL:
        if letter == _APOSTROPHE_SIGN:
            letters[end - 1] = _HEH
        else:
            end -= 1
    letters[end] = letter
    return end + 1


@kernel
def _split_bytes(
    data: Bytes, starts: Longs, ends: Longs, alphabet: _Alphabet
) -> tuple[Longs, Bools, Letters, Longs]:
    """Words of each text, and whether it is plain; and the words end to end, each after a 1 where it is in
    upper case or a 0, and their bounds."""
    spelled_from, spelled, kinds, small = alphabet
    count, plain = np.zeros(len(starts), np.int64), np.ones(len(starts), np.bool_)
    most = 0  # of letters, as of words
    for x in range(len(starts)):
        most += ends[x] - starts[x]
    letters, bounds = np.empty(2 * most + 1, np.uint16), np.empty(most + 1, np.int64)
    words = bounds[0] = 0
    for x in range(len(starts)):
        i, before_text, end = starts[x], words, bounds[words] + 1
        script, before, all_upper, parted = _GAP_KIND, _GAP_KIND, True, False
        while i <= ends[x] and plain[x]:
            code = np.int64(ord(" "))  # after the last letter
            if i < ends[x]:
                code, i = _code_point(data, i)
            else:
                i += 1
            for k in range(spelled_from[code], spelled_from[code + 1]):
                letter = spelled[k]
                kind = int(kinds[letter])
                if letter == 0 or (letter == ord(".") and before == _PERSIAN):  # ام. may be the letter M
                    plain[x] = False
                if kind == _HALF_SPACE:
                    parted = True
                    continue
                between = parted and before >= _PERSIAN
                turns = script != _GAP_KIND and script != min(kind, _LATIN_KIND)
                if kind <= _COMMA_KIND or (kind >= _PERSIAN and (between or turns)):
                    words = _close(letters, bounds, words, end, all_upper and script == _LATIN_KIND)
                    end, script, all_upper = bounds[words] + 1, _GAP_KIND, True
                parted, before = False, kind
                if kind == _COMMA_KIND:
                    letters[end] = letter
                    words = _close(letters, bounds, words, end + 1, False)
                    end = bounds[words] + 1
                elif kind >= _PERSIAN:
                    end = _write(letters, bounds[words] + 1, end, small[letter])
                    script, all_upper = min(kind, _LATIN_KIND), all_upper and kind == _UPPER
                elif kind == _APOSTROPHE and end > bounds[words] + 1:
                    end = _write(letters, bounds[words] + 1, end, letter)
        words = words if plain[x] else before_text
        count[x] = words - before_text
    return count, plain, letters[: bounds[words]], bounds[: words + 1]
