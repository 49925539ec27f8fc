"""`wolds report --kind brief, letters or diocesan`: what was asked for is worked out and written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.app.cli.models import model_of, policy_for
from wolds.app.cli.paper_sizes import paper_of_word
from wolds.app.cli.papers import MERGED, PaperOptions, Wanted, wanted
from wolds.app.cli.plans import OpenedPlan, opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.registers import reach_of
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export import Exported
from wolds.app.export.about import about_text, write_with_about
from wolds.app.export.explained import explained
from wolds.app.folders import Piece, refuse_full, unfinished, write_folder
from wolds.app.replacing import write_bytes
from wolds.app.reporting.batches import Look, brief_pieces, committee_pieces, letter_pieces
from wolds.app.reporting.committee import Ordered, drawn
from wolds.app.reporting.fitting import Mapped, brief_bytes
from wolds.app.reporting.fonts import font_doubt
from wolds.app.reporting.house import House, load_house
from wolds.app.reporting.letters import correspondence_of, letters_bytes, load_words, merge_bytes, reasons_of, unexplained
from wolds.app.reporting.stamping import origin_of_documents
from wolds.clustering.eligibility import at_home
from wolds.clustering.reporting.brief import Subject, subject_of_cluster, subject_of_school
from wolds.clustering.reporting.house_style import Paper
from wolds.clustering.reporting.letters import LetterWords, dump_words, recipients
from wolds.clustering.reporting.origin import Origin
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched, Watch
from wolds.geo.which_school import which_school

if TYPE_CHECKING:
    from wolds.app.reporting.paper_maps import BriefMaps

_CONTENT: Final = {
    "committee": "committee reports",
    "brief": "briefs for governors",
    "letters": "letters to headteachers",
    "diocesan": "paper for a diocese",
}


@dataclass(frozen=True, eq=False)
class _Order:
    """What is written from: the options and what they come to, the plan, and what files look like."""

    options: PaperOptions
    wanted: Wanted
    opened: OpenedPlan
    exported: Exported
    house: House
    paper: Paper | None

    @property
    def look(self) -> Look:
        """How a single file looks."""
        return Look(self.wanted.suffixes[0], self.house, self.paper)

    @property
    def origin(self) -> Origin:
        """Where what is written comes from."""
        return origin_of_documents(self.exported)

    @property
    def words(self) -> LetterWords | None:
        """The council's words of letters; None = the usual ones."""
        return None if self.options.words is None else load_words(self.options.words)


def run(path: Path, options: PaperOptions) -> None:
    """Write what was asked for. Raises `InputError` before anything is written, and `Cancelled` on Ctrl+C."""
    if options.words_out is not None and _only_words(options):
        refuse_missing(path)
        _write_words(path, options)
        return
    order = _ordered(path, options)
    for doubt in (*order.opened.doubts, *order.opened.faults):
        say(f"note: {doubt}")
    if order.look.suffix not in MERGED and (doubt := font_doubt(order.house)):
        say(f"note: {doubt}")
    sample = " (sample data: made up)" if order.exported.is_sample else ""
    with TerminalWatch("nothing written", "nothing was written") as watch:
        if order.wanted.each is not None:
            names = write_folder(order.wanted.out, _pieces(order), about_text(order.exported), watch)
            say(f"{_CONTENT[order.wanted.kind]}: {len(names)} files in {order.wanted.out}{sample}")
            if left := unfinished(order.wanted.out):
                say(f"note: {left}")
            _write_words(path, options)
            return
        content = _content(order, watch)
    write_with_about(order.exported, order.wanted.out, content)
    say(f"{_CONTENT[order.wanted.kind]}: {order.wanted.out}{sample}")
    _write_words(path, options)
    for note in _notes(order):
        say(f"note: {note}")


def _only_words(options: PaperOptions) -> bool:
    return options.out is None and options.each is None


def _write_words(path: Path, options: PaperOptions) -> None:
    """Write words of letters to begin with, or those that were given, where that is asked for. Raises `InputError`."""
    if options.words_out is None:
        return
    refuse_unwritable(options.words_out, ".toml")
    refuse_overwriting(options.words_out, (path, options.words))
    words = LetterWords() if options.words is None else load_words(options.words)
    write_bytes(options.words_out, dump_words(words).encode())
    say(f"words of letters: {options.words_out}")


