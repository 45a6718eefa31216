"""What attested spellings and known words teach of how unknown words are spelled."""

import numpy as np

from namematch.model.channel import shipped_channel
from namematch.model.lexicon import Word
from namematch.training.graphones import learn_graphones
from namematch.transliteration.speller import Speller


def test_words_teach_their_like() -> None:
    pairs = [("کبدان", "kabadan", 1.0), ("لبدان", "labadan", 1.0), ("کردان", "kordan", 1.0)]
    model = learn_graphones(pairs, [Word("نبدان", "Nabadan")])
    speller = Speller(model, shipped_channel())
    assert speller.readings("سبدان")[0].latin == "sabadan"


def test_a_word_counts_once_however_often_it_is_attested() -> None:
    often = learn_graphones([("کبد", "kabad", 50.0), ("لبد", "lebed", 1.0)], [])
    once = learn_graphones([("کبد", "kabad", 1.0), ("لبد", "lebed", 1.0)], [])
    assert often.graphones.stored("x").keys() == once.graphones.stored("x").keys()
    for name, values in once.graphones.stored("x").items():
        assert np.array_equal(often.graphones.stored("x")[name], values)
