"""A name in, all out that a comparison needs of it by itself, worked out once for all its comparisons.

What a policy and a vocabulary make of names and of pairs of words is remembered by a ``Comparer``, within
bounds: one comparison after another asks for the same words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ..arrays.lockless import cached_property
from ..model.lexicon import readable_letters
from ..model.vocabulary import Vocabulary
from ..names.compounds import LONGEST_NAME, WIDEST, spans, tokens_of
from ..names.faces import has_faces
from ..names.mentions import NameLike, read_name
from ..names.name import Name, Token
from ..names.parse import parse_name
from ..policy import Policy
from ..text.consonants import MOST_CONSONANTS, skeletons
from ..text.letters import VOWELS
from ..text.memory import LONGEST_REMEMBERED, REMEMBERED_PAIRS, REMEMBERED_WORDS
from ..text.scripts import Script, ScriptedText
from .prices import NamesakeRules, skip_prices, surname_kind, token_kinds
from .rarity import givenness, name_rarity, token_rarities, token_rarity
from .words import Likeness, compare_tokens

POLICIES: Final = 4  # whose comparers a vocabulary keeps

# Consonants that every style writes and hears, by their class: r, f, and m, n, b and p, of which two may be
# one (Anbar, Ambar). And all letters that may be a consonant.
_CLASSES_HEARD: Final = str.maketrans("rfmnbpرفمنبپ", "rfmmmmrfmmmm")
_NOT_HEARD: Final = re.compile("[^rfmnbpرفمنبپ]+")
_CLASS_AGAIN: Final = re.compile(r"(.)\1+")
_NO_CONSONANT: Final = re.compile(f"[{VOWELS}اآوی]+")


Heard = tuple[str, int] | None  # consonants that every style hears, and how many there are at most


class Run(NamedTuple):
    """Tokens of a name that may be one word: so many from *first* on, joined as *unit*, of which so much is
    *heard*."""

    first: int
    length: int
    unit: ScriptedText
    heard: Heard


@dataclass(eq=False)
class Side:
    """A *name* by the rules of a comparer: *tokens* are ``tokens_of``, *units* these as words; of each token
    its kind, what leaving it over costs, and its rarity."""

    name: Name
    tokens: tuple[Token, ...]
    units: list[ScriptedText]
    kinds: list[int]
    skips: list[float]
    rarities: list[float]
    surname: int
    order: tuple[tuple[ScriptedText, ...], str]  # what decides which of two names is the left one inside
    alone: bool  # whether the cell is a name and nothing else
    rarity: float  # of the whole name

    @cached_property
    def heard(self) -> list[Heard]:
        """What is heard of each token."""
        return [_heard_in(text) if len(text) <= LONGEST_REMEMBERED else None for text, _ in self.units]

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of more than one token."""
        found = []
        for first, length, unit in spans(self.tokens, WIDEST):
            if length > 1:
                found.append(Run(first, length, unit, _heard_together(self.heard[first : first + length])))
        return found


@lru_cache(maxsize=REMEMBERED_WORDS)
def _heard_in(text: str) -> Heard:
    """The consonants of *text* that no style leaves out, by their class, each run of a class once, and how
    many consonants it has at most; None where the text alone does not tell its letters."""
    if not (text.isascii() or "\u0600" <= text[0] <= "\u06ff"):
        return None
    most = len(_NO_CONSONANT.sub("", text)) + text.count("x")  # the ks of Felix
    return _CLASS_AGAIN.sub(r"\1", _NOT_HEARD.sub("", text).translate(_CLASSES_HEARD)), most


def _heard_together(heard: list[Heard]) -> Heard:
    """What is heard of tokens that follow each other."""
    known = [one for one in heard if one is not None]
    if len(known) < len(heard):
        return None
    return _CLASS_AGAIN.sub(r"\1", "".join(text for text, _ in known)), sum(most for _, most in known)


def sound_apart(one: Heard, two: Heard) -> bool:
    """Whether two words are surely none that ``may_join``: a cheap look before the skeletons, which hold the
    last consonants of a longer word alone."""
    if one is None or two is None or max(one[1], two[1]) > MOST_CONSONANTS:
        return False
    return one[0] != two[0]


def may_join(left: ScriptedText, right: ScriptedText) -> bool:
    """Whether one token of one side may be several of the other: the consonants are the same.

    Else Maral Mahmoudi, joined, is a word that nobody knows, and میرمحمدی a typo for it.
    """
    one, two = skeletons(readable_letters(left)), skeletons(readable_letters(right))
    return not one.whole.isdisjoint(two.whole)


@dataclass(eq=False)
class Comparer:
    """What a *policy* and a *vocabulary* make of names and words, remembered."""

    policy: Policy
    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        self.namesakes = NamesakeRules.of(self.policy)
        self._different = Likeness(self.policy.most_doubt, "different")  # one for all the pairs that are
        self._likenesses: dict[tuple[str, str], Likeness] = {}
        self._side_of_text = lru_cache(maxsize=REMEMBERED_WORDS // 4)(self._read_text)

    @classmethod
    def of(cls, policy: Policy, vocabulary: Vocabulary) -> "Comparer":
        """The one of this policy and vocabulary."""
        return vocabulary.derived(_comparers)(policy)

    def side(self, name: NameLike, argument: str) -> Side:
        """*name*, which a caller gave for an *argument*, read and prepared."""
        if type(name) is str and len(name) <= LONGEST_REMEMBERED:
            return self._side_of_text(name)
        return self.prepared(read_name(name, argument, titles=self.policy.titles))

    def _read_text(self, text: str) -> Side:
        return self.prepared(parse_name(text, titles=self.policy.titles))

    def prepared(self, name: Name) -> Side:
        """*name* with all that is needed of it by itself."""
        tokens, policy, vocabulary = tokens_of(name), self.policy, self.vocabulary
        units = [(token.text, token.script) for token in tokens]
        unread = any(script is Script.OTHER for _, script in units)
        alone = not (name.father or name.notes or name.persons or unread or has_faces(name) or name.titles)
        order = tuple(units[len(name.optional_titles) :]), name.text
        if len(name.tokens) > LONGEST_NAME:
            rarity = name_rarity(name, vocabulary)
            return Side(name, tokens, units, [], [], [], 0, order, alone, rarity)
        rarities = token_rarities(name, lambda unit: token_rarity(unit, vocabulary))
        skips = skip_prices(name, policy, lambda unit: givenness(unit, vocabulary), rarities)
        return Side(
            name, tokens, units, token_kinds(name), skips, rarities, surname_kind(name), order, alone,
            name_rarity(name, vocabulary),
        )  # fmt: skip

    def likeness(self, left: ScriptedText, right: ScriptedText) -> Likeness:
        """``compare_tokens``, remembered where no word is longer than any: a list repeats its words."""
        key = left[0], right[0]
        found = self._likenesses.get(key)
        if found is None:
            found = compare_tokens(left, right, vocabulary=self.vocabulary, policy=self.policy)
            if found == self._different:
                found = self._different
            if len(key[0]) + len(key[1]) <= LONGEST_REMEMBERED:
                if len(self._likenesses) >= REMEMBERED_PAIRS:
                    self._likenesses.clear()
                self._likenesses[key] = found
        return found


def _comparers(vocabulary: Vocabulary) -> Callable[[Policy], Comparer]:
    return lru_cache(maxsize=POLICIES)(lambda policy: Comparer(policy, vocabulary))
