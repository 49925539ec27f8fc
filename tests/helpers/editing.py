"""Doing edits one after another, and what they refuse."""

from __future__ import annotations

import pytest

from wolds.clustering.edits import Edit, EditContext, EditError
from wolds.clustering.edits.together import after


def done(context: EditContext, *edits: Edit) -> EditContext:
    """What edits work on once these are done."""
    for edit in edits:
        context = after(context, edit.change(context))
    return context


def refusal(context: EditContext, edit: Edit) -> EditError:
    """Why an edit is refused; a test fails where it is not."""
    with pytest.raises(EditError) as caught:
        edit.change(context)
    return caught.value
