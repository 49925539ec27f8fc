"""A report is refused where it is made when no renderer could show it faithfully."""

from __future__ import annotations

import pytest

from wolds.clustering.reporting.document import Column, Figure, Heading, Paragraph, Report, Table, paragraphs


def test_headings_never_skip_a_level() -> None:
    with pytest.raises(ValueError, match="'Deep' skips a level"):
        Report("Title", "", (Heading(1, "One"), Heading(3, "Deep")))
    with pytest.raises(ValueError, match="skips a level"):
        Report("Title", "", (Heading(2, "First"),))
    back = Report("Title", "", (Heading(1, "One"), Heading(2, "Two"), Heading(3, "Three"), Heading(1, "Back")))
    assert [heading.level for heading in back.headings] == [1, 2, 3, 1]


@pytest.mark.parametrize("level", [0, 5])
def test_levels_of_headings_have_bounds(level: int) -> None:
    with pytest.raises(ValueError, match="levels 1 to 4"):
        Heading(level, "words")


def test_a_row_has_a_text_for_each_column() -> None:
    with pytest.raises(ValueError, match="a row of 1 texts under 2 columns"):
        Table("", (Column("A"), Column("B")), (("only one",),))


def test_a_column_has_a_width() -> None:
    with pytest.raises(ValueError, match="has no width"):
        Column("A", width=0)


def test_a_picture_without_words_for_the_ear_is_refused() -> None:
    with pytest.raises(ValueError, match="no alternative text"):
        Figure("map", " ")


def test_a_report_and_a_heading_have_words() -> None:
    with pytest.raises(ValueError, match="without a title"):
        Report(" ", "", ())
    with pytest.raises(ValueError, match="without words"):
        Heading(1, "")


def test_empty_texts_make_no_paragraphs() -> None:
    assert paragraphs(("one", " ", "two")) == (Paragraph("one"), Paragraph("two"))
