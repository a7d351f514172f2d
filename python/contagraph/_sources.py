"""Networks from files, matrices and graphs of other packages, and made up ones."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from . import _contagraph as _c
from . import _frames as tables
from ._drawing import PathLike
from ._network import Network
from ._run import Progress


def read(
    source: Any,
    *,
    format: str | None = None,
    nodes: PathLike | None = None,
    rows: str | None = None,
    edges: str | None = None,
    map: Mapping[str, str] | str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    blank: str | None = None,
    totals: str | None = None,
    name: str | None = None,
    frames: str = "",
    progress: Progress | None = None,
    **options: Any,
) -> Network:
    """A network from a folder of CSV tables or a file: a path, bytes, or what
    has ``read()``.

    ``name`` is what messages call it, ``frames`` "pandas" or "polars" what its
    tables come back as. ``map`` renames columns: ``{"debtor": "borrower"}``.

    >>> import contagraph as cg
    >>> cg.read(b"debtor,creditor,amount\\nA,B,2\\n", name="upload.csv")
    <Network: 2 nodes, 1 exposures>
    """
    path: Any = source if isinstance(source, (str, os.PathLike)) else None
    data = None
    if path is None:
        data = source.read() if hasattr(source, "read") else source
        if isinstance(data, str):
            data = data.encode()
        name = name or str(getattr(source, "name", "") or "") or None
    given = {
        "format": format,
        "nodes": nodes,
        "rows": rows,
        "edges": edges,
        "map": ",".join(f"{k}={v}" for k, v in map.items())
        if isinstance(map, Mapping)
        else map,
        "decimal": decimal,
        "thousands": thousands,
        "blank": blank,
        "totals": totals,
        "shown": name,
        **options,
    }
    graph = _c.read(path, data, given, progress)
    folder = None
    if path is not None:
        folder = str(path) if os.path.isdir(path) else os.path.dirname(path) or "."
    return Network._of(graph, frames, folder)


def generate(
    kind: str,
    nodes: int = 100,
    *,
    degree: float = 5,
    seed: int = 1,
    progress: Progress | None = None,
    **options: Any,
) -> Network:
    """A synthetic network, to try things out.

    >>> import contagraph as cg
    >>> len(cg.generate("core-periphery", 50, seed=3))
    50
    """
    given = {"nodes": nodes, "degree": degree, "seed": seed, **options}
    return Network._of(_c.generate(kind, given, progress), "")


def from_matrix(
    amounts: Any,
    equity: Any = None,
    ids: Sequence[Any] | None = None,
    *,
    rows: str,
    **columns: Any,
) -> Network:
    """A network from a matrix: of NumPy, SciPy (sparse) or pandas.

    ``rows`` says whose exposures a row is: "debtor", if entry i, j is what i
    owes j, or "creditor", if it is what i has lent to j. There is no default,
    as half of the literature has it the other way. ``columns`` are more columns
    of nodes: ``cash=[...]``.

    >>> import contagraph as cg
    >>> cg.from_matrix([[0, 2], [1, 0]], [5, 3], rows="creditor").exposures.to_dict("list")
    {'debtor': ['1', '0'], 'creditor': ['0', '1'], 'amount': [2.0, 1.0]}
    """
    tables.check_rows(rows)
    like = tables.library(amounts)
    if ids is None and like == "pandas":
        ids = list(amounts.index)
        if list(amounts.columns) != ids:
            raise ValueError("the columns of the frame are not its rows")
    if hasattr(amounts, "tocoo"):
        sparse = amounts.tocoo()
        shape, first, second, values = sparse.shape, sparse.row, sparse.col, sparse.data
    else:
        dense = np.asarray(amounts, dtype=np.float64)
        shape = dense.shape
        if dense.ndim == 2:
            first, second = np.nonzero(dense)
            values = dense[first, second]
    if len(shape) != 2 or shape[0] != shape[1]:
        raise ValueError(f"a matrix of shape {tuple(shape)} is not square")
    names = tables.ids_of(range(shape[0]) if ids is None else ids)
    if len(names) != shape[0]:
        raise ValueError(f"{len(names)} ids for a matrix of {shape[0]} rows")
    nodes: dict[str, Any] = {"id": names, **columns}
    if equity is not None:
        nodes["equity"] = equity
    one = tables.CodesIn(first, names)
    other = tables.CodesIn(second, names)
    made = Network(
        nodes,
        {
            "debtor": one if rows == "debtor" else other,
            "creditor": other if rows == "debtor" else one,
            "amount": np.asarray(values, dtype=np.float64),
        },
    )
    made._like = like
    return made


def _attributes(table: str, rows: Sequence[Mapping[str, Any]], named: Mapping[str, str]) -> dict[str, Any]:
    """Columns of the model that graph attributes are named for, or as told."""
    known = {name for name, *_ in tables.TABLES[table]} - {"id", "debtor", "creditor"}
    have: dict[str, None] = {}
    for row in rows:
        have.update(dict.fromkeys(k for k in row if isinstance(k, str)))
    made = {k: [row.get(k) for row in rows] for k in have if k in known}
    for column, attribute in named.items():
        if attribute in have:
            made[column] = [row.get(attribute) for row in rows]
    return made


def from_networkx(
    graph: Any, *, equity: str = "equity", amount: str = "weight"
) -> Network:
    """A network from a directed graph of networkx.

    An edge runs from who owes to whom it is owed. ``equity`` and ``amount`` name
    attributes; other attributes that are called as the model's columns are
    taken, too, the rest is left out. Nodes are called by their text.
    """
    if not graph.is_directed():
        raise ValueError("who owes whom? the graph is not directed")
    nodes = list(graph.nodes(data=True))
    edges = list(graph.edges(data=True))
    rows = {n: i for i, (n, _) in enumerate(nodes)}
    names = tables.ids_of(n for n, _ in nodes)
    return Network(
        {"id": names, **_attributes("nodes", [d for _, d in nodes], {"equity": equity})},
        {
            "debtor": tables.CodesIn([rows[u] for u, _, _ in edges], names),
            "creditor": tables.CodesIn([rows[v] for _, v, _ in edges], names),
            **_attributes("exposures", [d for _, _, d in edges], {"amount": amount}),
        }
        if edges
        else None,
    )


def from_igraph(
    graph: Any, *, equity: str = "equity", amount: str = "weight", id: str = "name"
) -> Network:
    """The same from a graph of python-igraph."""
    if not graph.is_directed():
        raise ValueError("who owes whom? the graph is not directed")
    vertices = [v.attributes() for v in graph.vs]
    names = tables.ids_of(d.pop(id, i) for i, d in enumerate(vertices))
    ends = graph.get_edgelist()
    return Network(
        {"id": names, **_attributes("nodes", vertices, {"equity": equity})},
        {
            "debtor": tables.CodesIn([u for u, _ in ends], names),
            "creditor": tables.CodesIn([v for _, v in ends], names),
            **_attributes(
                "exposures", [e.attributes() for e in graph.es], {"amount": amount}
            ),
        }
        if ends
        else None,
    )
