"""Travel by a routing server: asked for, agreed to once for each server, tried out, and worked out off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from wolds.app.jobs import Job, JobWatch
from wolds.app.routed_travel import by_router, how_many, source_of, try_out
from wolds.app.routing_keys import RoutingKeys
from wolds.app.travelling import Travelling
from wolds.app.window.desk import Desk
from wolds.clustering.edits import EditContext
from wolds.geo.errors import WoldsError
from wolds.geo.routing.address import host_of
from wolds.geo.routing.server import RoutingServer
from wolds.widgets.dialogs import Answer, QuestionDialog, RoutingServerDialog, ServerChoice

_NOT_KEPT = "this computer has no keyring that takes the key: it is known until Wolds is closed"


class Worker(Protocol):
    """Who works travel out and puts it in force."""

    def work(self, title: str, work: Callable[[EditContext, JobWatch], Travelling]) -> None:
        """Do the work as a job, and travel by what comes of it."""


class RoutingController(QObject):
    """The dialog of the server, the question before anything leaves this computer, and the key in the keyring."""

    def __init__(self, desk: Desk, worker: Worker) -> None:
        super().__init__(desk.window)
        self._desk, self._worker = desk, worker
        self.keys = RoutingKeys()

    def ask(self) -> None:
        """Which server to travel by."""
        settings = self._desk.settings()
        schools = how_many(self._desk.document.context)
        dialog = RoutingServerDialog(settings.routing_kind, settings.routing_address, schools, self._desk.window)
        dialog.given.connect(self.travel)
        dialog.test_requested.connect(lambda choice: self._test(dialog, choice))
        dialog.forget_requested.connect(lambda address: self._forget(dialog, address))
        dialog.open()

    def travel(self, choice: ServerChoice) -> None:
        """Travel by a server, once the person has agreed that positions are sent to it."""
        self._once_agreed(choice.address, self._desk.window, lambda: self._travel(choice), lambda: None)

    def _travel(self, choice: ServerChoice) -> None:
        self._remember(routing_kind=choice.kind, routing_address=choice.address)
        title, keys = self.tr("Asking {host} for travel").format(host=host_of(choice.address)), self.keys
        self._worker.work(title, lambda context, watch: travel_by(choice, keys, context, watch))

    def _once_agreed(self, address: str, parent: QWidget, then: Callable[[], None], otherwise: Callable[[], None]) -> None:
        if address in self._desk.settings().routing_agreed:
            then()
            return
        question = QuestionDialog(
            self.tr("A routing server"),
            self.tr("Send the positions of schools to {host}?").format(host=host_of(address)),
            self.tr(
                "They show which area you plan for. Names, rolls and your plan stay here. Ask the council whether the server is"
                " its own. You are asked once for each server."
            ),
            (Answer("send", self.tr("Send them"), is_default=True), Answer("cancel", self.tr("Cancel"))),
            icon_name="help",
            parent=parent,
        )
        question.answered.connect(lambda answer: self._answered(answer, address, then, otherwise))
        question.open()

    def _answered(self, answer: str, address: str, then: Callable[[], None], otherwise: Callable[[], None]) -> None:
        if answer != "send":
            otherwise()
            return
        self._remember(routing_agreed=(*self._desk.settings().routing_agreed, address))
        then()

    def _remember(self, **values: object) -> None:
        self._desk.use_settings(self._desk.settings().model_copy(update=values))

    # The dialog's own errands ------------------------------------------------------------------------------------

    def _test(self, dialog: RoutingServerDialog, choice: ServerChoice) -> None:
        self._once_agreed(choice.address, dialog, lambda: self._try(dialog, choice), lambda: dialog.show_result(""))

    def _try(self, dialog: RoutingServerDialog, choice: ServerChoice) -> None:
        context, keys = self._desk.document.context, self.keys
        self._errand(dialog, lambda watch: tried(choice, keys, context, watch))

    def _forget(self, dialog: RoutingServerDialog, address: str) -> None:
        keys, done = self.keys, self.tr("No key is kept for this address any more.")
        not_done = self.tr("The keyring of this computer did not answer, so a key may still be in it.")
        self._errand(dialog, lambda _: done if keys.keep(address, "") else not_done)

    def _errand(self, dialog: RoutingServerDialog, work: Callable[[JobWatch], str]) -> None:
        """A job that lasts no longer than its dialog, and tells it in a sentence what came of it."""
        job = Job(self.tr("Asking the server"), work, dialog)
        job.succeeded.connect(dialog.show_result)
        job.failed.connect(lambda error: dialog.show_result(self._words(error)))
        dialog.finished.connect(lambda _: job.cancel())
        job.start()

    def _words(self, error: BaseException) -> str:
        return str(error) if isinstance(error, WoldsError) else self.tr("Something went wrong inside Wolds. The log says more.")


def travel_by(choice: ServerChoice, keys: RoutingKeys, context: EditContext, watch: JobWatch) -> Travelling:
    """Travel as a server answers it; a key that it took is kept. For a job: nothing of the window is touched."""
    server = _server(choice, keys)
    found = by_router(context, server, source_of("server", server.name, date.today()), watch)
    if choice.key and not keys.keep(choice.address, choice.key):
        return replace(found, notes=(*found.notes, _NOT_KEPT))
    return found


def tried(choice: ServerChoice, keys: RoutingKeys, context: EditContext, watch: JobWatch) -> str:
    """What a server answers of one way, in a sentence. For a job."""
    server = _server(choice, keys)
    return f"{try_out(context, server, server.name, watch)}."


def _server(choice: ServerChoice, keys: RoutingKeys) -> RoutingServer:
    return RoutingServer(choice.kind, choice.address, choice.key or keys.find(choice.address))
