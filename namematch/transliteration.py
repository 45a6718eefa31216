"""A name in one script in, its spellings in the other out, each with a probability.

A word of the lexicon has its own spelling, a word made of known parts theirs. Any other is
spelled letter by letter (``graphones``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from math import log
from sys import float_info
from typing import Final, NamedTuple

from .channel import likelihood, persian_symbols
from .errors import NameMatchError
from .graphones import NARROW, WIDE, Path, Width, align_letters, fold_spelling, shipped_speller
from .letters import latin_letters, persian_letters
from .normalize import PERSIAN_LETTERS, ZWNJ, clean_text, normalize_name
from .schemes import ENGLISH, SCHEMES, STYLES, Part, column, written
from .sounds import doubled_places, hamzas_restored, sounds
from .stems import stems
from .tables import read_table
from .vocabulary import LONGEST_TOKEN, Word, shipped_vocabulary

__all__ = ["SCHEMES", "STYLES", "Affix", "Spelling", "spellings", "transliterate"]

# How often a token made of known words is two of them, or a word and an affix.
JOINED: Final = 0.02
# How often a Latin token is no word of the lexicon, against 0.8 that it is. More often than where words
# compete: here a rare word is asked for in its own right. Chosen on held-out words.
LETTERS_SHARE: Final = 0.6
# How often a Persian token that known parts make up is no word of such parts; chosen on held-out words.
PARTLESS: Final = 0.002
# Share of the print runs that spell a word, or a word of known parts, as the tables do.
KNOWN_SHARE: Final = 0.75
PARTED_SHARE: Final = 0.6
STEM: Final = 2e-5  # how frequent an ordinary word is as a name, or as a part of one; as a rare name
SURE: Final = 20.0  # odds at which a Latin token is the word and nothing else need be looked at
PLAIN: Final = 1.2  # odds to the second spelling at which one is enough from a narrow search
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


class _Read(NamedTuple):
    """A way to read a Persian token: as the press writes it, and the Latin letters of each letter.

    *path* is empty where the press spells by no letters (Charles); *cut* is where two known words
    meet, 0 for nowhere.
    """

    press: str
    probability: float
    path: Path
    cut: int = 0


def transliterate(text: str, *, scheme: str = "press", style: str = "english") -> str:
    """Spell *text* in the other script: Persian tokens in Latin letters, Latin ones in Persian.

    The direction is each token's own, the order of the words stays as written. Digits,
    punctuation and other scripts pass in normal form (``clean_text``). A half-space joins
    (Alireza, Karimizadeh), a space parts (Karimi Zadeh), a hyphen is kept in Latin and is a
    half-space in Persian. ``''`` gives ``''``.

    *scheme* says how Latin letters are written: as the ``press`` of a language does, its
    *style*, or by ``bgn-pcgn``, ``ala-lc``, ``din-31635`` or ``iso-233-3``, which restore every
    vowel and tell apart every letter; of them *style* changes nothing. Latin tokens are
    spelled in Persian whatever the scheme.

    Raises ``NameMatchError`` for a *scheme* not in ``SCHEMES`` or a *style* not in ``STYLES``.

    >>> transliterate("غفور فتاحیان"), transliterate("Ghafoor Fattahian")
    ('Ghafour Fattahian', 'غفور فتاحیان')
    >>> transliterate("غفور فتاحیان", scheme="ala-lc"), transliterate("شیرین", style="german")
    ('Ghafūr Fattāḥiyān', 'Schirin')
    """
    return "".join(found[0].text for found in _chunks(clean_text(text), 1, column(scheme, style)))


def spellings(text: str, *, n: int = 5, scheme: str = "press", style: str = "english") -> list[Spelling]:
    """Give the *n* most probable spellings of *text* in the other script, best first.

    *scheme* and *style* are those of ``transliterate``. Probabilities are of the whole text,
    the product over its tokens, and sum to at most 1; of two as probable the first by code
    points is first. In the English-language press, spellings that sound alike are apart
    (Nouri, Noori). ``''`` gives one spelling, ``''``. Raises ``NameMatchError`` for *n* < 1, and
    as ``transliterate`` does.

    >>> [spelling.text for spelling in spellings("نوری", n=3)]
    ['Nouri', 'Nuri', 'Noori']
    """
    if n < 1:
        raise NameMatchError(f"n is {n}, at least 1 spelling can be asked for")
    return _products(_chunks(clean_text(text), n, column(scheme, style)), n)


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


def _chunks(clean: str, n: int, scheme: str) -> Iterator[tuple[Spelling, ...]]:
    """Yield the *n* best spellings of each token, and as they are the stretches between."""
    end = 0
    for match in _TOKENS.finditer(clean):
        yield (Spelling(clean[end : match.start()], 1.0),)
        token = normalize_name(match.group())
        spell = partial(_in_latin, scheme) if match.lastgroup == "persian" else _in_persian
        found = spell(NARROW, token) if n == 1 else ()
        if not _is_plain(found):
            found = spell(WIDE, token)
        yield found[:n] or (Spelling(match.group(), 1.0),)
        end = match.end()
    yield (Spelling(clean[end:], 1.0),)


def _is_plain(found: tuple[Spelling, ...]) -> bool:
    """Whether the first spelling is so much better that a wide search would find no other."""
    return bool(found) and found[0].probability >= PLAIN * sum(x.probability for x in found[1:2])


# ---------------------------------------------------------------------- Persian token to Latin


@lru_cache(maxsize=1 << 16)
def _in_latin(scheme: str, width: Width, token: str) -> tuple[Spelling, ...]:
    """Spell a Persian token by a column of ``data/schemes.tsv``, capitalised, best first."""
    if "-" in token and _known_latin(persian_letters(token)) is None:
        spelled = [_in_latin(scheme, width, part) for part in token.split("-")]
        return tuple(_products(_between("-", spelled), width.proposed))
    masses: dict[str, float] = defaultdict(float)
    for read in _reads(token, width):
        for text, share in _set_down(token, read, scheme, width):
            masses[text] += share * read.probability
    return tuple(sorted((Spelling(*item) for item in masses.items()), key=_best_first))


def _set_down(token: str, read: _Read, scheme: str, width: Width) -> Iterable[tuple[str, float]]:
    """A way to read a token as *scheme* writes it, with shares; none that it cannot write."""
    text = read.press[:1].upper() + read.press[1:]
    letters = persian_letters(token)
    if scheme == ENGLISH:
        return _houses(text, letters) if width is WIDE else [(text, 1.0)]
    if own := _press_names().get((letters, scheme)):
        return [(own, 1.0)]
    if not read.path:
        return [(text, 1.0)] if scheme in STYLES else []
    return [(written(_parts(token, read), scheme), 1.0)]


def _parts(token: str, read: _Read) -> list[Part]:
    """The sounds of a token's parts, and how each part is joined to the one before."""
    letters = "".join(letter for letter in token if persian_letters(letter))
    path = hamzas_restored(read.path, letters)
    doubled = doubled_places(read.path, normalize_name(read.press))
    cuts = _cuts(token, read)
    found = []
    for start, end in pairwise((0, *sorted(cuts), len(letters))):
        own = frozenset(place - start for place in doubled if start <= place < end)
        found.append(Part(sounds(path[start:end], own), cuts.get(start, "")))
    return found


