"""Rules documents and lists from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from wolds.app.rules_files import load_rules_document, read_barriers, read_links, read_overrides, read_urns
from wolds.clustering.rules import Link, PairTravel, Rules
from wolds.clustering.rules_document import RulesDocument, dump_rules_document
from wolds.geo.errors import InputError
from wolds.resources import loader

READERS = (load_rules_document, read_links, read_overrides, read_barriers, read_urns)


@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_cannot_be_read_is_named(reader, tmp_path: Path) -> None:
    for path, why in ((tmp_path / "missing", "there is no such file"), (tmp_path, "this is a folder")):
        with pytest.raises(InputError, match=f"{path.name}: {why}"):
            reader(path)


def test_a_rules_document_comes_back_from_its_file(tmp_path: Path) -> None:
    document = RulesDocument(rules=Rules(cap_km=8.5))
    (tmp_path / "rules.toml").write_text(dump_rules_document(document), encoding="utf-8")
    assert load_rules_document(tmp_path / "rules.toml") == document


def test_each_list_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("URN_a,URN_b,reason\n100001,100002,one head\n")
    assert read_links(path) == (Link(urn_a=100001, urn_b=100002, reason="one head"),)
    path.write_text("URN_a,URN_b,km,reason\n100001,100002,7,ferry\n")
    assert read_overrides(path) == (PairTravel(urn_a=100001, urn_b=100002, km=7.0, reason="ferry"),)
    path.write_text("100002\n100001\n")
    assert read_urns(path) == (100001, 100002)
    assert read_barriers(loader.sample_barriers_path()) == load_rules_document(loader.sample_rules_path()).rules.barriers


def test_a_school_that_the_register_does_not_have_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("URN_a,URN_b,reason\n100001,100002,one head\n")
    for reader in (read_links, read_urns):
        path.write_text("URN_a,URN_b,reason\n100001,100002,\n" if reader is read_links else "100001\n100002\n")
        with pytest.raises(InputError, match=r"list\.csv, row [12]"):
            reader(path, known={100001})
