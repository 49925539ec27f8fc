"""Which routing server to travel by: its kind, address and key, tried out before anything rests on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from wolds.geo.errors import InputError
from wolds.geo.routing.address import address_of, is_open_to_readers, key_of
from wolds.geo.routing.kinds import KIND_NAMES, RouterKind
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, describe, label, row


@dataclass(frozen=True)
class ServerChoice:
    """A server as it was typed. `key` is "" where the one that is kept for the address is meant; it is never shown."""

    kind: RouterKind
    address: str
    key: str = field(default="", repr=False)


class RoutingServerDialog(PlainDialog):
    """Asks for a server. `given`, `test_requested` carry a `ServerChoice`, `forget_requested` an address.

    `schools`: of how many positions are sent. Whoever hears `test_requested` answers with `show_result`.
    """

    given = Signal(object)
    test_requested = Signal(object)
    forget_requested = Signal(str)

    def __init__(self, kind: RouterKind, address: str, schools: int, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Travel by a routing server"))
        self.setMinimumWidth(560)
        self.kind, self.address, self.key = QComboBox(), QLineEdit(address), QLineEdit()
        for one, name in KIND_NAMES.items():
            self.kind.addItem(name, one.value)
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        self.address.setPlaceholderText("https://routing.example.gov.uk")
        self.key.setPlaceholderText(self.tr("Empty: none, or the one that is kept for this address"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.fault, self.warning, self.outcome = label("", "error"), label("", "strong"), label("")
        self.test = button(self.tr("&Test the connection"), self._test)
        self.forget = button(self.tr("&Forget the kept key"), self._forget)
        self._arrange(schools)
        self.go = self.add_accept(self.tr("Travel by this server"))
        self.add_reject()
        self.buttons.addButton(self.test, QDialogButtonBox.ButtonRole.ActionRole)
        self.test.setAutoDefault(False)
        for box in (self.address, self.key):
            box.textChanged.connect(self._check)
        self.kind.currentIndexChanged.connect(lambda _: self._check())
        self._check()
        self.address.setFocus()

    def _arrange(self, schools: int) -> None:
        sentence = self.tr(
            "Distances and minutes by car, as a server of your council's own answers them. The positions of the schools that"
            " take part are sent to it (%n), and nothing else. The answers are kept in the plan.",
            "",
            schools,
        )
        self.body.addWidget(label(sentence))
        self.setAccessibleDescription(sentence)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        self.add_row(form, self.tr("&Kind of server"), self.kind)
        for words, line in ((self.tr("&Address"), self.address), (self.tr("K&ey"), self.key)):
            named = label(words, wrap=False)
            named.setBuddy(line)
            describe(line, words)
            form.addRow(named, line)
        form.addRow("", row(self.forget, None))
        self.forget.setAutoDefault(False)
        self.body.addLayout(form)
        note = self.tr("The key is kept in the keyring of this computer, and never in a plan, a settings file or an export.")
        self.body.addWidget(label(note, "muted"))
        for said in (self.fault, self.warning, self.outcome):
            said.hide()
            self.body.addWidget(said)

    # What was typed ----------------------------------------------------------------------------------------------

    def choice(self) -> ServerChoice:
        """The server as typed. `InputError` for an address or a key that cannot be one."""
        kind, address = RouterKind(self.kind.currentData()), address_of(self.address.text())
        return ServerChoice(kind, address, key_of(self.key.text()))

    def _check(self) -> None:
        """Say what is wrong as soon as there is something; what an earlier test said holds no more."""
        fault, warning = "", ""
        try:
            choice = self.choice()
        except InputError as error:
            fault = str(error) if self.address.text().strip() else ""
            sound = False
        else:
            sound = True
            if is_open_to_readers(choice.address):
                warning = self.tr("The address begins with http://, so positions and key can be read on the way.")
        for words, text in ((self.fault, fault), (self.warning, warning), (self.outcome, "")):
            self._say(words, text)
        for part in (self.go, self.test, self.forget):
            part.setEnabled(sound)

    def _say(self, words: QLabel, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))
        layout = self.layout()  # the words need another height now
        if layout is not None and self.isVisible():
            self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), self.minimumSizeHint().height()))

    # What is asked for -------------------------------------------------------------------------------------------

    def _test(self) -> None:
        self._say(self.outcome, self.tr("Asking…"))
        self.test.setEnabled(False)
        self.test_requested.emit(self.choice())

    def _forget(self) -> None:
        self.key.clear()
        self.forget_requested.emit(self.choice().address)

    def show_result(self, text: str) -> None:
        """What came of a test, or of forgetting a key."""
        self._check()
        self._say(self.outcome, text)

    def accept(self) -> None:
        """Give the server, and close."""
        if self.go.isEnabled():
            choice = self.choice()
            super().accept()
            self.given.emit(choice)
