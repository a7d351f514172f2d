"""Tables in and out: whatever is a data frame here, and arrays."""

from __future__ import annotations

import importlib
import importlib.util
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _contagraph as _c

Frame = Any  #: a pandas or polars data frame, or a dict of arrays
Given = tuple[Any, ...]

TABLES: dict[str, list[tuple[str, bool, bool, str]]] = _c.columns()
_NAMES = list(TABLES)
_EXACT = 2**53  # from here on not every whole number is a float


def _heed(row: dict[str, Any]) -> dict[str, Any]:
    """Ctrl-C is heeded where a function of Python begins: a long document, which
    is read by C, would be read to its end."""
    return row


def told(made: bytes, format: str) -> Any:
    """A document: JSON as a dict, a database as it is, else a text."""
    if format == "json":
        return json.loads(made, object_hook=_heed)
    return made if format == "sqlite" else made.decode()


# --- arrays ------------------------------------------------------------------


def array(lent: Any, dtype: Any = None) -> npt.NDArray[Any]:
    """A view of memory that the library lends; nothing is copied."""
    made = np.asarray(memoryview(lent))
    return made if dtype is None else made.view(dtype)


def records(lent: Any, layout: str) -> npt.NDArray[Any]:
    """The same of records."""
    fields, size = _c.layout(layout)
    names, formats, offsets = zip(*fields)
    dtype = np.dtype(
        {"names": names, "formats": formats, "offsets": offsets, "itemsize": size}
    )
    return array(lent).view(dtype)


def numbers(filled: bytearray, dtype: Any = np.float64) -> npt.NDArray[Any]:
    """An array over what the library has filled in."""
    return np.frombuffer(filled, dtype=dtype)


# --- frames out --------------------------------------------------------------


@dataclass
class Codes:
    """Few texts, many times: a categorical. -1 is none."""

    codes: npt.NDArray[np.int32]
    categories: list[str]

    def texts(self) -> list[str | None]:
        """Each as what it stands for."""
        return [None if c < 0 else self.categories[c] for c in self.codes.tolist()]


@dataclass
class Rounds:
    """Whole numbers, some of which are missing."""

    values: npt.NDArray[np.uint32]
    missing: npt.NDArray[np.bool_]

    def list(self) -> list[int | None]:
        """None for what is missing."""
        return [
            None if m else v
            for v, m in zip(self.values.tolist(), self.missing.tolist())
        ]


class CodesIn:
    """A column of indices into names, on its way in."""

    def __init__(self, codes: Any, categories: list[str]) -> None:
        self.codes = np.asarray(codes, dtype=np.int32)
        self.categories = categories


def library(frame: Any) -> str:
    """'pandas', 'polars' or '' for what made a frame."""
    name = type(frame).__module__.partition(".")[0]
    return name if name in ("pandas", "polars") else ""


def _pandas(columns: Mapping[str, Any]) -> Any:
    pd = importlib.import_module("pandas")
    made = {}
    for name, column in columns.items():
        if isinstance(column, Codes):
            column = pd.Categorical.from_codes(column.codes, column.categories)
        elif isinstance(column, Rounds):
            column = pd.array(
                np.where(column.missing, 0, column.values), dtype="UInt32"
            )
            column[columns[name].missing] = pd.NA
        made[name] = column
    return pd.DataFrame(made, copy=False)


def _polars(columns: Mapping[str, Any]) -> Any:
    pl = importlib.import_module("polars")
    made = {}
    for name, column in columns.items():
        if isinstance(column, Codes):
            made[name] = pl.Series(name, column.texts(), dtype=pl.Categorical)
        elif isinstance(column, Rounds):
            made[name] = pl.Series(name, column.list(), dtype=pl.UInt32)
        else:
            made[name] = pl.Series(name, column)
    return pl.DataFrame(made)


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, Codes):
            column = np.array(column.texts(), dtype=object)
        elif isinstance(column, Rounds):
            column = np.array(column.list(), dtype=object)
        elif isinstance(column, list):
            column = np.array(column, dtype=object)
        made[name] = column
    return made


def frame(columns: Mapping[str, Any], like: str) -> Frame:
    """A frame as `like` says; '' is pandas where it is installed."""
    if like == "polars":
        return _polars(columns)
    if like == "pandas" or (not like and importlib.util.find_spec("pandas")):
        return _pandas(columns)
    return _plain(columns)


# --- frames in ---------------------------------------------------------------


def _is_blank(value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, (float, np.floating)):
        return math.isnan(value)
    return type(value).__name__ in ("NAType", "NaTType")


def _text(value: Any) -> str | None:
    """One value of a column of anything, as a cell says it."""
    if _is_blank(value):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < _EXACT else repr(number)
    if isinstance(value, (bytes, list, dict, tuple, set)):
        raise TypeError(f"{value!r} is neither a text nor a number")
    return str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.number, bool, np.bool_)) or (
        type(value).__name__ == "Decimal"
    )


def _objects(values: Sequence[Any], numeric: bool) -> Given:
    """A column of Python's own objects."""
    if numeric and all(_is_blank(v) or _is_number(v) for v in values):
        return (
            "numbers",
            np.array([math.nan if _is_blank(v) else float(v) for v in values]),
        )
    return ("texts", [_text(v) for v in values])


