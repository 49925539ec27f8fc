"""A planner takes roads in place of straight lines: what breaks, a new proposal, saving and opening, and the way back."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from helpers.roads import write_osm
from helpers.sheets import xlsx_of
from wolds.app.home import settings_file
from wolds.app.planfile import open_project
from wolds.app.settings import load_settings
from wolds.app.travelling import by_roads, newly_broken
from wolds.clustering import edits
from wolds.clustering.figures import Violation
from wolds.clustering.travel import measure_of
from wolds.clustering.wording import listed
from wolds.geo.progress import Unwatched
from wolds.geo.roads.classes import RoadClass
from wolds.resources.loader import sample_roads_path
from wolds.widgets.dialogs import ErrorDialog, SpeedsDialog


def take_sample_roads(planner) -> None:
    planner.choose("travel_sample")
    planner.until(lambda: planner.document.schools.supplied is not None, 60)


def test_roads_are_in_force_everywhere_and_the_plan_says_what_they_break(at_work):
    clusters = dict(at_work.plan.clusters)
    assert not at_work.document.scoreboard.violations
    take_sample_roads(at_work)
    assert dict(at_work.plan.clusters) == clusters
    broken = at_work.document.scoreboard.violations
    assert broken
    assert "by road, sample roads" in at_work.banner
    assert f"held before: {len(broken)}" in at_work.banner
    numbers = sorted({at_work.plan.clusters[fault.cluster].number for fault in broken})
    assert f"Clusters: {listed([str(number) for number in numbers])}." in at_work.banner
    assert at_work.window.commands["travel_sample"].isChecked()
    assert not at_work.window.commands["travel_straight"].isChecked()
    assert at_work.window.views.rules.travel.cap.unit.currentText() == "minutes by road"
    assert (
        at_work.window.statusBar().findChild(QLabel, "summary").text().count("min by road") == 2
    )  # the longest pair and the mean
    assert at_work.window.views.clusters.totals.text().count("min by road, sample roads") == 2
    assert at_work.plan.proposals == {}  # a proof by straight lines proves nothing by road


def test_a_proposal_by_road_keeps_the_limit_by_road(at_work):
    take_sample_roads(at_work)
    at_work.choose("propose")
    at_work.until(lambda: at_work.window.proposing.proposal is not None, 60)
    at_work.window.proposing.accept()
    assert not at_work.document.scoreboard.violations
    supplied = at_work.document.schools.supplied
    for cluster in at_work.plan.clusters.values():
        urns = np.array(cluster.members)
        place = supplied.find(urns[:, None], urns[None, :])[~np.eye(len(urns), dtype=bool)]
        assert (supplied.minutes[place] <= 20).all()


def test_taking_roads_is_one_step_that_can_be_taken_back_and_done_again(at_work):
    before = at_work.document.scoreboard.plan
    take_sample_roads(at_work)
    by_road = at_work.document.scoreboard.plan
    at_work.choose("undo")
    assert at_work.document.schools.supplied is None
    assert at_work.document.scoreboard.plan == before
    assert at_work.window.commands["travel_straight"].isChecked()
    at_work.choose("redo")
    assert at_work.document.scoreboard.plan == by_road
    at_work.choose("travel_straight")
    assert at_work.document.scoreboard.plan == before


def test_going_back_to_the_straight_line_says_what_that_breaks_too_whatever_it_mends(at_work, tmp_path):
    first, second = (at_work.cluster(place) for place in (0, 20))
    far = second.members[0]
    pairs = combinations((*first.members, far), 2)
    table = tmp_path / "minutes.csv"
    table.write_text("URN_a,URN_b,minutes\n" + "".join(f"{a},{b},5\n" for a, b in pairs))
    at_work.window.travelling.read_table(table)  # other clusters are out of it, and break their limit
    at_work.until(lambda: at_work.document.schools.supplied is not None)
    before = len(at_work.document.scoreboard.violations)
    at_work.window.editing.do(edits.MoveSchools((far,), first.id))
    at_work.choose("travel_straight")
    broken = at_work.document.scoreboard.violations
    assert 0 < len(broken) < before
    assert "is by the straight line" in at_work.banner
    assert f"Clusters: {first.number}." in at_work.banner


def test_what_was_broken_before_or_was_mended_does_not_count_as_broken_by_other_travel():
    def fault(cluster, *urns):
        return Violation("cap_minutes", cluster, urns, 25.0, 20.0, "min", "too far apart")

    before = (fault("C001", 1, 2), fault("C002", 3, 4), fault("C003", 5, 6))
    now = (fault("C001", 1, 7), fault("C004", 8, 9))
    assert newly_broken(before, now) == (fault("C004", 8, 9),)


def test_travel_that_is_too_short_for_a_limit_set_meanwhile_is_not_taken_but_offered_anew(at_work):
    context = at_work.document.context
    found = by_roads(context, sample_roads_path(), Unwatched())
    wider = context.plan.rules.model_copy(update={"cap_minutes": 90.0})
    at_work.window.editing.do(edits.SetRules(wider))
    travelling = at_work.window.travelling
    travelling.take(context, found, travelling.read_sample)
    assert at_work.document.schools.supplied is None
    assert "worked out up to 40 min, and the travel limit is 90 min" in at_work.banner
    at_work.answer("Work the travel out anew")
    at_work.until(lambda: at_work.document.schools.supplied is not None, 60)
    assert at_work.document.schools.supplied.reach_minutes >= 90


def test_a_plan_by_road_is_saved_and_opened_with_its_roads(at_work, tmp_path):
    take_sample_roads(at_work)
    assert not at_work.document.is_clean
    at_work.save_to(tmp_path / "plan.gpkg")
    saved = open_project(tmp_path / "plan.gpkg").project
    assert saved.schools.supplied.digest == at_work.document.schools.supplied.digest


def test_a_limit_beyond_what_was_worked_out_is_refused_with_the_way_out(at_work):
    take_sample_roads(at_work)
    rules = at_work.plan.rules
    at_work.window.editing.do(edits.SetRules(rules.model_copy(update={"cap_minutes": 500.0})))
    assert "worked out up to 40 min" in at_work.banner
    assert at_work.plan.rules == rules


def test_schools_let_in_later_are_named_as_without_travel_and_it_is_worked_out_anew(at_work):
    take_sample_roads(at_work)
    schools, standing = at_work.document.schools, at_work.document.standing
    outside = next(
        int(urn)
        for urn, role, point in zip(schools.urn, standing.role, schools.has_point, strict=True)
        if point and urn not in schools.supplied.urns and role == 0
    )
    at_work.window.editing.do(edits.IncludeSchool(outside, "its head asked"))
    assert "without known travel" in at_work.banner
    at_work.answer("Work the travel out anew")
    at_work.until(lambda: outside in at_work.document.schools.supplied.urns, 60)


def test_a_file_that_is_no_network_leaves_everything_as_it_was(at_work, tmp_path):
    bad = tmp_path / "roads.osm.pbf"
    bad.write_bytes(b"no roads")
    at_work.choose("travel_roads")
    at_work.name_file(bad)
    dialog = at_work.dialog(ErrorDialog)
    assert "roads.osm.pbf" in dialog.accessibleDescription()
    dialog.close()
    assert at_work.document.schools.supplied is None
    assert at_work.window.commands["travel_straight"].isChecked()


def test_roads_in_force_stay_where_the_next_file_is_bad_or_of_another_region(at_work, tmp_path):
    take_sample_roads(at_work)
    before, figures = at_work.document.schools.supplied, at_work.document.scoreboard.plan
    elsewhere = write_osm(tmp_path / "far.osm", [(1, -3.0, 57.0), (2, -3.0, 57.1)], [((1, 2), {"highway": "primary"})])
    cut = tmp_path / "cut.osm.gz"
    cut.write_bytes(sample_roads_path().read_bytes()[:20_000])
    for path, says in ((elsewhere, "no road in this area"), (cut, "broken, cut short")):
        at_work.choose("travel_roads")
        at_work.name_file(path)
        dialog = at_work.dialog(ErrorDialog)
        assert says in dialog.accessibleDescription()
        dialog.close()
        assert at_work.document.schools.supplied is before
        assert at_work.document.scoreboard.plan == figures
        assert at_work.window.commands["travel_sample"].isChecked()


def test_a_travel_table_is_taken_from_its_file(at_work, tmp_path):
    urns = next(iter(at_work.plan.clusters.values())).members[:2]
    (tmp_path / "t.csv").write_text(f"URN_a,URN_b,minutes\n{urns[0]},{urns[1]},33\n", encoding="utf-8")
    at_work.choose("travel_table")
    at_work.name_file(tmp_path / "t.csv")
    at_work.until(lambda: at_work.document.schools.supplied is not None)
    assert "not in the table" in at_work.banner.lower()
    assert at_work.window.commands["travel_table"].isChecked()


def test_pairs_that_a_table_lacks_are_said_to_be_unknown_and_what_was_said_goes_with_an_undo(at_work, tmp_path):
    """No figure stands beside a pair that nobody gave one for: a straight line of 7 min is not "over 20 min"."""
    first, second = at_work.cluster().members[:2]
    table = tmp_path / "ours.csv"
    table.write_text(f"URN_a,URN_b,minutes\n{first},{second},7\n")
    at_work.choose("travel_table")
    at_work.name_file(table)
    at_work.until(lambda: "From now on" in at_work.banner)
    caps = [fault.sentence for fault in at_work.document.scoreboard.violations if fault.rule == "cap"]
    assert caps
    assert all(sentence.endswith("no way between them is known") for sentence in caps)
    at_work.choose("undo")
    assert not at_work.banner


def set_lanes(planner, km_per_hour) -> None:
    planner.choose("travel_speeds")
    dialog = planner.dialog(SpeedsDialog)
    box = dialog.boxes[RoadClass.UNCLASSIFIED]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, str(km_per_hour))
    planner.press_button(dialog, "Use these speeds")


def test_changed_speeds_put_the_plan_by_road_anew_and_every_measure_says_so(at_work):
    take_sample_roads(at_work)
    usual = at_work.document.schools.supplied
    set_lanes(at_work, 20)
    at_work.until(lambda: at_work.document.schools.supplied is not usual, 60)
    slower = at_work.document.schools.supplied
    assert slower.source.speeds == "country lane 20 km/h"
    assert "changed speeds: country lane 20 km/h" in at_work.banner
    both = usual.find(slower.urn_a, slower.urn_b)
    known = (both >= 0) & ~np.isnan(slower.minutes) & ~np.isnan(usual.minutes[both])
    assert (slower.minutes[known] >= usual.minutes[both[known]] - 1e-9).all()
    assert (slower.minutes[known] > 1.2 * usual.minutes[both[known]]).any()
    assert at_work.window.settings.road_speeds == "country lane 20 km/h"
    assert measure_of(slower, at_work.plan.rules).words == "min by road, sample roads, speeds changed"
    at_work.choose("undo")
    assert at_work.document.schools.supplied is usual


def test_speeds_given_before_there_are_roads_wait_for_them_and_are_kept(at_work):
    set_lanes(at_work, 30)
    assert at_work.document.schools.supplied is None
    assert load_settings(settings_file()).speeds.changed == {RoadClass.UNCLASSIFIED: 30.0}
    take_sample_roads(at_work)
    assert at_work.document.schools.supplied.source.speeds == "country lane 30 km/h"
    at_work.choose("travel_speeds")
    dialog = at_work.dialog(SpeedsDialog)
    at_work.press_button(dialog, "Reset to defaults")
    before = at_work.document.schools.supplied
    at_work.press_button(dialog, "Use these speeds")
    at_work.until(lambda: at_work.document.schools.supplied is not before, 60)
    assert at_work.document.schools.supplied.source.speeds == ""


def test_a_plan_that_came_without_its_road_file_keeps_its_speeds_and_says_what_to_do(at_work, tmp_path):
    take_sample_roads(at_work)
    supplied = at_work.document.schools.supplied
    other = replace(supplied, source=replace(supplied.source, label="OSM July 2022", sha256="elsewhere"))
    at_work.document.travel_by(other, "as a colleague's plan has it")
    set_lanes(at_work, 20)
    assert "Give the roads again" in at_work.banner
    assert at_work.document.schools.supplied is other


def test_a_workbook_is_taken_as_a_travel_table(at_work, tmp_path):
    first, second = at_work.cluster().members[:2]
    (tmp_path / "t.xlsx").write_bytes(xlsx_of(("Pairs", [["URN_a", "URN_b", "minutes"], [first, second, 33]])))
    at_work.choose("travel_table")
    at_work.name_file(tmp_path / "t.xlsx")
    at_work.until(lambda: at_work.document.schools.supplied is not None)
    assert at_work.document.schools.supplied.minutes.tolist() == [33.0]
