"""Many cases worked out at once: on processes of this machine, or on a Dask cluster, both through joblib. No Qt.

What a case comes to must not depend on where it is worked out. A case that fails loses no other. A worker process that dies
(the system ends one where memory runs out) is replaced; a case whose process dies again and again is given up by itself.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from urllib.parse import urlsplit

from wolds.app.stop_sign import SignWatch, StopSign, stop_sign
from wolds.geo.errors import Cancelled, InputError, WoldsError
from wolds.geo.progress import PartOf, Unwatched, Watch, stop_if_asked

if TYPE_CHECKING:
    from distributed import Client

Case = TypeVar("Case")
Result = TypeVar("Result")
Waiting = Callable[[Callable[[], None]], AbstractContextManager[object]]  # given what breaks the waiting off

_CONNECT_S: Final = 10
_ANSWERS_S: Final = 3  # a scheduler says at once who it is: whoever mistyped its address need not wait for long
_STOPPED: Final = "stopped as asked"
_DIED: Final = "its worker process was ended by the system, most likely for want of memory"
_NO_SCHEDULER: Final = "the Dask scheduler no longer answers"


@dataclass(frozen=True)
class Where:
    """Where cases are worked out: in so many processes of this machine (1 = in this one), or by a Dask scheduler."""

    workers: int = 1
    dask: str = ""


@dataclass(frozen=True)
class Failed:
    """A case that came to nothing, and why."""

    sentence: str


class _SchedulerLost(Exception):
    """The Dask scheduler ended or cannot be reached any more, so that nothing more can be worked out there."""


@dataclass(frozen=True)
class Spread(Generic[Case, Result]):
    """Cases, and how each is worked out: `work` is a function of a module, so that another process finds it too."""

    work: Callable[[Case, Watch], Result]
    cases: Sequence[Case]
    watch: Watch
    waiting: Waiting = nullcontext

    def over(self, where: Where) -> Iterator[tuple[int, Result | Failed]]:
        """What each case came to, with its place, in the order in which they are done.

        Within `waiting(break_off)` nothing is done but waiting for others; `break_off` may be called at any moment then, as
        from the handler of a signal, and asks them to stop.
        Raises `Cancelled` where the watch says so, `InputError` where no Dask scheduler answers.
        """
        if where.dask:
            yield from self._on_dask(where.dask)
        elif where.workers > 1 and len(self.cases) > 1:
            yield from self._on_processes(where.workers)
        else:
            yield from self._here()

    def _here(self) -> Iterator[tuple[int, Result | Failed]]:
        for place, case in enumerate(self.cases):
            part = PartOf(self.watch, place / len(self.cases), (place + 1) / len(self.cases))
            outcome = _worked_out(self.work, case, part)
            stop_if_asked(self.watch)
            yield place, outcome

    def _on_processes(self, workers: int) -> Iterator[tuple[int, Result | Failed]]:
        together, alone = (partial(self._among_processes, n_jobs=count) for count in (workers, 2))
        yield from self._tried_again(together, alone, BrokenProcessPool)

    def _among_processes(self, places: Sequence[int], n_jobs: int) -> Iterator[tuple[int, Result | Failed]]:
        with stop_sign() as sign:
            yield from self._parallel(places, sign, n_jobs=n_jobs)

    def _on_dask(self, address: str) -> Iterator[tuple[int, Result | Failed]]:
        from joblib import parallel_config

        with _connected(address) as client, parallel_config(backend="dask", client=client):
            from distributed.scheduler import KilledWorker

            by_scheduler = partial(self._by_scheduler, client)
            yield from self._tried_again(by_scheduler, by_scheduler, KilledWorker, OSError, CancelledError, _SchedulerLost)

    def _by_scheduler(self, client: Client, places: Sequence[int]) -> Iterator[tuple[int, Result | Failed]]:
        """The cases of `places`; `_SchedulerLost` where the scheduler is gone: what a client raises then is of many kinds."""
        if client.status != "running":
            raise _SchedulerLost
        try:
            yield from self._parallel(places)
        except (OSError, CancelledError, RuntimeError) as error:
            if client.status == "running":
                raise
            raise _SchedulerLost from error

    def _tried_again(
        self, together: _Parallel, alone: _Parallel, *broken: type[Exception]
    ) -> Iterator[tuple[int, Result | Failed]]:
        """All cases together, twice where a worker died; then those that are left one at a time, so that none takes another
        along."""
        left = set(range(len(self.cases)))
        for _ in range(2):
            try:
                for place, outcome in together(sorted(left)):
                    left.discard(place)
                    yield place, self._told(outcome, left)
            except broken:
                continue
            return
        for place in sorted(left):
            left.discard(place)
            yield place, self._told(_alone(alone, place, broken), left)

    def _told(self, outcome: Result | Failed, left: set[int]) -> Result | Failed:
        done = len(self.cases) - len(left)
        self.watch.tell(done / len(self.cases), f"{done} of {len(self.cases)} done")
        return outcome

    def _parallel(
        self, places: Sequence[int], sign: StopSign | None = None, **how: Any
    ) -> Iterator[tuple[int, Result | Failed]]:
        """The cases of `places` by joblib; whatever happens, none of them is still being worked out afterwards."""
        from joblib import Parallel, delayed

        tasks = [delayed(_placed)(self.work, place, self.cases[place], sign) for place in places]
        break_off = sign.put_up if sign else _break_off
        stop_if_asked(self.watch)
        with self.waiting(break_off):
            results = Parallel(return_as="generator_unordered", batch_size=1, **how)(tasks)
        try:
            for _ in tasks:
                stop_if_asked(self.watch)
                with self.waiting(break_off):
                    place, outcome = next(results)
                if outcome is None:
                    raise Cancelled(_STOPPED)
                yield place, outcome
        finally:
            _end(results, sign)


def _end(results: Generator[Any], sign: StopSign | None) -> None:
    """End what is still being worked out: processes that see a sign come to an end by themselves, joblib calls off others."""
    with suppress(Cancelled, BrokenProcessPool):
        if sign is None:
            results.throw(Cancelled(_STOPPED))
        else:
            sign.put_up()
            deque(results, maxlen=0)


def _break_off() -> None:
    raise Cancelled(_STOPPED)


_Parallel = Callable[[Sequence[int]], Iterator[tuple[int, Any]]]


def _alone(alone: _Parallel, place: int, broken: tuple[type[Exception], ...]) -> Any:
    try:
        ((_, outcome),) = alone([place])
    except broken as error:
        return Failed(_NO_SCHEDULER if isinstance(error, _SchedulerLost) else _DIED)
    return outcome


def _placed(
    work: Callable[[Case, Watch], Result], place: int, case: Case, sign: StopSign | None
) -> tuple[int, Result | Failed | None]:
    """What a case came to in another process: None where it was stopped by the sign."""
    watch = SignWatch(sign) if sign else Unwatched()
    try:
        stop_if_asked(watch)
        return place, _worked_out(work, case, watch)
    except Cancelled:
        return place, None


def _worked_out(work: Callable[[Case, Watch], Result], case: Case, watch: Watch) -> Result | Failed:
    try:
        return work(case, watch)
    except Cancelled:
        raise
    except WoldsError as error:
        return Failed(str(error))
    except Exception as error:  # noqa: BLE001 - the boundary between cases: one that fails must not lose the others
        return Failed(f"a fault of Wolds: {type(error).__name__}: {error}")


def refuse_silent(where: Where) -> None:
    """Ask for a sign of life before any work. `InputError` where Dask is not installed or no scheduler answers in time."""
    if not where.dask:
        return
    if find_spec("distributed") is None:
        raise InputError(f"--dask {where.dask}: Dask is not installed", remedy='Install it with pip install "wolds[dask]".')
    try:
        _knock(where.dask)
        _greet(where.dask)
    except (OSError, ValueError) as error:
        raise _no_answer(where.dask) from error


def _no_answer(address: str) -> InputError:
    remedy = "See whether it runs, and write it as tcp://HOST:PORT."
    return InputError(f"--dask {address}: no Dask scheduler answers there", remedy=remedy)


def _knock(address: str) -> None:
    """Raises `OSError` at once where nobody listens: Dask itself would try again and again."""
    parts = urlsplit(address)
    if parts.scheme != "ucx":  # which need not be a socket
        socket.create_connection((parts.hostname or "", parts.port or 0), _ANSWERS_S).close()


def _greet(address: str) -> None:
    """Returns once a scheduler has said who it is. A client waits for that without end where something else listens there."""
    from distributed.comm import connect  # before the clock runs: to load it may take longer than an answer
    from distributed.security import Security

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said in a sentence, with no traceback

    async def greeted() -> None:
        comm = await connect(address, timeout=_ANSWERS_S, **Security().get_connection_args("client"))
        await comm.close()

    asyncio.run(asyncio.wait_for(greeted(), _ANSWERS_S))


def _connected(address: str) -> Client:
    """A client of a Dask scheduler. `InputError` where none answers."""
    refuse_silent(Where(dask=address))
    from distributed import Client

    try:
        return Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _no_answer(address) from error
