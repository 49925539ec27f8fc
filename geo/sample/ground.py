"""The real ground that the sample county stands on: coast, borders, towns and water, in km of the British National Grid.

The coast and the places are those of the base map (Natural Earth, GeoNames), copied here so that the generator needs neither
projection nor resources; a test holds the two together. The borders are invented.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

Point = tuple[float, float]

COAST: Final[tuple[Point, ...]] = (
    (556.6, 372.5), (557.4, 368.4), (557.8, 363.5), (556.6, 357.6), (556.1, 356.9), (555.4, 356.6), (554.2, 356.2),
    (553.0, 355.4), (547.2, 349.2), (546.0, 348.6), (545.0, 347.9), (539.9, 340.0), (538.5, 338.5), (537.1, 337.7),
    (536.2, 336.9), (535.2, 335.4), (535.3, 334.0), (537.5, 333.9), (540.8, 334.8), (541.8, 334.6), (543.8, 333.0),
    (544.5, 332.6), (546.3, 331.5), (549.8, 326.4), (551.6, 324.4), (552.8, 325.3), (554.2, 325.6), (556.9, 325.3),
    (557.9, 324.8), (559.9, 322.2), (560.9, 321.7), (560.9, 322.4), (560.6, 324.1), (561.7, 326.2), (563.6, 328.3),
    (564.3, 329.9), (564.7, 332.5), (565.3, 335.5), (566.4, 338.4), (567.1, 340.3), (569.4, 342.8), (572.7, 344.4),
    (576.3, 345.3), (579.5, 345.3), (583.3, 345.8), (584.8, 345.5), (590.6, 345.7),
)  # fmt: skip
"""From the north of the county past Skegness and around the Wash to the north coast of Norfolk."""

_EASTERN_BORDER: Final[tuple[Point, ...]] = ((590.5, 345.6), (588.0, 336.0), (589.5, 327.0), (587.0, 318.0), (589.5, 311.0))
_SHARED_BORDER: Final[tuple[Point, ...]] = (
    (586.0, 304.5), (578.0, 302.5), (570.0, 304.0), (566.0, 301.0), (558.0, 300.5), (548.0, 300.5), (541.0, 304.0),
    (532.0, 307.0), (526.0, 306.5),
)  # fmt: skip
_WESTERN_BORDER: Final[tuple[Point, ...]] = (
    (518.0, 309.5), (515.0, 313.0), (508.0, 315.5), (505.5, 322.0), (503.0, 331.0), (501.5, 341.0), (502.5, 357.0),
    (506.0, 366.0), (513.0, 371.5), (523.0, 374.5), (536.0, 373.5), (547.0, 373.0),
)  # fmt: skip
_SOUTHERN_EDGE: Final[tuple[Point, ...]] = (
    (529.0, 300.0), (533.0, 292.5), (541.0, 289.0), (548.0, 287.5), (556.0, 289.5), (568.0, 287.5), (580.0, 289.5),
    (589.0, 293.0), (590.5, 301.0),
)  # fmt: skip

HOME: Final[tuple[Point, ...]] = (*COAST, *_EASTERN_BORDER, *_SHARED_BORDER, *_WESTERN_BORDER)
"""The land of the sample county, a ring."""
FRINGE: Final[tuple[Point, ...]] = (*_SHARED_BORDER, *_SOUTHERN_EDGE)
"""The strip of the neighbouring county that the register holds, a ring."""

# fmt: off
HOME_PLACES: Final[tuple[tuple[str, float, float, int], ...]] = (
    ("King's Lynn", 561.7, 319.8, 46093), ("Boston", 532.6, 343.9, 45339), ("Wisbech", 546.1, 309.8, 32489),
    ("Spalding", 524.8, 322.7, 30556), ("Skegness", 556.4, 363.3, 24876), ("Sleaford", 506.8, 345.7, 17359),
    ("Bourne", 509.2, 320.0, 13961), ("Downham Market", 561.5, 303.7, 10884), ("Hunstanton", 568.7, 341.2, 9332),
    ("Holbeach", 535.9, 324.8, 7914),
    ("Swaffham", 581.8, 308.9, 7258), ("Horncastle", 525.8, 369.5, 6815), ("Ruskington", 508.2, 351.0, 5637),
    ("Heacham", 567.8, 337.4, 4714), ("Dersingham", 568.7, 330.5, 4640), ("Coningsby", 522.2, 358.1, 4388),
    ("Woodhall Spa", 519.5, 363.2, 4331), ("Upwell", 550.6, 302.8, 4278), ("Crowland", 523.9, 310.2, 4211),
    ("Ingoldmells", 556.0, 368.9, 3975), ("Pinchbeck", 523.9, 325.5, 3918), ("Sutton Bridge", 547.5, 321.4, 3882),
    ("Heckington", 514.3, 344.1, 3823), ("Metheringham", 506.9, 361.5, 3605), ("Kirton", 530.5, 338.5, 3546),
    ("Chapel Saint Leonards", 554.8, 371.4, 3481), ("Spilsby", 540.0, 366.1, 3440), ("Outwell", 551.3, 303.6, 3320),
    ("Terrington St Clement", 555.1, 320.3, 3301), ("Donington", 520.8, 335.6, 2805), ("Snettisham", 568.4, 334.2, 2570),
    ("North Wootton", 564.2, 323.4, 2445), ("Emneth", 549.5, 307.3, 2257), ("Swineshead", 523.8, 340.3, 2197),
    ("Thurlby", 509.6, 316.9, 2153), ("Fleet", 538.9, 323.7, 2136), ("Grimston", 572.0, 322.5, 2086),
    ("Billinghay", 515.5, 355.0, 2046), ("Burgh le Marsh", 550.2, 365.1, 2026), ("Billingborough", 511.6, 334.2, 1837),
    ("Necton", 587.8, 309.4, 1798), ("Gosberton", 523.9, 331.8, 1764), ("Wainfleet All Saints", 549.8, 358.8, 1744),
    ("Terrington Saint John", 553.7, 314.4, 1740), ("Clenchwarton", 559.2, 320.2, 1733), ("West Walton", 547.0, 313.3, 1731),
    ("Whaplode", 532.5, 324.2, 1666), ("Bardney", 512.0, 369.4, 1655), ("Leasingham", 505.7, 348.8, 1584),
    ("Sibsey", 535.3, 350.9, 1464), ("Cranwell", 503.2, 349.9, 1372), ("Sutterton", 528.4, 335.6, 1368),
    ("Butterwick", 538.8, 344.9, 1302), ("Old Leake", 540.8, 350.3, 1242), ("Cowbit", 526.3, 318.0, 1220),
    ("Stickney", 534.4, 356.6, 1127), ("Narborough", 574.7, 312.6, 1094), ("Fishtoft", 536.3, 342.3, 1085),
    ("Gedney Hill", 533.9, 311.5, 1072), ("Moulton Chapel", 529.5, 318.3, 1050), ("Holbeach Clough", 534.1, 327.1, 980),
    ("Quadring", 522.4, 333.2, 961), ("Mareham le Fen", 527.9, 361.1, 944), ("Rippingale", 509.9, 328.0, 929),
    ("Hogsthorpe", 553.5, 372.3, 908), ("Great Massingham", 579.8, 323.1, 902), ("Wrangle", 542.9, 351.2, 887),
    ("Docking", 576.7, 337.0, 885), ("Burnham Market", 583.3, 342.1, 877), ("Ingoldisthorpe", 568.7, 332.6, 849),
    ("Castle Acre", 581.8, 315.3, 848), ("Helpringham", 513.9, 340.7, 828), ("Parson Drove", 537.0, 308.5, 828),
    ("Nocton", 505.8, 364.1, 819), ("Scopwick", 507.1, 358.1, 815), ("Folkingham", 507.3, 333.6, 796),
    ("Murrow", 537.3, 306.9, 792), ("East Winch", 569.8, 316.6, 779), ("Lutton", 543.3, 325.5, 779),
    ("Dunston", 506.3, 363.0, 770), ("Sporle", 584.9, 311.1, 755), ("Marham", 570.6, 309.8, 733),
    ("Bicker", 522.5, 337.6, 727), ("Martin", 512.0, 360.0, 684), ("Wimbotsham", 561.8, 305.1, 664),
    ("Runcton Holme", 561.7, 309.0, 657), ("Digby", 507.8, 354.8, 621), ("Sedgeford", 571.3, 336.6, 613),
    ("Shouldham", 567.5, 309.0, 605), ("Timberland", 511.9, 358.5, 578), ("Walcott", 513.1, 356.6, 566),
    ("East Rudham", 582.8, 328.2, 541), ("Pointon", 511.6, 331.8, 532), ("South Creake", 586.2, 335.5, 516),
    ("Ewerby", 512.0, 347.3, 509),
)
"""Real towns and larger villages: name, easting, northing, population. Hunstanton stands 1 km inland: the coast is coarse."""
FRINGE_PLACES: Final[tuple[tuple[str, float, float, int], ...]] = (
    ("March", 541.7, 296.9, 21051), ("Wimblington", 541.5, 292.2, 4239), ("Doddington", 540.0, 290.8, 3235),
    ("Feltwell", 571.2, 290.5, 2635), ("Manea", 548.1, 289.7, 2088), ("Mundford", 579.9, 293.5, 1835),
    ("Thorney", 528.2, 304.3, 1745), ("Stoke Ferry", 570.4, 299.9, 1389), ("Southery", 562.1, 294.8, 1161),
    ("Methwold", 573.4, 294.8, 914), ("Hilgay", 562.1, 298.4, 874), ("Northwold", 575.3, 297.2, 736),
    ("Wereham", 568.2, 301.6, 660), ("Welney", 552.6, 294.0, 542),
)
# fmt: on

WASH_AND_WELLAND: Final[tuple[Point, ...]] = (
    (566.0, 356.0), (556.0, 346.5), (548.5, 340.0), (541.5, 336.7), (536.2, 334.9), (534.0, 333.4), (531.9, 332.2),
)  # fmt: skip
"""From the open sea through the Wash and up the outfall of the Welland to the first bridge."""
WASH_AND_OUSE: Final[tuple[Point, ...]] = (
    (548.5, 340.0), (555.5, 332.5), (559.6, 326.5), (560.6, 323.6), (560.8, 321.6), (561.0, 319.9),
)  # fmt: skip
"""From the middle of the Wash up the outfall of the Great Ouse to the first bridge."""


def within(point: Point, ring: tuple[Point, ...]) -> bool:
    """Whether a point lies inside a ring, by counting the sides that a ray to the east meets."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise((*ring, ring[0])):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def km_to_line(point: Point, line: tuple[Point, ...]) -> float:
    """How far a point is from the nearest part of a line, in km."""
    return min(_km_to_segment(point, a, b) for a, b in pairwise(line))


def km_between(a: Point, b: Point) -> float:
    """Straight distance in km."""
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def crosses(a: Point, b: Point, line: tuple[Point, ...]) -> bool:
    """Whether the straight way from a to b meets a line; exact touching does not matter here."""
    return any(_left(a, b, p) != _left(a, b, q) and _left(p, q, a) != _left(p, q, b) for p, q in pairwise(line))


def _left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def _km_to_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy)
    along = min(1.0, max(0.0, along))
    return km_between(point, (a[0] + along * dx, a[1] + along * dy))
