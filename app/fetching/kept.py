"""The registers that were fetched: a folder of the person's own, each under its day, and a note of what stands there."""

from __future__ import annotations

import contextlib
import json
import logging
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from wolds.app.home import data_folder
from wolds.app.planfile.disk import replace_file

_LOG: Final = logging.getLogger(__name__)
_NOTE: Final = "fetched.json"
_DAYS_OF_PARTS: Final = 7


@dataclass(frozen=True)
class Fetched:
    """A register that was fetched and found good: its day (ISO), names of the files in the folder ("" = no links), schools."""

    day: str
    register: str
    links: str
    schools: int

    @property
    def words(self) -> str:
        """ "26 November 2026, 51,012 schools"."""
        return f"{day_words(date.fromisoformat(self.day))}, {self.schools:,} schools"

    @property
    def register_path(self) -> Path:
        """Where the register lies."""
        return registers_folder() / self.register

    @property
    def links_path(self) -> Path | None:
        """Where the links lie, None where there are none."""
        return registers_folder() / self.links if self.links else None


def registers_folder() -> Path:
    """The folder of registers that were fetched."""
    return data_folder() / "registers"


def part_of(name: str) -> Path:
    """Where a file lies while it is fetched."""
    return registers_folder() / f"{name}.csv.part"


def sweep_parts(day: date) -> None:
    """Remove what came of days that nobody will ask for again."""
    current = f"{day - timedelta(days=_DAYS_OF_PARTS):%Y%m%d}"
    folder = registers_folder()
    for path in folder.glob("*.part*") if folder.is_dir() else ():
        if path.name.partition(".")[0][-8:] < current:
            with contextlib.suppress(OSError):  # another time
                path.unlink()


def last_fetched() -> Fetched | None:
    """The last good register, None where there is none any more."""
    try:
        noted = json.loads((registers_folder() / _NOTE).read_text(encoding="utf-8"))
        day = date.fromisoformat(noted["day"]).isoformat()
        found = Fetched(day, _name(noted["register"]), _name(noted["links"]), int(noted["schools"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        _LOG.warning("the note of registers that were fetched cannot be read: %s", error)
        return None
    return found if found.register and found.register_path.is_file() else None


def _name(text: object) -> str:
    """The name of a file in the folder, and of none outside it."""
    return Path(str(text)).name


def keep(part: Path, name: str) -> Path:
    """Give a file that was found good its name, in one step, in place of an earlier one of that day. Raises `OSError`."""
    target = registers_folder() / name
    part.replace(target)
    with contextlib.suppress(OSError):  # the note of a part that is no more does no harm
        part.with_name(f"{part.name}.json").unlink(missing_ok=True)
    return target


def note(fetched: Fetched) -> None:
    """Remember the last good register. Raises `OSError`."""
    replace_file(registers_folder() / _NOTE, json.dumps(asdict(fetched)).encode())


def day_words(day: date) -> str:
    """ "26 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def names_of(day: date) -> tuple[str, str]:
    """What register and links of a day are called, without an ending."""
    return f"edubasealldata{day:%Y%m%d}", f"links_edubasealldata{day:%Y%m%d}"
