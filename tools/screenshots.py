"""Take the pictures of the documentation from the running window: `make screenshots`, then look at them.

The sample county is opened, proposed for and adjusted as a planner would, off screen; the pictures land in `docs/pictures`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

import stage
from pictures import exploring, handing_on, looking, papers, people
from pictures.album import Album

TARGET: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PICTURES: Final[tuple[Callable[[Album], None], ...]] = (
    *(looking.take_start, looking.take_full, looking.take_small, looking.take_dark, looking.take_table, looking.take_near),
    *(exploring.take_explore, exploring.take_travel),
    *(people.take_partners, people.take_partnerships, people.take_church, people.take_relations),
    *(handing_on.take_compare, handing_on.take_newer_register, handing_on.take_workbook, handing_on.take_mapping),
    *(papers.take_report, papers.take_many_reports, papers.take_pages),
)


def main() -> None:
    """Take all pictures, or those that are named."""
    names = {picture.__name__.removeprefix("take_"): picture for picture in PICTURES}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names, []], help="only these sets of pictures")
    parser.add_argument("--into", type=Path, default=TARGET, help="the folder of the pictures")
    given = parser.parse_args()
    album = Album(given.into)
    for name in given.names or names:
        with stage.own_home():
            names[name](album)


if __name__ == "__main__":
    main()
