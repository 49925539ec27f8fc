"""Bad input: one clear line on stderr, exit status 2, nothing written, no traceback."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

OUTPUTS = (
    "--out",
    "out/plan.gpkg",
    "--csv",
    "out/clusters.csv",
    "--json",
    "out/summary.json",
    "--excluded",
    "out/excluded.csv",
)


@pytest.fixture
def refused(run, register: Path):
    """Runs a command that must be refused; gives its line."""

    def go(*arguments: object) -> str:
        Path("out").mkdir(exist_ok=True)
        ran = run(*arguments)
        assert ran.status == 2, ran
        assert len(ran.err.splitlines()) == 1, ran.err
        assert ran.err.startswith("wolds: ")
        assert "Traceback" not in ran.out + ran.err
        assert not list(Path("out").iterdir())
        return ran.err

    return go


@pytest.fixture
def refused_proposal(refused, register: Path):
    """The same of `wolds propose` with the county and some options."""
    return lambda *options: refused("propose", register, *OUTPUTS, *options)


NUMBERS = {
    "--cap-km": ("-1", "nan", "inf", "-inf", "1e999", "2001", "", " ", "abc", "12km", "0x10", "1_000", "12,5"),
    "--cap-min": ("-1", "-0.1", "nan", "inf", "1e999", "3001", "", "abc", "1_0"),
    "--buffer-km": ("-1", "nan", "inf", "1e999", "99999", "", "abc"),
    "--partnership-cost-km": ("-1", "nan", "inf", "1e999", "99999", "", "abc"),
    "--time-limit": ("-1", "nan", "inf", "1e999", "", "abc"),
    "--memory-mb": ("-1", "0", "99", "nan", "inf", "1.5", "", "abc", "9" * 30),
    "--max-roll": ("-1", "nan", "inf", "1.5", "1e3", "", "abc", "9" * 30),
    "--roll-min": ("-1", "nan", "inf", "1.5", "1e3", "", "abc", "9" * 30),
    "--roll-max": ("-1", "0", "nan", "inf", "1.5", "", "abc", "9" * 30),
    "--max-clusters": ("-1", "nan", "inf", "1.5", "", "abc", "9" * 30),
    "--seed": ("-1", "nan", "inf", "1.5", "", "abc", "9" * 30),
    "--optional": ("-1", "0", "nan", "inf", "1.5", "", "abc", "9" * 30),
    "--size": ("6-3", "0-2", "a-b", "", "3", "-", "-5", "3-6-9", "3.5-6", "1_0-2_0", "3-99999", "+3-6", "101-200"),
}


@pytest.mark.parametrize(("option", "value"), [(option, value) for option, values in NUMBERS.items() for value in values])
def test_a_number_that_cannot_be_is_refused_by_the_name_of_its_option(refused_proposal, option: str, value: str) -> None:
    line = refused_proposal(f"{option}={value}")
    assert option in line or option[2:].split("-")[0] in line
    assert "invalid value" not in line.lower()


@pytest.mark.parametrize("value", ["-0", "0", "1e-400", "-0.0"])
def test_minus_zero_is_zero(run, register: Path, value: str) -> None:
    ran = run("propose", register, f"--cap-km={value}")
    assert ran.status == 0
    assert "cap_km = 0.0\n" in ran.out


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--cap-rule", "nearest"), "'pairs' or 'lead'"),
        (("--objective", "best"), "'closeness' or 'hub'"),
        (("--mix", "some"), "'required'"),
        (("--cap-km", "3", "--cap-min", "4"), "not both"),
        (("--roll-min", "300", "--roll-max", "200"), "upside down"),
        (("--la", "999"), "999"),
        (("--la", "925", "--la", "999"), "999"),
        (("--la", ""), "--la"),
        (("--optional", "555555"), "--optional 555555: not in the register"),
        (("--max-roll", "0"), "no school takes part"),
        (("--colour", "red"), "--colour"),
        (("extra",), "extra"),
    ],
)
def test_options_that_cannot_be_are_refused(refused_proposal, options: tuple[str, ...], word: str) -> None:
    assert word in refused_proposal(*options)


LISTS = {
    "an unknown URN": ("URN_a,URN_b,reason\n100001,100002,x\n100003,999999,y\n", "row 2, column URN_b: URN 999999 is not in"),
    "a school and itself": ("URN_a,URN_b\n100001,100001\n", "row 1, column URN_b"),
    "a word": ("URN_a,URN_b\nBelton,100001\n", "row 1, column URN_a: 'Belton' is not a URN"),
    "no heading": ("from,to\n100001,100002\n", "column URN_a"),
    "no line": ("URN_a,URN_b,reason\n", "empty"),
    "nothing": ("", "pairs.csv"),
}


@pytest.mark.parametrize("option", ["--must-link", "--keep-apart"])
@pytest.mark.parametrize("what", LISTS)
def test_a_bad_list_of_pairs_is_refused_by_file_and_row(refused_proposal, option: str, what: str) -> None:
    text, words = LISTS[what]
    Path("pairs.csv").write_text(text, encoding="utf-8")
    line = refused_proposal(option, "pairs.csv")
    assert "pairs.csv" in line
    assert words in line


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--override", "URN_a,URN_b,km\n100001,777777,5\n", "row 1, column URN_b: URN 777777 is not in the register"),
        ("--override", "URN_a,URN_b,km\n100001,100002,nan\n", "row 1, column km"),
        ("--override", "URN_a,URN_b,km\n100001,100002,-1\n", "row 1, column km"),
        ("--override", "URN_a,URN_b,km,minutes\n100001,100002,1,2\n", "both km and minutes"),
        ("--override", "URN_a,URN_b,km\n100001,100002,1\n100002,100001,2\n", "row 2"),
        ("--urns", "URN\n100001\n777777\n", "row 2, column URN: URN 777777 is not in the register"),
        ("--urns", "100001\nBelton\n", "row 2"),
        ("--urns", "", "list"),
        ("--barriers", "no json", "not GeoJSON"),
        ("--barriers", '{"type": "FeatureCollection", "features": []}', "no line"),
        ("--rules", "[rules]\ncap_kms = 3\n", "Did you mean cap_km?"),
        ("--rules", "version = 9\n", "version 9"),
        ("--rules", "[rules]\ncap_km = nan\n", "rules.cap_km"),
        ("--rules", "[rules]\nsize_min = 6\nsize_max = 3\n", "upside down"),
        ("--rules", "[[rules.must_link]]\nurn_a = 100001\nurn_b = 555555\n", "555555"),
        ("--rules", "[eligibility]\nurns = [100001, 555555]\n", "555555"),
        ("--rules", '{"json": ', "not TOML"),
        ("--rules", " \n", "given.txt: the file is empty"),
        ("--rules", "[rules]\nsize_max = " + "9" * 5_000, "given.txt: this is no rules document"),
        ("--rules", "deep = " + "[" * 5_000 + "]" * 5_000, "given.txt: this is no rules document"),
        ("--barriers", '{"type": "LineString", "coordinates": [[' + "9" * 5_000 + ", 1], [2, 3]]}", "not GeoJSON"),
        ("--barriers", "[" * 100_000, "not GeoJSON"),
    ],
)
def test_a_bad_file_of_an_option_is_refused(refused_proposal, option: str, text: str, words: str) -> None:
    Path("given.txt").write_text(text, encoding="utf-8")
    line = refused_proposal(option, "given.txt")
    assert words in line


@pytest.mark.parametrize("option", ["--urns", "--must-link", "--keep-apart", "--override", "--barriers", "--rules"])
def test_a_binary_missing_or_folder_file_of_an_option_is_refused(refused_proposal, option: str) -> None:
    Path("binary.dat").write_bytes(bytes(range(256)) * 20)
    Path("folder").mkdir()
    assert "binary.dat" in refused_proposal(option, "binary.dat")
    assert "there is no such file" in refused_proposal(option, "missing.csv")
    assert "is a folder" in refused_proposal(option, "folder")


LONG = "x" * 300 + ".csv"
"""Longer than any file system's names: looking at it is an error of its own."""


