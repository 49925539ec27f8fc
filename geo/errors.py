"""Errors that geo raises. Each carries what a person needs to mend the input; the caller decides the wording around it."""

from __future__ import annotations


class WoldsError(Exception):
    """The root of every error that Wolds raises on purpose. `str(error)` is one plain sentence."""


class InputError(WoldsError):
    """A file, row, column or option that cannot be used.

    `file`, `row` (1 = the first line under the heading) and `column` say where, as far as that is known; `remedy` says
    what to do.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.message, self.file, self.row, self.column, self.remedy = message, file, row, column, remedy
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        where = [self.file] if self.file else []
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column}")
        text = f"{', '.join(where)}: {self.message}" if where else self.message
        return f"{text.rstrip('.')}. {self.remedy}" if self.remedy else text


class Cancelled(WoldsError):
    """A long piece of work was asked to stop and did."""
