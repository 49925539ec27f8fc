"""Old Excel files (XLS), read in a process of their own: their reader ends the program that calls it where a damaged file leads
it to ask for more memory than there is, and nobody's unsaved plan shall go with it."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Rows = list[list[Any]]


class UnreadableSheet(Exception):
    """A file cannot be read as a workbook; `str(error)` says why, as far as its reader told."""


def read_old_workbook(data: bytes) -> list[tuple[str, Rows]]:
    """The sheets of an XLS by name, the values of their cells row by row. Raises `UnreadableSheet`."""
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_read_and_tell, args=(data, theirs), daemon=True)
    worker.start()
    theirs.close()
    try:
        answer = ours.recv()
    except EOFError as error:  # it ended without an answer
        raise UnreadableSheet("the file is damaged") from error
    finally:
        worker.join()
        worker.close()
        ours.close()
    if isinstance(answer, str):
        raise UnreadableSheet(answer)
    return list(answer)


def _read_and_tell(data: bytes, answer: Connection) -> None:
    """In the other process: send the sheets, or why there are none. What the reader says to the terminal as it dies is lost."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        answer.send(workbook_sheets(data))
    except UnreadableSheet as error:
        answer.send(str(error))
    finally:
        answer.close()


def workbook_sheets(data: bytes) -> list[tuple[str, Rows]]:
    """The sheets of a workbook of any kind, read in this process. Raises `UnreadableSheet`."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableSheet(" ".join(str(error).split())[:120]) from error
