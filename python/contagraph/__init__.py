"""How losses travel through financial networks, and who bears them.

>>> import contagraph as cg
>>> net = cg.Network(
...     nodes={"id": ["A", "B", "C"], "equity": [5, 3, 9]},
...     exposures={"debtor": ["A", "A"], "creditor": ["B", "C"], "amount": [8, 2]})
>>> net.run("node A=default", valuation="threshold")
<Run: 10 of 17 lost, 2 of 3 nodes failed, 2 rounds>

What the numbers mean is in docs/model.md, this package in docs/python.md.
"""

from __future__ import annotations

import json
from typing import Any

from . import _contagraph
from ._drawing import Drawing
from ._network import Network
from ._options import options
from ._results import Answer, Book, Calibration, Curve, Info, Ranking, Simulation
from ._run import LossPath, Run, Verdict
from ._sources import from_igraph, from_matrix, from_networkx, generate, read
from ._totals import Reconstruction
from .errors import (
    ArgumentError,
    Cancelled,
    Error,
    FileError,
    InputError,
    NoSolutionError,
    NotFoundError,
)
from .papers import (
    contagion,
    debtrank,
    default_cascade,
    eisenberg_noe,
    furfine,
    impact_diffusion,
    impact_fluidity,
    impact_susceptibility,
    matrix_estimation,
)

#: Of contagraph and of the libraries that it runs with.
versions: dict[str, str] = dict(_contagraph.versions())
__version__ = versions["contagraph"]


def listing(what: str | None = None, name: str | None = None) -> Any:
    """What there is to choose from: "models", "rules", "measures", ...

    >>> import contagraph as cg
    >>> [m["name"] for m in cg.listing("models")["models"]][:2]
    ['debtrank', 'debtrank-2012']
    """
    return json.loads(_contagraph.listing(what, name))


__all__ = [
    "Answer",
    "ArgumentError",
    "Book",
    "Calibration",
    "Cancelled",
    "Curve",
    "Drawing",
    "Error",
    "FileError",
    "Info",
    "InputError",
    "LossPath",
    "Network",
    "NoSolutionError",
    "NotFoundError",
    "Ranking",
    "Reconstruction",
    "Run",
    "Simulation",
    "Verdict",
    "contagion",
    "debtrank",
    "default_cascade",
    "eisenberg_noe",
    "from_igraph",
    "from_matrix",
    "from_networkx",
    "furfine",
    "generate",
    "impact_diffusion",
    "impact_fluidity",
    "impact_susceptibility",
    "listing",
    "matrix_estimation",
    "options",
    "read",
    "versions",
]
