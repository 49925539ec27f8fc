"""The second page of a brief: what the model means, what to mind, whom to ask, and what governors might do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.edits.policy import policy_of
from wolds.clustering.model_law import SHARED_HEAD_ROLL
from wolds.clustering.models import MODELS, PROMPT_NOTE, Model, model_name
from wolds.clustering.partners.caveats import caveats, of_itself
from wolds.clustering.partners.what_if import Leaving, WhatIf
from wolds.clustering.partnership.records import Status
from wolds.clustering.policy.judging import Consequence, Finding, consequence_of
from wolds.clustering.policy.table import Verdict
from wolds.clustering.reporting.brief.room import Room, short
from wolds.clustering.reporting.brief.subject import Subject
from wolds.clustering.reporting.document import Block, Bullets, Column, Facts, Heading, Numbered, Paragraph, Table
from wolds.clustering.wording import listed, with_article

_VERDICTS: Final = {
    Verdict.ALLOWED: "Neither the table nor the law asks for advice or approval first.",
    Verdict.ADVICE: "Seek advice before anything is agreed.",
    Verdict.APPROVAL: "Approval is needed before anything is agreed.",
    Verdict.FORBIDDEN: "This is not allowed for these schools as they are.",
}


def meaning(subject: Subject) -> Iterator[Block]:
    """What the planned model means for name, budget, governors and head."""
    facts = MODELS[subject.model]
    yield Heading(1, f"What {with_article(facts.name)} means")
    yield Facts(
        (
            ("In short", facts.in_short),
            ("Name", facts.school_name),
            ("Budget", facts.budget),
            ("Governors", facts.governors),
            ("Head", facts.head),
        )
    )


def other_models(subject: Subject) -> Iterator[Block]:
    """Every model in a row: what it is, and what it would ask of these schools."""
    rows = []
    for model, facts in MODELS.items():
        said = consequence_of(subject.facts, policy_of(subject.context), model)
        planned = " (this brief)" if model == subject.model else ""
        rows.append((f"{facts.name[:1].upper()}{facts.name[1:]}{planned}", facts.in_short, said.verdict.value.capitalize()))
    columns = (Column("Model", width=2.2), Column("What it is", width=4.6), Column("For these schools", width=1.6))
    yield Table("From the loosest to the tightest model", columns, tuple(rows))


def to_mind(subject: Subject, room: Room) -> Iterator[Block]:
    """Caveats in plain words, the gravest first."""
    told = tuple(dict.fromkeys(_minded(subject, room)))
    if told:
        yield Heading(1, "What to mind")
        yield Bullets(room.some(told))


def _minded(subject: Subject, room: Room) -> Iterator[str]:
    group = subject.group
    if group is not None:
        yield from (*group.commitments, *group.broken)
    trusts = {facts.trust for facts in subject.facts}
    if len(trusts) > 1:
        for trust in sorted(trusts - {""}):
            held = listed([short(facts.name, room.name) for facts in subject.facts if facts.trust == trust], 4)
            yield f"{held}: {trust} decides on partnerships"
    yield from _of_partners(subject, room)


def _of_partners(subject: Subject, room: Room) -> Iterator[str]:
    """What to mind of the others; what is so of several of them is said once."""
    own, names = subject.own_facts, dict[str, list[str]]()
    for facts in subject.facts:
        if facts.urn != subject.own:
            for sentence in of_itself(facts) if own is None else caveats(subject.context, own, facts):
                names.setdefault(sentence, []).append(short(facts.name, room.name))
    for sentence, schools in names.items():
        whom = schools[0] if len(schools) == 1 else f"For each of {listed(schools, 8)}"
        yield f"{whom}: {_lowered(sentence)}"


def _lowered(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def leaving(subject: Subject, room: Room) -> Iterator[Block]:
    """What happens if one school leaves: what would end the idea, as the table has the pupils."""
    group = subject.group
    if group is None:
        return
    yield Heading(1, "If one school leaves")
    grave = [one.sentence for one in group.leaving if _ends(one, group)]
    yield Bullets(room.some(grave)) if grave else Paragraph(_no_end(group))


def _ends(left: Leaving, group: WhatIf) -> bool:
    """Whether the group would be none any more, or too small for one shared head, without a school."""
    few = left.pupils < SHARED_HEAD_ROLL <= group.pupils and not left.roll_unknown
    return few or len(group.members) == 2


def _no_end(group: WhatIf) -> str:
    """What is so where no single school is decisive."""
    if group.roll_unknown:
        return "Some rolls are unknown, so that nobody can say whether the others could share one head."
    if group.pupils < SHARED_HEAD_ROLL:
        return f"Together they have fewer pupils than pay for one shared head (about {SHARED_HEAD_ROLL}), whoever stays."
    return f"Whichever school leaves, the others have enough pupils for one shared head (about {SHARED_HEAD_ROLL})."


def whom_to_ask(subject: Subject, room: Room) -> Iterator[Block]:
    """What policy and law say of the planned model for these schools, with sources."""
    policy = policy_of(subject.context)
    said = consequence_of(subject.facts, policy, subject.model)
    yield Heading(1, "Whom to ask first")
    yield Paragraph(f"As {with_article(model_name(subject.model))}: {_VERDICTS[said.verdict]}")
    crossed = [f"It {what}" for what in said.crosses]
    asked = room.some([*_findings(said), *said.questions, *crossed, *_laws(subject.model)])
    if asked:
        yield Bullets(asked)
    yield Paragraph(f"By the policy table \u201c{short(policy.name, 60)}\u201d, which is no law. {PROMPT_NOTE}")


def _findings(said: Consequence) -> Iterator[str]:
    """Each finding with its source once: alike ones of several schools share theirs."""
    by_source: dict[str, list[Finding]] = {}
    for finding in said.findings:
        by_source.setdefault(finding.source, []).append(finding)
    for source, findings in by_source.items():
        for place, finding in enumerate(findings):
            is_last = place == len(findings) - 1
            yield f"{finding.sentence}. Source: {source}" if source and is_last else finding.sentence


def _laws(model: Model) -> Iterator[str]:
    return (f"{prompt} Source: {source}" for prompt, source in MODELS[model].prompts)


def agreed(subject: Subject, room: Room) -> Iterator[Block]:
    """What the partnership has agreed on so far; nothing for an idea of which nothing was said."""
    partnership = subject.partnership
    actions = [action for action in partnership.actions if action.status != Status.DROPPED]
    told = [f"{short(action.text, 120)} ({action.category.value}, {action.status.value})" for action in actions]
    told += [f"Measure of progress: {short(measure.name, 120)}" for measure in partnership.measures]
    if told:
        yield Heading(1, "What is planned so far")
        yield Bullets(room.some(told, 5))


def questions(subject: Subject) -> Numbered:
    """Questions for governors to talk over."""
    return Numbered(tuple(_questions(subject)))


def _questions(subject: Subject) -> Iterator[str]:
    yield "What would our pupils and staff gain that we cannot give them by ourselves?"
    yield "What must not change for us: name, ethos, budget, governors?"
    if subject.group is not None:
        longest = subject.ways.longest_words([facts.urn for facts in subject.facts])
        yield f"How often would staff and pupils travel, who takes them and who pays? The longest way: {longest}."
        yield "Who leads the joint work, for how many hours a week, and who stands in meanwhile?"
        yield "What do we do if one school leaves, or its head does? How does the agreement end?"
    if any(facts.is_church for facts in subject.facts):
        yield "What does the diocese ask of us before we agree on anything?"
    if any(facts.trust for facts in subject.facts):
        yield "On what does a trust of one of the schools decide, and not its governors?"
    yield "By which one measure will we know in a year whether it helps?"


def next_steps(subject: Subject) -> Numbered:
    """What governors might do next."""
    first = "Minute that governors have read this, and name two of them who take it further."
    meet = "Meet the heads and chairs of the other schools, and see each school at work."
    if subject.group is None:
        meet = "Meet the heads and chairs of two schools near by, and see each school at work."
    whom = "those named above" if subject.group is not None else "the authority, and the diocese or trust if there is one,"
    ask = f"Ask {whom} before anything is agreed, and ask parents and staff early."
    agree = "Agree on one priority in teaching and one measure, with where it stands today and a day of review."
    tell = "Tell the local authority what you would do otherwise: the idea can be changed and sent back."
    return Numbered((first, meet, ask, agree, tell))
