"""A name in, the keys out by which other spellings of it are found: for blocking in SQL, Splink, a search
engine.

A key is what all styles agree on of a word, its consonants (``text.consonants``), or of two words. A word so
frequent that a list is full of it, Mohammad or Hosseini, is no key by itself, but with each other word of its
name, and with the letter that this begins with, for those who write an initial.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import combinations
from typing import Final, NamedTuple

from ..model.lexicon import LONGEST_TEXT, readable_letters
from ..model.vocabulary import shipped_vocabulary
from ..names.compounds import LONGEST_NAME, WIDEST, spans
from ..names.faces import faces
from ..names.mentions import NameLike, read_name
from ..names.name import Name, Role
from ..text.consonants import BITS, CH, SH, B, F, J, K, L, M, N, R, S, T, X, skeletons
from ..text.letters import VOWELS, is_initial
from ..text.scripts import Script, ScriptedText
from ..text.short_forms import short_form

KEYS_VERSION: Final = 1  # of the keys: those of one version are the same in every release
FREQUENT: Final = 7e-3  # of all words of names have the consonants: then these are no key alone

_WRITTEN_AS: Final = {
    B: "b", T: "t", S: "s", J: "j", CH: "ch", X: "kh", SH: "sh", K: "k", F: "f", L: "l", M: "m", N: "n",
    R: "r",
}  # fmt: skip
_WITHOUT_CONSONANTS: Final = "a"
_AND: Final = "+"
_BY_INITIAL: Final = "."
# What a word begins with, as coarsely as styles agree; for all else the first of its consonants does.
_BEGINNINGS: Final = {**dict.fromkeys(VOWELS + "اآعأئء", "a"), "h": "h", "ه": "h", "ح": "h"} | {
    **dict.fromkeys("vwو", "v"),
    **dict.fromkeys("yی", "y"),
}


class _Word(NamedTuple):
    """A run of tokens that may be one word: *first* and *last* token, its *consonants*, as each style has
    them, and what it may begin with."""

    first: int
    last: int
    consonants: frozenset[str]
    beginnings: frozenset[str]


def name_keys(name: NameLike) -> frozenset[str]:
    """Keys of *name*, a text, a ``Mention``, a mapping with its fields or a ``Name``: two spellings of one
    name, in whatever script, share one nearly always, two names seldom.

    In the made lists of the benchmarks 995 of 1,000 pairs of spellings of one name share a key, and two to
    five of 100 pairs of different names (``python -m benchmarks.speed.keys``). A name has some ten; all that
    a cell means, aliases and persons, has its own. Plain ASCII, but for words in scripts that are not read.
    They stay what they are as long as ``namematch.compare.keys.KEYS_VERSION`` is 1: store it beside them. A
    name without any word has none. Raises NameMatchError for what is no name.

    >>> sorted(name_keys("Ghafour Fattahian")), sorted(name_keys("غفور فتاحیان") & name_keys("G. Fatahian"))
    (['ftn', 'ftn+kfr', 'kfr', 'kfrftn'], ['ftn'])
    >>> sorted(name_keys("Mohammad Karimi") & name_keys("محمد کریمی")), name_keys(None)
    (['krm', 'krm+mmt', 'mmt+k.', 'mmtkrm'], frozenset())
    """
    found = read_name(name)
    return frozenset(key for face in faces(found) if face.tokens for key in _keys_of(face))


def _keys_of(name: Name) -> Iterator[str]:
    if len(name.tokens) > LONGEST_NAME:
        text = " ".join(token.text for token in name.tokens)
        yield blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return
    words, initials = _words_and_runs(name), _beginnings_of_initials(name)
    frequent = _frequent_consonants()
    # Nothing else is left of a name of one word.
    alone = len(words) + len(initials) == 1
    for word in words:
        yield from (key for key in word.consonants if alone or key not in frequent)
        for key in word.consonants & frequent:
            yield from (f"{key}{_AND}{letter}{_BY_INITIAL}" for letter in initials)
    for one, two in combinations(words, 2):
        if one.last < two.first:
            yield from _keys_of_two(one, two, frequent)


def _keys_of_two(one: _Word, two: _Word, frequent: frozenset[str]) -> Iterator[str]:
    yield from (_AND.join(sorted((x, y))) for x in one.consonants for y in two.consonants)
    for word, other in ((one, two), (two, one)):
        for key in word.consonants & frequent:
            yield from (f"{key}{_AND}{letter}{_BY_INITIAL}" for letter in other.beginnings)


def _words_and_runs(name: Name) -> list[_Word]:
    """The words of *name*, and neighbours that may be one, without particles and initials."""
    found = []
    for start, length, word in spans(name.tokens, WIDEST):
        particle = length == 1 and name.tokens[start].role is Role.PARTICLE and len(name.tokens) > 1
        if not particle and not is_initial(word[0]):
            found.append(_Word(start, start + length - 1, _consonants_of(word), _beginnings_of(word)))
    return found


def _beginnings_of_initials(name: Name) -> frozenset[str]:
    """What the words begin with of which *name* has the initials."""
    letters = [(t.text, t.script) for t in name.tokens if is_initial(t.text)]
    return frozenset(letter for initial in letters for letter in _beginnings_of(initial))


def _consonants_of(word: ScriptedText) -> frozenset[str]:
    """The consonants of a word and of its short form; a word that nothing reads as it stands."""
    letters = readable_letters(word)
    if not letters:
        return frozenset({word[0][:LONGEST_TEXT]})
    codes = skeletons(letters).whole
    if form := short_form(letters):
        codes |= skeletons(form).whole
    keys = frozenset(map(_spelled, codes))
    if word[1] is Script.LATIN and "j" in letters:  # which is y to half of Europe: Esfarajeni
        keys |= {key.replace("j", "") or _WITHOUT_CONSONANTS for key in keys}
    return keys


def _spelled(code: int) -> str:
    """A skeleton in letters."""
    signs: list[str] = []
    while code:
        signs.append(_WRITTEN_AS[code & ((1 << BITS) - 1)])
        code >>= BITS
    return "".join(reversed(signs)) or _WITHOUT_CONSONANTS


def _beginnings_of(word: ScriptedText) -> frozenset[str]:
    """What a word or an initial may begin with."""
    letters = readable_letters(word)
    if not letters:
        return frozenset({word[0][:1]})
    if letters[0] in _BEGINNINGS:
        return frozenset({_BEGINNINGS[letters[0]]})
    return frozenset(_spelled(_first_sign(code)) for code in skeletons(letters).whole)


def _first_sign(code: int) -> int:
    """The first consonant of a skeleton."""
    while code >> BITS:
        code >>= BITS
    return code


@cache
def _frequent_consonants() -> frozenset[str]:
    """The consonants that more words of names have than is good for a key, by the shipped vocabulary."""
    vocabulary = shipped_vocabulary()
    shares: defaultdict[str, float] = defaultdict(float)
    for word, prior in zip(vocabulary.words, vocabulary.priors.tolist(), strict=True):
        for key in _consonants_of((word.persian, Script.PERSIAN)):
            shares[key] += prior
    return frozenset(key for key, share in shares.items() if share >= FREQUENT)
