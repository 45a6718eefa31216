"""Words as a scheme writes them in, the Persian words that were written out, letter by letter.

What the scheme tells apart comes back as it was; among what it does not, a word that it would write so again
comes first, then one that is known.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp, log
from typing import Final, NamedTuple

from ..model.lexicon import LONGEST_TEXT, LONGEST_TOKEN
from ..model.vocabulary import Vocabulary
from ..text.letters import persian_letters
from ..text.normalize import ZWNJ, normalize_name
from .articles import are_one
from .half_spaces import carefully_set
from .scheme_letters import HAMZA, letters_written, plain_signs
from .search import NARROW, WIDE
from .sounds import ALLAH, ARTICLE
from .speller import MOST_TOKENS
from .spelling import Spelling, by_probability
from .to_latin import ToLatin
from .to_persian import ToPersian

MOST_CHECKED: Final = 24  # spellings that are written again to see whether the scheme writes them so
MOST_LETTERS: Final = 300  # of a text that is tried by every scheme
_VERIFIED: Final = 8.0  # nats for a word that the scheme writes so, as far as its vowels are known
_OF_VOCABULARY: Final = 3.0  # for a word of the vocabulary
_LETTERS_COST: Final = 2.0  # for a unit of what the letters cost

_MARKED: Final = "\u0300-\u036f"
_ANY_LETTER: Final = f"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff{_MARKED}"
_STOP_SIGNS: Final = "'`\u2018\u2019\u02bb\u02bc\u02be\u02bf"
_SCHEME_WORD: Final = re.compile(f"[{_ANY_LETTER}{_STOP_SIGNS}]+(?:[-\u02b9][{_ANY_LETTER}{_STOP_SIGNS}]+)*")
# What no press writes: marks for letters that Persian ears do not tell apart, long vowels, ain.
_SCHOLARLY: Final = re.compile("[ḥṣṭẓḩḫḵāīūʻʿʾ]|[sz][\u0304\u0324\u0331\u0327]|ẕ")
_THE: Final = "[ao](?:[lrntdšṣżẓẕşţṭ]|sh|[sz][\u0304\u0324\u0327\u0331\u0332]?)"  # what the l becomes
_ARTICLE_ALONE: Final = re.compile(f"({_THE})-?$", re.IGNORECASE)
_PREFIXED: Final = re.compile(f"({_THE})-(.+)", re.IGNORECASE)
_ALLAH_ALONE: Final = re.compile("all[āâ]h([īi]?)$", re.IGNORECASE)
_OF_GOD: Final = re.compile("(..+)[oau]ll[āâa]h([īi]?)$", re.IGNORECASE)
_DIGRAPH: Final = re.compile("(?<=[szkcgtd])\u02b9(?=h)")  # which parts no words: Nuz-hat
_ABU_AS_WRITTEN: Final = ("abū", "abu")  # one with the child: Abu Ali
_SON: Final = {"ibn": "بن", "ebn": "بن", "bin": "بن", "ben": "بن", "b": "بن"}  # within a name
# The schemes that a text is read by which does not say its own; of two that read it as well the first.
_BY_USE: Final = ("ala-lc", "ijmes", "bgn-pcgn", "din-31635", "iso-233-3", "ijmes-dari", "un-2012")
_MERGING: Final = ("odni-ic", "un-2012")
_AS_HEARD: Final = str.maketrans({"x": "kh", "č": "ch", "š": "sh", "ž": "zh", "ʻ": "'", "ʼ": "'"})


class SchemeWord(NamedTuple):
    """A word of a text and where it stands; *parts* are what it is read by: words and Persian letters."""

    start: int
    end: int
    parts: tuple[str, ...]


class SchemeReader:
    """Reads words by schemes. What it read last it remembers."""

    def __init__(self, vocabulary: Vocabulary, to_latin: ToLatin, to_persian: ToPersian) -> None:
        self._vocabulary = vocabulary
        self._to_latin = to_latin
        self._to_persian = to_persian
        self.spell = lru_cache(maxsize=MOST_TOKENS)(self._spell)
        self._ranked = lru_cache(maxsize=MOST_TOKENS)(self._rank)

    def best_scheme(self, text: str) -> str | None:
        """The published scheme that most probably wrote a *text* with scholarly marks; None without them."""
        fitting = schemes_of(text)
        scores = [sum(self._score(x, text, word) for word in scheme_words(text)) for x in fitting]
        return fitting[scores.index(max(scores))] if fitting else None

    def _score(self, scheme: str, text: str, word: "SchemeWord") -> float:
        return max((x for x, _ in self._ranked(scheme, text[word.start : word.end], word.parts)), default=0.0)

    def _spell(self, scheme: str, word: str, parts: tuple[str, ...]) -> tuple[Spelling, ...]:
        """The Persian spellings of a *word* of a text, which has *parts*; ``()`` where it has other signs."""
        ranked = self._ranked(scheme, word, parts)
        if (
            word.isascii()
            and word.isalpha()
            and not any(self._is_written(x, word, scheme) for _, x in ranked)
        ):
            return ()  # without a mark it need not be the scheme's
        top = max((score for score, _ in ranked), default=0.0)
        masses: dict[str, float] = defaultdict(float)
        for score, text in ranked:
            masses[carefully_set(text)] += exp(score - top)
        total = sum(masses.values())
        return tuple(sorted((Spelling(x, mass / total) for x, mass in masses.items()), key=by_probability))

    def _rank(self, scheme: str, word: str, parts: tuple[str, ...]) -> list[tuple[float, str]]:
        """The letters that *scheme* may have written as *word*, with the logarithm of their weight."""
        found: list[tuple[str, float]] = [("", 0.0)]
        if len(word) > LONGEST_TEXT:
            return []
        for part in parts:
            ways = [(part, 0.0)] if _is_literal(part) else self._ways(part, scheme)
            both = [(one + two, cost + more) for one, cost in found for two, more in ways]
            found = sorted(both, key=lambda way: way[1])[: 2 * MOST_CHECKED]
        ranked = sorted(
            ((self._known(text) - _LETTERS_COST * cost, text) for text, cost in found), reverse=True
        )
        return [
            (score + _VERIFIED * self._is_written(text, word, scheme), text)
            for score, text in ranked[:MOST_CHECKED]
        ]

    def _ways(self, part: str, scheme: str) -> list[tuple[str, float]]:
        """The letters that *scheme* may have written as a part, with a cost each. A scheme that writes what
        it hears is read as the press is."""
        if scheme not in _MERGING:
            return letters_written(part, scheme)
        heard = normalize_name(plain_signs(part).translate(_AS_HEARD))
        return [(x.text, -log(x.probability) / _LETTERS_COST) for x in self._to_persian.spell(WIDE, heard)]

    def _known(self, text: str) -> float:
        """How much more probable letters are, in nats, for what is known of them."""
        letters = persian_letters(text)
        known = self._vocabulary.word_spelled(letters) >= 0
        model = self._vocabulary.channel.persian_model
        likely = model.log_probability(letters) if len(letters) <= LONGEST_TOKEN else 0.0
        return _OF_VOCABULARY * known + likely / 2

    def _is_written(self, text: str, word: str, scheme: str) -> bool:
        if self._to_latin.vocalised(text) is None:
            return False
        written = self._to_latin.spell(scheme, NARROW, text)[:1]
        return bool(written) and plain_signs(written[0].text) == plain_signs(word)


def _is_literal(part: str) -> bool:
    return part == ZWNJ or bool(persian_letters(part))


def schemes_of(text: str) -> list[str]:
    """The published schemes that have all signs of *text*, if it has a mark that no press writes.

    >>> schemes_of("Ṣādiq Hidāyat")[0], schemes_of("Sadegh Hedayat")
    ('ala-lc', [])
    """
    plain = plain_signs(text)
    if len(text) > MOST_LETTERS or not (_SCHOLARLY.search(plain) or HAMZA in text):
        return []
    words = [found.group() for found in _SCHEME_WORD.finditer(plain)]
    fitting = [name for name in _BY_USE if all(_has_signs(word, name) for word in words)]
    # What merges letters is tried where nothing else can be: it takes a search.
    return [name for name in fitting if name not in _MERGING] or fitting


def _has_signs(word: str, scheme: str) -> bool:
    return all(
        letters_written(part, scheme) for part in re.split("[-\u02b9]", word) if part.strip(_STOP_SIGNS)
    )


def scheme_words(text: str) -> Iterator[SchemeWord]:
    """Yield the words of *text* that a scheme wrote, constructs as one: Shams al-Dīn, ʻAbd Allāh."""
    words = list(_SCHEME_WORD.finditer(text))
    gaps = [text[one.end() : two.start()] for one, two in pairwise(words)] + [""]
    place = 0
    while place < len(words):
        used, parts = _article_and_word(words, gaps, place) or (
            1,
            _parts_of(words[place].group(), follows=place > 0),
        )
        end = place + used
        while end < len(words) and gaps[end - 1] in (" ", "-"):
            more = _one_with(words, gaps, end)
            if more is None:
                break
            used, joined = more
            parts += joined
            end += used
        stop = words[end - 1].end()
        if parts == [_SON["b"]] and text.startswith(".", stop):
            stop += 1
        yield SchemeWord(words[place].start(), stop, tuple(parts))
        place = end


def _one_with(words: Sequence[re.Match[str]], gaps: Sequence[str], at: int) -> tuple[int, list[str]] | None:
    """How many words from *at* on are one with the word before, and their parts; None for none."""
    word, before = words[at].group(), words[at - 1].group()
    if of_god := _ALLAH_ALONE.match(plain_signs(word)):
        return 1, [ALLAH + ("ی" if of_god[1] else "")]
    if prefixed := _article_and_word(words, gaps, at):
        used, parts = prefixed
        return (used, [ZWNJ, *parts]) if are_one(before, parts[-1]) else None
    is_child = plain_signs(before) in _ABU_AS_WRITTEN and not _ARTICLE_ALONE.fullmatch(word)
    return (1, _parts_of(word, follows=True)) if is_child else None


def _article_and_word(
    words: Sequence[re.Match[str]], gaps: Sequence[str], at: int
) -> tuple[int, list[str]] | None:
    """How many words from *at* on are an article and a word, and their parts; None for no article."""
    word = words[at].group()
    if prefixed := _PREFIXED.fullmatch(word):
        return 1, [ARTICLE, prefixed.group(2)]
    if _ARTICLE_ALONE.fullmatch(word) and at + 1 < len(words) and gaps[at] == " ":
        return 2, [ARTICLE, words[at + 1].group()]
    return None


def _parts_of(word: str, *, follows: bool) -> list[str]:
    """The parts of a word: those that a hyphen or a prime parts, with half-spaces between."""
    word = _DIGRAPH.sub("", word)
    if word in _SON and follows:
        return [_SON[word]]
    if of_god := _OF_GOD.fullmatch(word):
        return [of_god[1], ALLAH + ("ی" if of_god[2] else "")]
    parts = [part for part in re.split("[-\u02b9]", word) if part]
    return [x for part in parts for x in (ZWNJ, part)][1:]
