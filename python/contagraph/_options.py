"""Options of calls, by the library's own table of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import _contagraph as _c

#: What holds where an option is not given, by call.
TABLE: dict[str, dict[str, Any]] = _c.options()


def options(call: str) -> dict[str, Any]:
    """What a call takes beside keys of a scenario, and what holds where it is not
    given: of "run", "rank", "curve", "draw", "reconstruct", ...

    >>> import contagraph as cg
    >>> cg.options("paths")
    {'k': 10, 'min_steps': 0, 'to': None}
    """
    if call not in TABLE:
        raise KeyError(f"no call '{call}'; there are {list(TABLE)}")
    return dict(TABLE[call])


def split(call: str, keys: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options of a call, and what else there is: keys of its scenario."""
    known = TABLE[call]
    return (
        {k: v for k, v in keys.items() if k in known},
        {k: v for k, v in keys.items() if k not in known},
    )
