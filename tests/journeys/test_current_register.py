"""Getting the current register from a real server on loopback: agreed to, fetched, checked, kept, opened or gone on with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from helpers.register_server import LOGIN, RegisterServer, give, register_server, status
from helpers.years import next_year
from wolds.app.fetching.addresses import LINKS_ADDRESS, REGISTER_ADDRESS
from wolds.app.fetching.download import Patience
from wolds.app.fetching.keeping import keep_register
from wolds.app.fetching.kept import day_words, last_fetched, registers_folder
from wolds.geo.errors import Cancelled
from wolds.resources.loader import sample_register_path
from wolds.widgets.dialogs import ErrorDialog, SettingsDialog
from wolds.widgets.refreshing import FetchDialog, RegisterDialog, ReviewDialog
from wolds.widgets.refreshing.fetch import CopyableText

CTRL = Qt.KeyboardModifier.ControlModifier
LINKS = b"URN,LinkURN,LinkName,LinkType\r\n900001,900002,Wick,Successor\r\n"


def path_of(day: date, links: bool = False) -> str:
    return f"/{'links_' if links else ''}edubasealldata{day:%Y%m%d}.csv"


@pytest.fixture
def today() -> date:
    return date.today()


@pytest.fixture
def sample() -> bytes:
    return sample_register_path().read_bytes()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[RegisterServer]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with register_server() as site:
        yield site


@pytest.fixture
def ready(planner, server, today, sample):
    """A person whose settings name the server, which has today's register and links."""
    window = planner.window
    window.fetching.patience = Patience(silence_ms=15_000, tries=2, pause_ms=1)
    addresses = {
        "register_address": server.url("/edubasealldata{date}.csv"),
        "links_address": server.url("/links_edubasealldata{date}.csv"),
    }
    window.use_settings(window.settings.model_copy(update=addresses | {"fewest_schools": 300}))
    server.put(path_of(today), give(sample))
    server.put(path_of(today, True), give(LINKS))
    return planner


def agree(planner, *, with_links: bool = True) -> None:
    planner.choose("fetch_register")
    dialog = planner.dialog(FetchDialog)
    if not with_links:
        dialog.links.setFocus()
        QTest.keyClick(dialog.links, Qt.Key.Key_Space)
    planner.press_button(dialog, "Download")


def fetched(planner) -> str:
    """What the window says once it has ended."""
    planner.until(lambda: not planner.window.fetching.is_running and (planner.banner or planner.dialogs(ErrorDialog)))
    return planner.banner or planner.dialogs(ErrorDialog)[0].accessibleDescription()


def test_nothing_is_asked_of_the_network_before_a_person_agrees(ready, server):
    ready.choose("fetch_register")
    dialog = ready.dialog(FetchDialog)
    shown = "\n".join(label.accessibleName() for label in dialog.findChildren(QLabel))
    for words in (
        server.url("/edubasealldata"),
        server.url("/links_edubasealldata"),
        "Nothing of your plan",
        str(registers_folder()),
    ):
        assert words in shown
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    ready.no_dialog()
    assert server.asked == []


def test_the_current_register_is_fetched_kept_and_opened(ready, server, today, sample):
    agree(ready)
    assert fetched(ready) == f"The register of {day_words(today)} is here: 347 schools. The links are here too."
    assert last_fetched().register_path.read_bytes() == sample
    assert last_fetched().links_path.read_bytes() == LINKS
    assert [one.path for one in server.asked] == [path_of(today), path_of(today, True)]
    ready.answer("Open it")
    ready.until(lambda: ready.document.is_open)
    assert ready.document.schools.source.file == path_of(today)[1:]
    assert ready.document.schools.source.register_date == today.isoformat()


def test_a_plan_that_is_open_goes_on_with_it(ready, server, planned, today, tmp_path):
    gone = next(iter(planned.plan.clusters.values())).members[0]
    newer = next_year(tmp_path / "newer.csv", {gone: {"EstablishmentStatus (name)": "Closed"}}).read_bytes()
    server.put(path_of(today), give(newer))
    ready.take(planned)
    agree(ready)
    fetched(ready)
    ready.answer("Go on with it…")
    dialog = ready.dialog(RegisterDialog)
    assert dialog.register.text() == str(last_fetched().register_path)
    assert dialog.links.text() == str(last_fetched().links_path)
    QTest.keyClick(dialog.register, Qt.Key.Key_Return)
    review = ready.dialog(ReviewDialog)
    assert any(row.kind == "closed" and row.urn == gone for row in review.model.rows)
    ready.press_button(review, "Go on with this register")
    ready.no_dialog()
    assert gone not in ready.plan.cluster_of


