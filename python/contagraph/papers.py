"""What papers and other packages call it: thin aliases over :class:`Network`.

``rows`` says in all of them whose exposures a row of the matrix is: "debtor", if
entry i, j is what i owes j, "creditor", if it is what i has lent to j.
"""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from ._network import Network
from ._run import Run
from ._sources import from_matrix

__all__ = [
    "contagion",
    "debtrank",
    "default_cascade",
    "eisenberg_noe",
    "furfine",
    "impact_diffusion",
    "impact_fluidity",
    "impact_susceptibility",
    "matrix_estimation",
]

Vector = npt.NDArray[np.float64]
Nodes = Union[int, str, Sequence[Union[int, str]]]


def _defaults(network: Network, failed: Nodes) -> list[str]:
    rows: Any = failed
    if isinstance(failed, (int, str, np.integer)):
        rows = [failed]
    ids = network.ids
    return [f"node {n if isinstance(n, str) else ids[int(n)]}=default" for n in rows]


def _shares(network: Network, shares: Any) -> list[str]:
    """Shocks that take a share of each node's equity."""
    listed = np.asarray(shares, dtype=np.float64).tolist()
    if len(listed) != len(network):
        raise ValueError(f"{len(listed)} shares for {len(network)} nodes")
    return [
        f"node {name}=-{decimal.Decimal(repr(share)) * 100}%"
        for name, share in zip(network.ids, listed)
        if share
    ]


def debtrank(
    exposures: Any, equity: Any, distress: Any, *, rows: str, model: str = "debtrank"
) -> Vector:
    """Distress of all at the end, if ``distress`` is what they begin with.

    Bardoscia, Battiston, Caccioli, Caldarelli (2015); ``model="debtrank-2012"``
    is Battiston, Puliga, Kaushik, Tasca, Caldarelli (2012), where each passes
    its distress on once.

    >>> import contagraph as cg
    >>> cg.debtrank([[0, 4], [0, 0]], [10, 20], [0.3, 0], rows="debtor").round(12).tolist()
    [0.3, 0.06]
    """
    network = from_matrix(exposures, equity, rows=rows)
    shocks = _shares(network, distress)
    return network.run(*shocks, model=model, ledger=False).distress


def eisenberg_noe(liabilities: Any, external: Any) -> Vector:
    """The clearing payments: what each pays of what it owes.

    Eisenberg, Noe (2001): row i of ``liabilities`` is what i owes, ``external``
    what each has beside its claims.

    >>> import contagraph as cg
    >>> L = [[0, 2, 0], [0, 0, 2], [0, 0, 0]]
    >>> cg.eisenberg_noe(L, [1, 0.5, 0]).tolist()
    [1.0, 1.5, 0.0]
    """
    network = from_matrix(
        liabilities, rows="debtor", cash=np.asarray(external, dtype=np.float64)
    )
    run = network.run(model="eisenberg-noe", ledger=False)
    debtor, _, _ = network._ends()
    _, value = run._claims()
    paid = np.bincount(debtor, weights=value, minlength=len(network))
    return np.asarray(paid, dtype=np.float64)


def default_cascade(
    exposures: Any, equity: Any, failed: Nodes, *, rows: str, recovery: float = 0.0
) -> Run:
    """Who fails after whom, if claims on those that failed are worth
    ``recovery`` of their face: Gai, Kapadia (2010) with 0."""
    network = from_matrix(exposures, equity, rows=rows)
    return network.run(
        *_defaults(network, failed), valuation="threshold", recovery=recovery
    )


def furfine(
    exposures: Any, equity: Any, failed: Nodes, recovery: float, *, rows: str
) -> Run:
    """Furfine (2003): a failed debtor pays the recovery rate, others in full."""
    network = from_matrix(exposures, equity, rows=rows)
    return network.run(*_defaults(network, failed), model="furfine", recovery=recovery)


def contagion(
    exposures: Any,
    buffer: Any,
    shock: Any = "all",
    method: str = "debtrank",
    *,
    rows: str,
    single_hit: bool = False,
) -> Any:
    """As ``contagion()`` of R's NetworkRiskMeasures, whose exposures have
    ``rows="creditor"``.

    ``shock`` "all": each node alone; the loss that others have, by node. Else a
    share of the buffer that each loses, and what comes back is a :class:`Run`.
    "debtrank" is Bardoscia et al. (2015), as there; with ``single_hit`` each
    passes its distress on once (Battiston et al. 2012).

    >>> import contagraph as cg
    >>> cg.contagion([[0, 4], [0, 0]], [10, 20], method="threshold", rows="debtor").tolist()
    [4.0, 0.0]
    """
    if method not in ("debtrank", "threshold"):
        raise ValueError(f"method is '{method}', not 'debtrank' or 'threshold'")
    network = from_matrix(exposures, buffer, rows=rows)
    keys: dict[str, Any] = (
        {"valuation": "threshold"}
        if method == "threshold"
        else {"model": "debtrank-2012" if single_hit else "debtrank"}
    )
    if isinstance(shock, str):
        if shock != "all":
            raise ValueError(f"shock is '{shock}', neither 'all' nor a vector")
        return network.rank("impact", **keys)["impact"]
    return network.run(*_shares(network, shock), **keys)


def _measure(name: str, exposures: Any, buffer: Any, rows: str) -> Vector:
    return from_matrix(exposures, buffer, rows=rows).rank(name)[name]


def impact_susceptibility(exposures: Any, buffer: Any, *, rows: str) -> Vector:
    """Ways by which defaults reach a node (Silva, Souza, Tabak 2015)."""
    return _measure("susceptibility", exposures, buffer, rows)


def impact_diffusion(exposures: Any, buffer: Any, *, rows: str) -> Vector:
    """Ways that would be missing if a node passed nothing on (same paper)."""
    return _measure("diffusion", exposures, buffer, rows)


def impact_fluidity(exposures: Any, buffer: Any, *, rows: str) -> float:
    """Mean susceptibility of the graph (same paper)."""
    return float(_measure("fluidity", exposures, buffer, rows)[0])


def matrix_estimation(
    row_sums: Any, column_sums: Any, method: str = "me", *, rows: str, **options: Any
) -> Vector:
    """Exposures from totals: "me", maximum entropy (Upper 2004), or "md",
    minimum density (Anand, Craig, von Peter 2015).

    >>> import contagraph as cg
    >>> cg.matrix_estimation([4, 0], [0, 4], rows="debtor").tolist()
    [[0.0, 4.0], [0.0, 0.0]]
    """
    methods = {"me": "ras", "md": "min-density"}
    if method not in methods:
        raise ValueError(f"method is '{method}', not 'me' or 'md'")
    if rows not in ("debtor", "creditor"):
        raise ValueError("rows must be 'debtor' or 'creditor': there is no default")
    sums = [np.asarray(s, dtype=np.float64) for s in (row_sums, column_sums)]
    debts, claims = sums if rows == "debtor" else sums[::-1]
    network = Network(
        {
            "id": [str(i) for i in range(len(debts))],
            "equity": np.ones(len(debts)),
            "reported_debts": debts,
            "reported_claims": claims,
        }
    )
    made = network.reconstruct(methods[method], **options)[0]
    return made.matrix(rows=rows)
