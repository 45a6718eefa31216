"""The blocks of spellings against the skeletons of each."""

from hypothesis import given
from hypothesis import strategies as st

from namematch.model.blocks import Blocks
from namematch.text.consonants import skeletons
from namematch.text.letter_arrays import letters_of


@given(
    st.lists(st.text("bdkhsca", max_size=7), max_size=6), st.lists(st.text("بدرسک", max_size=5), max_size=6)
)
def test_blocks_are_skeletons_and_have_the_numbers_of_others(texts: list[str], others: list[str]) -> None:
    one, other = Blocks.of(letters_of(texts)), Blocks.of(letters_of(others))
    as_in_others = one.as_in(other)
    assert one.codes.tolist() == sorted(one.codes.tolist())
    assert one.count == len(one.codes)
    known = set(other.codes.tolist())
    for x, text in enumerate(texts):
        for blocks, translated, codes in (
            (one.whole, as_in_others.whole, skeletons(text).whole),
            (one.near, as_in_others.near, skeletons(text).near),
        ):
            assert one.codes[blocks[x]].tolist() == sorted(codes)
            assert other.codes[translated[x]].tolist() == sorted(codes & known)
