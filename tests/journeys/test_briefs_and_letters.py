"""Briefs, letters and a paper from the window: where each is asked for, what it writes, and how it is stopped."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdf
import pytest
from docx import Document
from PySide6.QtCore import Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from wolds.app.home import settings_file
from wolds.app.reporting import paper_maps
from wolds.app.settings import load_settings
from wolds.app.window.in_main_thread import InMainThread
from wolds.clustering.reporting.letters import LetterWords, dump_words, parse_words
from wolds.widgets.dialogs import ErrorDialog
from wolds.widgets.dialogs.many_reports import ManyReports, ManyReportsDialog, What


def done(planner) -> None:
    """Wait until nothing is being written."""
    papers = planner.window.papers
    planner.until(lambda: papers.job is not None and not papers.job.is_running, 90)


def text(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).split())


def pick(planner, box, words: str) -> None:
    """Choose an entry of a combo box with the keyboard."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == words:
            return
        QTest.keyClick(box, Qt.Key.Key_Down)
    pytest.fail(f"{words} is not offered")


def choose_folder(planner, folder: Path) -> None:
    asked = planner.dialog(QFileDialog)
    asked.fileSelected.emit(str(folder))
    asked.close()


@pytest.fixture
def many(at_work):
    at_work.choose("export_reports")
    return at_work, at_work.dialog(ManyReportsDialog)


def test_a_brief_of_the_selected_school_is_written_and_can_be_opened(at_work, tmp_path: Path):
    urn = min(at_work.plan.cluster_of)
    at_work.document.select(frozenset((urn,)))
    at_work.choose("brief")
    at_work.name_file(tmp_path / "brief.pdf")
    done(at_work)
    assert f"Written to {tmp_path / 'brief.pdf'}" in at_work.banner
    assert f"Brief for governors: {at_work.document.schools.name_of(urn)}" in text(tmp_path / "brief.pdf")
    assert len(pypdf.PdfReader(tmp_path / "brief.pdf").pages) <= 2


def test_a_brief_says_that_the_font_of_the_house_style_is_not_there(at_work, tmp_path: Path):
    (tmp_path / "house.toml").write_text('font = "Council Sans"\n')
    at_work.window.use_settings(at_work.window.settings.model_copy(update={"house_file": str(tmp_path / "house.toml")}))
    at_work.document.select(frozenset((min(at_work.plan.cluster_of),)))
    at_work.choose("brief")
    at_work.name_file(tmp_path / "brief.pdf")
    done(at_work)
    assert f"{tmp_path / 'brief.pdf'}; the font Council Sans of the house style is not installed" in at_work.banner


def test_a_brief_of_a_cluster_is_for_the_governors_of_all_its_schools(at_work, tmp_path: Path):
    cluster = next(iter(at_work.plan.clusters.values()))
    at_work.document.select(frozenset(cluster.members))
    at_work.choose("brief")
    at_work.name_file(tmp_path / "brief.docx")
    done(at_work)
    words = "\n".join(one.text for one in Document(str(tmp_path / "brief.docx")).paragraphs)
    assert f"Brief for governors: {cluster.name}" in words


def test_schools_of_several_clusters_have_no_brief_together(at_work):
    one, other = list(at_work.plan.clusters.values())[:2]
    at_work.document.select(frozenset((*one.members, *other.members)))
    at_work.choose("brief")
    assert "A brief is of one school or one cluster" in at_work.banner
    assert at_work.window.papers.job is None


