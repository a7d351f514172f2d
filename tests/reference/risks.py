#!/usr/bin/python3
"""risks.py PROGRAM FIRST LAST [KIND [WORKDIR]]: random risks (random_risk.py) simulated by PROGRAM and by the reference.

The shocks of every draw (drawn.py), what each loses (reference.py), and every figure that is said of them (estimates.py)
are compared, to 1e-9 of the initial equity; interest of rates is booked here, too.  Of the figures, PROGRAM's own losses
are taken where they agree, as the last bit decides who is in a tail.  Graphs on which rounding errors decide a draw
(crosscheck.py) are counted apart.  Exit status 1 if any other differs.
"""
import csv, json, math, os, shutil, subprocess, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import crosscheck, drawn, estimates, random_risk, reference

ZERO_ONE = ("exhausted ", "fails ")
COUNTS = ("failed",)


class Watched(reference.Model):
    """A run that notes what passes through the layers, and what is liquidated."""

    def __init__(self, *args):
        self.need, self.past, self.passed_by, self.liquidated_value = {}, {}, {}, 0.0
        self.turn = {}                            # venue -> socialising layers of this round so far
        super().__init__(*args)

    def post_shortfalls(self):
        self.turn = {}
        for c in self.acc:
            more = max(0.0, max(0.0, -c.open_e) - c.high)
            of = self.passed_by.setdefault(c.venue, {})
            of[c.owner] = of.get(c.owner, 0.0) + more
        super().post_shortfalls()

    def watched(self, v, layer, mine, lack, pay):
        key = (v, [l["row"] for l in self.in_order(v)].index(layer["row"]) + 1)
        self.need[key] = self.need.get(key, 0.0) + sum(lack[c] for c in mine)
        pay()
        self.past[key] = self.past.get(key, 0.0) + sum(lack[c] for c in mine)

    def in_order(self, v):
        return sorted([l for l in self.layer if l["venue"] == v], key=lambda l: (l["order"], l["row"]))

    def layer_fund(self, v, l, mine, lack):
        self.watched(v, l, mine, lack, lambda: super(Watched, self).layer_fund(v, l, mine, lack))

    def layer_socialise(self, v, mine, lack):
        rows = [l for l in self.in_order(v) if l["kind"] == "socialise"]
        k = self.turn.get(v, 0)
        self.turn[v] = k + 1
        self.watched(v, rows[k], mine, lack, lambda: super(Watched, self).layer_socialise(v, mine, lack))

    def layer_adl(self, v, l, mine, lack):
        self.watched(v, l, mine, lack, lambda: super(Watched, self).layer_adl(v, l, mine, lack))

    def lending_liquidations(self, accounts):
        before = {(c, a): q for c in accounts for a, q in c.legs.items()}
        super().lending_liquidations(accounts)
        for (c, a), q in before.items():
            if a is not None and q > 0:
                self.liquidated_value += (q - c.legs[a]) * self.price(a)

    def close_outs(self, accounts):
        seen = len(self.orders)
        super().close_outs(accounts)
        self.liquidated_value += sum(abs(o["q"]) * self.price(o["asset"]) for o in self.orders[seen:])


def fall(m):
    return [max(0.0, m.E0[i]) - max(0.0, m.final.E[i]) for i in range(m.n)]


def measures(m, columns):
    """A run's measures, by draws.csv's names."""
    s, lost = m.summary(), fall(m)
    x = dict(equity_lost=s["equity_lost"], failed=s["failed"], outside_loss=s["outside_loss"],
             bad_debt=m.passed["increase"], liquidated_value=m.liquidated_value)
    for name in columns:
        word, _, of = name.partition(" ")
        if word == "lost":
            x[name] = lost[m.ni[of]]
        elif word == "fails":
            x[name] = float(m.failed[m.ni[of]])
        elif word in ("bad_debt", "cover2") and of:
            v = sorted(m.passed_by.get(m.ni[of], {}).values(), reverse=True)
            x[name] = sum(v) if word == "bad_debt" else sum(v[:2])
        elif word in ("need", "exhausted"):
            v, _, k = of.rpartition("/")
            key = (m.ni[v], int(k))
            x[name] = m.need.get(key, 0.0) if word == "need" else float(m.past.get(key, 0.0) > 1e-9 * m.system)
    return x


