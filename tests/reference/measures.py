#!/usr/bin/python3
"""measures.py PROGRAM FIRST LAST [KIND [WORKDIR]]: rankings, curves, sweeps and end states against the reference.

Each graph of random_graph.py is ranked by PROGRAM and by the definitions of docs/model.md, section 10, over runs of
reference.py: as many as there are nodes.  A curve in the size of a shock and a sweep of its scenario, by rounds and with
--end-state, are compared with the summaries of such runs.  To 1e-9 of the largest figure (of the scale of the graph).
"""
import csv, io, json, math, os, re, shutil, subprocess, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import crosscheck, random_graph, reference

BY_RUNS = ["impact", "defaults", "vulnerability", "debtrank"]
BY_MATRIX = ["susceptibility", "diffusion", "fluidity"]


def run(folder, sc):
    m = reference.Model(folder, sc)
    m.run()
    return m


def by_runs(folder, sc):
    """"`impact` of node k: others' equity lost with `node k=default` added, less without it; `defaults`: the same
    difference in the number of other nodes that failed. `vulnerability`: a node's mean distress over the defaults of all
    others. `debtrank` of k is the summary's for that default." """
    bare = run(folder, sc)
    n = bare.n

    def lost(m, i):
        return max(0.0, m.E0[i]) - max(0.0, m.final.E[i])
    out = {x: [] for x in BY_RUNS}
    hurt = [0.0] * n
    for k in range(n):
        m = run(folder, dict(sc, shocks=sc["shocks"] + ["node %s=default" % bare.node[k]]))
        others = [i for i in range(n) if i != k]
        out["impact"].append(sum(lost(m, i) for i in others) - sum(lost(bare, i) for i in others))
        out["defaults"].append(sum(m.failed[i] for i in others) - sum(bare.failed[i] for i in others))
        out["debtrank"].append(m.summary()["debtrank"])
        for i in others:
            hurt[i] += m.distress(i, m.final)
    out["vulnerability"] = [x / (n - 1) for x in hurt] if n > 1 else [None]
    return out


def expm(V):
    """exp V by its series: V has no negative entry, so nothing cancels."""
    n = len(V)
    term = [[float(i == j) for j in range(n)] for i in range(n)]
    total = [row[:] for row in term]
    for k in range(1, 200):
        term = [[sum(term[i][x] * V[x][j] for x in range(n)) / k for j in range(n)] for i in range(n)]
        total = [[total[i][j] + term[i][j] for j in range(n)] for i in range(n)]
    return total


def reach(V):
    """"C = expm(V), not capped, its diagonal set to 0"."""
    C = expm(V)
    for i in range(len(C)):
        C[i][i] = 0.0
    return C


def topples(m, loss, equity):
    """A_ji >= E_j; where an equity of 0 is none to fail at, above."""
    tie = reference.TIE * equity
    return loss >= equity - tie if m.sc["default_at_zero"] else loss > equity + tie


def by_matrix(m):
    """MECHANICS 6.4: "V_ij = 1 if i's default alone topples j (A_ji >= E_j); susceptibility_j = sum_i C_ij / sum_i V_ij
    (undefined where nobody hits j directly). Diffusion of q = sum_{i != j} max(0, C_ij - C^q_ij) / sum_j V_qj, C^q from V
    with row q zeroed (0 if q hits nobody); fluidity = mean susceptibility over all nodes, an undefined one as 0." """
    n = m.n
    A = [[0.0] * n for _ in range(n)]
    for z in m.exp:
        A[z["creditor"]][z["debtor"]] += z["amount"] * m.price(z["asset"])
    V = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            if i != j and A[j][i] > 0 and m.E0[j] > 0 and not m.pt[j] and topples(m, A[j][i], m.E0[j]):
                V[i][j] = 1.0
    C = reach(V)
    hits = [sum(V[i][j] for i in range(n)) for j in range(n)]
    s = [sum(C[i][j] for i in range(n)) / hits[j] if hits[j] > 0 else None for j in range(n)]
    d = []
    for q in range(n):
        if sum(V[q]) == 0:
            d.append(0.0)
            continue
        W = [[0.0] * n if i == q else V[i] for i in range(n)]
        D = reach(W)
        d.append(sum(max(0.0, C[i][j] - D[i][j]) for i in range(n) for j in range(n) if i != j) / sum(V[q]))
    f = sum(x or 0.0 for x in s) / n
    return {"susceptibility": s, "diffusion": d, "fluidity": [f] * n}


def call(program, args):
    p = subprocess.run([program] + args, capture_output=True, text=True, timeout=600)
    return p.returncode, p.stdout, p.stderr


