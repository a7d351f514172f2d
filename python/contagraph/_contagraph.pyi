# The extension; what it takes is said in python/module/.
from collections.abc import Callable
from typing import Any

NONE: int
PRESETS: str

class Handle: ...

class Array:
    def __len__(self) -> int: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...

def __getattr__(name: str) -> Callable[..., Any]: ...