def _plain_array(values: npt.NDArray[Any], numeric: bool) -> Given:
    """A column of one of NumPy's types."""
    if values.ndim != 1:
        raise TypeError(f"a column has {values.ndim} dimensions")
    if isinstance(values, np.ma.MaskedArray):
        masked: Any = values
        return _objects(masked.tolist(), numeric)
    kind = values.dtype.kind
    if kind == "b" and not numeric:
        return ("codes", values.astype(np.int32), _FLAGS)
    if kind in "iu" and not numeric:
        ids, codes = np.unique(values, return_inverse=True)
        return ("codes", codes.astype(np.int32), [str(i) for i in ids.tolist()])
    if kind in "iufb":
        made = values.astype(np.float64, copy=False)
        return ("numbers", made if made.dtype.isnative else made.astype("=f8"))
    if kind in "OU":
        return _objects(values.tolist(), numeric)
    raise TypeError(f"a column of {values.dtype} is neither of texts nor of numbers")


def _categories(codes: Any, categories: Iterable[Any]) -> Given:
    return (
        "codes",
        np.ascontiguousarray(codes, dtype=np.int32),
        [_text(c) or "" for c in categories],
    )


_FLAGS = ["false", "true"]


def _series(series: Any, numeric: bool) -> Given:
    """A column of pandas."""
    kind = type(series.dtype).__name__
    if kind == "CategoricalDtype":
        return _categories(series.cat.codes.to_numpy(), series.cat.categories)
    if isinstance(series.dtype, np.dtype):
        if series.dtype.kind in "mM":
            return ("texts", [_text(v) for v in series])
        return _plain_array(series.to_numpy(), numeric)
    if kind == "BooleanDtype" and not numeric:
        return ("codes", series.to_numpy(dtype=np.int32, na_value=-1), _FLAGS)
    if kind.startswith(("Int", "UInt", "Float", "Boolean")):
        if not numeric and kind.startswith(("Int", "UInt")):
            return ("texts", [_text(v) for v in series])
        return ("numbers", series.to_numpy(dtype=np.float64, na_value=math.nan))
    return _objects(list(series), numeric)


def _column(values: Any, numeric: bool) -> Given:
    """A column of whatever else has values in an order."""
    if isinstance(values, CodesIn):
        return _categories(values.codes, values.categories)
    if library(values) == "pandas":
        if hasattr(values, "cat") or hasattr(values, "to_numpy") and hasattr(values, "index"):
            return _series(values, numeric)
        if hasattr(values, "codes") and hasattr(values, "categories"):
            return _categories(values.codes, values.categories)
    if isinstance(values, np.ndarray):
        return _plain_array(values, numeric)
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(f"{values!r} is no column: a list or an array is")
    return _objects(list(values), numeric)


def _rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
    return {name: [row.get(name) for row in rows] for name in names}


def _with_index(table: str, given: Any) -> Any:
    """Ids are the index of many frames."""
    known = {name for name, *_ in TABLES[table]}
    names = [n for n in given.index.names if n in known and n not in given.columns]
    return given.reset_index(level=names) if names else given


def _named_columns(table: str, given: Any) -> Mapping[str, Any]:
    if library(given) == "pandas":
        given = _with_index(table, given)
        if not given.columns.is_unique:
            twice = given.columns[given.columns.duplicated()][0]
            raise ValueError(f"{table}: two columns are called '{twice}'")
        return {str(name): given.iloc[:, i] for i, name in enumerate(given.columns)}
    if library(given) == "polars":
        return {s.name: s.to_list() for s in given.get_columns()}
    if isinstance(given, np.ndarray) and given.dtype.names:
        return {name: given[name] for name in given.dtype.names}
    if isinstance(given, Mapping):
        return given
    if isinstance(given, Iterable) and not isinstance(given, (str, bytes)):
        rows = list(given)
        if all(isinstance(row, Mapping) for row in rows):
            return _rows(rows)
    raise TypeError(
        f"{table}: a data frame, a dict of columns or a list of dicts is needed, "
        f"not {type(given).__name__}"
    )


def columns(table: str, given: Any) -> list[Given]:
    """All columns of a frame, as the extension takes them."""
    index = _NAMES.index(table)
    if library(given) != "pandas" and hasattr(given, "__arrow_c_stream__"):
        return [(index, "", "arrow", given.__arrow_c_stream__())]
    numeric = {name for name, is_number, *_ in TABLES[table] if is_number}
    made: list[Given] = []
    for name, values in _named_columns(table, given).items():
        if not isinstance(name, str):
            raise TypeError(f"{table}: {name!r} is no name of a column")
        try:
            key = name.strip().lower().replace("-", "_").replace(" ", "_")
            made.append((index, name, *_column(values, key in numeric)))
        except (TypeError, ValueError) as error:
            raise type(error)(f"{table}:{name}: {error}") from None
    return made


def ids_of(given: Any) -> list[str]:
    """Names of nodes, as cells say them; int 1 is '1'."""
    return [_text(v) or "" for v in given]


def check_rows(rows: str) -> None:
    """Whose exposures a row of a matrix is has to be said."""
    if rows not in ("debtor", "creditor"):
        raise ValueError("rows must be 'debtor' or 'creditor': there is no default")
