"""The list of excluded schools: nobody vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from wolds.app.export.about import write_about_beside
from wolds.app.export.bundle import Exported
from wolds.app.export.tables import Cell, csv_bytes
from wolds.app.replacing import write_bytes
from wolds.clustering.eligibility import Reason, Role

COLUMNS: Final = ("URN", "EstablishmentName", "reason", "explanation", "LA", "status", "phase", "roll")
EXPLANATIONS: Final[Mapping[str, str]] = {
    Reason.USER: "Left out by hand",
    Reason.STATUS: "Not open",
    Reason.PHASE: "Another phase",
    Reason.LA: "Another local authority",
    Reason.NO_POINT: "No easting and northing",
    Reason.ROLL_UNKNOWN: "The number of pupils is unknown or 0",
    Reason.ROLL_ABOVE: "More pupils than asked for",
    Reason.ROLL_BELOW: "Fewer pupils than asked for",
    Reason.NOT_RURAL: "Not rural",
    Reason.NOT_LISTED: "Not on the list of schools",
    Reason.DIOCESE: "Another diocese",
    Reason.CHARACTER: "Another character",
}


def excluded_rows(exported: Exported) -> Iterator[tuple[Cell, ...]]:
    """A row of `COLUMNS` for each excluded school, by URN; with the reason a person gave for one left out by hand."""
    schools, standing = exported.schools, exported.standing
    by_hand = {choice.urn: choice.reason for choice in exported.plan.eligibility.exclude}
    texts = [schools.text(column) for column in ("name", "la_name", "status", "phase")]
    for at in np.flatnonzero(standing.role == Role.EXCLUDED).tolist():
        urn, code, roll = int(schools.urn[at]), str(standing.reason[at]), schools.roll[at]
        name, la, status, phase = (str(column[at]) for column in texts)
        why = EXPLANATIONS.get(code, code)
        if code == Reason.USER and by_hand.get(urn):
            why = f"{why}: {by_hand[urn]}"
        yield urn, name, code, why, la, status, phase, None if np.isnan(roll) else int(roll)


def excluded_csv(exported: Exported) -> bytes:
    """The list as bytes, in the form of the cluster list."""
    return csv_bytes(COLUMNS, excluded_rows(exported))


def write_excluded_csv(exported: Exported, path: Path | str) -> None:
    """Write the list, and beside it what it is. Raises `WriteFailed`."""
    path = Path(path)
    write_bytes(path, excluded_csv(exported))
    write_about_beside(exported, path)
