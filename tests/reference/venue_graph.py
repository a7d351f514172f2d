"""Small random graphs of margin venues that deleverage: brackets, marks, funding, every rule and bound, several venues,
holdings and claims beside; for crosscheck.py.  `venues` draws from continuous distributions, `policies` from short lists
of round numbers, where ties and edges are met exactly."""
import random
import random_graph
from random_graph import rnd

WORDS = ["bitmex", "binance", "hyperliquid", "pro-rata", "levered", "random", "random 0", "random 7",
         "random 18446744073709551615"]


class Venues:
    def __init__(self, seed, kind):
        self.r = r = random.Random("%s/%s" % (seed, kind))
        self.round = kind == "policies"
        self.t = {k: [] for k in random_graph.TABLES}
        self.A = ["X", "Y", "Z"][:r.choice([1, 1, 2, 2, 3])]
        self.N = ["n%d" % k for k in range(r.randint(3, 9))]
        self.V = ["V", "W", "U"][:r.choice([1, 1, 1, 2, 3])]
        self.assets()
        for v in self.V:
            self.venue(v)
        self.nodes()
        self.beside()
        self.scenario()

    def of(self, low, high, words):
        """A number from a range, or from a list of round ones."""
        return self.r.choice(words) if self.round else rnd(self.r.uniform(low, high))

    def put(self, row, key, chance, value):
        if self.r.random() < chance:
            row[key] = value() if callable(value) else value

    def assets(self):
        r = self.r
        self.price = {}
        for a in self.A:
            row = {"id": a, "price": self.of(20, 300, [1, 10, 100, 50])}
            self.price[a] = row["price"]
            if r.random() < .6:
                row["depth"] = self.of(2000, 60000, [1000, 5000, 20000, 1e6])
                self.put(row, "impact", .8, lambda: r.choice(["linear", "exponential", "sqrt", "amm"]))
                if row.get("impact") == "amm":
                    self.put(row, "fee", .5, .003)
            self.put(row, "oracle", .45, lambda: r.choice(
                ["blend %s" % self.of(0, 1, [0, .25, .5, 1]), "blend 30%", "fixed", "lag 1", "deviation 0.05"]))
            self.put(row, "group", .3, "g")
            self.put(row, "issuer", .2, lambda: r.choice(self.N))
            self.t["assets"].append(row)

    def venue(self, v):
        r = self.r
        row = {"node": v, "type": "margin"}
        self.put(row, "close_factor", .3, lambda: r.choice([.25, .5, 1]))
        self.put(row, "grace_rounds", .2, lambda: r.randint(1, 2))
        self.put(row, "penalty_to", .2, lambda: r.choice(self.N))
        self.t["venues"].append(row)
        lots = {}
        for a in self.A:
            if r.random() < .92:
                lots[a] = self.market(v, a)
        for k in range(r.randint(3, 14)):
            self.account(v, "%s-%d" % (v, k), lots)
        order = 0
        for _ in range(r.choice([1, 2, 2, 3, 4, 5])):
            order += r.choice([1, 1, 0, 2]) if order else 1
            self.t["layers"].append(self.layer(v, order))

    def market(self, v, a):
        r = self.r
        rate, above = self.of(.005, .05, [.01, .02, .05]), 0
        row = {"venue": v, "asset": a, "maintenance": rate}
        self.put(row, "bonus", .3, lambda: self.of(.001, .02, [.01]))
        self.put(row, "lot", .35, lambda: r.choice([.1, .25, .5, 1, .01]))
        self.t["markets"].append(row)
        lot = row.get("lot", 0)
        for _ in range(r.choice([0, 0, 1, 1, 2, 3])):
            above += self.of(100, 2500, [100, 500, 1000])
            rate = min(.5, rate + self.of(0, .05, [0, .01, .03, .1])) if r.random() < .9 else rate / 2
            row = {"venue": v, "asset": a, "maintenance": rnd(rate), "above": rnd(above)}
            self.put(row, "deduction", .35, lambda: r.choice([0, 0, rnd(rate * above * r.random() * .99)]))
            self.t["markets"].append(row)
        return lot

    def account(self, v, name, lots):
        r = self.r
        legs, money = [], 0.0
        for a in r.sample(self.A, r.choice([1, 1, 1, min(2, len(self.A)), len(self.A)])):
            q = self.of(1, 30, [1, 2, 5, 10, 20])
            if lots.get(a) and r.random() < .6:
                q = max(1, round(q / lots[a])) * lots[a]
            q = rnd(q) * r.choice([1, -1])
            leg = {"asset": a, "quantity": q}
            entry = self.price[a] * self.of(.6, 1.5, [.8, .9, 1, 1.1, 1.25])
            self.put(leg, "entry_price", .93, rnd(entry, 6))
            self.put(leg, "cap", .25, lambda: self.of(0, 1, [0, .1, .5, 1]))
            legs.append(leg)
            # By the leverage: losers are thin, some are fat.
            money += abs(q) * self.price[a] * self.of(.03, .9, [.05, .1, .2, .5, 1]) - q * self.price[a]
        if r.random() < .9:
            legs.append({"asset": "", "quantity": rnd(money, 6)})
        if r.random() < .06:
            legs.append(dict(legs[0], quantity=rnd(legs[0]["quantity"] / 2)))
        r.shuffle(legs)
        owner = r.choice(self.N)
        for leg in legs:
            if leg["quantity"]:
                self.t["positions"].append(dict(leg, account=name, owner=owner, venue=v))

    def layer(self, v, order):
        r = self.r
        what = r.choice(["fund", "socialise", "adl", "adl", "adl"])
        row = {"venue": v, "order": order, "kind": what}
        if what == "fund":
            row["amount"] = self.of(5, 400, [10, 50, 200])
            self.put(row, "provider", .5, lambda: r.choice(self.N))
            if r.random() < .2:
                row["asset"] = r.choice(self.A)
                row["amount"] = rnd(row["amount"] / self.price[row["asset"]])
        if what == "adl":
            row["rule"] = r.choice(WORDS)
            self.put(row, "severity", .35, lambda: self.of(0, 1, [0, .25, .5, 1]))
            self.put(row, "cap", .35, lambda: self.of(0, 1, [0, .1, .5, 1]))
            self.put(row, "keep", .35, lambda: self.of(0, 4, [0, 1, 2, .5]))
        return row

    def nodes(self):
        r = self.r
        for v in self.V:
            self.t["nodes"].append({"id": v, "equity": rnd(r.uniform(1e4, 3e5))})
        for x in self.N:
            row = {"id": x, "equity": rnd(r.uniform(1e4, 2e5))}
            self.put(row, "cash", .4, lambda: rnd(r.uniform(1, 500)))
            self.put(row, "leverage_max", .2, lambda: r.choice([1.05, 2, "initial"]))
            self.t["nodes"].append(row)
        r.shuffle(self.t["nodes"])

    def beside(self):
        """Claims and holdings of the same nodes."""
        r = self.r
        if r.random() < .5:
            for x in self.N:
                for y in self.N + self.V:
                    if x != y and r.random() < .2:
                        self.t["exposures"].append({"debtor": x, "creditor": y, "amount": self.of(10, 5000, [100, 1000])})
        if r.random() < .5:
            for x in self.N:
                if r.random() < .4:
                    self.t["holdings"].append({"node": x, "asset": r.choice(self.A), "quantity": self.of(1, 40, [1, 10])})

    def scenario(self):
        r = self.r
        shocks = ["asset %s=%s" % (r.choice(self.A), r.choice(["-%s%%", "-%s%%", "-%s%%", "+%s%%"]) %
                                   self.of(8, 60, [10, 20, 30, 50]))]
        if r.random() < .05:
            shocks[0] = "asset %s=0" % r.choice(self.A)
        used = [(z["venue"], z["asset"]) for z in self.t["positions"] if z["asset"]]
        for _ in range(r.choice([0, 0, 1, 2])):
            kind = r.choice(["asset", "funding", "funding", "haircut", "node", "depth"])
            a = r.choice(self.A)
            if kind == "asset":
                shocks.append("asset %s=-%s%%" % (a, self.of(5, 30, [5, 10])))
            elif kind == "funding" and used:
                shocks.append("funding %s/%s=%s%%" % (*r.choice(used), self.of(-8, 8, [1, -1, 5, -5])))
            elif kind == "haircut" and used:
                shocks.append("haircut %s/%s=%s%%" % (*r.choice(used), self.of(-4, 8, ["+1", "+5", "-2"])))
                if "=-" not in shocks[-1] and "=+" not in shocks[-1]:
                    shocks[-1] = shocks[-1].replace("=", "=+")
            elif kind == "node":
                issuers = [z["issuer"] for z in self.t["assets"] if "issuer" in z]
                shocks.append("node %s=-%s%%" % (r.choice(issuers or self.N + self.V), r.choice([10, 50])))
            elif kind == "depth" and any("depth" in z for z in self.t["assets"] if z["id"] == a):
                shocks.append("depth %s=-50%%" % a)
        r.shuffle(shocks)
        self.sc = {"shocks": shocks, "valuation": r.choice(["linear", "threshold", "clearing"]),
                   "rounds": r.choice([40, 40, 10, 3, 1])}
        for key, chance, values in (("impact_scale", .15, [0, .5, 2]), ("execution", .2, [0, .5, 1]),
                                    ("settlement_lag", .1, [1]), ("recovery", .3, [.4])):
            if r.random() < chance:
                self.sc[key] = r.choice(values)

    def write(self, folder):
        random_graph.write_tables(folder, self.t, self.sc)
