"""Every worked example, and every graph of a paper or a market with its scenario:
the same bits as the command line writes."""

from __future__ import annotations

import json
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

import numpy as np

import contagraph as cg

from .support import PROGRAM, TOP, table

WORKED = [
    *sorted((TOP / "tests" / "worked").glob("*/scenario.json")),
    *sorted((TOP / "graphs").glob("*/scenario.json")),
]
TABLES = ("nodes", "exposures", "assets", "holdings", "venues", "markets",
          "positions", "layers")


def numbers(texts: list[str]) -> Any:
    return np.array([float(t) for t in texts])


def same(test: unittest.TestCase, texts: list[str], values: Any) -> None:
    """To the bit: the shortest decimal reads back to the same double."""
    test.assertTrue(np.array_equal(numbers(texts), np.asarray(values)))


def filled(texts: list[str]) -> list[Any]:
    return [t if t else None for t in texts]


@unittest.skipUnless(WORKED and PROGRAM, "needs the source tree and the program")
class Golden(unittest.TestCase):
    def compare(self, net: cg.Network, folder: Path, scenario: Path) -> None:
        run = net.run(scenario=scenario)
        nodes = table(folder / "nodes_out.csv")
        self.assertEqual(nodes["id"], net.ids)
        same(self, nodes["initial_equity"], run.initial_equity)
        same(self, nodes["equity"], run.equity)
        same(self, nodes["distress"], run.distress)
        self.assertEqual(
            nodes["failed_round"],
            ["" if f == 2**32 - 1 else str(f) for f in run.failed_round.tolist()],
        )
        self.compare_ledger(run, table(folder / "ledger.csv"))
        self.compare_rest(run, folder)

    def compare_ledger(self, run: cg.Run, ledger: dict[str, list[str]]) -> None:
        run.network._like = "pure"
        made = run.ledger
        self.assertEqual(ledger["round"], [str(r) for r in made["round"].tolist()])
        for column in ("channel", "source", "target"):
            self.assertEqual(ledger[column], made[column].tolist())
        same(self, ledger["amount"], made["amount"])

    def compare_rest(self, run: cg.Run, folder: Path) -> None:
        claims = table(folder / "claims_out.csv")
        made = run.claims
        self.assertEqual(claims["debtor"], made["debtor"].tolist())
        self.assertEqual(claims["creditor"], made["creditor"].tolist())
        same(self, claims["face"], made["face"])
        same(self, claims["value"], made["value"])
        prices = table(folder / "prices_out.csv")
        by_round = run.prices
        same(
            self,
            prices["price"],
            np.stack([by_round[a] for a in run.network.asset_ids], 1).ravel()
            if by_round
            else [],
        )
        if (folder / "origins.csv").exists():
            self.compare_causes(run, folder)
        written = json.loads((folder / "summary.json").read_text())
        for key, value in run.summary.items():
            known = written[key]
            if known is None:
                self.assertTrue(np.isnan(value), key)
            else:
                self.assertEqual(known, value, key)

    def compare_causes(self, run: cg.Run, folder: Path) -> None:
        origins = table(folder / "origins.csv")
        self.assertEqual(origins["node"], run.origins["node"].tolist())
        self.assertEqual(origins["origin"], run.origins["origin"].tolist())
        same(self, origins["amount"], run.origins["amount"])
        paths = table(folder / "paths.csv")
        self.assertEqual(paths["path"], [p.text for p in run.paths()])
        same(self, paths["loss"], [p.loss for p in run.paths()])

    def test_worked_examples(self) -> None:
        for scenario in WORKED:
            graph = scenario.parent
            with self.subTest(graph.name), tempfile.TemporaryDirectory() as work:
                out = Path(work) / "out"
                subprocess.run(
                    [PROGRAM, "run", graph, "--scenario", scenario, "--outputs", out,
                     "--quiet"],
                    capture_output=True, check=False,
                )
                net = cg.read(graph)
                self.compare(net, out, scenario)
                copy = Path(work) / "copy"
                net.run(scenario=scenario).write(copy)
                for file in out.iterdir():
                    self.assertEqual(
                        (copy / file.name).read_bytes(), file.read_bytes(), file.name
                    )
                given: Any = {
                    t: {k: filled(v) for k, v in table(graph / f"{t}.csv").items()}
                    for t in TABLES
                    if (graph / f"{t}.csv").exists()
                }
                if not (graph / "about.json").exists():
                    made = cg.Network(**given)
                    self.assertEqual(made.hash, net.hash)
                    self.compare(made, out, scenario)


if __name__ == "__main__":
    unittest.main()
