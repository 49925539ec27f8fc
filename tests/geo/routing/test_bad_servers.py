"""Servers that misbehave: each is one clear sentence that names the server, and nothing is taken from it."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest

from helpers.roads import schools_at
from helpers.routing import routing_server, send
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.progress import Unwatched
from wolds.geo.roads.travel import RoadReach
from wolds.geo.routing.address import address_of, is_open_to_readers, key_of
from wolds.geo.routing.http import Patience
from wolds.geo.routing.kinds import RouterKind
from wolds.geo.routing.server import RoutingServer
from wolds.geo.routing.travel import travel_among
from wolds.geo.supplied import TravelSource

KINDS = pytest.mark.parametrize("kind", [kind.value for kind in RouterKind])
SOURCE = TravelSource("server", "a server", "as it says")
QUICK = Patience(connect_s=20, silence_s=20, answer_s=30, tries=2, first_pause_s=0.01, longest_pause_s=0.5)
SCHOOLS = schools_at((0, 0), (3000, 0), (0, 4000))
KEY = "k3y-that-nobody-may-read"


def asked(kind, address, key="", watch=None, patience=QUICK):
    router = RoutingServer(RouterKind(kind), address, key, patience)
    return travel_among(SCHOOLS, router, SOURCE, RoadReach(1e6, 1e6), watch or Unwatched())


def refusal(kind, address, key="", patience=QUICK):
    with pytest.raises(InputError) as fault:
        asked(kind, address, key, patience=patience)
    said = str(fault.value)
    assert "\n" not in said
    assert KEY not in said
    assert fault.value.remedy
    return said


def always(status, said, **headers):
    return lambda handler, _: send(handler, status, said, **headers)


def figures_of(kind, cell):
    """A table of three by three that holds one figure alone, in the kind's own format."""
    if kind == "valhalla":
        return {"units": "kilometers", "sources_to_targets": [[{"time": cell, "distance": cell}] * 3] * 3}
    return {"code": "Ok", "durations": [[cell] * 3] * 3, "distances": [[cell] * 3] * 3}


@KINDS
def test_a_wrong_key_is_said_and_asked_once(kind):
    with routing_server(kind, key="another") as town:
        said = refusal(kind, town.address, KEY)
        assert said.startswith(town.address.removeprefix("http://"))
    assert "does not accept the key (status 403: Access to this API has been disallowed). Give the right key." in said
    assert len(town.asked) == 1


@KINDS
def test_a_key_that_is_missing_is_asked_for(kind):
    with routing_server(kind, key="another") as town:
        assert "asks for a key" in refusal(kind, town.address)


@KINDS
def test_a_server_that_quotes_the_key_does_not_get_it_said(kind):
    with routing_server(kind, trouble=always(401, {"error": f"Bad key {KEY}!"})) as town:
        assert "Bad key …!" in refusal(kind, town.address, KEY)


@KINDS
@pytest.mark.parametrize(
    ("status", "said", "headers", "words"),
    [
        (200, "<!DOCTYPE html><html>Log in</html>", {"Content_Type": "text/html"}, "web page, such as a login"),
        (200, '{"code": "Ok", "durations": [[0.0, 1', {}, "cut off or no JSON"),
        (200, "", {}, "cut off or no JSON"),
        (200, "[[1, 2]]", {}, "the server's answer is no table"),
        (200, {}, {}, "the server's answer is no table"),
        (302, "", {"Location": "https://login.example/"}, "sends elsewhere, such as to a login"),
        (404, "<html>no</html>", {}, "at that address (status 404)"),
        (404, {"detail": "Not Found"}, {}, "at that address (status 404)"),
        (400, {}, {}, "at that address (status 400)"),
        (418, "tea", {}, "no such service at that address (status 418)"),
        (503, "busy", {}, "out of order or too busy (status 503)"),
        (429, {"error": "slow down"}, {"Retry_After": "0"}, "asked too often (status 429: slow down)"),
        (429, "", {"Retry_After": "3600"}, "Try again after 60 minutes"),
    ],
)
def test_what_is_no_answer_is_said_in_one_sentence(kind, status, said, headers, words):
    with routing_server(kind, trouble=always(status, said, **headers)) as town:
        assert words in refusal(kind, town.address, KEY)


