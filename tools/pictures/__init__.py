"""The pictures of the documentation, by subject; `tools/screenshots.py` takes them."""
