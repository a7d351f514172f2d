"""How the library and its tests are compiled, linked and run, so that a break costs
one compilation and one link: the library is one shared object, and all programs,
linked once, load it from the folder LD_LIBRARY_PATH names."""

import os
import pathlib
import re
import resource
import shlex
import signal
import subprocess
import sys

# Nothing that is broken runs away with the machine.
MEMORY = 8 << 10  # MB
SANITIZED = ("handle_segv=2:handle_sigbus=2:handle_sigfpe=2:detect_leaks=1:"
             f"hard_rss_limit_mb={MEMORY}")
ARENA = "src/base/arena.c"
LIMIT = 5  # times what a test takes
LATE = b"not ok: takes too long"
FAILED = re.compile(rb"^not ok(?! \d+ # SKIP)", re.M)
# Scripts of what is packed, drawn or written about rather than of what is computed; and
# those that let one call of a program after the other fail.
OTHER_SCRIPTS = ("/fault/", "/upkeep.", "/readme.", "/readable.", "/packed.", "/mpi.")


def after(words, option):
    return words[words.index(option) + 1]


class Build:
    """A build with --disable-shared CFLAGS='-O1 -fPIC', its tests built."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        makefile = (self.folder / "Makefile").read_text().replace("\\\n", " ")
        self.values = dict(re.findall(r"^(\w+) = *(.*)$", makefile, re.M))
        if "-fPIC" not in self.values["CFLAGS"]:
            sys.exit("mutate: configure with --disable-shared CFLAGS='-O1 -fPIC'")
        self.source = pathlib.Path(self.folder, self.values["top_srcdir"]).resolve()
        self.work = self.folder / "mutation"
        self.work.mkdir(exist_ok=True)
        self.programs = self.value("cmocka_tests").split()
        self.scripts = [s for s in self.value("tap_scripts").split()
                        if not any(other in s for other in OTHER_SCRIPTS)]
        self.scripts.append("tests/reference.sh")
        self.read_commands()
        self.find_linker()
        self.fence()

    def value(self, name):
        """A variable of the Makefile, with those in it."""
        return re.sub(r"\$\((\w+)\)", lambda m: self.value(m.group(1)),
                      self.values.get(name, ""))

    def read_commands(self):
        """What make would run if all of the library were new."""
        new = [word for name in self.value("libcore_sources").split() +
               self.value("libtext_sources").split() if name.endswith(".c")
               for word in ("-W", self.values["top_srcdir"] + "/" + name)]
        said = subprocess.run(["make", "-n", "V=1", *new, "contagraph",
                               *self.programs], cwd=self.folder, check=True,
                              capture_output=True, text=True).stdout
        self.compiles, self.links = {}, {}
        for line in said.replace("\\\n", " ").split("\n"):
            compile_at = line.find("--mode=compile ")
            link_at = max(line.find("--mode=link "), line.find("/link.sh "))
            if compile_at >= 0:
                # Up to `test -f ...`, by which make finds the source.
                command, _, name = line[compile_at:].partition("`test -f '")
                self.compiles[name.split("'")[0]] = shlex.split(command)[1:]
            elif link_at >= 0:
                words = [w for w in shlex.split(line[link_at:].split(";")[0])[1:]
                         if w != "-no-undefined"]
                self.links[after(words, "-o")] = words
        self.objects = {}  # of the library, by source
        for name, words in self.compiles.items():
            self.objects[name] = after(words, "-o").replace(".lo", ".o")

    def compile(self, name, text, to, options=()):
        """Compiles `text` in the place of a source, to the same bytes where it is what
        stands there; false where it cannot be."""
        words = list(self.compiles[name])
        for drop in ("-MF", "-MT", "-o"):
            at = words.index(drop)
            del words[at:at + 2]
        words = [w for w in words if w not in ("-MD", "-MP", "-c")]
        in_place = to.with_suffix(".c")
        in_place.write_text(text)
        done = subprocess.run(
            words + ["-I" + str((self.source / name).parent), "-w", *options, "-fPIC",
                     "-c", str(in_place), "-o", str(to)],
            cwd=self.folder, capture_output=True,
            env=dict(os.environ, CCACHE_DISABLE="1"))
        return done.returncode == 0

    def link(self, command, what):
        done = subprocess.run(command, cwd=self.folder, check=False,
                              capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"mutate: {what} cannot be linked:\n{done.stderr}")

    def works(self, words):
        """Whether the compiler makes a program with these words."""
        tried = self.work / "tried"
        made = subprocess.run([*words, "-x", "c", "-", "-o", str(tried)], check=False,
                              input=b"int main(void){return 0;}", capture_output=True)
        return made.returncode == 0 and subprocess.run(
            [tried], check=False, capture_output=True).returncode == 0

    def find_linker(self):
        """What the compiler has: lld links in half the time; sanitizers notice what is
        read behind its end or not released any more."""
        words = shlex.split(self.value("CC")) + ["-fopenmp"]
        sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
        for more in (["-fuse-ld=lld"], sanitizers):
            if self.works(words + more):
                words += more
        self.linker = words
        self.sanitizers = sanitizers if sanitizers[0] in words else []

    def fence(self):
        """Arenas whose pieces have fences: a break that steps over one is stopped."""
        made = self.work / "fenced.o"
        self.fenced = {}
        if self.sanitizers:
            text = (self.source / ARENA).read_text()
            if not self.compile(ARENA, text, made, self.sanitizers):
                sys.exit(f"mutate: {ARENA} cannot be compiled with fences")
            self.fenced[ARENA] = made

    def libraries(self):
        return [w for w in self.links["src/libcore.la"] + self.links["src/libtext.la"]
                if w.startswith(("-l", "-L"))]

    def link_library(self, folder, others=None, options=()):
        """The library of the build's objects but for `others`, by source."""
        folder.mkdir(parents=True, exist_ok=True)
        others = {**self.fenced, **(others or {})}
        objects = [str(others.get(name, made)) for name, made in self.objects.items()]
        self.link([*self.linker, "-shared", "-Wl,-soname,libcore.so", *options,
                   *objects, "-o", str(folder / "libcore.so"), *self.libraries()],
                  "the library")
        return folder

    def link_programs(self, library):
        """All programs, of the library that stands in a folder."""
        for name in ["contagraph", *self.programs]:
            words = self.links[name]
            to = self.work / "programs" / name
            to.parent.mkdir(parents=True, exist_ok=True)
            inputs = []
            for word in words[words.index("-o") + 2:]:
                if word == "src/libcore.la":
                    inputs.append(str(library / "libcore.so"))
                elif word == "libcontagraph.la":
                    inputs.append(str(library / "libcore.so"))
                elif not word.endswith(".la"):
                    inputs.append(word)
            self.link([*self.linker, "-o", str(to), *inputs, *self.libraries(),
                       "-lm", "-pthread"], name)

    def environment(self, library):
        program = self.work / "programs" / "contagraph"
        return dict(os.environ, LC_ALL="C", top_srcdir=str(self.source),
                    top_builddir=str(self.folder), CONTAGRAPH=str(program),
                    CONTAGRAPH_PRESETS=str(self.source / "presets"),
                    SANITIZE=" ".join(self.sanitizers), ASAN_OPTIONS=SANITIZED,
                    HARDENED="no", OMP_NUM_THREADS="2", OMP_WAIT_POLICY="passive",
                    CC=self.value("CC"), PYTHON=self.value("PYTHON"),
                    CMOCKA_MESSAGE_OUTPUT="TAP", LD_LIBRARY_PATH=str(library),
                    PATH=str(program.parent) + ":" + os.environ["PATH"])

    def run(self, test, library, seconds=None, **more):
        """Whether a test passes: what each process of it takes is limited to LIMIT
        times `seconds`, all of it to ten times that by the clock, as a machine in
        use takes longer."""
        def limits():
            if not self.sanitizers:  # of which most of the address space is
                resource.setrlimit(resource.RLIMIT_DATA, (MEMORY << 20, MEMORY << 20))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if seconds is not None:
                most = int(LIMIT * seconds) + 2
                resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))

        words = ["sh", str(self.source / test)]
        if test in self.programs:
            words = [str(self.work / "programs" / test)]
        with subprocess.Popen(words, cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=dict(self.environment(library), **more),
                              start_new_session=True, preexec_fn=limits) as running:
            try:
                said, _ = running.communicate(
                    timeout=None if seconds is None else 10 * LIMIT * seconds + 60)
            except subprocess.TimeoutExpired:
                said = LATE
            try:  # what it started and did not wait for, or what takes too long
                os.killpg(running.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.said = said
        return running.returncode in (0, 77) and not FAILED.search(said)

    def time(self, test, library, most):
        """The seconds of processor that a test takes, or None where it fails: no more
        than a little above `most` is found of one that takes longer."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        passed = self.run(test, library, most / LIMIT)
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = now.ru_utime + now.ru_stime - before.ru_utime - before.ru_stime
        if self.said == LATE:
            return max(taken, most + 1)
        return taken if passed or taken > most else None