@pytest.mark.parametrize("option", ["--urns", "--must-link", "--override", "--barriers", "--rules", "--csv", "--excluded"])
def test_a_name_that_no_file_can_have_is_refused(refused_proposal, option: str) -> None:
    assert LONG in refused_proposal(option, LONG)


@pytest.mark.parametrize("command", [("propose", LONG), ("check", LONG), ("import-report", LONG), (LONG,)])
def test_a_register_or_plan_whose_name_no_file_can_have_is_refused(refused, command: tuple[str, ...]) -> None:
    assert LONG in refused(*command)


REGISTERS = {
    "nothing": b"",
    "a byte order mark": b"\xef\xbb\xbf",
    "blank lines": b"\n \n\n",
    "any bytes": bytes(range(256)) * 100,
    "another table": b"name,colour\nA,red\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(300),
    "a page": b"<!doctype html><html><body>Sign in</body></html>",
    "half a zip": b"PK\x03\x04" + b"x" * 300,
    "half a gz": gzip.compress(b"URN,Easting\n" * 1000, mtime=0)[:60],
    "a heading": b"URN,EstablishmentName,Easting,Northing\n",
    "another database": b"SQLite format 3\x00" + bytes(500),
}


@pytest.mark.parametrize("what", REGISTERS)
def test_what_is_no_register_is_refused(refused, what: str) -> None:
    Path("given.csv").write_bytes(REGISTERS[what])
    assert "given.csv" in refused("propose", "given.csv", *OUTPUTS)
    assert "given.csv" in refused("import-report", "given.csv")


