"""Rounded hulls around few points, in plain numpy: quick enough for thousands of clusters."""

from __future__ import annotations

from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray

_CORNER: Final = np.linspace(0.0, 1.0, 8)
_CIRCLE: Final = np.linspace(0.0, 1.0, 24, endpoint=False)
Corner = tuple[float, float]


def convex_hull(points: FloatArray) -> FloatArray:
    """The corners of the convex hull of points of shape (n, 2), anticlockwise for y up; one or two points stay as they are."""
    ordered = sorted({(x, y) for x, y in points.tolist()})
    if len(ordered) > 2:
        ordered = _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]
    return np.array(ordered)


def _chain(points: list[Corner]) -> list[Corner]:
    chain: list[Corner] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Corner, b: Corner, c: Corner) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def rounded(hull: FloatArray, pad: float) -> FloatArray:
    """A convex hull, as `convex_hull` gives it, grown by `pad` with round corners, shape (m, 2)."""
    if len(hull) == 1:
        angles = 2 * np.pi * _CIRCLE
        return np.asarray(hull[0] + pad * np.column_stack([np.cos(angles), np.sin(angles)]))
    edges = np.roll(hull, -1, axis=0) - hull
    outward = np.arctan2(-edges[:, 0], edges[:, 1])
    before = np.roll(outward, 1)
    angles = before[:, None] + np.mod(outward - before, 2 * np.pi)[:, None] * _CORNER
    arcs = hull[:, None, :] + pad * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return np.asarray(arcs.reshape(-1, 2))


def centre_of_area(polygon: FloatArray) -> FloatArray:
    """The centre of gravity of a simple polygon, shape (2,); the mean of its corners where it has no area."""
    x, y = (polygon - polygon[0]).T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    area = cross.sum() / 2
    if abs(area) < 1e-6:
        return np.asarray(polygon.mean(axis=0))
    centre = np.array([((x + np.roll(x, -1)) * cross).sum(), ((y + np.roll(y, -1)) * cross).sum()]) / (6 * area)
    return np.asarray(polygon[0] + centre)


def place_inside(polygon: FloatArray) -> FloatArray:
    """Where the name of an area stands, shape (2,): its centre of gravity, or well inside where that lies in a bay."""
    centre = centre_of_area(polygon)
    if len(polygon) < 4 or contains(polygon, centre[None])[0]:
        return centre
    import shapely

    area = shapely.make_valid(shapely.Polygon(polygon))
    radius = shapely.maximum_inscribed_circle(area, tolerance=np.ptp(polygon, axis=0).max() / 100)
    return np.asarray(shapely.get_coordinates(radius)[0])


def contains(polygon: FloatArray, points: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which points, shape (n, 2), lie within a polygon, shape (m, 2), by the even-odd rule."""
    x, y = points[:, :1], points[:, 1:]
    ax, ay = polygon.T
    bx, by = np.roll(polygon, -1, axis=0).T
    straddles = (ay > y) != (by > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = x < (bx - ax) * (y - ay) / (by - ay) + ax
    return np.asarray((straddles & meets).sum(axis=1) % 2 == 1)


def nearest_on_rim(polygon: FloatArray, points: FloatArray) -> FloatArray:
    """The point of a polygon's rim, shape (m, 2), that is nearest to each of these, shape (n, 2)."""
    along = np.roll(polygon, -1, axis=0) - polygon
    squares = np.maximum((along**2).sum(axis=1), np.finfo(float).tiny)
    share = np.clip(((points[:, None] - polygon) * along).sum(axis=2) / squares, 0.0, 1.0)
    feet = polygon + share[..., None] * along
    nearest = ((points[:, None] - feet) ** 2).sum(axis=2).argmin(axis=1)
    return np.asarray(feet[np.arange(len(points)), nearest])
