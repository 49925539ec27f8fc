"""Fetching one file from a real server on loopback: whole, in parts, and whatever may go wrong."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.register_server import LOGIN, RegisterServer, give, redirect, register_server, silence, status
from helpers.windows import heard
from wolds.app.fetching.download import Download, Patience
from wolds.app.fetching.errors import FetchFailed, NotThere
from wolds.app.fetching.partial import PartFile

DATA = b"".join(b"%06d,a school of some place\r\n" % number for number in range(20_000))
HASTY = Patience(silence_ms=15_000, tries=3, pause_ms=1, largest_bytes=2_000_000)
IMPATIENT = Patience(silence_ms=300, tries=3, pause_ms=1)
ONCE = Patience(tries=1)
NAME = "/register.csv"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with register_server() as site:
        yield site


@pytest.fixture
def part(tmp_path: Path) -> PartFile:
    return PartFile(tmp_path / "folder" / "register.part")


class Fetch:
    """A download and everything that it said."""

    def __init__(
        self, qtbot: QtBot, address: str, part: PartFile, patience: Patience = HASTY, server: RegisterServer | None = None
    ) -> None:
        self.download = Download("Fetching", address, part, patience)
        signals = ("progressed", "succeeded", "failed", "cancelled", "ended")
        self.said = {name: heard(getattr(self.download, name)) for name in signals}
        if server is not None:
            self.download.progressed.connect(lambda _: server.came(part.size))
        self._qtbot = qtbot

    def run(self) -> Fetch:
        self.download.start()
        self._qtbot.waitUntil(lambda: bool(self.said["ended"]), timeout=20_000)
        assert len(self.said["ended"]) == 1
        assert sum(len(self.said[name]) for name in ("succeeded", "failed", "cancelled")) == 1
        return self

    @property
    def error(self) -> FetchFailed:
        (error,) = self.said["failed"]
        return error


def test_a_list_is_fetched_whole_with_progress_and_nothing_is_said_of_whoever_asks(qtbot, server, part) -> None:
    fetch = Fetch(qtbot, server.put(NAME, give(DATA)), part).run()
    assert fetch.said["succeeded"] == [part]
    assert part.path.read_bytes() == DATA
    fractions = [progress.fraction for progress in fetch.said["progressed"]]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert fetch.said["progressed"][-1].message == "Fetching: 0.6 of 0.6 MB"
    (asked,) = server.asked
    assert set(asked.headers) <= {"host", "accept", "accept-encoding", "accept-language", "user-agent", "connection"}
    assert asked.headers["user-agent"] == "Wolds"


@pytest.mark.parametrize("breaks", [(100_000,), (100_000, 150_000)])
def test_a_line_that_breaks_off_is_gone_on_with_from_there(qtbot, server, part, breaks) -> None:
    fetch = Fetch(qtbot, server.put(NAME, give(DATA, breaks=breaks)), part, server=server).run()
    assert fetch.said["succeeded"] == [part]
    assert part.path.read_bytes() == DATA
    assert server.ranges() == ["", *(f"bytes={place}-" for place in breaks)]
    assert all(one.headers["if-range"] == '"one"' for one in server.asked if "range" in one.headers)


def test_a_server_that_knows_no_parts_is_asked_for_all_of_it(qtbot, server, part) -> None:
    fetch = Fetch(qtbot, server.put(NAME, give(DATA, ranges=False, breaks=(90_000,))), part, server=server).run()
    assert fetch.said["succeeded"]
    assert part.path.read_bytes() == DATA
    assert "bytes=90000-" in server.ranges()


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_without_a_mark_to_know_the_file_by_it_is_fetched_anew(qtbot, server, part, tag) -> None:
    fetch = Fetch(qtbot, server.put(NAME, give(DATA, tag=tag, breaks=(90_000,))), part, server=server).run()
    assert fetch.said["succeeded"]
    assert part.path.read_bytes() == DATA
    assert server.ranges() == [""]
    assert len(server.asked) > 1


def test_a_list_that_was_replaced_meanwhile_is_never_mixed_with_the_one_before(qtbot, server, part) -> None:
    other = DATA.replace(b"school", b"SCHOOL")
    address = server.put(NAME, give(DATA, breaks=(90_000,)))
    Fetch(qtbot, address, part, ONCE, server).run()
    server.put(NAME, give(other, tag='"two"'))
    assert Fetch(qtbot, address, part).run().said["succeeded"]
    assert part.path.read_bytes() == other


def test_what_an_earlier_try_left_is_gone_on_with_another_day(qtbot, server, part) -> None:
    address = server.put(NAME, give(DATA, breaks=(64_000,)))
    first = Fetch(qtbot, address, part, ONCE, server).run()
    assert "The connection broke off after 0.1 of 0.6 MB, again and again. Try again later: it goes on from there" in str(
        first.error
    )
    server.put(NAME, give(DATA))
    again = PartFile(part.path)
    assert Fetch(qtbot, address, again).run().said["succeeded"] == [again]
    assert part.path.read_bytes() == DATA
    assert server.ranges() == ["", "bytes=64000-"]


def test_a_part_longer_than_what_the_server_has_is_thrown_away(qtbot, server, part) -> None:
    address = server.put(NAME, give(DATA, breaks=(64_000,)))
    Fetch(qtbot, address, part, ONCE, server).run()
    server.put(NAME, status(416), give(DATA))
    assert Fetch(qtbot, address, part, server=server).run().said["succeeded"]
    assert part.path.read_bytes() == DATA


def test_a_list_that_came_whole_before_and_was_not_looked_at_is_not_fetched_again(qtbot, server, part) -> None:
    address = server.put(NAME, give(DATA))
    Fetch(qtbot, address, part).run()
    server.put(NAME, nothing_more)
    again = PartFile(part.path)
    assert Fetch(qtbot, address, again).run().said["succeeded"] == [again]
    assert part.path.read_bytes() == DATA
    assert server.ranges() == ["", f"bytes={len(DATA)}-"]


def nothing_more(handler) -> None:
    handler.head(416, Content_Range=f"bytes */{len(DATA)}", Content_Length=0)


def test_a_server_that_sends_another_part_than_was_asked_for_is_not_believed(qtbot, server, part) -> None:
    address = server.put(NAME, give(DATA, breaks=(64_000,)))
    Fetch(qtbot, address, part, ONCE, server).run()
    server.put(NAME, wrong_part)
    assert "another part of the file" in str(Fetch(qtbot, address, part, server=server).run().error)
    assert not part.path.exists()


def wrong_part(handler) -> None:
    handler.head(206, Content_Length=5, Content_Range=f"bytes 10-14/{len(DATA)}", ETag='"one"')
    handler.wfile.write(b"12345")


def test_a_server_that_is_silent_is_given_up_after_a_while(qtbot, server, part) -> None:
    fetch = Fetch(qtbot, server.put(NAME, silence), part, IMPATIENT).run()
    assert "silent for too long" in str(fetch.error)
    assert server.asked


def test_a_server_that_falls_silent_half_way_is_asked_for_the_rest(qtbot, server, part) -> None:
    address = server.put(NAME, give(DATA, wait_after=64_000), give(DATA))
    assert Fetch(qtbot, address, part, Patience(silence_ms=500, tries=10, pause_ms=1)).run().said["succeeded"]
    assert part.path.read_bytes() == DATA
    assert len(server.asked) > 1


def test_a_slow_list_can_be_stopped_at_once_and_what_came_stays(qtbot, server, part) -> None:
    address = server.put(NAME, give(DATA, wait_after=64_000))
    fetch = Fetch(qtbot, address, part, Patience())
    fetch.download.start()
    qtbot.waitUntil(lambda: part.size >= 32_000, timeout=10_000)
    fetch.download.cancel()
    fetch.download.cancel()
    assert (len(fetch.said["cancelled"]), len(fetch.said["ended"])) == (1, 1)
    assert not fetch.download.is_running
    server.go_on.set()
    came = part.path.stat().st_size
    server.put(NAME, give(DATA))
    assert Fetch(qtbot, address, PartFile(part.path)).run().said["succeeded"]
    assert part.path.read_bytes() == DATA
    assert server.ranges() == ["", f"bytes={came}-"]


def test_a_length_that_is_said_too_long_never_makes_a_list_whole(qtbot, server, part) -> None:
    fetch = Fetch(qtbot, server.put(NAME, give(DATA, tag="", length=len(DATA) + 1_000)), part, server=server).run()
    assert "The connection broke off after 0.6 of 0.6 MB" in str(fetch.error)


def test_a_length_that_is_said_too_short_cuts_the_list_off_for_the_check_to_find(qtbot, server, part) -> None:
    assert Fetch(qtbot, server.put(NAME, give(DATA, length=100_001)), part).run().said["succeeded"]
    assert part.path.read_bytes() == DATA[:100_001]


@pytest.mark.parametrize(
    "answer",
    [
        LOGIN,
        give(b"\xef\xbb\xbf\n <HTML><body>Sign in", kind="text/csv"),
        give(b"\n<!-- portal --><html>Sign in", kind="application/octet-stream"),
        give(b"<?xml version='1.0'?><Error>no such blob</Error>", kind="application/xml"),
    ],
)
def test_a_page_to_sign_in_is_no_list_and_nothing_of_it_stays(qtbot, server, part, answer) -> None:
    fetch = Fetch(qtbot, server.put(NAME, answer), part).run()
    assert "A web page came instead of the list" in str(fetch.error)
    assert not part.path.exists()
    assert len(server.asked) == 1


def test_a_redirect_is_followed_and_one_to_a_page_to_sign_in_is_told(qtbot, server, part) -> None:
    server.put("/there.csv", give(DATA))
    server.put("/login", LOGIN)
    assert Fetch(qtbot, server.put(NAME, redirect("/there.csv")), part).run().said["succeeded"]
    assert part.path.read_bytes() == DATA
    fetch = Fetch(qtbot, server.put("/moved.csv", redirect("/login")), part).run()
    assert "A web page came instead of the list" in str(fetch.error)


def test_redirects_without_an_end_are_given_up(qtbot, server, part) -> None:
    fetch = Fetch(qtbot, server.put(NAME, redirect(NAME)), part).run()
    assert "sends on and on to other addresses" in str(fetch.error)


@pytest.mark.parametrize(
    ("code", "said", "tries"),
    [
        (401, "asks for a name and a password", 1),
        (403, "does not let you have it", 1),
        (404, "has no such file", 1),
        (429, "asked too often", 1),
        (511, "Your network wants you to sign in first", 1),
        (500, "a fault of its own (HTTP 500), again and again", 3),
        (503, "a fault of its own (HTTP 503), again and again", 3),
    ],
)
def test_a_refusal_is_told_in_words_and_tried_again_where_that_may_help(qtbot, server, part, code, said, tries) -> None:
    fetch = Fetch(qtbot, server.put(NAME, status(code, "<html>no</html>", "text/html")), part).run()
    assert said in str(fetch.error)
    assert isinstance(fetch.error, NotThere) == (code == 404)
    assert len(server.asked) == tries
    assert not part.path.exists()


def test_a_fault_of_the_server_that_passes_does_no_harm(qtbot, server, part) -> None:
    assert Fetch(qtbot, server.put(NAME, status(503), give(DATA)), part).run().said["succeeded"]
    assert part.path.read_bytes() == DATA


def test_a_port_where_nobody_listens_is_told_at_once(qtbot, part) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    fetch = Fetch(qtbot, f"http://127.0.0.1:{port}/register.csv", part).run()
    assert "The server does not answer" in str(fetch.error)


@pytest.mark.parametrize("length", [None, 100])
def test_more_than_any_register_is_refused_whether_it_is_said_or_not(qtbot, server, part, length) -> None:
    patience = Patience(tries=1, largest_bytes=50 if length else 100_000)
    fetch = Fetch(qtbot, server.put(NAME, give(DATA, length=length)), part, patience).run()
    assert "too much for a register" in str(fetch.error)
    assert not part.path.exists()


def test_an_empty_answer_is_no_list(qtbot, server, part) -> None:
    fetch = Fetch(qtbot, server.put(NAME, give(b"")), part).run()
    assert "empty file" in str(fetch.error)


def test_a_disk_that_takes_nothing_is_told(qtbot, server, tmp_path) -> None:
    (tmp_path / "folder").write_text("in the way")
    fetch = Fetch(qtbot, server.put(NAME, give(DATA)), PartFile(tmp_path / "folder" / "register.part")).run()
    assert "could not be written" in str(fetch.error)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk without room is at hand on Linux only")
@pytest.mark.parametrize("data", [DATA, b"URN,EstablishmentName\r\n1,a\r\n"])
def test_a_full_disk_is_told_however_little_does_not_fit_any_more(qtbot, server, part, data) -> None:
    part.path.parent.mkdir()
    part.path.symlink_to("/dev/full")
    fetch = Fetch(qtbot, server.put(NAME, give(data)), part).run()
    assert "could not be written: no space left on device. Make room on the disk" in str(fetch.error)


@pytest.mark.parametrize("damage", ["{", "[]", '{"address": "elsewhere", "tag": "one", "changed": ""}'])
def test_a_note_that_says_nothing_of_use_has_it_fetched_anew(qtbot, server, part, damage) -> None:
    address = server.put(NAME, give(DATA, breaks=(64_000,)))
    Fetch(qtbot, address, part, ONCE, server).run()
    part.path.with_name("register.part.json").write_text(damage)
    server.put(NAME, give(DATA))
    assert Fetch(qtbot, address, part, server=server).run().said["succeeded"]
    assert part.path.read_bytes() == DATA
    assert server.ranges() == [""]


def test_words_of_a_failure_are_whole_sentences() -> None:
    assert str(FetchFailed("it broke. Try again")) == "It broke. Try again."
    assert str(FetchFailed("it broke. Is it on?")) == "It broke. Is it on?"
