"""A table of attested spellings in, pairs of a Persian and a Latin token out: what training reads.

Each pair has a weight. The styles of ``data/styles.tsv`` tell what other styles would have
written; the words that are held out to test what was learned are drawn here.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ..errors import InputError, TableError
from ..model.channel import LONGEST_EMISSION
from ..model.lexicon import LONGEST_TOKEN
from ..text.letters import latin_letters, persian_letters, sound_key
from ..text.normalize import normalize_name
from ..text.tables import read_table

ALEF = "ا"
_RULE = re.compile(r"(?:(?P<only>[\u0621-\u06cc]):)?(?P<old>.*)>(?P<new>[^>]*)")

# Source B is a cross product of languages, C informal: a third and a half of a memorial's record.
TRUST = {"B": 0.25, "C": 0.5}


@dataclass(frozen=True, slots=True)
class Pair:
    """One attested spelling: folded letters of both scripts, and its weight."""

    persian: str
    latin: str
    weight: float


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a TSV with columns ``persian``, ``latin`` and, if known, ``count``, ``source``.

    Sorted by letters, each once. A pair weighs the root of its count. What is no pair of tokens (digits,
    the wrong script, three times as many letters) is left out. Raises ``InputError`` naming file, line
    and value.
    """
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for line, row in _attested_rows(path):
        persian = persian_letters(normalize_name(row["persian"]))
        latin = latin_letters(normalize_name(row["latin"]))
        count = _count(row, path, line)
        if 0 < len(persian) <= LONGEST_TOKEN and 0 < len(latin) <= LONGEST_EMISSION * len(persian):
            trust = TRUST.get(row.get("source") or "", 1)
            counts[persian, latin] += count * trust**2
    pairs = [Pair(*key, weight**0.5) for key, weight in sorted(counts.items()) if weight]
    if not pairs:
        raise InputError(f"{path}: no pair of a Persian and a Latin token")
    return pairs


def _attested_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a TSV, numbered, each with a cell in both columns."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read, {error}") from error
    rows = csv.DictReader(io.StringIO(text, ""), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        missing = {"persian", "latin"} - set(rows.fieldnames or ())
        if missing:
            raise InputError(f"{path}: no column {min(missing)!r}")
        for row in rows:
            if row["persian"] is None or row["latin"] is None:
                raise InputError(f"{path}:{rows.line_num}: {row!r} has too few cells")
            yield rows.line_num, row
    except csv.Error as error:  # a cell of more letters than the reader takes
        raise InputError(f"{path}:{rows.reader.line_num}: {error}") from error


def _count(row: Mapping[str, str], path: Path, line: int) -> float:
    text = row.get("count") or "1"
    if not text.isdecimal():
        raise InputError(f"{path}:{line}: count {text!r} is not a number")
    return float(text)


def words_of(pairs: Iterable[Pair]) -> list[str]:
    """The Persian words of *pairs*, sorted, each once."""
    return sorted({pair.persian for pair in pairs})


def hold_out(pairs: Iterable[Pair], share: float) -> tuple[list[Pair], list[Pair]]:
    """*pairs* to learn from and pairs to test on: about a *share* of the words, with all their spellings.

    Which words, their letters decide, so a longer table holds out the same ones.

    >>> kept, held = hold_out([Pair("علی", "ali", 1.0), Pair("علی", "aly", 1.0)], 0.5)
    >>> len(kept) in (0, 2)
    True
    """
    kept: list[Pair] = []
    held: list[Pair] = []
    for pair in pairs:
        drawn = crc32(pair.persian.encode()) < share * 2**32
        (held if drawn else kept).append(pair)
    return kept, held


class Rewriting(NamedTuple):
    """A rewriting of a folded Latin token: *text* for a *pattern*. *only*: of words with this Persian letter
    and no other that sounds like it (z is dh in Ḏabīḥ alone), or, for alef, without any within the word, so
    that every a is short; ``''`` for all words."""

    only: str
    pattern: re.Pattern[str]
    text: str

    def holds_for(self, persian: str) -> bool:
        """Whether the rule is one for a word of these Persian letters.

        >>> rule = Rewriting("ث", re.compile("s"), "th")
        >>> rule.holds_for("ثریا"), rule.holds_for("سارا"), rule.holds_for("میراث سلیم")
        (True, False, False)
        """
        if self.only == ALEF:
            return ALEF not in persian[1:] and "آ" not in persian
        return not self.only or {x for x in persian if sound_key(x) == sound_key(self.only)} == {self.only}


class Style(NamedTuple):
    """A style: *share*, how many of its spellings stand beside one of a source's own, and its *rules*, in
    order."""

    name: str
    share: float
    rules: tuple[Rewriting, ...]

    def rewrite(self, latin: str, persian: str) -> str:
        """What this style writes for what source A spells *latin*, folded, of the word *persian*.

        >>> style = {style.name: style for style in read_styles()}
        >>> style["turkish"].rewrite("khadijeh", "خدیجه"), style["arabic-th"].rewrite("zabih", "ذبیح")
        ('hadice', 'dhabih')
        """
        for rule in self.rules:
            if rule.holds_for(persian):
                latin = rule.pattern.sub(rule.text, latin)
        return latin_letters(latin)


@cache
def read_styles() -> tuple[Style, ...]:
    """The styles of ``data/styles.tsv``. Raises ``TableError`` for what is no share or no pattern."""
    columns = ("style", "share", "rewrite", "source")
    rows = read_table("styles", columns, as_written=("rewrite", "source"), unique=("style",))
    return tuple(_style(*row[:3]) for row in rows)


def _style(name: str, share: str, rewrite: str) -> Style:
    try:
        parts = [_RULE.fullmatch(rule) for rule in rewrite.split()]
        rules = (
            Rewriting(found["only"] or "", re.compile(found["old"]), found["new"]) for found in parts if found
        )
        style = Style(name, float(share), tuple(rules))
        style.rewrite("", "")  # a text may name a group that its pattern lacks
        return style
    except (ValueError, re.error) as error:
        raise TableError(f"styles.tsv: {name}: {share!r}, {rewrite!r}: {error}") from error


def rewritten(pairs: Iterable[Pair], styles: Sequence[Style] | None = None) -> Iterator[Pair]:
    """*pairs*, each followed by what other styles would have written for it.

    *styles* are those of the package unless given.
    """
    styles = read_styles() if styles is None else styles
    for pair in pairs:
        yield pair
        shares: dict[str, float] = defaultdict(float)
        for style in styles:
            shares[style.rewrite(pair.latin, pair.persian)] += style.share
        for latin, share in sorted(shares.items()):
            if latin and latin != pair.latin:
                yield Pair(pair.persian, latin, pair.weight * share)
