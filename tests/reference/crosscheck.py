#!/usr/bin/python3
"""crosscheck.py PROGRAM FIRST LAST [KIND [WORKDIR]]: random graphs through PROGRAM and through reference.py.

Each graph FIRST to LAST - 1 of random_graph.py is run as   PROGRAM run DIR --scenario DIR/scenario.json --outputs OUT
and by the reference, and the outputs are compared (compare.py, 1e-9), exit status and refusals too.  A graph that
differs is kept in WORKDIR; with --reduce, a smaller one that still differs is written beside it (smaller.py).

Graphs that are ill-conditioned are counted apart: those on which the reference, with rounding errors of a few units in
the last place added to its sums, differs from itself by more than 1e-9 (an exact tie, a jump).  Exit status 1 if any
other graph differs.
"""
import json, math, os, random, shutil, subprocess, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import compare, random_graph, reference


class Noisy(reference.Model):
    """The reference with rounding errors: what differs here says nothing about who is right."""
    NOISE = 4e-16

    def __init__(self, folder, scenario, seed):
        self.random, self.noisy = random.Random(seed), False
        super().__init__(folder, scenario)
        self.noisy = True

    def shaken(self, x, size):
        return x + size * self.NOISE * self.random.uniform(-1, 1) if self.noisy else x

    def e(self, c):
        return self.shaken(super().e(c), sum(abs(q) * self.price(a) for a, q in c.legs.items()))

    def balance(self):
        b = super().balance()
        for i in range(self.n):
            size = self.largest[i] if self.noisy else 0.0     # what was there and went leaves its rounding
            b.A[i] = self.shaken(b.A[i], size)
            b.L[i] = self.shaken(b.L[i], size)
            b.E[i] = b.A[i] - b.L[i]
        return b

    def health(self, c, t):
        N, D = super().health(c, t)
        return self.shaken(N, N), self.shaken(D, D)

    def law(self, a, v):
        avg, new = super().law(a, v)
        return (avg, new) if new == 1 else (self.shaken(avg, avg), self.shaken(new, new))

    def raw_value(self, *args):
        return self.shaken(super().raw_value(*args), 1)

    def choose(self, left, worth):
        return super().choose(left, self.shaken(worth, worth))

    def check_identity(self, t):
        pass


def reference_run(d, out, noise=None, shocks=None):
    """(exit status, message)"""
    with open(os.path.join(d, "scenario.json")) as f:
        sc = json.load(f)
    if shocks is not None:
        sc["shocks"] = shocks
    shutil.rmtree(out, ignore_errors=True)
    try:
        m = reference.Model(d, sc) if noise is None else Noisy(d, sc, noise)
        m.run()
        m.write(out)
    except reference.Refused:
        return 1, ""
    except reference.NotFinite as e:
        return 1, str(e)
    return (0 if m.converged else 3), ""


def program_run(program, d, out):
    shutil.rmtree(out, ignore_errors=True)
    p = subprocess.run([program, "run", d, "--scenario", d + "/scenario.json", "--outputs", out, "--format", "json"],
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=600)
    if p.returncode in (0, 3):
        document = json.loads(p.stdout)
        if "adl" in document:                     # a graph without layers has none
            with open(os.path.join(out, "adl.json"), "w") as f:
                json.dump(document["adl"], f)
    return p.returncode, p.stderr


def differences(program, d):
    """What the program says otherwise than the reference: a list of lines."""
    want, why = reference_run(d, d + "/ref")
    got, said = program_run(program, d, d + "/out")
    if want != got:
        return ["exit %d, want %d %s: %s" % (got, want, why, said[-300:])]
    if want == 1:                                 # a number that is none: the round and the name; a refusal: any words
        names = why.replace(":", "").replace("price of ", "").replace("equity of ", "").split()
        return [] if all(x in said for x in names) else ["said %r, want %r" % (said[-300:], why)]
    return compare.differences(d + "/ref", d + "/out")


def swamped(out):
    """Amounts came and went whose rounding alone is more than 1e-9 of the first books."""
    ledger, nodes = (compare.table(os.path.join(out, x + ".csv")) for x in ("ledger", "nodes_out"))
    if not nodes:
        return False
    size = max(abs(float(r["initial_equity"])) for r in nodes)
    return any(abs(float(r["amount"])) * 2.0**-52 > 1e-9 * size for r in ledger)


def ill_conditioned(d):
    want = reference_run(d, d + "/ref")
    if swamped(d + "/ref") or reference_run(d, d + "/bare", shocks=[])[0] != 1 and swamped(d + "/bare"):
        return True
    for noise in range(12):
        if reference_run(d, d + "/shaken", noise)[0] != want[0]:
            return True
        if want[0] != 1 and compare.differences(d + "/ref", d + "/shaken"):
            return True
    return False


def main(argv):
    shrink = "--reduce" in argv
    argv = [x for x in argv if x != "--reduce"]
    program, first, last = argv[0], int(argv[1]), int(argv[2])
    kind = argv[3] if len(argv) > 3 else "all"
    work = argv[4] if len(argv) > 4 else "/tmp/crosscheck"
    same = ill = refused = 0
    bad = []
    for seed in range(first, last):
        d = os.path.join(work, "%s-%d" % (kind, seed))
        shutil.rmtree(d, ignore_errors=True)
        random_graph.make(seed, kind).write(d)
        try:
            lines = differences(program, d)
        except Exception as e:                    # of the reference: its graph is worth looking at
            lines = ["exit 1, want none: %s: %s" % (type(e).__name__, e)]
        if not lines:
            same += 1
            shutil.rmtree(d)
            continue
        if not lines[0].startswith("exit 1, want") and ill_conditioned(d):
            ill += 1
            continue
        bad.append(seed)
        print("SEED", seed, d)
        print("\n".join("   " + x for x in lines[:8]), flush=True)
        if shrink:
            import smaller
            print("   smaller: " + smaller.smaller(program, d), flush=True)
    print("%s: %d graphs, %d agree, %d differ %s, %d ill-conditioned" % (kind, last - first, same, len(bad), bad[:40], ill))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
