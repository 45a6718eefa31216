"""The spellings of a list against those of its names one by one."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.batch.spellings import Spelled, spell
from namematch.compare.names import may_join
from namematch.model.lexicon import readable_letters
from namematch.names.compounds import LONGEST_NAME, WIDEST, spans, tokens_of
from namematch.names.name import Name
from namematch.names.parse import parse_name
from namematch.names.table import tabulate
from namematch.text.scripts import Script, ScriptedText
from namematch.text.short_forms import short_form
from tests.support.texts import LISTS, LONG

Known = tuple[str, Script]  # a spelling: its letters, or the token itself where the channel cannot read it
ORDER = [Script.LATIN, Script.PERSIAN]

COMPOUNDS = (
    "Abd ol Hossein Abdolhossein al Karim Ali Reza Alireza Hosseinzadeh Zadeh Seyed bin Shams odin "
    "Shamsodin Abdul Rahman Khalil Halil عبد ال حسین عبدالحسین علی رضا علیرضا زاده سید شمس الدین Али Реза "
    "Алиреза A. R. 김 o aa"
)
NAMES = st.lists(st.lists(st.sampled_from(COMPOUNDS.split()), max_size=5).map(" ".join), max_size=8)


def parsed(texts: list[str]) -> list[Name]:
    return [parse_name(text) for text in texts]


def known(unit: ScriptedText) -> Known:
    """What ``spell`` should know a token by."""
    return readable_letters(unit) or unit[0], unit[1]


def tokens(name: Name) -> tuple[ScriptedText, ...]:
    read = tokens_of(name) if len(name.tokens) <= LONGEST_NAME else ()
    return tuple((token.text, token.script) for token in read)


def slow_spellings(names: list[Name], *, whole: bool) -> list[list[list[Known | None]]]:
    """Slow twin: of each name, of each token, the spelling of it joined with the next ones."""
    alone = {unit for name in names for unit in tokens(name)}
    found: list[list[list[Known | None]]] = []
    for name in names:
        rows: list[list[Known | None]] = [[None] * WIDEST for _ in tokens(name)]
        for i, p, unit in spans(tokens_of(name), WIDEST) if rows else ():
            everything = p > 1 and p == len(rows) and not name.optional_titles
            agrees = p == 1 or any(may_join(unit, other) for other in alone)
            if agrees and (whole or not everything):
                rows[i][p - 1] = known(unit)
        found.append(rows)
    return found


def spellings_of(spelled: Spelled) -> list[list[list[Known | None]]]:
    s = spelled.spellings
    texts = [*zip(s.texts, s.scripts, strict=True), None]
    rows = [[texts[i] for i in row] for row in spelled.spelling.tolist()]
    return [rows[a:b] for a, b in zip(spelled.starts[:-1], spelled.starts[1:], strict=True)]


@settings(max_examples=200)
@given(LISTS | NAMES, st.booleans())
@example(["Khosrow Chalabi", "Hosroosalabi", "Khosroosalabi"], True)
@example(["Seyed Ali Reza", "Alireza", "Ali Reza"], False)
def test_a_list_has_the_spellings_of_its_names(texts: list[str], whole: bool) -> None:
    names = parsed([*texts, *LONG])
    assert spellings_of(spell(tabulate(names), whole=whole)) == slow_spellings(names, whole=whole)


@given(LISTS | NAMES)
def test_spellings_are_distinct_and_of_one_script_after_the_other(texts: list[str]) -> None:
    names = parsed([*texts, *LONG])
    spelled = spell(tabulate(names), whole=True)
    s = spelled.spellings
    keys = list(zip(s.texts, s.scripts, strict=True))
    channel = [key for key in keys if readable_letters(key) == key[0]]
    kinds = [ORDER.index(script) for _, script in channel]
    assert kinds == sorted(kinds)
    assert channel == keys[: len(channel)]
    assert [kinds.count(0), kinds.count(1)] == [s.latin, s.persian]
    readable = [x < len(channel) for x in range(len(keys))]
    assert len(set(zip(keys, readable, strict=True))) == len(s)
    alone = {known(unit) for name in names for unit in tokens(name)}
    forms = {(short_form(text), script) for text, script in channel}
    assert {key for key, stands in zip(keys, s.alone.tolist(), strict=True) if stands} >= alone
    assert {keys[i] for i in np.flatnonzero(s.alone)} <= alone | forms


@given(LISTS | NAMES)
def test_each_servant_of_comes_with_its_short_form(texts: list[str]) -> None:
    s = spell(tabulate(parsed(texts)), whole=True).spellings
    pairs = {(s.texts[i], s.texts[form]) for i, form in s.short.tolist()}
    reached = {i for i, _ in s.short.tolist()}
    assert all(short_form(long) == short for long, short in pairs)
    assert all(s.scripts[i] is s.scripts[form] and s.alone[form] for i, form in s.short.tolist())
    short = {s.texts[form] for _, form in s.short.tolist()}
    servants = {i for i in range(s.latin + s.persian) if short_form(s.texts[i])}
    assert {s.texts[i] for i in servants - reached} <= short  # a short form has none of its own


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["Ali Reza Karimi", "Aliriza Karimi"], {"alireza"}),
        (["Ali Reza Karimi", "Alireza Karimi"], set()),
        (["Ali Reza Karimi", "علیرضا کریمی"], {"alireza"}),
        (["Ali Reza Karimi", "Ali Karimi"], set()),
        (["Maral Mahmoudi Amini", "میرمحمدی امینی"], set()),
    ],
)
def test_only_words_that_some_token_agrees_with_are_joined(texts: list[str], joined: set[str]) -> None:
    s = spell(tabulate(parsed(texts)), whole=False).spellings
    assert {s.texts[i] for i in np.flatnonzero(~s.alone)} == joined
