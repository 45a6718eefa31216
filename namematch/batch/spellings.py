"""The names of a list in, the distinct spellings of their tokens and joined tokens out.

Tokens of the same letters are one spelling. Of neighbours that may be one word only those are put together
whose consonants some token of the list agrees with (``text.consonants``): no other can be one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Longs
from ..arrays.joins import places_among
from ..arrays.ragged import Ragged, numbered, starts_of, stretches
from ..model.blocks import skeleton_codes
from ..model.lexicon import LONGEST_TEXT, LONGEST_TOKEN, readable_letters
from ..names.compounds import LONGEST_NAME, WIDEST, are_linked
from ..names.table import SCRIPTS, NameTable
from ..text.folding import fold
from ..text.letter_arrays import letters_of, texts_of
from ..text.letters import is_initial, persian_letters, plain_latin
from ..text.scripts import Script, ScriptedText
from ..text.short_forms import short_form

Key = tuple[str, Script, bool]  # letters; or, where the channel cannot read it, the token as it stands

UNREADABLE: Final = -1  # in place of the skeletons of what the channel cannot read


@dataclass(frozen=True, slots=True)
class Spellings:
    """Distinct spellings: *latin* ones first, then *persian* ones, so many, then those that the channel
    cannot read. *alone* tells which stand somewhere as a token of their own and are not only several
    joined, for joined ones are never compared with one another. *short*: rows of a spelling and that of
    its short form."""

    texts: list[str]
    scripts: list[Script]
    latin: int
    persian: int
    alone: Bools
    short: Longs

    def __len__(self) -> int:
        return len(self.texts)

    def unit(self, place: int) -> ScriptedText:
        """One of them, as a token."""
        return self.texts[place], self.scripts[place]


@dataclass(frozen=True, slots=True)
class Spelled:
    """Names in spellings. The tokens of name *x* are at ``starts[x]:starts[x + 1]``: *token*, the number of
    each in the table of names, and ``spelling[t, p]``, the spelling of token *t* joined with the *p* after
    it, -1 where that is no reading. A name of more tokens than a name has is without any."""

    spellings: Spellings
    starts: Longs
    token: Longs
    spelling: Longs


@dataclass(frozen=True, slots=True)
class Runs:
    """Neighbours that may be one word: run *r* stands first at token *first*, with *after* tokens more, and
    has the whole skeletons *codes*."""

    first: Longs
    after: Longs
    codes: Ragged

    def __len__(self) -> int:
        return len(self.first)

    def then(self, other: "Runs") -> "Runs":
        """These runs, and after them the *other* ones."""
        first, after = np.append(self.first, other.first), np.append(self.after, other.after)
        return Runs(first, after, self.codes.then(other.codes))


def spell(names: NameTable, *, whole: bool) -> Spelled:
    """The spellings of *names*; without *whole*, none that is all words of a name joined, which leaves
    nothing else of the name to agree."""
    starts, token = within_bounds(names)
    parts = _SpellingParts.of(names, np.unique(token))
    index = _Index()
    spelling = _standing(names, parts, token, index)
    standing = len(index.keys)
    for p, at, run, members in _joinable_runs(names, starts, token, whole=whole):
        spelling[at, p] = parts.joined(members, parts.letters(members), index)[run]
    spellings, place = _in_order(index.keys, standing)
    return Spelled(spellings, starts, token, place[spelling])


def spell_all(names: NameTable, *, whole: bool) -> tuple[Spelled, Runs]:
    """``spell``, and the neighbours whose consonants no token of the list has: runs, by numbers that follow
    those of the spellings. Somebody may ask for one."""
    starts, token = within_bounds(names)
    parts = _SpellingParts.of(names, np.unique(token))
    index = _Index()
    spelling = _standing(names, parts, token, index)
    standing = len(index.keys)
    none = np.zeros(0, np.int64)
    runs = Runs(none, none, Ragged(none, np.zeros(1, np.int64)))
    for p, at, run, members in _joinable_runs(names, starts, token, whole=whole):
        letters = parts.letters(members)
        found = parts.joined(members, letters, index)
        apart = np.flatnonzero(found < 0)
        first = np.empty(len(members), np.int64)
        first[run[::-1]] = at[::-1]
        found[apart] = -2 - len(runs) - np.arange(len(apart))  # from -2 down, until all spellings are known
        spelling[at, p] = found[run]
        runs = runs.then(Runs(first[apart], np.full(len(apart), p), whole_codes(letters.take(apart))))
    spellings, place = _in_order(index.keys, standing)
    spelling = np.where(spelling < -1, len(spellings) - 2 - spelling, place[np.maximum(spelling, -1)])
    return Spelled(spellings, starts, token, spelling), runs


def whole_codes(letters: Ragged) -> Ragged:
    """The whole skeletons of each row of letters; ``UNREADABLE`` of one that the channel cannot read."""
    codes = skeleton_codes(letters)[0]
    return Ragged(np.where(letters.lengths[codes.rows()] > 0, codes.values, UNREADABLE), codes.starts)


def have_consonants(letters: Ragged, codes: Longs) -> Bools:
    """Whether each row of *letters* has one of the whole skeletons *codes*, ascending: tokens are joined only
    where some token has the consonants of all."""
    whole = skeleton_codes(letters)[0]
    _, known = places_among(codes, whole.values)
    return np.bincount(whole.rows(), known, len(whole)) > 0


def within_bounds(names: NameTable) -> tuple[Longs, Longs]:
    """The tokens of names, where those of each start, and which they are; none of a longer text than a
    name is."""
    lengths = np.where(names.words <= LONGEST_NAME, np.diff(names.starts), 0)
    return starts_of(lengths), names.token[stretches(names.starts[:-1], lengths)]


def _standing(names: NameTable, parts: "_SpellingParts", token: Longs, index: "_Index") -> Longs:
    """Spellings of tokens as they stand, (tokens, WIDEST): nothing joined yet."""
    number = np.full(len(names.tokens), -1, np.int64)
    number[parts.used] = [index.add(key) for key in parts.keys]
    spelling = np.full((len(token), WIDEST), -1, np.int64)
    spelling[:, 0] = number[token]
    return spelling


def _joinable_runs(
    names: NameTable, starts: Longs, token: Longs, *, whole: bool
) -> "Iterator[tuple[int, Longs, Longs, Longs]]":
    """The runs of tokens that may be one word, by how many come after the first: where they stand, the
    number of each, and the tokens of each number, (numbers, length).

    A run is known by the run without its last token, and that token: each is put together once.
    """
    lengths = np.diff(starts)
    left = np.repeat(starts[1:], lengths) - np.arange(len(token))  # tokens of the name from this one on
    opens = np.zeros(len(token) + 1, np.bool_)
    opens[starts[:-1][(lengths > 0) & (names.optional == 0)]] = not whole
    for p, at, run, members in _all_runs(names, token, left):
        shown = ~(opens[at] & (left[at] == p + 1))
        wanted = np.zeros(len(members), np.bool_)
        wanted[run[shown]] = True
        yield p, at[shown], (np.cumsum(wanted) - 1)[run[shown]], members[wanted]


def _all_runs(names: NameTable, token: Longs, left: Longs) -> "Iterator[tuple[int, Longs, Longs, Longs]]":
    """``_joinable_runs``, those that are the whole name too."""
    links = _links(names, token, left)
    at, run, members = np.arange(len(token)), token, np.arange(len(names.tokens))[:, None]
    for p in range(1, WIDEST):
        kept = links[np.minimum(at + p - 1, len(token) - 1)] & (left[at] > p)
        at, run = at[kept], run[kept]
        if not len(at):
            break
        distinct, run = numbered(run * len(names.tokens) + token[at + p])
        before, last = np.divmod(distinct, len(names.tokens))
        members = np.column_stack([members[before], last])
        yield p, at, run, members


def _links(names: NameTable, token: Longs, left: Longs) -> Bools:
    """Whether each token may be one with the one after it: ``names.compounds.are_linked``, in a name."""
    word = np.array([not is_initial(t.text) for t in names.tokens], np.bool_)[token]
    joins = np.array([t.joins for t in names.tokens], np.bool_)[token]
    script = np.array([SCRIPTS.index(t.script) for t in names.tokens], np.int64)[token]
    linked: Bools = are_linked(joins, word, np.roll(word, -1), script == np.roll(script, -1)) & (left > 1)
    return linked


@dataclass(slots=True)
class _Index:
    """Spellings in the order in which they come."""

    numbers: dict[Key, int] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)

    def add(self, key: Key) -> int:
        """The number of a spelling, a new one if it is new."""
        number = self.numbers.setdefault(key, len(self.keys))
        if number == len(self.keys):
            self.keys.append(key)
        return number


@dataclass(frozen=True, slots=True)
class _SpellingParts:
    """The tokens that spellings are made of: *used* are their numbers, *place* that of each number among
    them. *plain* are their letters before folding, *size* is how long their texts are; *codes* are the
    whole skeletons that any of them has, ascending."""

    used: Longs
    place: Longs
    texts: list[str]
    scripts: list[Script]
    size: Longs
    plain: Ragged
    keys: list[Key]
    codes: Longs

    @classmethod
    def of(cls, names: NameTable, used: Longs) -> "_SpellingParts":
        tokens = [names.tokens[i] for i in used.tolist()]
        texts, scripts = [t.text for t in tokens], [t.script for t in tokens]
        size = np.array(list(map(len, texts)), np.int64)
        plain = letters_of([_plain_letters(t.text, t.script) for t in tokens])
        place = np.full(len(names.tokens), -1, np.int64)
        place[used] = np.arange(len(used))
        letters = _readable(plain, np.array([s is Script.LATIN for s in scripts], np.bool_), size)
        known = letters.lengths > 0
        keys = [
            (letter, script, True) if read else (text, script, False)
            for letter, text, script, read in zip(
                texts_of(letters), texts, scripts, known.tolist(), strict=True
            )
        ]
        codes = np.unique(skeleton_codes(letters)[0].values)
        return cls(used, place, texts, scripts, size, plain, keys, codes)

    def joined(self, members: Longs, letters: Ragged, index: _Index) -> Longs:
        """The spelling of each run of tokens, of these *letters*, whose consonants some token has; -1 for the
        others."""
        found = np.full(len(members), -1, np.int64)
        rows, kept = self.place[members], np.flatnonzero(have_consonants(letters, self.codes))
        for place, text in zip(kept.tolist(), texts_of(letters.take(kept)), strict=True):
            script = self.scripts[rows[place, 0]]
            shown = text or "".join(self.texts[part] for part in rows[place].tolist())
            found[place] = index.add((shown, script, bool(text)))
        return found

    def letters(self, members: Longs) -> Ragged:
        """The letters of runs of tokens, none of one that the channel cannot read."""
        rows = self.place[members]
        plain = self.plain.take(rows.ravel())
        plain = Ragged(plain.values, plain.starts[:: rows.shape[1]])
        latin = np.array([s is Script.LATIN for s in self.scripts], np.bool_)[rows[:, 0]]
        return _readable(plain, latin, self.size[rows].sum(1))


def _plain_letters(text: str, script: Script) -> str:
    """The letters of a token before folding; neighbours joined have the letters of each."""
    if script is Script.OTHER or len(text) > LONGEST_TEXT:
        return ""
    return plain_latin(text) if script is Script.LATIN else persian_letters(text)


def _readable(plain: Ragged, latin: Bools, size: Longs) -> Ragged:
    """``model.lexicon.readable_letters`` of each row of *plain* letters, from texts of so many letters."""
    folded, starts = fold(plain.values, plain.starts, latin)
    lengths = np.diff(starts)
    known = (lengths <= LONGEST_TOKEN) & (size <= LONGEST_TEXT)
    return Ragged(folded[np.repeat(known, lengths)], starts_of(np.where(known, lengths, 0)))


def spellings_of(keys: Sequence[Key], *, alone: int) -> tuple[Spellings, Longs]:
    """The spellings of *keys*, all different, of which the first ones stand *alone*, so many, and the others
    are tokens joined; and the place of each key among them.

    >>> keys = [("علی", Script.PERSIAN, True), ("abdolkarim", Script.LATIN, True)]
    >>> spellings, place = spellings_of(keys, alone=1)
    >>> spellings.texts, spellings.alone.tolist(), place.tolist()
    (['abdolkarim', 'karim', 'علی'], [False, True, True], [2, 0])
    """
    spellings, place = _in_order(list(keys), alone)
    return spellings, place[: len(keys)]


def key_of(text: str, script: Script) -> Key:
    """What the spelling of a token in normal form, or of several joined, is known by."""
    letters = readable_letters((text, script))
    return (letters, script, True) if letters else (text, script, False)


def _in_order(keys: list[Key], standing: int) -> tuple[Spellings, Longs]:
    """The spellings that *keys* are, of which the first *standing* stand alone, with their short forms; and
    the place of each among them, then of those, and -1 at the end."""
    index = _Index(dict(zip(keys, range(len(keys)), strict=True)), keys)
    joined = len(keys)
    short = [
        (number, index.add((form, script, True)))
        for number, (letters, script, known) in enumerate(keys[:joined])
        if known and (form := short_form(letters))
    ]
    alone = np.ones(len(keys), np.bool_)
    alone[standing:joined] = False
    kinds = np.array([SCRIPTS.index(s) if known else len(SCRIPTS) for _, s, known in keys], np.int64)
    latin = kinds == SCRIPTS.index(Script.LATIN)
    persian = kinds == SCRIPTS.index(Script.PERSIAN)
    order = np.argsort(np.select([latin, persian], [0, 1], 2), kind="stable")
    place = np.empty(len(keys) + 1, np.int64)
    place[order] = np.arange(len(keys))
    place[-1] = -1
    ordered = [keys[i] for i in order.tolist()]
    spellings = Spellings(
        [key[0] for key in ordered], [key[1] for key in ordered], int(latin.sum()), int(persian.sum()),
        alone[order], place[np.array(short, np.int64).reshape(-1, 2)],
    )  # fmt: skip
    return spellings, place
