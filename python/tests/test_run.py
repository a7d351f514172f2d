"""Runs and what else can be asked of a network."""

from __future__ import annotations

import gc
import io
import json
import math
import os
import tempfile
import unittest
import weakref
from pathlib import Path
from typing import Any

import numpy as np

import contagraph as cg
from contagraph import _contagraph

from .support import TOP, three

GRAPHS = TOP / "graphs"
COMPOUND = GRAPHS / "defi-25"
needs_graphs = unittest.skipUnless(COMPOUND.exists(), "needs the source tree")


class Runs(unittest.TestCase):
    def test_arrays_are_lent_and_outlive_everything(self) -> None:
        net = three()
        run = net.run("node A=default", valuation="threshold")
        equity, entries = run.equity, run.entries
        self.assertFalse(equity.flags.owndata)
        self.assertFalse(equity.flags.writeable)
        with self.assertRaises(ValueError):
            equity[0] = 1
        self.assertEqual(entries.dtype.names,
                         ("amount", "source", "target", "round", "channel"))
        again = run.equity
        self.assertEqual(equity.ctypes.data, again.ctypes.data)
        gone = weakref.ref(run)
        del run, net, again
        gc.collect()
        self.assertIsNone(gone())
        filler = [three().run("node C=default").equity for _ in range(20)]
        self.assertEqual(equity.tolist(), [0.0, -5.0, 7.0])
        self.assertEqual(entries["amount"].tolist(), [5.0, 8.0, 2.0])
        self.assertEqual(len(filler), 20)

    def test_summary_and_scenario(self) -> None:
        run = three().run("node A=default", valuation="threshold", recovery=0.25)
        summary = run.summary
        self.assertIs(summary["converged"], True)
        self.assertEqual(summary["failed"], 2)
        self.assertIsInstance(summary["rounds"], int)
        self.assertEqual(summary["equity_lost"], 5 + 3 + 1.5)
        self.assertEqual(run.scenario["recovery"], 0.25)
        self.assertEqual(run.scenario["shocks"], ["node A=default"])
        self.assertIn("9.5 of 17 lost", repr(run))
        again = three().run(scenario=run.scenario)
        self.assertEqual(repr(again.summary), repr(summary))

    def test_scenarios_from_everywhere(self) -> None:
        net = three()
        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "s.json"
            path.write_text(json.dumps({"shocks": ["node A=-40%"], "recovery": 0.5}))
            run = net.run("node C=-10%", scenario=path, recovery="25%")
        self.assertEqual(run.scenario["shocks"], ["node A=-40%", "node C=-10%"])
        self.assertEqual(run.scenario["recovery"], 0.25)
        both = net.run("node A=-40%; node C=-10%")
        self.assertEqual(both.scenario["shocks"], ["node A=-40%", "node C=-10%"])
        self.assertEqual(net.run(model="furfine", recovery=0.4).scenario["recovery"], 0.4)
        with self.assertRaisesRegex(cg.NotFoundError, "did you mean 'valuation'"):
            net.run(valuatoin="clearing")
        with self.assertRaisesRegex(KeyError, "no node 'Z'"):
            net.run("node Z=default")
        with self.assertRaises(cg.ArgumentError):
            net.run(recovery=2.5)
        with self.assertRaisesRegex(cg.InputError, "scenario"):
            net.run(scenario={"recovry": 1})
        with self.assertRaisesRegex(OSError, "No such file"):
            net.run(scenario="/nowhere/s.json")

    def test_causes(self) -> None:
        run = three().run("node A=default", "node C=-20%", valuation="threshold")
        origins = run.origins
        self.assertEqual(list(origins["origin"])[:2], ["shock:1", "shock:1"])
        self.assertEqual(math.fsum(origins["amount"]),
                         float(np.sum(run.initial_equity - run.equity)))
        paths = run.paths(k=2, min_steps=1)
        self.assertEqual([p.loss for p in paths], [8.0, 2.0])
        self.assertEqual(paths[0].entries, [0, 2])
        self.assertEqual(run.paths(to="C", min_steps=1)[0].text,
                         "shock:1 -[shock 0]-> A -[claim 1]-> C")
        verdict = run.pivotal("B")[0]
        self.assertEqual((verdict.node, verdict.verdict), ("B", "pivotal"))
        self.assertEqual(list(verdict.tried["sender"])[0], "A")
        with self.assertRaises(cg.NotFoundError):
            run.pivotal("Z")

    def test_without_a_ledger(self) -> None:
        run = three().run("node A=default", ledger=False, valuation="threshold")
        self.assertEqual(run.equity.tolist(), [0.0, -5.0, 7.0])
        with self.assertRaisesRegex(ValueError, "ledger=True"):
            run.ledger
        with self.assertRaisesRegex(ValueError, "ledger=True"):
            run.paths()

    def test_mute(self) -> None:
        run = three().run("node A=default", valuation="threshold", mute="A")
        self.assertEqual(run.equity.tolist(), [0.0, 3.0, 9.0])

    def test_read(self) -> None:
        text = b"debtor,creditor,amount\nA,B,2\nA,C,x\n"
        with self.assertRaisesRegex(cg.InputError, "^<memory>:3:5: amount is 'x'"):
            cg.read(text)
        with self.assertRaisesRegex(cg.InputError, "^up.csv:3:5"):
            cg.read(io.BytesIO(text), name="up.csv")
        with self.assertRaisesRegex(cg.FileError, "No such file"):
            cg.read("/nowhere/g.json")
        net = cg.read(b"from;to;x\nA;B;2,5\n", map={"amount": "x"}, decimal=",",
                      edges="debtor-creditor")
        self.assertEqual(net.exposures["amount"].tolist(), [2.5])
        with tempfile.TemporaryDirectory() as work:
            for name in ("g.json", "g.sqlite", "g.ctg", "folder/"):
                path = Path(work) / name
                three().write(path if not name.endswith("/") else f"{path}/")
                self.assertEqual(cg.read(path).hash, three().hash)
                if path.is_file():
                    self.assertEqual(cg.read(path.read_bytes()).hash, three().hash)

    def test_edits_make_another(self) -> None:
        net = three()
        other = net.edit("nodes A equity=50", "exposures A/B amount=3")
        self.assertEqual(other.equity.tolist(), [50.0, 3.0, 9.0])
        self.assertEqual(net.equity.tolist(), [5.0, 3.0, 9.0])
        with self.assertRaises(cg.NotFoundError):
            net.edit("nodes Z equity=1")

    def test_sweep_of_edits_and_files(self) -> None:
        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "s.csv"
            path.write_text("id,shocks,edits\nx,node A=-60%,\n"
                            "y,node A=-60%,nodes A equity=50\n")
            made = three().sweep(path, valuation="threshold")
        self.assertEqual(list(made["equity_lost"]), [3.0, 30.0])
        with self.assertRaisesRegex(cg.NotFoundError, "no node 'Z'"):
            three().sweep(["node A=-60%", "node Z=default"])
        with self.assertRaises(TypeError):
            three().sweep({"recovery": 1})
        self.assertEqual(len(three().sweep([])["id"]), 0)


