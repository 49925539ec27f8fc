"""Letters to heads: in the council's words, to "The Headteacher", one for each school of a plan."""

from wolds.clustering.reporting.letters.document import letter_report, letters_report
from wolds.clustering.reporting.letters.letter import Correspondence, Letter, correspondence, each_letter, recipients
from wolds.clustering.reporting.letters.merge_data import COLUMNS, merge_rows
from wolds.clustering.reporting.letters.words import LetterWords, dump_words, parse_words

__all__ = [
    "COLUMNS",
    "Correspondence",
    "Letter",
    "LetterWords",
    "correspondence",
    "dump_words",
    "each_letter",
    "letter_report",
    "letters_report",
    "merge_rows",
    "parse_words",
    "recipients",
]
