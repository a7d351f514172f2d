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
not noticed is written to BUILD/mutation/survivors.txt, as it is found; --again tries the
breaks of such a list. What was found of a break is kept in BUILD/mutation/tried-breaks, and
holds until the library changes, for a test until that test does: so a run that was ended
goes on where it was, and one of a greater --count behind it. Nothing is written outside
BUILD/mutation. Exit status 1 where more than 3 % of what is not equivalent is not noticed.
"""

import argparse
import pathlib
import random
import sys
import time

import breaks
import build
import reach
import tried

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
        right = self.build.link_library(self.build.work / "right")
        self.build.link_programs(right)
        self.reach = reach.Reach(self.build, list(self.whole), longest)
        self.reach.find()
        self.tried = tried.Tried(self.build.work / "tried-breaks", right / "libcore.so")

    def compile(self, broken, options):
        name = broken.source
        self.broken.mkdir(exist_ok=True)
        self.object = self.broken / pathlib.Path(name).with_suffix(".o").name
        return self.build.compile(name, broken.text(self.whole[name]), self.object,
                                  options)

    def differs(self, broken):
        """Whether a break makes a program, and another one."""
        same = self.tried.is_same(broken)
        if same is None:
            whole = self.build.folder / self.build.objects[broken.source]
            same = (not self.compile(broken, ()) or
                    self.object.read_bytes() == whole.read_bytes() or
                    not self.compile(broken, self.build.sanitizers))
            if same:
                self.tried.keep_same(broken)
        return not same

    def draw(self, count, seed):
        chance = random.Random(seed)
        drawn = 0
        while drawn < count:
            name = chance.choices(list(self.found), [len(b) for b in
                                                     self.found.values()])[0]
            broken = chance.choice(self.found[name])
            if self.differs(broken):
                drawn += 1
                yield broken

    def listed(self, path):
        """The breaks of a list that are still there."""
        wanted = breaks.read_list(pathlib.Path(path))
        there = [b for b in sum(self.found.values(), []) if b.name() in wanted]
        for name in wanted.keys() - {broken.name() for broken in there}:
            print("not there any more: " + " | ".join(name))
        return [broken for broken in there if self.differs(broken)]

    def noticed_by(self, broken):
        """The first test that fails, and how many were tried now."""
        known = self.tried.noticed_by(broken, self.reach.keys)
        if known:
            return known, 0
        passed = self.tried.passed(broken)
        tests = [test for test in self.reach.tests_of(broken)
                 if self.reach.keys[test] not in passed]
        if tests and not self.compile(broken, self.build.sanitizers):
            sys.exit(f"mutate: {broken.source} cannot be compiled any more")
        library = tests and self.build.link_library(
            self.broken, {broken.source: self.object})
        for number, test in enumerate(tests, 1):
            if not self.build.run(test, library, self.reach.seconds[test]):
                self.tried.keep_noticed(broken, test, self.reach.keys[test])
                return test, number
        self.tried.keep_passed(broken, passed | {self.reach.keys[t] for t in tests})
        return None, len(tests)


def write_survivors(path, them):
    """Written beside it first: what is there is whole whenever a run ends."""
    new = path.with_suffix(".new")
    new.write_text("\n".join(map(str, them)))
    new.replace(path)


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
    left = trial.listed(given.again) if given.again else []  # not yet tried
    them = list(left) if given.again else trial.draw(given.count, given.seed)
    number, same, survivors = 0, 0, []
    path = trial.build.work / "survivors.txt"
    write_survivors(path, left)
    began = time.time()
    for number, broken in enumerate(them, 1):
        if not given.again and broken.name() in equivalent:
            same += 1
            by = "equivalent"
        else:
            test, runs = trial.noticed_by(broken)
            by = f"{test or 'NOT NOTICED'} ({runs} tried)"
            if not test:
                survivors.append(broken)
        left = left[1:]
        write_survivors(path, survivors + left)
        print(f"{number} {broken.source}:{broken.line}: {by}\n"
              f"    {broken.old.strip()}\n    {broken.new.strip()}", flush=True)
    print(f"{number} breaks in {time.time() - began:.0f} seconds: "
          f"{number - same - len(survivors)} noticed, {same} equivalent, "
          f"{len(survivors)} not noticed")
    return len(survivors) > (number - same) * (1 - LEAST_NOTICED)


if __name__ == "__main__":
    sys.exit(main())
