"""A Latin token in, its Persian spellings out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

import numpy as np

from ..model.channel import persian_symbols
from ..model.forward import likelihood
from ..model.lexicon import LONGEST_TOKEN, stems
from ..model.reading import LatinReading
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..text.letters import latin_letters, plain_latin
from ..text.normalize import ZWNJ, normalize_name
from .ahead import Ahead, Meanings
from .half_spaces import carefully_set
from .parts import JOINED, SHORTEST_PART, STEM, Affix, affix_table
from .schemes import ENGLISH, Part, written
from .search import NARROW, Width
from .sounds import ARTICLE
from .speller import MOST_TOKENS, Speller
from .spelling import Spelling, best_products, by_probability
from .vocalised import marked_letters, sounds_of
from .vocalised_words import spoken_words

# How often a Latin token is no word of the vocabulary, against 0.8 that it is. More often than where words
# compete: here a rare word is asked for in its own right. Chosen on held-out words.
LETTERS_SHARE: Final = 0.6

_CLANS: Final = ("خیل", "زی")
_SERVANT: Final = "عبد"

ASSIMILATED_SHARE: Final = 0.9  # how often such a word is one: it takes two known words and a doubled letter

SURE: Final = 20.0  # odds at which a Latin token is the word and nothing else need be looked at


# The article in folded letters: its l, or a consonant that it has become, which is folded with the next one.
_ARTICLE_HEARD: Final = re.compile("[aou](?:l|(?:sh)?(?=sh)|(?=[rsztdn]))")


_ASSIMILATED_ARTICLE: Final = re.compile(r"[aou](?:sh(?=sh)|([rsztdn])(?=\1))")


class ToPersian:
    """Spells Latin tokens: as the word of a vocabulary that they most probably stand for, as two parts that
    are known, or letter by letter. Which it is, the vocabulary's channel tells."""

    def __init__(self, vocabulary: Vocabulary, speller: Speller, ahead: Ahead | None = None) -> None:
        self._vocabulary = vocabulary
        self._speller = speller
        self._ahead = ahead if ahead is not None else Ahead()
        self.spell = lru_cache(maxsize=MOST_TOKENS)(self._spell)

    def _spell(self, width: Width, token: str) -> tuple[Spelling, ...]:
        """Spell a token, parts by hyphens, best first; ``()`` where it has no letter."""
        return tuple(Spelling(carefully_set(x.text), x.probability) for x in self._letters(width, token))

    def _letters(self, width: Width, token: str) -> tuple[Spelling, ...]:
        """``_spell`` without half-spaces but for those of hyphens."""
        letters, parts = latin_letters(token), token.split("-")
        if width is NARROW and (sure := self.sure_word(letters)):
            return sure
        if len(parts) == 1 and (made := self._assimilated(token) or self._of_clan(letters, width)):
            return made
        masses = self._known_words(letters, width, of_parts=len(parts) == 1)
        unknown = masses.pop("", 1.0)
        if len(parts) > 1 and unknown > sum(masses.values()):
            return tuple(best_products(self._hyphened(parts, width), width.proposed))
        for text, probability in self._speller.persian(letters, width):
            masses[text] = masses.get(text, 0.0) + unknown * probability
        return tuple(sorted((Spelling(*item) for item in masses.items()), key=by_probability))

    def _assimilated(self, token: str) -> tuple[Spelling, ...]:
        """Two known words and between them an article that has become a letter of the second (Abdushshakur);
        ``()`` for none."""
        words = self._vocabulary.derived(words_by_latin)
        for found in _ASSIMILATED_ARTICLE.finditer(plain_latin(token)):
            left, right = (
                latin_letters(found.string[: found.start()]),
                latin_letters(found.string[found.end() :]),
            )
            if left in words and right in words:
                one, two = (max(words[x], key=lambda known: known[1])[0] for x in (left, right))
                return (Spelling(one + ARTICLE + two, ASSIMILATED_SHARE),)
        return ()

    def _of_clan(self, letters: str, width: Width) -> tuple[Spelling, ...]:
        """A Pashtun clan: a name and -zai or -khel, which nothing else ends in; ``()`` for none."""
        words = self._vocabulary.derived(words_by_latin)
        if letters in words or letters[:-1] in words:
            return ()  # Mirzai belongs to a Mirza
        for clan in _CLANS:
            for ending in affix_table()[clan, "suffix"].latin:
                stem = letters.removesuffix(ending)
                if stem != letters and len(stem) >= SHORTEST_PART:
                    return tuple(Spelling(x.text + clan, x.probability) for x in self._letters(width, stem))
        return ()

    def sure_word(self, letters: str) -> tuple[Spelling, ...]:
        """The word that Latin letters can only be; ``()`` where there is any doubt."""
        if not 0 < len(letters) <= LONGEST_TOKEN:
            return ()
        reading = self._meanings(letters)
        best = int(reading.joint.argmax()) if len(reading.joint) else -1
        if best < 0 or reading.joint[best] < SURE * (reading.total - reading.joint[best]):
            return ()
        share = float(reading.joint[best] / reading.total)
        return (Spelling(self._vocabulary.words[int(reading.words[best])].persian, share),)

    def _meanings(self, letters: str) -> Meanings | LatinReading:
        """What folded Latin *letters* may stand for."""
        return self._ahead.meanings.get(letters) or self._vocabulary.latin(letters)

    def _hyphened(self, parts: list[str], width: Width) -> Iterator[tuple[Spelling, ...]]:
        """Yield the spellings of parts with half-spaces between, but for a prefix (al-Karim)."""
        for part, following in zip(parts, (*parts[1:], ""), strict=True):
            prefix = affixes_by_latin("prefix").get(latin_letters(part)) if following else None
            if prefix:
                yield (Spelling(prefix[0].persian, 1.0),)
            else:
                yield self.spell(width, part)
                yield (Spelling(ZWNJ if following else "", 1.0),)

    def _known_words(self, letters: str, width: Width, *, of_parts: bool) -> dict[str, float]:
        """The share of each word, or word of known parts, in a token; under ``''`` the rest."""
        if not 0 < len(letters) <= LONGEST_TOKEN:
            return {}
        vocabulary = self._vocabulary
        reading = self._meanings(letters)
        masses: dict[str, float] = {}
        for word, joint in zip(reading.words.tolist(), reading.joint.tolist(), strict=True):
            masses[vocabulary.words[word].persian] = joint
        table = vocabulary.channel.persian
        joined = list(self._words_joined(letters)) if of_parts else []
        ids = vocabulary.channel.substrings(letters) if joined else np.zeros((0, 0), np.int32)
        for persian, prior in joined:
            joint = prior * likelihood(persian_symbols(persian), ids, table)
            masses[persian] = max(joint, masses.get(persian, 0.0))
        masses[""] = LETTERS_SHARE * self._speller.probability(letters, width)
        total = sum(masses.values())
        # A token may be too long and strange for a number that small: nothing is known of it.
        return {persian: joint / total for persian, joint in masses.items()} if total else {"": 1.0}

    def _words_joined(self, letters: str) -> Iterator[tuple[str, float]]:
        """Yield words, and words of two known parts, whose romanisation is *letters*, with their priors."""
        words = self._vocabulary.derived(words_by_latin)
        prefixes, suffixes = affixes_by_latin("prefix"), affixes_by_latin("suffix")
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
            if (after := _after_article(right)) and left in words:
                for one, prior in words[left]:
                    for two, second in words.get(after, ()):
                        # Servants of God are as frequent as His names.
                        yield one + ARTICLE + two, (1.0 if one == _SERVANT else prior) * second * JOINED