def with_interest(d, risk, out):
    """"interest of the horizon is booked before any shock": the graph's tables with it, in folder OUT."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(d, out)
    rates = risk.get("rates")
    if not rates:
        return
    m = reference.Model(d, {"shocks": []})
    T = risk.get("days", 1) / risk.get("year_days", 365)
    tables = {x: reference.table(d, x) for x in ("nodes", "markets", "positions", "exposures")}
    legs = {}
    for p in tables["positions"]:
        key = (p["venue"], p["account"], p.get("asset"))
        legs[key] = legs.get(key, 0.0) + float(p["quantity"])
    grow, lend = {}, {}
    for row in tables["markets"]:
        v, a = row["venue"], row.get("asset")
        base, slope, slope2 = (drawn.number(row, k, 0.0) for k in ("rate_base", "rate_slope", "rate_slope2"))
        if m.venue[m.ni[v]]["type"] != "lending" or not a or not (base or slope or slope2):
            continue
        D = sum(-q for (venue, _, asset), q in legs.items() if venue == v and asset == a and q < 0)
        S = sum(float(x["amount"]) for x in tables["exposures"]
                if x["debtor"] == v and x.get("asset") == a and x["creditor"] != v)
        u = 0.0 if D == 0 else 1.0 if S == 0 else min(1.0, D / (S * (1 - rates["withdrawn"])))
        kink = drawn.number(row, "rate_kink", 1.0)
        rate = base + slope * min(u, kink) / kink + (slope2 * max(0.0, u - kink) / (1 - kink) if slope2 else 0.0)
        G = math.exp(max(0.0, rate + rates["hike"]) * T)
        grow[v, a] = G
        if S > 0:
            lend[v, a] = 1 + (G - 1) * D * (1 - drawn.number(row, "reserve_factor", 0.0)) / S
    for p in tables["positions"]:
        if legs[p["venue"], p["account"], p.get("asset")] < 0:
            p["quantity"] = repr(float(p["quantity"]) * grow.get((p["venue"], p.get("asset")), 1.0))
    for x in tables["exposures"]:
        x["amount"] = repr(float(x["amount"]) * lend.get((x["debtor"], x.get("asset")), 1.0))
    given = [dict(row) for row in tables["nodes"]]
    for i, row in enumerate(tables["nodes"]):     # residuals stay
        row.update(equity="", other_assets=repr(m.oa[i]), other_liabilities=repr(m.ol[i]))
    save(out, tables)
    E = reference.Model(out, {"shocks": []}).E0
    for i, row in enumerate(tables["nodes"]):
        row.update({k: given[i].get(k) or "" for k in ("other_assets", "other_liabilities")},
                   equity=repr(E[i]) if given[i].get("equity") else "")
    save(out, tables)


def save(folder, tables):
    for name, rows in tables.items():
        if rows:
            head = list(dict.fromkeys(k for r in rows for k in r))
            with open(os.path.join(folder, name + ".csv"), "w", newline="") as f:
                w = csv.DictWriter(f, head, lineterminator="\n")
                w.writeheader()
                w.writerows(rows)


class Asked:
    """Runs for draws, and for the direction of a tilt."""

    def __init__(self, folder, sc):
        self.folder, self.sc = folder, sc
        m = self.run([])
        self.other_assets, self.system = m.b0_oa, m.system

    def run(self, shocks):
        m = Watched(self.folder, dict(self.sc, shocks=shocks))
        m.b0_oa = list(m.oa)
        m.run()
        return m

    def __call__(self, shocks):
        return measures(self.run(shocks), ())


def same_word(a, b):
    (x, _, u), (y, _, v) = a.rpartition("="), b.rpartition("=")
    if a == b:
        return True
    try:
        p, q = float(u.rstrip("%")), float(v.rstrip("%"))
    except ValueError:
        return False
    return x == y and u.endswith("%") == v.endswith("%") and abs(p - q) <= 1e-9 * max(abs(p), abs(q))


def call(program, d, *more):
    p = subprocess.run([program, "simulate", d, "--risk", d + "/risk.json", "--scenario", d + "/scenario.json", "-q", *more],
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=600)
    return p.returncode, p.stdout, p.stderr


class Differs(Exception):
    pass


def written(d):
    """The words of each draw, as --write-draws wrote them."""
    with open(d + "/draws-words.csv", newline="") as f:
        return [[x.strip() for x in row["shocks"].split(";") if x.strip()] for row in csv.DictReader(f)]


def compare_words(d, want):
    got = written(d)
    if len(got) != len(want):
        raise Differs("%d draws are written, not %d" % (len(got), len(want)))
    for s, (a, b) in enumerate(zip(want, got), 1):
        if len(a) != len(b) or not all(same_word(x, y) for x, y in zip(a, b)):
            raise Differs("draw %d: %r, want %r" % (s, b, a))
    return got


def near(x, y, room):
    return x is y or x is not None and y is not None and abs(x - y) <= room


def compare_draws(d, runs, weights, size):
    """The table of draws: the program's, by measure, where each row agrees."""
    with open(d + "/out/draws.csv", newline="") as f:
        rows = list(csv.DictReader(f))
    for s, (m, row) in enumerate(zip(runs, rows), 1):
        want = measures(m, row)
        if not near(float(row["weight"]), weights[s - 1], 1e-9):
            raise Differs("draw %d: weight %s, want %r" % (s, row["weight"], weights[s - 1]))
        for k, v in row.items():
            if k not in ("draw", "weight") and not near(float(v), want[k], 0 if k in COUNTS or k.startswith(ZERO_ONE) else 1e-9 * size):
                raise Differs("draw %d %s: %s, want %r" % (s, k, v, want[k]), s)
    return {k: [float(r[k]) for r in rows] for k in rows[0] if k not in ("draw", "weight")}


