"""The map as a picture: from the window's painter layers, without the window."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPdfWriter

from wolds.widgets.map import built_in_base_map, print_map, render_map

FREE_OF_WIDGETS = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
import pandas as pd
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.geo.schools import Schools
from wolds.widgets.map import built_in_base_map, render_map
rows = pd.DataFrame({"urn": [900001, 900002], "easting": [500000, 510000], "northing": [350000, 352000], "roll": [50, 60]})
schools = Schools.from_frame(rows.assign(status="Open", phase="Primary"))
standing = standing_of(schools, Eligibility())
plan = Plan()
image = render_map(schools, standing, plan, Scoreboard.of(schools, standing, plan), 400, 300, base=built_in_base_map())
assert image.width() == 400
assert "PySide6.QtWidgets" not in sys.modules
"""


@pytest.fixture
def drawn(qapp, county):
    def draw(**options):
        return render_map(county.schools, county.standing, county.plan, county.scoreboard, 640, 480, **options)

    return draw


def test_a_picture_is_drawn_without_loading_widgets():
    done = subprocess.run([sys.executable, "-c", FREE_OF_WIDGETS], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_the_same_plan_gives_the_same_picture(drawn):
    assert drawn() == drawn()


def test_title_legend_scale_bar_and_dark_each_show(drawn):
    plain = drawn(legend=False, scale_bar=False)
    for options in ({"title": "Scenario A"}, {"legend": True}, {"scale_bar": True}, {"dark": True}, {"credits": "Me"}):
        assert drawn(**({"legend": False, "scale_bar": False} | options)) != plain, options


def test_a_sharp_picture_has_more_pixels_and_the_same_layout(drawn):
    image = drawn(ratio=2.0)
    assert (image.width(), image.height()) == (1280, 960)
    assert image.deviceIndependentSize().width() == 640


def test_the_base_map_brings_sea_land_and_credits(drawn):
    base = built_in_base_map()
    assert len(base.land) > 10
    assert len(base.places) > 1000
    assert "Natural Earth" in base.credits
    assert drawn(base=base) != drawn()


def test_a_print_holds_no_pictures(qapp, county, tmp_path):
    writer = QPdfWriter(str(tmp_path / "print.pdf"))
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    print_map(painter, page, county.schools, county.standing, county.plan, county.scoreboard, title="Plan")
    painter.end()
    assert b"/Subtype /Image" not in (tmp_path / "print.pdf").read_bytes()
