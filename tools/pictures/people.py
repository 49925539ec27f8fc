"""What a headteacher, a diocesan officer and a partnership's keeper look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import stage

if TYPE_CHECKING:
    from pictures.album import Album
    from wolds.app.window.main_window import MainWindow


def take_partners(album: Album) -> None:
    """A headteacher looks for partners: the ranked list, three ticked, and what they would be together."""
    with stage.open_plan(*stage.SMALL) as window:
        window.document.select(frozenset())
        show_partners(window)
        album.take(window, "partners")


def show_partners(window: MainWindow) -> None:
    """Look for the partners of the smallest school in a cluster, and tick the first two."""
    schools = window.document.schools
    urn = min(window.document.plan.cluster_of, key=lambda one: float(schools.roll[schools.position(one)]))
    window.views.partners.choose(urn)
    window.partners.open()
    stage.wait_until(lambda: not window.partners.looking.is_running, "partners")
    window.views.partners.model.tick([one.facts.urn for one in window.views.partners.model.partners[:2]])
    stage.wait_until(lambda: window.views.group.group.group is not None, "a group")
    window.views.banner.hide()
    stage.calm()


def take_partnerships(album: Album) -> None:
    """How all partnerships of the sample county are doing, filled with its example, and the panel of one of them."""
    with stage.open_plan(*stage.SMALL) as window:
        window.dashboard.open()
        window.dashboard.fill_example()
        page = window.views.dashboard
        page.choose("lacking", "no-measure")
        album.take(window, "dashboard")
        running = next(state for state in page.county.states.values() if state.partnership.measures) if page.county else None
        assert running is not None
        window.dashboard.go_to(running.cluster.id)
        stage.calm(1.0)  # the panels find their places
        window.views.partnership.show_page(window.views.partnership.measures)
        album.take(window, "partnership")


def take_church(album: Album) -> None:
    """A diocesan officer looks ahead: what every cluster would need as a hard federation, with the best pairs on the map."""
    from wolds.clustering.models import Model
    from wolds.widgets.church.answers import Question

    with stage.open_plan(*stage.SMALL) as window:
        window.church.open()
        view = window.views.church
        view.model.setCurrentIndex(view.model.findData(str(Model.HARD_FEDERATION)))
        window.church.pair()
        stage.wait_until(lambda: not (window.church.looking.is_running or window.church.pairing.is_running), "an answer")
        view.tabs.setCurrentWidget(view.questions)
        view.questions.choose(Question.APPROVAL)
        album.take(window, "church")
        view.tabs.setCurrentWidget(view.policy)
        album.take(window, "policy")


def take_relations(album: Album) -> None:
    """A planner's own sheet under review, and which relations the plan keeps and breaks."""
    from wolds.widgets.relations import RelationReviewDialog

    with stage.open_plan(*stage.FULL) as window:
        window.relating.open()
        window.relating.read_sample()
        stage.wait_until(lambda: window.findChildren(RelationReviewDialog), "the review of a sheet")
        review = window.findChildren(RelationReviewDialog)[0]
        album.take(review, "relations-review")
        review.accept()
        stage.wait_until(lambda: window.views.relations.model.rowCount() > 20, "relations")
        window.views.banner.hide()
        broken = window.views.relations.model.fates[0].tie.urns
        window.views.map.fit(frozenset(broken))
        window.views.map.zoom_by(0.35)
        album.take(window, "relations")
