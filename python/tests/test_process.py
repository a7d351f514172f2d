"""Threads, interruption, forks: what happens around a call."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from collections.abc import Callable

import numpy as np

import contagraph as cg
from contagraph import _contagraph
from contagraph._frames import CodesIn, told

from .support import three


def big() -> cg.Network:
    return cg.generate("scale-free", 900, degree=5, seed=7)


def ranked(network: cg.Network, to: "multiprocessing.Queue[float]") -> None:
    to.put(float(network.rank("impact")["impact"].sum()))


class Threads(unittest.TestCase):
    def test_one_network_many_threads(self) -> None:
        net = big()
        ids = net.ids[:8]
        alone = [net.run(f"node {i}=default", model="debtrank").equity for i in ids]
        found: list[object] = [None] * len(ids)

        def work(k: int) -> None:
            found[k] = net.run(f"node {ids[k]}=default", model="debtrank").equity

        threads = [threading.Thread(target=work, args=(k,)) for k in range(len(ids))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for one, other in zip(alone, found):
            self.assertTrue(np.array_equal(one, np.asarray(other)))

    def test_others_go_on_meanwhile(self) -> None:
        net = big()
        ticks = 0
        over = threading.Event()

        def tick() -> None:
            nonlocal ticks
            while not over.is_set():
                ticks += 1
                time.sleep(0.001)

        thread = threading.Thread(target=tick)
        thread.start()
        before = ticks
        net.rank("impact", "vulnerability", model="debtrank")
        after = ticks
        over.set()
        thread.join()
        self.assertGreater(after, before)

    def test_paths_of_one_run_by_many(self) -> None:
        run = three().run("node A=default", valuation="threshold")
        found: list[float] = []

        def work() -> None:
            for _ in range(20):
                found.append(run.paths(k=1)[0].loss)
                found.append(float(np.sum(run.origins["amount"])))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(set(found), {8.0, 15.0})


class Progress(unittest.TestCase):
    def test_is_told_and_can_stop(self) -> None:
        net = big()
        told: list[tuple[float, float]] = []

        def stop(done: float, total: float) -> bool:
            told.append((done, total))
            return False

        with self.assertRaises(cg.Cancelled):
            net.rank("impact", model="debtrank", progress=stop)
        self.assertEqual(len(told), 1)

    def test_what_it_raises_comes_through(self) -> None:
        def broken(done: float, total: float) -> None:
            raise LookupError("mine")

        with self.assertRaisesRegex(LookupError, "mine"):
            big().rank("impact", model="debtrank", progress=broken)

    def test_must_not_ask_the_library(self) -> None:
        net = big()

        def asks(done: float, total: float) -> None:
            net.run("node 0=default")

        with self.assertRaisesRegex(RuntimeError, "callback of progress"):
            net.rank("impact", model="debtrank", progress=asks)


# Whoever runs in the background is born deaf to it.
LONG = """
import contagraph as cg, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
net = cg.generate("scale-free", 4000, degree=6, seed=7)
print("begun", flush=True)
try:
    while True:
        net.rank("impact", "vulnerability", model="debtrank")
except KeyboardInterrupt:
    print("interrupted", flush=True)
