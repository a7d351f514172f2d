#!/usr/bin/python3
"""crosscheck.py ENGINE FIRST LAST [CHANNELS [WORKDIR]]: random graphs through ENGINE and reference.py.

ENGINE is the program; it is called as   ENGINE run DIR --scenario DIR/scenario.json --outputs OUT   and its
outputs are compared with the reference's by compare.py (1e-9).  Two things are not held against it: an extra last
round (the rows of that round in prices_out are cut here), and graphs that are ill-conditioned: where the reference
itself, on the same graph with its rows in another order, differs from itself by more than 1e-9 (an exact tie, an
entry of 1e-16 that is there or not).  Those are counted apart.  With `self` as ENGINE the reference is compared
with itself (permuted rows only).  Exit status 1 if a graph differs.
"""
import csv, json, os, random, shutil, subprocess, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import random_graph, reference

COMPARE = os.path.join(HERE, "compare.py")


def reference_run(d, out):
    m = reference.Model(d, json.load(open(d + "/scenario.json")))
    m.spiral0 = m.spiral()
    m.run()
    m.write(out)
    return 0 if m.converged else 3


def cut(a, b):
    """Where the rounds differ by one, the longer prices_out loses its last round."""
    s = [json.load(open(os.path.join(x, "summary.json"))) for x in (a, b)]
    if abs(s[0]["rounds"] - s[1]["rounds"]) != 1:
        return
    keep = min(x["rounds"] for x in s)
    for x in (a, b):
        p = os.path.join(x, "prices_out.csv")
        rows = list(csv.reader(open(p, newline="")))
        with open(p, "w", newline="") as f:
            w = csv.writer(f, lineterminator="\n")
            w.writerows([r for r in rows if r[0] == "round" or int(r[0]) <= keep])


def compare(a, b):
    cut(a, b)
    p = subprocess.run(["/usr/bin/python3", COMPARE, a, b], capture_output=True, text=True)
    return p.returncode, p.stdout + p.stderr


def claims(a, b):
    """claims_out.csv, which compare.py does not read: same rows in order, to 1e-9 of the largest face."""
    x, y = (list(csv.DictReader(open(os.path.join(d, "claims_out.csv"), newline=""))) for d in (a, b))
    if [(r["debtor"], r["creditor"]) for r in x] != [(r["debtor"], r["creditor"]) for r in y]:
        return "claims_out: rows differ"
    nodes = csv.DictReader(open(os.path.join(a, "nodes_out.csv"), newline=""))
    size = max([1e-300] + [abs(float(r[c])) for r in nodes for c in ("initial_equity", "equity")] + [float(r["face"]) for r in x])
    for r, q in zip(x, y):
        for c in ("face", "value"):
            if abs(float(r[c]) - float(q[c])) > 1e-9 * size:
                return "claims_out %s>%s %s: %s %s" % (r["debtor"], r["creditor"], c, r[c], q[c])
    return ""


def permuted(g, seed, k, d):
    r = random.Random("%s %s" % (seed, k))
    for name in ("nodes", "exposures", "holdings", "venues", "markets", "positions", "assets"):
        r.shuffle(g.t[name])
    g.write(d)


def main():
    engine, a, b = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    ch = sys.argv[4] if len(sys.argv) > 4 else "all"
    work = sys.argv[5] if len(sys.argv) > 5 else "/tmp/crosscheck"
    same = ill = 0
    bad = []
    for seed in range(a, b):
        d = os.path.join(work, "%s-%d" % (ch, seed))
        shutil.rmtree(d, ignore_errors=True)
        g = random_graph.Graph(seed, ch)
        g.write(d)
        want = reference_run(d, d + "/ref")
        if engine == "self":
            diff, text = 1, ""
        else:
            p = subprocess.run([engine, "run", d, "--scenario", d + "/scenario.json", "--outputs", d + "/out"],
                               capture_output=True, text=True)
            if p.returncode not in (0, 3):
                diff, text = 1, "exit %d: %s" % (p.returncode, p.stderr[-400:])
            else:
                diff, text = compare(d + "/ref", d + "/out")
                if not diff:
                    text = claims(d + "/ref", d + "/out")
                    diff = bool(text)
                if not diff and p.returncode != want:
                    diff, text = 1, "exit %d, want %d" % (p.returncode, want)
        if not diff:
            same += 1
            continue
        shaky = False
        for k in range(4):
            h = random_graph.Graph(seed, ch)
            h.agree = list(g.agree)
            permuted(h, seed, k, d + "/perm")
            reference_run(d + "/perm", d + "/perm/ref")
            shutil.rmtree(d + "/ref2", ignore_errors=True)
            shutil.copytree(d + "/ref", d + "/ref2")
            if compare(d + "/ref2", d + "/perm/ref")[0]:
                shaky = True
                break
        if shaky:
            ill += 1
        elif engine == "self":
            same += 1
        else:
            bad.append(seed)
            print("SEED", seed, d)
            print("\n".join("   " + l for l in text.split("\n")[:8]))
    print("%s: %d graphs, %d agree, %d differ %s, %d ill-conditioned" % (ch, b - a, same, len(bad), bad[:40], ill))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
