#!/usr/bin/python3
"""smaller.py PROGRAM DIR: the smallest graph, near the one in DIR, on which PROGRAM and the reference still differ.

Shocks and scenario keys, nodes with all that names them, rows, cells are taken away one after the other, numbers are
rounded and paths of equal worth left alone, as long as the difference stays.  Written to DIR-small.
"""
import csv, json, os, shutil, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import crosscheck, random_graph

ENDS = {"node", "debtor", "creditor", "owner", "venue", "provider", "issuer", "penalty_to"}
NEEDED = {("nodes", "id"), ("exposures", "debtor"), ("exposures", "creditor"), ("exposures", "amount"),
          ("assets", "id"), ("holdings", "node"), ("holdings", "asset"), ("holdings", "quantity"), ("venues", "node"),
          ("venues", "type"), ("markets", "venue"), ("markets", "asset"), ("positions", "account"),
          ("positions", "owner"), ("positions", "venue"), ("positions", "quantity"), ("layers", "venue"),
          ("layers", "order"), ("layers", "kind"), ("layers", "rule")}


class Case:
    def __init__(self, tables, scenario):
        self.t, self.sc = tables, scenario

    def copy(self):
        return Case({k: [dict(r) for r in rows] for k, rows in self.t.items()}, json.loads(json.dumps(self.sc)))

    def write(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        random_graph.write_tables(folder, self.t, self.sc)


def load(folder):
    tables = {}
    for name in random_graph.TABLES:
        path = os.path.join(folder, name + ".csv")
        if os.path.exists(path):
            with open(path, newline="") as f:
                tables[name] = list(csv.DictReader(f))
        else:
            tables[name] = []
    with open(os.path.join(folder, "scenario.json")) as f:
        return Case(tables, json.load(f))


def without_node(case, x):
    c = case.copy()
    for name, rows in c.t.items():
        keep = []
        for r in rows:
            if (name == "nodes" and r["id"] == x) or any(r.get(k) == x for k in ENDS - {"issuer", "penalty_to", "provider"}):
                continue
            for k in ("issuer", "penalty_to", "provider"):
                if r.get(k) == x:
                    r[k] = ""
            keep.append(r)
        c.t[name] = keep
    c.sc["shocks"] = [s for s in c.sc.get("shocks", []) if x not in s.replace(">", " ").replace("=", " ").replace("/", " ").split()]
    return c


def candidates(case):
    for k in range(len(case.sc.get("shocks", []))):
        c = case.copy()
        del c.sc["shocks"][k]
        yield c
    for k in list(case.sc):
        if k != "shocks":
            c = case.copy()
            del c.sc[k]
            yield c
    for r in list(case.t["nodes"]):
        yield without_node(case, r["id"])
    for name in ("layers", "positions", "exposures", "holdings", "markets", "venues", "assets"):
        for k in reversed(range(len(case.t[name]))):
            c = case.copy()
            del c.t[name][k]
            yield c
    for name, rows in case.t.items():
        for k, r in enumerate(rows):
            for col, x in r.items():
                if x not in ("", None) and (name, col) not in NEEDED:
                    c = case.copy()
                    c.t[name][k][col] = ""
                    yield c
    for digits in (1, 2, 3):
        for name, rows in case.t.items():
            for k, r in enumerate(rows):
                for col, x in r.items():
                    try:
                        y = "%.*g" % (digits, float(x))
                    except (TypeError, ValueError):
                        continue
                    if len(y) < len(x):
                        c = case.copy()
                        c.t[name][k][col] = y
                        yield c


def sort_of(lines):
    """What is different: the first entry of the ledger by its channel, else the file."""
    ledger = [x.split("'") for x in lines if x.startswith("ledger")]
    if ledger:
        return min((int(x[1]), x[3]) for x in ledger)[1]
    return " ".join(lines[0].split()[:3]) if lines else ""


def differs(program, case, folder):
    """The sort of difference, "" without one."""
    case.write(folder)
    try:
        lines = crosscheck.differences(program, folder)
    except Exception:                             # a graph that either of the two cannot read is no case
        return ""
    if not lines or crosscheck.ill_conditioned(folder):
        return ""
    return sort_of(lines)


def smaller(program, folder):
    case, out = load(folder), folder + "-small"
    sort = differs(program, case, out)
    again = sort != ""
    while again:
        again = False
        for c in candidates(case):
            if differs(program, c, out) == sort:
                case, again = c, True
                break
    case.write(out)
    return out


if __name__ == "__main__":
    print(smaller(sys.argv[1], sys.argv[2]))
