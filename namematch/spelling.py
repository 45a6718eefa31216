"""The names of a list in, the distinct spellings of their tokens and joined tokens out.

Tokens of the same letters are one spelling. Of neighbours that may be one word only those are put together
whose consonants some token of the list agrees with (``skeletons``): no other can be one.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .alignment import WIDEST
from .blocking import skeleton_codes
from .compare import LONGEST_NAME
from .lettering import fold, letters_of, texts_of
from .letters import is_initial, persian_letters, plain_latin, short_form
from .nametable import SCRIPTS, NameTable
from .parse import Script
from .ragged import Longs, Ragged, numbered, starts_of, stretches
from .vocabulary import LONGEST_TEXT, LONGEST_TOKEN

Bools = NDArray[np.bool_]
Key = tuple[str, Script, bool]  # letters; or, where the channel cannot read it, the token as it stands


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


@dataclass(frozen=True, slots=True)
class Spelled:
    """Names in spellings. The tokens of name *x* are at ``starts[x]:starts[x + 1]``: *token*, the number of
    each in the table of names, and ``spelling[t, p]``, the spelling of token *t* joined with the *p* after
    it, -1 where that is no reading. A name of more tokens than a name has is without any."""

    spellings: Spellings
    starts: Longs
    token: Longs
    spelling: Longs


def spell(names: NameTable, *, whole: bool) -> Spelled:
    """The spellings of *names*; without *whole*, none that is all words of a name joined, which leaves
    nothing else of the name to agree."""
    lengths = np.where(names.words <= LONGEST_NAME, np.diff(names.starts), 0)
    token = names.token[stretches(names.starts[:-1], lengths)]
    starts = starts_of(lengths)
    parts = _Parts.of(names, np.unique(token))
    index = _Index()
    number = np.full(len(names.tokens), -1, np.int64)
    number[parts.used] = [index.add(key) for key in parts.keys]
    standing = len(index.keys)
    spelling = np.full((len(token), WIDEST), -1, np.int64)
    spelling[:, 0] = number[token]
    left = np.repeat(starts[1:], lengths) - np.arange(len(token))  # tokens from here to the name's end
    opens = np.zeros(len(token) + 1, np.bool_)
    opens[starts[:-1][(lengths > 0) & (names.spare == 0)]] = not whole
    for p, at, run, members in _runs(names, token, left):
        shown = ~(opens[at] & (left[at] == p + 1))
        wanted = np.zeros(len(members), np.bool_)
        wanted[run[shown]] = True
        found = parts.joined(members, wanted, index)
        spelling[at[shown], p] = found[run[shown]]
    return _in_order(index.keys, standing, starts, token, spelling)


def _runs(names: NameTable, token: Longs, left: Longs) -> "list[tuple[int, Longs, Longs, Longs]]":
    """The runs of tokens that may be one word, by how many come after the first: where they stand, the
    number of each, and the tokens of each distinct one, (runs, length).

    A run is known by the run without its last token, and that token: each is put together once.
    """
    links = _links(names, token, left)
    found: list[tuple[int, Longs, Longs, Longs]] = []
    at, run, members = np.arange(len(token)), token, np.arange(len(names.tokens))[:, None]
    for p in range(1, WIDEST):
        kept = links[np.minimum(at + p - 1, len(token) - 1)] & (left[at] > p)
        at, run = at[kept], run[kept]
        if not len(at):
            break
        distinct, run = numbered(run * len(names.tokens) + token[at + p])
        before, last = np.divmod(distinct, len(names.tokens))
        members = np.column_stack([members[before], last])
        found.append((p, at, run, members))
    return found


def _links(names: NameTable, token: Longs, left: Longs) -> Bools:
    """Whether each token may be one with the one after it."""
    initial = np.array([is_initial(t.text) for t in names.tokens], np.bool_)
    joins = np.array([t.joins for t in names.tokens], np.bool_) & ~initial
    script = np.array([SCRIPTS.index(t.script) for t in names.tokens], np.int64)
    after = np.append(token[1:], token[:1])
    links: Bools = (left > 1) & joins[token] & ~initial[after] & (script[token] == script[after])
    return links


@dataclass(slots=True)
class _Index:
    """Spellings in the order in which they are met."""

    numbers: dict[Key, int] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)

    def add(self, key: Key) -> int:
        """The number of a spelling, a new one if it is new."""
        number = self.numbers.setdefault(key, len(self.keys))
        if number == len(self.keys):
            self.keys.append(key)
        return number


@dataclass(frozen=True, slots=True)
class _Parts:
    """The tokens that spellings are made of: *used* are their numbers, *place* that of each number among
    them. *plain* are their letters before folding, *size* is how long their texts are; *blocks* are the
    whole skeletons that any of them has."""

    used: Longs
    place: Longs
    texts: list[str]
    scripts: list[Script]
    size: Longs
    plain: Ragged
    keys: list[Key]
    blocks: Longs

    @classmethod
    def of(cls, names: NameTable, used: Longs) -> "_Parts":
        tokens = [names.tokens[i] for i in used.tolist()]
        texts, scripts = [t.text for t in tokens], [t.script for t in tokens]
        size = np.array(list(map(len, texts)), np.int64)
        plain = letters_of([_plain(t.text, t.script) for t in tokens])
        place = np.full(len(names.tokens), -1, np.int64)
        place[used] = np.arange(len(used))
        letters = _read(plain, np.array([s is Script.LATIN for s in scripts], np.bool_), size)
        known = letters.lengths > 0
        keys = [
            (letter, script, True) if read else (text, script, False)
            for letter, text, script, read in zip(
                texts_of(letters), texts, scripts, known.tolist(), strict=True
            )
        ]
        blocks = np.unique(skeleton_codes(letters)[0].values)
        return cls(used, place, texts, scripts, size, plain, keys, blocks)

    def joined(self, members: Longs, wanted: Bools, index: _Index) -> Longs:
        """The spelling of each *wanted* run of tokens whose consonants some token has; -1 for the others."""
        found = np.full(len(members), -1, np.int64)
        chosen = np.flatnonzero(wanted)
        if not len(chosen):
            return found
        rows = self.place[members[chosen]]
        plain = self.plain.take(rows.ravel())
        plain = Ragged(plain.values, plain.starts[:: rows.shape[1]])
        latin = np.array([s is Script.LATIN for s in self.scripts], np.bool_)[rows[:, 0]]
        letters = _read(plain, latin, self.size[rows].sum(1))
        whole = skeleton_codes(letters)[0]
        met = np.isin(whole.values, self.blocks)
        kept = np.flatnonzero(np.bincount(whole.rows(), met, len(whole)) > 0)
        for place, text in zip(kept.tolist(), texts_of(letters.take(kept)), strict=True):
            script = self.scripts[rows[place, 0]]
            shown = text or "".join(self.texts[part] for part in rows[place].tolist())
            found[chosen[place]] = index.add((shown, script, bool(text)))
        return found


def _plain(text: str, script: Script) -> str:
    """The letters of a token before folding; those of neighbours joined are theirs joined."""
    if script is Script.OTHER or len(text) > LONGEST_TEXT:
        return ""
    return plain_latin(text) if script is Script.LATIN else persian_letters(text)


def _read(plain: Ragged, latin: Bools, size: Longs) -> Ragged:
    """``vocabulary.readable_letters`` of each row of *plain* letters, from texts of so many letters."""
    folded, starts = fold(plain.values, plain.starts, latin)
    lengths = np.diff(starts)
    known = (lengths <= LONGEST_TOKEN) & (size <= LONGEST_TEXT)
    return Ragged(folded[np.repeat(known, lengths)], starts_of(np.where(known, lengths, 0)))


def _in_order(keys: list[Key], standing: int, starts: Longs, token: Longs, spelling: Longs) -> Spelled:
    """The first *standing* of *keys* stand alone; their short forms come with them."""
    index = _Index(dict(zip(keys, range(len(keys)), strict=True)), keys)
    joined = len(keys)
    short = [
        (number, index.add((form, script, True)))
        for number, (letters, script, known) in enumerate(keys[:joined])
        if known and letters.startswith(("abd", "عبد")) and (form := short_form(letters))
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
    return Spelled(spellings, starts, token, place[spelling])
