"""Each cluster wears its number at its own hull: none covers another, and schools of others are not hidden."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import CapRule, Rules
from wolds.widgets.map import MapView
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.groups import Group
from wolds.widgets.map.labels import PlacedLabel, Room, Wish
from wolds.widgets.map.lettering import PAD, Kind, size_of
from wolds.widgets.map.numbers import Ground, place_numbers

from .conftest import schools_of

SHEET = Camera(0.0, 0.0, 100.0, 400, 400)


def pill_of(camera: Camera, label: PlacedLabel) -> QRectF:
    """The pill itself, in pixels, without the air around it."""
    corner = camera.pixel(label.wish.x, label.wish.y) + QPointF(label.dx, label.dy)
    return QRectF(corner, size_of(label.wish.text, label.wish.kind)).adjusted(PAD, PAD, -PAD, -PAD)


def group_at(*spots: tuple[float, float], key: str = "C007", number: int = 7) -> Group:
    """A cluster whose schools stand at these pixels of the sheet."""
    points = np.array([SHEET.plane(*spot) for spot in spots])
    return Group(key, number, 0, 0, locked=False, warnings=0, key=tuple(points.ravel().tolist()))


def place(group: Group, room: Room, others: tuple[Group, ...] = (), insists: bool = False) -> list[PlacedLabel]:
    """The place of the number of a cluster among others."""
    groups = [group, *others]
    schools = SHEET.pixels(np.vstack([one.points for one in groups]))
    x, y = group.centre.tolist()
    wish = Wish(str(group.number), Kind.CLUSTER, x, y, 0.0, 0, group.id, insists, ring=group.corners)
    return list(place_numbers(SHEET, [wish], room, Ground.of(SHEET, room, groups, schools, 5.0, with_hulls=True)))


SQUARE = ((170.0, 170.0), (230.0, 170.0), (230.0, 230.0), (170.0, 230.0))


def test_a_number_stands_in_the_middle_of_a_hull_that_has_room():
    (label,) = place(group_at(*SQUARE), Room(400, 400))
    assert (pill_of(SHEET, label).center() - QPointF(200, 200)).manhattanLength() < 6
    assert label.led_from is None


def test_a_number_leaves_the_schools_of_its_cluster_in_sight_where_there_is_open_ground_beside():
    tight = [(x, y) for x in (190.0, 200.0, 210.0) for y in (195.0, 205.0)]
    (label,) = place(group_at(*tight), Room(400, 400))
    pill = pill_of(SHEET, label)
    assert not [spot for spot in tight if pill.contains(QPointF(*spot))]
    assert pill.intersects(QRectF(180, 185, 40, 30).adjusted(-6, -6, 6, 6)), "it still touches its cluster"


def test_a_number_rather_covers_its_own_school_than_that_of_another_cluster():
    around = [(x, y) for x in range(140, 261, 12) for y in range(140, 261, 12) if max(abs(x - 200), abs(y - 200)) > 12]
    mine, other = group_at((194, 200), (206, 200)), group_at(*around, key="C008", number=8)
    (label,) = place(mine, Room(400, 400), (other,))
    pill = pill_of(SHEET, label)
    assert not [spot for spot in around if pill.contains(QPointF(*spot))]


def test_a_number_without_room_at_its_cluster_stands_beside_it_at_the_end_of_a_line():
    room = Room(400, 400)
    room.cover(162, 162, 76, 76)
    (label,) = place(group_at((190, 195), (210, 195), (200, 210)), room)
    pill = pill_of(SHEET, label)
    assert not pill.intersects(QRectF(162, 162, 76, 76))
    assert label.led_from is not None
    start = SHEET.pixel(label.wish.x, label.wish.y) + QPointF(*label.led_from)
    assert QRectF(189, 194, 22, 17).contains(start), "the line begins at the cluster"


def test_a_number_without_any_room_is_dropped_unless_it_insists():
    full = Room(400, 400)
    full.cover(0, 0, 400, 400)
    assert not place(group_at(*SQUARE), full)
    (label,) = place(group_at(*SQUARE), full, insists=True)
    assert pill_of(SHEET, label).contains(QPointF(200, 200))


@pytest.mark.parametrize("at", [(1, 1), (399, 1), (1, 399), (399, 399)])
def test_a_number_at_the_corner_of_the_sheet_stays_on_it(at):
    (label,) = place(group_at(at), Room(400, 400))
    assert QRectF(0, 0, 400, 400).contains(pill_of(SHEET, label))


@pytest.fixture(params=[CapRule.PAIRS, CapRule.LEAD])
def tight_view(qtbot, request):
    """Forty clusters of four small schools each, on a map of 560 by 430 pixels."""
    dice, rows, clusters = np.random.default_rng(7), [], {}
    for number in range(1, 41):
        east, north = 480_000 + 9_500 * (number % 8), 330_000 + 10_500 * (number // 8)
        spots = np.array([east, north]) + dice.uniform(0, 6_500, (4, 2))
        urns = tuple(900_000 + 10 * number + place for place in range(4))
        rows += [(urn, f"School {urn}", x, y, 60, "", "") for urn, (x, y) in zip(urns, spots.tolist(), strict=True)]
        clusters[f"C{number:03d}"] = Cluster(f"C{number:03d}", number, "", urns, number % 8)
    schools, plan = schools_of(rows), plan_with(clusters, Plan(rules=Rules(cap_rule=request.param)))
    standing, view = standing_of(schools, Eligibility()), MapView()
    qtbot.addWidget(view)
    view.set_animated(False)
    view.set_legend_open(False)
    view.resize(560, 430)
    view.show_schools(schools, standing)
    view.show_plan(plan, Scoreboard.of(schools, standing, plan))
    view.show()
    qtbot.waitExposed(view)
    view.fit()
    view.grab()
    return view


def test_every_cluster_of_a_county_wears_its_number_and_none_covers_another(tight_view):
    numbers = {label.wish.key: label for label in tight_view.live.labels if label.wish.kind == Kind.CLUSTER}
    assert numbers.keys() == tight_view.content.groups.keys()
    pills = [pill_of(tight_view.camera, label) for label in numbers.values()]
    assert not [pair for pair in combinations(pills, 2) if pair[0].intersects(pair[1])]


def test_numbers_stand_at_the_clusters_that_they_name(tight_view):
    camera, content = tight_view.camera, tight_view.content
    for label in tight_view.live.labels:
        if label.wish.kind == Kind.CLUSTER and label.led_from is None:
            spots = camera.pixels(content.groups[label.wish.key].points)
            low, high = spots.min(axis=0), spots.max(axis=0)
            ground = QRectF(QPointF(*low.tolist()), QPointF(*high.tolist())).adjusted(-13, -13, 13, 13)
            assert ground.intersects(pill_of(camera, label)), f"number {label.wish.text} is away from its cluster"


def numbers_on(view) -> set[str]:
    view.grab()
    return {label.wish.text for label in view.live.labels if label.wish.kind == Kind.CLUSTER}


def proposal(clusters: dict[str, tuple[int, ...]]) -> Plan:
    return plan_with(
        {key: Cluster(key, int(key[1:]), "", urns, int(key[1:]) % 8) for key, urns in clusters.items()}, Plan(rules=Rules())
    )


def test_a_proposal_is_shown_with_the_numbers_of_its_own_clusters(view):
    assert numbers_on(view) == {"1", "2"}
    view.set_preview(proposal({"C001": (900001, 900002), "C007": (900003, 900004, 900005, 900006)}))
    assert numbers_on(view) == {"1", "7"}
    view.set_preview(None)
    assert numbers_on(view) == {"1", "2"}


def test_the_number_of_a_cluster_that_is_only_proposed_selects_nothing(view, mouse, qtbot):
    view.set_preview(proposal({"C007": tuple(range(900001, 900007))}))
    numbers_on(view)
    (label,) = (label for label in view.live.labels if label.wish.kind == Kind.CLUSTER)
    with qtbot.waitSignal(view.selection_requested) as caught:
        mouse.click(pill_of(view.camera, label).center())
    assert len(caught.args[0]) <= 1


def test_a_first_proposal_shows_each_school_in_its_new_colour_without_rings(view, county):
    view.show_plan(Plan(), Scoreboard.of(county.schools, county.standing, Plan()))
    view.set_preview(proposal({"C003": (900001, 900002, 900003)}))
    image = view.grab().toImage()
    at = view.camera.pixel(*view.content.points_of([900002])[0].tolist()).toPoint()
    assert image.pixelColor(at).name() == view.map_style.hue(3).fill