def _ordered(path: Path, options: PaperOptions) -> _Order:
    asked = wanted(options)
    refuse_missing(path)
    refuse_unwritable(options.words_out, ".toml")
    refuse_same_names((asked.out, options.words_out))
    inputs = (path, options.house, options.words, options.policy)
    if asked.each is None:
        refuse_unwritable(asked.out)
        refuse_overwriting(asked.out, inputs)
    else:
        refuse_full(asked.out)
    house = House() if options.house is None else load_house(options.house)
    opened = opened_plan(path, options.scenario)
    exported = explained(Exported.of(opened.schools, opened.standing, opened.plan, opened.scoreboard))
    return _Order(options, asked, opened, exported, house, paper_of_word(options.paper))


def _pieces(order: _Order) -> tuple[Piece, ...]:
    """A piece for each school, cluster or authority, in each format. Raises `InputError` where there is none."""
    each, words = order.wanted.each, order.words
    assert each is not None
    pieces: list[Piece] = []
    for suffix in order.wanted.suffixes:
        look = Look(suffix, order.house, order.paper)
        if order.wanted.kind == "brief":
            pieces += brief_pieces(order.exported, each, look, _maps(order))
        elif order.wanted.kind == "letters":
            pieces += letter_pieces(order.exported, each, look, words)
        else:
            pieces += committee_pieces(order.exported, order.opened.project.log, each, look, _drawn)
    if not pieces:
        raise InputError("the plan has nothing of that kind", remedy="Propose clusters first, or choose who takes part.")
    return tuple(pieces)


def _content(order: _Order, watch: Watch) -> bytes:
    if order.wanted.kind == "brief":
        look = order.look
        return brief_bytes(look.suffix, _subject(order), order.origin, _maps(order), look.house, look.paper)
    return _letters(order) if order.wanted.kind == "letters" else _paper(order, watch)


def _letters(order: _Order) -> bytes:
    shared, look = correspondence_of(order.exported, order.words), order.look
    urns = recipients(shared.context)
    if not urns:
        raise InputError("the plan has no school to write to", remedy="Choose who takes part first.")
    if look.suffix in MERGED:
        return merge_bytes(look.suffix, shared, order.exported)
    return letters_bytes(look.suffix, shared, map(shared.letter, urns), look.house, look.paper)


def _paper(order: _Order, watch: Watch) -> bytes:
    from wolds.app.diocesan_paper import PaperQuestion, paper_parts
    from wolds.app.reporting.paper import paper_bytes
    from wolds.app.reporting.paper_maps import paper_content, paper_map

    options, look = order.options, order.look
    question = PaperQuestion(
        dioceses=options.dioceses,
        reach=reach_of(options.minutes, options.km),
        model=None if options.model is None else model_of(options.model),
        policy=None if options.policy is None else policy_for(options.policy, order.exported.context),
    )
    parts = paper_parts(order.opened.project, question, watch)
    picture = paper_map(paper_content(order.exported.context, order.exported.scoreboard))
    return paper_bytes(look.suffix, parts, order.origin, picture, look.house, look.paper)


def _drawn(ordered: Ordered) -> dict[str, bytes]:
    return drawn(ordered, Unwatched())


def _maps(order: _Order) -> Mapped:
    """Draws maps; Qt is loaded once the first is asked for."""

    def draw(subject: Subject, height_mm: float) -> bytes:
        from wolds.app.reporting.paper_maps import BriefMaps

        if not maps:
            maps.append(BriefMaps(order.exported.context, order.exported.scoreboard))
        return maps[0].draw(subject, height_mm)

    maps: list[BriefMaps] = []
    return draw


def _subject(order: _Order) -> Subject:
    """Whom a brief is of. Raises `InputError` where the plan has several clusters and none was named."""
    context, options = order.exported.context, order.options
    if options.school is not None:
        urn = _school(order)
        return subject_of_school(context, urn, reasons_of(order.exported).get(urn, ""))
    if options.cluster is not None:
        return subject_of_cluster(context, options.cluster.strip())
    if len(context.plan.clusters) != 1:
        raise InputError("a brief is of a school or a cluster", remedy="Give --school, --cluster or --each.")
    return subject_of_cluster(context, next(iter(context.plan.clusters)))


def _school(order: _Order) -> int:
    """The school that --school means. Raises `InputError` where none answers, or several."""
    context, named = order.exported.context, order.options.school or ""
    return which_school(
        context.schools, named, "--school", at_home(context.schools, context.plan.eligibility, context.standing)
    )


def _notes(order: _Order) -> list[str]:
    if order.options.school is not None:  # a name may be a slip of the pen that another school answers to
        urn = _school(order)
        return [f"the brief is of {order.exported.schools.name_of(urn)} (URN {urn})"]
    without = unexplained(order.exported) if order.wanted.kind == "letters" else 0
    if not without:
        return []
    count = f"{without} letter{'s' if without > 1 else ''} to schools in no cluster"
    return [f"{count} cannot say why: the plan was edited since it was proposed; propose again to learn the reasons"]
