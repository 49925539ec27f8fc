"""Rounded hulls around few points, in plain numpy: quick enough for thousands of clusters."""

from __future__ import annotations

from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray

_ARC_STEP: Final = np.pi / 9


def convex_hull(points: FloatArray) -> FloatArray:
    """The corners of the convex hull of points of shape (n, 2), anticlockwise for y up; one or two points stay as they are."""
    ordered = np.unique(points, axis=0)
    if len(ordered) < 3:
        return ordered
    lower, upper = _chain(ordered.tolist()), _chain(ordered[::-1].tolist())
    return np.array(lower[:-1] + upper[:-1])


def _chain(points: list[list[float]]) -> list[list[float]]:
    chain: list[list[float]] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: list[float], b: list[float], c: list[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def rounded_hull(points: FloatArray, pad: float) -> FloatArray:
    """The convex hull grown by `pad` with round corners, shape (m, 2)."""
    hull = convex_hull(points)
    if len(hull) == 1:
        return np.asarray(hull[0] + pad * _arc(0.0, 2 * np.pi))
    edges = np.roll(hull, -1, axis=0) - hull
    outward = np.arctan2(-edges[:, 0], edges[:, 1])
    before = np.roll(outward, 1)
    turns = np.mod(outward - before, 2 * np.pi)
    return np.vstack([corner + pad * _arc(b, t) for corner, b, t in zip(hull, before, turns, strict=True)])


def _arc(start: float, turn: float) -> FloatArray:
    angles = start + np.linspace(0.0, turn, max(2, int(turn / _ARC_STEP) + 2))
    return np.column_stack([np.cos(angles), np.sin(angles)])


def centre_of_area(polygon: FloatArray) -> FloatArray:
    """The centre of gravity of a simple polygon, shape (2,); the mean of its corners where it has no area."""
    x, y = (polygon - polygon[0]).T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    area = cross.sum() / 2
    if abs(area) < 1e-6:
        return np.asarray(polygon.mean(axis=0))
    centre = np.array([((x + np.roll(x, -1)) * cross).sum(), ((y + np.roll(y, -1)) * cross).sum()]) / (6 * area)
    return np.asarray(polygon[0] + centre)


def contains(polygon: FloatArray, points: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which points, shape (n, 2), lie within a polygon, shape (m, 2), by the even-odd rule."""
    x, y = points[:, :1], points[:, 1:]
    ax, ay = polygon.T
    bx, by = np.roll(polygon, -1, axis=0).T
    straddles = (ay > y) != (by > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = x < (bx - ax) * (y - ay) / (by - ay) + ax
    return np.asarray((straddles & meets).sum(axis=1) % 2 == 1)
