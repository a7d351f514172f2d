#!/usr/bin/env python3
"""Breaks the source in random places and says what no test notices.

    mutate.py BUILD [--count 500] [--seed 1] [--layers engine,trace,risk,optimise]

BUILD is a build with --disable-shared whose tests are built (`make
check-am-programs`). Each break changes one operator, constant, condition or
statement of one file; a break that does not compile, or compiles to the same
code, is drawn again. The tests of the file's layer are tried first, then all other
programs, then the scripts; the first that fails has noticed. All of them are tried
without a break first, and must pass. Nothing is written
outside a folder of its own. Exit status 1 where more than 3 % are not noticed.
"""

import argparse
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile

LEAST_NOTICED = 0.97
SCRIPTS = ("worked", "graphs", "venues", "risk", "risk_figures", "calibrate",
           "optimised", "totals")

# Operators have a blank on both sides in this source, unless they are unary.
SWAPS = [(" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "),
         (" == ", " != "), (" != ", " == "), (" && ", " || "), (" || ", " && "),
         (" + ", " - "), (" - ", " + "), (" * ", " / "), (" / ", " * "),
         (" += ", " -= "), (" -= ", " += "), ("true", "false"), ("false", "true"),
         ("++", "--"), ("break;", "continue;"), ("isnan(", "!isnan(")]
NUMBER = re.compile(r"(?<![\w.\"'])(\d+(?:\.\d+)?)(?![\w.])")
CONDITION = re.compile(r"\b(if|while) \((?=[^;{]*$)")
STATEMENT = re.compile(r"^\s+[\w.\->\[\]*()]+ [-+*/]?= [^;{]*;$|^\s+ctg__\w+\(.*\);$")


def blank(text):
    """The source with comments, texts, preprocessor lines and what is not in a
    release (assertions) as blanks."""
    hidden = re.compile(r"\bCTG__ASSERT\([^;]*;|/\*[\s\S]*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|"
                        r"^#(?:.*\\\n)*.*$", re.M)
    return hidden.sub(lambda m: re.sub(r"[^\n]", "\0", m.group()), text)


def breaks_of(text):
    """(line, from, to, new) of everything that can be changed."""
    for number, (seen, whole) in enumerate(
            zip(blank(text).split("\n"), text.split("\n"))):
        if not seen[:1].isspace():
            continue  # of a declaration
        for old, new in SWAPS:
            for at in re.finditer(re.escape(old), seen):
                if old[0].isalpha() and re.search(
                        r"\w$", seen[:at.start()]) or (
                        old[-1].isalpha() and seen[at.end():at.end() + 1].isalnum()):
                    continue
                yield number, at.start(), at.end(), new
        for at in NUMBER.finditer(seen):
            old = at.group()
            yield number, at.start(), at.end(), (
                str(int(old) + 1) if "." not in old else str(float(old) * 1.5))
        if STATEMENT.match(seen):
            indent = len(whole) - len(whole.lstrip())
            yield number, indent, len(whole), ";"
        at = re.match(r"^\s+(?:\} else )?if \((.*)\)( \{)?$", seen)
        if at and at.group(1).count("(") == at.group(1).count(")"):
            yield number, at.start(1), at.end(1), "!(" + whole[at.start(1):at.end(1)] + ")"


