"""Which lines of the source each test runs, and how long the test takes."""

import collections
import hashlib
import json
import subprocess
import sys


class Reach:
    """Of each source: the functions it has, the lines with code, and who ran them.
    Kept in the build's folder; what has been found of a test holds as long as
    neither the sources nor the test change."""

    def __init__(self, build, sources, longest):
        self.build, self.sources, self.longest = build, sources, longest
        self.kept = build.work / "reach"
        self.kept.mkdir(exist_ok=True)
        self.cover = build.work / "cover"
        self.lines = {}  # {test: {source: set of lines}}
        self.seconds = {}
        self.keys = {}  # what a test is told by: its bytes, and those of the sources
        self.code = collections.defaultdict(set)  # {source: lines with code}
        self.functions = collections.defaultdict(set)  # {source: (first, last)}

    def find(self):
        """Runs every test that is not known yet."""
        key = hashlib.sha256()
        for name in self.sources:
            key.update((self.build.source / name).read_bytes())
        counted, failed = None, []
        for test in self.build.programs + self.build.scripts:
            path = (self.build.work / "programs" if test in self.build.programs
                    else self.build.source) / test
            mine = key.copy()
            mine.update(path.read_bytes())
            kept = self.kept / (test.replace("/", "_") + ".json")
            known = json.loads(kept.read_text()) if kept.exists() else {}
            if known.get("key") != mine.hexdigest():
                counted = counted or self.count_everything(key.hexdigest())
                known = self.count(test, counted)
                if known is None:
                    failed.append(test)
                    continue
                known["key"] = mine.hexdigest()
                kept.write_text(json.dumps(known))
            self.keys[test] = known["key"]
            self.take(test, known)
        if failed:
            sys.exit(f"mutate: {' '.join(failed)} fails without a break: nothing could "
                     "be told from it")
        if not any(self.lines.values()):
            sys.exit("mutate: no test reaches anything: were its lines counted?")

    def take(self, test, known):
        self.seconds[test] = known["seconds"]
        self.lines[test] = {name: set(lines) for name, lines in known["run"].items()}
        for name, lines in known["code"].items():
            self.code[name].update(lines)
        for name, ranges in known["functions"].items():
            self.functions[name].update(map(tuple, ranges))

    def count_everything(self, key):
        """The library with its sources compiled to count what they run."""
        self.cover.mkdir(exist_ok=True)
        library, made_of = self.cover / "library", self.cover / "key"
        if made_of.exists() and made_of.read_text() == key:
            return library
        objects = {}
        for name in self.sources:
            to = self.cover / (name.replace("/", "-")[:-2] + ".o")
            if not self.build.compile(name, (self.build.source / name).read_text(), to,
                                      ("--coverage",)):
                sys.exit(f"mutate: {name} cannot be compiled as it is")
            objects[name] = to
        self.build.link_library(library, objects, ["--coverage"])
        made_of.write_text(key)
        return library

    def count(self, test, counted):
        """What a test runs, and how long it takes while that is counted; None where it
        fails."""
        for old in self.cover.glob("*.gcda"):
            old.unlink()
        seconds = self.build.time(test, counted, self.longest)
        found = {"seconds": seconds, "run": {}, "code": {}, "functions": {}}
        if seconds is None:
            print(f"{test} fails:\n{self.build.said.decode(errors='replace')}", flush=True)
            return None
        if seconds > self.longest:
            print(f"{test} takes more than {self.longest:.0f} seconds: left out",
                  flush=True)
            return found
        data = sorted(path.name for path in self.cover.glob("*.gcda"))
        if data:
            said = subprocess.run(["gcov", "-j", "-t", *data], cwd=self.cover,
                                  capture_output=True, text=True, check=True).stdout
            for line in filter(None, said.split("\n")):
                self.read(json.loads(line), found)
        return found

    def read(self, counts, found):
        names = {name.replace("/", "-"): name for name in self.sources}
        for of_file in counts["files"]:
            name = names.get(of_file["file"].rsplit("/", 1)[-1])
            if not name:
                continue
            run = sorted({line["line_number"] for line in of_file["lines"]
                          if line["count"]})
            found["code"][name] = sorted({line["line_number"]
                                          for line in of_file["lines"]})
            found["functions"][name] = [(f["start_line"], f["end_line"])
                                        for f in of_file["functions"]]
            if run:
                found["run"][name] = run

    def tests_of(self, broken):
        """The tests that run a break, those first that take little time and run
        little else."""
        source, line = broken.source, broken.line
        inside = [(first, last) for first, last in self.functions[source]
                  if first <= line <= last]
        if inside:
            first = max(inside)[0]
            lines = {max((l for l in self.code[source] if first <= l <= line),
                         default=first)}
        else:  # of a table: whoever runs anything of the file
            lines = self.code[source]
        reached = [test for test, run in self.lines.items()
                   if not lines.isdisjoint(run.get(source, ()))]
        size = {test: sum(map(len, self.lines[test].values())) for test in reached}
        return sorted(reached, key=lambda test: self.seconds[test] * size[test])