def _cuts(token: str, read: _Read) -> dict[int, str]:
    """Where the parts of a token begin but the first, and how they are joined to the one before."""
    texts = [persian_letters(text) for text in token.split(ZWNJ)]
    if len(texts) == 1 and read.cut:
        parts = texts[0][: read.cut], texts[0][read.cut :]
        names = all((word := _known(part)) and word.given > word.family for part in parts)
        return {read.cut: "solid-name" if names else "solid"}
    cuts: dict[int, str] = {}
    start = len(texts[0])
    for i, text in enumerate(texts[1:], 1):
        # What begins with an article is one with the word before, whose last vowel is its own.
        if not text.startswith("ال"):
            cuts[start] = _join(texts, i)
        start += len(text)
    return cuts


def _join(parts: list[str], i: int) -> str:
    """How a half-space joins a part to the one before it."""
    affixes = _affixes()
    if (parts[i], "suffix") in affixes or (i == 1 and (parts[0], "prefix") in affixes):
        return "affix"
    return "name" if len(parts[i]) >= SHORTEST_PART else "ending"


def _aligned(letters: str, press: str) -> tuple[Path, int]:
    """The Latin letters of each of *letters*, and where two known words meet in them, 0 for nowhere."""
    spelled = fold_spelling(normalize_name(press))
    for cut in range(SHORTEST_PART, len(letters) - 1):
        left, right = _known_latin(letters[:cut]), _part_latin(letters[cut:])
        if left and right and fold_spelling(normalize_name(left + right)) == spelled:
            parts = (letters[:cut], left), (letters[cut:], right)
            paths = [align_letters(part, fold_spelling(normalize_name(text))) for part, text in parts]
            if all(paths):
                return (*paths[0], *paths[1]), cut
    return align_letters(letters, spelled), 0


