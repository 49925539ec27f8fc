"""What was fetched is looked at before it takes the place of the last good one; addresses, names and notes."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from wolds.app.fetching.addresses import LINKS_ADDRESS, REGISTER_ADDRESS, editions
from wolds.app.fetching.keeping import keep_links, keep_register
from wolds.app.fetching.kept import last_fetched, part_of, registers_folder, sweep_parts
from wolds.app.fetching.partial import Mark
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched
from wolds.resources.loader import sample_register_path

DAY = date(2026, 11, 26)
LINKS = b"URN,LinkURN,LinkName,LinkType\r\n900001,900002,Wick,Successor\r\n"
SCHOOLS = 347


@pytest.fixture
def sample() -> bytes:
    return sample_register_path().read_bytes()


def came(data: bytes, name: str = "edubasealldata20261126") -> Path:
    path = part_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_good_register_is_kept_under_its_day_and_remembered_with_its_links(sample: bytes) -> None:
    assert last_fetched() is None
    fetched = keep_register(came(sample), DAY, 300, Unwatched())
    whole = keep_links(came(LINKS, "links_edubasealldata20261126"), fetched, Unwatched())
    assert whole.register_path.read_bytes() == sample
    assert whole.words == "26 November 2026, 347 schools"
    assert last_fetched() == whole
    assert {path.name for path in registers_folder().iterdir()} == {
        "edubasealldata20261126.csv",
        "links_edubasealldata20261126.csv",
        "fetched.json",
    }


def test_a_register_in_a_zip_is_called_one(sample: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("edubasealldata20261126.csv", sample)
    assert keep_register(came((tmp_path / "a.zip").read_bytes()), DAY, 300, Unwatched()).register.endswith(".zip")


def cut(sample: bytes) -> bytes:
    return sample[: len(sample) * 2 // 3]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: b"<!DOCTYPE html><title>Sign in</title>", "this is a web page"),
        (lambda data: b"one,two\r\n1,2\r\n", "URN"),
        (lambda data: cut(data), "breaks off in the middle of a row"),
        (lambda data: cut(data).rpartition(b"\r\n")[0] + b'\r\n900999,"Half a na', "breaks off in the middle of a row"),
        (lambda data: cut(data).rpartition(b"\n")[0] + b"\n", "it may be cut off"),
        (lambda data: b"\x00\x01\x02" * 500, "this is not a text file"),
        (lambda data: b"PK\x03\x04" + data[:5_000], "damaged or cut off"),
    ],
)
def test_what_is_no_whole_register_is_refused_and_the_last_good_one_stays(sample: bytes, damage, said: str) -> None:
    good = keep_register(came(sample), DAY, 300, Unwatched())
    with pytest.raises(InputError) as refused:
        keep_register(came(damage(sample)), DAY, 300, Unwatched())
    assert said in str(refused.value)
    assert last_fetched() == good
    assert good.register_path.read_bytes() == sample


def test_what_is_wrong_is_told_of_the_list_and_not_of_the_file_it_lies_in_for_now(sample: bytes) -> None:
    fetched = keep_register(came(sample), DAY, 300, Unwatched())
    with pytest.raises(InputError) as of_register:
        keep_register(came(b"one,two\r\n1,2\r\n"), DAY, 300, Unwatched())
    with pytest.raises(InputError) as of_links:
        keep_links(came(b"URN,LinkURN,LinkName,LinkType\r\nx,2,Wick,Successor\r\n", "links"), fetched, Unwatched())
    for refused in (of_register, of_links):
        assert ".part" not in str(refused.value)
        assert "Nothing of it is kept; a good one that was there before stays." in str(refused.value)
    assert "row 1, column URN" in str(of_links.value)


def test_links_of_the_same_day_stay_with_a_register_that_is_fetched_again(sample: bytes) -> None:
    whole = keep_links(came(LINKS, "links"), keep_register(came(sample), DAY, 300, Unwatched()), Unwatched())
    assert keep_register(came(sample), DAY, 300, Unwatched()) == whole
    assert keep_register(came(sample), date(2026, 11, 27), 300, Unwatched()).links == "", "another day has links of its own"
    assert whole.links_path is not None
    keep_register(came(sample), DAY, 300, Unwatched())
    whole.links_path.unlink()
    assert keep_register(came(sample), DAY, 300, Unwatched()).links == ""


def test_a_register_much_smaller_than_the_last_one_is_refused(sample: bytes) -> None:
    keep_register(came(sample), DAY, 300, Unwatched())
    with pytest.raises(InputError, match="the last one 347"):
        keep_register(came(cut(sample).rpartition(b"\n")[0] + b"\n"), DAY, 1, Unwatched())


def test_a_register_without_a_line_end_at_its_end_is_whole(sample: bytes) -> None:
    assert keep_register(came(sample.rstrip(b"\r\n")), DAY, 300, Unwatched()).schools == SCHOOLS


def test_links_that_are_none_are_refused(sample: bytes) -> None:
    fetched = keep_register(came(sample), DAY, 300, Unwatched())
    for data in (b"<html></html>", b"URN,Name\r\n1,2\r\n", LINKS[:-15]):
        with pytest.raises(InputError):
            keep_links(came(data, "links"), fetched, Unwatched())
    assert last_fetched() == fetched


@pytest.mark.parametrize("note", ["{", "[]", '{"day": "x", "register": "a", "links": "", "schools": 1}'])
def test_a_damaged_note_forgets_what_was_fetched_and_harms_nothing(sample: bytes, note: str) -> None:
    keep_register(came(sample), DAY, 300, Unwatched())
    (registers_folder() / "fetched.json").write_text(note)
    assert last_fetched() is None
    assert keep_register(came(sample), DAY, 300, Unwatched()).schools == SCHOOLS


def test_a_note_cannot_lead_out_of_the_folder(sample: bytes, tmp_path: Path) -> None:
    keep_register(came(sample), DAY, 300, Unwatched())
    (tmp_path / "secret.csv").write_bytes(sample)
    note = f'{{"day": "2026-11-26", "register": "{tmp_path}/secret.csv", "links": "", "schools": 1}}'
    (registers_folder() / "fetched.json").write_text(note)
    assert last_fetched() is None


def test_parts_of_days_long_past_are_swept(sample: bytes) -> None:
    for name in ("edubasealldata20261101", "links_edubasealldata20261101", "edubasealldata20261125"):
        came(b"half", name)
    sweep_parts(DAY)
    assert [path.name for path in registers_folder().iterdir()] == ["edubasealldata20261125.csv.part"]


def test_the_day_stands_in_the_address_and_earlier_days_follow() -> None:
    found = editions(date(2026, 3, 1), "", "")
    assert [edition.register[-12:] for edition in found] == ["20260301.csv", "20260228.csv", "20260227.csv", "20260226.csv"]
    assert all(edition.register.startswith("https://") and "/links_edubase" in edition.links for edition in found)
    assert "{date}" in REGISTER_ADDRESS
    assert "{date}" in LINKS_ADDRESS
    assert len(editions(DAY, "https://council.example/register.csv", "")) == 1


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Mon, 03 Jun 2024 05:10:00 GMT", date(2024, 6, 3)),
        ("", None),
        ("yesterday", None),
        ("Mon, 99 Jun 2024 05:10:00 GMT", None),
    ],
)
def test_a_server_says_since_when_it_has_a_file_or_says_nothing_of_use(said: str, day: date | None) -> None:
    assert Mark("https://council.example/register.csv", "", said).day == day


@pytest.mark.parametrize(
    "address",
    [
        "http://council.example/{date}.csv",
        "ftp://a/b",
        "file:///etc/passwd",
        "register.csv",
        "https://",
        "https://a b/c",
        "http://[::1",
    ],
)
def test_an_address_that_is_not_safe_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="settings"):
        editions(DAY, address, "")