def test_a_headteacher_takes_a_brief_of_the_ticked_schools_along(at_work, tmp_path: Path):
    window, view, groups = at_work.window, at_work.window.views.partners, at_work.window.views.group
    at_work.document.select(frozenset((min(at_work.plan.cluster_of),)))
    at_work.choose("partners")
    at_work.until(lambda: view.model.partners and not window.partners.looking.is_running, 60)
    view.table.setFocus()
    at_work.until(view.table.hasFocus)
    at_work.press(Qt.Key.Key_Space)
    at_work.until(lambda: groups.group.group is not None)
    pick(at_work, groups.group.model, "Management partnership")
    at_work.click(groups.group.brief)
    at_work.name_file(tmp_path / "brief.pdf")
    done(at_work)
    told = text(tmp_path / "brief.pdf")
    assert f"The idea is that {at_work.document.schools.name_of(view.urn)}" in told
    assert "What a management partnership means" in told
    assert not window.document.plan.partnerships, "a brief changes nothing in the plan"


def test_a_diocesan_officer_takes_a_paper_along(at_work, tmp_path: Path):
    church = at_work.window.church
    at_work.choose("church")
    at_work.until(lambda: at_work.window.views.church.isVisible() and not church.looking.is_running, 90)
    pick(at_work, at_work.window.views.church.model, "Hard federation")
    at_work.until(lambda: not church.looking.is_running, 90)
    scenarios = at_work.document.scenario_names
    at_work.click(at_work.window.views.church.paper)
    at_work.name_file(tmp_path / "paper.pdf")
    done(at_work)
    told = text(tmp_path / "paper.pdf")
    assert "Every cluster is judged as hard federation" in told
    assert "Church schools only" in told
    assert at_work.document.scenario_names == scenarios


def test_the_dialog_offers_what_there_is_and_says_how_many_files(many):
    planner, dialog = many
    assert [dialog.each.itemText(n) for n in range(dialog.each.count())] == ["each school", "each cluster"]
    assert dialog.value == ManyReports(What.BRIEFS, "school", ".pdf")
    assert dialog.count.text().startswith(f"{len(planner.plan.cluster_of) + unplaced(planner):,} files")
    pick(planner, dialog.what, "Letters to headteachers")
    assert dialog.value == ManyReports(What.LETTERS, "", ".pdf")
    assert dialog.count.text() == "1 file"
    pick(planner, dialog.each, "each local authority")
    assert dialog.count.text().startswith("2 files")
    pick(planner, dialog.what, "A table for a mail merge of letters")
    assert [dialog.suffix.itemText(n) for n in range(dialog.suffix.count())] == ["Workbook (XLSX)", "Table (CSV)"]
    assert not dialog.each.isEnabled()


def unplaced(planner) -> int:
    context = planner.document.context
    urns = context.schools.urn[context.standing.to_place].tolist()
    return sum(urn not in planner.plan.cluster_of for urn in urns)