class Build:
    """How the tests are compiled and linked, as make would do it."""

    def __init__(self, folder, work):
        self.folder = pathlib.Path(folder).resolve()
        makefile = (self.folder / "Makefile").read_text()
        self.values = dict(re.findall(r"^(\w+) = (.*)$",
                                      makefile.replace("\\\n", " "), re.M))
        self.source = pathlib.Path(
            os.path.join(self.folder, self.values["top_srcdir"])).resolve()
        self.work = pathlib.Path(work)
        self.links = {}

    def make(self, *words):
        return subprocess.run(["make", "-n", "V=1", *words], cwd=self.folder,
                              capture_output=True, text=True).stdout.replace(
                                  "\\\n", " ")

    def compile(self, source, text, to):
        """Compiles `text` in the place of `source`; the object, or None."""
        target = "src/" + source.parts[1] + "/libcore_la-" + source.stem + ".lo"
        if source not in self.links:
            lines = [line for line in self.make(
                "-W", self.values["srcdir"] + "/" + str(source), target).split("\n")
                if "--mode=compile" in line]
            # Up to `test -f ...`, by which make finds the source.
            words = shlex.split(
                lines[0].split("--mode=compile", 1)[1].split("`")[0])
            for drop in ("-MF", "-MT", "-o"):
                at = words.index(drop)
                del words[at:at + 2]
            self.links[source] = [w for w in words
                                  if w not in ("-MD", "-MP", "-c")]
        broken = self.work / source.name
        broken.write_text(text)
        done = subprocess.run(
            self.links[source] + ["-I" + str((self.source / source).parent), "-w",
                                  "-O1", "-g0", "-c", str(broken), "-o", str(to)],
            cwd=self.folder, capture_output=True)
        return to if done.returncode == 0 else None

    def link(self, program, broken):
        """Links a program with what is broken before the library."""
        if program not in self.links:
            lines = [line for line in self.make(
                "-W", "src/libcore.la", "-W", "libcontagraph.la",
                program).split("\n") if re.search(r" -o " + re.escape(program) + r"\s", line)]
            self.links[program] = lines[-1]
        to = self.work / pathlib.Path(program).name
        line = self.links[program].replace(
            " -o " + program, " -o " + shlex.quote(str(to)) + " " +
            shlex.quote(str(broken)), 1)
        done = subprocess.run(["sh", "-c", line], cwd=self.folder,
                              capture_output=True, text=True)
        if done.returncode:
            sys.exit("mutate: " + program + " cannot be linked:\n" + done.stderr)
        return to

    def environment(self, program):
        return dict(os.environ, LC_ALL="C", top_srcdir=str(self.source),
                    top_builddir=str(self.folder), CONTAGRAPH=str(program),
                    CONTAGRAPH_PRESETS=str(self.source / "presets"), SANITIZE="",
                    OMP_NUM_THREADS="2", OMP_WAIT_POLICY="passive",
                    CMOCKA_MESSAGE_OUTPUT="TAP",
                    PATH=str(program.parent) + ":" + os.environ["PATH"])

    def fails(self, words, program):
        try:
            done = subprocess.run(
                words, cwd=self.folder, env=self.environment(program),
                stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0 or b"\nnot ok" in b"\n" + done.stdout

    def noticed_by(self, broken, layer):
        """The first test that fails, or None."""
        programs = [p for p in self.values["cmocka_tests"].split()
                    if "/fault/" not in p] if "cmocka_tests" in self.values else []
        programs.sort(key=lambda p: "/" + layer + "/" not in p)
        for program in programs:
            made = self.link(program, broken)
            failed = self.fails([str(made)], made)
            made.unlink()
            if failed:
                return program
        made = self.link("contagraph", broken)
        for script in SCRIPTS:
            path = self.source / "tests" / (script + ".tap")
            if self.fails(["sh", str(path)], made):
                return "tests/" + script + ".tap"
        return None


def check_unbroken(build, source):
    """Ends the program where a test notices what is not broken."""
    same = build.compile(source, (build.source / source).read_text(),
                         build.work / "same.o")
    if not same:
        sys.exit(f"mutate: {source} cannot be compiled as it is")
    by = build.noticed_by(same, source.parts[1])
    if by:
        sys.exit(f"mutate: {by} fails without a break: nothing could be told from it")


def draw(build, files, chance):
    """A break that makes other code: file, line, old and new, the object."""
    while True:
        source = chance.choices(list(files), [len(b) for b in files.values()])[0]
        text = (build.source / source).read_text()
        line, start, end, new = chance.choice(files[source])
        lines = text.split("\n")
        old = lines[line]
        lines[line] = old[:start] + new + old[end:]
        same = build.compile(source, text, build.work / "same.o")
        broken = build.compile(source, "\n".join(lines), build.work / "broken.o")
        if broken and broken.read_bytes() != same.read_bytes():
            return source, line + 1, old.strip(), lines[line].strip(), broken


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("build")
    words.add_argument("--count", type=int, default=500)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--layers", default="engine,trace,risk,optimise")
    given = words.parse_args()
    chance = random.Random(given.seed)
    missed = 0
    with tempfile.TemporaryDirectory() as work:
        build = Build(given.build, work)
        files = {}
        for layer in given.layers.split(","):
            for path in sorted((build.source / "src" / layer).glob("*.c")):
                found = list(breaks_of(path.read_text()))
                if found:
                    files[path.relative_to(build.source)] = found
        check_unbroken(build, next(iter(files)))
        for number in range(1, given.count + 1):
            source, line, old, new, broken = draw(build, files, chance)
            by = build.noticed_by(broken, source.parts[1])
            missed += by is None
            print(f"{number} {source}:{line}: {by or 'NOT NOTICED'}\n"
                  f"    {old}\n    {new}", flush=True)
    print(f"{given.count} breaks, {missed} not noticed")
    return missed > given.count * (1 - LEAST_NOTICED)


if __name__ == "__main__":
    sys.exit(main())
