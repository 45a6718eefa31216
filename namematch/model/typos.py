"""Two sound keys in, the typo that turns one into the other out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import exp, inf

from rapidfuzz.distance import OSA

from ..arrays.dtypes import Numbers
from ..text.letters import typed_in_arabic

# Nats of a typo between two Persian spellings: of a letter that sounds the same (سادق), of letters that an
# Arabic keyboard lacks (جنکیزی), of one letter more, less, doubled or two exchanged (شیزاد), of another
# letter in its place.
TYPO_SOUND, TYPO_KEYBOARD, TYPO_LETTER, TYPO_OTHER = 6.0, 3.5, 7.0, 10.0
_MORE_THAN_A_SLIP = exp(-(TYPO_SOUND + TYPO_KEYBOARD) / 2)  # only keyboards are as likely


def typo_probability(left: str, right: str) -> float:
    """How often a hand that means one sound key writes the other; 0 beyond one typo. Symmetric.

    >>> typo_probability("شیرزاد", "شیزاد") == exp(-TYPO_LETTER)
    True
    """
    return exp(-_typo_nats(left, right))


def _typo_nats(left: str, right: str) -> float:
    if left == right:
        return TYPO_SOUND
    if (typed := typed_in_arabic(left)) == typed_in_arabic(right) and typed in (left, right):
        return TYPO_KEYBOARD
    if OSA.distance(left, right, score_cutoff=1) > 1:
        return inf
    exchanged = sorted(left) == sorted(right)
    return TYPO_OTHER if len(left) == len(right) and not exchanged else TYPO_LETTER


def typo_for_word(typo: Numbers, typed_word: Numbers) -> Numbers:
    """*typo*, how often a hand writes one spelling for the other, where what it wrote may be another word:
    *typed_word* is 1 where an Arabic keyboard can write a spelling that is a known word, else 0. کرجی is a
    surname as گرجی is, and as rare for it as any letter for another.

    >>> typo_for_word(exp(-TYPO_KEYBOARD), 1.0) == exp(-TYPO_OTHER)
    True
    """
    by_keyboard = (typo > _MORE_THAN_A_SLIP) * typed_word
    found: Numbers = typo * (1 - by_keyboard) + exp(-TYPO_OTHER) * by_keyboard
    return found


class TypoIndex:
    """Sound keys, found by any key one typo away: each stands under itself, itself less a letter (the
    deletion neighbourhood of Mor and Fraenkel, 1982), and itself as typed in Arabic."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._near: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            for nearby in _keys_nearby(key):
                self._near[nearby].append(i)

    def near(self, key: str) -> list[int]:
        """Places of the keys that may be one typo from *key*, ascending; it may hold a few others."""
        return sorted({i for nearby in _keys_nearby(key) for i in self._near.get(nearby, ())})


def _keys_nearby(key: str) -> Iterator[str]:
    yield from {key, typed_in_arabic(key), *(key[:c] + key[c + 1 :] for c in range(len(key)))}
