"""Typst at work on a folder: here for the templates of Wolds, in a process of its own without a network for anybody else's.

A template can put the name of a package together as it likes, and Typst fetches what it does not find. So an own template is
not read for what it asks: it is set where no fetching gets anywhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wolds.resources.loader import resource_path

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from typst import Fonts

PATIENCE_S: Final = 300.0
"""So long an own template may take."""
_MAIN: Final = """
#import "template.typ": report
#let data = json("report.json")
#set document(title: data.title, keywords: data.keywords)
#report(data)
"""
"""What a document says of itself as a file is set here too, so that an own template need not think of it."""
_NO_GLYPH: Final = "could not be displayed"
_ACCESSIBLE: Final = "ua-1"
_NOWHERE: Final = "http://127.0.0.1:0"
"""A proxy that nothing ever reaches: no program can listen at port 0."""
_PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_ELSEWHERE: Final = ("file not found", "path ", "failed to load file")
_PACKAGES: Final = ("failed to download package", "package not found", "package specification")


@dataclass(frozen=True)
class Printed:
    """A PDF; `accessible`: it keeps to PDF/UA-1, which one with characters that no font of this computer has cannot."""

    content: bytes
    accessible: bool


class TemplateFault(Exception):
    """A template cannot be set; `str(error)` says why, as far as Typst told."""


def printed_here(folder: Path, *, own_font: bool) -> Printed:
    """The PDF of what lies in a folder. Raises `TemplateFault`.

    By the fonts of Wolds; with the computer's where those lack a character, or at once where the house style names a font.
    """
    for system in (True,) if own_font else (False, True):
        content = _compiled(folder, system=system, standards=[_ACCESSIBLE])
        if content is not None:
            return Printed(content, accessible=True)
    content = _compiled(folder, system=True, standards=[])
    assert content is not None  # only the standard refuses characters
    return Printed(content, accessible=False)


def printed_apart(folder: Path, *, own_font: bool, patience_s: float = PATIENCE_S) -> Printed:
    """The same in a process of its own that reaches no network, and that is ended when it takes too long."""
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_print_and_tell, args=(folder, own_font, theirs), daemon=True)
    worker.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(patience_s) else f"it took more than {patience_s:,.0f} seconds"
    except EOFError as error:
        raise TemplateFault("setting it ended without an answer; it may need more memory than there is") from error
    finally:
        worker.kill()  # it has answered, or never will
        worker.join()
        worker.close()
        ours.close()
    if isinstance(answer, str):
        raise TemplateFault(answer)
    assert isinstance(answer, Printed)
    return answer


def _print_and_tell(folder: Path, own_font: bool, answer: Connection) -> None:
    """In the other process: send the PDF, or why there is none."""
    _cut_off()
    try:
        answer.send(printed_here(folder, own_font=own_font))
    except TemplateFault as fault:
        answer.send(str(fault))
    finally:
        answer.close()


def _cut_off() -> None:
    """Let this process reach no network by any address that Typst knows: all of its ways lead to a proxy that is none."""
    for name in [name for name in os.environ if name.lower() in _PROXIES]:
        del os.environ[name]
    os.environ.update(dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), _NOWHERE))


def _compiled(folder: Path, *, system: bool, standards: list[Any]) -> bytes | None:
    """The PDF; None where some character has no glyph and the standard forbids that."""
    from typst import Compiler, TypstError

    try:
        compiler = Compiler(root=folder, font_paths=fonts(system=system), package_path=folder, package_cache_path=folder)
        content = compiler.compile(_MAIN.encode(), format="pdf", pdf_standards=standards)
    except TypstError as error:
        if standards and _NO_GLYPH in error.message:
            return None
        raise TemplateFault(_why(error.message, folder)) from error
    assert isinstance(content, bytes)
    return content


def _why(message: str, folder: Path) -> str:
    """What Typst says; of packages and other files, why there are none here."""
    if message.startswith(_PACKAGES):
        return "it asks for a package, and packages, which would be fetched from the network, cannot be used here"
    said = message.replace(f"{folder}{os.sep}", "")
    return f"{said}; a template sees the files of the report alone" if said.startswith(_ELSEWHERE) else said


def fonts(*, system: bool) -> Fonts:
    """The fonts of Wolds, and those of the computer where `system` says so."""
    from typst import Fonts

    return Fonts(include_system_fonts=system, font_paths=[str(resource_path("reports/fonts"))])
