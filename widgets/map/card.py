"""The card that appears beside a school under the pointer. Plain text only: names are never read as rich text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Reason, Role
from wolds.clustering.partners.reach import travel_words
from wolds.clustering.partnership.care import need_of
from wolds.clustering.relations import partners_text, ties_of
from wolds.clustering.travel import supplied_words
from wolds.geo.character import Character
from wolds.widgets.common.figures import parted_text
from wolds.widgets.common.relation_words import kind_words
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.style import MapStyle

_WIDEST: Final = 320
_MOST_WARNINGS: Final = 3


@dataclass(frozen=True)
class CardText:
    """What a card says of a school."""

    title: str
    facts: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def tr(text: str, count: int = -1) -> str:
    """A text of the card in the user's language."""
    return QCoreApplication.translate("HoverCard", text, None, count)


def card_text(content: MapContent, row: int) -> CardText:
    """Name, URN, roll, character, cluster and warnings of a school."""
    schools = content.schools
    assert schools is not None
    urn, roll = int(schools.urn[row]), schools.roll[row]
    pupils = tr("roll unknown") if np.isnan(roll) else tr("{0} pupils").format(int(roll))
    words = str(schools.text("religious_character")[row]) or tr("character unknown")
    plain = {Character.COMMUNITY: tr("Community")}
    facts = (tr("URN {0}").format(urn) + f" · {pupils}", plain.get(Character(str(schools.character[row])), words))
    own, warnings = _cluster_facts(content, urn, row)
    return CardText(str(schools.text("name")[row]), (*facts, *own, *_relations(content, urn)), warnings)


def _relations(content: MapContent, urn: int) -> Iterator[str]:
    """Whom the school works with already, and as what."""
    schools = content.schools
    assert schools is not None
    for tie in ties_of(schools, content.plan.rules.relations, urn):
        named = tie.relation is None or bool(tie.relation.name)
        what = tr("{0} ({1})").format(kind_words(tie.kind), tie.name) if named and tie.name else kind_words(tie.kind)
        yield tr("{0}: with {1}").format(what, partners_text(tie, schools, urn))


def name_with_number(number: int, name: str) -> str:
    """A cluster as people find it on the map and in the tables: its number, and its name where that says more."""
    words = tr("Cluster {0}").format(number)
    return words if name in ("", words) else f"{words}: {name}"


def _cluster_facts(content: MapContent, urn: int, row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    cluster = content.plan.cluster_at(urn)
    if cluster is None:
        return (_standing_words(content, urn, row),), ()
    facts = [name_with_number(cluster.number, cluster.name)]
    figures = content.scoreboard.clusters.get(cluster.id) if content.scoreboard else None
    if figures is not None:
        supplied = content.schools.supplied if content.schools is not None else None
        longest = travel_words(figures.longest_km, supplied_words(supplied, content.plan.rules))
        if figures.parted:
            longest = f"{longest}; {parted_text(figures.parted)}" if figures.pairs else parted_text(figures.parted)
        facts.append(tr("{0} schools, {1} pupils, longest pair {2}").format(figures.schools, figures.pupils, longest))
    if need := _need(content, cluster.id):
        facts.append(need)
    if content.plan.is_locked(urn):
        facts.append(tr("Locked"))
    sentences = [violation.sentence for violation in figures.violations] if figures is not None else []
    more = len(sentences) - _MOST_WARNINGS
    shown = sentences[:_MOST_WARNINGS] + ([tr("and {0} more").format(more)] if more > 0 else [])
    return tuple(facts), tuple(shown)


def _need(content: MapContent, cluster_id: str) -> str:
    """Whom the schools of a cluster have to ask, and why; "" where nobody."""
    if content.schools is None or content.standing is None:
        return ""
    return need_of(EditContext(content.schools, content.standing, content.plan), cluster_id)


def _standing_words(content: MapContent, urn: int, row: int) -> str:
    assert content.standing is not None
    role = content.standing.role[row]
    if role == Role.EXCLUDED:
        return tr("Excluded: {0}").format(_reasons().get(str(content.standing.reason[row]), content.standing.reason[row]))
    if role == Role.OPTIONAL:
        return tr("Optional, not in a cluster")
    return tr("Unplaced, locked out of every cluster") if content.plan.is_locked(urn) else tr("Unplaced")


def _reasons() -> dict[str, str]:
    return {
        Reason.USER: tr("left out by hand"),
        Reason.STATUS: tr("not open"),
        Reason.PHASE: tr("not a primary school"),
        Reason.LA: tr("in another local authority"),
        Reason.NO_POINT: tr("no point in the register"),
        Reason.ROLL_UNKNOWN: tr("roll unknown"),
        Reason.ROLL_ABOVE: tr("roll above the limit"),
        Reason.ROLL_BELOW: tr("roll below the limit"),
        Reason.NOT_RURAL: tr("not rural"),
        Reason.NOT_LISTED: tr("not on the list of schools"),
        Reason.DIOCESE: tr("in another diocese"),
        Reason.CHARACTER: tr("of another character"),
    }


class HoverCard(QFrame):
    """A small card over the map. It takes no mouse events, so that it never stands in the way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("mapCard")
        self._title, self._facts, self._warnings = (_plain_label(self) for _ in range(3))
        bold = QFont(self._title.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(bold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 10)
        layout.setSpacing(4)
        for label in (self._title, self._facts, self._warnings):
            layout.addWidget(label)
        self.hide()

    def dress(self, style: MapStyle) -> None:
        """Take the colours of the map."""
        self.setStyleSheet(
            f"#mapCard {{ background: {style.paper}; border: 1px solid {style.coast}; border-radius: 6px; }}"
            f"QLabel {{ color: {style.ink}; background: transparent; }}"
        )
        self._facts.setStyleSheet(f"color: {style.faint_ink if not style.dark else style.place};")
        self._warnings.setStyleSheet(f"color: {style.unplaced};")

    def text(self) -> str:
        """All that the card says, line by line."""
        return "\n".join(part for part in (self._title.text(), self._facts.text(), self._warnings.text()) if part)

    def show_at(self, at: QPoint, text: CardText) -> None:
        """Appear beside a pixel of the map, wholly on it."""
        self._title.setText(text.title)
        self._facts.setText("\n".join(text.facts))
        self._warnings.setText("\n".join(text.warnings))
        self._warnings.setVisible(bool(text.warnings))
        self.adjustSize()
        self.move(_beside(at, self.rect(), self._over.rect()))
        self.show()
        self.raise_()


def _beside(at: QPoint, card: QRect, room: QRect) -> QPoint:
    x = at.x() + 18 if at.x() + 18 + card.width() < room.right() - 4 else at.x() - 14 - card.width()
    y = min(max(at.y() + 14, 4), max(room.bottom() - card.height() - 4, 4))
    return QPoint(max(x, 4), y)


def _plain_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMaximumWidth(_WIDEST)
    label.setMinimumWidth(min(220, _WIDEST))
    return label