def expect(what, got, want, room):
    if not near(got, want, room):
        raise Differs("%s: %r, want %r" % (what, got, want))


def compare_figures(doc, risk, sample, draws, runs, size):
    levels, headline = sorted(risk["levels"]), risk["measure"]
    signed = headline == "equity_lost" or headline.startswith("lost ")
    t = sample.tail(draws[headline], headline not in COUNTS, max(levels), signed)
    tail_mean = lambda x: sum(a * b for a, b in zip(t, x)) / sum(t) if sum(t) > 0 else None
    for m in doc["measures"]:
        name = m["measure"]
        money = name not in COUNTS and not name.startswith(ZERO_ONE)
        room = 1e-9 * (size if money else 1)
        x = sample.cleaned(draws[name], money)
        expect(name + " tail", m["tail"], tail_mean(draws[name]), room)
        if "probability" in m:
            for k, v in zip(("probability", "low", "high"), sample.probability(x)):
                expect(name + " " + k, m[k], v, 1e-9)
            continue
        expect(name + " mean", m["mean"], sample.mean(x), room)
        expect(name + " mean_error", m["mean_error"], sample.error(x), room)
        expect(name + " most", m["most"], max(x), room)
        for got, q in zip(m["levels"], levels):
            want = sample.level(draws[name], money, q, name == "equity_lost" or name.startswith("lost "))
            for k in want:
                expect("%s %s at %s" % (name, k, q), got[k], want[k], 1e-6 if k == "tail_draws" else 10 * room)
    compare_tail_draws(doc, draws[headline], headline not in COUNTS, sample, t, runs)
    return t, tail_mean


def compare_tail_draws(doc, x, money, sample, t, runs):
    keys = sample.key(sample.cleaned(x, money), money)
    worst = keys.index(max(keys)) + 1
    if doc["worst"] != (worst if max(keys) > 0 else None) and keys[(doc["worst"] or worst) - 1] != max(keys):
        raise Differs("worst: %r, want %d" % (doc["worst"], worst))
    if doc["typical"] is None or sum(t) == 0:
        if (doc["typical"] is None) != (max(keys) <= 0):
            raise Differs("typical: %r" % doc["typical"])
        return
    lost = [fall(m) for m in runs]
    mean = [sum(a * l[i] for a, l in zip(t, lost)) / sum(t) for i in range(runs[0].n)]
    away = [sum(abs(l[i] - mean[i]) for i in range(len(mean))) if a > 0 else math.inf for a, l in zip(t, lost)]
    if away[doc["typical"] - 1] > min(away) * (1 + 1e-6) + 1e-9 * runs[0].system:
        raise Differs("typical: %r, want %d" % (doc["typical"], away.index(min(away)) + 1))


