"""Edits from menus, keys and context menus: each turns the selection into an edit and hands it to the document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from wolds.app.window.desk import Desk
from wolds.clustering import edits
from wolds.clustering.plan import Cluster
from wolds.clustering.rules import PairTravel
from wolds.clustering.travel import travel_of
from wolds.widgets.dialogs import MoveToDialog, PairTravelDialog, ReasonDialog, TextDialog


class EditController(QObject):
    """Looks after every edit that is made from the selection."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window, self._document, self._actions, self._feedback = desk.window, desk.document, desk.actions, desk.feedback
        self._refused: edits.Edit | None = None
        self._document.edit_refused.connect(self._feedback.refuse)
        self._feedback.unlock_requested.connect(self._unlock)
        self._connect()

    def _connect(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "move": self.ask_where_to_move,
            "remove": lambda: self.do(edits.MoveSchools(self._urns, None)),
            "lock_school": self.toggle_school_lock,
            "note_school": self.ask_school_note,
            "keep_apart": lambda: self.ask_pair(self.tr("Keep apart"), edits.AddKeepApart),
            "must_link": lambda: self.ask_pair(self.tr("Keep together"), edits.AddMustLink),
            "travel_pair": self.ask_travel,
            "include": lambda: self._each(edits.IncludeSchool),
            "optional": lambda: self._each(edits.MakeOptional),
            "exclude": self.ask_why_left_out,
            "select_all": self.select_all,
            "select_none": lambda: self._document.select(()),
            "new_cluster": lambda: self.do(edits.NewCluster(self._urns)),
            "merge": lambda: self.do(edits.MergeClusters(self._cluster_ids)),
            "split": self.split_off,
            "dissolve": self.dissolve,
            "rename": self.ask_name,
            "recolour": self.next_colour,
            "lead": self.make_lead,
            "note_cluster": self.ask_cluster_note,
            "lock_cluster": self.toggle_cluster_lock,
            "lock_all": lambda: self.do(edits.LockAll(True)),
            "unlock_all": lambda: self.do(edits.LockAll(False)),
        }
        for name, handler in handlers.items():
            self._actions[name].triggered.connect(_without_checked(handler))

    # What is selected --------------------------------------------------------------------------------------------

    @property
    def _urns(self) -> tuple[int, ...]:
        return tuple(sorted(self._document.selection))

    @property
    def _cluster_ids(self) -> tuple[str, ...]:
        """Clusters that the selection touches."""
        home = self._document.plan.cluster_of
        return tuple(sorted({home[urn] for urn in self._document.selection if urn in home}))

    def _one_cluster(self) -> Cluster | None:
        ids = self._cluster_ids
        if len(ids) != 1:
            self._feedback.ask(self.tr("Select schools of one cluster first."))
            return None
        return self._document.plan.clusters[ids[0]]

    def _pair(self) -> tuple[int, int] | None:
        urns = self._urns
        if len(urns) != 2:
            self._feedback.ask(self.tr("Select just two schools first."))
            return None
        return urns[0], urns[1]

    # Doing -------------------------------------------------------------------------------------------------------

    def do(self, edit: object) -> bool:
        """Do an edit, whichever view asked for it."""
        self._refused = None
        done = self._document.do(edit)  # type: ignore[arg-type]
        if not done:
            self._refused = edit  # type: ignore[assignment]
        return done

    def _unlock(self, unlock: edits.Edit) -> None:
        """Lift the lock and do what it refused, as one step."""
        refused = self._refused
        if refused is None:
            self._document.do(unlock)
        else:
            self.do(edits.Together((unlock, refused)))

    def _each(self, make: Callable[[int, str], edits.Edit], reason: str = "") -> None:
        made = tuple(make(urn, reason) for urn in self._urns)
        self.do(made[0] if len(made) == 1 else edits.Together(made))

    # Asking first ------------------------------------------------------------------------------------------------

    def ask_where_to_move(self) -> None:
        """A list of clusters to choose from by typing, with what the move would do."""
        urns = frozenset(self._urns)
        dialog = MoveToDialog(self._document.scene.plan, self.impact, urns, self._window, self._away_km())
        dialog.chosen.connect(lambda target: self.do(edits.MoveSchools(tuple(sorted(urns)), target)))
        dialog.new_cluster_chosen.connect(lambda: self.do(edits.NewCluster(tuple(sorted(urns)))))
        dialog.open()

    def ask_school_note(self) -> None:
        """A note on the first selected school."""
        urn = self._urns[0]
        name = self._document.schools.name_of(urn)
        text = self._document.plan.school_notes.get(urn, "")
        self._ask_text(
            self.tr("Note on {name}").format(name=name), text, lambda note: edits.SetSchoolNote(urn, note), long=True
        )

    def ask_cluster_note(self) -> None:
        """A note on the selected cluster."""
        if cluster := self._one_cluster():
            title = self.tr("Note on {name}").format(name=cluster.name)
            self._ask_text(title, cluster.note, lambda note: edits.SetClusterNote(cluster.id, note), long=True)

    def ask_name(self) -> None:
        """Another name for the selected cluster."""
        if cluster := self._one_cluster():
            self._ask_text(self.tr("Name of the cluster"), cluster.name, lambda name: edits.RenameCluster(cluster.id, name))

    def ask_pair(self, title: str, make: Callable[[int, int, str], edits.Edit]) -> None:
        """A rule for two schools, with its reason."""
        if pair := self._pair():
            names = self.tr(" and ").join(self._document.schools.name_of(urn) for urn in pair)
            self._ask_text(title, "", lambda reason: make(*pair, reason), prompt=self.tr("Why?"), sentence=f"{names}.")

    def ask_travel(self) -> None:
        """The travel between two schools as a person knows it."""
        if pair := self._pair():
            one, two = (self._document.schools.name_of(urn) for urn in pair)
            km = travel_of(self._document.schools, self._document.plan.rules).km(*pair)
            dialog = PairTravelDialog(one, two, km, self._window)
            dialog.given.connect(lambda travel: self._set_travel(pair, travel))
            dialog.open()

    def _set_travel(self, pair: tuple[int, int], travel: tuple[str, float, str]) -> None:
        unit, value, reason = travel
        self.do(
            edits.AddOverride(PairTravel.model_validate({"urn_a": pair[0], "urn_b": pair[1], "reason": reason, unit: value}))
        )

    def ask_why_left_out(self) -> None:
        """Leave the selected schools out, with the reason."""
        made, schools = self._urns, self._document.schools
        who = schools.name_of(made[0]) if len(made) == 1 else self.tr("{count} schools").format(count=len(made))
        sentence = self.tr("{who} will take no part in the plan. The reason is listed with it.").format(who=who)
        dialog = ReasonDialog(self.tr("Leave out"), sentence, self.tr("Leave out"), self._window)
        dialog.text_given.connect(
            lambda reason: self.do(edits.Together(tuple(edits.ExcludeSchool(urn, reason) for urn in made)))
        )
        dialog.open()

    def _ask_text(
        self,
        title: str,
        text: str,
        make: Callable[[str], edits.Edit],
        *,
        prompt: str = "",
        sentence: str = "",
        long: bool = False,
    ) -> None:
        dialog = TextDialog(title, text, prompt=prompt, sentence=sentence, long=long, parent=self._window)
        dialog.text_given.connect(lambda given: self.do(make(given)))
        dialog.open()

    # At once -----------------------------------------------------------------------------------------------------

    def toggle_school_lock(self) -> None:
        """Lock the selected schools, or unlock them where all are locked."""
        locks = self._document.plan.school_locks
        self.do(edits.LockSchools(self._urns, locked=not all(urn in locks for urn in self._urns)))

    def toggle_cluster_lock(self) -> None:
        """Lock the selected clusters, or unlock them where all are locked."""
        ids = self._cluster_ids
        locked = all(self._document.plan.clusters[key].locked for key in ids)
        self.do(edits.LockClusters(ids, not locked))

    def split_off(self) -> None:
        """Make the selected schools of one cluster a cluster of their own."""
        if cluster := self._one_cluster():
            self.do(edits.SplitCluster(cluster.id, tuple(urn for urn in self._urns if urn in cluster.members)))

    def dissolve(self) -> None:
        """Leave the selected clusters' schools without a cluster."""
        made = tuple(edits.DissolveCluster(key) for key in self._cluster_ids)
        self.do(made[0] if len(made) == 1 else edits.Together(made))

    def next_colour(self) -> None:
        """The next colour of the palette for the selected cluster."""
        if cluster := self._one_cluster():
            self.do(edits.RecolourCluster(cluster.id, (cluster.colour + 1) % 8))

    def make_lead(self) -> None:
        """The selected school leads its cluster; asked again, the choice goes back to the rule."""
        if len(self._urns) != 1:
            self._feedback.ask(self.tr("Select just one school first."))
        elif cluster := self._one_cluster():
            urn = self._urns[0]
            self.do(edits.SetLead(cluster.id, None if cluster.lead == urn else urn))

    def select_all(self) -> None:
        """Select every school that is to be placed."""
        document = self._document
        document.select(frozenset(int(urn) for urn in document.schools.urn[document.standing.to_place]))

    # For views ---------------------------------------------------------------------------------------------------

    def impact(self, urns: frozenset[int], target: str | None) -> str:
        """What moving schools to a cluster would do, in one sentence: shown before it is done."""
        from wolds.clustering.metrics import impact_of

        outcome = self._document.would(edits.MoveSchools(tuple(sorted(urns)), target))
        if isinstance(outcome, edits.EditError):
            return str(outcome)
        return impact_of(self._document.scoreboard, self._document.plan, outcome)

    def show_menu(self, urns: frozenset[int], where: QPoint) -> None:
        """The context menu of some schools, the same in every view."""
        self._document.select(urns)
        menu = QMenu(self._window)
        self._add(menu, "explain")
        self._add(menu, "school_before")
        self._fill_move_menu(menu)
        for name in ("remove", "", "new_cluster", "split", "merge", "dissolve", "", "lock_school", "lock_cluster", "lead"):
            self._add(menu, name)
        for name in ("", "rename", "note_school", "note_cluster", "", "keep_apart", "must_link", "travel_pair"):
            self._add(menu, name)
        for name in ("", "route", "reach"):
            self._add(menu, name)
        for name in ("", "include", "optional", "exclude", "", "fit_selection", "copy"):
            self._add(menu, name)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _add(self, menu: QMenu, name: str) -> None:
        if name:
            menu.addAction(self._actions[name])
        else:
            menu.addSeparator()

    def _fill_move_menu(self, menu: QMenu) -> None:
        """The nearest clusters at once, the rest through the list."""
        moving = menu.addMenu(self.tr("Move &to"))
        for cluster in self._nearest_clusters(8):
            action = moving.addAction(f"{cluster.number}  {cluster.name}".replace("&", "&&"))
            action.triggered.connect(_without_checked(partial(self._move_to, cluster.id)))
        moving.addSeparator()
        moving.addAction(self._actions["move"])

    def _move_to(self, target: str) -> None:
        self.do(edits.MoveSchools(self._urns, target))

    def _nearest_clusters(self, count: int) -> list[Cluster]:
        away_km = self._away_km()
        return [self._document.plan.clusters[key] for key in sorted(away_km, key=lambda key: (away_km[key], key))[:count]]

    def _away_km(self) -> dict[str, float]:
        """How far the nearest school of each cluster lies from the middle of the selection; not of one that holds it all."""
        import numpy as np

        schools, urns = self._document.schools, self._urns
        clusters = [c for c in self._document.plan.clusters.values() if not set(urns) <= set(c.members)]
        if not urns or not clusters:
            return {}
        rows = schools.positions(urns)
        known = rows[schools.has_point[rows]]
        if not len(known):
            return dict.fromkeys((cluster.id for cluster in clusters), np.inf)
        east, north = schools.easting[known].mean(), schools.northing[known].mean()
        inside = schools.positions(urn for cluster in clusters for urn in cluster.members)
        away_m = np.nan_to_num(np.hypot(schools.easting[inside] - east, schools.northing[inside] - north), nan=np.inf)
        starts = np.cumsum([0, *(len(cluster.members) for cluster in clusters[:-1])])
        nearest_km = (np.minimum.reduceat(away_m, starts) / 1000).tolist()
        return dict(zip((cluster.id for cluster in clusters), nearest_km, strict=True))


def _without_checked(handler: Callable[[], object]) -> Callable[..., None]:
    """`triggered` carries whether an action is checked, which most handlers do not want."""

    def handle(*_: object) -> None:
        handler()

    return handle
