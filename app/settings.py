"""What a person chose for themselves: kept as one small JSON file beside logs and recovery files, never in a plan."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, ValidationError

from wolds.clustering.rules import Document
from wolds.geo.roads.classes import Speeds, speeds_from_words
from wolds.geo.routing.kinds import RouterKind

_LOG: Final = logging.getLogger(__name__)
_RECENT_FILES: Final = 10


def _known_speeds(words: str) -> str:
    return speeds_from_words(words).changed_in_words


class Settings(Document):
    """Settings with their defaults. Unknown fields (of a newer version) are dropped when the file is read."""

    theme: Literal["system", "light", "dark"] = "system"
    autosave_seconds: Annotated[int, Field(ge=1, le=5)] = 3
    proposal_time_limit_s: Annotated[int, Field(ge=1, le=86_400)] | None = 120
    proposal_memory_mb: Annotated[int, Field(ge=100, le=1_000_000)] = 1_000
    recent_files: tuple[str, ...] = ()
    window_state: str = ""  # base64 of Qt's own record of docks and toolbars
    window_geometry: str = ""
    table_state: str = ""  # base64 of columns and their order, of the table of schools and of the tree of clusters
    tree_state: str = ""
    last_folder: str = ""
    register_address: Annotated[str, Field(max_length=2_000)] = ""  # "" = the public one; {date} stands for the day
    links_address: Annotated[str, Field(max_length=2_000)] = ""
    fewest_schools: Annotated[int, Field(ge=1, le=1_000_000)] = 20_000  # fewer is no whole register of England (some 50,000)
    postcodes_file: str = ""  # the file of postcodes that was used last
    links_file: str = ""  # the links extract that was last used with a newer register
    house_file: str = ""  # the house style of reports that was last used
    letter_words_file: str = ""  # the council's words of letters that were last used
    road_speeds: Annotated[str, AfterValidator(_known_speeds)] = ""  # those that the person changed, in words
    routing_kind: RouterKind = RouterKind.OSRM
    routing_address: str = ""  # the key is not here: it is in the system's keyring
    routing_agreed: tuple[str, ...] = ()  # addresses that positions of schools may be sent to

    @property
    def speeds(self) -> Speeds:
        """The speed on each class of road."""
        return speeds_from_words(self.road_speeds)

    def with_recent(self, path: Path) -> Settings:
        """The settings with a file at the top of the recent ones."""
        name = str(path.resolve())
        others = tuple(other for other in self.recent_files if other != name)
        recent = (name, *others)[:_RECENT_FILES]
        return self.model_copy(update={"recent_files": recent, "last_folder": str(path.resolve().parent)})


def load_settings(path: Path) -> Settings:
    """Read the settings; a missing file gives the defaults, a damaged one too, with a line in the log."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Settings.model_validate({key: stored[key] for key in stored if key in Settings.model_fields})
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, RecursionError, ValidationError) as error:
        _LOG.warning("the settings in %s cannot be read and the defaults are used: %s", path, error)
        return Settings()


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings in one step. Raises `OSError` where that cannot be done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.write_text(settings.model_dump_json(indent=1), encoding="utf-8")
    beside.replace(path)
