"""What comes of many runs, or of none: rankings, curves, books, answers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import _contagraph as _c
from . import _frames as frames
from . import _scenario as scenarios
from ._frames import Frame

if TYPE_CHECKING:
    from ._network import Network


class Result:
    """What all of them have: the report that the command line would write."""

    _what = ""

    def __init__(self, network: Network, handle: Any, scenario: Any) -> None:
        self.network = network
        self._handle = handle
        self._scenario = scenario

    def document(self, format: str = "json") -> Any:
        """A dict for json, else text: text, csv, md."""
        made = _c.document(
            self._what, self._handle, self.network._handle, self._scenario, None, format
        )
        return frames.told(made, format)


class Ranking(Result):
    """How important every node is. Made by :meth:`Network.rank`.

    >>> import contagraph as cg
    >>> net = cg.Network(nodes={"id": ["A", "B", "C"], "equity": [5, 3, 9]},
    ...     exposures={"debtor": ["A", "A", "C"], "creditor": ["B", "C", "B"],
    ...                "amount": [8, 2, 1]})
    >>> net.rank("strength")["strength"].tolist()
    [10.0, 0.0, 1.0]
    >>> net.rank("strength").order("strength")
    ['A', 'C', 'B']
    """

    _what = "rank"

    def __init__(self, network: Network, handle: Any, scenario: Any) -> None:
        super().__init__(network, handle, scenario)
        self._scores = {s["label"]: s for s in _c.scores(handle)}
        #: The measures, as they were asked for.
        self.measures = list(self._scores)
        #: What to know about the scores of each.
        self.remarks = {m: s["remark"] for m, s in self._scores.items() if s["remark"]}

    def _of(self, measure: str) -> dict[str, Any]:
        if measure not in self._scores:
            raise KeyError(f"no measure '{measure}'; there are {self.measures}")
        found: dict[str, Any] = self._scores[measure]
        return found

    def __getitem__(self, measure: str) -> npt.NDArray[np.float64]:
        """Scores by node; NaN where a node has none."""
        found = self._of(measure)
        if not found["defined"]:
            return np.full(len(self.network), np.nan)
        return frames.array(found["score"])

    def ranks(self, measure: str) -> npt.NDArray[np.uint32]:
        """1 for the highest; 0 for a node without a score."""
        found = self._of(measure)
        if not found["defined"]:
            return np.zeros(len(self.network), np.uint32)
        return frames.array(found["rank"])

    def standard_errors(self, measure: str) -> npt.NDArray[np.float64] | None:
        """Of each score, where the measure is an estimate (`shapley` of many
        nodes); None where scores are exact."""
        found = self._of(measure)["standard_error"]
        return None if found is None else frames.array(found)

    def order(self, measure: str) -> list[str]:
        """Ids, the highest first."""
        ids = self.network.ids
        return [ids[i] for i in frames.array(self._of(measure)["order"]).tolist()]

    @property
    def frame(self) -> Frame:
        """id, and for each measure its scores and its ranks."""
        columns: dict[str, Any] = {"id": self.network.ids}
        for measure in self.measures:
            columns[measure] = self[measure]
            columns[measure + "_rank"] = self.ranks(measure)
        return self.network._frame(columns)

    def __repr__(self) -> str:
        return f"<Ranking of {len(self.network)} nodes by {', '.join(self.measures)}>"


class Curve(Result):
    """Loss against the size of a shock. Made by :meth:`Network.curve`."""

    _what = "curve"

    def __init__(self, network: Network, handle: Any, scenario: Any) -> None:
        super().__init__(network, handle, scenario)
        points, cliffs, self.baseline, self.no_least = _c.curve_parts(handle)
        #: size, loss, least_loss, failed, unhealthy, outside, converged; lent.
        self.points = frames.records(points, "point")
        #: Where losses jump: size, before, after.
        self.cliffs = frames.records(cliffs, "cliff")

    @property
    def frame(self) -> Frame:
        """The points as a frame."""
        return self.network._frame({n: self.points[n] for n in self.points.dtype.names or ()})

    def __repr__(self) -> str:
        return f"<Curve of {len(self.points)} sizes, {len(self.cliffs)} cliffs>"


class Book(Result):
    """Which margin accounts fall as prices do. Made by :meth:`Network.book`."""

    _what = "book"

    def __init__(self, network: Network, handle: Any, scenario: Any) -> None:
        super().__init__(network, handle, scenario)
        self._levels = frames.records(_c.book_levels(handle), "level")

    @property
    def levels(self) -> Frame:
        """fall, accounts, new_accounts, debt, all_debt, collateral, bad_debt."""
        return self.network._frame({n: self._levels[n] for n in self._levels.dtype.names or ()})

    @property
    def accounts(self) -> Frame:
        """account, owner, venue, fall, debt, collateral: first to fall first."""
        rows = _c.book_accounts(self._handle)
        ids = self.network.ids
        numbers = np.array([r[3:] for r in rows], dtype=np.float64).reshape(-1, 3)
        return self.network._frame(
            {
                "account": [r[0] for r in rows],
                "owner": [ids[r[1]] for r in rows],
                "venue": [ids[r[2]] for r in rows],
                "fall": numbers[:, 0],
                "debt": numbers[:, 1],
                "collateral": numbers[:, 2],
            }
        )

    def __repr__(self) -> str:
        return f"<Book of {len(self._levels)} levels>"


class Simulation(Result):
    """Random scenarios. Made by :meth:`Network.simulate`."""

    _what = "simulation"

    def figure(self, words: str) -> float:
        """A measure with a statistic: "equity_lost var99", "failed mean"."""
        made: float = _c.simulation_figure(self._handle, words)
        return made

    def draw_scenario(self, draw: int) -> dict[str, Any]:
        """The draw, from 1, as a scenario for :meth:`Network.run`."""
        return scenarios.keys_of(_c.simulation_draw(self._handle, draw))

    def table(self, name: str = "draws.csv") -> Frame:
        """draws.csv, nodes_risk.csv, drivers.csv or origins_risk.csv."""
        files = _c.simulation_files(self._handle)
        if name not in files:
            raise KeyError(f"no table '{name}'; there are {sorted(files)}")
        return csv_frame(self.network, files[name].decode())

    def __repr__(self) -> str:
        return f"<Simulation of {_c.simulation_draws(self._handle)} draws>"


class Calibration(Result):
    """How far a parameter can go. Made by :meth:`Network.calibrate`."""

    _what = "calibration"

    def __init__(self, network: Network, handle: Any, scenario: Any) -> None:
        super().__init__(network, handle, scenario)
        self._parameters, self._limits, self._reached, self._gap = (
            _c.calibration_parts(handle)
        )

    def _table(self, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Frame:
        return self.network._frame(
            {
                name: [row[0] for row in rows]
                if i == 0
                else np.array([row[i] for row in rows])
                for i, name in enumerate(names)
            }
        )

    @property
    def parameters(self) -> Frame:
        """parameter, safe, bold, now, value (the last that holds), fails_at (the
        first that does not), units."""
        return self._table(
            ("parameter", "safe", "bold", "now", "value", "fails_at", "units"),
            self._parameters,
        )

    @property
    def limits(self) -> Frame:
        """limit, bound, now, now_upper, estimate, upper, binds."""
        return self._table(
            ("limit", "bound", "now", "now_upper", "estimate", "upper", "binds"),
            self._limits,
        )

    @property
    def reached(self) -> float:
        """With ``maximise``: the weighted sum at the answer; nan without."""
        return float(self._reached)

    @property
    def gap(self) -> float:
        """The most by which any two values that hold exceed ``reached``; nan where
        no bound is known."""
        return float(self._gap)

    @property
    def points(self) -> Frame:
        """All that was tried: a row for each point and limit."""
        return csv_frame(self.network, self.document("csv"))

    def __repr__(self) -> str:
        found = [f"{p[0]} {p[4]:.6g}" for p in self._parameters]
        return f"<Calibration: {', '.join(found)}>"


def csv_frame(network: Network, text: str) -> Frame:
    """A CSV file of ours as a frame."""
    rows = list(csv.reader(io.StringIO(text)))
    return network._frame(
        {head: column([row[i] for row in rows[1:]]) for i, head in enumerate(rows[0])}
    )


def column(texts: list[str]) -> Any:
    """Numbers where all cells are some, else the texts."""
    try:
        return np.array([float(t) if t else np.nan for t in texts])
    except ValueError:
        return texts


class Answer(Result):
    """The answer of a search. Made by :meth:`Network.optimise`."""

    _what = "optimisation"

    def __init__(self, network: Network, handle: Any, scenario: Any) -> None:
        super().__init__(network, handle, scenario)
        found = self.document()
        self._found = found
        #: What the engine gives for the answer found.
        self.value: float = _number(found.get("value"))
        #: No answer is better; NaN where no bound is known.
        self.bound: float = _number(found.get("bound"))
        self.gap: float = _number(found.get("gap"))
        self.proven: bool = bool(found.get("proven"))
        after, self._graph = _c.optimisation_parts(handle)
        #: The scenario that reproduces the figures after.
        self.scenario: dict[str, Any] = scenarios.keys_of(after)

    def __repr__(self) -> str:
        return f"<Answer: {self.value:.6g}{', proven' if self.proven else ''}>"


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


class Info(Result):
    """What a graph looks like before anything happens. Made by
    :meth:`Network.info`; printed it is the text of ``contagraph info``."""

    _what = "info"

    def document(self, format: str = "json") -> Any:
        """A dict for json, else text: text, csv, md; with the look-through."""
        made = _c.document(
            "info",
            self._handle,
            self.network._handle,
            self._scenario,
            _c.look_through(self.network._handle),
            format,
        )
        return frames.told(made, format)

    def __str__(self) -> str:
        return str(self.document("text"))

    def __repr__(self) -> str:
        return f"<Info of {self.network!r}>"

    def __getitem__(self, key: str) -> Any:
        """One of the figures of :meth:`document`."""
        return self.document()[key]
