"""What the reader of pairs takes and refuses, what other styles write, which words are held out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.errors import InputError, TableError
from namematch.text.letters import PERSIAN, latin_letters
from namematch.text.tables import read_table
from namematch.training import attested
from namematch.training.attested import (
    TRUST,
    Pair,
    Style,
    hold_out,
    read_pairs,
    read_styles,
    rewritten,
    words_of,
)

STYLES = read_styles()
STYLE = {style.name: style for style in STYLES}

# What the reader takes.


def table(folder: Path, *lines: str, start: str = "") -> Path:
    path = folder / "pairs.tsv"
    path.write_text(start + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_pairs_are_folded_and_weigh_the_root_of_their_count(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "persian\tlatin\tcount",
        "\u0639\u0644\u064a\tALI\t9",
        "علی\tʿAlī\t16",
        "حسن\tHassan\t",
        "حسن\tHasan",
    )
    assert read_pairs(path) == [Pair("حسن", "hasan", 2**0.5), Pair("علی", "ali", 5.0)]


def test_the_count_may_be_missing_and_a_mark_stand_first(tmp_path: Path) -> None:
    path = table(tmp_path, "latin\tpersian\r", "Ali\tعلی\r", start="\ufeff")
    assert read_pairs(path) == [Pair("علی", "ali", 1.0)]


def test_a_source_is_trusted_as_the_table_says(tmp_path: Path) -> None:
    path = table(tmp_path, "persian\tlatin\tsource", "علی\tAli\tA", "رضا\tReza\tB", "حسن\tHasan\tC")
    weights = {pair.latin: pair.weight for pair in read_pairs(path)}
    assert weights == {"ali": 1.0, "reza": TRUST["B"], "hasan": TRUST["C"]}


def test_what_cannot_be_a_pair_is_left_out(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "persian\tlatin\tcount",
        "علی\tAli\t1",
        "علی\t123\t1",
        "Ali\tAli\t1",
        "رضا\tMohammadreza\t1",
        "رضا\tReza\t0",
        "ا" * 41 + "\tAa\t1",
    )
    assert read_pairs(path) == [Pair("علی", "ali", 1.0)]


REFUSED = [
    # the table's lines, what the message must have after the file's name
    (["persian\tcount", "علی\t1"], "no column 'latin'"),
    (["latin\tcount", "Ali\t1"], "no column 'persian'"),
    ([], "no column"),
    (["persian\tlatin\tcount", "علی\tAli\t1", "رضا\tReza\tmany"], ":3: count 'many'"),
    (["persian\tlatin\tcount", "علی\tAli\t-1"], ":2: count '-1'"),
    (["persian\tlatin\tcount", "علی\tAli\t1.5"], ":2: count '1.5'"),
    (["persian\tlatin", "علی\tAli", "رضا"], ":3: .*'رضا'"),
    (["persian\tlatin", "علی\tAli", "", f"رضا\t{'r' * 200_000}"], ":4: .*limit"),
    (["persian\t" + "l" * 200_000], ":1: .*limit"),
    (["persian\tlatin"], "no pair"),
    (["persian\tlatin", "Ali\tعلی"], "no pair"),
    (["persian\tlatin\tcount", "علی\tAli\t0"], "no pair"),
]


@pytest.mark.parametrize(("lines", "message"), REFUSED)
def test_a_bad_table_is_refused_by_place(lines: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=rf"pairs\.tsv:? ?{message}"):
        read_pairs(table(tmp_path, *lines))


def missing(folder: Path) -> Path:
    return folder / "nowhere.tsv"


def directory(folder: Path) -> Path:
    return folder


def other_encoding(folder: Path) -> Path:
    path = folder / "old.tsv"
    path.write_bytes("persian\tlatin\n\u0639\u0644\u064a\tAli\n".encode("cp1256"))
    return path


@pytest.mark.parametrize("place", [missing, directory, other_encoding])
def test_a_file_that_cannot_be_read_is_named(place: Callable[[Path], Path], tmp_path: Path) -> None:
    path = place(tmp_path)
    with pytest.raises(InputError, match=f"{path.name}: cannot be read"):
        read_pairs(path)


# Styles.

# What each style writes for what source A spells so, of a Persian word where it matters; every rule of every
# style has its turn.
STYLED: list[tuple[str, ...]] = [
    ("english", "qasem", "ghasem"),
    ("english-ey", "qeisar", "gheysar"),
    ("english-w", "vaqeizadeh", "wagheyzade"),
    ("english-ai", "qeiseh", "ghayse"),
    ("english-y", "qeizhi", "ghaijy"),
    ("english-iy", "qiasieh", "ghiyasiye"),
    ("doubled", "baqerabah", "bagherabeh"),
    ("plain-g", "qasem", "gasem"),
    ("scholarly", "hosein", "husayn"),
    ("scholarly", "kian", "kiyan"),
    ("scholarly", "mohsenian", "muhsiniyan"),
    ("arabic", "qoreishem", "ghuraishim"),
    ("arabic-a", "hoseineh", "husaina"),
    ("arabic-a", "mohseneh", "muhsina"),
    ("afghan", "vahideh", "wahida"),
    ("afghan", "hosein", "husain"),
    ("afghan-e", "firuzeh", "feroza"),
    ("afghan-e", "navideh", "naweda"),
    ("south-asian", "hoseini", "husainy"),
    ("south-asian", "rashedeh", "rashida"),
    ("south-asian-k", "mozhdeqeh", "mujdekah"),
    ("south-asian-k", "vaqezhomeh", "wakejumah"),
    ("turkish", "khadijeh", "hadice"),
    ("turkish", "qeizhagheh", "keyjage"),
    ("turkish-t", "mohamad", "muhemet"),
    ("turkish-t", "qazhjakhagh", "kejceheg"),
    ("turkish-t", "rajab", "recep"),
    ("azerbaijani", "khadijeh", "xadica"),
    ("azerbaijani", "hosein", "huseyn"),
    ("azerbaijani", "zhaleh", "jala"),
    ("azerbaijani", "mohsen", "muhsan"),
    ("azerbaijani-g", "qolamgholjekh", "gulamqulcax"),
    ("german", "khazvaqiyeh", "chaswaghijeh"),
    ("german-k", "khavaqizi", "chawakisie"),
    ("german-k", "kian", "kijan"),
    ("french", "qashizh", "ghachij"),
    ("french-e", "qasem", "ghasime"),
    ("french-e", "changizhbalush", "changuijbaluche"),
    ("albanian", "karimqakhejeib", "qarimkahexhejp"),
    ("albanian", "ghaiyomeh", "gajjume"),
    ("bosnian", "qakhejoghyeiaeh", "kahedzhugjejaa"),
    ("bosnian", "tiam", "tijam"),
    ("kurdish", "khajvzh", "xacwj"),
    ("latin-x", "maksud", "maxud", "مکسود"),
    ("arabic-th", "soreiyeh", "thuraiya", "ثریه"),
    ("arabic-th", "zohseneh", "dhuhsina", "ذهسنه"),
    ("arabic-th", "razi", "radi", "رضی"),
    ("arabic-th", "zafar", "dhafar", "ظفر"),
    ("arabic-dh", "sorveiehem", "thurwayihim", "ثروهم"),
    ("arabic-dh", "zabih", "dhabih", "ذبیح"),
    ("arabic-dh", "razi", "radhi", "رضی"),
    ("arabic-dh", "soreiyeh", "thuraya", "ثریه"),
    ("arabic-d", "zabih", "dabih", "ذبیح"),
    ("arabic-d", "razi", "radi", "رضی"),
    ("arabic-d", "sabeq", "tabegh", "ثابق"),
    ("arabic-d", "mohseneh", "muhsena", "محسنه"),
    ("afghan-i", "veismohsenehem", "waismuhsinihim"),
    ("afghan-i", "vahideh", "wahida"),
    ("dutch", "qushakhcheizhay", "ghoesjachtsjejzjaj"),
    ("dutch-ie", "qushakhcheyim", "goesjachtjejiem"),
    ("dutch-ie", "fatemeh", "fateme"),
    ("swedish", "qashchezhyei", "ghasjtjesjej"),
    ("norwegian", "qashchezheh", "kasjtsjesje"),
    ("danish", "qashchezheieh", "ghasjtjezaje"),
    ("finnish", "qachkhajyeh", "katshadzhje"),
    ("estonian", "qachkhajeh", "gatshadzhe"),
    ("latvian", "qakhajeh", "kahadzhe"),
    ("latvian", "hosein", "hoseins"),
    ("lithuanian", "qakhajyei", "kachadzhjej"),
    ("lithuanian", "hosein", "hosejnas"),
    ("lithuanian", "salimeh", "salime"),
    ("lithuanian", "karimi", "karimis"),
    ("polish-zh", "qachkhashjyeiveh", "gaczchaszdzhjajwe"),
    ("czech", "qakhajyeieh", "kachadzhjeje"),
    ("slovak", "qakhajeiia", "ghachadzhajija"),
    ("slovene", "qakhajeieh", "gahadzheje"),
    ("serbian", "qaghkhajyeiia", "kaghadzjejija"),
    ("without-marks", "qakhachashzhajyeieh", "kahacaszadzjeje"),
    ("hungarian", "qakhasashchajzhyei", "gahaszascsadzszsjej"),
    ("romanian", "qakhachachochikegijajojizhyeh", "gahaceaciocicheghigeagiogijie"),
    ("italian", "qakechachigeshashijajizhazheh", "gacheciacighesciascigiagigiage"),
    ("spanish", "qagijakhazh", "gaguiyajay"),
    ("spanish-s", "qajakhazhasheioeh", "gayajayaseyue"),
    ("catalan", "chashazhyeh", "txaxajie"),
    ("portuguese", "qashazhyeh", "ghaxajie"),
    ("greek", "qachakhashazhhaheh", "ghatsachasazchache"),
    ("greek", "jafar", "tzafar"),
    ("turkmen", "khaqvazheieh", "hagwajeye"),
    ("uzbek", "khazheiomen", "xajayumin"),
    ("uzbek", "zadeh", "zoda"),
    ("uzbek", "rahman", "rahmon"),
    ("uzbek", "zaheh", "zaha"),
    ("turkic-cyrillic", "javomeneh", "zhavumina"),
    ("tajik-u", "eiomen", "ayumin"),
    ("tajik-u", "zadeh", "zoda"),
    ("tajik-u", "rahman", "rahmon"),
    ("tajik-u", "zaheh", "zaha"),
    ("russian-g", "qahajoeieh", "kagadzhueya"),
    ("kurmanji", "khajazhameh", "xecejeme", "خجژمه"),
    ("kurmanji", "jamal", "camal", "جمال"),
    ("malay", "shaqacheiomeneh", "syakacaiuminah"),
    ("indonesian", "shachakhemou", "sjatjachimoeoe"),
    ("hebrew", "heidarmoned", "hidrmnd", "حیدرمند"),
    ("hebrew", "kamal", "kamal", "کمال"),
    ("russian", "mohamadqajieh", "mokhamadkadzhie"),
    ("russian", "qian", "kiyan"),
    ("tajik", "tahereh", "tahera"),
    ("tajik", "rahman", "rahmon"),
    ("tajik", "rahmanjiazadeh", "rahmandzhiyozoda"),
    ("polish", "chaqakhshzhjyeiv", "czakachszdzjejw"),
]  # fmt: skip


def test_each_style_has_a_share() -> None:
    assert len(STYLES) > 20
    assert all(0.0 < style.share < 1.0 for style in STYLES)
    assert {style.name for style in STYLES} == {name for name, *_ in STYLED}


@pytest.mark.parametrize(("name", "usual", "styled", "persian"), [(*row, "")[:4] for row in STYLED])
def test_a_style_writes_so(name: str, usual: str, styled: str, persian: str) -> None:
    assert STYLE[name].rewrite(usual, persian) == latin_letters(styled)


@pytest.mark.parametrize("style", STYLES, ids=[style.name for style in STYLES])
def test_every_rule_does_something(style: Style) -> None:
    idle = set(style.rules)
    for name, text, _, persian in [(*row, "")[:4] for row in STYLED]:
        if name == style.name:
            written = text
            for rule in style.rules:
                if rule.holds_for(persian):
                    before, written = written, rule.pattern.sub(rule.text, written)
                    idle -= {rule} if before != written else set()
    assert idle == set()


def test_pairs_are_rewritten_in_every_style_with_its_share() -> None:
    expected: dict[str, float] = {}
    for style in STYLES:
        latin = style.rewrite("qeisar", "قیصر")
        expected[latin] = expected.get(latin, 0.0) + 3.0 * style.share
    pair = Pair("قیصر", "qeisar", 3.0)
    first, *others = rewritten([pair])
    assert first == pair
    assert {other.latin: other.weight for other in others} == pytest.approx(
        {latin: weight for latin, weight in expected.items() if latin != "qeisar"}
    )
    assert {other.persian for other in others} == {"قیصر"}


def test_without_styles_pairs_stay_as_they_are() -> None:
    assert list(rewritten([Pair("قیصر", "qeisar", 3.0)], ())) == [Pair("قیصر", "qeisar", 3.0)]


@pytest.mark.parametrize("bad", ["much\tq>g", "0.5\tq(>g", "0.5\tq>\\2"])
def test_a_bad_style_is_refused_by_name(bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "styles.tsv"
    path.write_text(f"style\tshare\trewrite\tsource\nodd\t{bad}\tnowhere\n")
    monkeypatch.setattr(
        attested, "read_table", lambda _, *columns, **kinds: read_table(path, *columns, **kinds)
    )
    with pytest.raises(TableError, match=r"styles\.tsv: odd"):
        read_styles.__wrapped__()


# Words that are held out.


@given(st.lists(st.text(PERSIAN, min_size=1, max_size=4), max_size=30), st.floats(0.01, 0.99))
def test_whole_words_are_held_out(words: list[str], share: float) -> None:
    rows = [Pair(word, latin, 1.0) for word in words for latin in ("ali", "aly")]
    kept, held = hold_out(rows, share)
    assert sorted(kept + held, key=str) == sorted(rows, key=str)
    assert set(words_of(kept)).isdisjoint(words_of(held))
    longer = hold_out([*rows, Pair("علی", "ali", 1.0)], share)
    assert set(words_of(held)) <= set(words_of(longer[1]))


def test_about_the_share_is_held_out() -> None:
    rows = [Pair(one + two, "a", 1.0) for one in PERSIAN for two in PERSIAN]
    assert 0.15 < len(hold_out(rows, 0.2)[1]) / len(rows) < 0.25
