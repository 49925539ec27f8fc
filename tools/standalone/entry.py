"""Both programs of the stand-alone build. joblib starts its workers as `program -m module` and `program -c words`.

A frozen program is no Python, and would take these for commands of Wolds; so the two forms that joblib uses are run here.
"""

from __future__ import annotations

import runpy
import sys
from multiprocessing import freeze_support
from pathlib import Path

_WORKERS = "joblib.externals.loky."


def main() -> int:
    freeze_support()
    given = sys.argv[1:]
    if len(given) > 1 and given[0] == "-m" and given[1].startswith(_WORKERS):
        sys.argv = given[1:]
        runpy.run_module(given[1], run_name="__main__", alter_sys=True)
        return 0
    if len(given) > 1 and given[-2] == "-c" and given[-1].startswith(f"from {_WORKERS}"):
        exec(given[-1], {"__name__": "__main__"})
        return 0
    if Path(sys.executable).stem == "wolds-window":
        from wolds.app.window_entry import main as open_window

        return open_window()
    from wolds.app.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
