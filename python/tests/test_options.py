"""Options of calls: those of the library's table, what they hold, what they take."""

from __future__ import annotations

import inspect
import math
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import contagraph as cg
from contagraph import _contagraph
from contagraph._options import TABLE

from .support import TOP, three

#: Who takes them; the method of totals and that of a reconstruction is one.
CALLS: dict[str, Callable[..., Any]] = {
    "read": cg.read,
    "write": cg.Network.write,
    "generate": cg.generate,
    "run": cg.Network.run,
    "paths": cg.Run.paths,
    "rank": cg.Network.rank,
    "curve": cg.Network.curve,
    "sweep": cg.Network.sweep,
    "simulate": cg.Network.simulate,
    "calibrate": cg.Network.calibrate,
    "optimise": cg.Network.optimise,
    "totals": cg.Network.reconstruct,
    "reconstruct": cg.Network.reconstruct,
    "draw": cg.Network.draw,
    "save": cg.Drawing.save,
    "report": cg.Network.report,
}

#: Names that Python has otherwise: `from` is a word of its own.
OTHERWISE = {("curve", "from"): "start", ("read", "shown"): "name"}

#: Where cliffs are a part of what comes back, they are looked for.
UNLIKE = {("curve", "cliff"): True}

OF_A_SCENARIO = ("run", "rank", "curve", "sweep", "simulate", "calibrate", "optimise",
                 "report")


def same(one: Any, other: Any) -> bool:
    nan = isinstance(one, float) and math.isnan(one)
    return (nan and math.isnan(other)) or one == other


