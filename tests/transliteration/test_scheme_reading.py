"""What a scheme wrote, read again: the letters that it tells apart come back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import persian_letters
from namematch.text.normalize import ZWNJ
from namematch.transliteration.names import spellings, transliterate
from namematch.transliteration.scheme_letters import letters_written
from namematch.transliteration.scheme_reading import scheme_words, schemes_of
from namematch.transliteration.schemes import SCHEMES
from namematch.transliteration.vocalised_words import vocalised_words

TELLING = ("ala-lc", "bgn-pcgn", "din-31635", "iso-233-3", "ijmes")  # schemes that tell every letter


@pytest.mark.parametrize(
    ("latin", "scheme", "expected"),
    [
        ("Ṣādiq Hidāyat", "ala-lc", "صادق هدایت"),
        ("Hūshang Ibtihāj", "ala-lc", "هوشنگ ابتهاج"),
        ("Masʻūd Saʻd Salmān", "ala-lc", "مسعود سعد سلمان"),
        ("Masʿūd Saʿd Salmān", "ijmes", "مسعود سعد سلمان"),
        ("Ghulām Ḥusayn Sāʻidī", "ala-lc", "غلام حسین ساعدی"),
        ("Shams al-Dīn Muḥammad Ḥāfiẓ", "ala-lc", "شمس\u200cالدین محمد حافظ"),
        ("ʻAbd al-Karīm Surūsh", "ala-lc", "عبدالکریم سروش"),
        ("Ḥabīb Allāh Khān", "ala-lc", "حبیب\u200cالله خان"),
        ("Jalāl Āl Aḥmad", "ala-lc", "جلال آل احمد"),
        ("Muḥammad ibn Jarīr", "ala-lc", "محمد بن جریر"),
        ("Ibn Sīnā", "ala-lc", "ابن سینا"),
        ("Jamāl\u02b9zādah", "ala-lc", "جمال\u200cزاده"),
        ("Nuz\u02b9hat", "ala-lc", "نزهت"),
        ("Yad Allāh Ruʼyāyī", "ala-lc", "یدالله رؤیایی"),
        ("Reẕā ʻAbbāsī", "bgn-pcgn", "رضا عباسی"),
        ("Nāşer od Dīn", "bgn-pcgn", "ناصرالدین"),
        ("Ḩabībollāh", "bgn-pcgn", "حبیب\u200cالله"),
        ("Ḫvāǧe Naṣīr od-Dīn", "din-31635", "خواجه نصیرالدین"),
        ("Moḥammad b. Zakariyā", "din-31635", "محمد بن زکریا"),
        ("Maḥmūd b.", "din-31635", "محمود بن"),
        ("Ḥoseyn Ṭabâṭabâyi", "iso-233-3", "حسین طباطبایی"),
        ("Ja'far Shari'ati", "odni-ic", "جعفر شریعتی"),
        ("Xosrow Šāh", "un-2012", "خسرو شاه"),
    ],
)
def test_a_name_comes_back(latin: str, scheme: str, expected: str) -> None:
    assert transliterate(latin, scheme=scheme) == expected


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Ṣādiq Hidāyat", "صادق هدایت"),
        ("Ḥāfiẓ", "حافظ"),
        ("Reẕā Ţāleqānī", "رضا طالقانی"),
        ("Żiyāʾ al-Dīn Ṭabāṭabāyī", "ضیاءالدین طباطبایی"),
        ("Sadegh Hedayat", "صادق هدایت"),
    ],
)
def test_marks_decide_without_a_scheme(latin: str, expected: str) -> None:
    assert transliterate(latin) == expected


@pytest.mark.parametrize("latin", ["Şahin Güneş", "Hossein", "Müller", "Šime Žužul", "O'Brien", "François"])
def test_marks_of_other_tongues_are_no_scheme(latin: str) -> None:
    assert schemes_of(latin) == []


@pytest.mark.parametrize("scheme", TELLING)
def test_words_of_the_lexicon_come_back(scheme: str) -> None:
    """Of every hundredth word, but for those that a scheme writes alike."""
    words = [x for x in list(vocalised_words())[::100] if shipped_vocabulary().word_spelled(x) >= 0]
    lost = [
        (word, latin, back)
        for word in words
        for latin in [transliterate(word, scheme=scheme)]
        for back in [transliterate(latin, scheme=scheme)]
        if persian_letters(back.replace(" ", "").replace(ZWNJ, "")) != word
    ]
    assert len(words) > 40
    assert len(lost) <= 2, lost


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=12), st.sampled_from(SCHEMES))
def test_any_text_is_read(text: str, scheme: str) -> None:
    assert spellings(text, n=1, scheme=scheme)[0].text == transliterate(text, scheme=scheme)


@settings(deadline=None)
@given(st.text("abcdeghikstz āīūḥʻʼ'-", max_size=10))
def test_words_are_stretches_of_the_text(text: str) -> None:
    end = 0
    for word in scheme_words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end


def test_signs_of_no_scheme_are_no_word() -> None:
    assert letters_written("ñandú", "ala-lc") == []
    assert letters_written("", "ala-lc") == []


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Nāṣir-i Khusraw", "ناصر خسرو"),
        ("Āl-i Aḥmad, Jalāl", "آل احمد، جلال"),
        ("Jalal Al-e Ahmad", "جلال آل احمد"),
        ("Masʻūd-i Saʻd-i Salmān", "مسعود سعد سلمان"),
        ("Khvājah-ʼi Shīrāzī", "خواجه شیرازی"),
        ("Mohammad-e Zakariya-ye Razi", "محمد زکریا رازی"),
        ("Mazar-e-Sharif", "مزار شریف"),
    ],
)
def test_what_ties_names_in_speech_is_not_written(latin: str, expected: str) -> None:
    assert transliterate(latin) == expected


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Muḥammad ibn Jarīr al-Ṭabarī", "محمد بن جریر الطبری"),
        ("Abū ʻAlī al-Fārisī", "ابوعلی الفارسی"),
        ("Ibn al-Muqaffaʻ, ʻAbd Allāh", "ابن المقفع، عبدالله"),
        ("ʻAbd al-Raḥmān al-Ṣūfī", "عبدالرحمان الصوفی"),
        ("Hārūn al-Rashīd", "هارون الرشید"),
        ("Bahāʼ al-Dīn al-ʻĀmilī", "بهاءالدین العاملی"),
        ("al-Bīrūnī, Abū Rayḥān", "البیرونی، ابوریحان"),
        ("Ebn ol Balkhī", "ابن البلخی"),
        ("Mohammad al-Tabari", "محمد الطبری"),
        ("Malik al-Shuʻarāʼ Bahār", "ملک\u200cالشعراء بهار"),
        ("ʻUnṣur al-Maʻālī", "عنصرالمعالی"),
        ("Muʼayyid al-Dawlah", "مؤیدالدوله"),
    ],
)
def test_an_article_makes_one_word_of_constructs_alone(latin: str, expected: str) -> None:
    assert transliterate(latin) == expected


@pytest.mark.parametrize("latin", ["Khvāndamīr, Ghiyās\u0331 al-Dīn ibn Humām al-Dīn", "Z\u0331abīḥ Allāh"])
def test_the_low_line_of_library_records_is_the_macron_below(latin: str) -> None:
    as_recorded = latin.replace("\u0331", "\u0332")
    assert transliterate(as_recorded) == transliterate(latin)
    assert transliterate(as_recorded, scheme="ala-lc") == transliterate(latin, scheme="ala-lc")


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Bani-Etemad", "بنی\u200cاعتماد"),
        ("Banisadr", "بنی\u200cصدر"),
        ("Benyamin", "بنیامین"),
        ("Hatamikia", "حاتمی\u200cکیا"),
        ("Mandanipour", "مندنی\u200cپور"),
        ("Ejei", "اژه\u200cای"),
        ("Ejeï", "اژه\u200cای"),
    ],
)
def test_surnames_of_the_press(latin: str, expected: str) -> None:
    assert transliterate(latin) == expected