class Questions(unittest.TestCase):
    def test_rankings(self) -> None:
        made = three().rank("impact", "katz:alpha=0.1", valuation="threshold")
        self.assertEqual(made.measures, ["impact", "katz:alpha=0.1"])
        self.assertEqual(made["impact"].tolist(), [5.0, 0.0, 1.0])
        self.assertEqual(made.ranks("impact").tolist(), [1, 3, 2])
        self.assertEqual(made.order("impact"), ["A", "C", "B"])
        self.assertEqual(list(made.frame["impact_rank"]), [1, 3, 2])
        self.assertIn("impact", made.document("csv"))
        with self.assertRaises(KeyError):
            made["pagerank"]
        with self.assertRaises(cg.ArgumentError):
            three().rank("importance")

    def test_curves(self) -> None:
        made = three().curve("node A=-X", to=1.0, steps=4, valuation="threshold")
        self.assertEqual(made.points["size"].tolist(), [0, 0.25, 0.5, 0.75, 1])
        self.assertEqual(made.points["loss"].tolist()[1], 1.25)
        self.assertEqual(made.points["converged"].tolist(), [True] * 5)
        self.assertEqual(made.cliffs["size"].round(6).tolist(), [1.0])
        self.assertEqual(len(made.document()["points"]), 5)

    def test_what_papers_call_it(self) -> None:
        matrix = np.array([[0, 8, 2], [0, 0, 0], [0, 1, 0]])
        run = cg.default_cascade(matrix, [5, 3, 9], 0, rows="debtor")
        self.assertEqual(run.equity.tolist(), [0.0, -5.0, 7.0])
        half = cg.furfine(matrix.T, [5, 3, 9], [0], 0.5, rows="creditor")
        self.assertEqual(half.equity.tolist(), [0.0, -1.0, 8.0])
        once = cg.contagion(matrix, [5, 3, 9], [0.5, 0, 0], rows="debtor")
        self.assertEqual(once.distress.round(12).tolist()[0], 0.5)
        # A and B owe each other 4 with equities of 10: by hand 0.1, 0.04, 0.016, ...
        # comes back for as long as it lasts, or once to each.
        loop = [[0, 4], [4, 0]]
        again = cg.contagion(loop, [10, 10], [0.1, 0], rows="debtor").distress
        self.assertTrue(np.allclose(again, [0.1 / 0.84, 0.04 / 0.84], rtol=0, atol=1e-9))
        single = cg.contagion(loop, [10, 10], [0.1, 0], rows="debtor", single_hit=True)
        self.assertTrue(np.allclose(single.distress, [0.1 + 0.016, 0.04], rtol=0, atol=1e-12))
        found = cg.matrix_estimation([10, 0, 1], [0, 9, 2], "md", rows="debtor")
        self.assertEqual(found.sum(1).tolist(), [10, 0, 1])
        self.assertEqual(found.sum(0).tolist(), [0, 9, 2])
        self.assertEqual(len(cg.impact_susceptibility(matrix, [50, 30, 90], rows="debtor")), 3)

    def test_eisenberg_noe_of_the_paper(self) -> None:
        """Two that owe each other 1 and a third 1, by hand: 0.8 of what is due."""
        owed = [[0, 1, 1], [1, 0, 1], [0, 0, 0]]
        paid = cg.eisenberg_noe(owed, [0.5, 1.5, 0])
        # p1 = 0.5 + p2/2, p2 = min(2, 1.5 + p1/2)
        self.assertTrue(np.allclose(paid, [1.5, 2.0, 0], rtol=0, atol=1e-12))

    def test_reconstruct(self) -> None:
        net = cg.Network({"id": ["A", "B", "C"], "equity": [5, 3, 9],
                          "reported_claims": [4, 2, 2], "reported_debts": [2, 3, 3]})
        made = net.reconstruct("ras")
        matrix = made[0].matrix(rows="debtor")
        self.assertTrue(np.allclose(matrix.sum(1), [2, 3, 3]))
        self.assertTrue(np.allclose(matrix.sum(0), [4, 2, 2]))
        drawn = net.reconstruct("gibbs", draws=8, chains=2, seed=7)
        self.assertEqual(len(drawn), 8)
        self.assertEqual(len(drawn[2:5]), 3)
        self.assertEqual(float(drawn.links(3)["amount"].sum()), 8.0)
        bounds = made.bounds()
        self.assertEqual(len(bounds["low"]), 6)
        with self.assertRaises(IndexError):
            made[1]
        with self.assertRaisesRegex(TypeError, "no option 'drows'"):
            net.reconstruct("gibbs", drows=8)
        bad = cg.Network({"id": ["A", "B"], "equity": [5, 3],
                          "reported_claims": [4, 0], "reported_debts": [4, 0]})
        with self.assertRaisesRegex(cg.NoSolutionError, "no network has these totals"):
            bad.reconstruct("ras")

    def test_optimise(self) -> None:
        answer = three().optimise("bailout", "node A=-60%", valuation="threshold",
                                  settings={"budget": 3}, seconds=5)
        self.assertGreaterEqual(answer.value, 0)
        self.assertIn("shocks", answer.scenario)
        self.assertEqual(answer.document()["schema"][:10], "contagraph")
        loop = cg.Network({"id": ["A", "B", "C"], "equity": [5, 3, 9]},
                          {"debtor": ["A", "B", "C"], "creditor": ["B", "C", "A"],
                           "amount": [4, 6, 5]})
        netted = loop.answered(loop.optimise("compress"))
        self.assertLess(float(np.sum(netted.exposures["amount"])), 15)

    @needs_graphs
    def test_a_market(self) -> None:
        net = cg.read(COMPOUND)
        asset = net.asset_ids[0]
        run = net.run(f"asset {asset}=-35%")
        prices = np.asarray(run.prices[asset])
        self.assertEqual(len(prices), run.summary["rounds"] + 1)
        book = net.book(asset, to=0.6, steps=6)
        self.assertEqual(len(book.levels["fall"]), 7)
        self.assertEqual(len(book.accounts["account"]), book.levels["accounts"].tolist()[-1])
        self.assertEqual(net.look_through(asset=asset).shape, (len(net),))
        with self.assertRaises(TypeError):
            net.look_through()
        self.assertEqual(net.info()["nodes"], len(net))
        with self.assertRaises(KeyError):
            net.table("node")

    @needs_graphs
    def test_simulate(self) -> None:
        net = cg.read(COMPOUND)
        asset = net.asset_ids[0]
        made = net.simulate(event=[f"crash 20%: asset {asset}=-40%"], draws=200,
                            levels=[90, 95], seed=3)
        again = net.simulate(event=f"crash 20%: asset {asset}=-40%", draws=200,
                             levels=[90, 95], seed=3, threads=1)
        self.assertEqual(made.figure("equity_lost mean"), again.figure("equity_lost mean"))
        self.assertEqual(len(made.table("draws.csv")["draw"]), 200)
        self.assertIn("shocks", made.draw_scenario(1))
        with self.assertRaises(IndexError):
            made.draw_scenario(201)
        with self.assertRaises(KeyError):
            made.table("draws")

    @needs_graphs
    def test_simulate_tail_only(self) -> None:
        """The same figures of the tail; where it cannot be found, why not."""
        net = cg.read(GRAPHS / "textbook-f1")
        keys: dict[str, Any] = {"event": ["a 20%: node A=default", "b 9%: node B=-2"],
                                "draws": 400, "seed": 3, "levels": [90, 95]}
        made = net.simulate(**keys)
        tail = net.simulate(tail_only=True, **keys)
        self.assertEqual(made.figure("equity_lost es95"), tail.figure("equity_lost es95"))
        self.assertEqual(made.figure("equity_lost var90"), tail.figure("equity_lost var90"))
        with self.assertRaisesRegex(cg.ArgumentError, "var and es of equity_lost"):
            tail.figure("equity_lost mean")
        with self.assertRaisesRegex(cg.ArgumentError, "another"):
            net.simulate(tail_only=True, measure="failed", **keys)

    @needs_graphs
    def test_simulate_end_states(self) -> None:
        """Without rounds where claims alone count, to 1e-9 of the equity."""
        net = cg.read(GRAPHS / "textbook-f1")
        keys: dict[str, Any] = {"event": ["a 20%: node A=default", "b 9%: node B=-2"],
                                "draws": 400, "seed": 3, "levels": [90, 95]}
        made = net.simulate(**keys)
        ends = net.simulate(end_state=True, **keys)
        self.assertTrue(made.document()["by_rounds"])
        self.assertFalse(ends.document()["by_rounds"])
        self.assertAlmostEqual(
            ends.figure("equity_lost mean"), made.figure("equity_lost mean"), 7)
        with self.assertRaises(cg.ArgumentError):
            net.simulate(end_state=True, tail_only=True, **keys)

    @needs_graphs
    def test_page_of_risk(self) -> None:
        net = cg.read(GRAPHS / "textbook-f1")
        keys: dict[str, Any] = {"event": ["a 20%: node A=default", "b 9%: node B=-2"],
                                "draws": 400, "seed": 3, "levels": [90, 95]}
        made = net.simulate(**keys)
        reached = net.calibrate("nodes A equity=20..1", "equity_lost es90 <= 30",
                                steps=2, halvings=1, **keys)
        run = net.run("node A=default")
        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "page.json"
            run.report(path)
            plain = json.loads(path.read_text())
            run.report(path, simulation=made, calibration=reached)
            page = json.loads(path.read_text())
        for section in ("risk", "calibration"):
            self.assertNotIn(section, plain)
            self.assertIn(section, page)
        with self.assertRaisesRegex(ValueError, "one network"):
            three().report(None, "node A=default", simulation=made)
        with self.assertRaises(TypeError):
            _contagraph.findings(net._handle, run._scenario, None, 1, None,
                                 reached._handle, None, None)

    @needs_graphs
    def test_calibrate(self) -> None:
        """The limit holds at the value and not at fails_at, on the same draws."""
        net = cg.read(COMPOUND, frames="pure")
        event = [f"crash 20%: asset {net.asset_ids[0]}=-40%"]
        keys: dict[str, Any] = {"event": event, "draws": 400, "seed": 3}
        made = net.calibrate("markets lendora/rvETH maintenance=0.4..0.02",
                             "bad_debt es90 <= 3e8", steps=4, halvings=3, **keys)
        parameters, limits = made.parameters, made.limits
        self.assertEqual(parameters["parameter"].tolist(),
                         ["markets lendora/rvETH maintenance"])
        self.assertEqual(parameters["safe"].tolist(), [0.4])
        self.assertEqual(limits["bound"].tolist(), [3e8])
        self.assertLessEqual(limits["upper"][0], 3e8)
        self.assertGreaterEqual(len(made.points["holds"]), 5)
        self.assertEqual(made.document()["schema"][:10], "contagraph")
        self.assertNotEqual(made.reached, made.reached)
        with self.assertRaises(cg.ArgumentError):
            net.calibrate("markets lendora/rvETH maintenance", "bad_debt es90 <= 1", **keys)
        two = ["supply lendora/rvETH=0.5..1.3", "supply lendora/ETH=0.5..1.3"]
        best = net.calibrate(two, "liquidated_value mean <= 6%", steps=2, halvings=1,
                             maximise=(1, 3), **keys)
        self.assertAlmostEqual(
            best.reached, float((best.parameters["value"] - 0.5) @ np.array([1, 3])))
        with self.assertRaises(TypeError):
            net.calibrate(two, "liquidated_value mean <= 6%",
                          maximise=(1,), **keys)  # type: ignore[arg-type]


