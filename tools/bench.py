"""Measure Wolds and write `docs/benchmarks.md`: `make bench`, or `python tools/bench.py --quick` for a look.

What is measured and how stands in the page itself; the subjects are in `tools/benchmarks`, one file each.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from benchmarks import fresh

TARGET: Final = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Hold a campaign; in a process of a campaign, measure one subject."""
    given = _arguments()
    if given.subject:
        fresh.answer(given.subject, given.given)
        return
    from benchmarks.campaign import Campaign
    from benchmarks.report import page

    quick = {"sizes": (280,), "runs": 1, "edits": 3, "frames": 10, "with_real_data": False}
    campaign = Campaign(**quick) if given.quick else Campaign()
    campaign.hold()
    given.out.write_text(page(campaign), encoding="utf-8")
    sys.stderr.write(f"{given.out} written\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size, one run: does it work at all?")
    parser.add_argument("--out", type=Path, default=TARGET, help="the page to write")
    parser.add_argument("--subject", default="", help=argparse.SUPPRESS)
    parser.add_argument("--given", default="{}", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