print(net.run(f"node {net.ids[0]}=-10%").summary["converged"])
"""


def many_exposures(count: int) -> cg.Network:
    random = np.random.default_rng(237)
    ids = [f"bank{i}" for i in range(count // 15)]
    ends = random.integers(0, len(ids), (2, count))
    return cg.Network(
        {"id": ids, "equity": np.full(len(ids), 1e6)},
        {"debtor": CodesIn(ends[0], ids), "creditor": CodesIn(ends[1], ids),
         "amount": random.integers(1, 1000, count) / 8},
    )


@unittest.skipUnless(hasattr(signal, "setitimer"), "needs timers")
class Attention(unittest.TestCase):
    """However long a call takes, Python looks at signals all the while: a timer
    rings, and between two rings that are heard the caller's thread works for a
    moment. It is to be 0.2 s, in which Ctrl-C ends a call, where nothing else goes
    on; here ten times that is no failure yet."""

    def deaf(self, call: Callable[[], object]) -> float:
        heard: list[float] = []
        before = signal.signal(
            signal.SIGALRM, lambda *_: heard.append(time.thread_time())
        )
        signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)
        heard.append(time.thread_time())
        try:
            call()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        heard.append(time.thread_time())
        return max(b - a for a, b in zip(heard, heard[1:]))

    def test_while_a_document_is_read(self) -> None:
        """By Python's own reader, in C: it heeds nothing by itself."""
        rows = ", ".join('{"debtor": "A", "creditor": "B"}' for _ in range(400_000))
        made = f"[{rows}]".encode()
        begun = time.thread_time()
        silence = self.deaf(lambda: told(made, "json"))
        self.assertLess(silence, (time.thread_time() - begun) / 2)
        self.assertEqual(told(b"[1]", "json"), [1])
        self.assertEqual(told(b"[1]", "csv"), "[1]")

    def test_while_a_table_is_made(self) -> None:
        net = many_exposures(300_000)
        begun = time.thread_time()
        silence = self.deaf(lambda: _contagraph.table(net._handle, 1))
        self.assertLess(silence, (time.thread_time() - begun) / 2)

    def test_everywhere(self) -> None:
        net = many_exposures(60_000)
        first = net.ids[0]
        small = cg.generate("scale-free", 400, degree=5, seed=7)
        totals = cg.Network(
            {
                "id": [f"bank{i}" for i in range(300)],
                "equity": np.full(300, 10.0),
                "reported_claims": np.arange(1.0, 301.0),
                "reported_debts": np.arange(300.0, 0.0, -1.0),
            }
        )
        self.work = tempfile.TemporaryDirectory()
        self.addCleanup(self.work.cleanup)
        folder, document = (os.path.join(self.work.name, n) for n in ("csv", "a.json"))
        net.write(folder)
        net.write(document)
        default = f"node {small.ids[0]}=default"
        ran = net.run(f"node {first}=default", valuation="threshold")
        calls: dict[str, Callable[[], object]] = {
            "network": lambda: many_exposures(300_000),
            "read a folder": lambda: cg.read(folder),
            "read a document": lambda: cg.read(document),
            "sweep": lambda: net.sweep([f"node {i}=default" for i in net.ids[:10]]),
            "simulate": lambda: small.simulate(
                draws=400, event=[f"crash 20%: {default}"]
            ),
            "optimise": lambda: small.optimise(
                "bailout", default, settings={"budget": 100}, seconds=1
            ),
            "reconstruct": lambda: totals.reconstruct("ras"),
            "reconstruct many": lambda: totals.reconstruct("gibbs", draws=4, chains=1),
            "generate": lambda: cg.generate("scale-free", 60_000),
            "edit": lambda: net.edit(f"nodes {first} equity=5"),
            "run": lambda: net.run(f"node {first}=default", valuation="threshold"),
            "rank": lambda: small.rank("impact", model="debtrank"),
            "pagerank": lambda: net.rank("pagerank"),
            "write a run": lambda: ran.write(os.path.join(self.work.name, "run")),
            "a run as a document": lambda: ran.document("json"),
            "what caused it": lambda: ran.origins,
            "a table": lambda: net.table("exposures"),
            "a map": lambda: net.draw("map"),
            "groups": lambda: ran.draw("groups"),
            "betweenness": lambda: small.rank("betweenness"),
        }
        for name, call in calls.items():
            with self.subTest(name):
                self.assertLess(self.deaf(call), 2)


BUILDING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests.test_process import many_exposures
print("begun", flush=True)
try:
    while True:
        many_exposures(200_000)
except KeyboardInterrupt:
    print("interrupted", flush=True)
print(len(many_exposures(150)))
"""


@unittest.skipUnless(hasattr(os, "fork"), "needs fork")
class Signals(unittest.TestCase):
    def test_ctrl_c_while_networks_are_made(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-c", BUILDING], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        self.assertEqual(child.stdout.readline(), "begun\n")
        time.sleep(0.5)
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.stdout.readline(), "interrupted\n")
        self.assertEqual(child.stdout.readline(), "10\n")
        child.stdout.close()
        self.assertEqual(child.wait(), 0)

    def test_ctrl_c(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-c", LONG], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        self.assertEqual(child.stdout.readline(), "begun\n")
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.stdout.readline(), "interrupted\n")
        self.assertEqual(child.stdout.readline(), "True\n")
        child.stdout.close()
        self.assertEqual(child.wait(), 0)

    def test_fork_after_threads(self) -> None:
        net = big()
        here = float(net.rank("impact")["impact"].sum())
        context = multiprocessing.get_context("fork")
        queue: "multiprocessing.Queue[float]" = context.Queue()
        child = context.Process(target=ranked, args=(net, queue))
        child.start()
        self.assertEqual(queue.get(timeout=120), here)
        child.join(60)
        self.assertEqual(child.exitcode, 0)


if __name__ == "__main__":
    unittest.main()
