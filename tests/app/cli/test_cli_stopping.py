"""Ctrl+C and the time limit: the best plan so far, said to be so."""

from __future__ import annotations

import csv
import json
import os
import signal
from pathlib import Path

import pytest

import wolds.app.cli.propose
from helpers.pressing import Pressing
from wolds.app.cli.stopping import TerminalWatch


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> type[Pressing]:
    monkeypatch.setattr(wolds.app.cli.propose, "TerminalWatch", Pressing)
    return Pressing


def test_ctrl_c_gives_the_best_plan_so_far(run, register: Path, pressed) -> None:
    before = signal.getsignal(signal.SIGINT)
    ran = run("propose", register, "--la", 925, "--csv", "clusters.csv", "--json", "summary.json", "--out", "plan.gpkg")
    assert ran.status == 0
    assert "stopping with the best plan so far" in ran.err
    assert "Stopped early" in ran.out
    summary = json.loads(Path("summary.json").read_text(encoding="utf-8"))
    assert (summary["ended"], summary["proven"]) == ("cancelled", False)
    with Path("clusters.csv").open(newline="", encoding="utf-8-sig") as file:
        reasons = {row["reason"].split(" ")[0] for row in csv.DictReader(file) if not row["cluster"]}
    assert reasons == {"stopped-early", "no-neighbour"}
    assert run("check", "plan.gpkg").status == 0
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_while_the_register_is_read_writes_nothing(run, register: Path, pressed, monkeypatch) -> None:
    monkeypatch.setattr(pressed, "words", "")  # at the first word
    ran = run("propose", register, "--csv", "clusters.csv")
    assert ran.status == 130
    assert ran.err.splitlines()[-1] == "wolds: stopped; nothing more was written"
    assert not Path("clusters.csv").exists()


@pytest.mark.parametrize(("kept", "words"), [((), "nothing was written"), (("what is done", "files stay"), "files stay")])
def test_a_second_ctrl_c_ends_at_once(monkeypatch: pytest.MonkeyPatch, capsys, kept: tuple[str, ...], words: str) -> None:
    class Ended(BaseException):
        pass

    def end(status: int) -> None:
        raise Ended(status)

    monkeypatch.setattr(os, "_exit", end)
    with TerminalWatch(*kept) as watch:
        signal.raise_signal(signal.SIGINT)
        assert watch.should_stop()
        with pytest.raises(Ended, match="130"):
            signal.raise_signal(signal.SIGINT)
    assert words in capsys.readouterr().err


def test_progress_is_shown_on_a_terminal_only(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    with TerminalWatch() as watch:
        watch.tell(0.5, "Half way")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with TerminalWatch() as watch:
        watch.tell(0.5, "Half way")
    shown = capsys.readouterr().err
    assert " 50% Half way" in shown
    assert shown.endswith("\r")
