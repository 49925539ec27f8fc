"""A window that dies leaves its work behind; the next one offers it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from wolds.app.planfile import pending

DYING = """
import os, time
from PySide6.QtWidgets import QApplication
application = QApplication(["wolds"])
from wolds.app.window.main_window import MainWindow
from wolds.clustering import edits
window = MainWindow()
window.show()
window.files.open_sample()
def wait():  # QTest.qWait would keep the lock of the interpreter from the thread that reads
    application.processEvents()
    time.sleep(0.01)
while not window.document.is_open:
    wait()
urns = tuple(int(urn) for urn in window.document.schools.urn[window.document.standing.to_place][:3])
window.document.do(edits.NewCluster(urns, "Work of the day"))
window.saving.keep_for_recovery()
while window.saving._autosave_job.is_running:
    wait()
print("kept", flush=True)
os._exit(9)
"""


def die_at_work(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DYING],
        env={**os.environ, "WOLDS_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.stdout.strip() == "kept", done.stderr


def test_work_of_a_window_that_died_is_offered_recovered_and_then_let_go(make_window, tmp_path: Path):
    die_at_work(Path(os.environ["WOLDS_HOME"]))
    planner = make_window()
    start = planner.window.views.start
    planner.until(lambda: start.recovery.count())
    planner.press_button(start, "Recover")
    planner.until(lambda: planner.document.is_open)
    assert {cluster.name for cluster in planner.plan.clusters.values()} == {"Work of the day"}
    assert planner.window.isWindowModified()
    assert "Save it now" in planner.banner
    planner.until(lambda: len(pending()) == 0, 10)
    planner.save_to(tmp_path / "rescued.gpkg")
    assert (tmp_path / "rescued.gpkg").exists()


def test_work_is_thrown_away_only_after_a_second_question(make_window):
    die_at_work(Path(os.environ["WOLDS_HOME"]))
    planner = make_window()
    start = planner.window.views.start
    planner.press_button(start, "Discard")
    assert len(pending()) == 1
    planner.answer("Keep")
    assert len(pending()) == 1
    planner.press_button(start, "Discard")
    planner.answer("Throw away")
    assert pending() == ()
    planner.until(lambda: not start.recovery.count())


def test_a_window_that_is_closed_in_good_order_leaves_nothing_to_recover(at_work):
    from wolds.clustering import edits

    at_work.document.do(edits.LockAll(True))
    at_work.window.saving.keep_for_recovery()
    at_work.until(lambda: not at_work.window.saving._autosave_job.is_running)
    at_work.window._closing = True
    at_work.window.close()
    assert pending() == ()
