"""Which column of a table of schools is what: guessed, looked over, changed."""

from wolds.widgets.mapping.dialog import MappingAnswer, MappingDialog, TableChoice
from wolds.widgets.mapping.words_dialog import WordsDialog

__all__ = ["MappingAnswer", "MappingDialog", "TableChoice", "WordsDialog"]
