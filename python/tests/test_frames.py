"""Tables in: every kind of column, blanks, no rows, what is refused."""

from __future__ import annotations

import math
import subprocess
import sys
import unittest
from typing import Any

import numpy as np

import contagraph as cg

from .support import needs, three

EDGES: dict[str, list[Any]] = {"debtor": ["A", "A", "C"], "creditor": ["B", "C", "B"], "amount": [8, 2, 1]}


class Columns(unittest.TestCase):
    def same(self, nodes: Any, exposures: Any) -> cg.Network:
        net = cg.Network(nodes, exposures)
        self.assertEqual(net.hash, three().hash)
        return net

    def test_types_of_numpy(self) -> None:
        nodes = {"id": np.array(["A", "B", "C"]), "equity": np.array([5, 3, 9])}
        for dtype in ("i1", "u2", "i4", "i8", "f4", "f8", ">f8"):
            with self.subTest(dtype):
                self.same(nodes, {**EDGES, "amount": np.array([8, 2, 1], dtype)})
        strided = np.array([[8.0, 0], [2, 0], [1, 0]])[:, 0]
        self.same(nodes, {**EDGES, "amount": strided})
        backwards = np.array([1.0, 2, 8])[::-1]
        self.same(nodes, {**EDGES, "amount": backwards})

    def test_objects_and_rows(self) -> None:
        self.same(
            [{"id": "A", "equity": 5}, {"id": "B", "equity": 3.0}, {"id": "C", "equity": "9"}],
            [dict(zip(EDGES, row)) for row in zip(*EDGES.values())],
        )
        made = np.array(
            [("A", "B", 8), ("A", "C", 2), ("C", "B", 1)],
            dtype=[("debtor", "U1"), ("creditor", "U1"), ("amount", "f4")],
        )
        self.same({"id": ["A", "B", "C"], "equity": [5, 3, 9]}, made)

    def test_blanks(self) -> None:
        net = cg.Network(
            {"id": ["A", "B"], "equity": [math.nan, 3], "cash": [7.5, None],
             "name": [None, "Bank B"], "pass_through": [True, None],
             "leverage_max": ["initial", ""]}
        )
        self.assertEqual(net.equity.tolist(), [7.5, 3.0])
        self.assertEqual(list(net.table("nodes")["pass_through"]), ["true", ""])
        self.assertEqual(net.row("Bank B"), 1)

    def test_what_is_masked_is_blank(self) -> None:
        ma: Any = np.ma
        masked = ma.array([5.0, 3, 9], mask=[0, 1, 0])
        net = cg.Network({"id": ["A", "B", "C"], "equity": masked, "cash": [0, 1.5, 0]})
        self.assertEqual(net.equity.tolist(), [5.0, 1.5, 9.0])

    def test_flags_are_words(self) -> None:
        for rated in ([True, False], np.array([True, False])):
            net = cg.Network({"id": ["A", "B"], "equity": [1, 2], "rated": rated})
            self.assertEqual(list(net.table("nodes")["rated"]), ["true", "false"])

    def test_arrays_that_cannot_be_written_to(self) -> None:
        amounts = np.array([8.0, 2, 1])
        amounts.setflags(write=False)
        nodes = {"id": ("A", "B", "C"), "equity": (e for e in (5, 3, 9))}
        self.same(nodes, {**EDGES, "amount": amounts})

    def test_columns_of_neither_texts_nor_numbers(self) -> None:
        for wrong in (np.array([1j]), np.array([b"x"]), [b"x"], [[1]], [{"x": 1}]):
            with self.subTest(str(wrong)), self.assertRaisesRegex(
                TypeError, "nodes:x: .*neither"
            ):
                cg.Network({"id": ["A"], "equity": [1], "x": wrong})

    def test_ids_are_texts(self) -> None:
        whole = cg.Network({"id": [1, 2], "equity": [5, 3]},
                           {"debtor": np.array([1]), "creditor": [2.0], "amount": [2]})
        self.assertEqual(whole.ids, ["1", "2"])
        huge = cg.Network({"id": np.array([2**60, 2**60 + 1]), "equity": [5, 3]})
        self.assertEqual(huge.ids, [str(2**60), str(2**60 + 1)])
        with self.assertRaisesRegex(cg.InputError, "last digits"):
            cg.Network({"id": np.array([1e17, 5e17]), "equity": [5, 3]})

    def test_numpy_alone_is_loaded(self) -> None:
        """pandas and the rest only where a frame of theirs comes or goes."""
        code = (
            "import sys, contagraph as cg\n"
            "net = cg.read(b'debtor,creditor,amount\\nA,B,2\\n', frames='pure')\n"
            "assert net.exposures['amount'].dtype == float\n"
            "print(sorted({'pandas', 'polars', 'networkx', 'igraph', 'scipy', 'pyarrow'}\n"
            "             & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                              check=False)
        self.assertEqual((done.stdout, done.stderr), ("[]\n", ""))

    def test_no_rows(self) -> None:
        net = cg.Network(
            {"id": ["A"], "equity": [5]},
            {"debtor": [], "creditor": [], "amount": np.zeros(0)},
        )
        self.assertEqual(len(net.exposures["amount"]), 0)
        run = net.run("node A=default")
        self.assertEqual(run.equity.tolist(), [0.0])
        with self.assertRaisesRegex(cg.InputError, "there are no nodes"):
            cg.Network({"id": [], "equity": []})

    def test_hostile_texts(self) -> None:
        names = ["Ü \"b\", c", "=1+1", "\U0001f352", "a\tb"]
        net = cg.Network({"id": names, "equity": [1, 2, 3, 4]})
        self.assertEqual(net.ids, names)
        with self.assertRaisesRegex(cg.InputError, "nodes:1:id: id has a NUL"):
            cg.Network({"id": ["A", "B\0"], "equity": [1, 2]})
        with self.assertRaises(UnicodeEncodeError):
            cg.Network({"id": ["A", "\ud800"], "equity": [1, 2]})
        with self.assertRaises(ValueError):
            three().run("node A\0=default")
        with self.assertRaises(ValueError):
            cg.read("graph\0")

    def test_refused_with_places(self) -> None:
        with self.assertRaises(cg.InputError) as caught:
            cg.Network(
                {"id": ["A", "B"], "equity": [math.inf, "x"]},
                {"debtor": ["A"], "creditor": ["Z"], "amount": [-1]}, name="mine",
            )
        places = [place for _, place, _ in caught.exception.problems]
        self.assertEqual(places[:2], ["mine:nodes:0:equity", "mine:nodes:1:equity"])
        with self.assertRaisesRegex(cg.InputError, "exposures:1:creditor: creditor is 'Z'"):
            cg.Network({"id": ["A", "B"], "equity": [1, 2]},
                       {"debtor": ["A", "A"], "creditor": ["B", "Z"], "amount": [1, 1]})
        with self.assertRaisesRegex(cg.InputError, "did you mean 'amount'"):
            cg.Network({"id": ["A"], "equity": [1]}, {**EDGES, "amonut": [1, 1, 1]})
        with self.assertRaisesRegex(cg.ArgumentError, "has 1 rows"):
            cg.Network({"id": ["A", "B"], "equity": [1]})
        with self.assertRaisesRegex(TypeError, "nodes:equity: .*dimensions"):
            cg.Network({"id": ["A"], "equity": np.zeros((1, 1))})
        with self.assertRaisesRegex(TypeError, "a data frame"):
            cg.Network("graphs/x")
        with self.assertRaisesRegex(TypeError, "nodes:id"):
            cg.Network({"id": "A", "equity": [1]})


@needs("pandas")
class Pandas(unittest.TestCase):
    def test_types(self) -> None:
        import pandas as pd

        amounts: dict[str, Any] = {
            "int32": pd.Series([8, 2, 1], dtype="int32"),
            "float32": pd.Series([8, 2, 1], dtype="float32"),
            "Int64": pd.Series([8, 2, 1], dtype="Int64"),
            "Float64": pd.Series([8, 2, 1], dtype="Float64"),
            "object": pd.Series([8, 2.0, "1"], dtype="object"),
            "category": pd.Series([8, 2, 1]).astype("category"),
        }
        nodes = pd.DataFrame({"id": ["A", "B", "C"], "equity": [5.0, 3, 9]})
        for name, amount in amounts.items():
            for ends in ("object", "string", "category"):
                with self.subTest(f"{name} {ends}"):
                    edges = pd.DataFrame({**EDGES, "amount": amount})
                    edges["debtor"] = edges["debtor"].astype(ends)
                    edges["creditor"] = edges["creditor"].astype(ends)
                    self.assertEqual(cg.Network(nodes, edges).hash, three().hash)

    def test_blanks_and_index(self) -> None:
        import pandas as pd

        nodes = pd.DataFrame(
            {
                "equity": pd.array([5, None, 9], dtype="Int64"),
                "cash": [math.nan, 1.5, math.nan],
                "kind": pd.Categorical(["bank", None, "fund"]),
                "pass_through": pd.array([None, True, False], dtype="boolean"),
                "recovery": pd.array([None, 0.5, None], dtype="Float64"),
            },
            index=pd.Index(["A", "B", "C"], name="id"),
        )
        net = cg.Network(nodes)
        self.assertEqual(net.ids, ["A", "B", "C"])
        self.assertEqual(net.equity.tolist(), [5.0, 1.5, 9.0])
        table = net.table("nodes")
        self.assertEqual(table["kind"].tolist(), ["bank", "", "fund"])
        self.assertEqual(table["pass_through"].tolist(), ["", "true", "false"])

    def test_blank_texts_of_every_type(self) -> None:
        import pandas as pd

        for kind in (pd.array(["bank", None], dtype="string"),
                     pd.Series(["bank", pd.NA], dtype="object"),
                     pd.Series(["bank", math.nan], dtype="object"),
                     pd.Categorical(["bank", None])):
            nodes = pd.DataFrame({"id": ["A", "B"], "equity": [1, 2], "kind": kind})
            self.assertEqual(cg.Network(nodes).table("nodes")["kind"].tolist(),
                             ["bank", ""])
        days = pd.DataFrame({"id": ["A", "B"], "equity": [1, 2],
                             "since": pd.to_datetime(["2020-01-01", None])})
        self.assertEqual(cg.Network(days).table("nodes")["since"].tolist(),
                         ["2020-01-01 00:00:00", ""])

    def test_frames_without_rows(self) -> None:
        import pandas as pd

        nodes = pd.DataFrame({"id": ["A"], "equity": [5.0]})
        edges = pd.DataFrame({**EDGES})
        for none in (edges.iloc[:0], pd.DataFrame(), edges.iloc[:0].astype("category"),
                     pd.DataFrame(columns=list(EDGES)),
                     edges.iloc[:0].astype({"debtor": "string", "amount": "Int64"})):
            net = cg.Network(nodes, none)
            self.assertEqual(len(net.exposures), 0)
            self.assertEqual(len(net.run("node A=default").claims), 0)

    def test_two_columns_of_one_name(self) -> None:
        import pandas as pd

        nodes = pd.DataFrame([["A", 5, 6]], columns=["id", "equity", "equity"])
        with self.assertRaisesRegex(ValueError, "nodes: two columns are called 'equity'"):
            cg.Network(nodes)

    def test_a_slice_of_a_frame(self) -> None:
        import pandas as pd

        edges = pd.DataFrame({**EDGES, "amount": [8.0, 2, 1]})
        longer = pd.concat([edges, edges])[::2][[True, True, False]]
        net = cg.Network({"id": ["A", "B", "C"], "equity": [5, 3, 9]}, longer)
        self.assertEqual(net.exposures["amount"].tolist(), [8.0, 1.0])

    def test_frames_out(self) -> None:
        import pandas as pd

        run = three().run("node A=default", valuation="threshold")
        nodes = run.nodes
        self.assertIsInstance(nodes, pd.DataFrame)
        self.assertEqual(str(nodes["failed_round"].dtype), "UInt32")
        self.assertEqual(nodes["failed_round"].isna().tolist(), [False, False, True])
        ledger = run.ledger
        self.assertEqual(str(ledger["channel"].dtype), "category")
        self.assertEqual(ledger["target"].tolist(), ["A", "B", "C"])

    def test_a_sweep_of_a_frame(self) -> None:
        import pandas as pd

        rows = pd.DataFrame(
            {"id": ["x", "y", "z"],
             "shocks": ["node A=default", "node C=-50%", "node A=default"],
             "recovery": [0.25, None, 0.5]}
        )
        made = three().sweep(rows, valuation="threshold")
        self.assertEqual(made["id"].tolist(), ["x", "y", "z"])
        self.assertEqual(made["equity_lost"].tolist(), [5 + 3 + 1.5, 4.5, 5 + 3 + 1])


class Elsewhere(unittest.TestCase):
    def test_matrices(self) -> None:
        matrix = np.array([[0, 8, 2], [0, 0, 0], [0, 1, 0]], dtype="f4")
        for rows, given in (("debtor", matrix), ("creditor", matrix.T)):
            net = cg.from_matrix(given, [5, 3, 9], "ABC", rows=rows)
            self.assertEqual(net.ids, ["A", "B", "C"])
            self.assertTrue(np.array_equal(net.matrix(rows=rows), given))
            self.assertTrue(np.array_equal(net.matrix(rows="debtor"), matrix))
            ends = sorted(zip(net.exposures["debtor"], net.exposures["creditor"]))
            self.assertEqual(ends, [("A", "B"), ("A", "C"), ("C", "B")])
        with self.assertRaises(TypeError):
            cg.from_matrix(matrix, [5, 3, 9])  # type: ignore[call-arg]
        with self.assertRaisesRegex(ValueError, "no default"):
            cg.from_matrix(matrix, [5, 3, 9], rows="rows")
        with self.assertRaisesRegex(ValueError, "not square"):
            cg.from_matrix(np.zeros((2, 3)), rows="debtor")
        with self.assertRaisesRegex(ValueError, "2 ids"):
            cg.from_matrix(matrix, [5, 3, 9], ["A", "B"], rows="debtor")

    @needs("scipy")
    def test_sparse(self) -> None:
        from scipy import sparse

        matrix = sparse.csr_matrix(np.array([[0, 8, 2], [0, 0, 0], [0, 1, 0]]))
        net = cg.from_matrix(matrix, [5, 3, 9], ["A", "B", "C"], rows="debtor")
        self.assertEqual(net.hash, three().hash)

    @needs("networkx")
    def test_networkx(self) -> None:
        import networkx as nx

        import contagraph.networkx as cx

        graph = nx.MultiDiGraph()
        for name, equity in (("A", 5), ("B", 3), ("C", 9)):
            graph.add_node(name, equity=equity, colour="red", kind="bank")
        graph.add_edge("A", "B", weight=8)
        graph.add_edge("A", "C", weight=2, colour="red")
        graph.add_edge("C", "B", weight=1)
        net = cg.from_networkx(graph)
        self.assertEqual(net.exposures["amount"].tolist(), [8.0, 2.0, 1.0])
        self.assertEqual(net.table("nodes")["kind"].tolist(), ["bank"] * 3)
        self.assertNotIn("colour", net.table("nodes"))
        self.assertEqual(cx.measure(graph, "strength"), {"A": 10.0, "B": 0.0, "C": 1.0})
        with self.assertRaisesRegex(ValueError, "not directed"):
            cg.from_networkx(nx.Graph())
        del graph["A"]["B"][0]["weight"]
        with self.assertRaisesRegex(cg.InputError, "exposures:0:amount"):
            cg.from_networkx(graph)

    @needs("igraph")
    def test_igraph(self) -> None:
        import igraph as ig

        graph = ig.Graph([(0, 1), (0, 2), (2, 1)], directed=True)
        graph.vs["name"] = ["A", "B", "C"]
        graph.vs["equity"] = [5, 3, 9]
        graph.es["weight"] = [8, 2, 1]
        self.assertEqual(cg.from_igraph(graph).hash, three().hash)

    @needs("polars")
    def test_polars(self) -> None:
        import polars as pl

        net = cg.Network(
            pl.DataFrame({"id": ["A", "B", "C"], "equity": [5, 3, 9]}),
            pl.DataFrame(EDGES, schema_overrides={"debtor": pl.Categorical}),
        )
        self.assertEqual(net.hash, three().hash)
        self.assertIsInstance(net.run("node A=default").nodes, pl.DataFrame)

    @needs("pyarrow")
    def test_pyarrow(self) -> None:
        import pyarrow as pa

        net = cg.Network(
            pa.table({"id": ["A", "B", "C"], "equity": [5, 3, 9]}), pa.table(EDGES)
        )
        self.assertEqual(net.hash, three().hash)


if __name__ == "__main__":
    unittest.main()
