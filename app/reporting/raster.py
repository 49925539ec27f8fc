"""Pictures of any kind as PNG, for formats that hold no vectors."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Final

DOTS_PER_INCH: Final = 300
_PAGE: Final = """\
#let size = json("size.json")
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(read("picture", encoding: none), ..size.pairs().map(one => (one.at(0), one.at(1) * 1mm)).to-dict())
"""


def png_of(picture: bytes, *, width_mm: float | None = None, height_mm: float | None = None, dpi: int = DOTS_PER_INCH) -> bytes:
    """A picture (SVG, PNG, JPEG) as PNG of that width or height on paper; the other follows from its shape.

    Raises `ValueError` for what is no such picture.
    """
    from typst import Compiler, TypstError

    size = {"width": width_mm, "height": height_mm}
    with tempfile.TemporaryDirectory(prefix="wolds-picture-") as folder:
        (Path(folder) / "picture").write_bytes(picture)
        (Path(folder) / "size.json").write_text(json.dumps({name: mm for name, mm in size.items() if mm is not None}))
        try:
            made = Compiler(root=folder, ignore_system_fonts=True).compile(_PAGE.encode(), format="png", ppi=dpi)
        except TypstError as error:
            raise ValueError(error.message) from error
    assert isinstance(made, bytes)
    return made
