"""Locks a page down: Leaflet inside it, no address of any server, and a policy that names each script by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from wolds.geo.errors import WoldsError

_SCRIPT: Final = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
_LINK: Final = re.compile(r"""href="https?://[^"]*\"""")
_IMAGE: Final = re.compile(r"""url\((?!#)[^)]*\)""")
_MAP_OF_SOURCE: Final = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@cache
def leaflet_js() -> str:
    """Leaflet's script, without its link to its own site and without the pointer to its source map."""
    text = _leaflet("leaflet.js")
    return _MAP_OF_SOURCE.sub("", _LINK.sub('href="#"', text))


@cache
def leaflet_css() -> str:
    """Leaflet's style sheet without its pictures, which the shared map does not use."""
    return _IMAGE.sub("none", _leaflet("leaflet.css"))


def _leaflet(name: str) -> str:
    try:
        from xstatic.pkg import leaflet
    except ImportError as error:
        raise WoldsError("Leaflet is missing from this installation. Install Wolds again.") from error
    return (Path(leaflet.BASE_DIR) / name).read_text("utf-8")


def locked_down(page: str, title: str) -> str:
    """The page with language, title and policy in its head. `title` is escaped already."""
    head = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy(page)}">\n'
    head += f'<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n'
    return page.replace("<html>", '<html lang="en-GB">', 1).replace("<head>", head, 1)


def policy(page: str) -> str:
    """Nothing is loaded, nothing is sent; only the scripts that stand in the page now may run, each by its hash."""
    hashes = " ".join(f"'sha256-{_hash(text)}'" for text in _SCRIPT.findall(page))
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
