"""What is passed over unseen is what would be refused when looked at."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.compare.sides import Comparer, may_join, sound_apart
from namematch.model.vocabulary import shipped_vocabulary
from namematch.policy import Policy
from namematch.text.memory import REMEMBERED_PAIRS
from namematch.text.scripts import Script

COMPARER = Comparer.of(Policy(), shipped_vocabulary())
WORDS = (
    "ali reza karimi anbar ambar abdol karim mahmudi felix farrokh farr rad mm pour bibi şirin žale parvar "
    "علی رضا کریمی انبار فرخ میر محمدی پرور نبی بی"
)
NAMES = st.lists(
    st.sampled_from(WORDS.split(" ")) | st.text("rfmnbpxahk", min_size=1, max_size=9), min_size=1, max_size=5
).map(" ".join)


@settings(max_examples=400)
@given(NAMES, NAMES)
@example("felix rfrfrfrfrfrfrf", "karfmrb")
def test_runs_that_sound_apart_cannot_join(one: str, two: str) -> None:
    left, right = COMPARER.side(one, "left"), COMPARER.side(two, "right")
    for run in left.runs:
        for unit, heard in zip(right.units, right.heard, strict=True):
            assert not (sound_apart(run.heard, heard) and may_join(run.unit, unit))


def test_a_comparer_is_one_for_a_policy_and_remembers_within_bounds() -> None:
    assert Comparer.of(Policy(), shipped_vocabulary()) is Comparer.of(Policy(), shipped_vocabulary())
    comparer = Comparer(Policy(), shipped_vocabulary())
    words = [(one + two + "i", Script.LATIN) for one in "bdfghjklmnrst" for two in "aeiou"]
    pairs = [(one, two) for one in words for two in words]
    for one, two in pairs * (REMEMBERED_PAIRS // len(pairs) + 1):
        likeness = comparer.likeness(one, two)
        assert likeness == comparer.likeness(one, two)
        assert (likeness.doubt == 0) == (one == two)
