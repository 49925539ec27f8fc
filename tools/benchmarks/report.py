"""The benchmark page from what a campaign measured."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from benchmarks import machine
from benchmarks.figures import median, milliseconds, p95, ratio, seconds, table
from benchmarks.registers import SEED
from benchmarks.targets import targets

if TYPE_CHECKING:
    from benchmarks.campaign import Campaign
    from benchmarks.timing import Outcome

_HEAD = """# Benchmarks

Written by `make bench`; run it again to measure your machine (two cores: seven to fifteen minutes), or `python tools/bench.py
--quick` for a look at the smallest size. Do not edit this page by hand.
"""
_METHOD = """## How it is measured

- Each subject runs in a process of its own, so memory and caches are its own. Within it the first run is not counted,
  but where the table says "first": libraries load once in a session. Start-up counts from the first instruction of a
  new process; solving is counted apart from everything else.
- A figure is the median of {runs} runs, with the least and the most in brackets; frames and edits are the median and
  the 95th percentile of {frames} frames and {edits} edits. Peers take turns with Wolds in the same process, so that
  noise falls on both.
- Registers of 280, 3,000 and 17,000 schools are the sample county (seed {seed}) copied side by side with new URNs,
  shifted coordinates, federations, trusts and barriers of their own, and a few schools left out by lot. Proposals
  follow the rules of the sample county unless a table says otherwise.
- Drawing is in software, on a screen that is not there; a real screen adds what its driver takes.
- The machine was not ours alone: the load (processes that wanted a core, over a minute) was {load_low:.1f} to
  {load_high:.1f} while measuring, the measurement's own included. Where the span in brackets is wide, trust the least
  more than the median.