def test_letters_for_every_school_come_as_a_folder_with_the_council_s_words(many, tmp_path: Path):
    planner, dialog = many
    (tmp_path / "words.toml").write_text(dump_words(LetterWords(salutation="Dear colleague")), "utf-8")
    pick(planner, dialog.what, "Letters to headteachers")
    planner.press_button(dialog, "Choose a file…")
    planner.name_file(tmp_path / "words.toml")
    planner.until(lambda: dialog.words.text() == "words.toml")
    pick(planner, dialog.each, "each school")
    planner.press_button(dialog, "Write…")
    choose_folder(planner, tmp_path)
    done(planner)
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert folder.name == f"Letters to headteachers, {planner.plan.name}"
    rows = list(csv.DictReader((folder / "index.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(list(folder.glob("*.pdf"))) > 100
    assert "Dear colleague," in text(folder / rows[0]["file"])
    assert str(folder) in planner.banner


def test_words_of_letters_are_remembered_until_they_are_put_aside(many, tmp_path: Path):
    planner, dialog = many
    words = tmp_path / "words.toml"
    words.write_text(dump_words(LetterWords(salutation="Dear colleague")), "utf-8")
    pick(planner, dialog.what, "Letters to headteachers")
    planner.press_button(dialog, "Choose a file…")
    planner.name_file(words)
    planner.until(lambda: dialog.words.text() == "words.toml")
    dialog.reject()
    assert load_settings(settings_file()).letter_words_file == str(words), "a window that is opened tomorrow knows them"
    words.write_text(dump_words(LetterWords(salutation="Dear friend")), "utf-8")
    planner.choose("export_reports")
    dialog = planner.dialog(ManyReportsDialog)
    assert dialog.words.text() == "words.toml"
    assert planner.window.many_reports.words == LetterWords(salutation="Dear friend"), "as the file is now"
    pick(planner, dialog.what, "Letters to headteachers")
    planner.press_button(dialog, "Use the usual ones")
    assert dialog.words.text() == "The usual words"
    assert planner.window.many_reports.words is None
    assert load_settings(settings_file()).letter_words_file == ""


def test_words_of_letters_that_are_gone_do_not_stand_in_the_way(at_work, tmp_path: Path):
    gone = at_work.window.settings.model_copy(update={"letter_words_file": str(tmp_path / "gone.toml")})
    at_work.window.use_settings(gone)
    at_work.choose("export_reports")
    assert at_work.dialog(ManyReportsDialog).words.text() == "The usual words"
    assert "The words of letters were left out" in at_work.banner


def test_words_that_name_an_unknown_field_are_refused_and_the_usual_ones_kept(many, tmp_path: Path):
    planner, dialog = many
    (tmp_path / "words.toml").write_text('placed = ["To {shcool}"]', "utf-8")
    pick(planner, dialog.what, "Letters to headteachers")
    planner.press_button(dialog, "Choose a file…")
    planner.name_file(tmp_path / "words.toml")
    assert "did you mean {school}?" in planner.dialog(ErrorDialog).accessibleDescription()
    assert dialog.words.text() == "The usual words"


def test_the_usual_words_are_saved_to_be_edited(many, tmp_path: Path):
    planner, dialog = many
    pick(planner, dialog.what, "Letters to headteachers")
    planner.press_button(dialog, "Save the usual words…")
    planner.name_file(tmp_path / "words.toml")
    planner.until(lambda: (tmp_path / "words.toml").exists())
    assert parse_words((tmp_path / "words.toml").read_bytes()) == LetterWords()


def test_a_table_for_a_mail_merge_is_written(many, tmp_path: Path):
    planner, dialog = many
    pick(planner, dialog.what, "A table for a mail merge of letters")
    pick(planner, dialog.suffix, "Table (CSV)")
    planner.press_button(dialog, "Write…")
    planner.name_file(tmp_path / "merge.csv")
    done(planner)
    assert "Hash of the schools: " in (tmp_path / "merge.csv.about.txt").read_text("utf-8")
    rows = list(csv.DictReader((tmp_path / "merge.csv").read_text("utf-8-sig").splitlines()))
    assert {row["Addressee"] for row in rows} == {"The Headteacher"}


def test_briefs_for_every_cluster_are_drawn_in_the_main_thread_and_written_beside_it(at_work, tmp_path: Path, monkeypatch):
    drawn_in: set[object] = set()
    draw = paper_maps.drawn
    monkeypatch.setattr(paper_maps, "drawn", lambda *given: drawn_in.add(QThread.currentThread()) or draw(*given))
    at_work.window.many_reports.write_folder(tmp_path, ManyReports(What.BRIEFS, "cluster", ".pdf"))
    done(at_work)
    (folder,) = tmp_path.iterdir()
    assert len(list(folder.glob("*.pdf"))) == len(at_work.plan.clusters)
    assert drawn_in == {at_work.window.thread()}


def test_a_folder_under_way_can_be_stopped_and_then_never_was(at_work, tmp_path: Path):
    at_work.window.many_reports.write_folder(tmp_path, ManyReports(What.BRIEFS, "school", ".pdf"))
    job = at_work.window.papers.job
    with at_work.qtbot.waitSignal(job.progressed, timeout=30_000):
        pass
    at_work.click(at_work.window.desk.status.jobs.cancel)
    done(at_work)
    assert at_work.said == "Stopped. Nothing was written."
    assert list(tmp_path.iterdir()) == []


def test_committee_reports_of_each_authority(at_work, tmp_path: Path):
    at_work.window.many_reports.write_folder(tmp_path, ManyReports(What.COMMITTEE, "la", ".docx"))
    done(at_work)
    (folder,) = tmp_path.iterdir()
    assert len(list(folder.glob("*.docx"))) == 2


def test_closing_the_window_lets_go_of_briefs_that_wait_for_it(at_work, tmp_path: Path):
    at_work.window.many_reports.write_folder(tmp_path, ManyReports(What.BRIEFS, "school", ".pdf"))
    job = at_work.window.papers.job
    with at_work.qtbot.waitSignal(job.progressed, timeout=30_000):
        pass
    at_work.window._closing = True  # whatever is unsaved
    at_work.window.close()
    assert not at_work.window.isVisible()
    job.wait()
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_in_the_main_thread_is_told_where_it_was_asked_for(at_work):
    from wolds.app.jobs import Job

    desk = InMainThread(at_work.window)

    def broken() -> bytes:
        raise KeyError("no such map")

    job = Job("Drawing", lambda watch: desk.ask(broken, watch), at_work.window)
    with at_work.qtbot.waitSignal(job.failed, timeout=10_000) as failed:
        job.start()
    assert isinstance(failed.args[0], KeyError)


def test_what_is_being_written_is_not_stopped_by_another_wish(at_work, tmp_path: Path):
    at_work.window.many_reports.write_folder(tmp_path, ManyReports(What.LETTERS, "school", ".pdf"))
    job = at_work.window.papers.job
    at_work.choose("export_reports")
    assert "Something is being written" in at_work.banner
    assert not at_work.dialogs(ManyReportsDialog)
    assert at_work.window.papers.job is job
    job.cancel()
    done(at_work)


def test_of_a_country_the_dialog_says_that_after_an_edit_letters_would_not_know_the_reasons(at_work, monkeypatch):
    monkeypatch.setattr("wolds.app.export.explained._MOST_SCHOOLS", 10)
    cluster = next(iter(at_work.plan.clusters.values()))
    at_work.document.select(frozenset(cluster.members))
    at_work.choose("dissolve")
    at_work.until(lambda: cluster.id not in at_work.plan.clusters)
    at_work.choose("export_reports")
    dialog = at_work.dialog(ManyReportsDialog)
    pick(at_work, dialog.what, "Letters to headteachers")
    assert f"{unplaced(at_work)} schools in no cluster would not learn why" in dialog.note.text()


def test_after_an_edit_the_letters_of_a_county_know_the_reasons(at_work, tmp_path: Path):
    cluster = next(iter(at_work.plan.clusters.values()))
    at_work.document.select(frozenset(cluster.members))
    at_work.choose("dissolve")
    at_work.until(lambda: cluster.id not in at_work.plan.clusters)
    at_work.choose("export_reports")
    dialog = at_work.dialog(ManyReportsDialog)
    pick(at_work, dialog.what, "Letters to headteachers")
    assert "learn why" not in dialog.note.text()
    dialog.reject()
    at_work.window.many_reports.write_file(tmp_path / "letters.csv", ManyReports(What.MERGE, "", ".csv"))
    done(at_work)
    with (tmp_path / "letters.csv").open(encoding="utf-8-sig", newline="") as file:
        left = {int(row["URN"]): row for row in csv.DictReader(file) if not row["Cluster"]}
    assert len(left) == unplaced(at_work)
    for urn in cluster.members:
        assert "There are groups under these rules that it could join" in left[urn]["Reason"]


def test_the_buttons_of_the_words_of_letters_show_all_they_say(many):
    planner, dialog = many
    pick(planner, dialog.what, "Letters to headteachers")
    dialog.show_words("words.toml")
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
    planner.until(lambda: all(one.width() >= one.sizeHint().width() for one in buttons), 5)
    assert len(buttons) == 5
