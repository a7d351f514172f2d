"""Scenarios from words: shocks, keys, a model, a file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any, Union

from . import _contagraph as _c

#: A file, the keys of one, or nothing.
ScenarioLike = Union[str, "os.PathLike[str]", Mapping[str, Any], None]

Shocks = Union[str, Iterable[str]]


def text_of(value: Any) -> str:
    """A value as an option of the command line gives it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(text_of(v) for v in value)
    if isinstance(value, float):
        return repr(value)
    return str(value.item() if hasattr(value, "item") else value)


def add_shocks(handle: Any, shocks: Shocks) -> None:
    """One text may have several, with semicolons between."""
    for shock in [shocks] if isinstance(shocks, str) else shocks:
        for part in shock.split(";"):
            _c.scenario_set(handle, "=shock", part.strip())


def make(
    scenario: ScenarioLike,
    shocks: Shocks,
    keys: Mapping[str, Any],
    model: str | None = None,
) -> Any:
    """A scenario of the library, in this order: model, file or dict, the rest."""
    handle = _c.scenario()
    if model is not None:
        _c.scenario_set(handle, "=model", model)
    if isinstance(scenario, Mapping):
        _c.scenario_set(handle, "=json", json.dumps(dict(scenario), default=_item))
    elif scenario is not None:
        _c.scenario_set(handle, "=file", os.fspath(scenario))
    for key, value in keys.items():
        if key == "shocks":
            add_shocks(handle, value)
        else:
            _c.scenario_set(handle, key, text_of(value))
    add_shocks(handle, shocks)
    return handle


def keys_of(handle: Any) -> dict[str, Any]:
    """The whole of it, with every default."""
    made: dict[str, Any] = json.loads(_c.scenario_json(handle))
    return made


def _item(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{value!r} is no value of a scenario")
