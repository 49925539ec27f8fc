"""The proposal engine: a problem in, the best partition found and its bounds out."""

from wolds.clustering.engine.run import solve

__all__ = ["solve"]
