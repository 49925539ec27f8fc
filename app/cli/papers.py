"""`wolds report --kind brief, letters or diocesan`, and a report for each school, cluster or authority: what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Literal, get_args

from wolds.app.reporting.batches import Each
from wolds.geo.errors import InputError

Kind = Literal["committee", "brief", "letters", "diocesan"]
PRINTED: Final = (".pdf", ".docx")
MERGED: Final = (".csv", ".xlsx")
_EACH: Final[dict[str, tuple[Each, ...]]] = {
    "committee": ("cluster", "la"),
    "brief": ("school", "cluster"),
    "letters": ("school", "cluster", "la"),
    "diocesan": (),
}
_OF: Final = {
    "school": ("brief",),
    "cluster": ("brief",),
    "words": ("letters",),
    "words_out": ("letters",),
    "dioceses": ("diocesan",),
    "minutes": ("diocesan",),
    "km": ("diocesan",),
    "model": ("diocesan",),
    "policy": ("diocesan",),
    "title": (),
    "without": (),
    "notes": (),
    "confidential": (),
    "house_out": (),
}
"""Options that are of some kinds only; () = of the one committee report of the whole plan."""
_NAMES: Final = {"dioceses": "--diocese", "words_out": "--words-out", "house_out": "--house-out"}


@dataclass(frozen=True)
class PaperOptions:
    """The options of a brief, letters or a paper, and of many reports at once; None, "", () and False = not given."""

    kind: str = "committee"
    out: Path | None = None
    formats: str | None = None
    paper: str | None = None
    house: Path | None = None
    scenario: str | None = None
    each: str | None = None
    school: str | None = None
    cluster: str | None = None
    words: Path | None = None
    dioceses: tuple[str, ...] = ()
    minutes: float | None = None
    km: float | None = None
    model: str | None = None
    policy: Path | None = None
    words_out: Path | None = None
    title: str = ""
    without: tuple[str, ...] = ()
    notes: bool = False
    confidential: bool = False
    house_out: Path | None = None


@dataclass(frozen=True)
class Wanted:
    """What the options come to: one file, or a folder with one for each."""

    kind: Kind
    each: Each | None
    out: Path
    suffixes: tuple[str, ...]


def is_asked(options: PaperOptions) -> bool:
    """Whether anything but a committee report of the whole plan is asked for."""
    own = [name for name in _given(options) if _OF[name]]
    return options.kind.strip().lower() != "committee" or options.each is not None or bool(own)


def wanted(options: PaperOptions) -> Wanted:
    """What the options ask for. Raises `InputError` where they do not go together."""
    kind = _one_of("--kind", options.kind, get_args(Kind))
    for name in _given(options):
        if kind not in _OF[name]:
            option = _NAMES.get(name, f"--{name}")
            other = f", or give --kind {_OF[name][0]}" if _OF[name] else ""
            what = f"--kind {kind}" if _OF[name] or kind != "committee" else "many reports at once"
            raise InputError(f"{option} is not for {what}", remedy=f"Leave it out{other}.")
    each = None if options.each is None else _one_of("--each", options.each, get_args(Each))
    if each is not None and each not in _EACH[kind]:
        known = f"Give {' or '.join(f'--each {one}' for one in _EACH[kind])}." if _EACH[kind] else "Leave --each out."
        raise InputError(f"--kind {kind} is not made for each {each}", remedy=known)
    if options.out is None:
        what = "a folder to make" if each else "a file"
        raise InputError("there is nothing to write", remedy=f"Name {what} with --out.")
    if each is not None and (options.school or options.cluster):
        raise InputError("--each and one school or cluster were both given", remedy="Give one of them.")
    if options.school and options.cluster:
        raise InputError("--school and --cluster were both given", remedy="Give one of them.")
    return Wanted(_kind(kind), _each(each), options.out, _suffixes(kind, each, options))


def _given(options: PaperOptions) -> list[str]:
    return [
        field.name
        for field in fields(options)
        if field.name in _OF and getattr(options, field.name) not in (None, "", (), False)
    ]


def _one_of(option: str, given: str, known: tuple[str, ...]) -> str:
    word = given.strip().lower()
    if word not in known:
        raise InputError(f"{option} {given}: there is no such thing", remedy=f"Give {', '.join(known)}.")
    return word


def _kind(word: str) -> Kind:
    return next(kind for kind in get_args(Kind) if kind == word)


def _each(word: str | None) -> Each | None:
    return next((each for each in get_args(Each) if each == word), None)


def _suffixes(kind: str, each: str | None, options: PaperOptions) -> tuple[str, ...]:
    """The endings asked for: by the name of the file, by --format in a folder."""
    given = None if options.formats is None else tuple(f".{word.strip().lower()}" for word in options.formats.split(","))
    for suffix in given or ():
        if suffix not in PRINTED:
            raise InputError(f"--format {options.formats}: {suffix} is no format here", remedy="Give pdf, docx or pdf,docx.")
    if each is not None:
        return tuple(suffix for suffix in PRINTED if suffix in (given or (".pdf",)))
    assert options.out is not None
    suffix, known = options.out.suffix.lower(), PRINTED + (MERGED if kind == "letters" else ())
    if suffix not in known:
        raise InputError(
            f"--out {options.out}: no such file is written", remedy=f"Give a name that ends in {', '.join(known)}."
        )
    if given is not None and given != (suffix,):
        raise InputError(f"{options.out} ends otherwise than --format says", remedy="Leave --format out.")
    return (suffix,)
