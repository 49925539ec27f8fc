from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from wolds.app.jobs import Job, JobWatch
from wolds.geo.errors import InputError
from wolds.geo.progress import stop_if_asked


def _ends(job: Job) -> list[str]:
    seen: list[str] = []
    job.succeeded.connect(lambda _: seen.append("succeeded"))
    job.failed.connect(lambda _: seen.append("failed"))
    job.cancelled.connect(lambda: seen.append("cancelled"))
    return seen


def test_a_job_that_returns_succeeds_once_with_its_value(qtbot: QtBot) -> None:
    job = Job("add", lambda watch: 2 + 3)
    ends = _ends(job)
    values: list[int] = []
    job.succeeded.connect(values.append)
    with qtbot.waitSignal(job.ended):
        job.start()
    assert values == [5]
    assert ends == ["succeeded"]


def test_a_job_runs_away_from_the_main_thread_and_ends_in_it(qtbot: QtBot) -> None:
    job = Job("where", lambda watch: threading.get_ident())
    ended_in: list[int] = []
    job.succeeded.connect(lambda _: ended_in.append(threading.get_ident()))
    with qtbot.waitSignal(job.succeeded) as caught:
        job.start()
    assert caught.args is not None
    assert caught.args[0] != threading.get_ident()
    assert ended_in == [threading.get_ident()]


def test_a_project_error_fails_the_job_with_that_error(qtbot: QtBot) -> None:
    def work(watch: JobWatch) -> None:
        raise InputError("no URN column", file="a.csv")

    job = Job("read", work)
    ends = _ends(job)
    with qtbot.waitSignal(job.failed) as caught:
        job.start()
    assert caught.args is not None
    assert str(caught.args[0]) == "a.csv: no URN column"
    qtbot.waitUntil(lambda: ends == ["failed"])


def test_an_unexpected_error_is_logged_and_fails_the_job(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    job = Job("divide", lambda watch: 1 // 0)
    with qtbot.waitSignal(job.failed):
        job.start()
    assert "ZeroDivisionError" in caplog.text


def test_a_cancelled_job_stops_and_says_so_once(qtbot: QtBot) -> None:
    begun = threading.Event()

    def work(watch: JobWatch) -> None:
        begun.set()
        while True:
            stop_if_asked(watch)

    job = Job("endless", work)
    ends = _ends(job)
    job.start()
    assert begun.wait(5)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert ends == ["cancelled"]


def test_progress_is_throttled_but_the_end_is_always_told(qtbot: QtBot) -> None:
    def work(watch: JobWatch) -> None:
        for step in range(10_001):
            watch.tell(step / 10_000, f"step {step}")

    job = Job("chatty", work)
    news: list[float] = []
    job.progressed.connect(lambda progress: news.append(progress.fraction))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert len(news) < 200
    assert news[-1] == 1


def test_a_job_cannot_be_started_twice(qtbot: QtBot) -> None:
    job = Job("once", lambda watch: None)
    with qtbot.waitSignal(job.ended):
        job.start()
    with pytest.raises(RuntimeError, match="started before"):
        job.start()


def test_work_that_is_let_go_at_once_ends_at_once_and_its_answer_is_dropped(qtbot) -> None:
    from threading import Event

    from wolds.app.jobs import Job

    may_end, ends = Event(), []
    job = Job("reading", lambda _: may_end.wait(20), stopping="at once")
    job.succeeded.connect(lambda _: ends.append("succeeded"))
    job.cancelled.connect(lambda: ends.append("cancelled"))
    job.start()
    with qtbot.waitSignal(job.ended, timeout=2_000):
        job.cancel()
    may_end.set()
    job.wait()
    qtbot.waitUntil(lambda: not job.is_running)
    assert ends == ["cancelled"]


def test_an_answer_that_is_on_its_way_when_a_job_is_let_go_is_not_taken(qtbot) -> None:
    job = Job("reading", lambda _: "a register", stopping="at once")
    ends = _ends(job)
    job.start()
    assert QThreadPool.globalInstance().waitForDone(5_000)
    with qtbot.waitSignal(job.ended, timeout=2_000):
        job.cancel()
    assert ends == ["cancelled"]


def test_a_save_is_not_stopped_half_way(qtbot) -> None:
    from wolds.app.jobs import Job

    job = Job("saving", lambda watch: watch.should_stop(), stopping="never")
    assert not job.can_cancel
    job.cancel()
    with qtbot.waitSignal(job.succeeded, timeout=5_000) as done:
        job.start()
    assert done.args == [False]


def test_each_job_has_a_thread_of_pythons_own_so_that_no_library_outlives_what_it_keeps_there(qtbot: QtBot) -> None:
    def kind(_: JobWatch) -> type[threading.Thread]:
        return type(threading.current_thread())

    for _ in range(2):
        job = Job("which thread", kind)
        with qtbot.waitSignal(job.succeeded) as caught:
            job.start()
        assert caught.args == [threading.Thread], "a thread that Python did not make is a dummy to it"
