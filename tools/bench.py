"""Measure Wolds and write `docs/benchmarks.md`: `make bench`, or `python tools/bench.py --quick` for a look.

What is measured and how stands in the page itself. The page has sections, each a module of `tools/benchmarks/sections`;
`--only SECTION` (it may be given several times) measures these anew and keeps the last figures of all others, which stand in
`benchmarks.json` beside the page. A quick look is written to `--out` alone, else it is printed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import fresh

if TYPE_CHECKING:
    from benchmarks.store import Measured

TARGET: Final = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Measure the sections and write the page; in a process of a section, measure one subject."""
    given = _arguments()
    if given.subject:
        fresh.answer(given.subject, given.given)
        return
    from benchmarks.campaign import measured_sections
    from benchmarks.report import page

    target: Path | None = given.out or (None if given.quick else TARGET)
    sections = measured_sections(given.only, given.quick, target)
    if target is None:
        sys.stdout.write(page(sections))
        return
    _write(target, page(sections), sections)


def _write(target: Path, text: str, sections: dict[str, Measured]) -> None:
    from benchmarks.sections import draw

    for name, kept in sections.items():
        draw(name, kept.rows, target.parent / "pictures")
    target.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{target} written\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the smallest sizes, one run: does it work at all?")
    parser.add_argument("--only", action="append", default=[], metavar="SECTION", help="measure this section, keep the others")
    parser.add_argument("--out", type=Path, help="the page to write, docs/benchmarks.md by default")
    parser.add_argument("--subject", default="", help=argparse.SUPPRESS)
    parser.add_argument("--given", default="{}", help=argparse.SUPPRESS)
    given = parser.parse_args()
    _check_sections(parser, given.only)
    return given


def _check_sections(parser: argparse.ArgumentParser, only: list[str]) -> None:
    if only:
        from benchmarks.sections import SECTIONS

        unknown = [name for name in only if name not in SECTIONS]
        if unknown:
            parser.error(f"there is no section {unknown[0]}; there are {', '.join(SECTIONS)}")


if __name__ == "__main__":
    main()
