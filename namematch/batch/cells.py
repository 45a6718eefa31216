"""A list of names in, all the names that its cells mean out; and scored pairs of these as pairs of cells.

The batch's twin of ``compare.cells``: an alias, or another person of a cell, is a name of the table that is
scored, and belongs to the name of the cell. Of the pairs between two cells the one with least doubt counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..compare.calibration import calibrated_bits
from ..compare.cells import bits_of_fathers, bits_of_generations, fathers_differ
from ..compare.names import father_doubt
from ..model.vocabulary import Vocabulary
from ..names.faces import faces
from ..names.name import Name, Token
from ..names.patronymics import father_of_tokens, tokens_without_father
from ..names.table import ALIAS, FATHER, GENERATION, PERSON, NameTable, tabulate
from .scoring import ScoredPairs
from .wanted import Wanted


@dataclass(frozen=True, eq=False, slots=True)
class ListCells:
    """ListCells by all their names: *table* has the name of each, and behind those of each list what else its
    cells mean. *owner* is the cell of each of them, *left* how many stand before the second list."""

    cells: NameTable
    table: NameTable
    owner: Longs
    left: int

    @classmethod
    def of(cls, names: NameTable, left: int) -> "ListCells":
        """All that *names* mean, the first *left* of which are a list of their own."""
        found = [(x, face) for x in _with_faces(names).tolist() for face in _faces_of(names, x)]
        if not found:
            return cls(names, names, np.arange(len(names)), left)
        owners, others = zip(*found, strict=True)
        owner = np.append(np.arange(len(names)), np.array(owners, np.int64))
        order = np.argsort(owner >= left, kind="stable") if left else np.arange(len(owner))
        table = replace(names, beside=None).then(tabulate(others)).take(order)
        return cls(names, table, owner[order], int(np.count_nonzero(owner < left)))

    def settled(self, pairs: ScoredPairs, vocabulary: Vocabulary, wanted: Wanted) -> ScoredPairs:
        """*pairs* of the table as pairs of cells, with what the fathers' names say, and Jr. and Sr.; within
        the bound."""
        pairs = self._of_owners(pairs)
        fathers, number = _Fathers.of(self.cells, pairs), generations_of(self.cells)
        bearers = np.flatnonzero(are_two_bearers(number[pairs.left], number[pairs.right]))
        if fathers is None and not len(bearers):
            return pairs
        added, differ = np.zeros(len(pairs.left)), bearers[:0]
        if fathers is not None:
            added, differ = fathers.between(pairs, vocabulary, wanted)
        for k in bearers.tolist():
            added[k] += bits_of_generations(float(pairs.doubt[k] + added[k]), wanted.policy)
        doubt = pairs.doubt + added
        bits = calibrated_bits(doubt, wanted.policy.population or 2)
        kept = (doubt <= wanted.most) | (added <= 0)
        apart, generations = (np.column_stack((pairs.left[k], pairs.right[k])) for k in (differ, bearers))
        return ScoredPairs(
            pairs.left[kept], pairs.right[kept], doubt[kept], bits[kept], pairs.effort, apart, generations
        )

    def _of_owners(self, pairs: ScoredPairs) -> ScoredPairs:
        """The best pair of each two cells."""
        if len(self.owner) == len(self.cells):
            return pairs
        ends = np.sort(np.array([self.owner[pairs.left], self.owner[pairs.right]]), axis=0)
        across = np.flatnonzero(ends[0] != ends[1])
        key = ends[0][across] * len(self.cells) + ends[1][across]
        order = np.lexsort((pairs.doubt[across], key))
        first = order[np.diff(key[order], prepend=-1) != 0]
        chosen = across[first]
        doubt, bits = pairs.doubt[chosen], pairs.bits[chosen]
        return ScoredPairs(ends[0][chosen], ends[1][chosen], doubt, bits, pairs.effort)


def _with_faces(names: NameTable) -> Longs:
    """The cells that may mean another name than the first."""
    found = names.with_son
    if names.beside is not None:
        owner, kind = names.beside.owner, names.beside.kind
        found[owner[(kind == ALIAS) | (kind == PERSON)]] = True
        fathers = owner[kind == FATHER]
        found[fathers[names.words[fathers] == 1]] = True
    return np.flatnonzero(found)


def _faces_of(names: NameTable, place: int) -> Sequence[Name]:
    """What else a cell means."""
    if names.beside is None or not _stands_in(names.beside.owner, place):
        # Read again it would be the same: lists of Arabic names have bin in every row.
        first = int(names.starts[place])
        optional = tuple(names.tokens[t] for t in names.token[first : first + names.optional[place]].tolist())
        tokens = tokens_without_father(names.tokens_in(place))
        return (Name("", tokens[0].script, tokens, (), False, optional),) if tokens else ()
    return faces(names[place])[1:]


def _stands_in(ascending: Longs, value: int) -> bool:
    at = int(np.searchsorted(ascending, value))
    return at < len(ascending) and int(ascending[at]) == value


@dataclass(frozen=True, eq=False, slots=True)
class _Fathers:
    """The fathers told in cells: that of a cell is ``names[number[x]]``, and -1 stands for none."""

    names: list[Name]
    number: Longs

    @classmethod
    def of(cls, cells: NameTable, pairs: ScoredPairs) -> "_Fathers | None":
        """The fathers of the cells that stand in *pairs*; None where none is told."""
        told = cells.with_son
        if cells.beside is not None:
            told[cells.beside.owner[cells.beside.kind == FATHER]] = True
        both = told[pairs.left] & told[pairs.right]
        if not both.any():
            return None
        numbers: dict[tuple[Token, ...], int] = {}
        names: list[Name] = []
        number = np.full(len(cells), -1, np.int64)
        for x in np.unique([pairs.left[both], pairs.right[both]]).tolist():
            father = father_at(cells, x)
            if father is not None:
                key = father.optional_titles + father.tokens
                number[x] = numbers.setdefault(key, len(names))
                names += [father] * (int(number[x]) == len(names))
        return cls(names, number)

    def between(self, pairs: ScoredPairs, vocabulary: Vocabulary, wanted: Wanted) -> tuple[Floats, Longs]:
        """What the fathers add to the doubt of each of *pairs*, and the pairs whose fathers are two."""
        one, two = self.number[pairs.left], self.number[pairs.right]
        both = np.flatnonzero((one >= 0) & (two >= 0))
        keys, where = np.unique(np.sort([one[both], two[both]], axis=0).T, axis=0, return_inverse=True)
        doubt_of = partial(father_doubt, policy=wanted.policy, vocabulary=vocabulary)
        doubts = [doubt_of(self.names[a], self.names[b]) if a != b else 0.0 for a, b in keys.tolist()]
        between = np.array(doubts, np.float64)[where.ravel()]
        added = np.zeros(len(pairs.left))
        told = zip(between.tolist(), pairs.doubt[both].tolist(), strict=True)
        added[both] = [bits_of_fathers(a, b, near=True, policy=wanted.policy) for a, b in told]
        return added, both[[fathers_differ(doubt) for doubt in between.tolist()]]


def generations_of(cells: NameTable) -> Longs:
    """Which bearer of the name each cell says that it is, Jr. the second; 0 where it says nothing."""
    found = np.zeros(len(cells), np.int64)
    if cells.beside is not None:
        told = cells.beside.kind > GENERATION
        found[cells.beside.owner[told]] = cells.beside.kind[told] - GENERATION
    return found


def are_two_bearers(one: Longs, two: Longs | int) -> Bools:
    """Whether two numbers of bearers differ, both told."""
    differ: Bools = (one > 0) & (np.asarray(two) > 0) & (one != two)
    return differ


def father_at(cells: NameTable, place: int) -> Name | None:
    """The father of a cell, told apart or behind bin; None where no word tells him."""
    beside = cells.beside
    if beside is not None:
        for at in range(*np.searchsorted(beside.owner, (place, place + 1)).tolist()):
            if beside.kind[at] == FATHER:
                return _father_beside(beside.names, at)
    return father_of_tokens(cells.tokens_in(place))


def _father_beside(names: NameTable, place: int) -> Name | None:
    first, last = int(names.starts[place]), int(names.starts[place + 1])
    tokens = tuple(names.tokens[t] for t in names.token[first:last].tolist())
    optional = int(names.optional[place])
    if len(tokens) == optional:
        return None
    return Name("", tokens[optional].script, tokens[optional:], (), False, tokens[:optional])
