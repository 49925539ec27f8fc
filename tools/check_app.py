"""Do the main job with the stand-alone folder, as somebody without Python does: no PATH, no settings, a folder with a space.

usage: tools/check_app.py FOLDER        (FOLDER holds the programs wolds and wolds-window)
Roads and a shapefile in degrees are read through GDAL with its data and PROJ's; the shared map turns eastings into degrees;
reports are set in PDF and Word; the sweep starts workers. The window opens the plan, which it claims when it is shown.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAIT_S = 120.0
SCHOOLS = 20
FORMATS = (".csv", ".xlsx", ".geojson", ".json", ".png", ".pdf", ".html")
SUFFIX = ".exe" if os.name == "nt" else ""


def main(arguments: list[str]) -> int:
    programs = Path(arguments[0]).resolve()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "a county"
        folder.mkdir()
        _main_job(programs, folder)
        _window(programs, folder)
        faults = [line for log in folder.rglob("wolds.log") for line in log.read_text(encoding="utf-8").splitlines()]
    for line in faults:
        print(f"the log says: {line}", file=sys.stderr)
    print("the stand-alone folder did the main job and opened the plan in its window")
    return 1 if faults else 0


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "WOLDS_HOME": str(folder / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
    }


def _run(programs: Path, folder: Path, *words: str, status: int = 0) -> str:
    command = [str(programs / f"wolds{SUFFIX}"), *words]
    done = subprocess.run(command, cwd=folder, env=_environment(folder), capture_output=True, text=True, timeout=WAIT_S)
    if done.returncode != status:
        raise SystemExit(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _main_job(programs: Path, folder: Path) -> None:
    _run(programs, folder, "sample", "--out", "county.csv", "--rules-out", "rules.toml", "--roads-out", "roads.osm.gz")
    _run(programs, folder, "propose", "county.csv", "--rules", "rules.toml", "--roads", "roads.osm.gz", "--out", "plan.gpkg")
    for suffix in FORMATS:
        _run(programs, folder, "export", "plan.gpkg", "--to", f"out{suffix}")
        if not (folder / f"out{suffix}").stat().st_size:
            raise SystemExit(f"out{suffix} is empty")
    for suffix in (".pdf", ".docx"):
        _run(programs, folder, "report", "plan.gpkg", "--out", f"report{suffix}", "--without", "clusters")
    _write_shapefile(folder / "schools.shp")
    read = _run(programs, folder, "import-report", "schools.shp")
    if f"Schools kept: {SCHOOLS}" not in read:
        raise SystemExit(f"the schools of a shapefile were not all read:\n{read}")
    (folder / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4_000))
    _run(programs, folder, "import-report", "old.xls", status=2)  # old workbooks are read in a process of their own
    _write_open_roads(folder / "oproad.gpkg")
    by_road = _run(
        programs, folder, "propose", "county.csv", "--rules", "rules.toml", "--roads", "oproad.gpkg", "--cap-min", "25"
    )
    if "by road" not in by_road:
        raise SystemExit(f"the plan does not say that it was made by road:\n{by_road}")
    swept = _run(programs, folder, "sweep", "county.csv", "--rules", "rules.toml", "--cap-km", "8,10", "--workers", "2")
    if swept.count("proven best") != 2:
        raise SystemExit(f"the sweep did not prove both cases:\n{swept}")


def _write_shapefile(path: Path) -> None:
    """Schools in a line, in degrees of longitude and latitude: GDAL reads them and PROJ turns them into eastings."""
    import numpy as np
    import pyogrio
    import shapely

    number = np.arange(SCHOOLS)
    columns = {
        "SchoolName": np.array([f"Ysgol {k}" for k in number], dtype=object),
        "SchoolNo": 6_700_001 + number,
        "Phase": np.full(SCHOOLS, "Primary", dtype=object),
        "Pupils": 40 + number,
    }
    points = shapely.to_wkb(shapely.points(-3.5 + 0.02 * number, 52.5 + 0.0 * number))
    pyogrio.raw.write(
        path, points, list(columns.values()), list(columns), driver="ESRI Shapefile", crs="EPSG:4326", geometry_type="Point"
    )


def _write_open_roads(path: Path) -> None:
    """A grid of B roads 1 km apart over the sample county, in the form of OS Open Roads, written through GDAL."""
    import numpy as np
    import pyogrio
    import shapely

    east, north = np.arange(480_000, 580_001, 1_000), np.arange(270_000, 370_001, 1_000)
    x, y = (grid.ravel() for grid in np.meshgrid(east, north))
    ends = np.array([(a, b, a + dx, b + dy) for dx, dy in ((1_000, 0), (0, 1_000)) for a, b in zip(x, y, strict=True)])
    columns = {
        "road_function": np.full(len(ends), "B Road", dtype=object),
        "form_of_way": np.full(len(ends), "Single Carriageway", dtype=object),
        "start_node": np.array([f"{a}/{b}" for a, b in ends[:, :2]], dtype=object),
        "end_node": np.array([f"{a}/{b}" for a, b in ends[:, 2:]], dtype=object),
    }
    lines = shapely.to_wkb(shapely.linestrings(ends.reshape(-1, 2, 2).astype(float)))
    pyogrio.raw.write(
        path, lines, list(columns.values()), list(columns), layer="road_link", driver="GPKG", crs="EPSG:27700",
        geometry_type="LineString",
    )  # fmt: skip


def _window(programs: Path, folder: Path) -> None:
    """The window claims a plan once it is open; ended by a signal, it leaves the claim behind."""
    command = [str(programs / f"wolds-window{SUFFIX}"), "plan.gpkg"]
    claim = folder / ".plan.gpkg.wolds-open"
    window = subprocess.Popen(command, cwd=folder, env=_environment(folder))
    try:
        end = time.monotonic() + WAIT_S
        while not claim.exists():
            if window.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"the window did not open the plan (exit {window.poll()})")
            time.sleep(0.1)
    finally:
        window.terminate()
        window.wait(WAIT_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
