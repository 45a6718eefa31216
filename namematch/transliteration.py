"""A name in one script in, its spellings in the other out, each with a probability.

A word of the lexicon has its own spelling, a word made of known parts theirs. Any other is
spelled letter by letter (``graphones``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from sys import float_info
from typing import Final

from .channel import likelihood, persian_symbols
from .errors import NameMatchError
from .graphones import NARROW, WIDE, Width, fold_spelling, shipped_speller
from .letters import latin_letters, persian_letters
from .normalize import PERSIAN_LETTERS, ZWNJ, clean_text, normalize_name
from .tables import read_table
from .vocabulary import LONGEST_TOKEN, UNKNOWN, shipped_vocabulary

SCHEMES: Final = ("press",)
STYLES: Final = ("english",)

# How often a token made of known words is two of them, or a word and an affix.
JOINED: Final = 0.02
# Share of the print runs that spell a word, or a word of known parts, as the tables do.
KNOWN_SHARE: Final = 0.75
PARTED_SHARE: Final = 0.6
SURE: Final = 20.0  # odds at which a Latin token is the word and nothing else need be looked at
SURE_AFFIX: Final = 4  # letters
SHORTEST_PART: Final = 3  # letters; shorter words are parts of everything (ری, دل)

_TOKENS = re.compile(
    rf"(?P<persian>[{PERSIAN_LETTERS}]+(?:[{ZWNJ}-][{PERSIAN_LETTERS}]+)*)"
    r"|(?P<latin>'?[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff\u0300-\u036f]"
    r"(?:['-]?[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff\u0300-\u036f])*'?)"
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to spell a name in the other script, and how probable it is that someone does."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Affix:
    """A part of words that is no word: its spellings, the press's first."""

    persian: str
    latin: tuple[str, ...]
    meets: str  # the letters that the word before may end in; any where empty

    def meets_after(self, stem: str) -> bool:
        return not self.meets or stem[-1:] in self.meets


def transliterate(text: str, *, scheme: str = "press", style: str = "english") -> str:
    """Spell *text* in the other script: Persian tokens in Latin letters, Latin ones in Persian.

    The direction is each token's own, the order of the words stays as written. Digits,
    punctuation and other scripts pass in normal form (``clean_text``). A half-space joins
    (Alireza, Karimizadeh), a space parts (Karimi Zadeh), a hyphen is kept in Latin and is a
    half-space in Persian. ``''`` gives ``''``. Latin tokens know but one scheme, Persian.

    Raises ``NameMatchError`` for a *scheme* not in ``SCHEMES`` or a *style* not in ``STYLES``.

    >>> transliterate("غفور فتاحیان"), transliterate("Ghafoor Fattahian")
    ('Ghafour Fattahian', 'غفور فتاحیان')
    """
    _refuse_unknown("scheme", scheme, SCHEMES)
    _refuse_unknown("style", style, STYLES)
    return "".join(found[0].text for found in _chunks(clean_text(text), 1))


def spellings(text: str, *, n: int = 5) -> list[Spelling]:
    """Give the *n* most probable spellings of *text* in the other script, best first.

    Probabilities are of the whole text, the product over its tokens, and sum to at most 1; of
    two as probable the first by code points is first. No two of a token differ only in how
    houses write one sound (Nouri, Noori). ``''`` gives one spelling, ``''``. Raises
    ``NameMatchError`` for *n* < 1.

    >>> [spelling.text for spelling in spellings("ثمره", n=2)]
    ['Samareh', 'Samreh']
    """
    if n < 1:
        raise NameMatchError(f"n is {n}, at least 1 spelling can be asked for")
    return _products(_chunks(clean_text(text), n), n)


def _products(parts: Iterable[tuple[Spelling, ...]], n: int) -> list[Spelling]:
    """The *n* best ways to take one spelling of each part, best first."""
    best = [Spelling("", 1.0)]
    for part in parts:
        both = [
            Spelling(one.text + two.text, one.probability * two.probability) for one in best for two in part
        ]
        best = sorted(both, key=_best_first)[:n]
    return best


def _best_first(spelling: Spelling) -> tuple[float, str]:
    return -spelling.probability, spelling.text


