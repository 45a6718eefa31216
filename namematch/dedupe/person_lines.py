"""The fields of persons by column in, their lines of JSON out: what ``--persons`` writes."""

from collections.abc import Iterator
from json.encoder import encode_basestring

from ..files.cells import shown_bits
from .person_columns import MentionColumns, PersonColumns
from .persons import Repeated


def person_lines(columns: PersonColumns) -> Iterator[str]:
    """A line of JSON for each person, as ``Person.model_validate_json`` reads it, with its line end. Bits
    have two decimals.

    >>> from namematch import dedupe_names
    >>> from namematch.dedupe.reconciliation import person_table_of
    >>> (block,) = person_table_of(dedupe_names(["Ali Karimi"])).blocks()
    >>> next(person_lines(block)).partition(", ")[2][:42]
    '"persian": "علی کریمی", "latin": "Ali Kari'
    """
    c, texts = columns, map(encode_basestring, columns.persian)
    written = _Numbers()
    mentions = _mention_objects(c.mentions, written)
    fields = zip(
        c.id, texts, map(encode_basestring, c.latin), c.persian_observed, c.latin_observed,
        map(encode_basestring, c.given), map(encode_basestring, c.family), c.titles, c.starts, c.starts[1:],
        c.weakest, c.repetitions, c.apart, strict=False,
    )  # fmt: skip
    for (
        ident, persian, latin, observed, also, given, family, titles, first, last, weakest, repetitions, apart
    ) in fields:  # fmt: skip
        yield (
            f'{{"id": "{ident}", "persian": {persian}, "latin": {latin}, '
            f'"persian_observed": {_truth(observed)}, "latin_observed": {_truth(also)}, '
            f'"given": {given}, "family": {family}, "titles": [{", ".join(map(encode_basestring, titles))}], '
            f'"mentions": [{", ".join(mentions[first:last])}], "weakest": {written[weakest]}, '
            f'"repetitions": [{", ".join(map(_repetition, repetitions))}], '
            f'"apart": [{", ".join(_written_apart(other, written[bits]) for other, bits in apart)}]}}\n'
        )


class _Numbers(dict[float | None, str]):
    """Bits as they are written, each number once: many mentions have the same."""

    def __missing__(self, bits: float | None) -> str:
        found = self[bits] = "null" if bits is None else float.__repr__(shown_bits(bits))
        return found


def _mention_objects(columns: MentionColumns, written: _Numbers) -> list[str]:
    m = columns
    sources = ("null" if source is None else encode_basestring(source) for source in m.source)
    cells = zip(map(encode_basestring, m.text), sources, m.row, m.script, m.bits, strict=True)
    return [
        f'{{"text": {text}, "source": {source}, "row": {row}, "script": "{script}", "bits": {written[bits]}}}'
        for text, source, row, script, bits in cells
    ]


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _repetition(found: Repeated) -> str:
    rows = ", ".join(map(str, found.rows))
    source, text = encode_basestring(found.source), encode_basestring(found.text)
    return f'{{"source": {source}, "text": {text}, "rows": [{rows}], "count": {len(found.rows)}}}'


def _written_apart(other: str, bits: str) -> str:
    return f'{{"id": "{other}", "bits": {bits}}}'
