"""The names of a list in, a vocabulary that knows the words of the list too out.

A lexicon has the frequent words; what a long list repeats are words as well, though no lexicon knows
them: Saremi is صارمی and not سرامی where the list has both.
"""

from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..model.lexicon import Word, readable_letters
from ..model.vocabulary import Vocabulary
from ..names.name import Role, Token
from ..names.table import NameTable
from ..text.letters import is_initial, sound_key, sound_keys
from ..text.scripts import Script
from .typos import typo_pairs

# Words that the lexicon is as good as having counted: those of a short list weigh little beside it.
COUNTED: Final = 20_000
LONG_WORD: Final = 7  # letters: two words so long seldom differ in an ا alone
MISSPELLED_AT_MOST: Final = 5  # times that a word is misspelled; or a third of those that it is spelled right
TYPO_RATIO: Final = 1 / 30  # a spelling this much rarer than one that a typo makes it of is that typo


def with_list_words(vocabulary: Vocabulary, names: NameTable, times: Longs, *, repeats: int) -> Vocabulary:
    """*vocabulary* and the Persian words that *names*, each standing so many *times* in the list, have at
    least *repeats* times; typos for a far more frequent word are none.

    How frequent a new word is, is told by the list, on the scale of the words that both know. The same
    vocabulary where there is nothing to add, or *repeats* is 0.
    """
    if repeats <= 0:
        return vocabulary
    words, counts = _counted(names, times)
    known = np.array([vocabulary.word_spelled(word) >= 0 for word in words], np.bool_)
    new = ~known & (counts.sum(1) >= repeats)
    if not new.any():
        return vocabulary
    new &= ~_typos(words, counts.sum(1), new) & ~_misspelled(words, counts.sum(1), new, known)
    mass = np.array([[w.given, w.family] for w in vocabulary.words], np.float64).reshape(-1, 2).sum(0)
    weights = counts * (np.maximum(mass, 1.0) / (counts[known].sum(0) + COUNTED))
    added = [
        Word(words[i], "", float(given), float(family))
        for i, (given, family) in zip(np.flatnonzero(new).tolist(), weights[new].tolist(), strict=True)
    ]
    return vocabulary.with_words(added)


def _counted(names: NameTable, times: Longs) -> tuple[list[str], Floats]:
    """The Persian words of *names* in ascending order, and how often each is a given name and another one,
    (words, 2)."""
    count = np.bincount(
        names.token, np.repeat(times, np.diff(names.starts)), minlength=len(names.tokens)
    ).tolist()
    found: dict[str, list[float]] = {}
    for token, often in zip(names.tokens, count, strict=True):
        if _is_word(token) and often and (letters := readable_letters((token.text, token.script))):
            found.setdefault(letters, [0.0, 0.0])[token.role is not Role.GIVEN] += often
    words = sorted(found)
    return words, np.array([found[word] for word in words], np.float64).reshape(-1, 2)


def _is_word(token: Token) -> bool:
    return (
        token.script is Script.PERSIAN
        and token.role in (Role.GIVEN, Role.FAMILY)
        and not is_initial(token.text)
    )


def _misspelled(words: list[str], count: Floats, new: Bools, known: Bools) -> Bools:
    """Which of the *new* words are rather a *known* one that the list has, too, and not far less: they sound
    like it, or are long and lack its ا (محمدرظا, عبدالستر)."""
    often: dict[str, float] = {}
    for i in np.flatnonzero(known).tolist():
        for key in _sounds_like(words[i]):
            often[key] = max(often.get(key, 0.0), float(count[i]))
    found = np.zeros(len(words), np.bool_)
    for i in np.flatnonzero(new).tolist():
        right = max(often.get(key, 0.0) for key in _sounds_like(words[i]))
        found[i] = right > 0 and count[i] <= max(MISSPELLED_AT_MOST, right / 3)
    return found


def _sounds_like(word: str) -> list[str]:
    """What a word sounds like, and of a long one what it sounds like without its ا, marked as such."""
    key = sound_key(word)
    return [key, "-" + key.replace("ا", "")] if len(key) >= LONG_WORD else [key]


def _typos(words: list[str], count: Floats, new: Bools) -> Bools:
    """Which of the *new* words are rather typos for another."""
    places = np.flatnonzero(new)
    keys = sound_keys(words)
    one, two, _ = typo_pairs([keys[i] for i in places.tolist()], keys)
    found = np.zeros(len(words), np.bool_)
    found[places[one[count[places[one]] < TYPO_RATIO * count[two]]]] = True
    return found
