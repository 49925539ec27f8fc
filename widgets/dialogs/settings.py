"""What a person chooses for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe, label, row


class SettingsDialog(PlainDialog):
    """Shows settings given as a mapping (`theme`, `autosave_seconds`, `proposal_time_limit_s`, `proposal_memory_mb`,
    `register_address`, `links_address`, `fewest_schools`; `public_` and an address = the one that holds where it is empty).

    `given` carries a dict of the first seven as they are to be.
    """

    given = Signal(object)

    def __init__(self, values: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        self.theme = _box(
            (("system", self.tr("As the desktop")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))), values["theme"]
        )
        self.autosave = QSpinBox(minimum=1, maximum=5, value=values["autosave_seconds"])
        self.autosave.setSuffix(self.tr(" s"))
        limit = values["proposal_time_limit_s"]
        self.has_limit = QCheckBox(self.tr("&Stop a proposal after"))
        self.has_limit.setChecked(limit is not None)
        self.limit = QSpinBox(minimum=1, maximum=86_400, value=limit or 120)
        self.limit.setSuffix(self.tr(" s"))
        self.limit.setEnabled(limit is not None)
        self.has_limit.toggled.connect(self.limit.setEnabled)
        self.memory = QSpinBox(minimum=100, maximum=1_000_000, singleStep=100, value=values["proposal_memory_mb"])
        self.memory.setSuffix(self.tr(" MB"))
        self.register_address, self.links_address = (
            _line(values[name], values.get(f"public_{name}", "")) for name in ("register_address", "links_address")
        )
        self.fewest = QSpinBox(minimum=1, maximum=1_000_000, singleStep=1_000, value=values["fewest_schools"])
        self.fewest.setSuffix(self.tr(" schools"))
        self.fewest.setGroupSeparatorShown(True)
        self._arrange()
        self._arrange_register()
        self.add_accept(self.tr("Save"))
        self.add_reject()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        self.add_row(form, self.tr("&Colours"), self.theme)
        self.add_row(form, self.tr("&Keep unsaved work every"), self.autosave)
        form.addRow("", row(self.has_limit, self.limit, None))
        self.add_row(form, self.tr("&Memory for a proposal"), self.memory)
        self.body.addLayout(form)
        self.body.addWidget(
            label(
                self.tr(
                    "A proposal that is stopped, or reaches its limit of time or memory, shows the best answer so far, and "
                    "says how far it may be from the best."
                ),
                "muted",
            )
        )
        describe(self.limit, self.tr("Seconds until a proposal stops"))

    def _arrange_register(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addWidget(label(self.tr("The current register"), "strong"))
        self.add_row(form, self.tr("&Address of the register"), self.register_address)
        self.add_row(form, self.tr("Address of the &links"), self.links_address)
        self.add_row(form, self.tr("A whole one has at &least"), self.fewest)
        self.body.addLayout(form)
        self.body.addWidget(
            label(self.tr("{date} stands for the day, as 20260901. Leave an address empty for the public one."), "muted")
        )

    def accept(self) -> None:
        """Give the settings, and close."""
        given = {
            "theme": self.theme.currentData(),
            "autosave_seconds": self.autosave.value(),
            "proposal_time_limit_s": self.limit.value() if self.has_limit.isChecked() else None,
            "proposal_memory_mb": self.memory.value(),
            "register_address": self.register_address.text().strip(),
            "links_address": self.links_address.text().strip(),
            "fewest_schools": self.fewest.value(),
        }
        super().accept()
        self.given.emit(given)


def _line(value: str, usual: str) -> QLineEdit:
    made = QLineEdit(value, clearButtonEnabled=True)
    made.setPlaceholderText(usual)
    made.setCursorPosition(0)
    return made


def _box(options: tuple[tuple[Any, str], ...], value: Any) -> QComboBox:
    box = QComboBox()
    for option, words in options:
        box.addItem(words, option)
    box.setCurrentIndex(max(box.findData(value), 0))
    return box
