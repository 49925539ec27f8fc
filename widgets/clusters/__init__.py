"""The tree of clusters: each with its schools and its figures, kept up edit by edit."""

from wolds.widgets.clusters.view import ClustersView

__all__ = ["ClustersView"]
