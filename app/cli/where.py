"""Where many cases are worked out, as options say it."""

from __future__ import annotations

import re
from typing import Final

from wolds.app.spreading import Where
from wolds.geo.errors import InputError

_ADDRESS: Final = re.compile(r"(tcp|tls|ws|wss|ucx)://[^\s/]+:[0-9]{1,5}")


def where_of(workers: int | None, dask: str | None) -> Where:
    """What `--workers` and `--dask` say. `InputError` for both at once or an address that is none."""
    if workers is not None and dask is not None:
        raise InputError("--workers and --dask were both given", remedy="Give one of them.")
    if dask is not None and not _ADDRESS.fullmatch(dask):
        raise InputError(f"--dask {dask[:80]}: not the address of a scheduler", remedy="Write it as tcp://HOST:PORT.")
    return Where(workers or 1, dask or "")
