"""One question to a server and its answer: time limits, tries, a bound on the answer, and what each failure is called.

The system's proxy and its certificates are used as a browser does. A redirect is never followed: the key would go along.
"""

from __future__ import annotations

import email.utils
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.routing.address import host_of
from wolds.geo.routing.polling import Remarks, TookTooLong, let_go_when_asked, pause

if TYPE_CHECKING:
    import requests

_LARGEST_ANSWER: Final = 20_000_000
_AT_ONCE: Final = 65_536
_BUSY: Final = (429, 500, 502, 503, 504)
_TIMES_TOO_OFTEN: Final = 20
_LATER: Final = "Try again later, or ask whoever runs the server."
_LOOK: Final = "Look at the address and at the kind of the server."


@dataclass(frozen=True)
class Patience:
    """How long a server is waited for, in seconds, and how often it is asked. Pauses double from the first one on."""

    connect_s: float = 10.0
    silence_s: float = 60.0
    answer_s: float = 120.0
    tries: int = 4
    first_pause_s: float = 0.5
    longest_pause_s: float = 120.0


@dataclass(frozen=True)
class Question:
    """What is asked: a path under the address, and a body (JSON) where it is posted."""

    path: str
    body: Mapping[str, Any] | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """Status and body, read whole."""

    status: int
    body: bytes
    wait: str = ""


class _Passing(Exception):
    """A failure that may pass by itself: in words, and after how many seconds the server wants to be asked again.

    Where it does not say, the usual pause is waited so many `times`.
    """

    def __init__(self, words: str, wait_s: float | None = None, times: int = 1) -> None:
        super().__init__(words)
        self.words, self.wait_s, self.times = words, wait_s, times


