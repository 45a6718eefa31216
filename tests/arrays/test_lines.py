"""Lines of bytes against joined texts."""

from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.lines import tabbed_lines
from namematch.arrays.strings import Texts

ROWS = st.lists(st.tuples(*[st.text("aی ,", max_size=3)] * 3), max_size=9)


@given(ROWS)
def test_lines_are_joined_cells(rows: list[tuple[str, str, str]]) -> None:
    columns = [Texts.of(row[k] for row in rows) for k in range(3)]
    assert tabbed_lines(columns) == "".join("\t".join(row) + "\n" for row in rows).encode()


def test_one_column_twice() -> None:
    column = Texts.of(["Ali", "Kian"])
    assert tabbed_lines([column, column]) == b"Ali\tAli\nKian\tKian\n"