class Options(unittest.TestCase):
    def test_every_call_of_the_table_is_one_here(self) -> None:
        self.assertEqual(sorted(TABLE), sorted(CALLS))
        self.assertEqual(list(cg.options("curve")),
                         ["from", "to", "steps", "cliff", "jump"])
        self.assertEqual(cg.options("curve")["jump"], 0.01)
        self.assertTrue(math.isnan(cg.options("reconstruct")["keep"]))
        self.assertEqual(cg.options("totals")["scale"], "nothing")
        with self.assertRaisesRegex(KeyError, "no call 'ranks'"):
            cg.options("ranks")

    def test_each_is_taken_and_holds_what_the_library_says(self) -> None:
        for call, function in CALLS.items():
            parameters = inspect.signature(function).parameters
            kinds = {p.kind for p in parameters.values()}
            self.assertIn(inspect.Parameter.VAR_KEYWORD, kinds, call)
            for name, standard in TABLE[call].items():
                standard = UNLIKE.get((call, name), standard)
                name = OTHERWISE.get((call, name), name)
                here = parameters[name].default if name in parameters else None
                # None is not given.
                if here is not None:
                    self.assertTrue(same(here, standard), (call, name, here, standard))

    def test_none_is_a_key_of_a_scenario_or_of_a_risk(self) -> None:
        keys = {name for name, *_ in _contagraph.scenario_keys()}
        risk = {name for name, *_ in _contagraph.risk_keys()} | {"event", "track"}
        for call in OF_A_SCENARIO:
            taken = keys | risk if call in ("simulate", "calibrate") else keys
            self.assertEqual(taken & set(TABLE[call]), set(), call)

    def test_what_the_library_says_is_as_if_nothing_was_given(self) -> None:
        net = three()
        shock = "node A=default"
        run = net.run(shock)
        event = ["failure 10%: node A=default"]
        totals = cg.Network(nodes={"id": ["A", "B"], "equity": [1, 1],
                                   "reported_claims": [4, 0],
                                   "reported_debts": [0, 4]})

        def standards(call: str, *without: str) -> dict[str, Any]:
            return {k: UNLIKE.get((call, k), v) for k, v in TABLE[call].items()
                    if k not in without}

        self.assertEqual(net.run(shock, **standards("run", "adl")).document(),
                         run.document())
        self.assertEqual(run.paths(**standards("paths")), run.paths())
        self.assertEqual(net.rank(**standards("rank")).document(),
                         net.rank().document())
        curve = net.curve("node A=-X")
        self.assertEqual(net.curve("node A=-X", **standards("curve")).document(),
                         curve.document())
        self.assertEqual(str(net.sweep([shock], **standards("sweep"))),
                         str(net.sweep([shock])))
        self.assertEqual(
            net.simulate(event=event, draws=400, **standards("simulate")).document(),
            net.simulate(event=event, draws=400).document())
        limits = ("nodes A equity=9..5", "equity_lost mean <= 100%")
        self.assertEqual(
            net.calibrate(*limits, event=event, draws=400,
                          **standards("calibrate")).document(),
            net.calibrate(*limits, event=event, draws=400).document())
        self.assertEqual(
            net.optimise("bailout", shock, settings={"budget": 3},
                         **standards("optimise")).value,
            net.optimise("bailout", shock, settings={"budget": 3}).value)
        made = totals.reconstruct(**standards("totals"),
                                  **standards("reconstruct", "burn", "thin"))
        self.assertEqual(made[0].hash, totals.reconstruct()[0].hash)
        self.assertEqual(net.draw(**standards("draw")).dot, net.draw().dot)
        self.assertEqual(
            net.report(None, shock, **standards("report", "without_diagrams"),
                       without_diagrams=True),
            net.report(None, shock, without_diagrams=True))
        self.assertEqual(cg.generate("core-periphery", **standards("generate")).hash,
                         cg.generate("core-periphery").hash)
        with tempfile.TemporaryDirectory() as work:
            file = Path(work) / "graph.json"
            net.write(file, **standards("write"))
            self.assertEqual(cg.read(file, **standards("read", "shown")).hash, net.hash)
            drawing = net.draw()
            drawing.save(Path(work) / "x.dot", **standards("save"))
            self.assertEqual((Path(work) / "x.dot").read_text(), drawing.dot)

    def test_words_numbers_and_paths_that_are_none(self) -> None:
        net = three()
        with self.assertRaisesRegex(ValueError, "steps is -1, not a whole number"):
            net.curve("node A=-X", steps=-1)
        with self.assertRaisesRegex(ValueError, "threads is 4294967296, not a whole"):
            net.sweep(["node A=default"], threads=2**32)
        with self.assertRaisesRegex(TypeError, r"^steps is 2\.5, not a whole number$"):
            net.curve("node A=-X", steps=2.5)  # type: ignore[arg-type]
        with self.assertRaisesRegex(TypeError, "^to is 'all', not a number$"):
            net.curve("node A=-X", to="all")  # type: ignore[arg-type]
        with self.assertRaisesRegex(OverflowError, "^to is too large$"):
            net.curve("node A=-X", to=10**400)
        with self.assertRaisesRegex(TypeError, "^title is 7, not a text$"):
            net.draw(title=7)
        with self.assertRaisesRegex(TypeError, "^marginals is 7, not a path$"):
            net.reconstruct(marginals=7)
        nameless: dict[str, Any] = {"": 7}
        with self.assertRaisesRegex(TypeError, "^draw has no option ''$"):
            net.draw(**nameless)
        with self.assertRaisesRegex(ValueError, "title has a NUL in it"):
            net.draw(title="a\0b")
        with self.assertRaisesRegex(ValueError, "null byte"):
            net.reconstruct(marginals="a\0b")
        with self.assertRaisesRegex(ValueError, "scale is 'debtor', which is none of its "
                                                "words: nothing, claims, debts, mean$"):
            net.reconstruct(scale="debtor")
        four: Any = np.int64(4)
        self.assertEqual(len(net.curve("node A=-X", steps=four).points), 5)
        begins: dict[str, Any] = {"from": 0.4}
        self.assertEqual(net.curve("node A=-X", **begins).points["size"][0], 0.4)

    def test_no_steps_are_not_as_many_as_usual(self) -> None:
        totals = cg.Network(nodes={"id": ["A", "B", "C"], "equity": [5, 3, 9],
                                   "reported_claims": [4, 2, 2],
                                   "reported_debts": [2, 3, 3]})

        def drawn(**options: Any) -> list[str]:
            made = totals.reconstruct("gibbs", draws=4, chains=2, seed=7, **options)
            return [net.hash for net in made]

        usual = drawn()
        self.assertEqual(drawn(burn=None, thin=None), usual)
        self.assertNotEqual(drawn(burn=0), usual)
        self.assertNotEqual(drawn(thin=0), usual)

    def test_files_are_named_by_paths(self) -> None:
        with tempfile.TemporaryDirectory() as work:
            sums = Path(work) / "sums\u00e9.csv"
            sums.write_text("id,claims,debts\nA,4,2\nB,2,3\nC,2,3\n")
            made = three().reconstruct(marginals=sums, forget=True)
            self.assertAlmostEqual(made[0].matrix(rows="debtor").sum(), 8)
            rows = Path(work) / "nodes.csv"
            rows.write_text("id,equity\nA,5\nB,3\n")
            edges = Path(work) / "edges.csv"
            edges.write_text("debtor,creditor,amount\nA,B,2\n")
            self.assertEqual(cg.read(edges, nodes=rows).equity.tolist(), [5, 3])

    @unittest.skipUnless((TOP / "graphs").is_dir(), "needs the source tree")
    def test_folded_runs_are_drawn_and_keep_prices(self) -> None:
        net = cg.read(TOP / "graphs" / "defi-25")
        full = net.run("asset @eth=-35%")
        folded = net.run("asset @eth=-35%", ledger=False, folded=True)
        self.assertEqual(folded.prices.to_dict(), full.prices.to_dict())
        self.assertEqual(len(net.run("asset @eth=-35%", ledger=False).prices), 1)
        self.assertIn("digraph", folded.draw("cascade").dot)
        with self.assertRaisesRegex(ValueError, "kept no ledger"):
            folded.ledger


if __name__ == "__main__":
    unittest.main()
