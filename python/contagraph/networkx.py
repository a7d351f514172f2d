"""The measures as functions of a networkx graph, beside ``nx.pagerank``.

>>> import networkx as nx
>>> import contagraph.networkx as cx
>>> g = nx.DiGraph()
>>> g.add_node("A", equity=5); g.add_node("B", equity=3); g.add_node("C", equity=9)
>>> g.add_edge("A", "B", weight=8); g.add_edge("A", "C", weight=2)
>>> cx.measure(g, "strength")
{'A': 10.0, 'B': 0.0, 'C': 0.0}
>>> cx.impact(g, valuation="threshold")
{'A': 5.0, 'B': 0.0, 'C': 0.0}
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from ._sources import from_networkx

__all__ = ["debtrank", "defaults", "impact", "measure", "vulnerability"]


def measure(
    graph: Any,
    name: str,
    *,
    weight: str = "weight",
    equity: str = "equity",
    **keys: Any,
) -> dict[Hashable, float]:
    """Any measure of :meth:`contagraph.Network.rank`, by node.

    An edge runs from debtor to creditor; ``weight`` and ``equity`` name
    attributes, ``keys`` are those of a scenario.
    """
    ranking = from_networkx(graph, equity=equity, amount=weight).rank(name, **keys)
    return dict(zip(graph.nodes, ranking[ranking.measures[0]].tolist()))


def impact(graph: Any, **options: Any) -> dict[Hashable, float]:
    """Equity that others lose when the node defaults."""
    return measure(graph, "impact", **options)


def debtrank(graph: Any, **options: Any) -> dict[Hashable, float]:
    """Weighted distress that a node's default brings to all."""
    return measure(graph, "debtrank", **options)


def defaults(graph: Any, **options: Any) -> dict[Hashable, float]:
    """Others that fail when the node defaults."""
    return measure(graph, "defaults", **options)


def vulnerability(graph: Any, **options: Any) -> dict[Hashable, float]:
    """Mean distress over the defaults of all others."""
    return measure(graph, "vulnerability", **options)
