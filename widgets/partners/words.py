"""A what-if group and the best groups as cards."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from wolds.clustering.models import PROMPT_NOTE, Model
from wolds.clustering.partners import BestGroups, ModelView, WhatIf
from wolds.widgets.common.figures import schools_text
from wolds.widgets.exploring.parts import Heading, Line, Part, Parts


def _tr(text: str) -> str:
    return QCoreApplication.translate("PartnerGroups", text)


def group_parts(group: WhatIf, model: Model) -> Parts:
    """A group: its figures, what the model would mean for it, and what is left if one leaves."""
    view = next(one for one in group.models if one.model == model)
    return (
        Part(tuple(_figures(group)), group.urns),
        Heading(_tr("As {model}").format(model=view.facts.name), view.facts.in_short),
        Part(tuple(_stands(view))),
        Part(tuple(_meaning(view))),
        *(Part(lines) for lines in (tuple(_prompts(view)),) if lines),
        Heading(_tr("If one leaves")),
        Part(tuple(Line(f"{leaving.sentence}.") for leaving in group.leaving)),
    )


def _figures(group: WhatIf) -> Iterator[Line]:
    yield Line(", ".join(member.name for member in group.members), "strong")
    unknown = len(group.roll_unknown)
    pupils = _tr("{n} pupils together").format(n=group.pupils)
    if unknown:
        pupils = _tr("{pupils}, without {schools} of unknown roll").format(pupils=pupils, schools=schools_text(unknown))
    yield Line(pupils, "warning" if unknown else "")
    yield Line(_longest(group))
    yield from (Line(f"{sentence.rstrip('.')}.", "warning") for sentence in (*group.broken, *group.commitments))


def _longest(group: WhatIf) -> str:
    if group.longest_km is None and group.parted:
        return _tr("Longest way between two of them: {travel}").format(travel=group.longest_words)
    if group.longest_km is None or group.longest_pair is None:
        return _tr("Longest way between two of them: unknown, as one has no point")
    names = {member.urn: member.name for member in group.members}
    one, other = (names[urn] for urn in group.longest_pair)
    words = _tr("Longest way between two of them: {travel}, {one} and {other}")
    return words.format(travel=group.longest_words, one=one, other=other)


def _stands(view: ModelView) -> Iterator[Line]:
    if view.is_open:
        yield Line(_tr("Possible, as far as the register tells."), "good")
    else:
        yield Line(_tr("Not possible as the schools are."), "warning")
    yield from (Line(_full(sentence)) for sentence in (*view.obstacles, *view.questions))
    yield from (Line(_full(finding.sentence)) for finding in view.policy.findings if finding.urn is not None)


def _meaning(view: ModelView) -> Iterator[Line]:
    facts = view.facts
    yield Line(_tr("Names: {what}").format(what=facts.school_name))
    yield Line(_tr("Budget: {what}").format(what=facts.budget))
    yield Line(_tr("Governors: {what}").format(what=facts.governors))
    yield Line(_tr("Head: {what}").format(what=facts.head))


def _prompts(view: ModelView) -> Iterator[Line]:
    for prompt, source in view.facts.prompts:
        yield Line(_tr("{prompt} Source: {source}.").format(prompt=prompt, source=source))
    if view.facts.prompts:
        yield Line(PROMPT_NOTE, "muted")


def _full(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def best_parts(best: BestGroups) -> Parts:
    """The best groups of each size; each can be looked at as a what-if."""
    parts: list[Heading | Part] = [Heading(_tr("The best groups with your school"), " ".join(best.notes))]
    for size in best.by_size:
        if not size.groups:
            parts.append(Part((Line(_tr("{size}: no such group in reach").format(size=schools_text(size.size)), "muted"),)))
        parts += [_best(group) for group in size.groups]
    return tuple(parts)


def _best(group: WhatIf) -> Part:
    names = ", ".join(member.name for member in group.members)
    head = _tr("{size}: {names}").format(size=schools_text(len(group.members)), names=names)
    figures = _tr("{n} pupils, longest way {travel}").format(n=group.pupils, travel=group.longest_words or _tr("unknown"))
    lines = (Line(head, "strong"), Line(figures))
    tip = _tr("Tick these schools and see what the group would be")
    return Part(lines, group.urns, group, _tr("Look at this group"), tip, "cluster")
