"""Arrow C streams made by hand, of any type: no package of Arrow is needed."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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

INTEGERS: dict[str, Any] = {
    "c": ctypes.c_int8, "C": ctypes.c_uint8, "s": ctypes.c_int16, "S": ctypes.c_uint16,
    "i": ctypes.c_int32, "I": ctypes.c_uint32, "l": ctypes.c_int64, "L": ctypes.c_uint64,
}
FLOATS: dict[str, Any] = {"f": ctypes.c_float, "g": ctypes.c_double}
TEXTS = ("u", "U", "vu")


@dataclass
class Column:
    """Values, None where there is none; with an `index` a dictionary of them."""

    format: str
    values: Sequence[Any]
    index: str | None = None


def column(values: Any) -> Column:
    """Of the type that its first value is of."""
    if isinstance(values, Column):
        return values
    kinds = {str: "u", int: "l", float: "g"}
    return Column(kinds[type(values[0])], values)


def _bits(flags: list[Any]) -> Any:
    made = bytearray(len(flags) // 8 + 1)
    for i, flag in enumerate(flags):
        made[i // 8] |= bool(flag) << i % 8
    return ctypes.create_string_buffer(bytes(made))


def _texts(format: str, values: list[Any]) -> list[Any]:
    """Offsets and bytes, of 32 or 64 bits."""
    texts = [(v or "").encode() for v in values]
    width = ctypes.c_int32 if format == "u" else ctypes.c_int64
    ends = [sum(map(len, texts[:i])) for i in range(len(texts) + 1)]
    return [(width * len(ends))(*ends), ctypes.create_string_buffer(b"".join(texts) + b"\0")]


def _views(values: list[Any]) -> list[Any]:
    """Sixteen bytes each; what is longer than twelve is in the last buffer."""
    views = b""
    long = b"before"
    for value in values:
        text = (value or "").encode()
        if len(text) <= 12:
            views += len(text).to_bytes(4, "little") + text.ljust(12, b"\0")
        else:
            views += len(text).to_bytes(4, "little") + text[:4]
            views += (0).to_bytes(4, "little") + len(long).to_bytes(4, "little")
            long += text
    return [ctypes.create_string_buffer(views + b"\0"), ctypes.create_string_buffer(long),
            (ctypes.c_int64 * 1)(len(long))]


class Table:
    """Columns with ``__arrow_c_stream__``, each batch of so many rows.

    Arrays begin with `skip` rows that are no part of them, batches with `begin`
    more. `fail` is what the stream says in place of its second batch.
    """

    def __init__(
        self,
        columns: dict[str, Any],
        size: int = 2,
        *,
        skip: int = 0,
        begin: int = 0,
        fail: str | None = None,
        format: str = "+s",
    ) -> None:
        self.columns = {name: column(values) for name, values in columns.items()}
        self.size = size
        self.skip = skip
        self.begin = begin
        self.fail = fail
        self.format = format
        self.kept: list[Any] = []
        #: What was given back, in order: "schema", "batch", "stream".
        self.released: list[str] = []

    def keep(self, thing: Any) -> Any:
        self.kept.append(thing)
        return thing

    def gone(self, what: str, kind: Any) -> Any:
        """A function that notes what was released, and marks it so."""

        def release(of: Any) -> None:
            self.released.append(what)
            of.contents.release = kind()

        return self.keep(kind(release))

    def schema(self, to: Any) -> None:
        children = (ctypes.POINTER(Schema) * len(self.columns))()
        for i, (name, of) in enumerate(self.columns.items()):
            child = self.keep(Schema())
            child.format = (of.index or of.format).encode()
            child.name = name.encode()
            if of.index:
                child.dictionary = ctypes.pointer(
                    self.keep(Schema(format=of.format.encode()))
                )
            children[i] = ctypes.pointer(child)
        ctypes.memset(ctypes.addressof(to), 0, ctypes.sizeof(to))
        to.format = self.keep(self.format.encode())
        to.n_children = len(children)
        to.children = ctypes.cast(
            self.keep(children), ctypes.POINTER(ctypes.POINTER(Schema))
        )
        to.release = self.gone("schema", _release_schema)

    def buffers(self, format: str, values: list[Any]) -> list[Any]:
        there = _bits([v is not None for v in values]) if None in values else None
        if format == "n":
            return []
        if format == "b":
            return [there, _bits(values)]
        if format == "vu":
            return [there, *_views(values)]
        if format in TEXTS:
            return [there, *_texts(format, values)]
        width = {**INTEGERS, **FLOATS}.get(format, ctypes.c_int64)
        return [there, (width * max(len(values), 1))(*[v or 0 for v in values])]

    def array(self, format: str, values: list[Any], before: int) -> Any:
        """An array behind `before` other rows."""
        other: Any = "not one of these" if format in TEXTS else 1
        made = self.keep(Array())
        buffers = self.buffers(format, [other] * before + values)
        pointers = (ctypes.c_void_p * max(len(buffers), 1))(
            *[b if b is None else ctypes.addressof(self.keep(b)) for b in buffers]
        )
        made.length = len(values)
        made.null_count = -1 if None in values else 0
        made.offset = before
        made.n_buffers = len(buffers)
        made.buffers = ctypes.cast(self.keep(pointers), ctypes.POINTER(ctypes.c_void_p))
        return made

    def batch_column(self, of: Column, first: int) -> Any:
        """The rows of a batch from `first` on, behind those that it skips."""
        values = list(of.values[first : first + self.size])
        skipped: list[Any] = [values[0]] * self.begin if values else []
        if not of.index:
            return self.array(of.format, skipped + values, self.skip)
        entries = list(dict.fromkeys(v for v in of.values if v is not None))
        where = [None if v is None else entries.index(v) for v in skipped + values]
        made = self.array(of.index, where, self.skip)
        made.dictionary = ctypes.pointer(self.array(of.format, entries, self.skip))
        return made

    def batch(self, to: Any, first: int, rows: int) -> None:
        children = (ctypes.POINTER(Array) * len(self.columns))()
        for i, of in enumerate(self.columns.values()):
            children[i] = ctypes.pointer(self.batch_column(of, first))
        to.length = rows
        to.offset = self.begin if rows else 0
        to.n_children = len(children)
        to.children = ctypes.cast(
            self.keep(children), ctypes.POINTER(ctypes.POINTER(Array))
        )
        to.release = self.gone("batch", _release_array)

    def stream(self) -> Any:
        rows = len(next(iter(self.columns.values())).values)
        begins = iter(range(0, max(rows, 1), self.size))
        asked = 0

        def give_schema(_: Any, to: Any) -> int:
            self.schema(to.contents)
            return 0

        def give_next(_: Any, to: Any) -> int:
            nonlocal asked
            asked += 1
            ctypes.memset(ctypes.addressof(to.contents), 0, ctypes.sizeof(Array))
            if self.fail is not None and asked == 2:
                return 5
            first = next(begins, None)
            if first is not None:
                self.batch(to.contents, first, min(self.size, rows - first))
            return 0

        words = self.keep(ctypes.create_string_buffer((self.fail or "").encode()))
        made = self.keep(Stream())
        made.get_schema = self.keep(_get_schema(give_schema))
        made.get_next = self.keep(_get_next(give_next))
        made.get_last_error = self.keep(
            _get_error(lambda _: ctypes.addressof(words) if self.fail else 0)
        )
        made.release = self.gone("stream", _release_stream)
        return made

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.capsule(self.stream())

    def capsule(self, stream: Any, name: bytes = b"arrow_array_stream") -> Any:
        return _api.PyCapsule_New(ctypes.addressof(stream), self.keep(name), None)