@KINDS
@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (-1.0, "has the figure -1.0, which cannot be"),
        (1e300, "has the figure 1e+300, which cannot be"),
        ("12", "has text where figures belong"),
        (True, "has text where figures belong"),
        (float("nan"), "cut off or no JSON"),
        (float("inf"), "cut off or no JSON"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(kind, cell, words):
    with routing_server(kind, trouble=always(200, json.dumps(figures_of(kind, cell)))) as town:
        assert words in refusal(kind, town.address)


@KINDS
def test_a_table_of_another_size_is_refused_with_both_sizes(kind):
    said = json.loads(json.dumps(figures_of(kind, 1.0)))
    for name in ("durations", "distances", "sources_to_targets"):
        if name in said:
            said[name] = said[name][:2]
    with routing_server(kind, trouble=always(200, said)) as town:
        assert "has 2 rows of 3 in place of 3 of 3" in refusal(kind, town.address)


@KINDS
def test_a_table_of_nothing_but_null_is_a_server_of_another_region(kind):
    with routing_server(kind, trouble=always(200, figures_of(kind, None))) as town:
        assert "no road near any school" in refusal(kind, town.address)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("osrm", {"code": "InvalidOptions", "message": "Annotations are not known"}),
        ("ors", {"error": {"code": 6003, "message": "Annotations are not known"}}),
        ("valhalla", {"error_code": 125, "error": "Annotations are not known", "status_code": 400}),
    ],
)
def test_why_a_server_will_not_is_said_in_its_own_words(kind, said):
    with routing_server(kind, trouble=always(400, said)) as town:
        assert "the server will not: Annotations are not known" in refusal(kind, town.address)


@KINDS
def test_a_server_that_answers_no_table_at_all_is_not_asked_for_ever(kind):
    with routing_server(kind, most_cells=0) as town:
        assert "no table at all" in refusal(kind, town.address)


@KINDS
def test_a_huge_answer_is_let_go_of(kind):
    with routing_server(kind, trouble=always(200, b"[" + b"0," * 10_500_000 + b"0]")) as town:
        assert "far larger than any table" in refusal(kind, town.address)


@KINDS
def test_a_server_that_breaks_off_is_asked_again_and_then_given_up(kind):
    def break_off(handler, _):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"code"')
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)
        return True

    with routing_server(kind, trouble=break_off) as town:
        assert "broke off its answer" in refusal(kind, town.address)
    assert len(town.asked) == QUICK.tries


@KINDS
def test_a_server_that_was_busy_is_asked_again_and_answers(kind):
    def at_first(handler, number):
        return number < 2 and send(handler, (503, 429)[number], "", Retry_After="0.05")

    with routing_server(kind, trouble=at_first) as town:
        found = asked(kind, town.address, patience=Patience(tries=4, first_pause_s=0.01))
    assert len(found.travel) == 3
    assert len(town.asked) == 3


class Heard:
    """A watch that notes what it is told."""

    def __init__(self):
        self.news = []

    def tell(self, fraction, message=""):
        self.news.append((fraction, message))

    def should_stop(self):
        return False


def test_why_nothing_goes_on_is_said_while_a_server_is_waited_for():
    def at_first(handler, number):
        return number == 0 and send(handler, 429, {"error": "slow down"}, Retry_After="0.05")

    heard = Heard()
    with routing_server("ors", trouble=at_first) as town:
        asked("ors", town.address, watch=heard)
    assert (0.0, "asked again in 1 s: the server is asked too often (status 429: slow down)") in heard.news
    assert heard.news[-1][0] == 1.0


@KINDS
@pytest.mark.parametrize("factor", [0.0, 0.001])
def test_ways_shorter_than_the_crow_flies_are_refused(kind, factor):
    """Nought for every way is what some servers answer beyond their limits; a thousandth is km in place of metres."""
    far = schools_at((0, 0), (30_000, 0), (0, 40_000))
    with routing_server(kind, factor=factor) as town, pytest.raises(InputError, match="apart as the crow flies"):
        travel_among(far, RoutingServer(RouterKind(kind), town.address), SOURCE, RoadReach(1e6, 1e6), Unwatched())


def test_a_proxy_that_asks_for_a_password_is_not_taken_for_the_server():
    with routing_server("osrm", trouble=always(407, "")) as town:
        assert "the proxy of this computer asks for" in refusal("osrm", town.address)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_server_that_is_down_is_said_to_be():
    said = refusal("osrm", f"http://127.0.0.1:{free_port()}")
    assert "cannot be reached: it is down, or the address is wrong" in said