def test_a_register_that_is_missing_or_a_folder_is_refused(refused) -> None:
    Path("folder").mkdir()
    for command in ("propose", "import-report"):
        assert "there is no such file" in refused(command, "missing.csv")
        assert "is a folder" in refused(command, "folder")
        assert refused(command, "")


@pytest.mark.parametrize(
    ("outputs", "words"),
    [
        (("--csv", "missing/clusters.csv"), "there is no folder missing"),
        (("--csv", "out"), "must end in .csv"),
        (("--csv", "clusters.txt"), "must end in .csv"),
        (("--out", "plan.csv"), "must end in .gpkg"),
        (("--json", "summary"), "must end in .json"),
        (("--csv", "folder.csv"), "is a folder"),
        (("--csv", "register.csv"), "is read by this command"),
        (("--csv", "linked.csv"), "is read by this command"),
        (("--excluded", "pairs.csv", "--must-link", "pairs.csv"), "is read by this command"),
        (("--csv", "out/a.csv", "--excluded", "out/a.csv"), "the same name"),
        (("--csv", "out/a.csv", "--excluded", "out/../out/a.csv"), "the same name"),
    ],
)
def test_outputs_that_cannot_be_are_refused_before_any_work(refused, register: Path, outputs, words: str) -> None:
    before = register.read_bytes()
    Path("folder.csv").mkdir()
    Path("linked.csv").symlink_to("register.csv")
    Path("pairs.csv").write_text("URN_a,URN_b\n100001,100002\n", encoding="utf-8")
    assert words in refused("propose", register, *outputs)
    assert register.read_bytes() == before


@pytest.mark.parametrize("command", [("check", "given.gpkg"), ("export", "given.gpkg", "--to", "out/a.csv")])
@pytest.mark.parametrize("content", [b"", b"any text\n", bytes(range(256)) * 30, b"SQLite format 3\x00" + bytes(900)])
def test_what_is_no_plan_is_refused(refused, command: tuple[str, ...], content: bytes) -> None:
    Path("given.gpkg").write_bytes(content)
    assert "given.gpkg" in refused(*command)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check",), "plan"),
        (("check", "missing.gpkg"), "there is no such file"),
        (("check", "."), "is a folder"),
        (("export", "missing.gpkg", "--to", "out/a.csv"), "there is no such file"),
        (("export", "register.csv", "--to", "out/a.doc"), "no export has this ending"),
        (("export", "register.csv", "--to", "out"), "no export has this ending"),
        (("export", "register.csv"), "--to"),
        (("export", "register.csv", "--to", "register.csv"), "is read by this command"),
        (("export", "register.csv", "--to", "out/a.png", "--width", "5"), "--width"),
        (("export", "register.csv", "--to", "out/a.png", "--height", "nan"), "--height"),
        (("sample",), "--out"),
        (("sample", "--out", "out"), "must end in .csv"),
        (("sample", "--out", "missing/a.csv"), "there is no folder"),
        (("sample", "--out", "out/a.csv", "--rules-out", "out/a.csv"), "must end in .toml"),
        (("sample", "--out", "out/a.csv", "--seed", "-1"), "--seed"),
        (("rules", "--preset", "none-such"), "rural-county"),
        (("rules", "missing.toml"), "there is no such file"),
        (("rules", "--schema", "--presets"), "give one of"),
        (("rules", "register.csv"), "not TOML"),
    ],
)
def test_other_commands_refuse_bad_input_likewise(refused, arguments: tuple[str, ...], words: str) -> None:
    assert words in refused(*arguments)
