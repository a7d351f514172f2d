"""Small graphs of round numbers, where ties, zeros, jumps and limits are met exactly; for crosscheck.py.

random_graph.py draws from continuous distributions, which hardly ever meet an edge.  Here everything comes from short
lists, two nodes are often alike, and some cells are extreme.
"""
import random
import random_graph

RATES = [0, .01, .05, .1, .2, .3, .5, .9, 1]
PRICES = [1, 1, 2, 10, 11, 37, 100, .1, .3, .7, 3]
SIZES = [1, 2, 3, 4, 5, 10, 20, .1, .3, .5, 1.5, 7, 100, 1000]
DEPTHS = [3, 7, 51, 100, 307, 702, 2000, 1e6, .01]
FALLS = ["-1%", "-2%", "-5%", "-10%", "-10%", "-20%", "-30%", "-38.53%", "-50%", "-50%", "-90%", "-100%", "+10%", "+60%",
         "+100%", "=0", "=1", "=10", "=1e-9", "=5"]


class Odd:
    def __init__(self, seed, kind):
        self.r = r = random.Random("%s/%s" % (seed, kind))
        self.extreme = kind == "extreme"
        self.t = {k: [] for k in random_graph.TABLES}
        self.N = ["ABCDEFG"[k] for k in range(r.choice([1, 2, 2, 3, 3, 4, 5, 7]))]
        self.f = {k: r.random() < p for k, p in
                  dict(claims=.55, holdings=.5, tokens=.25, lending=.35, margin=.4, limits=.3, runs=.2, pt=.2).items()}
        if kind == "accounts":                    # venues, calls, layers, sales; few claims
            side = r.choice(["lending", "margin", "margin"])
            self.f.update({side: True, "claims": r.random() < .2, "holdings": r.random() < .7})
            self.N = ["ABCDE"[k] for k in range(r.choice([2, 3, 3, 4, 5]))]
        self.assets()
        self.nodes()
        if self.f["claims"] or self.f["runs"]:
            self.exposures()
        if self.f["holdings"] or r.random() < .2:
            self.holdings()
        if len(self.N) > 1:
            self.venues()
        first = self.t["nodes"][0]
        if not any(z.get(k) for z in self.t["nodes"] for k in ("equity", "cash", "other_assets", "other_liabilities")):
            first["cash"] = 5                     # a graph without any equity is refused
        self.scenario()
        if self.extreme and r.random() < .1:
            self.squeeze()
        elif self.extreme:
            self.stretch()

    def some(self, chance):
        return self.r.random() < chance

    def put(self, row, key, chance, values):
        if self.some(chance):
            row[key] = self.r.choice(values)

    def assets(self):
        r = self.r
        n = r.choice([1, 1, 2, 2, 3]) if any(self.f[k] for k in ("holdings", "tokens", "lending", "margin", "limits")) else r.choice([0, 0, 1])
        self.A = ["X", "Y", "Z"][:n]
        self.price = {}
        for a in self.A:
            row = {"id": a, "price": r.choice(PRICES)}
            if self.some(.03):
                row["price"] = 0
            self.price[a] = row["price"]
            if self.some(.6):
                row["depth"] = r.choice(DEPTHS)
                self.put(row, "impact", .75, ["linear", "exponential", "sqrt", "amm", "amm", "exponential", "none"])
                if row.get("impact") == "exponential":
                    self.put(row, "floor", .6, [0, .1, .5, .9, .999])
                if row.get("impact") == "amm":
                    self.put(row, "fee", .6, [0, .003, .01, .3, .9])
                if row.get("impact") == "sqrt":
                    self.put(row, "kappa", .7, [.1, .5, 1, 2, 10])
            self.put(row, "oracle", .3, ["fixed", "lag 1", "lag 2", "lag 3", "deviation 0.01", "deviation 0.1", "deviation 0", "lag 0", "market"])
            self.put(row, "group", .3, ["g", "h"])
            if self.f["tokens"]:
                self.put(row, "issuer", .6, self.N)
            self.t["assets"].append(row)

    def nodes(self):
        r = self.r
        for k, x in enumerate(self.N):
            row = {"id": x}
            if k and self.some(.25):
                row = dict(self.t["nodes"][-1], id=x)       # alike
            else:
                if self.some(.65):
                    row["equity"] = r.choice([1, 2, 3, 5, 10, 10, 20, 50, 100, 1000, .1, .3])
                    if self.some(.08):
                        row["equity"] = r.choice([0, -1, -5, -10])
                elif self.some(.4):
                    row["other_assets"] = r.choice([5, 10, 50, 100, 200])
                    self.put(row, "other_liabilities", .4, [1, 5, 10, 40])
                self.put(row, "cash", .45, [0, .5, 1, 2, 5, 10, 100])
                self.put(row, "weight", .1, [0, 1, 5])
                self.put(row, "recovery", .12, RATES)
                self.put(row, "valuation", .15, random_graph.RULES)
                self.put(row, "volatility", .1, [0, .1, .2, 1, 3])
                if self.f["limits"]:
                    self.put(row, "leverage_max", .5, ["initial", 1, 2, 4, 10, 1.5, 20])
                    if "leverage_max" in row:
                        self.put(row, "leverage_target", .4, ["initial", 1, 1.5, 2])
                if self.f["pt"] and self.some(.35):
                    row["pass_through"] = "true"
                    row.pop("valuation", None)
                    self.put(row, "equity", .5, [0, 1, .1])
            if row.get("equity", 0) != 0 and "other_assets" in row:
                del row["equity"]
            for key in ("equity",):
                if key in row and ("other_assets" in row or "other_liabilities" in row):
                    del row[key]
            self.t["nodes"].append(row)

    def exposures(self):
        r = self.r
        for d in self.N:
            for c in self.N:
                if d == c or not self.some(r.choice([.4, .7])):
                    continue
                for _ in range(r.choice([1, 1, 1, 1, 2])):
                    row = {"debtor": d, "creditor": c, "amount": r.choice([1, 2, 3, 5, 8, 10, 15, 20, 30, .1, .2, .7, 100])}
                    if self.A:
                        self.put(row, "asset", .2, self.A)
                    self.put(row, "recovery", .12, RATES)
                    self.put(row, "seniority", .2, [0, 1, 2, 5])
                    self.put(row, "maturity_days", .7 if self.f["runs"] else .05, [0, 1, 10, 30])
                    self.t["exposures"].append(row)

    def holdings(self):
        r = self.r
        for x in self.N:
            for a in self.A:
                if self.some(.55):
                    q = r.choice(SIZES) * (r.choice([1, 1, 1, 1, 1, 1, -1, 10]))
                    self.t["holdings"].append({"node": x, "asset": a, "quantity": q})

    def venues(self):
        r = self.r
        kinds = (["lending"] if self.f["lending"] else []) + (["margin"] if self.f["margin"] else [])
        if self.some(.1):
            kinds *= 2
        for v, kind in zip(r.sample(self.N, len(self.N)), kinds[:len(self.N)]):
            row = {"node": v, "type": kind}
            self.put(row, "close_factor", .35, [.5, .1, .25, .9, 1, .2])
            if kind == "lending":
                self.put(row, "full_close_health", .25, [.5, .9, 1, 1.1, 0])
                self.put(row, "liquidators", .35, ["rational", "rational", "always"])
            else:
                self.put(row, "penalty_to", .3, self.N)
            self.put(row, "grace_rounds", .4, [1, 1, 2, 3])
            self.t["venues"].append(row)
            for a in self.A:
                if self.some(.85):
                    m = {"venue": v, "asset": a, "maintenance": r.choice([.05, .1, .2, .2, .25, .4, .5, 0, .02, .01])}
                    self.put(m, "bonus", .6, [0, .05, .1, .01, .2, .5])
                    self.t["markets"].append(m)
            self.accounts(v, kind)
            order = 0
            for _ in range(r.choice([0, 0, 1, 1, 2, 3])):
                order += r.choice([0, 1])
                what = r.choice(["fund", "socialise"] + (["adl"] * 4 if kind == "margin" else []))
                row = {"venue": v, "order": order, "kind": what}
                if what == "fund":
                    self.put(row, "provider", .6, self.N)
                    row["amount"] = r.choice([1, 2, 5, 10, .5, 100])
                    if self.A:
                        self.put(row, "asset", .3, self.A)
                if what == "adl":
                    row["rule"] = r.choice(["bitmex", "binance", "hyperliquid", "pro-rata", "pro-rata"])
                self.t["layers"].append(row)

    def accounts(self, v, kind):
        r = self.r
        before = None
        for k in range(r.choice([1, 2, 2, 3, 4, 6])):
            owner = r.choice(self.N)
            if before and self.some(.2):          # the same again, of another owner
                for leg in before:
                    self.t["positions"].append(dict(leg, account="%s%d" % (v.lower(), k), owner=owner))
                continue
            legs = []
            col = r.sample(self.A, min(len(self.A), r.choice([1, 1, 2])))
            worth = 0.0
            for a in col:
                q = r.choice(SIZES)
                sign = 1 if kind == "lending" or self.some(.5) else -1
                leg = {"asset": a, "quantity": q * sign}
                if kind == "margin":
                    p = self.price[a]
                    self.put(leg, "entry_price", .8, [p, p, 2 * p, p / 2, 19, 21, 9, 1])
                legs.append(leg)
                worth += q * sign * self.price[a]
            if kind == "lending":
                H = r.choice([.8, .85, .9, .93, .94, .95, .5, .7, .6, 1, 1.05, .99])
                debt = float("%.2g" % (worth * H))
                other = [a for a in self.A if a not in col and self.price[a] > 0]
                if other and self.some(.3):
                    a = r.choice(other)
                    legs.append({"asset": a, "quantity": -float("%.2g" % (debt / self.price[a]))})
                    debt = 0 if self.some(.6) else float("%.1g" % (debt * .3))
                if debt > 0 and self.some(.95):
                    legs.append({"asset": "", "quantity": -debt})
                elif self.some(.4):
                    legs.append({"asset": "", "quantity": r.choice([1, 5])})
            else:
                gross = sum(abs(l["quantity"]) * self.price[l["asset"]] for l in legs)
                e = gross * r.choice([.02, .05, .06, .1, .1, .2, .2, .5, 1, -.1, 0])
                cash = float("%.3g" % (e - worth))
                if cash != 0:
                    legs.append({"asset": "", "quantity": cash})
            before = [dict(leg, owner=owner, venue=v, account="%s%d" % (v.lower(), k)) for leg in legs if leg["quantity"]]
            self.t["positions"] += before

    def scenario(self):
        r, sc = self.r, {}
        self.sc = sc
        words = ["node %s=%s" % (x, y) for x in self.N for y in ("default", "-10%", "-50%", "-100%", "-120%", "-1", "-10")]
        words *= 2 if self.f["claims"] else 1
        words += ["asset %s%s" % (a, y if y[0] == "=" else "=" + y) for a in self.A for y in FALLS] * 2
        words += ["exposure %s>%s=%s" % (z["debtor"], z["creditor"], y) for z in self.t["exposures"] for y in ("-50%", "-100%")]
        words += ["depth %s=%s" % (z["id"], y) for z in self.t["assets"] if z.get("depth") for y in ("-50%", "-90%", "-99%")]
        words += ["haircut %s/%s=%s" % (m["venue"], m["asset"], y) for m in self.t["markets"] for y in ("+5%", "+10%", "-10%", "+100%")]
        for g in {z["group"] for z in self.t["assets"] if z.get("group")}:
            words += ["asset @%s=-30%%" % g]
            if all(z.get("depth") for z in self.t["assets"] if z.get("group") == g):
                words += ["depth @%s=-60%%" % g]
        if self.f["runs"]:
            words += ["run %s" % x for x in self.N] * 8
        words.sort()
        sc["shocks"] = [r.choice(words) for _ in range(r.choice([0, 1, 1, 1, 1, 1, 2, 3]))]
        self.put(sc, "valuation", .75, random_graph.RULES)
        self.put(sc, "recovery", .3, RATES)
        self.put(sc, "default_at_zero", .25, [False])
        self.put(sc, "alpha", .1, [0, 1, 2, 5])
        self.put(sc, "a", .12, [0, .5, .9, 1])
        self.put(sc, "b", .12, [0, .5, .9, 1])
        self.put(sc, "sigma", .12, [0, .1, .5, 3])
        self.put(sc, "T", .06, [0, .5, 10])
        self.put(sc, "rho", .12, [0, .5, 1])
        self.put(sc, "absolute", .1, [True])
        if not self.t["positions"] and self.some(.2):
            sc["from_below"] = True
        self.put(sc, "execution", .25, [0, 1, .5, "average"])
        self.put(sc, "impact_scale", .15, [0, .5, 2, 10])
        self.put(sc, "sell", .3, ["liquid-first"])
        self.put(sc, "liquidate_failed", .2, [False])
        self.put(sc, "unwind_rounds", .25, [2, 3, 4])
        self.put(sc, "settlement_lag", .25, [1, 2, 5])
        if self.f["runs"]:
            self.put(sc, "horizon_days", .95, [0, 1, 10, 30])
            self.put(sc, "run_threshold", .6, [.5, .9, 1, .2])
        if self.f["limits"]:
            self.put(sc, "leverage_max", .3, ["initial", 2, 4, 10])
            self.put(sc, "leverage_target", .2, ["initial", 1, 2])
        fits = sc.get("valuation", "linear") in ("linear", "single-hit", "exponential")
        self.put(sc, "cap", .3 if fits else .02, [True])
        self.put(sc, "paths", .3, [1, 3, 30])
        sc["rounds"] = r.choice([1, 2, 5, 30, 100, 100, 100, 300])

    def squeeze(self):
        """Shorts that buy back a share a round from a shallow pool: prices without end."""
        r = self.r
        for z in self.t["assets"]:
            z.update(depth=r.choice([.5, 1, 2]), impact=r.choice(["amm", "amm", "amm", "linear", "exponential"]))
        for z in self.t["venues"]:
            z["close_factor"] = r.choice([.1, .2, .5])
        for z in self.t["positions"]:
            if z["asset"]:
                z["quantity"] = -abs(z["quantity"])
            else:
                z["quantity"] = abs(z["quantity"]) * r.choice([1, .1, 3])
        self.sc["rounds"] = 1000

    def stretch(self):
        """Other units, and single cells far out of the others' size."""
        r = self.r
        money, unit = 10.0 ** r.choice([-12, -9, -3, 0, 0, 3, 6, 9, 15]), {a: 10.0 ** r.choice([-9, 0, 0, 3, 18]) for a in self.A}

        def times(row, key, x):
            if row.get(key) not in (None, ""):
                row[key] = float("%.12g" % (row[key] * x))
        for z in self.t["nodes"]:
            for k in ("equity", "cash", "other_assets", "other_liabilities"):
                times(z, k, money)
        for z in self.t["assets"]:
            times(z, "price", money / unit[z["id"]])
            times(z, "depth", money)
        for name, key in (("exposures", "amount"), ("holdings", "quantity"), ("positions", "quantity"), ("layers", "amount")):
            for z in self.t[name]:
                times(z, key, unit[z["asset"]] if z.get("asset") else money)
        for z in self.t["positions"]:
            if z.get("asset"):
                times(z, "entry_price", money / unit[z["asset"]])
        cells = [(z, k) for name, keys in (("nodes", ("equity", "cash", "other_assets")), ("exposures", ("amount",)),
                                           ("holdings", ("quantity",)), ("positions", ("quantity",)), ("assets", ("price", "depth")))
                 for z in self.t[name] for k in keys if z.get(k) not in (None, "", 0)]
        for _ in range(r.choice([0, 0, 1, 1, 2])):
            if cells:
                z, k = r.choice(cells)
                times(z, k, 10.0 ** r.choice([-15, -6, 6, 12, 20, 100]))

    def write(self, folder):
        random_graph.write_tables(folder, self.t, self.sc)
