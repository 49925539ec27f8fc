"""Build the wheel and check what is in it: hatchling builds an empty wheel without an error when its lists are wrong."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("app", "widgets", "clustering", "geo", "resources")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT)]
        subprocess.run(command, check=True)
        (wheel,) = Path(folder).glob("wolds-*.whl")
        names = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"wolds/{path}" for path in _tracked()}
    strays = {name for name in names if not name.startswith(("wolds/", "wolds-"))}
    missing = expected - names
    for title, found in (("missing from the wheel", missing), ("must not be in the wheel", strays)):
        for name in sorted(found):
            print(f"{title}: {name}", file=sys.stderr)
    print(f"wheel: {len(names)} files, {len(missing)} missing, {len(strays)} strays")
    return 1 if missing or strays or len(expected) < 50 else 0


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", *FOLDERS], cwd=ROOT, check=True, capture_output=True, text=True)
    return listing.stdout.split("\n")[:-1]


if __name__ == "__main__":
    sys.exit(main())