def test_a_register_that_was_fetched_before_stands_in_the_dialog_already(ready, planned):
    ready.take(planned)
    agree(ready)
    fetched(ready)
    ready.choose("refresh")
    assert ready.dialog(RegisterDialog).register.text() == str(last_fetched().register_path)


def test_the_dialog_of_the_newer_register_leads_to_the_download(ready, server, planned):
    ready.take(planned)
    ready.choose("refresh")
    ready.press_button(ready.dialog(RegisterDialog), "Get the current register…")
    ready.dialog(FetchDialog)
    assert not ready.dialogs(RegisterDialog)


def test_where_todays_is_not_out_yet_that_of_the_day_before_is_fetched(ready, server, today, sample):
    yesterday = today - timedelta(days=1)
    server.put(path_of(today), status(404))
    server.put(path_of(yesterday), give(sample))
    server.put(path_of(yesterday, True), give(LINKS))
    agree(ready)
    fetched(ready)
    assert last_fetched().day == yesterday.isoformat()
    assert last_fetched().links == path_of(yesterday, True)[1:]


def test_an_old_list_at_an_address_without_a_day_is_not_taken_for_todays(ready, server, sample, today):
    def old(handler):
        said = {"Content_Type": "text/csv", "Content_Length": len(sample), "Last_Modified": "Mon, 03 Jun 2024 05:10:00 GMT"}
        handler.head(200, **said)
        handler.wfile.write(sample)

    address = {"register_address": server.put("/mirror.csv", old)}
    ready.window.use_settings(ready.window.settings.model_copy(update=address))
    agree(ready, with_links=False)
    assert fetched(ready) == "The register of 3 June 2024 is here: 347 schools."
    assert last_fetched().register == "edubasealldata20240603.csv"
    ready.window.views.banner.hide()
    server.put("/mirror.csv", give(sample))
    agree(ready, with_links=False)
    assert f"The register of {day_words(today)} is here" in fetched(ready), "a server that says nothing is taken at its word"


def test_where_there_is_none_of_any_day_it_is_told(ready, server, today):
    server.answers.clear()
    agree(ready)
    assert "The server has no such file" in fetched(ready)
    assert len(server.asked) == 4


def test_links_may_be_left_out_or_missing_without_harm_to_the_register(ready, server, today):
    agree(ready, with_links=False)
    assert "links" not in fetched(ready)
    assert [one.path for one in server.asked] == [path_of(today)]
    ready.window.views.banner.hide()
    server.put(path_of(today, True), status(404))
    agree(ready)
    assert "The links could not be had: The server has no such file" in fetched(ready)
    ready.window.views.banner.hide()
    server.put(path_of(today, True), give(b"no,links\r\n1,2\r\n"))
    agree(ready)
    assert "The links could not be had:" in fetched(ready)
    assert last_fetched().links == ""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda data: LOGIN, "A web page came instead of the list"),
        (lambda data: status(500), "a fault of its own (HTTP 500)"),
        (lambda data: give(data, length=150_001), "breaks off in the middle of a row"),
        (lambda data: give(data[:150_000].rpartition(b"\n")[0] + b"\n"), "it may be cut off"),
        (lambda data: give(b"Year,Rain\r\n2024,1\r\n"), "URN"),
    ],
)
def test_what_is_no_register_is_told_and_the_last_good_one_stays(ready, server, today, sample, answer, said):
    agree(ready, with_links=False)
    fetched(ready)
    ready.window.views.banner.hide()
    good = last_fetched()
    server.put(path_of(today), answer(sample))
    agree(ready, with_links=False)
    assert said in fetched(ready)
    assert last_fetched() == good
    assert good.register_path.read_bytes() == sample
    assert not list(registers_folder().glob("*.part")), "what is bad is not gone on with"


