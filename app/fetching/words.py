"""What went wrong on the way, in plain words with what to do."""

from __future__ import annotations

from typing import Final

from PySide6.QtNetwork import QNetworkReply

_Error = QNetworkReply.NetworkError


_STATUS: Final = {
    401: "the server asks for a name and a password. Download the list in your browser and open it as a register",
    403: "the server does not let you have it. Download the list in your browser and open it as a register",
    404: "the server has no such file. The address in the settings may be out of date",
    407: "the proxy of your network asks for a name and a password. Ask whoever looks after your network, or use your browser",
    410: "the server has no such file any more. The address in the settings may be out of date",
    429: "the server is asked too often. Try again in an hour",
    511: "your network wants you to sign in first. Open any page in your browser, do what it asks, and try again",
}
_FAULTS: Final = {
    _Error.ConnectionRefusedError: "the server does not answer. Try again later, or check the address in the settings",
    _Error.HostNotFoundError: "the server cannot be found. Is this computer on the network?",
    _Error.SslHandshakeFailedError: "the server's certificate is not trusted, perhaps because of a filter in your network. "
    "Download the list in your browser and open it as a register",
    _Error.ProxyAuthenticationRequiredError: "the proxy of your network asks for a name and a password. "
    "Ask whoever looks after your network, or use your browser",
    _Error.ProxyConnectionRefusedError: "the proxy of your network does not answer. Ask whoever looks after your network",
    _Error.ProxyNotFoundError: "the proxy of your network cannot be found. Ask whoever looks after your network",
    _Error.TooManyRedirectsError: "the server sends on and on to other addresses. Check the address in the settings",
    _Error.InsecureRedirectError: "the server sends on to an address that is not safe, so it was not followed",
    _Error.TimeoutError: "the server was silent for too long",
    _Error.OperationCanceledError: "the server was silent for too long",
}


def status_in_words(status: int) -> str:
    """What an HTTP status says, "" for one that says nothing of a failure."""
    if status in _STATUS:
        return _STATUS[status]
    if status >= 500:
        return f"the server has a fault of its own (HTTP {status})"
    return f"the server refuses (HTTP {status})" if status >= 400 else ""


def fault_in_words(fault: QNetworkReply.NetworkError, said: str) -> str:
    """What a fault of the network says; `said` are Qt's own words."""
    return _FAULTS.get(fault) or f"the network gave an error ({said})"
