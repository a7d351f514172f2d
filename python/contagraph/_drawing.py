"""Pictures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Union

from . import _contagraph as _c

PathLike = Union[str, "os.PathLike[str]"]


class Drawing:
    """A picture as DOT and, where Graphviz is installed, SVG, PNG and PDF.

    >>> import contagraph as cg
    >>> net = cg.Network(nodes={"id": ["A", "B"], "equity": [5, 3]},
    ...     exposures={"debtor": ["A"], "creditor": ["B"], "amount": [2]})
    >>> "digraph" in net.draw("map").dot
    True
    """

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._svg: str | None = None
        #: The DOT file.
        self.dot: str
        #: All cells of a matrix, as CSV; None for other pictures.
        self.csv: str | None
        #: What was chosen in place of what was asked.
        self.notes: list[str]
        self.dot, self.csv, self.notes = _c.drawing_parts(handle)

    def svg(self, *, program: PathLike | None = None, **options: Any) -> str:
        """The picture as SVG. Notebooks show it by themselves.

        ``program`` renders it in place of "dot", for at most ``seconds`` of its
        time.
        """
        made = self._svg
        if made is None or program is not None or options:
            given = {"program": program, **options}
            made = str(_c.drawing_svg(self._handle, given, None))
            self._svg = made
        return made

    def _repr_svg_(self) -> str:
        return self.svg()

    def save(
        self,
        path: PathLike,
        *,
        dpi: int = 96,
        program: PathLike | None = None,
        **options: Any,
    ) -> None:
        """Into a file: .dot, .svg, .png, .pdf, or .csv for a matrix."""
        ending = Path(path).suffix.lower()
        if ending in (".dot", ".gv"):
            Path(path).write_text(self.dot, encoding="utf-8")
        elif ending == ".csv" and self.csv is not None:
            Path(path).write_text(self.csv, encoding="utf-8")
        else:
            given = {"dpi": dpi, "program": program, **options}
            _c.drawing_render(self._handle, path, given, None)

    def __repr__(self) -> str:
        return f"<Drawing, {self.dot.count(chr(10))} lines of DOT>"
