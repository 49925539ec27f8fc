"""Old Excel files: read like any other, and harmless however they were damaged."""

from __future__ import annotations

import random
import struct
from contextlib import suppress

import pytest

from helpers.old_sheets import compound, dimensions, record, workbook_stream, xls_of
from wolds.geo.errors import InputError
from wolds.geo.old_sheet_bounds import refuse_absurd_old_workbook
from wolds.geo.old_sheets import UnreadableSheet, read_old_workbook
from wolds.geo.sheet_bounds import TooLarge
from wolds.geo.sheets import sheets_in

ROWS = [["School", "Pupils"], ["Saint Mary\u2019s", 62], ["Belton; Marsh", 2.5]]
CELLS = (("School", "Pupils"), ("Saint Mary\u2019s", "62"), ("Belton; Marsh", "2.5"))


def test_an_old_workbook_gives_its_cells() -> None:
    (sheet,) = sheets_in(xls_of(ROWS), "mine.xls")
    assert (sheet.name, sheet.rows) == ("Schools", CELLS)


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (workbook_stream([(0, 0, "School"), (65_535, 255, 1.0)]), "spans 65,536 rows and 256 columns"),
        (workbook_stream([(0, 0, "School"), (9, 65_535, 1.0)]), "the column 65,536, which cannot be"),
        (workbook_stream([(0, 0, "School")], (2**32 - 1, 65_535)), "and column 65,535, which cannot be"),
        (workbook_stream([(0, 0, "School")]).replace(dimensions(100, 20), record(0x002F, bytes(54))), "locked with a password"),
    ],
    ids=["far", "beyond", "says so", "locked"],
)
def test_what_would_take_more_memory_than_there_is_is_refused_unread(stream: bytes, words: str) -> None:
    with pytest.raises(InputError, match=f"mine.xls: .*{words}"):
        sheets_in(compound(stream), "mine.xls")


def test_blank_cells_far_away_do_no_harm() -> None:
    far = record(0x0201, struct.pack("<HHH", 65_535, 255, 15))
    stream = workbook_stream([(0, 0, "School")]).replace(dimensions(100, 20), dimensions(65_536, 256) + far)
    (sheet,) = sheets_in(compound(stream), "mine.xls")
    assert sheet.rows == (("School",),)


UPSIDE_DOWN = record(0x0200, struct.pack("<IIHHH", 5, 1, 7, 2, 0))
MERGED = dimensions(100, 20) + record(0x00E5, struct.pack("<H", 65_535))


@pytest.mark.parametrize("odd", [UPSIDE_DOWN, MERGED], ids=["asks for too much memory", "fails in its reader"])
def test_a_reader_that_dies_takes_nothing_with_it(odd: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    data = compound(workbook_stream([(0, 0, "School")]).replace(dimensions(100, 20), odd))
    with pytest.raises(UnreadableSheet, match="the file is damaged"):
        read_old_workbook(data)
    with pytest.raises(InputError, match=r"mine.xls: .*save the list alone"):
        sheets_in(data, "mine.xls")
    assert capfd.readouterr().err == ""


def test_a_chain_that_bites_its_tail_ends() -> None:
    data = bytearray(xls_of(ROWS))
    struct.pack_into("<I", data, 512 + 4 * 4, 2)  # the fourth sector leads back to the second
    with pytest.raises(TooLarge, match="damaged"):
        refuse_absurd_old_workbook(bytes(data))


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_judged_without_a_fault_of_ours(seed: int) -> None:
    """Flipped bytes and torn ends: nothing is raised but what is meant to be."""
    dice = random.Random(seed)
    whole = xls_of(ROWS)
    for _ in range(50):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        with suppress(TooLarge):
            refuse_absurd_old_workbook(bytes(data[: dice.choice((len(data), dice.randrange(8, len(data))))]))


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_workbook_is_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(xls_of(ROWS))
    for _ in range(6):
        data[dice.randrange(1_536, 2_200)] = dice.randrange(256)
    with suppress(InputError):
        assert sheets_in(bytes(data), "mine.xls")
