"""`wolds mapping`: a guess at the columns of a table of schools, written down with what speaks for it."""

from __future__ import annotations

from pathlib import Path

from wolds.app.cli.printing import say, say_document
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.app.register_files import table_named
from wolds.app.replacing import write_bytes
from wolds.geo.foreign import best_table, commented_mapping, guess, problems, read_tables


def run(path: Path, part: str, out: Path | None) -> None:
    """Guess, and write or print the document. Raises `InputError` for a file that is no table."""
    refuse_missing(path)
    refuse_unwritable(out, ".toml")
    refuse_overwriting(out, (path,))
    tables = read_tables(path)
    table = table_named(tables, part) if part else best_table(tables)
    mapping = guess(table)
    document = commented_mapping(table, mapping)
    if out is None:
        say_document(document.rstrip("\n"))
        return
    write_bytes(out, document.encode("utf-8"))
    say(f"{out}: {len(mapping.columns)} of {len(table.headings)} columns of {table.file} are taken")
    for problem in problems(table, mapping):
        say(f"To be settled in it: {problem.sentence}")
