"""How large a picture says it is, told from its first bytes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from wolds.app.reporting.picture_size import sizes_of


def picture(kind: str, width: int, height: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImage(width, height, QImage.Format.Format_RGB32).save(buffer, kind)
    return bytes(buffer.data().data())


@pytest.mark.parametrize("kind", ["PNG", "JPG"])
@pytest.mark.parametrize("size", [(30, 20), (1, 700), (640, 3)])
def test_a_picture_is_as_large_as_it_was_made(kind: str, size: tuple[int, int]) -> None:
    assert sizes_of(picture(kind, *size)) == (size,)


@pytest.mark.parametrize(
    ("attributes", "sizes"),
    [
        ('width="20mm" height="10mm"', ((20, 10),)),
        ('viewBox="0 0 300 200"', ((300, 200),)),
        ('viewBox="0,0,3e2,2E2" width="100%" height="100%"', ((300, 200),)),
        ('width="30" height="20" viewBox="0 0 3 2"', ((30, 20), (3, 2))),
        ('width="wide" height="1.2.3"', ()),
        ('viewBox="0 0 7"', ()),
        ("", ()),
    ],
)
def test_a_drawing_is_as_large_as_it_says_where_it_says_so(attributes: str, sizes: object) -> None:
    assert sizes_of(f'<?xml version="1.0"?><!-- a logo --><svg {attributes}><g width="9" height="9"/></svg>'.encode()) == sizes


@pytest.mark.parametrize("kind", ["PNG", "JPG"])
def test_the_size_of_a_picture_that_breaks_off_is_told_as_far_as_it_goes(kind: str) -> None:
    whole = picture(kind, 30, 20)
    for length in range(len(whole)):
        assert sizes_of(whole[:length]) in ((), ((30, 20),))