def words_by_latin(vocabulary: Vocabulary) -> Mapping[str, list[tuple[str, float]]]:
    """The words of *vocabulary* and ordinary ones, with their priors, by their folded romanisation."""
    ordinary = {word: latin_letters(normalize_name(latin)) for word, latin in stems().items()}
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    rows = zip(vocabulary.words, vocabulary.romanisations.tolist(), vocabulary.priors.tolist(), strict=True)
    for word, romanised, prior in rows:
        latin = romanised or ordinary.get(word.persian, "")
        if latin and len(word.persian) >= SHORTEST_PART:
            found[latin].append((word.persian, prior))
    for persian, latin in ordinary.items():
        if len(persian) >= SHORTEST_PART and vocabulary.word_spelled(persian) < 0:
            found[latin].append((persian, STEM))
    for persian, latin in _words_of_history().items():
        if persian not in ordinary:
            found[latin].append((persian, STEM))
    return found


def _after_article(letters: str) -> str:
    """What follows an article in folded *letters* that begin with its vowel; ``''`` where there is none.

    >>> _after_article("oshshoara"), _after_article("olmolk"), _after_article("odin"), _after_article("omid")
    ('shoara', 'molk', 'din', '')
    """
    found = _ARTICLE_HEARD.match(letters)
    return letters[found.end() :] if found else ""


@cache
def _words_of_history() -> Mapping[str, str]:
    """The folded press spelling of each vocalised word that the package's vocabulary lacks."""
    shipped = shipped_vocabulary()
    return {
        persian: latin_letters(written([Part(sounds_of(marked_letters(vocalised)))], ENGLISH).lower())
        for persian, vocalised in spoken_words().items()
        if len(persian) >= SHORTEST_PART and shipped.word_spelled(persian) < 0
    }


@cache
def affixes_by_latin(kind: str) -> Mapping[str, list[Affix]]:
    """The affixes of a *kind*, "prefix" or "suffix", by their folded Latin letters."""
    found: dict[str, list[Affix]] = defaultdict(list)
    for (_, of_kind), affix in affix_table().items():
        if of_kind == kind:
            for latin in affix.latin:
                found[latin_letters(latin)].append(affix)
    return found
