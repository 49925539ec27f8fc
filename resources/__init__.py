"""Data that travels with the program: sample county, base map, icons, palettes, translations."""
