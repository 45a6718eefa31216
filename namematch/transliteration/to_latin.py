"""A Persian token in, its Latin spellings out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from ..text.letters import persian_letters
from ..text.normalize import ZWNJ, normalize_name
from ..text.tables import read_table
from .graphones import Path, align_letters, fold_spelling
from .parts import (
    SHORTEST_PART,
    affix_table,
    best_parting,
    known_word,
    press_spelling,
    second_part_latin,
    sure_affixes,
)
from .schemes import ENGLISH, STYLES, Part, written
from .sounds import doubled_places, hamzas_restored, sounds
from .speller import NARROW, WIDE, Width, shipped_speller
from .spelling import Spelling, best_products, by_probability

# Share of the print runs that spell a word, or a word of known parts, as the tables do.
KNOWN_SHARE: Final = 0.75
PARTED_SHARE: Final = 0.6


class _Read(NamedTuple):
    """A way to read a Persian token: as the press writes it, and the Latin letters of each letter.

    *path* is empty where the press spells by no letters (Charles); *cut* is where two known words
    meet, 0 for nowhere.
    """

    press: str
    probability: float
    path: Path
    cut: int = 0


@lru_cache(maxsize=1 << 16)
def spell_in_latin(scheme: str, width: Width, token: str) -> tuple[Spelling, ...]:
    """Spell a Persian token by a column of ``data/schemes.tsv``, capitalised, best first."""
    if "-" in token and press_spelling(persian_letters(token)) is None:
        spelled = [spell_in_latin(scheme, width, part) for part in token.split("-")]
        return tuple(best_products(_between("-", spelled), width.proposed))
    masses: dict[str, float] = defaultdict(float)
    for read in _reads(token, width):
        for text, share in _set_down(token, read, scheme, width):
            masses[text] += share * read.probability
    return tuple(sorted((Spelling(*item) for item in masses.items()), key=by_probability))


def _set_down(token: str, read: _Read, scheme: str, width: Width) -> Iterable[tuple[str, float]]:
    """A way to read a token as *scheme* writes it, with shares; none that it cannot write."""
    text = read.press[:1].upper() + read.press[1:]
    letters = persian_letters(token)
    if scheme == ENGLISH:
        return _style_variants(text, letters) if width is WIDE else [(text, 1.0)]
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
        names = all((word := known_word(part)) and word.given > word.family for part in parts)
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
    affixes = affix_table()
    if (parts[i], "suffix") in affixes or (i == 1 and (parts[0], "prefix") in affixes):
        return "affix"
    return "name" if len(parts[i]) >= SHORTEST_PART else "ending"


def _aligned(letters: str, press: str) -> tuple[Path, int]:
    """The Latin letters of each of *letters*, and where two known words meet in them, 0 for nowhere."""
    spelled = fold_spelling(normalize_name(press))
    for cut in range(SHORTEST_PART, len(letters) - 1):
        left, right = press_spelling(letters[:cut]), second_part_latin(letters[cut:])
        if left and right and fold_spelling(normalize_name(left + right)) == spelled:
            parts = (letters[:cut], left), (letters[cut:], right)
            paths = [align_letters(part, fold_spelling(normalize_name(text))) for part, text in parts]
            if all(paths):
                return (*paths[0], *paths[1]), cut
    return align_letters(letters, spelled), 0


@lru_cache(maxsize=1 << 16)
def _reads(token: str, width: Width) -> tuple[_Read, ...]:
    """The ways to read a Persian token, best first; those that sound alike are one."""
    letters = persian_letters(token)
    known, share = press_spelling(letters), KNOWN_SHARE
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


def _style_variants(text: str, letters: str) -> list[tuple[str, float]]:
    """*text* as the styles of the English-language press write it, with the share of each."""
    found = {text: 1.0}
    for usual, others, needed, refused in _style_rules():
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
def _style_rules() -> list[tuple[re.Pattern[str], dict[str, float], str, str]]:
    """The rows of ``data/styles.tsv``, those of one spelling together."""
    columns = ("usual", "other", "share", "with", "without", "why")
    rows = read_table(
        "style_variants",
        columns,
        optional=("without",),
        as_written=("usual", "why"),
        unique=("usual", "other"),
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


def _parted_latin(parts: list[str], width: Width) -> str | None:
    """Spell a token of several known parts; None for one that has none.

    Half-spaces part for certain: a part that nobody knows is spelled by its letters.
    """
    if len(parts) == 1:
        return best_parting(persian_letters(parts[0]))
    affixes, last = affix_table(), len(parts) - 1
    texts: list[str] = []
    for i, part in enumerate(parts):
        kind = "suffix" if i == last else "prefix" if i == 0 else ""
        affix = affixes.get((part, kind))
        texts.append(affix.latin[0] if affix else _reads(part, width)[0].press.lower())
    return "".join(texts)


def _affixed_latin(letters: str, width: Width) -> tuple[str | None, float]:
    """Spell an unknown word with an affix too long to be there by chance (Abdolmohaymen)."""
    for affix, kind, stem in sure_affixes(letters):
        best = _reads(stem, width)[0]
        own = best.press.lower()
        text = own + affix.latin[0] if kind == "suffix" else affix.latin[0] + own
        return text, PARTED_SHARE * best.probability
    return None, 0.0
