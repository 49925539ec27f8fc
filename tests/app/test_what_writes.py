"""Every place of the code that writes a file is known, with what the file carries of where it comes from.

A file is an export of a plan, and then it goes through a writer that says data, rules, seed, version and date (held for each
format by `tests/app/cli/test_exports_say_what_they_are_of.py` and `tests/app/reporting`), or it is none, for a reason given
here. A new place that writes fails until it is one of these.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import wolds.app

APP = Path(wolds.app.__file__).parent
WRITES = {"write_bytes", "write_text", "write_json", "replacing", "replacement", "open"}
"""What puts bytes on a disk; `open` where it is not for reading."""

SAYS_SO = {
    "app/drawing.py": {
        "write_picture": "in the description of the picture",
        "write_pdf": "in the attached about.txt",
    },
    "app/export/about.py": {
        "write_with_about": "beside a CSV; what else it writes says so itself",
        "write_about_beside": "is what stands beside",
    },
    "app/export/clusters_csv.py": {"write_clusters_csv": "beside it"},
    "app/export/comparison.py": {
        "write_comparison": "in JSON, on the sheet About, beside a CSV",
        "write_movers": "beside it",
        "_write_about": "is what stands beside",
    },
    "app/export/excluded_csv.py": {"write_excluded_csv": "beside it"},
    "app/export/geojson.py": {"write_geojson": "in the document"},
    "app/export/origin.py": {"write_table": "beside it"},
    "app/export/shared_map.py": {"write_shared_map": "in the page"},
    "app/export/summary.py": {"write_summary": "in the document"},
    "app/export/workbook.py": {"write_workbook": "on the sheet About"},
    "app/folders.py": {"write_folder": "beside the index; each piece says so itself"},
    "app/reporting/committee.py": {"write_report": "in the report's properties, and in print"},
    "app/window/papers.py": {"_written": "in the document's properties, and in print"},
    "app/cli/alternatives.py": {"_write": "in the document"},
    "app/cli/pairings.py": {"run": "in the document"},
    "app/cli/partners.py": {"run": "in the document"},
    "app/cli/partnerships.py": {"_write": "in the document"},
    "app/cli/refresh.py": {"_write": "in the document"},
    "app/cli/rerun.py": {"run": "in the document"},
    "app/cli/sweep.py": {"_write": "in the document"},
}
"""Writers of exports of a plan, and where these say what they are of."""
THE_WAY = {
    "app/export/json_files.py": {"write_json": "writes what it is given"},
    "app/planfile/disk.py": {"replace_file": "puts every plan and output in its place", "_sync": "the same, on the way"},
    "app/replacing.py": {"write_bytes": "writes what it is given", "replacing": "the same, on the way"},
}
"""What the writers write through."""
NO_EXPORT = {
    "app/cli/mapping.py": {"run": "how the columns of a table are read: to be edited and read again, of no plan"},
    "app/cli/papers_written.py": {"_write_words": "words of letters: to be edited and read again, of no plan"},
    "app/cli/sample.py": dict.fromkeys(("run", "_write_relations", "_write_roads"), "the made-up county, to be read in"),
    "app/export/register_csv.py": {"write_register": "a register: beside it stand its hash, version and date"},
    "app/fetching/partial.py": dict.fromkeys(("begin", "go_on"), "a download that is not whole yet"),
    "app/mappings.py": {"remember": "the program's own memory"},
    "app/planfile/alive.py": dict.fromkeys(("__init__", "is_alive"), "a mark that a program runs"),
    "app/planfile/claims.py": {"_created": "a mark that a plan is open"},
    "app/reporting/house.py": {"save_house": "a house style: to be edited and read again, of no plan"},
    "app/reporting/pdf.py": {"_laid_out": "parts of a PDF in a folder that goes away"},
    "app/reporting/raster.py": {"png_of": "a picture in a folder that goes away"},
    "app/settings.py": {"save_settings": "the program's own memory"},
    "app/window/church_files.py": {"ask_policy": "a policy table: to be edited and read again, of no plan"},
    "app/window/files.py": {"save_report": "what reading a register found: its hash, version and date stand in it"},
    "app/window/many_reports.py": {"save_words": "words of letters: to be edited and read again, of no plan"},
    "app/window/ruling.py": {"save": "rules: to be edited and read again"},
}
"""Writers of what is no export of a plan, and why."""


def test_every_place_that_writes_says_what_it_is_of_or_why_not() -> None:
    found = {(place, function) for place in files() for function in writing(place)}
    told = {(place, name) for table in (SAYS_SO, THE_WAY, NO_EXPORT) for place, names in table.items() for name in names}
    assert found == told


def files() -> Iterator[str]:
    return (f"app/{path.relative_to(APP).as_posix()}" for path in sorted(APP.rglob("*.py")))


def writing(place: str) -> set[str]:
    """The functions of a module in which something is written."""
    tree = ast.parse((APP.parent / place).read_text(encoding="utf-8"))
    found: set[str] = set()

    def walk(node: ast.AST, function: str) -> None:
        inner = node.name if isinstance(node, ast.FunctionDef) else function
        if isinstance(node, ast.Call) and is_write(node):
            found.add(inner)
        for child in ast.iter_child_nodes(node):
            walk(child, inner)

    walk(tree, "")
    return found


def is_write(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name != "open":
        return name in WRITES
    modes = [word.value for word in (*call.args, *(one.value for one in call.keywords)) if isinstance(word, ast.Constant)]
    return any(isinstance(mode, str) and set(mode) <= set("rwxab+t") and set(mode) & set("wxa+") for mode in modes)
