"""The current register by download: which address, fetched piece by piece, checked before it takes anybody's place."""
