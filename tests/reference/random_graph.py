#!/usr/bin/python3
"""random_graph.py SEED DIR [--channels all|claims|below|prices|tokens|lending|margin|runs]

Writes a random small graph (the tables of docs/model.md section 1 and scenario.json) into DIR.  Same seed (and
channels), same bytes.  `all` (default) draws every feature with some probability, so that simple and mixed
cases both occur; the other words restrict the tables to one channel (with its scenario keys).
"""
import json, math, os, random, sys

TABLES = {
    "nodes": "id name kind group equity cash other_assets other_liabilities weight recovery valuation pass_through leverage_max leverage_target volatility".split(),
    "exposures": "debtor creditor amount asset recovery seniority maturity_days kind".split(),
    "assets": "id price depth impact kappa floor fee issuer oracle volatility group".split(),
    "holdings": "node asset quantity".split(),
    "venues": "node type close_factor full_close_health liquidators grace_rounds penalty_to".split(),
    "markets": "venue asset maintenance bonus above deduction lot".split(),
    "positions": "account owner venue asset quantity entry_price cap".split(),
    "layers": "venue order kind provider amount asset rule severity cap keep".split(),
}
RULES = ["threshold", "linear", "single-hit", "exponential", "clearing", "merton", "merton-recovery", "black-cox"]


def rnd(x, digits=4):
    """x to some significant digits, so that files are short."""
    if x == 0 or not math.isfinite(x):
        return x
    return float("%.*g" % (digits, x))


