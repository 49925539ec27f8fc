"""What the window alone lets in is refused as at the command line, and each dialog for a file leads to a door that is tried."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.damage import EVERYWHERE
from helpers.door_files import TEXTS
from helpers.door_table import BESIDE, DOORS, GEOJSON
from wolds.app.fetching.checking import check_links, check_register
from wolds.geo.errors import InputError
from wolds.geo.outlines import read_outlines
from wolds.geo.progress import Unwatched

WINDOW = Path(__file__).parents[2] / "app" / "window"
READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "boundaries": ("boundaries.geojson", read_outlines),
    "a register that was fetched": ("register.csv", lambda path: check_register(path, 1, 0, Unwatched())),
    "a links extract that was fetched": ("links.csv", lambda path: check_links(path, Unwatched())),
}
DIALOGS = {
    "church_files.py": ("policy table",),
    "comparing.py": ("compare plans",),
    "files.py": ("import-report register",),
    "many_reports.py": ("report words",),
    "mapping.py": ("boundaries",),
    "merging.py": ("merge other", "merge other"),
    "recovering.py": ("check plan",),
    "refreshing.py": ("refresh links",),
    "relating.py": ("relations sheet",),
    "reporting.py": ("report house",),
    "road_looking.py": ("propose roads", "propose travel_table"),
    "ruling.py": ("propose rules", "propose urns"),
    "tables.py": ("import-report postcodes",),
    "taking.py": ("take idea",),
    "travelling.py": ("propose roads", "propose travel_table"),
    "valhalla.py": ("propose valhalla",),
}
"""What is read behind each call for a file, by module of the window."""


@pytest.mark.parametrize("what", READERS)
def test_a_damaged_file_is_refused_in_one_plain_line(what: str, tmp_path: Path) -> None:
    name, read = READERS[what]
    own = GEOJSON if name.endswith(".geojson") else {}
    good = TEXTS.get(name, "URN,EstablishmentName\n").encode()
    for number, (damage, make) in enumerate({**EVERYWHERE, **own}.items()):
        given = tmp_path / str(number) / name
        given.parent.mkdir()
        make(given, good)
        with pytest.raises(InputError) as caught:
            read(given)
        said = str(caught.value)
        assert "\n" not in said, damage
        assert caught.value.remedy, f"{damage}: {said} says nothing to do"


def test_every_dialog_for_a_file_leads_to_a_door_that_is_tried() -> None:
    asked = {path.name: len(re.findall(r"\bask_to_open\(", path.read_text("utf-8"))) for path in WINDOW.rglob("*.py")}
    del asked["asking.py"]
    assert Counter(asked) == Counter({name: len(doors) for name, doors in DIALOGS.items()}), "a dialog that is not listed"
    tried = {door.option for door in (*DOORS, *BESIDE)} | READERS.keys() | {"propose valhalla"}
    assert {door for doors in DIALOGS.values() for door in doors} - tried == set()
