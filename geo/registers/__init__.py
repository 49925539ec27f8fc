"""Registers in: a GIAS extract as it comes, read, cleaned and reported on."""

from wolds.geo.registers.reading import Reading, read_register
from wolds.geo.registers.report import Doubt, Fault, ImportReport, Line, Section

__all__ = ["Doubt", "Fault", "ImportReport", "Line", "Reading", "Section", "read_register"]
