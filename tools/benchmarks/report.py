"""The benchmark page from the last figures of each section."""

from __future__ import annotations

from typing import Final

from benchmarks.figures import table
from benchmarks.promises import promises_table
from benchmarks.sections import SECTIONS, promises_of, section
from benchmarks.store import Measured

_HEAD: Final = """# Benchmarks

Written by `make bench`; run it again to measure your machine (two cores: about half an hour), `python tools/bench.py --only
SECTION` to measure one section anew and keep the others, or `python tools/bench.py --quick` for a look. Do not edit this page
by hand: the figures are kept in [benchmarks.json](benchmarks.json).
"""
_METHOD: Final = """## How it is measured

- Each subject runs in a process of its own, so memory and caches are its own. Within it the first run is not counted,
  but where the table says "first": libraries load once in a session. Start-up counts from the first instruction of a
  new process; solving is counted apart from everything else.
- A figure with brackets is the median of its runs, with the least and the most in brackets; frames and edits are the median
  and the 95th percentile of all frames and edits.
- Registers of 280, 3,000 and 17,000 schools are the sample county copied side by side with new URNs, shifted coordinates,
  federations, trusts and barriers of their own, and a few schools left out by lot. Proposals follow the rules of the sample
  county unless a table says otherwise.
- Drawing is in software, on a screen that is not there; a real screen adds what its driver takes.
- The machine was not ours alone: the load (processes that wanted a core, over a minute) is in the table of sections, the
  measurement's own included. Where the span in brackets is wide, trust the least more than the median.
"""


def page(sections: dict[str, Measured]) -> str:
    """The whole page; sections that were never measured are left out."""
    known = {name: sections[name] for name in SECTIONS if name in sections}
    parts = [_HEAD, _about(known), f"## Promises\n\n{_promises(known)}"]
    parts += [section(name).tables(kept.rows) for name, kept in known.items()]
    return "\n\n".join(part.strip() for part in [*parts, _METHOD]) + "\n"


def _promises(sections: dict[str, Measured]) -> str:
    made = [promise for name in SECTIONS for promise in promises_of(name, sections[name].rows if name in sections else [])]
    return promises_table(made)


def _about(sections: dict[str, Measured]) -> str:
    """When and on what each section was measured: the machines, then a line for each section."""
    machines: list[dict[str, str]] = []
    lines = []
    for name, kept in sections.items():
        facts = {key: value for key, value in kept.machine.items() if key != "Commit"}
        if facts not in machines:
            machines.append(facts)
        lines.append(_section_line(name, kept, machines.index(facts) + 1))
    words = [_machine(number, facts) for number, facts in enumerate(machines, 1)]
    return "\n\n".join([*words, table(_ABOUT, lines)])


_ABOUT: Final = ("Section", "Measured", "Commit", "Machine", "Seed", "Runs", "Took", "Load")


def _section_line(name: str, kept: Measured, number: int) -> tuple[str, ...]:
    load = f"{min(kept.loads):.1f}–{max(kept.loads):.1f}" if kept.loads else "–"
    runs = f"{kept.runs} (quick)" if kept.quick else str(kept.runs)
    commit, took = kept.machine.get("Commit", "unknown"), f"{kept.seconds / 60:.1f} min"
    return f"`{name}`", kept.date, commit, str(number), str(kept.seed), runs, took, load


def _machine(number: int, facts: dict[str, str]) -> str:
    return f"Machine {number}:\n\n" + "\n".join(f"- {name}: {value}" for name, value in facts.items())
