"""A name as the English-language press writes it in, as the press's other styles and languages do out."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ..text.tables import read_table
from .schemes import STYLES


class StyleVariants(NamedTuple):
    """Other ways to write what *usual* matches, with the share of the publishers that write so.

    The Persian word must have the letters *needed*, and must not have *refused*.
    """

    usual: re.Pattern[str]
    shares: Mapping[str, float]
    needed: str
    refused: str


def styled(text: str, letters: str, table: str = "style_variants") -> list[tuple[str, float]]:
    """*text*, which writes the Persian *letters*, as each style of a *table* writes it, with its share.

    >>> [other for other, _ in styled("Nouri", "نوری")]
    ['Nouri', 'Nuri', 'Noori']
    """
    found = {text: 1.0}
    for usual, shares, needed, refused in style_variants(table):
        if needed not in letters or (refused and refused in letters) or not usual.search(text.lower()):
            continue
        kept = 1 - sum(shares.values())
        spelled = defaultdict(float, {spelling: mass * kept for spelling, mass in found.items()})
        for spelling, mass in found.items():
            for other, share in shares.items():
                changed = usual.sub(other, spelling.lower())
                spelled[changed[:1].upper() + changed[1:]] += mass * share
        found = spelled
    return list(found.items())


@cache
def style_variants(table: str = "style_variants") -> list[StyleVariants]:
    """The rows of a *table* such as ``data/style_variants.tsv``, those of one usual spelling together."""
    columns = ("usual", "other", "share", "with", "without", "why")
    rows = read_table(
        table,
        columns,
        optional=("without",),
        as_written=("usual", "why"),
        unique=("usual", "other"),
    )
    shares: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for usual, other, share, needed, refused, _ in rows:
        shares[usual, needed, refused][other] = float(share)
    return [
        StyleVariants(re.compile(usual), others, needed, refused)
        for (usual, needed, refused), others in shares.items()
    ]


@cache
def press_names() -> Mapping[tuple[str, str], str]:
    """The rows of ``data/press_names.tsv``: a name's own form by its letters and the language."""
    languages = STYLES[1:]
    rows = read_table(
        "press_names", ("persian", *languages), optional=languages, as_written=languages, unique=("persian",)
    )
    return {
        (persian, language): text
        for persian, *forms in rows
        for language, text in zip(languages, forms, strict=True)
        if text
    }
