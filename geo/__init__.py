"""Schools, registers, coordinates, travel, outlines and GeoPackage tables. No Qt, and nothing of the plan."""
