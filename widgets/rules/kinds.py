"""The rules about kinds of schools: phase, church and community, authority, diocese."""

from __future__ import annotations

from wolds.clustering.rules import Mix, Rules
from wolds.widgets.rules.fields import ChoiceField, SwitchField
from wolds.widgets.rules.sections import Section


class KindsSection(Section):
    """Which kinds of schools may share a cluster."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Kinds of schools"))
        mixes = ((Mix.ANY, self.tr("may mix")), (Mix.REQUIRED, self.tr("must mix")), (Mix.FORBIDDEN, self.tr("must not mix")))
        self.add(
            "mix",
            self.tr("C&hurch and community"),
            ChoiceField(mixes),
            self.tr("Must mix: at least one of each. Other faiths and unknown character count for neither."),
        )
        self._add_switch(
            "same_phase",
            self.tr("Same &phase only"),
            self.tr("Infant, junior and primary schools apart from first and middle schools. Unknown ages fit both."),
        )
        self._add_switch(
            "same_la",
            self.tr("Same &local authority only"),
            self.tr("No partnership across a county boundary."),
        )
        self._add_switch(
            "same_diocese",
            self.tr("Same &diocese only"),
            self.tr("Schools of different dioceses are kept apart. Schools without a diocese fit with all."),
        )

    def _add_switch(self, name: str, text: str, why: str) -> None:
        field = SwitchField(text)
        self.add(name, "", field, why)
        field.describe(text, why)

    def in_words(self, rules: Rules) -> str:
        """What is restricted."""
        mixes = {Mix.REQUIRED: self.tr("church with community"), Mix.FORBIDDEN: self.tr("church apart from community")}
        parts = [mixes.get(rules.mix, "")]
        parts.append(self.tr("same phase") if rules.same_phase else "")
        parts.append(self.tr("same authority") if rules.same_la else "")
        parts.append(self.tr("same diocese") if rules.same_diocese else "")
        text = ", ".join(part for part in parts if part)
        return text[:1].upper() + text[1:] if text else self.tr("All kinds may share a cluster")
