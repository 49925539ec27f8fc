"""Build the wheel, check what is in it, and do the main job from it.

hatchling builds an empty wheel without an error when its lists are wrong, and a file that is read at run time may be missing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMATS = (".csv", ".xlsx", ".geojson", ".json", ".png", ".pdf", ".html")
FOLDERS = ("app", "widgets", "clustering", "geo", "resources")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT)]
        subprocess.run(command, check=True)
        (wheel,) = Path(folder).glob("wolds-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())
            archive.extractall(Path(folder) / "unpacked")
        _do_the_main_job(Path(folder))
    expected = {f"wolds/{path}" for path in _tracked()}
    strays = {name for name in names if not name.startswith(("wolds/", "wolds-"))}
    missing = expected - names
    for title, found in (("missing from the wheel", missing), ("must not be in the wheel", strays)):
        for name in sorted(found):
            print(f"{title}: {name}", file=sys.stderr)
    print(f"wheel: {len(names)} files, {len(missing)} missing, {len(strays)} strays")
    return 1 if missing or strays or len(expected) < 50 else 0


def _do_the_main_job(folder: Path) -> None:
    """Sample, proposal and every export with what the wheel holds, not with the checkout."""
    unpacked = folder / "unpacked"
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "WOLDS_HOME": str(folder / "home")}
    program = f"import sys, wolds.app.cli as c; assert c.__file__.startswith({str(unpacked)!r}); sys.exit(c.main(sys.argv[1:]))"
    jobs = [
        ["sample", "--out", "county.csv", "--rules-out", "rules.toml"],
        ["propose", "county.csv", "--rules", "rules.toml", "--out", "plan.gpkg"],
        *(
            ["export", "plan.gpkg", "--to", f"out{suffix}"]
            for suffix in (".csv", ".xlsx", ".geojson", ".json", ".png", ".pdf", ".html")
        ),
        *(["report", "plan.gpkg", "--out", f"report{suffix}", "--without", "clusters"] for suffix in (".pdf", ".docx")),
    ]
    for job in jobs:
        subprocess.run(
            [sys.executable, "-c", program, *job], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    print("the main job was done from the wheel")


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", *FOLDERS], cwd=ROOT, check=True, capture_output=True, text=True)
    return listing.stdout.split("\n")[:-1]


if __name__ == "__main__":
    sys.exit(main())
