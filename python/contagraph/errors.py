"""What contagraph raises. All of it is an :class:`Error`."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "ArgumentError",
    "Cancelled",
    "Error",
    "FileError",
    "InputError",
    "NoSolutionError",
    "NotFoundError",
    "Problem",
]

#: Severity ("rejected", "warning", "note"), place ("exposures:3:amount"), text.
Problem = tuple[str, str, str]


class Error(Exception):
    """Something did not work. ``problems`` lists what was found until then.

    >>> import contagraph as cg
    >>> try:
    ...     cg.Network(nodes={"id": ["A"], "equity": [1]}, exposures=[
    ...         {"debtor": "A", "creditor": "B", "amount": 1}])
    ... except cg.Error as error:
    ...     print(error.problems)
    [('rejected', 'exposures:0:creditor', "creditor is 'B', which is no node")]
    """

    problems: list[Problem]

    def __init__(self, message: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class InputError(Error, ValueError):
    """A file or a table says something that is refused."""


class ArgumentError(Error, ValueError):
    """An option or a word makes no sense."""


class NotFoundError(Error, KeyError):
    """A name that nothing carries: a node, a key of a scenario, a program."""


class FileError(Error, OSError):
    """A file cannot be read or written."""


class NoSolutionError(Error, ArithmeticError):
    """The question has no answer here: it is undefined, or infeasible."""


class Cancelled(Error):
    """A callback of progress returned False."""
