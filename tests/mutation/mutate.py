#!/usr/bin/env python3
"""Breaks the source in random places and says what no test notices.

    mutate.py BUILD [--count 500] [--seed 1] [--layers engine,trace,risk,optimise]
    mutate.py BUILD --again FILE

BUILD is a build with --disable-shared CFLAGS='-O1 -fPIC' whose tests are built (`make
check-am-programs`). Each break changes one operator, constant, condition or statement
of one file; one that does not compile, or compiles to the same code, is drawn again.
Tests that reach the line are tried, the shortest first, and none that takes more than
--longest 20 seconds; the first that fails, or takes five times as long, has noticed. All
of them are tried without a break first, and must pass. Breaks that change nothing that
could be noticed are listed with the reason in equivalent.txt, and are not tried. What is
not noticed is written to BUILD/mutation/survivors.txt; --again tries the breaks of such
a list. Nothing is written outside BUILD/mutation. Exit status 1 where more than 3 % of
what is not equivalent is not noticed.
"""

import argparse
import pathlib
import random
import sys
import time

import breaks
import build
import reach

LEAST_NOTICED = 0.97
EQUIVALENT = pathlib.Path(__file__).with_name("equivalent.txt")


class Trial:
    """The breaks of some sources, and what is known of the tests."""

    def __init__(self, folder, layers):
        self.build = build.Build(folder)
        self.whole = {}
        self.found = {}
        for layer in layers.split(","):
            for path in sorted((self.build.source / "src" / layer).glob("*.c")):
                name = str(path.relative_to(self.build.source))
                self.whole[name] = path.read_text()
                self.found[name] = breaks.all_breaks(name, self.whole[name])
        self.found = {name: them for name, them in self.found.items() if them}
        self.broken = self.build.work / "broken"

    def prepare(self, longest):
        self.build.link_programs(self.build.link_library(self.build.work / "right"))
        self.reach = reach.Reach(self.build, list(self.whole), longest)
        self.reach.find()

    def compiles(self, broken):
        """Whether a break makes a program, and another one; its object, which says what
        it does wrong with memory, is kept."""
        self.broken.mkdir(exist_ok=True)
        name, text = broken.source, broken.text(self.whole[broken.source])
        self.object = self.broken / pathlib.Path(name).with_suffix(".o").name
        return self.build.compile(name, text, self.object) and (
            self.object.read_bytes() !=
            (self.build.folder / self.build.objects[name]).read_bytes()) and (
            self.build.compile(name, text, self.object, self.build.sanitizers))

    def draw(self, count, seed):
        chance = random.Random(seed)
        drawn = 0
        while drawn < count:
            name = chance.choices(list(self.found), [len(b) for b in
                                                     self.found.values()])[0]
            broken = chance.choice(self.found[name])
            if self.compiles(broken):
                drawn += 1
                yield broken

    def listed(self, path):
        """The breaks of a list that are still there."""
        wanted = breaks.read_list(pathlib.Path(path))
        there = [b for b in sum(self.found.values(), []) if b.name() in wanted]
        for broken in there:
            if self.compiles(broken):
                yield broken
        for name in wanted.keys() - {broken.name() for broken in there}:
            print("not there any more: " + " | ".join(name))

    def noticed_by(self, broken):
        """The first test that fails, and how many were tried."""
        library = self.build.link_library(
            self.broken, {broken.source: self.object})
        tests = self.reach.tests_of(broken)
        for tried, test in enumerate(tests, 1):
            if not self.build.run(test, library, self.reach.seconds[test]):
                return test, tried
        return None, len(tests)


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("build")
    words.add_argument("--count", type=int, default=500)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--layers", default="engine,trace,risk,optimise")
    words.add_argument("--again", metavar="FILE")
    words.add_argument("--longest", type=float, default=20)
    given = words.parse_args()
    trial = Trial(given.build, given.layers)
    trial.prepare(given.longest)
    equivalent = breaks.read_list(EQUIVALENT)
    them = trial.listed(given.again) if given.again else trial.draw(given.count,
                                                                  given.seed)
    number, same, survivors = 0, 0, []
    began = time.time()
    for number, broken in enumerate(them, 1):
        if not given.again and broken.name() in equivalent:
            same += 1
            by = "equivalent"
        else:
            test, tried = trial.noticed_by(broken)
            by = f"{test or 'NOT NOTICED'} ({tried} tried)"
            if not test:
                survivors.append(broken)
        print(f"{number} {broken.source}:{broken.line}: {by}\n"
              f"    {broken.old.strip()}\n    {broken.new.strip()}", flush=True)
    (trial.build.work / "survivors.txt").write_text("\n".join(map(str, survivors)))
    print(f"{number} breaks in {time.time() - began:.0f} seconds: "
          f"{number - same - len(survivors)} noticed, {same} equivalent, "
          f"{len(survivors)} not noticed")
    return len(survivors) > (number - same) * (1 - LEAST_NOTICED)


if __name__ == "__main__":
    sys.exit(main())
