"""Letters of a word shared out among those of the other script."""

from namematch.graphones import align_letters


def test_align_letters() -> None:
    assert align_letters("نوری", "nuri") == (("ن", "n"), ("و", "u"), ("ر", "r"), ("ی", "i"))
    assert align_letters("نوری", "karim") == ()
