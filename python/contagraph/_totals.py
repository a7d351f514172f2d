"""Networks from each node's totals, and what is certain of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

from . import _contagraph as _c
from . import _frames as frames
from . import _options
from ._frames import Frame
from ._run import Progress
from .errors import NoSolutionError

if TYPE_CHECKING:
    from ._network import Network


class Reconstruction(Sequence["Network"]):
    """Networks that all have the same totals. Made by Network.reconstruct.

    >>> import contagraph as cg
    >>> net = cg.Network(nodes={"id": ["A", "B", "C"], "equity": [5, 3, 9],
    ...     "reported_claims": [4, 2, 2], "reported_debts": [2, 3, 3]})
    >>> made = net.reconstruct("min-density")
    >>> len(made), made[0].matrix(rows="debtor").sum()
    (1, 8.0)
    """

    def __init__(
        self,
        network: Network,
        method: str,
        options: Mapping[str, Any],
        progress: Progress | None,
    ) -> None:
        of_totals, rest = _options.split("totals", options)
        self._network = network
        self._totals = _c.totals(network._handle, of_totals, progress)
        why = _c.totals_infeasible(self._totals)
        if why:
            raise NoSolutionError(
                f"no network has these totals: {', '.join(why[0])} claim {why[2]:.6g} "
                f"of {', '.join(why[1]) or 'nobody'}, who owe {why[3]:.6g}"
            )
        #: What made them: "ras", "min-density", "fitness", "gibbs".
        self.method = method
        #: What to know about networks by this method.
        self.says: str
        #: links, density, residual, iterations, converged and what else is known.
        self.facts: dict[str, Any]
        self._draws, self.says, self.facts = _c.reconstruct(
            self._totals, method, rest, progress
        )

    def __len__(self) -> int:
        count: int = _c.draws_count(self._draws)
        return count

    def links(self, index: int = 0) -> npt.NDArray[Any]:
        """debtor, creditor, amount of one network, nodes by row; lent."""
        return frames.records(_c.draws_links(self._draws, index), "link")

    @overload
    def __getitem__(self, index: int) -> Network: ...

    @overload
    def __getitem__(self, index: slice) -> list[Network]: ...

    def __getitem__(self, index: int | slice) -> Network | list[Network]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        graph = _c.draws_graph(self._draws, at)
        of = self._network
        return of._of(graph, of._like, of._folder)

    def bounds(self, progress: Progress | None = None) -> Frame:
        """What is certain of each exposure: debtor, creditor, low, high."""
        return bounds_of(self._network, self._totals, progress)

    def __repr__(self) -> str:
        networks = "network" if len(self) == 1 else "networks"
        return f"<{len(self)} {networks} by {self.method}: {self.says}>"


def bounds_of(network: Network, totals: Any, progress: Progress | None) -> Frame:
    """debtor, creditor, low, high of each exposure that may be."""
    rows = _c.bounds(totals, progress)
    return network._frame(
        {
            "debtor": [r[0] for r in rows],
            "creditor": [r[1] for r in rows],
            "low": np.array([r[2] for r in rows]),
            "high": np.array([r[3] for r in rows]),
        }
    )
