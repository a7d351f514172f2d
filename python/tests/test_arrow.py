"""An Arrow C stream made by hand: no package of Arrow is needed."""

from __future__ import annotations

import ctypes
import unittest
from typing import Any

import contagraph as cg

from .support import three

_api = ctypes.pythonapi
_api.PyCapsule_New.restype = ctypes.py_object
_api.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


class Stream(ctypes.Structure):
    pass


_release_schema = ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))
_release_array = ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))
_release_stream = ctypes.CFUNCTYPE(None, ctypes.POINTER(Stream))

Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
    ("dictionary", ctypes.POINTER(Schema)),
    ("release", _release_schema),
    ("private_data", ctypes.c_void_p),
]
Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))),
    ("dictionary", ctypes.POINTER(Array)),
    ("release", _release_array),
    ("private_data", ctypes.c_void_p),
]
_get_schema = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema)
)
_get_next = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))
_get_error = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.POINTER(Stream))
Stream._fields_ = [
    ("get_schema", _get_schema),
    ("get_next", _get_next),
    ("get_last_error", _get_error),
    ("release", _release_stream),
    ("private_data", ctypes.c_void_p),
]


class Table:
    """Columns with ``__arrow_c_stream__``, each batch of so many rows."""

    def __init__(self, columns: dict[str, list[Any]], size: int = 2) -> None:
        self.columns = columns
        self.size = size
        self.kept: list[Any] = []
        self.released: list[str] = []

    def keep(self, thing: Any) -> Any:
        self.kept.append(thing)
        return thing

    def schema(self, to: Any) -> None:
        children = (ctypes.POINTER(Schema) * len(self.columns))()
        for i, (name, values) in enumerate(self.columns.items()):
            child = self.keep(Schema())
            child.format = b"u" if isinstance(values[0], str) else b"l" if isinstance(
                values[0], int) else b"g"
            child.name = name.encode()
            children[i] = ctypes.pointer(child)
        to.format = b"+s"
        to.n_children = len(children)
        to.children = ctypes.cast(
            self.keep(children), ctypes.POINTER(ctypes.POINTER(Schema))
        )
        to.release = self.keep(_release_schema(lambda _: self.released.append("schema")))

    def column(self, values: list[Any]) -> Array:
        made: Array = self.keep(Array())
        there = 0
        for i, value in enumerate(values):
            there |= (value is not None) << i
        buffers: list[Any] = [ctypes.create_string_buffer(bytes([there]))]
        if any(isinstance(v, str) for v in values):
            texts = [(v or "").encode() for v in values]
            ends = [sum(map(len, texts[:i])) for i in range(len(texts) + 1)]
            buffers += [(ctypes.c_int32 * len(ends))(*ends),
                        ctypes.create_string_buffer(b"".join(texts) + b"\0")]
        elif any(isinstance(v, float) for v in values):
            buffers.append((ctypes.c_double * len(values))(*[v or 0 for v in values]))
        else:
            buffers.append((ctypes.c_int64 * len(values))(*[v or 0 for v in values]))
        pointers = (ctypes.c_void_p * len(buffers))(
            *[ctypes.addressof(self.keep(b)) for b in buffers]
        )
        made.length = len(values)
        made.null_count = -1
        made.n_buffers = len(buffers)
        made.buffers = ctypes.cast(self.keep(pointers), ctypes.POINTER(ctypes.c_void_p))
        return made

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        rows = len(next(iter(self.columns.values())))
        begins = iter(range(0, rows, self.size))

        def give_schema(_: Any, to: Any) -> int:
            self.schema(to.contents)
            return 0

        def give_next(_: Any, to: Any) -> int:
            begin = next(begins, None)
            batch = to.contents
            ctypes.memset(ctypes.addressof(batch), 0, ctypes.sizeof(batch))
            if begin is None:
                return 0
            children = (ctypes.POINTER(Array) * len(self.columns))()
            for i, values in enumerate(self.columns.values()):
                children[i] = ctypes.pointer(
                    self.column(values[begin : begin + self.size])
                )
            batch.length = min(self.size, rows - begin)
            batch.n_children = len(children)
            batch.children = ctypes.cast(
                self.keep(children), ctypes.POINTER(ctypes.POINTER(Array))
            )
            batch.release = self.keep(
                _release_array(lambda _: self.released.append("batch"))
            )
            return 0

        stream = self.keep(Stream())
        stream.get_schema = self.keep(_get_schema(give_schema))
        stream.get_next = self.keep(_get_next(give_next))
        stream.get_last_error = self.keep(_get_error(lambda _: 0))
        stream.release = self.keep(
            _release_stream(lambda _: self.released.append("stream"))
        )
        return _api.PyCapsule_New(
            ctypes.addressof(stream), self.keep(b"arrow_array_stream"), None
        )


class Arrow(unittest.TestCase):
    def test_a_stream_is_a_frame(self) -> None:
        nodes = Table({"id": ["A", "B", "C"], "equity": [5, 3, 9]})
        edges = Table({"debtor": ["A", "A", "C"], "creditor": ["B", "C", "B"],
                       "amount": [8.0, 2.0, 1.0]}, size=1)
        net = cg.Network(nodes, edges)
        self.assertEqual(net.hash, three().hash)
        self.assertEqual(sorted(nodes.released), ["batch", "batch", "schema", "stream"])
        self.assertEqual(edges.released.count("batch"), 3)

    def test_nulls_and_places(self) -> None:
        net = cg.Network(Table({"id": ["A", "B", "C"], "equity": [5.0, None, 9.0],
                                "name": ["x", "y", None], "cash": [1.0, 2.5, None]}))
        self.assertEqual(net.equity.tolist(), [5.0, 2.5, 9.0])
        with self.assertRaisesRegex(cg.InputError, "exposures:2:creditor: creditor is 'Z'"):
            cg.Network({"id": ["A", "B"], "equity": [1, 2]},
                       Table({"debtor": ["A"] * 3, "creditor": ["B", "B", "Z"],
                              "amount": [1, 1, 1]}))


if __name__ == "__main__":
    unittest.main()
