"""Work of others that cannot be stopped, such as an answer from the network: waited for, and let go of when asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import Final, TypeVar

from wolds.geo.progress import Watch, stop_if_asked

T = TypeVar("T")
_LOOK_EVERY_S: Final = 0.1


class TookTooLong(Exception):
    """The work did not end in the time that it was given."""


class Remarks(Watch):
    """A watch that also hears why nothing goes on just now, at the fraction where the work is."""

    def __init__(self, whole: Watch) -> None:
        self._whole, self._fraction = whole, 0.0

    def tell(self, fraction: float, message: str = "") -> None:
        """Pass progress on."""
        self._fraction = fraction
        self._whole.tell(fraction, message)

    def remark(self, message: str) -> None:
        """Say something of the same progress."""
        self._whole.tell(self._fraction, message)

    def should_stop(self) -> bool:
        """Whether the whole is to stop."""
        return self._whole.should_stop()


def let_go_when_asked(work: Callable[[], T], watch: Watch, seconds: float) -> T:
    """What the work returns or raises. `Cancelled` within a tenth of a second of being asked, `TookTooLong` after `seconds`.

    The work goes on in a thread of its own that nobody waits for any more, so it must end by itself and touch nothing shared.
    """
    answer: Future[T] = Future()
    threading.Thread(target=_fill, args=(answer, work), name="routing", daemon=True).start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        stop_if_asked(watch)
        try:
            return answer.result(timeout=_LOOK_EVERY_S)
        except NotYet:
            if answer.done():
                raise  # the work itself ended so
    raise TookTooLong


def _fill(answer: Future[T], work: Callable[[], T]) -> None:
    try:
        answer.set_result(work())
    except BaseException as error:  # noqa: BLE001 - the boundary of a thread: raised again where it is waited for
        answer.set_exception(error)


def pause(seconds: float, watch: Watch) -> None:
    """Wait so long, or until the watch says to stop: then `Cancelled`."""
    nobody, end = threading.Event(), time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        stop_if_asked(watch)
        nobody.wait(min(left, _LOOK_EVERY_S))
