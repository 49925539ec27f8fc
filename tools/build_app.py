"""Build the stand-alone folder: Wolds with its own Python, for people who have none and may install nothing.

usage: tools/build_app.py [FOLDER]      (default: dist; what comes out is FOLDER/wolds)
It is made of the wheel, not of the checkout, so that nothing gets in that is not shipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    target = Path(arguments[0] if arguments else "dist").resolve()
    with tempfile.TemporaryDirectory() as work:
        unpacked = _unpacked_wheel(Path(work))
        command = [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"),
            *("--distpath", str(target), "--workpath", str(Path(work) / "build")),
            str(ROOT / "tools" / "standalone" / "wolds.spec"),
        ]
        subprocess.run(command, check=True, env={**os.environ, "WOLDS_UNPACKED": str(unpacked)})
    folder = target / "wolds"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"stand-alone folder: {folder}, {size / 1e6:.0f} MB")
    return 0


def _unpacked_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("wolds-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