def rank_differs(program, d, m, sc, want, size):
    code, out, err = call(program, ["rank", d, "--scenario", d + "/scenario.json", "--by", ",".join(want), "--format", "json", "-q"])
    if code not in (0, 3):
        yield "rank: exit %d: %s" % (code, err[-200:])
        return
    for i, row in enumerate(json.loads(out)["nodes"]):
        for name, values in want.items():
            x, y = values[i], row.get(name)
            if x is None or y is None:
                # Where nobody topples anybody, undefined is as good an answer as 0.
                if (x or 0) != (y or 0):
                    yield "%s of %s: %r %r" % (name, m.node[i], x, y)
            elif not abs(x - y) <= 1e-9 * (size if name == "impact" else max(1.0, abs(x))):
                yield "%s of %s: %r %r" % (name, m.node[i], x, y)


KEYS = ["rounds", "converged", "initial_equity", "equity_lost", "failed", "outside_loss", "bonus_outside", "baseline",
        "debtrank", "unhealthy", "liquidated"]


def row_differs(name, row, want, size):
    for k in KEYS:
        if k not in row or row[k] == "":          # `--end-state` leaves out what only rounds have
            continue
        x, y = want[k], row[k]
        if k == "converged":
            same = y == str(x).lower()
        elif k == "rounds":
            same = abs(int(y) - x) <= max(3, x // 8)
        else:
            same = x is None or abs(float(y) - x) <= 1e-9 * (1.0 if k == "debtrank" else size)
        if not same:
            yield "%s %s: %r %r" % (name, k, x, y)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def sweep_differs(program, d, sc, shocks, size):
    """Rows with one shock more each, as JSON lines; by rounds, and by --end-state."""
    lines = [dict(sc, shocks=sc["shocks"] + s) for s in shocks]
    path = os.path.join(d, "sweep.jsonl")
    with open(path, "w") as f:
        f.write("".join(json.dumps(x) + "\n" for x in lines))
    want = [run(d, x).summary() for x in lines]
    for more in ([], ["--end-state"]):
        code, out, err = call(program, ["sweep", d, path, "--format", "csv", "-q"] + more)
        if code not in (0, 3):
            yield "sweep %s: exit %d: %s" % (more, code, err[-300:])
            continue
        for k, (x, y) in enumerate(zip(want, rows(out))):
            yield from row_differs("sweep %s row %d" % (" ".join(more), k + 1), y, x, size)


def curve_differs(program, d, sc, shock, size):
    code, out, err = call(program, ["curve", d, "--scenario", d + "/scenario.json", "--shock", shock + "=-X", "--from", "0",
                                    "--to", "0.6", "--steps", "3", "--format", "csv", "-q"])
    if code not in (0, 3):
        yield "curve: exit %d: %s" % (code, err[-300:])
        return
    for row in rows(out):
        one = dict(sc, shocks=["%s=-%s%%" % (shock, repr(100 * float(row["size"])))])
        want = run(d, one).summary()
        least = row.get("equity_lost_least")
        if least:                                 # a point is where both ends are
            low = run(d, dict(one, from_below=True)).summary()
            want = dict(want, converged=want["converged"] and low["converged"])
            if abs(low["equity_lost"] - float(least)) > 1e-9 * size:
                yield "curve at %s, least: %r %s" % (row["size"], low["equity_lost"], least)
        yield from row_differs("curve at " + row["size"], row, want, size)


def differences(program, d):
    with open(os.path.join(d, "scenario.json")) as f:
        sc = json.load(f)
    m = reference.Model(d, sc)
    size = max([1e-300, m.system] + [abs(x) for x in m.E0])
    if sc.get("from_below"):
        return []
    want = by_runs(d, sc)
    want.update(by_matrix(m))
    out = list(rank_differs(program, d, m, sc, want, size))
    out += sweep_differs(program, d, sc, [["node %s=default" % m.node[0]], ["node %s=-30%%" % m.node[-1]]], size)
    out += curve_differs(program, d, sc, "node " + m.node[0], size)
    if m.m:
        out += curve_differs(program, d, sc, "asset " + m.asset[0], size)
    return out


def main(argv):
    program, first, last = argv[0], int(argv[1]), int(argv[2])
    kind = argv[3] if len(argv) > 3 else "claims"
    work = argv[4] if len(argv) > 4 else "/tmp/measures"
    same = ill = 0
    bad = []
    for seed in range(first, last):
        d = os.path.join(work, "m-%s-%d" % (kind, seed))
        shutil.rmtree(d, ignore_errors=True)
        random_graph.make(seed, kind).write(d)
        try:
            lines = differences(program, d)
        except (reference.NotFinite, reference.Refused):
            continue
        if not lines:
            same += 1
            shutil.rmtree(d)
        elif crosscheck.ill_conditioned(d):
            ill += 1
        else:
            bad.append(seed)
            print("SEED", seed, d)
            print("\n".join("   " + x for x in lines[:8]), flush=True)
    print("%s: %d graphs, %d agree, %d differ %s, %d ill-conditioned" % (kind, last - first, same, len(bad), bad[:40], ill))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
