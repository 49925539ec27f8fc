"""The builders beside these tests are a plain module: put it within reach, as test folders are no packages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