class Graph:
    def __init__(self, seed, channels):
        self.r = random.Random("%s/%s" % (seed, channels))
        r = self.r
        self.t = {k: [] for k in TABLES}
        c = channels
        p = r.random()                            # how mixed: few features or many

        def want(names, chance):
            return c in names or (c == "all" and r.random() < chance * (0.5 + p))
        self.f = dict(
            claims=want(("claims", "below", "tokens", "runs"), .7),
            prices=want(("prices", "runs"), .55) or (c in ("lending", "margin") and r.random() < .4),
            tokens=want(("tokens",), .3) or (c == "below" and r.random() < .3),
            lending=want(("lending",), .4), margin=want(("margin",), .4),
            runs=want(("runs",), .25) or (c == "claims" and r.random() < .2),
            pt=want((), .2) or (c in ("claims", "lending", "runs", "below") and r.random() < .3))
        if not any(self.f.values()):
            self.f["claims"] = True
        self.channels = c
        self.below = c == "below" or (c == "all" and not self.f["lending"] and not self.f["margin"] and r.random() < .12)
        self.scenario_rule = r.choice(RULES)
        if self.below and self.scenario_rule == "single-hit":
            self.scenario_rule = "linear"
        self.costs = self.scenario_rule == "clearing" and r.random() < .35 or r.random() < .05
        self.nodes()
        self.assets()
        if self.f["prices"] or self.f["tokens"]:
            self.holdings()
        if self.f["claims"] or self.f["runs"] or self.f["pt"]:
            self.exposures()
        if self.f["lending"] or self.f["margin"]:
            self.venues()
        self.equities()
        self.scenario()

    # ---------------------------------------------------------------- tables
    def nodes(self):
        r = self.r
        n = r.randint(3, 14)
        self.N = ["n%d" % i for i in range(n)]
        self.size = {x: math.exp(r.gauss(4.5, .8)) for x in self.N}
        self.pt, self.row = set(), {}
        for k, x in enumerate(self.N):
            row = {"id": x}
            if r.random() < .1:
                row["name"], row["kind"], row["group"] = "Node %d" % k, r.choice(["bank", "fund", "pool"]), r.choice(["east", "west"])
            if self.f["pt"] and len(self.pt) < 2 and r.random() < .35 and k > 0:
                self.pt.add(x)
                row["pass_through"] = "true"
            if r.random() < .12:
                row["recovery"] = rnd(r.random())
            if r.random() < .15 and x not in self.pt:
                v = r.choice(RULES)
                if not (self.below and v == "single-hit"):
                    row["valuation"] = v
            if r.random() < .15:
                row["volatility"] = rnd(r.uniform(.05, .8), 2)
            if r.random() < .12:
                row["weight"] = rnd(self.size[x] * r.uniform(.3, 2))
            if (self.f["prices"] and r.random() < .45) or r.random() < .05:
                q = r.random()
                if q < .3:
                    row["leverage_max"] = "initial"
                else:
                    row["leverage_max"] = rnd(r.uniform(1.5, 14), 3)
                    if r.random() < .4:
                        row["leverage_target"] = "initial" if r.random() < .15 else rnd(row["leverage_max"] * r.uniform(.6, 1), 3)
            self.row[x] = row
            self.t["nodes"].append(row)

    def assets(self):
        r = self.r
        need = self.f["prices"] or self.f["tokens"] or self.f["lending"] or self.f["margin"]
        m = r.randint(1, 5) if need or r.random() < .2 else 0
        self.A, self.price, self.arow = [], {}, {}
        total = sum(self.size.values())
        for k in range(m):
            x = "a%d" % k
            row = {"id": x}
            self.A.append(x)
            self.price[x] = 1.0
            if r.random() < .8:
                self.price[x] = row["price"] = rnd(math.exp(r.gauss(1, 2)))
            if r.random() < .75:
                row["depth"] = rnd(total * (math.exp(r.uniform(-1, 3)) if r.random() < .88 else r.uniform(.01, .2)))
                q = r.random()
                if q < .7:
                    row["impact"] = r.choice(["linear", "exponential", "exponential", "sqrt", "amm", "amm"])
                if row.get("impact") == "exponential" and r.random() < .6:
                    row["floor"] = rnd(r.uniform(0, .8), 2)
                if row.get("impact") == "amm" and r.random() < .6:
                    row["fee"] = rnd(r.uniform(0, .02), 2)
                if row.get("impact") == "sqrt" and r.random() < .8:
                    row["kappa"] = rnd(r.uniform(.05, 2), 2)
            if r.random() < .35:
                row["oracle"] = r.choice(["fixed", "lag %d" % r.randint(1, 4), "lag %d" % r.randint(0, 3),
                                          "deviation %s" % rnd(r.uniform(.005, .2), 2), "market"])
            if r.random() < .4:
                row["group"] = r.choice(["stables", "majors"])
            if self.f["tokens"] and (k == 0 or r.random() < .4):
                row["issuer"] = r.choice(self.N)
                if row["issuer"] in self.pt or r.random() < .5:
                    pass
                elif r.random() < .4:
                    self.row[row["issuer"]]["valuation"] = "clearing"
            self.arow[x] = row
            self.t["assets"].append(row)

    def holdings(self):
        r = self.r
        for x in self.N:
            for a in self.A:
                if r.random() < .45:
                    q = self.size[x] * r.uniform(.05, .8) / self.price[a]
                    if r.random() < .08:
                        q *= -.3
                    self.t["holdings"].append({"node": x, "asset": a, "quantity": rnd(q)})
                    if r.random() < .04:
                        self.t["holdings"].append({"node": x, "asset": a, "quantity": rnd(q * .2)})

    def exposures(self):
        r = self.r
        dens = r.uniform(.15, .6)
        senior = r.random() < .3
        for d in self.N:
            for c in self.N:
                if r.random() < (.9 if d == c else 1):
                    if d == c and r.random() < .97:
                        continue
                if d != c and r.random() > (dens if d not in self.pt else max(dens, .4)):
                    continue
                amount = min(self.size[c], self.size[d]) * r.uniform(.03, .5)
                row = {"debtor": d, "creditor": c, "amount": rnd(amount)}
                if self.A and r.random() < .15:
                    row["asset"] = r.choice(self.A)
                    row["amount"] = rnd(amount / self.price[row["asset"]])
                if r.random() < .12:
                    row["recovery"] = rnd(r.random(), 2)
                if senior and r.random() < .5:
                    row["seniority"] = r.randint(0, 3)
                if (self.f["runs"] and r.random() < .6) or r.random() < .05:
                    row["maturity_days"] = r.choice([0, 1, 7, 30, 90])
                if r.random() < .02:
                    row["amount"] = 0
                self.t["exposures"].append(row)
                if r.random() < .04:
                    self.t["exposures"].append(dict(row, amount=rnd(amount * .3) if "asset" not in row else row["amount"]))

    def venues(self):
        r = self.r
        kinds = (["lending"] * (r.randint(1, 2) if self.f["lending"] else 0) +
                 ["margin"] * (r.randint(1, 2) if self.f["margin"] else 0))
        pool = list(self.N)
        r.shuffle(pool)
        pool.sort(key=lambda x: x not in self.pt or kinds[0] != "lending")
        for kind in kinds[:len(pool) - 1]:
            v = pool.pop(0)
            row = {"node": v, "type": kind}
            if r.random() < .5:
                row["close_factor"] = rnd(r.choice([1, 1, .5, r.uniform(.2, 1)]), 3)
            if r.random() < .3 and kind == "lending":
                row["full_close_health"] = rnd(r.uniform(.8, 1.2), 3)
            if r.random() < .35 and kind == "lending":
                row["liquidators"] = r.choice(["rational", "rational", "always"])
            if r.random() < .35:
                row["grace_rounds"] = r.randint(1, 3)
            if r.random() < .4 and kind == "margin":
                row["penalty_to"] = r.choice(self.N)
            self.t["venues"].append(row)
            m, b = {}, {}
            for a in self.A:
                if r.random() < .9:
                    m[a] = rnd(r.uniform(.1, .35) if kind == "lending" else r.uniform(.02, .12), 3)
                    row = {"venue": v, "asset": a, "maintenance": m[a]}
                    if r.random() < .8:
                        row["bonus"] = b[a] = rnd(r.uniform(.01, .15) if kind == "lending" else r.uniform(.001, .02), 3)
                    self.t["markets"].append(row)
            self.accounts(v, kind, m)
            self.layers(v, kind)

    def accounts(self, v, kind, m):
        r = self.r
        for k in range(r.randint(1, 8) if kind == "lending" else r.randint(2, 10)):
            owner = r.choice([x for x in self.N if x != v] or self.N)
            name = "%s-%d" % (v, k)
            S = self.size[owner] * r.uniform(.1, 1.5)
            legs = []
            P = self.price
            if kind == "lending":
                col = r.sample(self.A, min(len(self.A), r.choice([1, 1, 2, 3])))
                N = 0.0
                for a in col:
                    x = S * r.uniform(.3, 1)
                    legs.append([a, rnd(x / P[a]), None])
                    N += legs[-1][1] * P[a] * (1 - m.get(a, 0))
                if r.random() < .15:
                    legs.append([None, rnd(S * r.uniform(.1, .5)), None])
                    N += legs[-1][1]
                if r.random() < .88:
                    H = r.uniform(1.01, 1.35) if r.random() < .93 else r.uniform(.85, .99)
                    D = N / H
                    rest = [a for a in self.A if a not in col]
                    if rest and r.random() < .2:
                        a = r.choice(rest)
                        part = r.choice([1, .5]) * D
                        legs.append([a, -rnd(part / P[a]), None])
                        D -= part
                    if D > 1e-9 and not any(l[0] is None for l in legs):
                        legs.append([None, -rnd(D), None])
            else:
                if r.random() < .12:
                    legs.append([None, rnd(S * r.uniform(.1, .5)), None])
                else:
                    cash = 0.0
                    for a in r.sample(self.A, min(len(self.A), r.choice([1, 1, 1, 2]))):
                        side = r.choice([1, -1])
                        q = side * rnd(S / P[a])
                        entry = rnd(P[a] * r.uniform(.7, 1.3)) if r.random() < .85 else None
                        legs.append([a, q, entry])
                        lim = m.get(a, 0)
                        cash += abs(q) * P[a] * r.uniform(1.05 * lim + .005, .22) - q * P[a]
                    if r.random() < .04:
                        cash -= S * .1            # unhealthy from the start
                    legs.append([None, rnd(cash, 5), None])
            if r.random() < .04 and legs[0][0] is not None:
                a, q, e = legs[0]
                legs[0][1] = rnd(q * .5)
                legs.append([a, rnd(q * .5), e])
            for a, q, e in legs:
                if q == 0:
                    continue
                row = {"account": name, "owner": owner, "venue": v, "asset": a or "", "quantity": q}
                if e is not None:
                    row["entry_price"] = e
                self.t["positions"].append(row)

    def layers(self, v, kind):
        r = self.r
        order = 0
        for _ in range(r.choice([0, 1, 1, 2, 3, 4] if kind == "lending" else [0, 1, 2, 2, 3, 4])):
            order += r.choice([1, 1, 0, 2]) if order else 1
            what = r.choice(["fund", "fund", "socialise"] + (["adl", "adl", "adl"] if kind == "margin" else []))
            row = {"venue": v, "order": order, "kind": what}
            if what == "fund":
                if r.random() < .7:
                    row["provider"] = r.choice(self.N)
                row["amount"] = rnd(self.size[v] * r.uniform(.01, .3))
                if self.A and r.random() < .3:
                    row["asset"] = r.choice(self.A)
                    row["amount"] = rnd(row["amount"] / self.price[row["asset"]])
            if what == "adl":
                row["rule"] = r.choice(["bitmex", "binance", "hyperliquid", "pro-rata"])
            self.t["layers"].append(row)

    def equities(self):
        """Balance sheets: equity given or not, with blanks that make it valid in every case."""
        r = self.r
        debts = {x: 0.0 for x in self.N}
        for z in self.t["exposures"]:
            debts[z["debtor"]] += z["amount"] * self.price.get(z.get("asset"), 1.0)
        for h in self.t["holdings"]:
            if h["quantity"] < 0:
                debts[h["node"]] -= h["quantity"] * self.price[h["asset"]]
        venues = {x["node"]: x["type"] for x in self.t["venues"]}
        self.agree = []
        for x in self.N:
            row, s = self.row[x], self.size[x]
            if r.random() < .6:
                row["cash"] = rnd(s * r.uniform(.01, .3))
            if x in self.pt:
                row["equity"] = rnd(s * r.uniform(.002, .05))
                continue
            q = r.random()
            eq = rnd(s * math.exp(r.uniform(-3.2, -.4)))
            if q < .6 or (x in venues and q < .9):
                row["equity"] = eq
                if r.random() < .03:
                    row["equity"] = -eq
            elif q < .66 and x not in venues:
                row["equity"] = eq
                row["other_assets"] = rnd((eq + debts[x]) * r.uniform(1.05, 1.5) + 1)
            elif q < .72:
                row["equity"] = eq
                row["other_liabilities"] = rnd(self.most_assets(x) * r.uniform(1.01, 1.3) + 1)
            elif q < .75:
                row["other_assets"] = rnd(debts[x] + s * r.uniform(.05, .5))
                row["other_liabilities"] = rnd(s * r.uniform(0, .1))
                self.agree.append(x)              # equity too, as the tables have it
            elif q < .96:
                row["other_assets"] = rnd(debts[x] * r.uniform(.7, 1.2) + s * r.uniform(0, .5))
                if r.random() < .5:
                    row["other_liabilities"] = rnd(s * r.uniform(0, .4))
            # else: nothing but what the tables say (an owner of accounts, for instance)

    def most_assets(self, x):
        """More than all that the tables give x."""
        p = lambda row: self.price.get(row.get("asset"), 1.0)
        t = self.row[x].get("cash", 0.0)
        t += sum(z["amount"] * p(z) for z in self.t["exposures"] if z["creditor"] == x)
        t += sum(max(0, h["quantity"]) * p(h) for h in self.t["holdings"] if h["node"] == x)
        t += sum(abs(l["quantity"]) * p(l) for l in self.t["positions"] if x in (l["owner"], l["venue"]))
        t += sum(l.get("amount", 0.0) * p(l) for l in self.t["layers"] if l.get("provider", l["venue"]) == x)
        return t

    # ---------------------------------------------------------------- scenario
    def scenario(self):
        r, f = self.r, self.f
        sc = {"shocks": []}

        def asset_shock():
            a = r.choice(self.A)
            q = r.random()
            if q < .65:
                return "asset %s=-%s%%" % (a, rnd(r.uniform(1, 60), 3))
            if q < .7:
                return "asset %s=+%s%%" % (a, rnd(r.uniform(1, 50), 3))
            if q < .8:
                return "asset %s=%s" % (a, rnd(self.price[a] * r.uniform(.3, 1.2)))
            group = self.arow[a].get("group")
            return "asset %s=-%s%%" % ("@" + group if group else a, rnd(r.uniform(5, 50), 3))

        def node_shock():
            x = r.choice(self.N)
            q = r.random()
            if q < .45:
                return "node %s=-%s%%" % (x, rnd(r.uniform(5, 120), 3))
            if q < .6:
                return "node %s=-%s" % (x, rnd(self.size[x] * r.uniform(.02, .5)))
            return "node %s=default" % x
        kinds = [node_shock] * (4 if f["claims"] or f["tokens"] else 1)
        if self.A and (self.t["holdings"] or self.t["positions"]):
            kinds += [asset_shock] * (8 if self.t["positions"] else 4)
        kept = [z for z in self.t["exposures"] if z["debtor"] != z["creditor"] and z["amount"] > 0]
        if kept:
            def exposure():
                z = r.choice(kept)
                return "exposure %s>%s=-%s%%" % (z["debtor"], z["creditor"], rnd(r.uniform(10, 100), 3))
            kinds += [exposure]
        deep = [a for a in self.A if "depth" in self.arow[a]]
        if deep:
            kinds += [lambda: "depth %s=-%s%%" % (r.choice(deep), rnd(r.uniform(10, 90), 3))]
        if self.t["markets"]:
            def haircut():
                z = r.choice(self.t["markets"])
                return "haircut %s/%s=+%s%%" % (z["venue"], z["asset"], rnd(r.uniform(1, 15), 3))
            kinds += [haircut]
        if f["runs"]:
            kinds += [lambda: "run %s" % r.choice(sorted(self.pt) * 3 + self.N)] * 3
        for _ in range(r.choice([0, 1, 1, 1, 1, 2, 2, 3, 4])):
            sc["shocks"].append(r.choice(kinds)())
        if not sc["shocks"] and r.random() < .6:
            sc["shocks"].append(r.choice(kinds)())
        sc["valuation"] = self.scenario_rule

        def key(k, chance, value):
            if r.random() < chance:
                sc[k] = value() if callable(value) else value
        key("recovery", .4, lambda: rnd(r.random(), 2))
        key("default_at_zero", .2, False)
        key("alpha", .4 if self.scenario_rule == "exponential" else .05, lambda: rnd(r.uniform(0, 4), 2))
        if self.costs:
            key("a", .8, lambda: rnd(r.uniform(.4, 1), 2))
            key("b", .8, lambda: rnd(r.uniform(.4, 1), 2))
        key("sigma", .2, lambda: rnd(r.uniform(.02, .6), 2))
        key("T", .15, lambda: rnd(r.uniform(.1, 3), 2))
        key("rho", .2, lambda: rnd(r.uniform(.3, 1), 2))
        key("absolute", .1, True)
        if self.below:
            sc["from_below"] = True
        key("execution", .25, lambda: r.choice([0, .5, 1, rnd(r.random(), 2), "average"]))
        key("impact_scale", .12, lambda: r.choice([0, .5, 2]))
        key("sell", .3, "liquid-first")
        key("liquidate_failed", .15, False)
        key("unwind_rounds", .25, lambda: r.randint(2, 5))
        if f["runs"]:
            key("horizon_days", .93, lambda: r.choice([1, 10, 60]))
            key("run_threshold", .6, lambda: rnd(r.uniform(.1, .95), 2))
        key("settlement_lag", .2, lambda: r.randint(1, 3))
        if f["prices"]:
            key("leverage_max", .25, lambda: r.choice(["initial", rnd(r.uniform(2, 12), 3)]))
            key("leverage_target", .12, lambda: rnd(r.uniform(1.5, 6), 3))
        key("paths", .3, lambda: r.choice([1, 3, 20, 50]))
        key("tolerance", .2, lambda: r.choice([1e-9, 1e-10, 1e-6]))
        capped = ("", "linear", "single-hit", "exponential")
        if self.channels in ("all", "claims") and not f["pt"] and self.scenario_rule in capped and r.random() < .4 \
                and all(x.get("valuation", "") in capped for x in self.t["nodes"]):
            sc["cap"] = True
        if self.below:                            # sales have no least solution
            sc["impact_scale"] = 0
        sc["rounds"] = r.choice([400, 200, 200, 200, 100, 100, 100, 60, 20, 5])
        self.sc = sc

    def write(self, folder):
        self.write_tables(folder)
        if self.agree:                            # all three given: "they must agree to 1e-6"
            import reference
            m = reference.Model(folder, {})
            for x in self.agree:
                self.row[x]["equity"] = float("%.12g" % m.E0[m.ni[x]])
            self.agree = []
            self.write_tables(folder)

    def write_tables(self, folder):
        write_tables(folder, self.t, self.sc)