def _part_latin(letters: str) -> str | None:
    """The press spelling of the second part of a compound: a word of the lexicon, or an affix.

    None for what is no part of its own in sound: an article, an ending that begins with a vowel.
    """
    if len(letters) < SHORTEST_PART or letters[0] in "ایئ":
        return None
    affix = _affixes().get((letters, "suffix"))
    return _known_latin(letters) or (affix.latin[0] if affix else None)


@lru_cache(maxsize=1 << 16)
def _reads(token: str, width: Width) -> tuple[_Read, ...]:
    """The ways to read a Persian token, best first; those that sound alike are one."""
    letters = persian_letters(token)
    known, share = _known_latin(letters), KNOWN_SHARE
    if known is None:
        known, share = _parted_latin(token.split(ZWNJ), width), PARTED_SHARE
    if known is None:
        known, share = _affixed_latin(letters, width)
    path, cut = _aligned(letters, known) if known else ((), 0)
    # A known word is looked at no further where one spelling is enough.
    only = width is NARROW and known and path
    by_letters = [] if only else shipped_speller().readings(letters, width)
    masses: dict[str, _Read] = {}
    if known:
        masses[fold_spelling(known)] = _Read(known, share, path, cut)
    left = 1 - share if known else 1.0
    for reading in by_letters:
        text = reading.latin
        key, mass = fold_spelling(text), left * reading.probability
        before = masses.get(key, _Read(text, 0.0, reading.path))
        masses[key] = before._replace(probability=before.probability + mass)
    return tuple(sorted(masses.values(), key=lambda read: (-read.probability, read.press)))


def _houses(text: str, letters: str) -> list[tuple[str, float]]:
    """*text* as the houses of the English-language press write it, with the share of each."""
    found = {text: 1.0}
    for usual, others, needed, refused in _house_rules():
        if needed not in letters or (refused and refused in letters) or not usual.search(text.lower()):
            continue
        kept = 1 - sum(others.values())
        spelled = defaultdict(float, {x: mass * kept for x, mass in found.items()})
        for x, mass in found.items():
            for other, share in others.items():
                changed = usual.sub(other, x.lower())
                spelled[changed[:1].upper() + changed[1:]] += mass * share
        found = spelled
    return list(found.items())


@lru_cache(maxsize=1)
def _house_rules() -> list[tuple[re.Pattern[str], dict[str, float], str, str]]:
    """The rows of ``data/houses.tsv``, those of one spelling together."""
    columns = ("usual", "other", "share", "with", "without", "why")
    rows = read_table(
        "houses", columns, optional=("without",), as_written=("usual", "why"), unique=("usual", "other")
    )
    rules: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for usual, other, share, needed, refused, _ in rows:
        rules[usual, needed, refused][other] = float(share)
    return [(re.compile(x), others, needed, refused) for (x, needed, refused), others in rules.items()]


