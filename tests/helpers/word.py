"""Word documents read back without what wrote them."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree


def custom_properties(document: bytes) -> dict[str, str]:
    """The custom properties of a Word document."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        root = ElementTree.fromstring(parts.read("docProps/custom.xml"))
    return {held.attrib["name"]: "".join(held.itertext()) for held in root}