def test_a_download_is_stopped_with_the_mouse_and_gone_on_with_the_next_time(ready, server, today, sample):
    server.put(path_of(today), give(sample, wait_after=64_000))
    agree(ready, with_links=False)
    jobs = ready.window.desk.status.jobs
    ready.until(lambda: "of 0.3 MB" in jobs.sentence.text())
    ready.choose("fetch_register")
    assert "being fetched already" in ready.banner
    ready.window.views.banner.hide()
    ready.click(jobs.cancel)
    ready.until(lambda: not ready.window.fetching.is_running)
    assert "gone on with the next time" in ready.said
    assert last_fetched() is None
    (part,) = registers_folder().glob("*.part")
    came = part.stat().st_size
    assert 0 < came < len(sample)
    server.go_on.set()
    server.put(path_of(today), give(sample))
    agree(ready, with_links=False)
    fetched(ready)
    assert server.ranges()[-1] == f"bytes={came}-"
    assert last_fetched().register_path.read_bytes() == sample


def test_a_register_is_offered_although_its_links_were_stopped(ready, server, today):
    server.put(path_of(today, True), give(LINKS * 2_000, wait_after=32_000))
    agree(ready)
    ready.until(lambda: "Links of" in ready.window.desk.status.jobs.sentence.text() and len(server.asked) == 2)
    ready.click(ready.window.desk.status.jobs.cancel)
    assert fetched(ready) == f"The register of {day_words(today)} is here: 347 schools."
    assert last_fetched().links == ""


def looks_long(*given):
    """In place of a look at what came: one that is not over before it is stopped."""
    while not given[-1].should_stop():
        Event().wait(0.01)
    raise Cancelled


def stop_when(planner, words):
    jobs = planner.window.desk.status.jobs
    planner.until(lambda: words in jobs.sentence.text())
    planner.click(jobs.cancel)


def test_a_register_is_offered_although_the_look_at_its_links_was_stopped(ready, monkeypatch):
    monkeypatch.setattr("wolds.app.window.fetching.keep_links", looks_long)
    agree(ready)
    stop_when(ready, "Looking at the links")
    assert fetched(ready).endswith("is here: 347 schools.")
    assert last_fetched().links == ""


def test_a_register_whose_look_was_stopped_need_not_come_again(ready, server, today, sample, monkeypatch):
    monkeypatch.setattr("wolds.app.window.fetching.keep_register", looks_long)
    agree(ready, with_links=False)
    stop_when(ready, "Looking at the register")
    ready.until(lambda: not ready.window.fetching.is_running and "need not be fetched again" in ready.said)
    assert last_fetched() is None
    monkeypatch.setattr("wolds.app.window.fetching.keep_register", keep_register)

    def no_more(handler):
        handler.head(416, Content_Range=f"bytes */{len(sample)}", Content_Length=0)

    server.put(path_of(today), no_more)
    agree(ready, with_links=False)
    fetched(ready)
    assert last_fetched().register_path.read_bytes() == sample


def test_an_address_is_copied_as_a_browser_needs_it(ready, server):
    ready.choose("fetch_register")
    dialog = ready.dialog(FetchDialog)
    (address,) = (one for one in dialog.findChildren(CopyableText) if one.accessibleName().startswith("From: "))
    ready.click(address)
    QTest.keyClick(address, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == server.url(path_of(date.today()))
    address.setSelection(0, 12)
    QTest.keyClick(address, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "http://127"


def test_a_window_that_closes_lets_go_of_the_download(ready, server, today, sample):
    server.put(path_of(today), give(sample, wait_after=64_000))
    agree(ready, with_links=False)
    ready.until(lambda: server.asked)
    ready.window.close()
    assert not ready.window.fetching.is_running


def test_an_address_of_ones_own_is_typed_into_the_settings_and_an_unsafe_one_is_refused(planner):
    planner.choose("settings")
    dialog = planner.dialog(SettingsDialog)
    assert dialog.register_address.placeholderText() == REGISTER_ADDRESS
    assert dialog.links_address.placeholderText() == LINKS_ADDRESS
    dialog.register_address.setFocus()
    QTest.keyClicks(dialog.register_address, " http://council.example/schools.csv ")
    planner.press_button(dialog, "Save")
    assert planner.window.settings.register_address == "http://council.example/schools.csv"
    planner.choose("fetch_register")
    assert "begins with https://" in planner.dialog(ErrorDialog).accessibleDescription()
    assert not planner.dialogs(FetchDialog)


def test_a_computer_without_the_library_of_the_network_says_which_one(ready, monkeypatch):
    monkeypatch.delitem(sys.modules, "wolds.app.fetching.download")
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    agree(ready)
    assert "libgssapi-krb5-2" in fetched(ready)