@lru_cache(maxsize=1)
def _press_names() -> Mapping[tuple[str, str], str]:
    """The rows of ``data/press_names.tsv``: a name's own form by its letters and the language."""
    languages = STYLES[1:]
    rows = read_table(
        "press_names", ("persian", *languages), optional=languages, as_written=languages, unique=("persian",)
    )
    return {
        (persian, language): text
        for persian, *forms in rows
        for language, text in zip(languages, forms, strict=True)
        if text
    }


def _between(separator: str, parts: Iterable[tuple[Spelling, ...]]) -> Iterator[tuple[Spelling, ...]]:
    for i, part in enumerate(parts):
        if i:
            yield (Spelling(separator, 1.0),)
        yield part


def _known(letters: str) -> Word | None:
    vocabulary = shipped_vocabulary()
    word = vocabulary.persian(letters).word if len(letters) <= LONGEST_TOKEN else -1
    return vocabulary.words[word] if word >= 0 else None


def _known_latin(letters: str) -> str | None:
    word = _known(letters)
    return word.latin if word else stems().get(letters)


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
        texts.append(affix.latin[0] if affix else _reads(part, width)[0].press.lower())
    return "".join(texts)


def _affixed_latin(letters: str, width: Width) -> tuple[str | None, float]:
    """Spell an unknown word with an affix too long to be there by chance (Abdolmohaymen)."""
    for affix, kind, stem in _taken_off(letters):
        best = _reads(stem, width)[0]
        own = best.press.lower()
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
    return latin if score > log(PARTLESS) + model.log_probability(letters) else None


def _part(letters: str, start: int, end: int) -> Iterator[tuple[float, str]]:
    """Yield what the letters from *start* to *end* may be as a part: log prior and spelling."""
    part = letters[start:end]
    vocabulary = shipped_vocabulary()
    word = vocabulary.persian(part).word if len(part) >= SHORTEST_PART else -1
    if word >= 0:
        prior = log(max(float(vocabulary.priors[word]), float_info.min))
        yield prior + (log(JOINED) if start else 0.0), vocabulary.words[word].latin.lower()
    elif len(part) >= SHORTEST_PART and part in stems():
        yield log(STEM) + (log(JOINED) if start else 0.0), stems()[part].lower()
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
def _in_persian(width: Width, token: str) -> tuple[Spelling, ...]:
    """Spell a Latin token, parts by hyphens, best first; ``()`` where it has no letter."""
    letters, parts = latin_letters(token), token.split("-")
    if width is NARROW and (sure := _sure_persian(letters)):
        return sure
    masses = _known_persian(letters, width, of_parts=len(parts) == 1)
    unknown = masses.pop("", 1.0)
    if len(parts) > 1 and unknown > sum(masses.values()):
        return tuple(_products(_hyphened(parts, width), width.proposed))
    for text, probability in shipped_speller().persian(letters, width):
        masses[text] = masses.get(text, 0.0) + unknown * probability
    return tuple(sorted((Spelling(*item) for item in masses.items()), key=_best_first))


def _sure_persian(letters: str) -> tuple[Spelling, ...]:
    """The word of the lexicon that Latin letters can only be; ``()`` where there is any doubt."""
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
            yield _in_persian(width, part)
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
    masses[""] = LETTERS_SHARE * shipped_speller().probability(letters, width)
    total = sum(masses.values())
    return {persian: joint / total for persian, joint in masses.items()}


def _joined(letters: str) -> Iterator[tuple[str, float]]:
    """Yield ordinary words, and words of two known parts, that the press spells *letters*, with priors."""
    words, prefixes, suffixes = _by_latin()
    yield from words.get(letters, ())
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
    for persian, latin in stems().items():
        if len(persian) >= SHORTEST_PART and vocabulary.persian(persian).word < 0:
            words[latin_letters(normalize_name(latin))].append((persian, STEM))
    kinds: dict[str, dict[str, list[Affix]]] = {"prefix": {}, "suffix": {}}
    for (_, kind), affix in _affixes().items():
        for latin in affix.latin:
            kinds[kind].setdefault(latin_letters(latin), []).append(affix)
    return words, kinds["prefix"], kinds["suffix"]