class Connection:
    """A server at an address. `key` and how it is sent (`scheme`, such as "Bearer ") stay in here: no error says them."""

    def __init__(self, address: str, key: str = "", scheme: str = "", patience: Patience | None = None) -> None:
        self.address, self.host = address, host_of(address)
        self._key, self._scheme, self._patience = key, scheme, patience or Patience()
        self._session: requests.Session | None = None

    def ask(self, question: Question, watch: Watch) -> Answer:
        """The answer, of status 200, 400, 404, 413 or 414. `InputError` in plain words for the rest, `Cancelled`."""
        wait_s = self._patience.first_pause_s
        for tries_left in reversed(range(self._patience.tries)):
            try:
                return self._judged(self._tried(question, watch))
            except _Passing as failure:
                if not tries_left:
                    raise self.fault(failure.words, _LATER) from failure
                self._refuse_long_wait(failure)
                wanted = wait_s * failure.times if failure.wait_s is None else failure.wait_s
                if isinstance(watch, Remarks):
                    watch.remark(f"asked again in {max(wanted, 1):.0f} s: {failure.words}")
                pause(wanted, watch)
                wait_s *= 2
        raise AssertionError("a server is asked at least once")

    def said(self, answer: Answer) -> Any:
        """The body as JSON. `InputError` for a web page, for what is cut off, or for numbers that are none."""
        text = answer.body.decode("utf-8", errors="replace").strip()
        if text.startswith("<"):
            raise self.fault("the server answered with a web page, such as a login, and not with figures")
        try:
            return json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise self.fault("the server's answer is cut off or no JSON") from error

    def fault(self, message: str, remedy: str = _LOOK) -> InputError:
        """An error of this server; whatever the message quotes, the key is not in it."""
        shown = message.replace(self._key, "…") if self._key else message
        return InputError(shown, file=self.host, remedy=remedy)

    # One try -----------------------------------------------------------------------------------------------------

    def _tried(self, question: Question, watch: Watch) -> Answer:
        import requests

        try:
            return let_go_when_asked(lambda: self._exchange(question), watch, self._patience.answer_s)
        except TookTooLong as error:
            self._session = None  # its connection is still waited on by the thread that was let go of
            raise _Passing(f"the server did not answer within {self._patience.answer_s:g} s") from error
        except requests.exceptions.SSLError as error:
            remedy = "Look at the certificate of the server, or ask your IT for the council's own one."
            raise self.fault("no safe connection: its certificate does not hold, or it speaks no https", remedy) from error
        except requests.exceptions.ProxyError as error:
            raise self.fault("the proxy of this computer lets nothing through to the server", "Ask your IT.") from error
        except requests.exceptions.ConnectTimeout as error:
            raise _Passing("the server cannot be reached: nobody answers there") from error
        except requests.exceptions.ReadTimeout as error:
            raise _Passing(f"the server said nothing for {self._patience.silence_s:g} s") from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise _Passing("the server broke off its answer") from error
        except requests.exceptions.ConnectionError as error:
            raise _Passing("the server cannot be reached: it is down, or the address is wrong") from error
        except requests.exceptions.RequestException as error:
            raise self.fault(f"the server cannot be asked ({type(error).__name__})") from error

    def _exchange(self, question: Question) -> Answer:
        """Ask once, in whatever thread. Raises what requests raises."""
        patience, session = self._patience, self._opened()
        with session.request(
            "GET" if question.body is None else "POST",
            f"{self.address}/{question.path}",
            params=question.parameters,
            json=question.body,
            auth=self._sign,
            stream=True,
            allow_redirects=False,
            timeout=(patience.connect_s, patience.silence_s),
        ) as found:
            if 300 <= found.status_code < 400:
                return Answer(found.status_code, b"")
            return Answer(found.status_code, self._body(found), found.headers.get("Retry-After", ""))

    def _body(self, found: requests.Response) -> bytes:
        parts, size = [], 0
        for part in found.iter_content(_AT_ONCE):
            size += len(part)
            if size > _LARGEST_ANSWER:
                raise self.fault("the server's answer is far larger than any table")
            parts.append(part)
        return b"".join(parts)

    def _opened(self) -> requests.Session:
        if self._session is None:
            import requests

            from wolds.geo.routing.trust import SystemTrust

            self._session = requests.Session()
            self._session.mount("https://", SystemTrust())
            self._session.headers["User-Agent"] = "Wolds"
            self._session.headers["Accept"] = "application/json"
        return self._session

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the key in; without one, nothing that this computer knows of the server goes along either."""
        if self._key:
            request.headers["Authorization"] = f"{self._scheme}{self._key}"
        return request

    # What an answer means ----------------------------------------------------------------------------------------

    def _judged(self, answer: Answer) -> Answer:
        status = answer.status
        if status in (200, 400, 404, 413, 414):
            return answer
        if status == 407:
            raise self.fault("the proxy of this computer asks for a name and password", "Ask your IT.")
        if status in (401, 403):
            words = "does not accept the key" if self._key else "asks for a key"
            raise self.fault(f"the server {words} (status {status}{self._quoted(answer)})", "Give the right key.")
        if status in _BUSY:
            words = "is asked too often" if status == 429 else "is out of order or too busy"
            times = _TIMES_TOO_OFTEN if status == 429 else 1
            raise _Passing(f"the server {words} (status {status}{self._quoted(answer)})", _seconds(answer.wait), times)
        if 300 <= status < 400:
            raise self.fault("the server sends elsewhere, such as to a login", "Give the address that it answers at itself.")
        raise self.fault(f"there is no such service at that address (status {status})")

    def _quoted(self, answer: Answer) -> str:
        """What the server says of a refusal, in a few words."""
        with suppress(InputError):
            said = self.said(answer)
            words = said.get("error", said.get("message", "")) if isinstance(said, dict) else ""
            words = words.get("message", "") if isinstance(words, dict) else words
            return f": {' '.join(str(words).split())[:120]}" if words else ""
        return ""

    def _refuse_long_wait(self, failure: _Passing) -> None:
        if failure.wait_s is not None and failure.wait_s > self._patience.longest_pause_s:
            remedy = f"Try again after {failure.wait_s / 60:.0f} minutes."
            raise self.fault(failure.words, remedy) from failure


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _seconds(text: str) -> float | None:
    """What a Retry-After says: seconds, or a day and time. None where it says nothing that can be read."""
    with suppress(ValueError):
        return min(max(float(text), 0.0), 1e6)
    with suppress(ValueError, TypeError):
        until = email.utils.parsedate_to_datetime(text)
        return max((until - datetime.now(until.tzinfo or UTC)).total_seconds(), 0.0)
    return None
