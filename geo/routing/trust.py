"""Whom a safe connection trusts: the authorities of this computer (a council's own among them) and the well-known ones."""

from __future__ import annotations

import ssl
from typing import Any

from requests.adapters import HTTPAdapter


class SystemTrust(HTTPAdapter):
    """Checks certificates against this computer's authorities beside those that come with requests."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Connect with the system's own authorities too."""
        super().init_poolmanager(*args, ssl_context=ssl.create_default_context(), **options)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """The same through a proxy."""
        return super().proxy_manager_for(proxy, ssl_context=ssl.create_default_context(), **options)
