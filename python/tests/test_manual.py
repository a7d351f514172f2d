"""The manual: doctests, examples, types."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from .support import TOP, needs

PYTHON = TOP / "python"
MODULES = ("", ".errors", "._drawing", "._network", "._results", "._run", ".papers",
           ".networkx")


class Manual(unittest.TestCase):
    def test_doctests(self) -> None:
        for name in MODULES:
            if name == ".networkx" and not importlib.util.find_spec("networkx"):
                continue
            if name in ("._network",) and not importlib.util.find_spec("pandas"):
                continue
            with self.subTest(name):
                module = importlib.import_module("contagraph" + name)
                result = doctest.testmod(module)
                self.assertEqual(result.failed, 0)

    @unittest.skipUnless((TOP / "docs" / "python.md").exists(), "needs the source tree")
    @needs("pandas")
    def test_the_page(self) -> None:
        here = os.getcwd()
        with tempfile.TemporaryDirectory() as work:
            os.symlink(TOP / "graphs", Path(work) / "graphs")
            os.chdir(work)
            try:
                result = doctest.testfile(
                    str(TOP / "docs" / "python.md"), module_relative=False
                )
            finally:
                os.chdir(here)
        self.assertGreater(result.attempted, 20)
        self.assertEqual(result.failed, 0)

    @unittest.skipUnless((PYTHON / "examples").exists(), "needs the source tree")
    def test_examples(self) -> None:
        for script in sorted((PYTHON / "examples").glob("*.py")):
            with self.subTest(script.name), tempfile.TemporaryDirectory() as work:
                lines = script.read_text().splitlines()
                wants = [line.split()[2] for line in lines if line.startswith("# needs ")]
                if not all(importlib.util.find_spec(w) for w in wants):
                    continue
                os.symlink(TOP / "graphs", Path(work) / "graphs")
                done = subprocess.run(
                    [sys.executable, str(script)], cwd=work, capture_output=True,
                    text=True, check=False, timeout=300,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                )
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(done.stderr, "")
                self.assertTrue(done.stdout)

    @needs("mypy")
    def test_types(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", "--config-file",
             str(PYTHON / "pyproject.toml"), "--cache-dir", os.devnull,
             str(PYTHON / "contagraph"), str(PYTHON / "tests")],
            capture_output=True, text=True, check=False, cwd=PYTHON,
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
