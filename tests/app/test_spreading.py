"""Many cases at once: the same results wherever they are worked out, whatever dies or fails on the way."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from helpers.dask_cluster import dask_processes
from helpers.spreading import Sum, fails_at_three, squared, works_until_stopped, works_until_stopped_but_for_the_first
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.spreading import Failed, Spread, Where, refuse_silent
from wolds.app.stop_sign import SignWatch, stop_sign
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.progress import Unwatched

HERE, PROCESSES = Where(), Where(workers=2)


def done(work, cases, where, watch=None):
    outcomes = dict(Spread(work, cases, watch or Unwatched()).over(where))
    return [outcomes[place] for place in range(len(cases))]


@pytest.mark.parametrize("where", [HERE, PROCESSES])
def test_every_case_comes_back_with_its_place(where):
    assert done(squared, [Sum(n) for n in range(7)], where) == [0, 1, 4, 9, 16, 25, 36]
    assert done(squared, [], where) == []


@pytest.mark.parametrize("where", [HERE, PROCESSES])
def test_a_case_that_fails_loses_no_other_and_says_why(where):
    found = done(fails_at_three, [Sum(n) for n in range(2, 6)], where)
    assert [found[0], found[3]] == [4, 25]
    assert found[1] == Failed("a fault of Wolds: ZeroDivisionError: planted fault")
    assert found[2] == Failed("four is not wanted. Give another.")


@pytest.mark.parametrize("deaths", [1, 2])
def test_what_a_dying_process_took_along_is_worked_out_again(tmp_path, deaths):
    cases = [Sum(n, str(tmp_path), deaths if n == 2 else 0) for n in range(5)]
    assert done(squared, cases, PROCESSES) == [0, 1, 4, 9, 16]
    assert len(list(tmp_path.iterdir())) == deaths


def test_a_case_whose_process_dies_every_time_is_given_up_by_itself(tmp_path):
    cases = [Sum(n, str(tmp_path), 50 if n == 1 else 0) for n in range(4)]
    found = done(squared, cases, PROCESSES)
    assert found == [0, Failed("its worker process was ended by the system, most likely for want of memory"), 4, 9]


def test_progress_counts_what_is_done():
    told = []

    class Watching(Unwatched):
        def tell(self, fraction, message=""):
            told.append((fraction, message))

    done(squared, [Sum(n) for n in range(4)], PROCESSES, Watching())
    assert told == [(n / 4, f"{n} of 4 done") for n in (1, 2, 3, 4)]


class StopsAfterOne(Unwatched):
    def __init__(self):
        self.seen = []

    def should_stop(self):
        return bool(self.seen)


@pytest.mark.parametrize("where", [HERE, PROCESSES])
def test_a_stop_keeps_what_was_handed_on(where):
    watch = StopsAfterOne()
    spread = Spread(squared, [Sum(n) for n in range(6)], watch)
    with pytest.raises(Cancelled):
        watch.seen.extend(spread.over(where))
    assert len(watch.seen) == 1
    assert watch.seen[0][1] == watch.seen[0][0] ** 2


def test_cases_in_mid_work_end_when_waiting_is_broken_off():
    @contextmanager
    def broken_off_at_once(break_off):
        break_off()
        yield

    spread = Spread(works_until_stopped, [Sum(n) for n in range(5)], Unwatched(), broken_off_at_once)
    with pytest.raises(Cancelled):
        list(spread.over(PROCESSES))


def test_who_looks_at_no_more_results_leaves_no_case_at_work(tmp_path):
    outcomes = Spread(works_until_stopped_but_for_the_first, [Sum(n, str(tmp_path)) for n in range(5)], Unwatched()).over(
        PROCESSES
    )
    assert next(outcomes) == (0, 0)
    outcomes.close()
    begun = {mark.name[6:] for mark in tmp_path.glob("begun-*")}
    assert begun <= {mark.name[6:] for mark in tmp_path.glob("ended-*")}


def test_processes_heed_the_sign_and_do_not_hear_ctrl_c():
    before = signal.getsignal(signal.SIGINT)
    try:
        with stop_sign() as sign:
            watch = SignWatch(sign)
            signal.raise_signal(signal.SIGINT)
            assert not watch.should_stop()
            sign.put_up()
            assert watch.should_stop()
        assert watch.should_stop()
    finally:
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_breaks_off_waiting_for_other_processes():
    broken = []
    with TerminalWatch("what is done") as watch:
        with watch.waiting(lambda: broken.append(True)):
            signal.raise_signal(signal.SIGINT)
        assert watch.should_stop()
    assert broken == [True]


def test_ctrl_c_outside_of_waiting_breaks_nothing_off():
    broken = []
    with TerminalWatch() as watch:
        with watch.waiting(lambda: broken.append(True)):
            pass
        signal.raise_signal(signal.SIGINT)
        assert watch.should_stop()
    assert not broken


def test_a_scheduler_that_does_not_answer_is_refused(unused_port):
    with pytest.raises(InputError, match="no Dask scheduler answers there"):
        done(squared, [Sum(1)], Where(dask=f"tcp://127.0.0.1:{unused_port}"))


def test_a_closed_port_is_refused_before_dask_is_even_loaded(unused_port):
    """Dask tries again and again until its time is up, and takes a second to load: neither is wanted where nobody listens."""
    asked = f"from wolds.app.spreading import Where, refuse_silent; refuse_silent(Where(dask='tcp://127.0.0.1:{unused_port}'))"
    found = f"try:\n    {asked}\nexcept Exception as error:\n    import sys\n    print(error, 'distributed' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert "no Dask scheduler answers there" in ran.stdout
    assert ran.stdout.strip().endswith("False")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:99999", "tcp://no.such.host.invalid:8786"])
def test_an_address_that_cannot_be_is_refused(address):
    with pytest.raises(InputError, match="no Dask scheduler answers there"):
        refuse_silent(Where(dask=address))


def test_work_that_asks_for_no_dask_needs_no_sign_of_life():
    refuse_silent(HERE)


@pytest.fixture
def unused_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.timeout(60)
def test_something_else_that_listens_at_the_address_is_refused_and_not_waited_for(monkeypatch):
    monkeypatch.setattr("wolds.app.spreading._ANSWERS_S", 1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(InputError, match="no Dask scheduler answers there"):
            done(squared, [Sum(1)], Where(dask=f"tcp://127.0.0.1:{silent.getsockname()[1]}"))


@pytest.mark.timeout(240)
def test_a_scheduler_that_is_killed_loses_nothing_of_what_was_done_and_the_rest_says_why(tmp_path):
    with dask_processes(tmp_path) as (address, scheduler):
        cases = [Sum(n, str(tmp_path)) for n in range(4)]
        outcomes = Spread(works_until_stopped_but_for_the_first, cases, Unwatched()).over(Where(dask=address))
        assert next(outcomes) == (0, 0)
        scheduler.kill()
        lost = Failed("the Dask scheduler no longer answers")
        assert list(outcomes) == [(1, lost), (2, lost), (3, lost)]


def test_where_dask_is_not_installed_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setattr("wolds.app.spreading.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install .*dask"):
        done(squared, [Sum(1)], Where(dask="tcp://127.0.0.1:1"))
