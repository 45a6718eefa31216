"""A Latin token in, its Persian spellings out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from ..model.channel import likelihood, persian_symbols
from ..model.lexicon import LONGEST_TOKEN, stems
from ..model.vocabulary import shipped_vocabulary
from ..text.letters import latin_letters
from ..text.normalize import ZWNJ, normalize_name
from .parts import JOINED, SHORTEST_PART, STEM, Affix, affix_table
from .speller import NARROW, Width, shipped_speller
from .spelling import Spelling, best_products, by_probability

# How often a Latin token is no word of the lexicon, against 0.8 that it is. More often than where words
# compete: here a rare word is asked for in its own right. Chosen on held-out words.
LETTERS_SHARE: Final = 0.6

SURE: Final = 20.0  # odds at which a Latin token is the word and nothing else need be looked at


@lru_cache(maxsize=1 << 16)
def spell_in_persian(width: Width, token: str) -> tuple[Spelling, ...]:
    """Spell a Latin token, parts by hyphens, best first; ``()`` where it has no letter."""
    letters, parts = latin_letters(token), token.split("-")
    if width is NARROW and (sure := _sure_persian(letters)):
        return sure
    masses = _known_persian(letters, width, of_parts=len(parts) == 1)
    unknown = masses.pop("", 1.0)
    if len(parts) > 1 and unknown > sum(masses.values()):
        return tuple(best_products(_hyphened(parts, width), width.proposed))
    for text, probability in shipped_speller().persian(letters, width):
        masses[text] = masses.get(text, 0.0) + unknown * probability
    return tuple(sorted((Spelling(*item) for item in masses.items()), key=by_probability))


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
            yield spell_in_persian(width, part)
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
    for persian, prior in _words_joined(letters) if of_parts else ():
        joint = prior * likelihood(persian_symbols(persian), reading.ids, table)
        masses[persian] = max(joint, masses.get(persian, 0.0))
    masses[""] = LETTERS_SHARE * shipped_speller().probability(letters, width)
    total = sum(masses.values())
    return {persian: joint / total for persian, joint in masses.items()}


def _words_joined(letters: str) -> Iterator[tuple[str, float]]:
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
    for (_, kind), affix in affix_table().items():
        for latin in affix.latin:
            kinds[kind].setdefault(latin_letters(latin), []).append(affix)
    return words, kinds["prefix"], kinds["suffix"]
