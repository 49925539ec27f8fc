"""Clusters and schools as one GeoJSON file (RFC 7946: WGS84, longitude first) for any GIS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wolds.app.export.about import about_facts
from wolds.app.export.bundle import Exported
from wolds.app.export.layers import cluster_features, school_features
from wolds.app.replacing import write_bytes


def geojson_of(exported: Exported) -> dict[str, Any]:
    """The collection: outlines of clusters, then schools; what it is stands in the member "about"."""
    return {
        "type": "FeatureCollection",
        "title": exported.title,
        "about": [{"what": label, "says": text} for label, text in about_facts(exported)],
        "features": [*cluster_features(exported), *school_features(exported)],
    }


def write_geojson(exported: Exported, path: Path | str) -> None:
    """Write the collection. Raises `WriteFailed`."""
    write_bytes(Path(path), script_safe_json(geojson_of(exported)).encode("ascii"))


def script_safe_json(value: Any) -> str:
    """JSON in ASCII in which < > & stand as escapes, so that it is dead even inside a page. Refuses NaN.

    >>> script_safe_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
