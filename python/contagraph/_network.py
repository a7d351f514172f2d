"""Networks, made of tables; and what can be asked of one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from . import _contagraph as _c
from . import _frames as frames
from . import _options
from . import _scenario as scenarios
from ._drawing import Drawing, PathLike
from ._frames import Frame
from ._results import Answer, Book, Calibration, Curve, Info, Ranking, Simulation
from ._run import Progress, Run, write_page
from ._scenario import ScenarioLike, Shocks
from ._totals import Reconstruction, bounds_of
from .errors import Problem

_RISK_LISTS = ("event", "track")


def _presets() -> str:
    return os.environ.get("CONTAGRAPH_PRESETS") or _c.PRESETS


class Network:
    """A checked graph: who owes whom, who holds what. It never changes.

    Tables are those of the model (nodes, exposures, assets, holdings, venues,
    markets, positions, layers), each a data frame of pandas or polars, a table
    of pyarrow or whatever else has ``__arrow_c_stream__``, a dict of columns or
    a list of dicts. NaN, None and NA are blank; a column may be a categorical.

    Exposures run from debtor to creditor: the creditor loses when the debtor
    fails.

    >>> import contagraph as cg
    >>> net = cg.Network(
    ...     nodes={"id": ["A", "B"], "equity": [5, 3]},
    ...     exposures=[{"debtor": "A", "creditor": "B", "amount": 2}])
    >>> net
    <Network: 2 nodes, 1 exposures>
    >>> net.equity
    array([5., 3.])
    """

    def __init__(
        self,
        nodes: Any = None,
        exposures: Any = None,
        *,
        assets: Any = None,
        holdings: Any = None,
        venues: Any = None,
        markets: Any = None,
        positions: Any = None,
        layers: Any = None,
        title: str | None = None,
        unit: str | None = None,
        date: str | None = None,
        source: str | None = None,
        name: str = "",
    ) -> None:
        tables = {
            "nodes": nodes,
            "exposures": exposures,
            "assets": assets,
            "holdings": holdings,
            "venues": venues,
            "markets": markets,
            "positions": positions,
            "layers": layers,
        }
        given = {table: t for table, t in tables.items() if t is not None}
        columns = [c for table, t in given.items() for c in frames.columns(table, t)]
        graph = _c.build(name, columns, title, unit, date, source)
        kinds = [frames.library(t) for t in given.values()]
        self._begin(graph, next((k for k in kinds if k), ""))

    def _begin(self, graph: Any, like: str, folder: str | None = None) -> None:
        self._handle, self._problems = _c.network(graph, _presets())
        self._like = like
        self._folder = folder
        self._ids: list[str] | None = None
        self._asset_ids: list[str] | None = None

    @classmethod
    def _of(cls, graph: Any, like: str, folder: str | None = None) -> Network:
        made = cls.__new__(cls)
        made._begin(graph, like, folder)
        return made

    def _frame(self, columns: Mapping[str, Any]) -> Frame:
        return frames.frame(columns, self._like)

    # --- what it is --------------------------------------------------------------

    @property
    def ids(self) -> list[str]:
        """Ids of the nodes, in the order of the table."""
        if self._ids is None:
            self._ids = _c.ids(self._handle, False)
        return list(self._ids)

    @property
    def asset_ids(self) -> list[str]:
        """Ids of the assets, in the order of the table."""
        if self._asset_ids is None:
            self._asset_ids = _c.ids(self._handle, True)
        return list(self._asset_ids)

    def row(self, node: str) -> int:
        """The row of a node, by its id, an address, or a name only one has."""
        made: int = _c.look_up(self._handle, node, False)
        return made

    def __len__(self) -> int:
        """How many nodes."""
        count: int = _c.counts(self._handle)[0]
        return count

    @property
    def equity(self) -> npt.NDArray[np.float64]:
        """First books, money by node; lent by the library, not copied."""
        return frames.array(_c.network_array(self._handle, "equity"))

    @property
    def assets(self) -> npt.NDArray[np.float64]:
        """All that each node has, money: claims, holdings, cash and the rest."""
        return frames.array(_c.network_array(self._handle, "assets"))

    @property
    def liabilities(self) -> npt.NDArray[np.float64]:
        """All that each node owes, money."""
        return frames.array(_c.network_array(self._handle, "liabilities"))

    def _ends(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
        debtor, creditor, amount = _c.exposures(self._handle)
        return (
            frames.numbers(debtor, np.uint32),
            frames.numbers(creditor, np.uint32),
            frames.numbers(amount),
        )

    @property
    def exposures(self) -> Frame:
        """debtor, creditor, amount of what counts: above 0, between two nodes."""
        debtor, creditor, amount = self._ends()
        return self._frame(
            {
                "debtor": frames.Codes(debtor.astype(np.int32), self.ids),
                "creditor": frames.Codes(creditor.astype(np.int32), self.ids),
                "amount": amount,
            }
        )

    def matrix(self, *, rows: str) -> npt.NDArray[np.float64]:
        """Claims as a dense matrix, `rows` "debtor" or "creditor"."""
        frames.check_rows(rows)
        debtor, creditor, amount = self._ends()
        made = np.zeros((len(self), len(self)))
        ends = (debtor, creditor) if rows == "debtor" else (creditor, debtor)
        np.add.at(made, ends, amount)
        return made

    def table(self, name: str) -> Frame:
        """One of the tables as it was given, with its attributes."""
        if name not in frames.TABLES:
            raise KeyError(f"no table '{name}'; there are {list(frames.TABLES)}")
        numeric = {n for n, is_number, *_ in frames.TABLES[name] if is_number}
        index = list(frames.TABLES).index(name)
        return self._frame(
            {
                column: _numbers(texts) if column in numeric else texts
                for column, texts in _c.table(self._handle, index).items()
            }
        )

    @property
    def about(self) -> dict[str, str]:
        """title, unit, date, source."""
        made: dict[str, str] = _c.about(self._handle)
        return made

    @property
    def hash(self) -> str:
        """The same for the same tables in any format."""
        made: str = _c.hash(self._handle)
        return made

    def check(self) -> Frame:
        """What looks wrong and is used as it stands: severity, place, problem."""
        problems: list[Problem] = self._problems
        return self._frame(
            {
                "severity": [p[0] for p in problems],
                "place": [p[1] for p in problems],
                "problem": [p[2] for p in problems],
            }
        )

    def __repr__(self) -> str:
        nodes, exposures, assets, accounts = _c.counts(self._handle)
        more = f", {assets} assets" if assets else ""
        more += f", {accounts} accounts" if accounts else ""
        return f"<Network: {nodes} nodes, {exposures} exposures{more}>"

    # --- other networks ----------------------------------------------------------

    def edit(self, *edits: str) -> Network:
        """Another network: "nodes A equity=50", "exposures A/B amount=3".

        >>> import contagraph as cg
        >>> net = cg.Network(nodes={"id": ["A"], "equity": [5]})
        >>> net.edit("nodes A equity=50").equity.tolist(), net.equity.tolist()
        ([50.0], [5.0])
        """
        return Network._of(_c.edit(self._handle, list(edits)), self._like, self._folder)

    def write(
        self,
        path: PathLike,
        *,
        format: str | None = None,
        lossy: bool = False,
        rows: str | None = None,
        progress: Progress | None = None,
        **options: Any,
    ) -> list[Problem]:
        """Into a file or folder; the ending tells the format. What was left out
        where ``lossy`` allows it comes back."""
        given = {"format": format, "lossy": lossy, "rows": rows, **options}
        made: list[Problem] = _c.write(self._handle, path, given, progress)
        return made

    # --- one scenario ------------------------------------------------------------

    def run(
        self,
        *shocks: str,
        scenario: ScenarioLike = None,
        model: str | None = None,
        ledger: bool = True,
        baseline: bool = True,
        mute: str | None = None,
        progress: Progress | None = None,
        **keys: Any,
    ) -> Run:
        """Runs one scenario to its end.

        Shocks are words ("node A=default", "asset ETH=-35%"), keys those of a
        scenario (``valuation="clearing"``, ``recovery=0.4``); ``scenario`` is a
        file or a dict of keys. ``mute`` names a node that passes nothing on.
        Without a ledger a large run takes less memory; ``folded=True`` then keeps
        of it what pictures need.
        """
        given, rest = _options.split("run", keys)
        made = scenarios.make(scenario, shocks, rest, model)
        given.update(ledger=ledger, baseline=baseline)
        if mute is not None:
            given["mute"] = self.row(mute)
        return Run(self, _c.run(self._handle, made, given, progress), made)

    def info(self, *, scenario: ScenarioLike = None, **keys: Any) -> Info:
        """Size, leverage, concentration, components, look-through."""
        made = scenarios.make(scenario, (), keys)
        return Info(self, _c.info(self._handle, made), made)

    def look_through(
        self, *, node: str | None = None, asset: str | None = None
    ) -> npt.NDArray[np.float64]:
        """Who bears a loss of a node in the end, as shares; or each node's money
        in an asset, through all layers."""
        if (node is None) == (asset is None):
            raise TypeError("look_through takes a node or an asset")
        look = _c.look_through(self._handle)
        if node is not None:
            return frames.numbers(_c.look_to(look, "node", self.row(node)))
        row = _c.look_up(self._handle, asset, True)
        return frames.numbers(_c.look_to(look, "asset", row))

    # --- many --------------------------------------------------------------------

    def rank(
        self,
        *measures: str,
        shocks: Shocks = (),
        scenario: ScenarioLike = None,
        model: str | None = None,
        top: int | None = None,
        seconds: float = 0,
        progress: Progress | None = None,
        **keys: Any,
    ) -> Ranking:
        """How important each node is: "impact", "debtrank", "katz:alpha=0.25".

        ``top`` may leave out nodes that are certainly not among the first so
        many.
        """
        given, rest = _options.split("rank", keys)
        made = scenarios.make(scenario, shocks, rest, model)
        given.update(top=top, seconds=seconds)
        handle = _c.rank(
            self._handle, made, ",".join(measures or ("impact",)), given, progress
        )
        return Ranking(self, handle, made)

    def curve(
        self,
        *shocks: str,
        to: float = 0.5,
        start: float = 0.0,
        steps: int = 20,
        cliff: bool = True,
        jump: float = 0.01,
        scenario: ScenarioLike = None,
        model: str | None = None,
        progress: Progress | None = None,
        **keys: Any,
    ) -> Curve:
        """Loss against the size X of a shock: ``net.curve("asset ETH=-X")``."""
        given, rest = _options.split("curve", keys)
        made = scenarios.make(scenario, shocks, rest, model)
        given.update(to=to, steps=steps, cliff=cliff, jump=jump)
        given.setdefault("from", start)
        handle = _c.curve(self._handle, made, given, progress)
        return Curve(self, handle, made)

    def book(
        self,
        asset: str | None = None,
        *,
        group: str | None = None,
        to: float = 0.5,
        steps: int = 20,
    ) -> Book:
        """Which accounts can be liquidated as a price falls. Both None: all."""
        return Book(self, _c.book(self._handle, asset, group, to, steps), None)

    def sweep(
        self,
        rows: Any,
        *,
        model: str | None = None,
        threads: int = 0,
        end_state: bool = False,
        progress: Progress | None = None,
        **keys: Any,
    ) -> Frame:
        """Many scenarios, a row of results for each.

        ``rows`` are shocks, dicts of keys, a data frame with a column for each
        key, or a file of scenarios; ``keys`` hold for all.

        >>> import contagraph as cg
        >>> net = cg.Network(nodes={"id": ["A", "B"], "equity": [5, 3]},
        ...     exposures={"debtor": ["A"], "creditor": ["B"], "amount": [2]})
        >>> net.sweep(["node A=default", {"shocks": ["node A=-20%"]}],
        ...           valuation="threshold")["equity_lost"].tolist()
        [7.0, 1.0]
        """
        given, rest = _options.split("sweep", keys)
        given.update(threads=threads, end_state=end_state)
        made = self._rows(rows, scenarios.make(None, (), rest, model))
        names = [name for name, _ in _c.summary_keys()]
        table = np.full((len(names), len(made)), np.nan)
        networks: dict[str, list[int]] = {}
        for i, (_, edits, _) in enumerate(made):
            networks.setdefault(edits, []).append(i)
        for edits, members in networks.items():
            net = self.edit(*[e.strip() for e in edits.split(";")]) if edits else self
            found = _c.sweep(
                net._handle, [made[i][2] for i in members], given, progress
            )
            table[:, members] = frames.numbers(found).reshape(len(names), -1)
        columns: dict[str, Any] = {"id": [row[0] for row in made]}
        for name, values in zip(names, table):
            columns[name] = values == 1 if name == "converged" else values
        return self._frame(columns)

    def _rows(self, rows: Any, base: Any) -> list[tuple[str, str, Any]]:
        """Id, edits, scenario of each."""
        if isinstance(rows, os.PathLike) or isinstance(rows, str):
            made: list[tuple[str, str, Any]] = _c.scenarios(rows, base)
            return made
        if frames.library(rows):
            rows = _records(rows)
        elif isinstance(rows, Mapping):
            raise TypeError("a list of scenarios is needed; one is for run()")
        out: list[tuple[str, str, Any]] = []
        for number, row in enumerate(rows, 1):
            keys = {"shocks": row} if isinstance(row, str) else dict(row)
            keys = {k: v for k, v in keys.items() if not frames._is_blank(v)}
            handle = _c.scenario_copy(base)
            name = str(keys.pop("id", number))
            edits = str(keys.pop("edits", ""))
            scenarios.add_shocks(handle, keys.pop("shocks", ()))
            for key, value in keys.items():
                _c.scenario_set(handle, key, scenarios.text_of(value))
            out.append((name, edits, handle))
        return out

    # --- risk, remedies ----------------------------------------------------------

    def simulate(
        self,
        *shocks: str,
        risk: Union[str, os.PathLike[str], None] = None,
        scenario: ScenarioLike = None,
        model: str | None = None,
        tail_only: bool = False,
        end_state: bool = False,
        threads: int = 0,
        progress: Progress | None = None,
        **keys: Any,
    ) -> Simulation:
        """Draws random scenarios and runs each.

        ``risk`` is a risk file; keys are those of one (``draws=1000``,
        ``levels=[95, 99]``, ``event=["crash 2%: asset ETH=-50%"]``) or of a
        scenario. ``tail_only`` runs the draws alone that can be in the tail of
        ``equity_lost``, as ``simulate --tail-only`` does: VaR, ES and means over
        the tail are the same to the last bit, and nothing else is known.
        ``end_state`` finds where claims alone leave each draw without its rounds,
        faster, as ``simulate --end-state`` does: the same to 1e-9 of the initial
        equity. Draws with other channels are run by rounds anyway.
        """
        given, keys = _options.split("simulate", keys)
        of_risk, rest = _split_risk(keys)
        made = scenarios.make(scenario, shocks, rest, model)
        given = {
            "folder": self._folder, "tail_only": tail_only, "end_state": end_state,
            "threads": threads, **given,
        }
        handle = _c.simulate(
            self._handle,
            made,
            None if risk is None else os.fspath(risk),
            of_risk,
            given,
            progress,
        )
        return Simulation(self, handle, made)

    def calibrate(
        self,
        set: Union[str, Sequence[str]],
        limits: Union[str, Sequence[str]],
        *shocks: str,
        risk: Union[str, os.PathLike[str], None] = None,
        scenario: ScenarioLike = None,
        model: str | None = None,
        steps: int = 16,
        halvings: int = 14,
        point: bool = False,
        maximise: tuple[float, float] | None = None,
        threads: int = 0,
        progress: Progress | None = None,
        **keys: Any,
    ) -> Calibration:
        """How far a parameter can go until a risk is no longer known to keep
        its limits.

        ``set`` is a parameter with its range, the safe end first, ("markets
        V/ETH maintenance=0.3..0.1"), or several; ``limits`` are words ("bad_debt
        es95 <= 1e6"); keys as for :meth:`simulate`. Of two parameters
        ``maximise`` proposes where the weights times how far each is from its
        safe end sum to most.
        """
        given, keys = _options.split("calibrate", keys)
        of_risk, rest = _split_risk(keys)
        made = scenarios.make(scenario, shocks, rest, model)
        given = {
            "steps": steps, "halvings": halvings, "point": point, "threads": threads,
            "folder": self._folder, **given,
        }
        handle = _c.calibrate(
            self._handle,
            made,
            None if risk is None else os.fspath(risk),
            of_risk,
            [set] if isinstance(set, str) else list(set),
            [limits] if isinstance(limits, str) else list(limits),
            given,
            None if maximise is None else tuple(maximise),
            progress,
        )
        return Calibration(self, handle, made)

    def optimise(
        self,
        question: str,
        *shocks: str,
        scenario: ScenarioLike = None,
        model: str | None = None,
        settings: Mapping[str, Any] | None = None,
        seconds: float = 60,
        gap: float = -1,
        evaluations: int = 0,
        seed: int = 1,
        progress: Progress | None = None,
        **keys: Any,
    ) -> Answer:
        """Seeks a remedy, or the worst: "bailout", "compress", "key-set", ...

        ``settings`` are the question's own, as on the command line:
        ``{"budget": 5e6, "objective": "failed"}``; a list gives one several
        times, None one without a value.
        """
        given, rest = _options.split("optimise", keys)
        made = scenarios.make(scenario, shocks, rest, model)
        words: list[tuple[str, str | None]] = []
        for name, value in (settings or {}).items():
            for one in value if isinstance(value, (list, tuple)) else [value]:
                words.append((name, None if one is None else scenarios.text_of(one)))
        given.update(seconds=seconds, gap=gap, evaluations=evaluations, seed=seed)
        handle = _c.optimise(self._handle, made, question, words, given, progress)
        return Answer(self, handle, made)

    def answered(self, answer: Answer) -> Network:
        """The network that an answer makes: this one where it changes nothing."""
        if answer._graph is None:
            return self
        graph, answer._graph = answer._graph, None
        made = Network._of(graph, self._like, self._folder)
        answer._graph = _c.edit(made._handle, [])
        return made

    def reconstruct(
        self,
        method: str = "ras",
        *,
        progress: Progress | None = None,
        **options: Any,
    ) -> Reconstruction:
        """Networks of exposures from each node's totals (reported_claims and
        reported_debts, or ``marginals``, a CSV file): ras, min-density,
        fitness, gibbs. ``options`` are those of ``contagraph.options("totals")``,
        and of the method, ``contagraph.options("reconstruct")``."""
        return Reconstruction(self, method, options, progress)

    def bounds(self, *, progress: Progress | None = None, **options: Any) -> Frame:
        """What is certain of each exposure between nodes with these totals: debtor,
        creditor, low, high. Options are those of ``contagraph.options("totals")``.

        >>> import contagraph as cg
        >>> net = cg.Network(nodes={"id": ["A", "B", "C"], "equity": [5, 3, 9],
        ...     "reported_claims": [4, 2, 2], "reported_debts": [2, 3, 3]})
        >>> net.bounds()["high"].tolist()
        [2.0, 2.0, 3.0, 2.0, 3.0, 2.0]
        """
        return bounds_of(self, _c.totals(self._handle, options, progress), progress)

    # --- pictures and pages ------------------------------------------------------

    def draw(
        self,
        view: str = "map",
        *,
        ranking: Ranking | None = None,
        progress: Progress | None = None,
        **options: Any,
    ) -> Drawing:
        """A picture that needs no run: map, matrix; or importance, of a ``ranking``
        by impact. What else it takes is in ``contagraph.options("draw")``."""
        return Drawing(
            _c.draw(
                self._handle, None, None, ranking._handle if ranking else None, view,
                options, progress,
            )
        )

    def report(
        self,
        path: PathLike | None,
        *shocks: str,
        scenario: ScenarioLike = None,
        model: str | None = None,
        without: str | None = None,
        seed: int = 1,
        simulation: Simulation | None = None,
        calibration: Calibration | None = None,
        progress: Progress | None = None,
        **keys: Any,
    ) -> str:
        """All about one scenario on one page: .html, .md or .json.

        Without a path the page comes back as HTML alone. With a ``simulation``
        of this network the page tells what is lost at which probability, with a
        ``calibration`` how far its parameters can go, as ``report --risk`` and
        ``--set`` do.
        """
        given, rest = _options.split("report", keys)
        made = scenarios.make(scenario, shocks, rest, model)
        return self._report(
            made, path, without=without, seed=seed, simulation=simulation,
            calibration=calibration, progress=progress, **given,
        )

    def _report(
        self,
        scenario: Any,
        path: PathLike | None,
        *,
        without: str | None = None,
        seed: int = 1,
        simulation: Simulation | None = None,
        calibration: Calibration | None = None,
        progress: Progress | None = None,
        **options: Any,
    ) -> str:
        ending = Path(path).suffix.lower().lstrip(".") if path is not None else "html"
        for given in (simulation, calibration):
            if given is not None and given.network is not self:
                raise ValueError("a page is of one network, as is what it tells of risk")
        found = _c.findings(
            self._handle, scenario, {"without": without, "seed": seed, **options},
            simulation and simulation._handle,
            calibration and calibration._handle, progress,
        )
        page = _c.document(
            "findings", found, self._handle, scenario, None,
            {"htm": "html"}.get(ending, ending),
        )
        return write_page(page, path)


def _split_risk(
    keys: Mapping[str, Any],
) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """Keys of a risk file, and those of a scenario."""
    of_risk = {name for name, *_ in _c.risk_keys()} | {*_RISK_LISTS}
    given: list[tuple[str, str]] = []
    for key, value in keys.items():
        if key in _RISK_LISTS and not isinstance(value, str):
            given += [(key, scenarios.text_of(v)) for v in value]
        elif key in of_risk:
            given.append((key, scenarios.text_of(value)))
    return sorted(given), {k: v for k, v in keys.items() if k not in of_risk}


def _numbers(texts: Iterable[str]) -> Any:
    """A column of numbers; `initial`, true and false stay what they are."""
    listed = list(texts)
    try:
        return np.array([float(t) if t else np.nan for t in listed])
    except ValueError:
        return listed


def _records(frame: Any) -> list[dict[str, Any]]:
    made: list[dict[str, Any]]
    if frames.library(frame) == "polars":
        made = frame.to_dicts()
    else:
        made = frame.to_dict("records")
    return made