class Told(unittest.TestCase):
    def test_pictures(self) -> None:
        run = three().run("node A=default", valuation="threshold")
        drawing = run.draw("cascade", title="three <of> them")
        self.assertIn("digraph", drawing.dot)
        self.assertIn("three", drawing.dot)
        with tempfile.TemporaryDirectory() as work:
            drawing.save(Path(work) / "x.dot")
            self.assertEqual((Path(work) / "x.dot").read_text(), drawing.dot)
            # A renderer has little memory: a sanitizer loaded first is too much.
            loaded = os.environ.pop("LD_PRELOAD", None)
            if loaded is not None:
                self.addCleanup(os.environ.__setitem__, "LD_PRELOAD", loaded)
            program = Path(work) / "dot"
            program.write_text("#!/bin/sh\necho '<svg>'; cat; echo '</svg>'\n")
            program.chmod(0o755)
            self.assertIn("<svg>", drawing.svg(program=str(program)))
            drawing.save(Path(work) / "x.svg", program=str(program))
            self.assertEqual((Path(work) / "x.svg").read_text(), drawing._repr_svg_())
            with self.assertRaises(cg.NotFoundError):
                drawing.save(Path(work) / "y.svg", program="/nowhere/dot")
            with self.assertRaises(cg.ArgumentError):
                drawing.save(Path(work) / "y.bmp")
        with self.assertRaises(cg.NotFoundError):
            run.draw("cascades")
        with self.assertRaisesRegex(TypeError, "draw has no option 'colour'"):
            run.draw("cascade", colour="red")
        matrix = three().draw("matrix")
        self.assertTrue((matrix.csv or "").startswith("debtor,creditor"))
        self.assertIn("digraph", three().draw("importance", ranking=three().rank()).dot)
        self.assertIn("digraph", run.draw("diff", against=three().run("node A=-10%")).dot)

    def test_pages(self) -> None:
        run = three().run("node A=default", valuation="threshold")
        page = run.report()
        self.assertIn("<html", page[:200].lower())
        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "page.md"
            text = three().report(path, "node A=default", valuation="threshold")
            self.assertEqual(path.read_text(), text)
            self.assertNotIn("<html", text.lower())
        document = run.document()
        self.assertEqual(document["scenario"]["shocks"], ["node A=default"])
        self.assertIn("id,", run.document("csv"))
        self.assertEqual(run.document("sqlite")[:15], b"SQLite format 3")
        with self.assertRaises(cg.ArgumentError):
            run.document("xml")

    def test_lists(self) -> None:
        self.assertIn("igraph", cg.versions)
        names = [m["name"] for m in cg.listing("measures")["measures"]]
        self.assertIn("impact", names)
        with self.assertRaises(cg.NotFoundError):
            cg.listing("mesures")

    @unittest.skipUnless((TOP / "tests" / "worked").is_dir(), "needs the source tree")
    def test_what_layers_paid(self) -> None:
        folder = TOP / "tests" / "worked" / "MF-shares"
        run = cg.read(folder).run(scenario=folder / "scenario.json")
        layers = run.layers
        self.assertEqual(list(layers["venue"]), ["V"] * 3)
        self.assertEqual(list(layers["row"]), [0, 1, -1])
        self.assertEqual(list(layers["used"]), [60, 40, 0])

    def test_what_results_are_called(self) -> None:
        net = three()
        self.assertEqual(repr(net.rank("strength")), "<Ranking of 3 nodes by strength>")
        made = net.simulate(event=["failure 10%: node A=default"], draws=400)
        self.assertEqual(repr(made), "<Simulation of 400 draws>")
        self.assertEqual(repr(net.info()), f"<Info of {net!r}>")
        self.assertEqual(net.info()["nodes"], 3)
        limits = ("nodes A equity=9..5", "equity_lost mean <= 100%")
        found = net.calibrate(*limits, event=["x 10%: node A=default"], draws=400)
        self.assertEqual(repr(found), "<Calibration: nodes A equity 5>")

    def test_standard_errors(self) -> None:
        exact = three().rank("strength")
        self.assertIsNone(exact.standard_errors("strength"))
        wide = cg.generate("core-periphery", 40, seed=3)
        drawn = wide.rank("shapley:samples=20")
        measure = drawn.measures[0]
        errors = drawn.standard_errors(measure)
        assert errors is not None
        self.assertEqual(errors.shape, (40,))
        self.assertTrue((errors >= 0).all() and errors.any())

    def test_what_is_no_handle(self) -> None:
        from contagraph import _contagraph as c

        with self.assertRaisesRegex(TypeError, "a network"):
            c.ids("x", False)
        with self.assertRaisesRegex(TypeError, "a run"):
            c.summary(three()._handle)
        with self.assertRaises(TypeError):
            type(three()._handle)()




if __name__ == "__main__":
    unittest.main()