def compare_nodes(d, sample, runs, tail_mean, size):
    with open(d + "/out/nodes_risk.csv", newline="") as f:
        for i, row in enumerate(csv.DictReader(f)):
            fails, lost = [float(m.failed[i]) for m in runs], [fall(m)[i] for m in runs]
            value = lambda k: float(row[k]) if row[k] != "" else None
            for k, v in zip(("default_probability", "low", "high"), sample.probability(fails)):
                expect("%s %s" % (row["id"], k), value(k), v, 1e-9)
            expect(row["id"] + " expected_loss", value("expected_loss"), sample.mean(lost), 1e-9 * size)
            expect(row["id"] + " tail_loss", value("tail_loss"), tail_mean(lost), 1e-9 * size)
            expect(row["id"] + " tail_default_probability", value("tail_default_probability"), tail_mean(fails), 1e-9)


def compare_layers(doc, sample, draws, q, size):
    for row in doc["layers"]:
        x = sample.cleaned(draws["need " + row["layer"].split(" ")[0]], True)
        expect("layer %s used" % row["layer"], row["used"], sample.mean([float(v > 0) for v in x]), 1e-9)
        expect("layer %s needed" % row["layer"], row["needed"], sample.exceeded(x, True, 1 - q), 1e-9 * size)


def differences(program, d):
    """Raises Differs; None where the program refuses a sample that is too short, or has nothing to draw."""
    risk = drawn.read_risk(d + "/risk.json")
    with open(d + "/scenario.json") as f:
        sc = json.load(f)
    code, _, said = call(program, d, "--write-draws", d + "/draws-words.csv")
    if code == 2 and ("nothing to draw" in said or "tilt" in said):
        return "refused"
    if code != 0:
        raise Differs("--write-draws: exit %d: %s" % (code, said[-300:]))
    full = dict(drawn.KEYS, **risk)
    with_interest(d, full, d + "/booked")
    asked = Asked(d + "/booked", sc)
    full["seed"] = int(full["seed"])
    draws = drawn.Draws(d + "/booked", full, sc, asked)
    n = full["draws"] or len(draws.replayed)
    words = compare_words(d, [draws.words(s) for s in range(1, n + 1)])
    code, out, said = call(program, d, "--outputs", d + "/out", "--format", "json")
    runs = [asked.run(w) for w in words]
    size = max(runs[0].system, max(abs(x) for x in runs[0].E0))
    weights = [draws.weight(s) for s in range(1, n + 1)]
    sample = estimates.Sample(weights, runs[0].system, full["confidence"], full["antithetic"] or full["tilt"], full["draws"] is not None)
    if code == 2 and "tail" in said and full["tilt"]:
        return "refused"
    # A token worth next to nothing may fall for ever, by a part of itself, where equities no longer change.
    if code not in (0, 3) or (code == 3) != any(not m.converged and m.last_change > 0 for m in runs):
        raise Differs("exit %d: %s" % (code, said[-300:]))
    doc = json.loads(out)
    table = compare_draws(d, runs, weights, size)
    t, tail_mean = compare_figures(doc, full, sample, table, runs, size)
    compare_nodes(d, sample, runs, tail_mean, size)
    compare_layers(doc, sample, table, max(full["levels"]), size)
    return "agrees"


def rounding_decides(d, words):
    """Whether a draw of these words says something else when sums are shaken."""
    at = d + "/shaky"
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(d + "/booked", at)
    with open(d + "/scenario.json") as f:
        sc = json.load(f)
    with open(at + "/scenario.json", "w") as f:
        json.dump(dict(sc, shocks=words), f)
    return crosscheck.ill_conditioned(at)


def main(argv):
    program, first, last = argv[0], int(argv[1]), int(argv[2])
    kind = argv[3] if len(argv) > 3 else "all"
    work = argv[4] if len(argv) > 4 else "/tmp/risks"
    count = dict(agrees=0, refused=0, ill=0)
    bad = []
    for seed in range(first, last):
        d = os.path.join(work, "risk-%s-%d" % (kind, seed))
        shutil.rmtree(d, ignore_errors=True)
        random_risk.Risk(seed, kind).write(d)
        try:
            count[differences(program, d)] += 1
            shutil.rmtree(d)
        except (reference.Refused, reference.NotFinite):
            count["ill"] += 1
            shutil.rmtree(d)
        except Differs as e:
            if len(e.args) > 1 and rounding_decides(d, written(d)[e.args[1] - 1]):
                count["ill"] += 1
                continue
            bad.append(seed)
            print("SEED", seed, d, "\n  ", e.args[0], flush=True)
    print("%s: %d risks, %d agree, %d differ %s, %d refused, %d ill-conditioned" % (
        kind, last - first, count["agrees"], len(bad), bad[:40], count["refused"], count["ill"]))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
