"""What changed between two texts, in words."""

import pytest

from foundation.comparing import MOST_WORDS, differences, marked


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("a b", "a b", "a b"),
        ("", "a b", "<ins>a b</ins>"),
        ("a b", "", "<del>a b</del>"),
        ("green garden here", "green yard here", "green <del>garden</del><ins>yard</ins> here"),
        ("one two three", "four five six", "<del>one two three</del><ins>four five six</ins>"),
        ("one two end", "one three four end", "one <del>two</del><ins>three four</ins> end"),
        ("a\n\nb", "a\n\nc", "a\n\n<del>b</del><ins>c</ins>"),
        ("<b>", "<i>", "<del>&lt;b&gt;</del><ins>&lt;i&gt;</ins>"),
    ],
)
def test_words_that_came_and_went_are_marked(before: str, after: str, expected: str) -> None:
    assert marked(differences(before, after)) == expected


@pytest.mark.parametrize(("before", "after"), [("a b c ", "x y z "), (" a  b", "a b "), ("a b\nc d", "c d\na b")])
def test_nothing_is_left_out(before: str, after: str) -> None:
    parts = differences(before, after)
    assert "".join(part.text for part in parts if part.kind != "ins") == before
    assert "".join(part.text for part in parts if part.kind != "del") == after


def test_long_texts_are_compared_by_line() -> None:
    lines = [f"line {number}\n" for number in range(MOST_WORDS)]
    before, after = "".join(lines), "".join([*lines[:7], "new\n", *lines[8:]])
    assert [part.text for part in differences(before, after) if part.kind] == ["line 7\n", "new\n"]
