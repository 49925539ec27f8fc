"""The command line. Nothing heavy is imported before a command needs it, and no Qt but for the drawing commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wolds.app.cli.printing import harmless, never_fail_to_print
from wolds.app.presence import is_there

COMMANDS: Final = (
    *("propose", "check", "export", "import-report", "sample", "rules"),
    *(
        "sweep",
        "alternatives",
        "explain",
        "partners",
        "pairings",
        "policy",
        "partnerships",
        "take",
        "relations",
        "mapping",
        "report",
        "calibrate",
    ),
)
BAD_INPUT: Final = 2
FAULT: Final = 70  # EX_SOFTWARE: the fault is ours
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of `wolds`: a command, or the window where there is none. Returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    never_fail_to_print()
    if not _opens_window(given):
        return _run(given)
    fault = _fault_of_file(given)
    if fault:
        return _say(fault, BAD_INPUT)
    from wolds.app.window_entry import main as open_window

    return open_window(given)


def _opens_window(arguments: list[str]) -> bool:
    """`wolds` alone and `wolds FILE`; a word that is neither a command nor looks like a file is a mistyped command."""
    if not arguments:
        return True
    first = arguments[0]
    if first.startswith("-") or first in COMMANDS:
        return False
    return Path(first).suffix != "" or is_there(Path(first))


def _fault_of_file(arguments: list[str]) -> str:
    """What keeps the window from opening the file that was named; "" where nothing does."""
    if not arguments:
        return ""
    if len(arguments) > 1:
        return f"{arguments[0]} is no command, and the window opens one file at a time. `wolds --help` lists the commands."
    if not is_there(Path(arguments[0])):
        return f"{arguments[0]}: there is no such file. Look at the spelling and the folder."
    if Path(arguments[0]).is_dir():
        return f"{arguments[0] or 'an empty name'} is a folder. Give the name of a file."
    return ""


def _run(arguments: list[str]) -> int:
    from wolds.app.cli.commands import command
    from wolds.app.cli.stopping import StoppedEarly, ending_in_order
    from wolds.geo.errors import Cancelled, WoldsError

    try:
        with ending_in_order():
            result = command().main(args=arguments, prog_name="wolds", standalone_mode=False)
    except (KeyboardInterrupt, Cancelled):
        result = INTERRUPTED
    except StoppedEarly as stopped:
        return _say(str(stopped), INTERRUPTED)
    except WoldsError as error:
        return _say(getattr(error, "without_window", str(error)), BAD_INPUT)
    except Exception as error:  # noqa: BLE001 - the outermost boundary: no traceback reaches a person
        if hasattr(error, "format_message"):  # what the option parser says of options and arguments
            return _say(error.format_message(), BAD_INPUT)
        return _unexpected(error)
    if result == INTERRUPTED:  # typer makes this status of a Ctrl+C that nobody listened to
        return _say("stopped; nothing more was written", INTERRUPTED)
    return result if isinstance(result, int) else 0


def _say(message: str, status: int) -> int:
    sys.stderr.write(f"wolds: {harmless(' '.join(message.split()))}\n")
    return status


def _unexpected(error: Exception) -> int:
    from wolds.app.logs import log_unexpected

    path = log_unexpected(error)
    return _say(f"something went wrong inside Wolds; the details are in {path}", FAULT)
