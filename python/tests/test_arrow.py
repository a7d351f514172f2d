"""Frames by the Arrow PyCapsule interface: every type, blanks, slices, batches."""

from __future__ import annotations

import itertools
import math
import unittest
from typing import Any

import contagraph as cg

from .arrow import FLOATS, INTEGERS, TEXTS, Column, Table
from .support import three

NODES: dict[str, Any] = {"id": ["A", "B", "C"], "equity": [5, 3, 9]}
EDGES: dict[str, Any] = {"debtor": ["A", "A", "C"], "creditor": ["B", "C", "B"],
                         "amount": [8.0, 2.0, 1.0]}


class Arrow(unittest.TestCase):
    def same(self, nodes: Any, edges: Any) -> None:
        self.assertEqual(cg.Network(nodes, edges).hash, three().hash)

    def test_a_stream_is_a_frame(self) -> None:
        nodes = Table(NODES)
        edges = Table(EDGES, size=1)
        self.same(nodes, edges)
        self.assertEqual(sorted(nodes.released), ["batch", "batch", "schema", "stream"])
        self.assertEqual(edges.released.count("batch"), 3)

    def test_every_type_of_numbers(self) -> None:
        for format in (*INTEGERS, *FLOATS):
            with self.subTest(format):
                self.same(Table({**NODES, "equity": Column(format, [5, 3, 9])}),
                          Table({**EDGES, "amount": Column(format, [8, 2, 1])}))
        extremes = {"c": -128, "C": 255, "s": -2**15, "S": 2**16 - 1, "i": -2**31,
                    "I": 2**32 - 1, "l": -2**53, "L": 2**53, "f": 0.1, "g": 0.1}
        for format, value in extremes.items():
            with self.subTest(format):
                net = cg.Network(Table({"id": ["A"], "equity": Column(format, [value])}))
                rounded = FLOATS[format](value).value if format == "f" else value
                self.assertEqual(net.equity.tolist(), [rounded])

    def test_every_type_of_texts(self) -> None:
        for format in TEXTS:
            with self.subTest(format):
                self.same(
                    Table({**NODES, "id": Column(format, NODES["id"])}),
                    Table({**EDGES, "debtor": Column(format, EDGES["debtor"]),
                           "creditor": Column(format, EDGES["creditor"])}))
                ids = ["Crédit", "twelve bytes", "thirteen byte", "longer than all of them",
                       "\U0001f352", "a, \"b\""]
                net = cg.Network(Table({"id": Column(format, ids), "equity": [1] * 6}))
                self.assertEqual(net.ids, ids)
                cells = Column(format, ["5", "3.0", "9e0"])
                self.same(Table({**NODES, "equity": cells}), Table(EDGES))

    def test_dictionaries(self) -> None:
        """Indices of every width, into texts and into numbers."""
        for index, format in itertools.product(INTEGERS, TEXTS):
            with self.subTest(f"{index} {format}"):
                self.same(Table({**NODES, "id": Column(format, NODES["id"], index)}),
                          Table({**EDGES, "debtor": Column(format, EDGES["debtor"], index),
                                 "amount": Column("g", [8.0, 2.0, 1.0], index)}))
        net = cg.Network(Table({"id": ["A", "B", "C"], "equity": [1, 2, 3],
                                "kind": Column("u", ["bank", None, "fund"], "c"),
                                "cash": Column("i", [7, None, 7], "S")}))
        self.assertEqual(list(net.table("nodes")["kind"]), ["bank", "", "fund"])
        cash = list(net.table("nodes")["cash"])
        self.assertEqual((cash[0], cash[2]), (7.0, 7.0))
        self.assertTrue(math.isnan(cash[1]))

    def test_flags_and_nothing(self) -> None:
        net = cg.Network(Table({**NODES, "pass_through": Column("b", [True, None, False]),
                                "cash": Column("n", [None] * 3)}, size=3))
        self.assertEqual(list(net.table("nodes")["pass_through"]), ["true", "", "false"])
        self.assertTrue(all(map(math.isnan, net.table("nodes").get("cash", [math.nan]))))

    def test_nulls_of_every_type(self) -> None:
        """Of twenty rows every third is blank, over the ends of bytes."""
        rows = range(20)
        ids = [f"n{i}" for i in rows]
        for format in (*INTEGERS, *FLOATS):
            values = [None if i % 3 == 0 else i for i in rows]
            table = Table({"id": ids, "equity": [1.0] * 20, "cash": Column(format, values)},
                          size=20, skip=3)
            with self.subTest(format):
                cash = list(cg.Network(table).table("nodes")["cash"])
                self.assertEqual([None if math.isnan(c) else c for c in cash], values)
        for format in TEXTS:
            texts = [None if i % 3 == 0 else f"a group of many, {i}" for i in rows]
            table = Table({"id": ids, "equity": [1.0] * 20, "group": Column(format, texts)},
                          size=20, skip=5)
            with self.subTest(format):
                groups = list(cg.Network(table).table("nodes")["group"])
                self.assertEqual(groups, [t or "" for t in texts])

    def test_slices_and_batches(self) -> None:
        for size, skip, begin in itertools.product((1, 2, 3, 100), (0, 1, 9), (0, 1, 8)):
            for format in TEXTS:
                with self.subTest(f"{format} {size} {skip} {begin}"):
                    where: dict[str, Any] = {"size": size, "skip": skip,
                                             "begin": begin}
                    self.same(
                        Table({**NODES, "id": Column(format, NODES["id"])}, **where),
                        Table({**EDGES, "debtor": Column(format, EDGES["debtor"], "i"),
                               "amount": Column("I", [8, 2, 1])}, **where))

    def test_no_rows(self) -> None:
        for format in (*TEXTS, *INTEGERS, *FLOATS, "b", "n"):
            with self.subTest(format):
                edges = Table({name: Column(format, []) for name in EDGES})
                self.assertEqual(len(cg.Network(Table(NODES), edges).exposures["amount"]), 0)
                self.assertEqual(edges.released, ["batch", "schema", "stream"])

    def test_blanks_have_places(self) -> None:
        net = cg.Network(Table({"id": ["A", "B", "C"], "equity": [5.0, None, 9.0],
                                "name": ["x", "y", None], "cash": [1.0, 2.5, None]}))
        self.assertEqual(net.equity.tolist(), [5.0, 2.5, 9.0])
        with self.assertRaisesRegex(cg.InputError, "exposures:2:creditor: creditor is 'Z'"):
            cg.Network({"id": ["A", "B"], "equity": [1, 2]},
                       Table({"debtor": ["A"] * 3, "creditor": ["B", "B", "Z"],
                              "amount": [1, 1, 1]}))
        with self.assertRaisesRegex(cg.InputError, "exposures:1:amount"):
            cg.Network(Table(NODES), Table({**EDGES, "amount": [8.0, None, 1.0]}))

    def test_whole_numbers_as_ids(self) -> None:
        net = cg.Network(Table({"id": Column("i", [1, 2]), "equity": [5, 3]}),
                         Table({"debtor": Column("C", [1]), "creditor": ["2"], "amount": [2]}))
        self.assertEqual(net.ids, ["1", "2"])
        with self.assertRaisesRegex(cg.InputError, "last digits"):
            cg.Network(Table({"id": Column("l", [2**60, 2**60 + 1]), "equity": [5, 3]}))

    def test_what_is_refused_is_given_back(self) -> None:
        cases = [
            (Table({**NODES, "name": Column("tdD", [1, 2, 3])}), cg.ArgumentError,
             "column 'name' has Arrow's type 'tdD'"),
            (Table({**NODES, "name": Column("tdD", [1, 2, 3], "i")}), cg.ArgumentError,
             "column 'name' has Arrow's type 'tdD'"),
            (Table(NODES, size=1, fail="the disk is gone"), cg.ArgumentError,
             "nodes: the stream failed: the disk is gone"),
            (Table(NODES, size=1, fail=""), cg.ArgumentError, "nodes: the stream failed$"),
            (Table(NODES, format="+l"), cg.ArgumentError, "a stream of columns is needed"),
            (Table({**NODES, "equtiy": [1, 2, 3]}), cg.InputError, "did you mean 'equity'"),
            (Table({**NODES, "id": ["A", "B", "B"]}), cg.InputError, "nodes:2:id"),
        ]
        for table, error, words in cases:
            with self.subTest(words):
                with self.assertRaisesRegex(error, words):
                    cg.Network(table)
                self.assertEqual(table.released[-1], "stream")
                self.assertEqual(table.released.count("schema"), 1)

    def test_a_stream_is_read_once(self) -> None:
        table = Table(NODES)
        stream = table.stream()

        class Again:
            def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
                return table.capsule(stream)

        self.assertEqual(len(cg.Network(Again())), 3)
        with self.assertRaisesRegex(cg.ArgumentError, "nodes: the stream was read before"):
            cg.Network(Again())
        self.assertEqual(table.released.count("stream"), 1)

    def test_another_capsule(self) -> None:
        class Other(Table):
            def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
                return self.capsule(self.stream(), b"arrow_array")

        with self.assertRaises(ValueError):
            cg.Network(Other(NODES))


if __name__ == "__main__":
    unittest.main()