def write_tables(folder, tables, scenario):
    os.makedirs(folder, exist_ok=True)
    for k, cols in TABLES.items():
        path = os.path.join(folder, k + ".csv")
        if os.path.exists(path):
            os.remove(path)
        rows = tables[k]
        if not rows:
            continue
        used = [c for c in cols if any(row.get(c, "") not in ("", None) for row in rows)]
        with open(path, "w") as f:
            f.write(",".join(used) + "\n")
            for row in rows:
                f.write(",".join(str(row.get(c, "")) for c in used) + "\n")
    with open(os.path.join(folder, "scenario.json"), "w") as f:
        json.dump(scenario, f, indent=1)
        f.write("\n")


def make(seed, kind):
    """The graph of a seed: `odd`, `extreme`, `accounts` are odd_graph.py's kinds, `venues`, `policies` venue_graph.py's,
    the others this file's."""
    if kind in ("venues", "policies"):
        import venue_graph
        return venue_graph.Venues(seed, kind)
    if kind in ("odd", "extreme", "accounts"):
        import odd_graph
        return odd_graph.Odd(seed, kind)
    return Graph(seed, kind)


def main(argv):
    channels = "all"
    if "--channels" in argv:
        k = argv.index("--channels")
        channels = argv[k + 1]
        del argv[k:k + 2]
    if len(argv) != 2:
        sys.stderr.write(__doc__)
        return 2
    Graph(argv[0], channels).write(argv[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
