"""The mapping of a table as a document that says for itself what speaks for each line."""

from __future__ import annotations

from wolds.geo.foreign.explaining import explanation, labelled
from wolds.geo.foreign.mapping import Mapping, dump_mapping
from wolds.geo.foreign.problems import problems
from wolds.geo.foreign.rows import schools_only
from wolds.geo.foreign.table import Table


def commented_mapping(table: Table, mapping: Mapping) -> str:
    """The mapping as TOML with what speaks for each field, what is to be settled, and which headings there are."""
    schools = schools_only(table, mapping)
    remarks = {field: explanation(schools, mapping, field) for field in (*mapping.columns, *mapping.given)}
    settle = [f"To be settled: {problem.sentence}." for problem in problems(table, mapping)]
    headings = f"Headings in {table.file}: {'; '.join(labelled(table, heading) for heading in table.headings)}"
    return dump_mapping(mapping, remarks, ("", headings, *settle))
