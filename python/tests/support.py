"""What tests have in common."""

from __future__ import annotations

import csv
import importlib.util
import os
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import contagraph as cg

#: The source tree; tests that need its graphs are skipped elsewhere.
TOP = Path(os.environ.get("top_srcdir", Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("CONTAGRAPH", "")


T = TypeVar("T", bound=Callable[..., object])


def needs(module: str) -> Callable[[T], T]:
    """Skips a test where a package is not installed, and says so."""
    return unittest.skipUnless(
        importlib.util.find_spec(module), f"{module} is not installed"
    )


def three() -> cg.Network:
    """A owes B 8 and C 2; C owes B 1."""
    return cg.Network(
        nodes={"id": ["A", "B", "C"], "equity": [5.0, 3.0, 9.0]},
        exposures={
            "debtor": ["A", "A", "C"],
            "creditor": ["B", "C", "B"],
            "amount": [8.0, 2.0, 1.0],
        },
    )


def table(path: Path) -> dict[str, list[str]]:
    """A CSV file by column."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    width = len(rows[0])
    rows = [row + [""] * (width - len(row)) for row in rows]
    return {head: [row[i] for row in rows[1:]] for i, head in enumerate(rows[0])}
