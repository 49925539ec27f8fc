"""The native map: a view to edit on, and the same painter layers for pictures and prints.

Names are brought in when they are first used, so that drawing a picture from the command line loads no widgets.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from wolds.widgets.map.basemap import BaseMap, built_in_base_map
    from wolds.widgets.map.layers import Layer
    from wolds.widgets.map.links import Bonds
    from wolds.widgets.map.marks import Colouring
    from wolds.widgets.map.picture import print_map, render_map
    from wolds.widgets.map.timing import measure_pan
    from wolds.widgets.map.tools import Mode
    from wolds.widgets.map.view import MapView

__all__ = [
    "BaseMap",
    "Bonds",
    "Colouring",
    "Layer",
    "MapView",
    "Mode",
    "built_in_base_map",
    "measure_pan",
    "print_map",
    "render_map",
]

_HOMES: Final = {
    "BaseMap": "basemap",
    "Bonds": "links",
    "Colouring": "marks",
    "Layer": "layers",
    "MapView": "view",
    "Mode": "tools",
    "built_in_base_map": "basemap",
    "measure_pan": "timing",
    "print_map": "picture",
    "render_map": "picture",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