def _refuse_unknown(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise NameMatchError(f"{what} {value!r} is none of {', '.join(known)}")


def _chunks(clean: str, n: int) -> Iterator[tuple[Spelling, ...]]:
    """Yield the *n* best spellings of each token, and as they are the stretches between."""
    end = 0
    for match in _TOKENS.finditer(clean):
        yield (Spelling(clean[end : match.start()], 1.0),)
        token = normalize_name(match.group())
        persian = match.lastgroup == "persian"
        known = (_sure_latin if persian else _sure_persian)(token) if n == 1 else ()
        spell = _in_latin if persian else _in_persian
        width = NARROW if n == 1 else WIDE
        yield known or spell(token, width)[:n] or (Spelling(match.group(), 1.0),)
        end = match.end()
    yield (Spelling(clean[end:], 1.0),)


# ---------------------------------------------------------------------- Persian token to Latin


@lru_cache(maxsize=1 << 16)
def _in_latin(token: str, width: Width) -> tuple[Spelling, ...]:
    """Spell a Persian token, parts by half-spaces and hyphens, capitalised, best first."""
    letters = persian_letters(token)
    if "-" in token and _known_latin(letters) is None:
        spelled = [_in_latin(part, width) for part in token.split("-")]
        return tuple(_products(_between("-", spelled), width.proposed))
    known, share = _known_latin(letters), KNOWN_SHARE
    if known is None:
        known, share = _parted_latin(token.split(ZWNJ), width), PARTED_SHARE
    if known is None:
        known, share = _affixed_latin(letters, width)
    masses: dict[str, tuple[str, float]] = {}
    if known:
        masses[fold_spelling(known)] = known, share
    left = 1 - share if known else 1.0
    for text, probability in shipped_speller().latin(letters, width):
        key = fold_spelling(text)
        shown, mass = masses.get(key, (text, 0.0))
        masses[key] = shown, mass + left * probability
    found = [Spelling(_capitalised(text), mass) for text, mass in masses.values()]
    return tuple(sorted(found, key=_best_first))


def _sure_latin(token: str) -> tuple[Spelling, ...]:
    """The press spelling of a word of the lexicon; ``()`` for any other."""
    known = _known_latin(persian_letters(token))
    return (Spelling(_capitalised(known), KNOWN_SHARE),) if known else ()


def _between(separator: str, parts: Iterable[tuple[Spelling, ...]]) -> Iterator[tuple[Spelling, ...]]:
    for i, part in enumerate(parts):
        if i:
            yield (Spelling(separator, 1.0),)
        yield part


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _known_latin(letters: str) -> str | None:
    vocabulary = shipped_vocabulary()
    word = vocabulary.persian(letters).word if len(letters) <= LONGEST_TOKEN else -1
    return vocabulary.words[word].latin if word >= 0 else None


def _parted_latin(parts: list[str], width: Width) -> str | None:
    """Spell a token of several known parts; None for one that has none.

    Half-spaces part for certain: a part that nobody knows is spelled by its letters.
    """
    if len(parts) == 1:
        return _best_parting(persian_letters(parts[0]))
    affixes, last = _affixes(), len(parts) - 1
    texts: list[str] = []
    for i, part in enumerate(parts):
        kind = "suffix" if i == last else "prefix" if i == 0 else ""
        affix = affixes.get((part, kind))
        texts.append(affix.latin[0] if affix else _in_latin(part, width)[0].text.lower())
    return "".join(texts)


def _affixed_latin(letters: str, width: Width) -> tuple[str | None, float]:
    """Spell an unknown word with an affix too long to be there by chance (Abdolmohaymen)."""
    for affix, kind, stem in _taken_off(letters):
        best = _in_latin(stem, width)[0]
        own = best.text.lower()
        text = own + affix.latin[0] if kind == "suffix" else affix.latin[0] + own
        return text, PARTED_SHARE * best.probability
    return None, 0.0


def _taken_off(letters: str) -> Iterator[tuple[Affix, str, str]]:
    """Yield each sure affix of *letters*, its kind and what is left; the longest first."""
    for (persian, kind), affix in sorted(_affixes().items(), key=lambda x: -len(x[0][0])):
        if SURE_AFFIX <= len(persian) <= len(letters) - SHORTEST_PART:
            if kind == "suffix" and letters.endswith(persian):
                yield affix, kind, letters[: -len(persian)]
            elif kind == "prefix" and letters.startswith(persian):
                yield affix, kind, letters[len(persian) :]


def _best_parting(letters: str) -> str | None:
    """The parts' spellings by their priors, where they beat what an unknown word would be."""
    if not SHORTEST_PART < len(letters) <= LONGEST_TOKEN:
        return None
    best: dict[int, tuple[float, str]] = {0: (0.0, "")}
    whole = (0, len(letters))
    for end in range(1, len(letters) + 1):
        reached = [
            (best[start][0] + score, best[start][1] + latin)
            for start in range(end)
            if start in best and (start, end) != whole
            for score, latin in _part(letters, start, end)
        ]
        if reached:
            best[end] = max(reached)
    score, latin = best.get(len(letters), (-float_info.max, ""))
    model = shipped_vocabulary().channel.persian_model
    return latin if score > log(UNKNOWN) + model.log_probability(letters) else None


def _part(letters: str, start: int, end: int) -> Iterator[tuple[float, str]]:
    """Yield what the letters from *start* to *end* may be as a part: log prior and spelling."""
    part = letters[start:end]
    vocabulary = shipped_vocabulary()
    word = vocabulary.persian(part).word if len(part) >= SHORTEST_PART else -1
    if word >= 0:
        prior = log(max(float(vocabulary.priors[word]), float_info.min))
        yield prior + (log(JOINED) if start else 0.0), vocabulary.words[word].latin.lower()
    affix = _affixes().get((part, "suffix" if start else "prefix"))
    if affix and (start >= SHORTEST_PART or not start) and affix.meets_after(letters[:start]):
        yield log(JOINED), affix.latin[0]


@lru_cache(maxsize=1)
def _affixes() -> Mapping[tuple[str, str], Affix]:
    """The rows of ``data/affixes.tsv`` by spelling and kind."""
    columns = ("persian", "latin", "kind", "meets", "why")
    rows = read_table(
        "affixes", columns, optional=("meets",), as_written=("why",), unique=("persian", "kind")
    )
    return {
        (persian, kind): Affix(persian, tuple(latin.split()), meets)
        for persian, latin, kind, meets, _ in rows
    }


# ---------------------------------------------------------------------- Latin token to Persian


@lru_cache(maxsize=1 << 16)
def _in_persian(token: str, width: Width) -> tuple[Spelling, ...]:
    """Spell a Latin token, parts by hyphens, best first; ``()`` where it has no letter."""
    letters, parts = latin_letters(token), token.split("-")
    masses = _known_persian(letters, width, of_parts=len(parts) == 1)
    unknown = masses.pop("", 1.0)
    if len(parts) > 1 and unknown > sum(masses.values()):
        return tuple(_products(_hyphened(parts, width), width.proposed))
    for text, probability in shipped_speller().persian(letters, width):
        masses[text] = masses.get(text, 0.0) + unknown * probability
    return tuple(sorted((Spelling(*item) for item in masses.items()), key=_best_first))


def _sure_persian(token: str) -> tuple[Spelling, ...]:
    """The word of the lexicon that a Latin token can only be; ``()`` where there is any doubt."""
    letters = latin_letters(token)
    if not 0 < len(letters) <= LONGEST_TOKEN:
        return ()
    vocabulary = shipped_vocabulary()
    reading = vocabulary.latin(letters)
    best = int(reading.joint.argmax()) if len(reading.joint) else -1
    if best < 0 or reading.joint[best] < SURE * (reading.total - reading.joint[best]):
        return ()
    share = float(reading.joint[best] / reading.total)
    return (Spelling(vocabulary.words[int(reading.words[best])].persian, share),)


def _hyphened(parts: list[str], width: Width) -> Iterator[tuple[Spelling, ...]]:
    """Yield the spellings of parts with half-spaces between, but for a prefix (al-Karim)."""
    prefixes = _by_latin()[1]
    for part, following in zip(parts, (*parts[1:], ""), strict=True):
        prefix = prefixes.get(latin_letters(part)) if following else None
        if prefix:
            yield (Spelling(prefix[0].persian, 1.0),)
        else:
            yield _in_persian(part, width)
            yield (Spelling(ZWNJ if following else "", 1.0),)


def _known_persian(letters: str, width: Width, *, of_parts: bool) -> dict[str, float]:
    """The share of each word, or word of known parts, in a token; under ``''`` the rest."""
    if not 0 < len(letters) <= LONGEST_TOKEN:
        return {}
    vocabulary = shipped_vocabulary()
    reading = vocabulary.latin(letters)
    masses: dict[str, float] = {}
    for word, joint in zip(reading.words.tolist(), reading.joint.tolist(), strict=True):
        masses[vocabulary.words[word].persian] = joint
    table = vocabulary.channel.persian
    for persian, prior in _joined(letters) if of_parts else ():
        joint = prior * likelihood(persian_symbols(persian), reading.ids, table)
        masses[persian] = max(joint, masses.get(persian, 0.0))
    masses[""] = UNKNOWN * shipped_speller().probability(letters, width)
    total = sum(masses.values())
    return {persian: joint / total for persian, joint in masses.items()}


def _joined(letters: str) -> Iterator[tuple[str, float]]:
    """Yield Persian words of two known parts that the press spells *letters*, with priors."""
    words, prefixes, suffixes = _by_latin()
    for cut in range(2, len(letters) - 1):
        left, right = letters[:cut], letters[cut:]
        for one, prior in words.get(left, ()):
            for two, second in words.get(right, ()):
                yield one + two, prior * second * JOINED
            for affix in suffixes.get(right, ()):
                if affix.meets_after(one):
                    yield one + affix.persian, prior * JOINED
        for affix in prefixes.get(left, ()):
            for two, prior in words.get(right, ()):
                yield affix.persian + two, prior * JOINED


@lru_cache(maxsize=1)
def _by_latin() -> tuple[
    Mapping[str, list[tuple[str, float]]],
    Mapping[str, list[Affix]],
    Mapping[str, list[Affix]],
]:
    """Words with their priors, prefixes and suffixes by their folded Latin letters."""
    vocabulary = shipped_vocabulary()
    words: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for word, prior in zip(vocabulary.words, vocabulary.priors.tolist(), strict=True):
        if len(word.persian) >= SHORTEST_PART:
            words[latin_letters(normalize_name(word.latin))].append((word.persian, prior))
    kinds: dict[str, dict[str, list[Affix]]] = {"prefix": {}, "suffix": {}}
    for (_, kind), affix in _affixes().items():
        for latin in affix.latin:
            kinds[kind].setdefault(latin_letters(latin), []).append(affix)
    return words, kinds["prefix"], kinds["suffix"]
