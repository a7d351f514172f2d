"""One scenario, run: who lost what, when, by whose fault."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import _contagraph as _c
from . import _frames as frames
from . import _scenario as scenarios
from ._drawing import Drawing, PathLike
from ._frames import Frame

if TYPE_CHECKING:
    from ._network import Network

#: Called with what is done and how much there is (0: nobody knows); False stops.
Progress = Callable[[float, float], Any]

CHANNELS: list[str] = _c.channels()
_NEVER = 2**32 - 1
_COUNTS = ("rounds", "failed", "unhealthy", "liquidated")


def typed_summary(values: Mapping[str, float]) -> dict[str, Any]:
    """Counts as whole numbers, `converged` as what it is."""
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key == "converged":
            made[key] = value == 1
        elif key in _COUNTS and value == value:
            made[key] = int(value)
        else:
            made[key] = value
    return made


@dataclass(frozen=True)
class LossPath:
    """One way that a loss took, from its origin to its end."""

    loss: float  #: money
    origin: str  #: "shock:1", or "initial"
    entries: list[int]  #: rows of the ledger, first to last
    text: str  #: "shock:1 -[shock 0]-> A -[claim 1]-> B"


@dataclass(frozen=True)
class Verdict:
    """Whether a node would have survived without somebody."""

    node: str
    verdict: str  #: "pivotal", "overdetermined", "direct" or "survived"
    tried: Frame  #: sender, loss, failed_round: the run without each of them


class Run:
    """What came of a scenario. Made by :meth:`Network.run`.

    >>> import contagraph as cg
    >>> net = cg.Network(nodes={"id": ["A", "B", "C"], "equity": [5, 3, 9]},
    ...     exposures={"debtor": ["A", "A"], "creditor": ["B", "C"],
    ...                "amount": [8, 2]})
    >>> run = net.run("node A=default", valuation="threshold")
    >>> run.equity.tolist()
    [0.0, -5.0, 7.0]
    >>> run.summary["failed"], run.summary["equity_lost"]
    (2, 10.0)
    >>> run.paths(k=1)[0].text
    'shock:1 -[shock 0]-> A -[claim 1]-> B'
    """

    def __init__(self, network: Network, handle: Any, scenario: Any) -> None:
        self._handle = handle
        self._scenario = scenario
        self._trace: Any = None
        self._lock = threading.Lock()
        #: The network that it is a run of.
        self.network = network

    # --- arrays, lent by the library -------------------------------------------

    def _array(self, name: str) -> npt.NDArray[Any]:
        return frames.array(_c.run_array(self._handle, name))

    @property
    def equity(self) -> npt.NDArray[np.float64]:
        """Equity of each node at the end, money."""
        return self._array("equity")

    @property
    def initial_equity(self) -> npt.NDArray[np.float64]:
        """Equity before the shocks."""
        return self._array("initial_equity")

    @property
    def distress(self) -> npt.NDArray[np.float64]:
        """Share of the equity that is lost, 0 to 1."""
        return self._array("distress")

    @property
    def shocked_distress(self) -> npt.NDArray[np.float64]:
        """The same after round 0."""
        return self._array("shocked_distress")

    @property
    def failed_round(self) -> npt.NDArray[np.uint32]:
        """The round in which a node failed; 4294967295 for one that did not."""
        return self._array("failed_round")

    @property
    def entries(self) -> npt.NDArray[Any]:
        """The ledger as it is: amount, source, target, round, channel."""
        return frames.records(self._ledger(), "entry")

    def _ledger(self) -> Any:
        lent = _c.run_array(self._handle, "ledger")
        if lent is None:
            raise ValueError("this run kept no ledger: run with ledger=True")
        return lent

    # --- frames ----------------------------------------------------------------

    @property
    def summary(self) -> dict[str, Any]:
        """The figures of summary.json, by key."""
        return typed_summary(_c.summary(self._handle))

    @property
    def scenario(self) -> dict[str, Any]:
        """The scenario with every key, as JSON has it."""
        return scenarios.keys_of(self._scenario)

    @property
    def nodes(self) -> Frame:
        """id, initial_equity, equity, distress, failed_round."""
        failed = self.failed_round
        return self.network._frame(
            {
                "id": self.network.ids,
                "initial_equity": self.initial_equity,
                "equity": self.equity,
                "distress": self.distress,
                "failed_round": frames.Rounds(failed, failed == _NEVER),
            }
        )

    def _actors(self, actors: npt.NDArray[np.uint32]) -> frames.Codes:
        """shock:1, ids of nodes, asset:ETH, initial, by their packed numbers."""
        shocks = [f"shock:{k + 1}" for k in range(len(self.scenario["shocks"]))]
        nodes = self.network.ids
        assets = [f"asset:{a}" for a in self.network.asset_ids]
        begins = np.array(
            [0, len(shocks), len(shocks) + len(nodes),
             len(shocks) + len(nodes) + len(assets)]
        )
        codes = (actors & 0x3FFFFFFF) + begins[actors >> 30]
        return frames.Codes(codes.astype(np.int32), [*shocks, *nodes, *assets, "initial"])

    @property
    def ledger(self) -> Frame:
        """Every loss with its cause: round, channel, source, target, amount."""
        entries = self.entries
        return self.network._frame(
            {
                "round": entries["round"],
                "channel": frames.Codes(entries["channel"].astype(np.int32), CHANNELS),
                "source": self._actors(entries["source"]),
                "target": self._actors(entries["target"]),
                "amount": entries["amount"],
            }
        )

    def _claims(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        face, value = _c.claims(self._handle)
        return frames.numbers(face), frames.numbers(value)

    @property
    def claims(self) -> Frame:
        """What exposures are worth at the end: debtor, creditor, face, value."""
        debtor, creditor, _ = self.network._ends()
        face, value = self._claims()
        ids = self.network.ids
        return self.network._frame(
            {
                "debtor": frames.Codes(debtor.astype(np.int32), ids),
                "creditor": frames.Codes(creditor.astype(np.int32), ids),
                "face": face,
                "value": value,
            }
        )

    @property
    def prices(self) -> Frame:
        """Market prices: a column for each asset, a row for each round."""
        rounds, filled = _c.prices(self._handle)
        table = frames.numbers(filled).reshape(rounds, -1)
        return self.network._frame(
            {a: table[:, i] for i, a in enumerate(self.network.asset_ids)}
        )

    @property
    def layers(self) -> Frame:
        """What the layers of venues paid: venue, row of `layers` (-1: the
        venue's own equity), used."""
        rows = _c.layers(self._handle)
        ids = self.network.ids
        return self.network._frame(
            {
                "venue": [ids[venue] for venue, _, _ in rows],
                "row": np.array([row for _, row, _ in rows], dtype=np.int64),
                "used": np.array([used for _, _, used in rows], dtype=np.float64),
            }
        )

    # --- causes ----------------------------------------------------------------

    def _traced(self) -> Any:
        if self._trace is None:
            self._ledger()
            self._trace = _c.trace(self._handle)
        return self._trace

    @property
    def origins(self) -> Frame:
        """How much of each node's loss each shock caused: node, origin, amount."""
        with self._lock:
            found = frames.records(_c.origins(self._traced()), "origin")
        return self.network._frame(
            {
                "node": frames.Codes(found["node"].astype(np.int32), self.network.ids),
                "origin": self._actors(found["origin"]),
                "amount": found["amount"],
            }
        )

    def paths(
        self, k: int = 10, *, min_steps: int = 0, to: str | None = None, **options: Any
    ) -> list[LossPath]:
        """The k paths that carry the largest losses, the largest first; of at least
        ``min_steps`` entries after the shock's own, and only ``to`` a node."""
        node = None if to is None else self.network.row(to)
        given = {"k": k, "min_steps": min_steps, "to": node, **options}
        with self._lock:
            found = _c.paths(self._traced(), given)
        names = self._actors(np.array([origin for _, origin, _, _ in found], np.uint32))
        return [
            LossPath(loss, origin or "", entries, text)
            for (loss, _, entries, text), origin in zip(found, names.texts())
        ]

    def pivotal(self, *nodes: str, progress: Progress | None = None) -> list[Verdict]:
        """Without whom would these nodes have survived? None: all that failed."""
        rows = [self.network.row(n) for n in nodes] or np.flatnonzero(
            self.failed_round != _NEVER
        ).tolist()
        with self._lock:
            found = _c.pivotal(self._traced(), rows, progress)
        made = []
        for node, verdict, lent in found:
            tried = frames.records(lent, "tried")
            made.append(
                Verdict(
                    self.network.ids[node],
                    verdict,
                    self.network._frame(
                        {
                            "sender": frames.Codes(
                                tried["sender"].astype(np.int32), self.network.ids
                            ),
                            "loss": tried["loss"],
                            "failed_round": frames.Rounds(
                                tried["failed_round"], tried["failed_round"] == _NEVER
                            ),
                        }
                    ),
                )
            )
        return made

    # --- told ------------------------------------------------------------------

    def draw(
        self,
        view: str = "cascade",
        *,
        against: Run | None = None,
        progress: Progress | None = None,
        **options: Any,
    ) -> Drawing:
        """A picture: cascade, groups, paths, diff (`against` another run), ..."""
        return Drawing(
            _c.draw(
                self.network._handle,
                self._handle,
                against._handle if against else None,
                None,
                view,
                options,
                progress,
            )
        )

    def _causes(self) -> Any:
        """The trace; None where a report has no causes to tell."""
        if _c.run_array(self._handle, "ledger") is None or self.scenario["from_below"]:
            return None
        return self._traced()

    def document(self, format: str = "json") -> Any:
        """The report of the run: a dict for json, the bytes of a database for
        sqlite, else text (text, csv, md)."""
        with self._lock:
            made = _c.document(
                "run", self._handle, self.network._handle, self._scenario,
                self._causes(), format,
            )
        return frames.told(made, format)

    def write(self, folder: PathLike) -> None:
        """The files that `contagraph run --outputs` writes, the same bytes."""
        scenario = self.scenario
        greatest = None
        if scenario["from_below"]:
            other = self.network.run(
                scenario={**scenario, "from_below": False}, ledger=False
            )
            greatest = other._handle
        with self._lock:
            _c.run_write(self._handle, self._causes(), greatest, folder)

    def report(self, path: PathLike | None = None, **options: Any) -> str:
        """All about this scenario on one page; see :meth:`Network.report`."""
        return self.network._report(self._scenario, path, **options)

    def __repr__(self) -> str:
        s = self.summary
        return (
            f"<Run: {s['equity_lost']:.6g} of {s['initial_equity']:.6g} lost, "
            f"{s['failed']} of {len(self.network)} nodes failed, {s['rounds']} rounds"
            f"{'' if s['converged'] else ', not converged'}>"
        )


def write_page(made: bytes, path: PathLike | None) -> str:
    """A page, into a file where there is a path."""
    if path is not None:
        Path(path).write_bytes(made)
    return made.decode()
