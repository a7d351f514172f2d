#!/usr/bin/python3
"""random_risk.py SEED KIND DIR: a random graph of random_graph.py with what may happen to it: columns of volatilities,
probabilities and rates, files of factors, correlations and prices, and risk.json (docs/risk.md).  Same words, same bytes.
"""
import csv, datetime, json, math, os, random, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import random_graph
from random_graph import rnd

MORE = {"assets": "volatility drift df follows beta fundamental".split(), "nodes": ["pd"],
        "markets": "rate_base rate_slope rate_kink rate_slope2 reserve_factor".split()}
MERTON = ("merton", "merton-recovery", "black-cox")


class Risk:
    def __init__(self, seed, kind):
        self.r = r = random.Random("risk %s/%s" % (seed, kind))
        self.g = random_graph.make(seed, kind)
        self.t, self.sc = self.g.t, self.g.sc
        self.sc["rounds"] = max(60, self.sc["rounds"])
        self.files, self.risk = {}, {}
        self.risk["days"] = r.choice([1, 3, 10, 30, 365])
        if r.random() < .3:
            self.risk["year_days"] = r.choice([252, 360])
        self.risk["seed"] = r.choice([1, 7, 123456789, str(2**64 - 1), str(2**53 + 1)])
        self.columns()
        self.history()
        known = self.files["prices.csv"][0] if self.risk.get("method") == "fit" else []
        self.joint = [x["id"] for x in self.t["assets"] if (x.get("volatility") or x["id"] in known) and not x.get("follows")]
        self.joint += [x["id"] for x in self.t["nodes"] if x.get("pd") or self.risk.get("node_assets") and x.get("volatility")]
        self.dependence()
        self.events()
        self.scheme()
        if r.random() < .4:
            self.risk["depth_elasticity"] = r.choice([.5, 1, 2])
        if r.random() < .3:
            self.risk["df"] = r.choice([3, 4.5, 30])
        if r.random() < .4:
            self.risk["track"] = ["%s %s" % (r.choice(["lost", "fails"]), x) for x in r.sample(self.g.N, 2)]
        if self.t["markets"] and r.random() < .5:
            self.rates()

    def columns(self):
        r = self.r
        for x in self.t["assets"]:
            x.pop("volatility", None)
            if r.random() < .7:
                x["volatility"] = rnd(r.uniform(.05, 1.5), 2)
            if r.random() < .3:
                x["drift"] = rnd(r.uniform(-.3, .3), 2)
            if r.random() < .25:
                x["df"] = r.choice([3, 6.5, 40, "inf"])
            if r.random() < .3:
                x["fundamental"] = rnd(self.g.price[x["id"]] * r.uniform(.4, 1.3))
        rows = self.t["assets"]
        for k, x in enumerate(rows):
            if k and r.random() < .25:
                x["follows"] = rows[0]["id"]
                if r.random() < .7:
                    x["beta"] = rnd(r.uniform(-.5, 2), 2)
        losses = r.random() < .3
        for x in self.t["nodes"]:
            rule = "clearing" if x.get("pass_through") else x.get("valuation") or self.sc["valuation"]
            if losses and rule in MERTON:
                x.pop("volatility", None)
            if losses and rule not in MERTON and r.random() < .4:
                x["volatility"] = rnd(r.uniform(.05, .6), 2)
            if not (losses and x.get("volatility")) and r.random() < .3:
                x["pd"] = rnd(r.uniform(.001, .4), 2)
        if losses:
            self.risk["node_assets"] = True

    def history(self):
        """Some assets get prices of the past; of followers, none."""
        r, rows = self.r, [x for x in self.t["assets"] if not x.get("follows")]
        if not rows or r.random() < .6:
            return
        method = r.choice(["fit", "replay", "filtered"])
        ids = [x["id"] for x in rows if r.random() < .8] or [rows[0]["id"]]
        day, step = datetime.date(2024, 1, 1), r.choice([1, 1, 7])
        level = {x: self.g.price[x] for x in ids}
        out = []
        for k in range(r.randint(50, 80)):
            day += datetime.timedelta(days=step if r.random() < .95 else 3 * step)
            market = r.gauss(0, .02)
            for x in ids:
                level[x] *= math.exp(market + r.gauss(0, .03))
            out.append([day.isoformat()] + ["" if r.random() < .01 else repr(rnd(level[x], 9)) for x in ids])
        r.shuffle(out)
        self.files["prices.csv"] = [["date"] + ids] + out
        self.risk.update(history="prices.csv", method=method)
        if r.random() < .5:
            self.risk["ewma"] = r.choice([.94, .97])
        if method != "fit":
            self.risk["days"] = min(self.risk["days"], 10)
            for x in rows:
                if x["id"] in ids:
                    x.pop("volatility", None)

    def dependence(self):
        r, n = self.r, len(self.joint)
        kind = r.choice(["rho", "factors", "matrix", "fit"])
        if kind == "fit" and self.risk.get("method") == "fit" and r.random() < .8:
            return
        if kind == "rho" or n < 2:
            self.risk["correlation"] = rnd(r.random(), 2)
            return
        factors = r.randint(1, 3)
        load = []
        for _ in self.joint:
            l = [r.gauss(0, 1) for _ in range(factors)]
            size = math.sqrt(sum(x * x for x in l)) / r.uniform(.3, .98)
            load.append([rnd(x / size, 3) for x in l])
        if kind == "factors":
            self.files["factors.csv"] = [["id"] + ["f%d" % k for k in range(factors)]] + [
                [x] + l for x, l in zip(self.joint, load) if r.random() < .9]
            if len(self.files["factors.csv"]) > 1:
                self.risk["factors"] = "factors.csv"
                return
        C = [[1.0 if i == j else rnd(sum(a * b for a, b in zip(x, y)), 6) for j, y in enumerate(load)] for i, x in enumerate(load)]
        if r.random() < .3:                       # perhaps of no sample
            i, j = r.sample(range(n), 2)
            C[i][j] = C[j][i] = rnd(r.uniform(-1, 1), 3)
            self.risk["repair"] = True
        order = list(range(n))
        r.shuffle(order)
        self.files["correlation.csv"] = [[""] + [self.joint[i] for i in order]] + [
            [self.joint[i]] + [C[i][j] for j in order] for i in order]
        self.risk["correlation"] = "correlation.csv"

    def events(self):
        r, out = self.r, []
        for k in range(r.choice([0, 0, 1, 2, 3])):
            words = []
            for _ in range(r.randint(1, 3)):
                kind = r.choice(["node", "asset", "group", "fundamental", "depth"])
                rows = self.t["assets"]
                groups = sorted({x["group"] for x in rows if x.get("group")})
                known = [x["id"] for x in rows if x.get("fundamental")]
                deep = [x["id"] for x in rows if x.get("depth")]
                if kind == "asset" and rows:
                    words.append("asset %s=-%s%%" % (r.choice(rows)["id"], rnd(r.uniform(1, 50), 3)))
                elif kind == "group" and groups:
                    words.append("asset @%s=-%s%%" % (r.choice(groups), rnd(r.uniform(1, 50), 3)))
                elif kind == "fundamental" and known:
                    words.append("asset %s=fundamental" % r.choice(known))
                elif kind == "depth" and deep:
                    words.append("depth %s=-%s%%" % (r.choice(deep), rnd(r.uniform(10, 80), 3)))
                else:
                    words.append("node %s=-%s%%" % (r.choice(self.g.N), rnd(r.uniform(10, 100), 3)))
            e = {"name": "event %d" % k, "shocks": words}
            e.update({"probability": rnd(r.uniform(.02, .6), 2)} if r.random() < .5 else {"per_year": rnd(r.uniform(.5, 30), 2)})
            out.append(e)
        if out:
            self.risk["events"] = out

    def scheme(self):
        """How many draws, and how they are made better."""
        r, replayed = self.r, self.risk.get("method") in ("replay", "filtered")
        levels, n, way = [.9, .95], r.randint(75, 90), r.random()
        if not replayed and self.joint and way < .2:
            self.risk["antithetic"], levels, n = True, [.6, .7], 2 * r.randint(36, 42)
        elif not replayed and self.joint and way < .45:
            self.risk["tilt"], levels, n = True, [.25, .35], 2 * r.randint(52, 60)
        self.risk["levels"] = levels
        drawn = self.joint or self.risk.get("events") or any(x.get("volatility") for x in self.t["assets"])
        if replayed and not drawn and r.random() < .7:
            self.risk["draws"] = None
        else:
            self.risk["draws"] = n
        self.risk["measure"] = r.choice(["equity_lost", "equity_lost", "bad_debt", "liquidated_value", "failed", "outside_loss"])
        if r.random() < .3:
            self.risk["confidence"] = r.choice([.9, .99]) if levels != [.9, .95] else .9

    def rates(self):
        r = self.r
        for x in self.t["markets"]:
            if x.get("above") or r.random() < .3:
                continue
            x["rate_base"] = rnd(r.uniform(0, .05), 2)
            x["rate_slope"] = rnd(r.uniform(0, .2), 2)
            if r.random() < .6:
                x["rate_kink"], x["rate_slope2"] = rnd(r.uniform(.3, .95), 2), rnd(r.uniform(0, 2), 2)
            if r.random() < .5:
                x["reserve_factor"] = rnd(r.uniform(0, .4), 2)
        self.risk["rates"] = {"withdrawn": r.choice([0, .2, .5]), "hike": r.choice([0, .02, -.05])}

    def write(self, folder):
        kept = {k: list(v) for k, v in random_graph.TABLES.items()}
        try:
            for k, more in MORE.items():
                random_graph.TABLES[k] += [c for c in more if c not in random_graph.TABLES[k]]
            self.g.write(folder)
        finally:
            random_graph.TABLES.update(kept)
        for name, rows in self.files.items():
            with open(os.path.join(folder, name), "w", newline="") as f:
                csv.writer(f, lineterminator="\n").writerows(rows)
        with open(os.path.join(folder, "risk.json"), "w") as f:
            json.dump(self.risk, f, indent=1)
            f.write("\n")


def main(argv):
    if len(argv) != 3:
        sys.stderr.write(__doc__)
        return 2
    Risk(int(argv[0]), argv[1]).write(argv[2])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
