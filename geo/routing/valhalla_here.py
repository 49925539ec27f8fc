"""Valhalla as a library on this computer, where `pyvalhalla` is installed: nothing leaves it. Its tiles are a person's own."""

from __future__ import annotations

import os
import tarfile
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Final

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.routing.kinds import Refused, Valhalla
from wolds.geo.routing.numbers import NotATable
from wolds.geo.routing.polling import TookTooLong, let_go_when_asked
from wolds.geo.routing.router import Table
from wolds.geo.schools import FloatArray

HOW_TO_GET_IT: Final = "With Python 3.12 or later, install it with: pip install 'wolds[valhalla]'"
_LONGEST_S: Final = 120.0
_TILE: Final = ".gph"
_LOOKED_AT: Final = 1_000


def is_installed() -> bool:
    """Whether Valhalla can be used here."""
    return find_spec("valhalla") is not None


class ValhallaHere:
    """Valhalla on a folder of tiles or a tar of them. `InputError` where it is not installed, or there are no tiles."""

    name: Final = "Valhalla on this computer"

    def __init__(self, tiles: Path) -> None:
        if not is_installed():
            raise InputError("Valhalla is not installed with Wolds", remedy=f"{HOW_TO_GET_IT}.")
        self._tiles, self._format = tiles, Valhalla()
        self._actor = _actor(tiles)

    def table(self, origins: FloatArray, destinations: FloatArray, watch: Watch) -> Table:
        """See `Router`."""
        request = self._format.request(origins, destinations)
        try:
            said = let_go_when_asked(lambda: self._answer(request), watch, _LONGEST_S)
            self._format.refuse(said)
            return self._format.table(said, origins, destinations)
        except TookTooLong as error:
            raise self._fault(f"no answer within {_LONGEST_S:g} s", "Take fewer schools.") from error
        except (Refused, NotATable) as error:
            raise self._fault(
                f"Valhalla gives no table ({error})", "Build the tiles anew with the Valhalla that is here."
            ) from error

    def _answer(self, request: dict[str, Any]) -> Any:
        """What Valhalla says: the table, or of a failure what its server would say."""
        import valhalla

        try:
            return self._actor.matrix(request)
        except valhalla.ValhallaError as error:
            return {"error_code": error.code, "error": str(error)}

    def _fault(self, message: str, remedy: str) -> InputError:
        return InputError(message, file=self._tiles.name, remedy=remedy)


def _actor(tiles: Path) -> Any:
    """Valhalla with the tiles loaded."""
    import valhalla

    remedy = "Choose the folder or the tar that valhalla_build_tiles or valhalla_build_extract made."
    whole = tiles.is_file()
    if not (_is_tar(tiles) if whole else _has_tiles(tiles)):
        raise InputError("there are no Valhalla tiles there", file=str(tiles), remedy=remedy)
    if not hasattr(valhalla, "ValhallaError"):
        raise InputError("the Valhalla that is installed is too old", remedy=f"{HOW_TO_GET_IT}.")
    try:
        config = valhalla.get_config(tile_extract=str(tiles) if whole else "", tile_dir="" if whole else str(tiles))
        return valhalla.Actor(config)
    except (RuntimeError, OSError, ValueError, AttributeError) as error:
        raise InputError(f"Valhalla cannot load the tiles ({error})", file=str(tiles), remedy=remedy) from error


def _is_tar(file: Path) -> bool:
    """Whether a file is a tar with a tile among its first files: an index stands before them."""
    try:
        with tarfile.open(file, "r:") as archive:
            return any(member.name.endswith(_TILE) for member in islice(archive, _LOOKED_AT))
    except (OSError, tarfile.TarError):
        return False


def _has_tiles(folder: Path) -> bool:
    """Whether there is a tile anywhere below a folder; looking ends at the first one."""
    return any(name.endswith(_TILE) for _, _, names in os.walk(folder) for name in names)