@contextlib.contextmanager
def listening(serve):
    """A bare port on this machine: `serve` gets each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        open_ones = []

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    open_ones.append(connection)
                    serve(connection)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            for connection in open_ones:
                connection.close()
    thread.join()


def test_a_server_that_says_nothing_is_given_up():
    patience = Patience(connect_s=0.3, silence_s=0.3, answer_s=5, tries=2, first_pause_s=0.01)
    with listening(lambda connection: None) as port:
        assert "said nothing for 0.3 s" in refusal("osrm", f"http://127.0.0.1:{port}", patience=patience)


def test_a_server_that_talks_for_ever_is_given_up():
    def drip(handler, _):
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b" ")
                handler.wfile.flush()
                stopped.wait(0.02)
                if stopped.is_set():
                    break
        return True

    stopped = threading.Event()
    patience = Patience(connect_s=1, silence_s=1, answer_s=0.4, tries=1)
    with routing_server("osrm", trouble=drip) as town:
        assert "did not answer within 0.4 s" in refusal("osrm", town.address, patience=patience)
        stopped.set()


def test_what_is_no_web_server_is_not_taken_for_one():
    with listening(lambda connection: connection.sendall(b"220 mail ready\r\n")) as port:
        assert "cannot be reached" in refusal("osrm", f"http://127.0.0.1:{port}")


def test_a_certificate_that_nobody_vouches_for_is_refused_before_the_key_is_sent():
    context, heard = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), []
    context.load_cert_chain(Path(__file__).parent / "nobody_trusts.pem")

    def serve(connection):
        with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as safe:
            heard.append(safe.recv(4096))

    with listening(serve) as port:
        assert "no safe connection: its certificate does not hold" in refusal("osrm", f"https://127.0.0.1:{port}", KEY)
    assert KEY.encode() not in b"".join(heard)


def test_a_certificate_of_the_councils_own_holds_where_this_computer_is_told_so(monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parent / "nobody_trusts.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(Path(__file__).parent / "nobody_trusts.pem"))
    with routing_server("ors", tls=context) as town:
        assert town.address.startswith("https://")
        assert len(asked("ors", town.address, KEY).travel) == 3


def test_a_server_that_speaks_no_https_is_said():
    with listening(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as port:
        assert "no safe connection" in refusal("osrm", f"https://127.0.0.1:{port}", KEY)


class Stopping:
    """A watch whose person asks to stop once the server has been asked."""

    def __init__(self, until):
        self.until, self.asked_at = until, None

    def tell(self, fraction, message=""):
        """Hear nothing."""

    def should_stop(self):
        if self.until.is_set() and self.asked_at is None:
            self.asked_at = time.monotonic()
        return self.until.is_set()


@KINDS
def test_a_silent_server_is_let_go_of_within_half_a_second(kind):
    reached, over = threading.Event(), threading.Event()

    def sit(handler, _):
        reached.set()
        over.wait(20)
        return True

    watch = Stopping(reached)
    with routing_server(kind, trouble=sit) as town:
        with pytest.raises(Cancelled):
            asked(kind, town.address, watch=watch, patience=Patience())
        took = time.monotonic() - watch.asked_at
        over.set()
    assert took < 2.0, "half a second, with room for a busy machine"


def test_a_wait_that_the_server_asks_for_is_let_go_of_too():
    reached = threading.Event()

    def later(handler, _):
        reached.set()
        return send(handler, 429, "", Retry_After="60")

    watch = Stopping(reached)
    with routing_server("ors", trouble=later) as town, pytest.raises(Cancelled):
        asked("ors", town.address, watch=watch, patience=Patience())
    assert time.monotonic() - watch.asked_at < 2.0, "half a second, with room for a busy machine"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "does not begin with https"),
        ("routing.example.gov.uk", "does not begin with https"),
        ("ftp://routing.example.gov.uk", "does not begin with https"),
        ("https://", "does not begin with https"),
        ("https://me:secret@routing.example.gov.uk", "carries a name or password"),
        ("https://routing.example.gov.uk/ors?api_key=secret", "goes on after its path"),
        ("https://routing.example.gov.uk:port", "cannot be read"),
        ("https://[::1", "cannot be read"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_without_saying_it(text, words):
    with pytest.raises(InputError, match=words) as fault:
        address_of(text)
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize("path", ["/v2/matrix/driving-car", "/v2/matrix", "/table/v1/driving/", "/sources_to_targets"])
def test_the_path_of_a_question_may_be_copied_along(path):
    assert address_of(f"https://routing.example.gov.uk/ors{path}") == "https://routing.example.gov.uk/ors"


def test_an_address_is_taken_without_blanks_and_a_last_slash():
    assert address_of("  https://routing.example.gov.uk:8080/ors/ ") == "https://routing.example.gov.uk:8080/ors"


def test_what_can_be_read_on_the_way_is_known():
    assert is_open_to_readers("http://routing.example.gov.uk")
    assert not is_open_to_readers("https://routing.example.gov.uk")
    assert not is_open_to_readers("http://localhost:5000")


@pytest.mark.parametrize("text", ["two words", "pass\nword", "schlüssel"])
def test_a_key_that_cannot_be_one_is_refused_without_saying_it(text):
    with pytest.raises(InputError) as fault:
        key_of(text)
    assert text not in str(fault.value)


def test_the_log_in_data_that_this_computer_keeps_for_a_server_do_not_go_along(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password s3cret\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with routing_server("osrm") as town:
        asked("osrm", town.address)
        asked("osrm", town.address, KEY)
    sent = [one.headers.get("Authorization") for one in town.asked]
    assert sent == [None, f"Bearer {KEY}"]


def test_the_systems_proxy_is_used(monkeypatch):
    with routing_server("osrm") as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.setenv("no_proxy", "")
        found = asked("osrm", "http://routing.example.gov.uk")
    assert len(found.travel) == 3
    assert "http://routing.example.gov.uk/table/v1/driving/" in proxy.sent


def test_a_proxy_that_is_down_is_said(monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("no_proxy", "")
    assert "the proxy of this computer lets nothing through" in refusal("osrm", "http://routing.example.gov.uk")