"""


def page(campaign: Campaign) -> str:
    """The whole page."""
    sections = [_HEAD, _about(campaign), "## Promises\n\n" + targets(campaign)]
    sections += [_starting(campaign), _importing(campaign), _proposing(campaign), _peers(campaign), _window(campaign)]
    sections += [_planfiles(campaign), _memory(campaign), _method(campaign)]
    return "\n\n".join(section.strip() for section in sections if section) + "\n"


def _about(campaign: Campaign) -> str:
    began = time.strftime("%Y-%m-%d %H:%M", time.localtime(campaign.began))
    facts = {"Date": began, **machine.facts(), "Seed": str(SEED)}
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def _method(campaign: Campaign) -> str:
    given = {"runs": campaign.runs, "frames": campaign.frames, "edits": campaign.edits, "seed": SEED}
    return _METHOD.format(**given, load_low=min(campaign.loads), load_high=max(campaign.loads))


def _cases(campaign: Campaign, subject: str) -> list[tuple[str, Outcome]]:
    """The outcomes of a subject by case, in words."""
    return [(_case(case), outcome) for (name, case), outcome in campaign.outcomes.items() if name == subject]


def _case(case: Any) -> str:
    if isinstance(case, float):
        return f"Lincolnshire, {case:g} km"
    return f"{case:,} schools" if isinstance(case, int) else str(case or "")


def _starting(campaign: Campaign) -> str:
    outcome = campaign.of("starting")
    if outcome is None:
        return ""
    names = {
        "python": "Python alone, for comparison",
        "import": "Python, importing the command line",
        "help": "`wolds --help`",
        "propose": "`wolds propose` for the sample county, cluster list written",
        "window": "The window, from nothing to painted",
        "sample": "The window with the sample county on the map",
    }
    note = "Load while measuring, before and after: {:.1f} and {:.1f}. Start-up suffers most from neighbours: see Python alone."
    told = note.format(*outcome.load)
    return f"## Start-up\n\n{told}\n\n" + table(
        ("New process", "Time"), [(text, seconds(outcome.seconds[name])) for name, text in names.items()]
    )


def _importing(campaign: Campaign) -> str:
    rows = [
        (
            case,
            f"{outcome.facts['schools']:,}",
            seconds(outcome.seconds["first"]),
            seconds(outcome.seconds["wolds"]),
            seconds(outcome.seconds["pandas"]),
            ratio(outcome.seconds["wolds"], outcome.seconds["pandas"]),
        )
        for case, outcome in _cases(campaign, "importing")
    ]
    head = ("Register", "Schools kept", "First, with libraries", "Wolds", "pandas", "Ratio")
    note = "pandas reads all columns of the same file as text and checks nothing; Wolds reads, checks and reports."
    return f"## Reading a register\n\n{table(head, rows)}\n\n{note}{_missing_real(campaign, 'importing', 'England')}"


def _missing_real(campaign: Campaign, subject: str, case: object) -> str:
    if campaign.of(subject, case) is not None:
        return ""
    return " Real registers were not at hand (set `WOLDS_TEST_DATA`), so their rows are left out."


def _proposing(campaign: Campaign) -> str:
    rows = [
        (
            case,
            f"{outcome.facts['to_place']:,}",
            f"{outcome.facts['feasible_clusters']:,}",
            seconds(outcome.seconds["solve"]),
            seconds(outcome.seconds["whole"]),
            f"{outcome.facts['unplaced']:,} of at least {outcome.facts['unplaced_bound']:,}",
            "proven best" if outcome.facts["proven"] else f"{outcome.facts['gap_percent']:.2f} %",
        )
        for case, outcome in _cases(campaign, "proposing")
    ]
    head = ("Register", "To place", "Feasible clusters", "Solving alone", "Whole proposal", "Unplaced", "Gap")
    note = (
        "Whole: the problem put up, solved, reasons found for who is left over, heirs and preview. Lincolnshire is its "
        "small primaries (at most 209 pupils) under the command line's rules: 3 to 6 schools, 150 pupils, every pair "
        "within the cap."
    )
    return f"## Proposing\n\n{table(head, rows)}\n\n{note}{_missing_real(campaign, 'proposing', 8.0)}"


def _peers(campaign: Campaign) -> str:
    cases = _cases(campaign, "peers")
    title = "## Proposing, beside complete linkage"
    if any(outcome.facts.get("missing") for _, outcome in cases):
        return f"{title}\n\nNot measured: scikit-learn is missing (`pip install -e .[bench]`)."
    rows = [row for case, outcome in cases for row in _peer_rows(case, outcome)]
    head = ("Register", "Way", "Time", "Unplaced", "Clusters", "Travel, km", "Clusters that break size or roll")
    note = (
        "scikit-learn's complete linkage cut at the cap keeps every pair within it, but knows nothing of sizes and rolls:"
        " the last column counts what it breaks as it comes. The repair splits what is too large along the same linkage, "
        "joins what is too small, and moves single schools where they fit; time, unplaced and travel are after it. Rules:"
        " 3 to 6 schools, 150 pupils, every pair within the cap (12 km unless said), no barriers, federations not forced."
        " Travel sums over the schools that are placed, so a way that leaves more out has less to travel."
    )
    return f"{title}\n\n{table(head, rows)}\n\n{note}"


def _peer_rows(case: str, outcome: Outcome) -> list[tuple[str, ...]]:
    broken = {"wolds": "0", "linkage": f"{outcome.facts['raw_broken']:,} of {outcome.facts['raw_clusters']:,}"}
    names = {
        "wolds": "Wolds, proven best"
        if outcome.facts["proven"]
        else f"Wolds, within {outcome.facts['gap_percent']:.2g} % of the best",
        "linkage": "linkage and repair",
    }
    return [
        (
            case,
            text,
            seconds(outcome.seconds[name]),
            f"{outcome.facts[name]['unplaced']:,} of {outcome.facts['to_place']:,}",
            f"{outcome.facts[name]['clusters']:,}",
            f"{outcome.facts[name]['cost_km']:,.0f}",
            broken[name],
        )
        for name, text in names.items()
    ]


def _window(campaign: Campaign) -> str:
    names = {
        "edit": "Edit to repaint: a school moved, until map, table and tree are painted",
        "edit alone": "Of that, processor time: what it would take with a core of its own",
        "undo": "Undo to repaint",
        "select": "A school selected, until its rows are in sight",
        "pan": "Pan, a frame, the whole plan in sight",
        "pan near": "Pan, a frame, five times nearer",
        "repaint": "Everything on the map painted anew (recoloured)",
        "show": "An opened plan shown in the window for the first time",
    }
    cases = _cases(campaign, "window")
    rows = [(text, *(_middle_and_tail(outcome.seconds[name]) for _, outcome in cases)) for name, text in names.items()]
    ports = {tuple(outcome.facts["viewport"]) for _, outcome in cases}
    size = ", ".join(f"{width}x{height}" for width, height in sorted(ports))
    head = ("Median / 95th percentile", *(case for case, _ in cases))
    note = f"Edits in the whole window at 1920x1080; pans and repaints on a map alone of {size} pixels."
    return f"## In the window\n\n{table(head, rows)}\n\n{note}"


def _middle_and_tail(values: list[float]) -> str:
    return milliseconds(values[0]) if len(values) == 1 else f"{milliseconds(median(values))} / {milliseconds(p95(values))}"


def _planfiles(campaign: Campaign) -> str:
    rows = [
        (
            case,
            *(seconds(outcome.seconds[name]) for name in ("save", "geopandas save", "open", "geopandas open")),
            f"{outcome.facts['own_mb']:.1f} / {outcome.facts['their_mb']:.1f} MB",
        )
        for case, outcome in _cases(campaign, "planfiles")
    ]
    head = ("Plan", "Save", "geopandas saves", "Open", "geopandas opens", "Size, Wolds / geopandas")
    note = (
        "geopandas writes and reads the layers of schools and clusters alone; Wolds also keeps rules, scenarios, history,"
        " links, barriers, styles and the last saves, syncs to the disk, replaces in one step, and checks everything when"
        " it opens."
    )
    return f"## The plan file\n\n{table(head, rows)}\n\n{note}"


def _memory(campaign: Campaign) -> str:
    steps = {"read_mb": "register read", "proposed_mb": "proposed", "saved_mb": "saved"}
    screens = {"empty_mb": "window empty", "open_mb": "window with the plan", "edited_mb": "after the edits"}
    heads = {**{key: f"Command line: {text}" for key, text in steps.items()}, **screens}
    rows = []
    for case, outcome in _cases(campaign, "memory"):
        window = dict(_cases(campaign, "window"))[case]
        figures = {**outcome.facts, **window.facts}
        rows.append((case, *(f"{figures[key]:.0f} MB" for key in heads)))
    return f"## Memory\n\nThe most that a process of its own has held.\n\n{table(('Peak', *heads.values()), rows)}"
