"""Schools from any table: CSV, spreadsheet, GeoPackage or shapefile, read by way of a mapping of its columns."""

from wolds.geo.foreign.documents import commented_mapping
from wolds.geo.foreign.explaining import explanation, labelled
from wolds.geo.foreign.fields import FIELDS, PAIRS
from wolds.geo.foreign.guessing import LOOKED_AT, best_table, guess
from wolds.geo.foreign.mapping import Mapping, dump_mapping, parse_mapping
from wolds.geo.foreign.opening import is_foreign, lists_schools, read_tables, workbook_lists_schools
from wolds.geo.foreign.postcodes import Postcodes, read_postcodes
from wolds.geo.foreign.preview import Preview, preview
from wolds.geo.foreign.problems import Problem, problems
from wolds.geo.foreign.reading import read_table, wanted_postcodes
from wolds.geo.foreign.rows import schools_only
from wolds.geo.foreign.table import Table
from wolds.geo.foreign.words import register_words

__all__ = [
    "FIELDS",
    "LOOKED_AT",
    "PAIRS",
    "Mapping",
    "Postcodes",
    "Preview",
    "Problem",
    "Table",
    "best_table",
    "commented_mapping",
    "dump_mapping",
    "explanation",
    "guess",
    "is_foreign",
    "labelled",
    "lists_schools",
    "parse_mapping",
    "preview",
    "problems",
    "read_postcodes",
    "read_table",
    "read_tables",
    "register_words",
    "schools_only",
    "wanted_postcodes",
    "workbook_lists_schools",
]
