"""The cluster colours can be told apart and read."""

from __future__ import annotations

import numpy as np
import pytest

from wolds.widgets.palette import CLUSTER_HUES, CLUSTER_HUES_DARK, channels, cluster_hue, contrast

# Machado, Oliveira and Fernandes (2009), severity 1.0.
VISION = {
    "full colour": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]),
}


def oklab(colour: str, vision: np.ndarray) -> np.ndarray:
    given = np.array(channels(colour))
    linear = np.clip(vision @ np.where(given <= 0.04045, given / 12.92, ((given + 0.055) / 1.055) ** 2.4), 0, 1)
    to_cones = [[0.41222147, 0.53633254, 0.05144599], [0.2119035, 0.68069955, 0.10739696], [0.08830246, 0.28171884, 0.6299787]]
    to_lab = [[0.210454, 0.793618, -0.004072], [1.977998, -2.428592, 0.450594], [0.025904, 0.782772, -0.808676]]
    return np.array(to_lab) @ np.cbrt(np.array(to_cones) @ linear)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("hues", [CLUSTER_HUES, CLUSTER_HUES_DARK], ids=["light", "dark"])
def test_any_two_cluster_colours_differ_for_every_kind_of_colour_vision(hues, vision):
    seen = [oklab(hue.fill, VISION[vision]) for hue in hues]
    least = min(np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[:i])
    assert least > 0.11  # Okabe and Ito's eight with grey come to 0.055


@pytest.mark.parametrize("hues", [CLUSTER_HUES, CLUSTER_HUES_DARK], ids=["light", "dark"])
def test_numbers_on_the_colours_are_read_easily(hues):
    assert min(contrast(hue.fill, hue.text) for hue in hues) >= 4.5


@pytest.mark.parametrize(("hues", "land"), [(CLUSTER_HUES, "#f7f5ef"), (CLUSTER_HUES_DARK, "#262b2e")])
def test_thin_edges_stand_out_from_the_land(hues, land):
    assert min(contrast(hue.edge, land) for hue in hues) >= 3.0


def test_an_index_names_the_same_colour_in_light_and_dark():
    assert [hue.name for hue in CLUSTER_HUES] == [hue.name for hue in CLUSTER_HUES_DARK]
    assert len({hue.name for hue in CLUSTER_HUES}) == 8


def test_any_index_has_a_colour():
    assert cluster_hue(9) == cluster_hue(1)
    assert cluster_hue(3, dark=True) == CLUSTER_HUES_DARK[3]
