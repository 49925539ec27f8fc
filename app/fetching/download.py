"""One file by the network stack of Qt: in the thread of the window, event by event, with progress, cancel and patience.

System proxy and certificates are used. A fault half way is mended a few times by asking for the rest (`Range` with `If-Range`);
a server that does not give the rest is asked for all of it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkProxyFactory, QNetworkReply, QNetworkRequest

from wolds.app.fetching.errors import FetchFailed, NotThere
from wolds.app.fetching.partial import Mark, PartFile
from wolds.app.fetching.words import fault_in_words, status_in_words
from wolds.app.jobs import Progress
from wolds.geo.registers.unpacking import LARGEST_BYTES

_LOG: Final = logging.getLogger(__name__)
_Error = QNetworkReply.NetworkError
_PASSING: Final = frozenset(
    {
        _Error.RemoteHostClosedError,
        _Error.TimeoutError,
        _Error.OperationCanceledError,  # how Qt says that nothing came for a while
        _Error.TemporaryNetworkFailureError,
        _Error.NetworkSessionFailedError,
        _Error.InternalServerError,
        _Error.ServiceUnavailableError,
        _Error.UnknownServerError,
        _Error.UnknownNetworkError,
    }
)
"""Faults that may be over in a moment."""
_SIGN_IN: Final = 511  # the network wants a person to sign in: asking again does not help
_BUFFER: Final = 1 << 20
_MOST_REDIRECTS: Final = 6
_WORTH_GOING_ON: Final = 1 << 20
"""So many bytes more than ever before, and a fault counts as the first."""


@dataclass(frozen=True)
class Patience:
    """How long nothing may come, how often a fault is mended, and the first pause before that (each is twice the last)."""

    silence_ms: int = 30_000
    tries: int = 4
    pause_ms: int = 1_000
    largest_bytes: int = LARGEST_BYTES


class Download(QObject):
    """Fetches an address into a part file. It has the signals of a `Job`, and like one it ends once.

    `failed` carries a `FetchFailed`, `NotThere` where the server has no such file. What came stays for another time, unless it
    was something else than a list.
    """

    progressed = Signal(object)  # Progress
    succeeded = Signal(object)  # PartFile
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(
        self, title: str, address: str, part: PartFile, patience: Patience | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.title, self._address, self._part = title, address, part
        self._patience = patience or Patience()
        self._network = QNetworkAccessManager(self)
        self._reply: QNetworkReply | None = None
        self._tries = self._furthest = 0
        self._over = self._takes = False
        self._whole: int | None = None
        self._mark = Mark(address)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._ask)
        QNetworkProxyFactory.setUseSystemConfiguration(True)

    @property
    def can_cancel(self) -> bool:
        """A download can always be stopped."""
        return True

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return not self._over

    @property
    def mark(self) -> Mark:
        """What the server says of the file."""
        return self._mark

    def start(self) -> None:
        """Begin, or go on with what an earlier one left."""
        self._ask()

    def cancel(self) -> None:
        """Stop at once; what came stays for another time."""
        self._end("cancelled", None)

    # Asking ------------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        known = self._part.known(self._address)
        request = self._request()
        if known is not None:
            self._mark = known
            request.setRawHeader(b"Range", f"bytes={self._part.size}-".encode())
            request.setRawHeader(b"If-Range", known.condition.encode("latin-1", "replace"))
        self._takes, self._whole = False, None
        reply = self._reply = self._network.get(request)
        reply.setReadBufferSize(_BUFFER)
        reply.readyRead.connect(self._take)
        reply.finished.connect(self._finish)

    def _request(self) -> QNetworkRequest:
        request = QNetworkRequest(QUrl(self._address))
        attribute, policy, control = QNetworkRequest.Attribute, QNetworkRequest.RedirectPolicy, QNetworkRequest.LoadControl
        request.setAttribute(attribute.RedirectPolicyAttribute, policy.NoLessSafeRedirectPolicy)
        request.setAttribute(attribute.CookieSaveControlAttribute, control.Manual.value)
        request.setAttribute(attribute.CookieLoadControlAttribute, control.Manual.value)
        request.setMaximumRedirectsAllowed(_MOST_REDIRECTS)
        request.setTransferTimeout(self._patience.silence_ms)
        request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, "Wolds")
        request.setRawHeader(b"Accept", b"text/csv, application/zip, application/octet-stream, */*;q=0.5")
        request.setRawHeader(b"Accept-Encoding", b"identity")  # a part of something packed could not be gone on with
        return request

    # What comes --------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        """Take what came: the first piece says whether it is a list at all."""
        reply = self._reply
        if reply is None or not reply.isOpen() or _status(reply) not in (200, 206):
            return
        try:
            if not self._takes:
                self._begin(reply)
            data = bytes(reply.readAll().data())
            if not self._part.size and _is_page(data):
                raise _not_a_list()
            if self._part.size + len(data) > self._patience.largest_bytes:
                raise _too_large(self._patience.largest_bytes)
            self._part.add(data)
        except FetchFailed as error:
            self._part.forget()
            self._end("failed", error)
        except OSError as error:
            self._end("failed", _disk_failed(error))
        else:
            self._tell()

    def _begin(self, reply: QNetworkReply) -> None:
        """Look at the head of the answer: a list, not too large, and from the place that was asked for."""
        if _header(reply, "content-type").lower().startswith(("text/html", "application/xhtml")):
            raise _not_a_list()
        start, whole = _range_of(reply)
        self._whole = whole
        if whole is not None and whole > self._patience.largest_bytes:
            raise _too_large(self._patience.largest_bytes)
        if _status(reply) == 206 and start == self._part.size:
            self._part.go_on()
        elif _status(reply) == 206:
            raise FetchFailed("the server sends another part of the file than was asked for. Try again later")
        else:
            tag = _header(reply, "etag")
            self._mark = Mark(self._address, "" if tag.startswith("W/") else tag, _header(reply, "last-modified"))
            self._part.begin(self._mark)
        self._takes = True

    def _tell(self) -> None:
        come, whole = self._part.size / 1e6, self._whole
        if whole:
            fraction, words = self._part.size / whole, f"{self.title}: {come:.1f} of {whole / 1e6:.1f} MB"
        else:
            fraction, words = 0.0, f"{self.title}: {come:.1f} MB"
        self.progressed.emit(Progress(min(1.0, fraction), words))

    # The end -----------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        self._take()  # what was still in the buffer
        reply = self._reply
        if reply is None:
            return  # let go of just now
        status, fault, said, whole = _status(reply), reply.error(), reply.errorString(), _range_of(reply)[1]
        self._let_go()
        if status == 416 and whole is not None and whole == self._part.size:  # all of it came before, and was not looked at
            self._end("succeeded", self._part)
        elif status == 416:  # what is there is not the beginning of what the server has
            self._part.forget()
            self._again("the server has another file by now")
        elif fault == _Error.NoError and not self._part.size:
            self._part.forget()
            self._end("failed", FetchFailed("the server sent an empty file. Try again later"))
        elif fault == _Error.NoError and (self._whole is None or self._part.size == self._whole):
            self._end("succeeded", self._part)
        elif status != _SIGN_IN and (fault == _Error.NoError or fault in _PASSING):
            self._again(self._fault(status, fault, said))
        else:
            words = status_in_words(status) or fault_in_words(fault, said)
            self._end("failed", (NotThere if status in (404, 410) else FetchFailed)(words))

    def _fault(self, status: int, fault: QNetworkReply.NetworkError, said: str) -> str:
        if self._takes:
            whole = f" of {self._whole / 1e6:.1f}" if self._whole else ""
            return f"the connection broke off after {self._part.size / 1e6:.1f}{whole} MB"
        return status_in_words(status) or fault_in_words(fault, said)

    def _again(self, words: str) -> None:
        """Mend a fault after a pause, unless that was done often enough."""
        _LOG.info("%s: %s", self._address, words)
        gained, self._furthest = self._part.size - self._furthest, max(self._furthest, self._part.size)
        self._tries = 1 if gained >= _WORTH_GOING_ON else self._tries + 1
        if self._tries >= self._patience.tries:
            on = ": it goes on from there" if self._part.known(self._address) else ""
            self._end("failed", FetchFailed(f"{words}, again and again. Try again later{on}"))
        else:
            self.progressed.emit(Progress(self._part.size / self._whole if self._whole else 0.0, f"{self.title}: trying again"))
            self._pause.start(self._patience.pause_ms * 2 ** (self._tries - 1))

    def _let_go(self) -> None:
        """Be done with the answer: whatever it would still say is not wanted."""
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.readyRead.disconnect(self._take)
            reply.finished.disconnect(self._finish)
            reply.abort()
            reply.deleteLater()
        self._part.close()

    def _end(self, kind: str, value: object) -> None:
        if self._over:
            return
        self._over = True
        self._pause.stop()
        self._let_go()
        if kind == "cancelled":
            self.cancelled.emit()
        else:
            (self.succeeded if kind == "succeeded" else self.failed).emit(value)
        self.ended.emit()


def _status(reply: QNetworkReply) -> int:
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return status if isinstance(status, int) else 0


def _header(reply: QNetworkReply, name: str) -> str:
    return bytes(reply.rawHeader(name).data()).decode("latin-1").strip()


def _range_of(reply: QNetworkReply) -> tuple[int, int | None]:
    """Where the answer begins in the file, and how long the whole file is, None where that is not said."""
    length = _number(_header(reply, "content-length"))
    if _status(reply) not in (206, 416):
        return 0, length
    span, _, whole = _header(reply, "content-range").removeprefix("bytes").strip().partition("/")
    start = _number(span.partition("-")[0])
    return (-1 if start is None else start), _number(whole)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _is_page(data: bytes) -> bool:
    """Whether it begins as pages do and no list does: with a tag or a comment."""
    return data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _not_a_list() -> FetchFailed:
    return FetchFailed(
        "a web page came instead of the list, perhaps a page to sign in to your network. Open the address in your browser, "
        "accept what it asks, and try again; or download the list there and open it as a register"
    )


def _too_large(limit: int) -> FetchFailed:
    return FetchFailed(
        f"what comes is larger than {limit / 1e6:,.0f} MB, too much for a register. Check the address in the settings"
    )


def _disk_failed(error: OSError) -> FetchFailed:
    return FetchFailed(
        f"it could not be written: {(error.strerror or str(error)).lower()}. Make room on the disk and try again"
    )
