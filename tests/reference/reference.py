#!/usr/bin/python3
"""reference.py GRAPH_DIR --scenario FILE --outputs DIR

An independent, slow and obvious implementation of the model (docs/model.md, sections 1 to 9), for cross-checking
the engine.  Standard library only.  It is laid out as the model's definition is: one function per rule, each with
the sentence it implements.
"""
import csv, json, math, os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import deleveraging

TIE = 1e-12                       # "a relative difference within 1e-12 is equality"
CHANNELS = ["shock", "price", "claim", "token", "liquidation", "shortfall", "adl", "socialise", "sale",
            "impact", "transfer"]  # "Order: round, channel as listed"
DEFAULTS = {"shocks": [], "valuation": "linear", "recovery": 0, "rounds": 1000, "tolerance": 1e-12,
            "default_at_zero": True, "alpha": 1, "a": 1, "b": 1, "sigma": 0.2, "T": 1, "rho": 1,
            "absolute": False, "from_below": False, "execution": "average", "impact_scale": 1,
            "sell": "pro-rata", "liquidate_failed": True, "unwind_rounds": 1, "horizon_days": None,
            "run_threshold": None, "cap": False, "settlement_lag": 0, "leverage_max": None, "leverage_target": None,
            "paths": 10}
RETURN_RULES = ("merton", "merton-recovery", "black-cox")
CAPPED_RULES = ("linear", "single-hit", "exponential")


class IdentityError(Exception):
    pass


class NotFinite(Exception):
    """"A price or equity that is no finite number fails the run (exit 1) and names the round and the asset or node." """


class Refused(Exception):
    """What the page refuses to run."""


def num(text, default=None):
    """A number of a table; blank is the default; 35% is 0.35."""
    if text is None or str(text).strip() == "":
        return default
    text = str(text).strip()
    if text.endswith("%"):
        return float(text[:-1]) / 100
    return float(text)


def table(folder, name):
    path = os.path.join(folder, name + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, newline="") as f:
        return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(f)]


def sub(q, x):
    """q - x; "a quantity with less left is 0" (relative 1e-12)."""
    r = q - x
    return 0.0 if abs(r) <= TIE * abs(q) else r


def add(q, x):
    """q + x, where x may well be what takes q away."""
    return sub(q, -x)


def exp(x):
    """e^x, infinite where it is no double any more."""
    return math.inf if x > 709.78 else math.exp(x)


def expm1(x):
    return math.inf if x > 709.78 else math.expm1(x)


def phi(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


class Account:
    def __init__(self, row, venue, name, owner):
        self.row, self.venue, self.name, self.owner = row, venue, name, owner
        self.legs = {}            # asset index (None = numeraire) -> quantity, in row order
        self.entry = {}           # asset index -> entry price or None
        self.cap = {}             # asset index -> largest haircut, a share of the profit
        self.rows = {}            # asset index -> its first row
        self.booked = 0.0         # booked shortfall
        self.high = 0.0           # highest s so far
        self.calls = 0            # margin calls in a row that fell short
        self.gross0 = 0.0         # gross legs in the first books
        self.reduced = 0.0        # by how much this round liquidated or reduced its gross legs, at the file's prices
        self.liquidated = False
        self.ever_unhealthy = False


class Balance:
    """Assets, liabilities, claims of every node, taken at one moment."""
    pass


class Model(deleveraging.Deleveraging):
    # ------------------------------------------------------------------ section 1: the eight tables
    def __init__(self, folder, scenario):
        for k in scenario:
            if k not in DEFAULTS:
                raise ValueError("unknown scenario key " + k)
        self.folder, self.given = folder, dict(scenario)
        self.sc = dict(DEFAULTS)
        self.sc.update(scenario)
        self.entries = []         # the ledger: (round, channel, source, target, amount)
        self.current = {}         # entries of the round in hand: (channel, source, target) -> amount
        self.bonus_outside = 0.0
        self.passed = dict(increase=0.0, fund=0.0, socialise=0.0)
        self.events, self.gave = [], []           # of deleveraging, and the legs that gave
        self.adl_given = 0.0                      # haircuts of all events
        self.adl_share = None                     # largest haircut of a winner over its profit; None: no event
        self.venue_left = 0.0                     # "what no layer pays falls on the venue's equity"
        self.read_nodes(table(folder, "nodes"))
        self.read_assets(table(folder, "assets"))
        self.read_holdings(table(folder, "holdings"))
        self.read_exposures(table(folder, "exposures"))
        self.read_venues(table(folder, "venues"), table(folder, "markets"))
        self.read_positions(table(folder, "positions"))
        self.read_layers(table(folder, "layers"))
        self.first_books()
        self.acts_unshocked = self.acts_without_shock()
        self.spiral0 = self.spiral()              # "at the first books"

    def read_nodes(self, rows):
        self.node = [r["id"] for r in rows]
        self.ni = {x: i for i, x in enumerate(self.node)}
        self.n = n = len(rows)
        self.cash = [num(r.get("cash"), 0.0) for r in rows]
        self.given_equity = [num(r.get("equity")) for r in rows]
        self.given_oa = [num(r.get("other_assets")) for r in rows]
        self.given_ol = [num(r.get("other_liabilities")) for r in rows]
        self.oa = [x or 0.0 for x in self.given_oa]
        self.ol = [x or 0.0 for x in self.given_ol]
        self.weight = [num(r.get("weight")) for r in rows]
        self.recovery = [num(r.get("recovery")) for r in rows]
        self.recovery = [self.sc["recovery"] if x is None else x for x in self.recovery]
        self.rule = [r.get("valuation") or self.sc["valuation"] for r in rows]
        self.pt = [(r.get("pass_through") or "").lower() in ("true", "1", "yes") for r in rows]
        for i in range(n):        # "Claims on it are valued by `clearing` whatever the scenario says"
            if self.pt[i]:
                self.rule[i] = "clearing"
        self.sigma = [num(r.get("volatility")) for r in rows]
        self.sigma = [self.sc["sigma"] if x is None else x for x in self.sigma]

        def limit(row, key):      # "by the node, else by the scenario"; the word `initial`
            x = row.get(key) or ""
            if x == "":
                x = self.sc[key]
            if x is None or x == "initial":
                return x
            return float(x)
        self.lmax = [limit(r, "leverage_max") for r in rows]
        self.ltarget = [limit(r, "leverage_target") for r in rows]

    def read_assets(self, rows):
        self.asset = [r["id"] for r in rows]
        self.ai = {x: a for a, x in enumerate(self.asset)}
        self.m = len(rows)
        self.file_price = [num(r.get("price"), 1.0) for r in rows]
        self.depth = [num(r.get("depth"), math.inf) for r in rows]
        self.impact = [r.get("impact") or ("none" if not (r.get("depth") or "") else "linear") for r in rows]
        self.kappa = [num(r.get("kappa"), 1.0) for r in rows]
        self.floor = [num(r.get("floor"), 0.0) for r in rows]
        self.fee = [num(r.get("fee"), 0.0) for r in rows]
        self.issuer = [self.ni[r["issuer"]] if r.get("issuer") else None for r in rows]
        self.oracle = [r.get("oracle") or "market" for r in rows]
        self.group = [r.get("group") or "" for r in rows]
        self.P = list(self.file_price)            # file price x market factor
        self.V = [1.0] * self.m                   # V(issuer), "1 at first"
        self.B = list(self.file_price)            # the books' price
        self.openings = [list(self.B)]            # opening prices by round; round 0: the file's
        self.push = list(self.file_price)         # deviation oracles: the last push
        self.index = list(self.file_price)        # of `blend`: P after the shocks of round 0
        self.opening_V = list(self.V)

    def read_holdings(self, rows):
        """"equal rows add up"."""
        self.hold = {}                            # (node, asset) -> quantity, in row order
        for r in rows:
            k = (self.ni[r["node"]], self.ai[r["asset"]])
            self.hold[k] = self.hold.get(k, 0.0) + num(r["quantity"], 0.0)

    def read_exposures(self, rows):
        """"Self-exposures and zero amounts are dropped"."""
        self.exp = []
        for r in rows:
            j, i, x = self.ni[r["debtor"]], self.ni[r["creditor"]], num(r["amount"])
            if i == j or x == 0:
                continue
            rec = num(r.get("recovery"))
            self.exp.append(dict(
                debtor=j, creditor=i, amount=x, asset=self.ai[r["asset"]] if r.get("asset") else None,
                R=self.recovery[j] if rec is None else rec, seniority=num(r.get("seniority"), 0),
                maturity=num(r.get("maturity_days")), V=1.0, w=1.0))

    def read_venues(self, venues, markets):
        self.venue = {}                           # node index -> parameters, in row order
        for r in venues:
            kind = r["type"]
            self.venue[self.ni[r["node"]]] = dict(
                type=kind, cf=num(r.get("close_factor"), 0.5 if kind == "lending" else 1.0),
                fch=num(r.get("full_close_health"), 0.95), rational=(r.get("liquidators") == "rational"),
                grace=int(num(r.get("grace_rounds"), 0)),
                penalty_to=self.ni[r["penalty_to"]] if r.get("penalty_to") else None)
        self.tiers, self.bonus, self.lot = {}, {}, {}
        for r in markets:
            k = (self.ni[r["venue"]], self.ai[r["asset"]] if r.get("asset") else None)
            if k[1] is None:
                continue                          # "No row, or the numeraire: m = 0 and no bonus."
            above = num(r.get("above"), 0.0)
            self.tiers.setdefault(k, []).append((above, num(r.get("maintenance"), 0.0), num(r.get("deduction"))))
            if above == 0:                        # "`bonus`, `lot` ... stand in the row at 0 and hold for all tiers"
                self.bonus[k] = num(r.get("bonus"), 0.0)
                self.lot[k] = num(r.get("lot"), 0)

    def read_positions(self, rows):
        """"Rows with the same venue and account are one account; rows of the same asset in it are added
        (entry price: average by quantity)."""
        self.acc = []
        where, wsum = {}, {}
        for r in rows:
            k = (self.ni[r["venue"]], r["account"])
            if k not in where:
                where[k] = Account(len(self.acc), k[0], k[1], self.ni[r["owner"]])
                self.acc.append(where[k])
            c = where[k]
            a = self.ai[r["asset"]] if r.get("asset") else None
            q, e = num(r["quantity"], 0.0), num(r.get("entry_price"))
            c.legs[a] = c.legs.get(a, 0.0) + q
            c.rows.setdefault(a, len(c.rows))
            if a is not None:
                c.cap[a] = deleveraging.least(c.cap.get(a), num(r.get("cap")))
            if a is not None and e is not None:
                s = wsum.setdefault((c.row, a), [0.0, 0.0])
                s[0] += q * e
                s[1] += q
                c.entry[a] = s[0] / s[1] if s[1] else None

    def read_layers(self, rows):
        self.layer = []
        for row, r in enumerate(rows):
            v = self.ni[r["venue"]]
            self.layer.append(dict(
                row=row, venue=v, order=num(r.get("order"), 0), kind=r["kind"],
                provider=self.ni[r["provider"]] if r.get("provider") else v,
                amount=num(r.get("amount"), 0.0) if r["kind"] == "fund" else 0.0,
                asset=self.ai[r["asset"]] if r.get("asset") else None, rule=r.get("rule") or "pro-rata",
                severity=num(r.get("severity"), 1.0), cap=num(r.get("cap")), keep=num(r.get("keep"), 0.0)))

    def first_books(self):
        """"shortfalls of the first books are booked"; "If `equity` is given, the residual goes to ..."."""
        for c in self.acc:
            c.booked = c.high = max(0.0, -self.e(c))
            c.gross0 = sum(abs(q) * self.price(a) for a, q in c.legs.items())
        self.Q0 = self.quantities()
        b = self.balance()
        for i in range(self.n):
            if self.given_equity[i] is None:
                continue
            res = self.given_equity[i] - b.E[i]
            blank_a, blank_l = self.given_oa[i] is None, self.given_ol[i] is None
            if blank_a and blank_l:
                if res >= 0:
                    self.oa[i] = res
                else:
                    self.ol[i] = -res
            elif blank_a:
                if res < 0:
                    raise ValueError("negative other_assets of " + self.node[i])
                self.oa[i] = res
            elif blank_l:
                if res > 0:
                    raise ValueError("negative other_liabilities of " + self.node[i])
                self.ol[i] = -res
            elif abs(res) > 1e-6 * (abs(b.A[i]) + abs(b.L[i])):
                raise ValueError("equity of %s: %r given, %r found" % (self.node[i], self.given_equity[i], b.E[i]))
        self.b0 = b = self.balance()
        self.cap = {}
        self.lost, self.summed = [0.0] * self.n, 0
        self.largest = [max(abs(b.A[i]), abs(b.L[i]), sum(c.gross0 for c in self.acc if i in (c.owner, c.venue)),
                            abs(self.oa[i]), abs(self.ol[i]), abs(self.cash[i])) for i in range(self.n)]
        for (i, a), q in self.hold.items():       # shorts and longs leave their rounding, too
            self.largest[i] = max(self.largest[i], abs(q) * self.file_price[a])
        # "E0 = equity before any shock": as given, where the residual was made for it
        self.E0 = [b.E[i] if self.given_equity[i] is None or None not in (self.given_oa[i], self.given_ol[i])
                   else self.given_equity[i] for i in range(self.n)]
        self.system = sum(max(0.0, x) for x in self.E0)
        if self.system == 0:                      # "(if 0, gross assets)"
            self.system = sum(b.A)
        # "A node's *scale* = max(|E0|, 1e-6 x its gross assets and liabilities, 1e-12 x the system's)"
        self.scale = [max(abs(self.E0[i]), 1e-6 * (b.A[i] + b.L[i]), 1e-12 * self.system) for i in range(self.n)]
        self.eps = [1e-9 * abs(x) for x in self.E0]
        self.lev0 = [b.A[i] / b.E[i] if b.E[i] > 0 else None for i in range(self.n)]
        self.failed = [False] * self.n
        self.failed_round = [None] * self.n
        self.stays = [False] * self.n             # from below: shocked and initial failures
        self.frozen = [None] * self.n             # single-hit: frozen h
        self.vout = [1.0] * self.n                # class 0 value of nodes under clearing (outside losses)
        self.unwound = [0] * self.n
        self.named_run = [False] * self.n
        self.receivable = []                      # dict(due, node, amount, repay)
        for i in range(self.n):
            if not (math.isfinite(b.A[i]) and math.isfinite(b.L[i])):
                raise NotFinite("round 0: equity of %s" % self.node[i])

    def fill_caps(self):
        """"`cap`: all claims of i on j together lose at most max(E0_i, 0) x h ...: c = min(1, max(E0_i, 0) / sum of a p w
        (1 - R) over i's claims on j in the first books)": first
        books know no shock, so w is 1 there."""
        if not self.sc["cap"]:
            return
        rules = [self.sc["valuation"]] + [self.rule[z["debtor"]] for z in self.exp]
        if any(x not in CAPPED_RULES for x in rules):
            raise Refused("cap with a rule that has none")
        for z in self.exp:
            k, p = (z["creditor"], z["debtor"]), 1.0 if z["asset"] is None else self.file_price[z["asset"]]
            self.cap[k] = self.cap.get(k, 0.0) + z["amount"] * p * (1 - z["R"])
        for (i, j), lose in self.cap.items():
            self.cap[i, j] = min(1.0, max(self.E0[i], 0.0) / lose) if lose > 0 else 1.0

    def acts_without_shock(self):
        """"It [a node with E0 <= 0], and limits broken before any shock (a leverage limit, H < 1), act without one."
        """
        for i in range(self.n):
            if self.E0[i] < 0 or self.E0[i] == 0 and self.sc["default_at_zero"]:
                return True
            lim = self.limit(i)
            if lim is not None and not self.pt[i] and self.E0[i] > 0 and self.b0.A[i] > lim[0] * self.E0[i] * (1 + TIE):
                return True
        if self.sc["absolute"] and any(rule in RETURN_RULES for rule in self.rule):
            return True                           # "the mark-down of the first books is a loss of origin `initial`"
        return any(self.unhealthy(*self.health(c, 0)) for c in self.acc)

    # ------------------------------------------------------------------ balance sheets
    def price(self, a):
        return 1.0 if a is None else self.B[a]

    def e(self, c):
        """"equity e = sum q p"."""
        return sum(q * self.price(a) for a, q in c.legs.items())

    def balance(self):
        """"assets_i = cash + other_assets + receivables + sum holdings q p + sum claims a p V w + sum over
        accounts it owns of max(0, account equity) + what is left in its funds + (lending venue) sum over
        its accounts of (debt - booked shortfall); liabilities_i = other_liabilities + sum of its exposures
        as debtor at face (amount x price) + (margin venue) sum of its accounts' booked shortfalls"."""
        b = Balance()
        A = [self.cash[i] + self.oa[i] for i in range(self.n)]
        L = [self.ol[i] for i in range(self.n)]
        net = [0.0] * self.n
        short = [0.0] * self.n                    # a margin venue's shortfalls (class 0 of clearing)
        pending = [0.0] * self.n
        for r in getattr(self, "receivable", []):
            A[r["node"]] += r["amount"]
            pending[r["node"]] += r["amount"]
        for (i, a), q in self.hold.items():
            A[i] += q * self.B[a]
        for x in self.exp:
            face = x["amount"] * self.price(x["asset"])
            A[x["creditor"]] += face * x["V"] * x["w"]
            net[x["creditor"]] += face * x["V"] * x["w"]
            L[x["debtor"]] += face
        for c in self.acc:
            A[c.owner] += max(0.0, self.e(c))
            if self.venue[c.venue]["type"] == "lending":
                A[c.venue] += sum(-q * self.price(a) for a, q in c.legs.items() if q < 0) - c.booked
            else:
                L[c.venue] += c.booked
                short[c.venue] += c.booked
        for l in self.layer:
            if l["kind"] == "fund":
                A[l["provider"]] += l["amount"] * self.price(l["asset"])
        b.A, b.L, b.net, b.short, b.pending = A, L, net, short, pending
        b.E = [A[i] - L[i] for i in range(self.n)]
        b.cash = list(self.cash)
        # faces by class of each debtor: class 0 has other liabilities and shortfalls too
        b.cls = [{0: self.ol[i] + short[i]} for i in range(self.n)]
        for x in self.exp:
            k = b.cls[x["debtor"]]
            k[x["seniority"]] = k.get(x["seniority"], 0.0) + x["amount"] * self.price(x["asset"])
        return b

    def quantities(self):
        """"Q = sum of |quantity| over holdings, claims, accounts and funds at the opening"."""
        Q = [0.0] * self.m
        for (i, a), q in self.hold.items():
            Q[a] += abs(q)
        for x in self.exp:
            if x["asset"] is not None:
                Q[x["asset"]] += abs(x["amount"])
        for c in self.acc:
            for a, q in c.legs.items():
                if a is not None:
                    Q[a] += abs(q)
        for l in self.layer:
            if l["kind"] == "fund" and l["asset"] is not None:
                Q[l["asset"]] += abs(l["amount"])
        return Q

    def distress(self, i, b):
        """"h = 1 - E/E0 in [0, 1], 1 if E0 <= 0"; pass-through: "1 - A/L in [0, 1] (0 without
        liabilities)"."""
        if self.pt[i]:
            return min(1.0, max(0.0, 1 - b.A[i] / b.L[i])) if b.L[i] > 0 else 0.0
        if self.E0[i] <= 0:
            return 1.0
        # of what is left of the first books as they were summed: rounding is no loss without a shock
        return min(1.0, max(0.0, (self.b0.E[i] - b.E[i]) / self.E0[i]))

    # ------------------------------------------------------------------ the ledger
    def post(self, channel, source, target, amount):
        k = (channel, source, target)
        self.current[k] = self.current.get(k, 0.0) + amount

    def order_of(self, x):
        """"source, target (shocks, nodes, assets; by row)"."""
        return ({"shock": 0, "node": 1, "asset": 2}[x[0]], x[1])

    def end_round(self, t):
        """"one per round, channel, source and target"; "Entries after round 0 whose parts cancel to 0 are not
        written"; shocks to depths, haircuts and runs "have amount 0"."""
        keys = sorted(self.current, key=lambda k: (CHANNELS.index(k[0]), self.order_of(k[1]), self.order_of(k[2])))
        for k in keys:
            if self.current[k] != 0 or k[0] == "shock":
                self.entries.append((t,) + k + (self.current[k],))
        self.current = {}
        self.check_finite(t)
        self.check_identity(t)

    def check_finite(self, t):
        """"A price or equity that is no finite number fails the run (exit 1) and names the round and the asset or
        node." """
        for a in range(self.m):
            if not math.isfinite(self.P[a] * self.V[a]):
                raise NotFinite("round %d: price of %s" % (t, self.asset[a]))
        b = self.balance()
        for i in range(self.n):
            if not math.isfinite(b.E[i]):
                raise NotFinite("round %d: equity of %s" % (t, self.node[i]))

    def check_identity(self, t):
        """"initial equity_i - equity_i(t) = sum of the ledger's entries with target i up to t, to 1e-9 of
        gross assets, where equity_i(t) is recomputed from the tables at the books' prices"."""
        b = self.balance()
        lost = self.lost                          # running sums of the ledger by target
        for (r, ch, s, tg, x) in self.entries[self.summed:]:
            if not math.isfinite(x):
                what = "equity of %s" % self.node[tg[1]] if tg[0] == "node" else "price of %s" % self.asset[tg[1]]
                raise NotFinite("round %d: %s" % (t, what))
            if tg[0] == "node":
                lost[tg[1]] += x
                self.largest[tg[1]] = max(self.largest[tg[1]], abs(x))     # what came and went within the round
        self.summed = len(self.entries)
        gross = sum(self.largest)
        for i in range(self.n):
            legs = sum(abs(q) * self.price(a) for c in self.acc if i in (c.owner, c.venue) for a, q in c.legs.items())
            own = self.largest[i] = max(self.largest[i], abs(b.A[i]), abs(b.L[i]), abs(lost[i]), legs, 1e-6 * gross)
            if not abs(self.E0[i] - b.E[i] - lost[i]) <= 1e-9 * own:
                raise IdentityError("round %d node %s: equity fell by %r, ledger says %r" %
                                    (t, self.node[i], self.E0[i] - b.E[i], lost[i]))

    def label(self, x):
        return {"shock": "shock:%s", "node": "%s", "asset": "asset:%s"}[x[0]] % (
            x[1] + 1 if x[0] == "shock" else self.node[x[1]] if x[0] == "node" else self.asset[x[1]])

    # ------------------------------------------------------------------ section 2: the shocks (round 0)
    def parse_shock(self, text):
        word, _, rest = text.strip().partition(" ")
        if word not in ("asset", "node", "exposure", "depth", "haircut", "run", "funding"):
            rest = text.strip()
            key = rest.rpartition("=")[0]
            word = "asset" if key in self.ai or key.startswith("@") else "node"
        rest = rest.strip()
        if word == "run":
            return word, rest, None, False
        key, _, val = rest.rpartition("=")
        if val == "default":
            return word, key, "default", False
        pct = val.endswith("%")
        return word, key, float(val[:-1]) / 100 if pct else float(val), pct

    def round_zero(self):
        """"Round 0 posts the shocks, at the file's prices, and tests failures." """
        self.Q = self.Q0                          # the first books
        for i in range(self.n):                   # insolvent from the start
            bad = self.E0[i] <= 0 if self.sc["default_at_zero"] else self.E0[i] < 0
            if bad and not self.pt[i]:
                self.mark(i, 0)
                self.stays[i] = True
        self.haircut = {}                         # (venue, asset) -> m after haircut shocks
        shocks = [self.parse_shock(s) for s in self.sc["shocks"]]
        for k, s in enumerate(shocks):
            if s[2] != "default":
                self.shock(k, *s)
        for k, s in enumerate(shocks):            # `default` takes what is left "after its other shocks"
            if s[2] == "default":
                self.shock_default(k, s[1])
        self.index = list(self.P)
        self.fill_caps()
        self.h_shocked = [self.distress(i, self.balance()) for i in range(self.n)]
        if self.sc["from_below"]:                 # "shocked and initial ones stay"
            b = self.balance()
            for i in range(self.n):
                if not self.pt[i] and (b.E[i] <= self.eps[i] if self.sc["default_at_zero"] else b.E[i] < -self.eps[i]):
                    self.mark(i, 0)
                    self.stays[i] = True
            self.start_from_below()
        else:
            self.test_failures(0)
        self.end_round(0)

    def shock(self, k, word, key, x, pct):
        src = ("shock", k)
        if word == "asset":
            for a in range(self.m):
                if key == self.asset[a] or (key.startswith("@") and key[1:] == self.group[a]):
                    old = self.P[a]
                    new = old * (1 + x) if pct else x / self.V[a]
                    new = max(0.0, new)
                    if self.impact[a] == "amm" and old > 0:   # "its d is multiplied by sqrt(new / old price)"
                        self.depth[a] *= math.sqrt(new / old)
                    self.P[a] = new
                    # "its price fall x Q"
                    self.post("shock", src, ("asset", a), (old - new) * self.V[a] * self.Q[a])
        elif word == "node":
            i = self.ni[key]
            base = self.b0.A[i] if self.pt[i] else max(self.E0[i], 0.0)
            loss = -x * base if pct else -x
            self.oa[i] -= loss                    # "taken from other_assets (which may go below 0)"
            self.post("shock", src, ("node", i), loss)
        elif word == "exposure":
            d, c = key.split(">")
            for z in self.exp:
                if z["debtor"] == self.ni[d] and z["creditor"] == self.ni[c]:
                    w = max(0.0, z["w"] * (1 + x)) if pct else z["w"]
                    loss = z["amount"] * self.price(z["asset"]) * z["V"] * (z["w"] - w)
                    z["w"] = w
                    self.post("shock", src, ("node", z["creditor"]), loss)
        elif word == "depth":
            for a in range(self.m):
                if key == self.asset[a] or (key.startswith("@") and key[1:] == self.group[a]):
                    self.depth[a] = self.depth[a] * (1 + x) if pct else x
                    self.post("shock", src, ("asset", a), 0.0)
        elif word == "haircut":
            v, a = key.split("/")
            v, a = self.ni[v], self.ai[a]
            # "adds x to every tier's m (each kept in [0, 1])"
            self.tiers[v, a] = [(above, min(1.0, max(0.0, m + x)), d)
                                for above, m, d in self.tiers.get((v, a), [(0.0, 0.0, None)])]
            for c in self.acc:                    # "to the owners of the accounts it touches"
                q = c.legs.get(a, 0.0)
                if c.venue == v and (q > 0 or q < 0 and self.venue[v]["type"] == "margin"):
                    self.post("shock", src, ("node", c.owner), 0.0)
        elif word == "funding":
            self.shock_funding(src, key, x)
        elif word == "run":
            self.named_run[self.ni[key]] = True
            self.post("shock", src, ("node", self.ni[key]), 0.0)

    def shock_default(self, k, key):
        """"node A=default: what is left of max(E0, 0) after its other shocks, and it is marked failed";
        pass-through: "shocks in per cent or `default` are shares of its assets"."""
        i = self.ni[key]
        base = self.b0.A[i] if self.pt[i] else max(self.E0[i], 0.0)
        other = sum(x for (ch, s, t), x in self.current.items() if ch == "shock" and t == ("node", i))
        loss = max(0.0, base - other)
        self.oa[i] -= loss
        self.post("shock", ("shock", k), ("node", i), loss)
        if not self.pt[i]:
            self.mark(i, 0)
            self.stays[i] = True

    def mark(self, i, t):
        if not self.failed[i]:
            self.failed[i] = True
            self.failed_round[i] = t
            self.new_failure = True

    def test_failures(self, t):
        """"A node with E <= eps (`default_at_zero` false: E < -eps) is marked failed, and stays so." A
        pass-through node "is never marked failed".  From below: "failures are tested anew each round
        (shocked and initial ones stay)"."""
        b = self.balance()
        for i in range(self.n):
            if self.pt[i]:
                continue
            bad = b.E[i] <= self.eps[i] if self.sc["default_at_zero"] else b.E[i] < -self.eps[i]
            if bad:
                self.mark(i, t)
            elif self.sc["from_below"] and not self.stays[i]:
                self.failed[i], self.failed_round[i] = False, None

    def start_from_below(self):
        """"`from_below` starts with every node failed and every V at its lowest (R; `clearing` and
        `merton` 0), booked at round 0 as `claim` and `token`"."""
        for i in range(self.n):
            if not self.pt[i]:
                self.mark(i, 0)
            if self.rule[i] == "clearing":
                self.vout[i] = 0.0

        def lowest(j, R):
            return 0.0 if self.rule[j] in ("clearing", "merton") else R
        for z in self.exp:
            low = self.capped(z, lowest(z["debtor"], z["R"]))
            self.post("claim", ("node", z["debtor"]), ("node", z["creditor"]),
                      z["amount"] * self.price(z["asset"]) * z["w"] * (z["V"] - low))
            z["V"] = low
        for a in range(self.m):
            j = self.issuer[a]
            if j is not None:
                low = lowest(j, self.recovery[j])
                self.post("token", ("node", j), ("asset", a), self.P[a] * (self.V[a] - low) * self.Q[a])
                self.V[a] = low

    # ------------------------------------------------------------------ section 4: valuation rules
    def raw_value(self, j, R, cls, b, first=False):
        """The table of section 4: value of one unit of face on debtor j at the books b."""
        rule = self.rule[j]
        E, A, L, net = b.E[j], b.A[j], b.L[j], b.net[j]
        ext = A - net                             # "ext = A - net"
        sc = self.sc
        if rule == "threshold":                   # "1 if not failed, else R"
            return R if self.failed[j] else 1.0
        if rule == "linear":                      # "1 - (1-R) h"
            return 1 - (1 - R) * self.distress(j, b)
        if rule == "single-hit":                  # "as linear, h frozen at the first opening books where h > tolerance"
            return 1 - (1 - R) * (self.frozen[j] if self.frozen[j] is not None else 0.0)
        if rule == "exponential":                 # "1 - (1-R) h exp(alpha (h-1))"
            h = self.distress(j, b)
            return 1 - (1 - R) * h * exp(sc["alpha"] * (h - 1))
        if rule == "clearing":                    # "min(1, max(0, A/L)), class by class"
            have = A
            if A - L < -self.eps[j]:              # "a ext + b net instead of A if A - L < -eps"
                have = A if sc["a"] == 1 and sc["b"] == 1 else sc["a"] * ext + sc["b"] * net
            senior = sum(x for k, x in b.cls[j].items() if k < cls)   # "senior classes are paid first"
            face = b.cls[j].get(cls, 0.0)
            if face <= 0:                         # "an empty class has V = 1"
                return 1.0
            return min(1.0, max(0.0, (have - senior) / face))
        # "With s = sigma sqrt T: `merton` is A/L in [0, 1] (times rho if below 1) and `merton-recovery` 1 if A >= L,
        # else R, when ext or s is 0 or less; all three are 1 if L <= net and A >= L (`merton`: or L = 0); `black-cox`
        # is R if ext <= L - net."  A >= L is a test of an equity against zero: "tests of an equity against zero use
        # eps".
        s = self.sigma[j] * math.sqrt(sc["T"])
        K = L - net
        solvent = E >= -self.eps[j]
        if (K <= 0 and solvent) or (rule == "merton" and L == 0):
            return 1.0
        if rule == "merton":
            if ext <= 0 or s <= 0:
                return 1.0 if solvent else sc["rho"] * min(1.0, max(0.0, A / L))
            d = math.log(K / ext) / s
            below = phi(d + s / 2)                # P(X < K), ln X ~ N(ln ext - s^2/2, s^2)
            part = ext * phi(d - s / 2)           # E[X; X < K]
            return 1 - below + sc["rho"] * (part + net * below) / L
        if rule == "merton-recovery":
            if ext <= 0 or s <= 0:
                return 1.0 if solvent else R
            return 1 - (1 - R) * phi(math.log(K / ext) / s + s / 2)
        if rule == "black-cox":
            if ext <= K or E <= self.eps[j]:      # ext - (L - net) = E
                return R
            if s <= 0:
                return 1.0
            d = math.log(K / ext) / s             # martingale: drift of ln X is -sigma^2/2
            return 1 - (1 - R) * (phi(d + s / 2) + ext / K * phi(d - s / 2))
        raise ValueError("valuation " + rule)

    def value(self, j, R, cls, b):
        """"All three are divided by their value at the first books if E0 > 0, capped at 1 ...; with
        `absolute` they are not"."""
        v = self.raw_value(j, R, cls, b)
        if self.rule[j] in RETURN_RULES and not self.sc["absolute"] and self.E0[j] > 0:
            v0 = self.raw_value(j, R, cls, self.b0)
            v = v / v0 if v0 > 0 else 1.0
        return min(1.0, max(0.0, v))

    def capped(self, z, v):
        """"a claim is worth a p w (1 - c (1 - V)) ...; only under `linear`, `single-hit`, `exponential`"."""
        c = self.cap.get((z["creditor"], z["debtor"]))
        return v if c is None else 1 - c * (1 - v)

    # ------------------------------------------------------------------ section 3: one round
    def step1(self, t):
        """"Whatever is in an asset (holdings, claims and the debtor's liability, account legs, a lending
        venue's loans, funds) is revalued to the market prices after round t-1's step 6 (round 0: the
        shocks). Due receivables arrive. Failures are tested." """
        new = [self.P[a] * self.V[a] for a in range(self.m)]
        fall = [self.B[a] - new[a] for a in range(self.m)]
        N = lambda i: ("node", i)
        for (i, a), q in self.hold.items():
            if fall[a]:
                self.post("price", ("asset", a), N(i), q * fall[a])
        for z in self.exp:
            a = z["asset"]
            if a is not None and fall[a]:
                self.post("price", ("asset", a), N(z["creditor"]), z["amount"] * z["V"] * z["w"] * fall[a])
                self.post("price", ("asset", a), N(z["debtor"]), -z["amount"] * fall[a])
        for l in self.layer:
            a = l["asset"]
            if l["kind"] == "fund" and a is not None and fall[a]:
                self.post("price", ("asset", a), N(l["provider"]), l["amount"] * fall[a])
        before = [self.e(c) for c in self.acc]
        self.B = new
        for c, e0 in zip(self.acc, before):
            parts = [(a, q * fall[a]) for a, q in c.legs.items() if a is not None and fall[a] and q]
            self.post_owner("price", c, e0, self.e(c), parts)
            if self.venue[c.venue]["type"] == "lending":
                for a, q in c.legs.items():
                    if a is not None and q < 0 and fall[a]:
                        self.post("price", ("asset", a), N(c.venue), -q * fall[a])
        self.openings.append(list(self.B))
        self.opening_V = list(self.V)
        for a in range(self.m):                   # "pushed when the opening price is off by more than X of the last push"
            if self.oracle[a].startswith("deviation"):
                x = num(self.oracle[a].split()[1])
                if abs(self.B[a] - self.push[a]) > x * self.push[a] * (1 + TIE):
                    self.push[a] = self.B[a]
        due = [r for r in self.receivable if r["due"] <= t]
        self.receivable = [r for r in self.receivable if r["due"] > t]
        for r in due:
            self.cash[r["node"]] += r["amount"]
            if r["repay"]:
                self.repay(r["node"], r["amount"])
        self.test_failures(t)
        # the opening books
        self.b = self.balance()
        self.Q = self.quantities()
        self.was_failed = list(self.failed)
        for c in self.acc:
            c.open_e = self.e(c)
            c.N, c.D = self.health(c, t)
            c.open_legs = dict(c.legs)

    def post_owner(self, channel, c, e0, e1, parts):
        """"Owner's loss: the fall of max(0, e). Each part of a fall F of e (step 1: legs; close-out:
        sales, penalty) is posted in full while e >= 0, else x (fall of max(0, e)) / F." """
        F = e0 - e1
        if e0 >= 0 and e1 >= 0:
            k = 1.0
        else:
            k = (max(0.0, e0) - max(0.0, e1)) / F if F != 0 else 0.0
        if k:
            for a, x in parts:
                self.post(channel, ("asset", a), ("node", c.owner), x * k)

    def step2(self):
        """"Every claim is revalued by its rule at its debtor's opening books." "In one run V never rises
        (from below: never falls)." """
        down = not self.sc["from_below"]
        for j in range(self.n):
            if self.rule[j] == "single-hit" and self.frozen[j] is None:
                h = self.distress(j, self.b)
                if h > self.sc["tolerance"]:
                    self.frozen[j] = h
        for z in self.exp:
            j = z["debtor"]
            v = self.capped(z, self.value(j, z["R"], z["seniority"], self.b))
            v = min(z["V"], v) if down else max(z["V"], v)
            self.post("claim", ("node", j), ("node", z["creditor"]),
                      z["amount"] * self.price(z["asset"]) * z["w"] * (z["V"] - v))
            z["V"] = v
        for j in range(self.n):
            if self.rule[j] == "clearing":
                v = self.value(j, 0.0, 0, self.b)
                self.vout[j] = min(self.vout[j], v) if down else max(self.vout[j], v)

    def step3(self):
        """"V follows the issuer's opening books (section 7); holders see it in the next step 1." The
        entry ("token: new P x (fall of V) x Q") is posted after step 6, which makes the new P."""
        self.old_V = list(self.V)
        for a in range(self.m):
            j = self.issuer[a]
            if j is not None:
                v = self.value(j, self.recovery[j], 0, self.b)
                self.V[a] = max(self.V[a], v) if self.sc["from_below"] else min(self.V[a], v)

    # ------------------------------------------------------------------ section 5: accounts
    def oracle_price(self, a, t):
        """"`market`; `fixed`: the file's price; `lag K`: the opening price K rounds ago, the file's before
        that; `deviation X`: ..."."""
        o = self.oracle[a]
        if o == "fixed":
            return self.file_price[a]
        if o.startswith("lag"):
            r = t - int(float(o.split()[1]))
            return self.openings[r] [a] if r >= 1 else self.file_price[a]
        if o.startswith("deviation"):
            return self.push[a]
        if o.startswith("blend"):                 # "(1 - W) index + W x opening price; index = the market price after
            w = num(o.split()[1])                 # the shocks of round 0 times V(issuer) of now"
            return (1 - w) * self.index[a] * self.opening_V[a] + w * self.openings[-1][a]
        return self.openings[-1][a]

    def health(self, c, t):
        """"health H = sum_{q>0} (q p - M) / sum_{q<0} (|q| p + M)"; "debts on a lending venue have m = 0"."""
        N = D = 0.0
        for a, q in c.legs.items():
            p = 1.0 if a is None else self.oracle_price(a, t)
            M = 0.0 if a is None else self.margin(c.venue, a, abs(q) * p)
            if q > 0:
                N += q * p - M
            elif q < 0:
                D += -q * p + (0.0 if self.venue[c.venue]["type"] == "lending" else M)
        return N, D

    def unhealthy(self, N, D, limit=1.0):
        """H < limit, "a relative difference within 1e-12 is equality"; no debt: infinite."""
        return D > 0 and N < limit * D * (1 - TIE)

    def step4(self, t):
        """"Shortfalls are posted; margin calls and liquidations (section 5) put orders." """
        self.orders = []                          # dict(asset, source, q > 0 sale, kind, ...)
        self.called = False                       # an account was called
        self.call_rest = [0.0] * self.n           # what calls still need: to be sold for in step 5
        self.call_paid = [0.0] * self.n
        for c in self.acc:
            c.reduced = 0.0
        self.post_shortfalls()
        for c in self.acc:                        # "Without collateral the debt left is written off in step 4"
            worth = sum(q * self.price(a) for a, q in c.legs.items() if q > 0)
            if self.venue[c.venue]["type"] == "lending" and worth <= 0 and self.unhealthy(c.N, c.D):
                if any(q < 0 for q in c.legs.values()):
                    c.legs = {a: 0.0 for a in c.legs}
                    c.booked = c.high = 0.0
        called, liquidate = [], []
        for c in self.acc:
            if not self.unhealthy(c.N, c.D):
                c.calls = 0
                continue
            c.ever_unhealthy = True
            # "grace_rounds k > 0; e > 0, owner not failed; else liquidation at once"
            if self.venue[c.venue]["grace"] > 0 and c.open_e > 0 and not self.was_failed[c.owner]:
                called.append(c)
            else:
                liquidate.append(c)
        self.margin_calls(called)
        # "an account whose call falls short for the (k+1)-th round in a row is liquidated in that round, after the
        # payment, and in every later one until H >= 1 or a call is met in full"
        liquidate += [c for c in called if c.calls > self.venue[c.venue]["grace"]]
        self.lending_liquidations([c for c in liquidate if self.venue[c.venue]["type"] == "lending"])
        self.close_outs([c for c in liquidate if self.venue[c.venue]["type"] == "margin"])

    def post_shortfalls(self):
        """"Shortfall: s = max(0, -e) at the opening books, booked in step 4 before any order ... What
        exceeds the account's highest s so far passes through the layers in order (ties by row), for all
        accounts of the venue at once ...; the venue bears the rest, and all falls of s and rises below the
        highest." """
        lack = {}
        N = lambda i: ("node", i)
        for c in self.acc:
            s = max(0.0, -c.open_e)
            self.post("shortfall", N(c.owner), N(c.venue), min(s, c.high) - c.booked)
            lack[c] = max(0.0, s - c.high)
            self.passed["increase"] += lack[c]
            c.booked = s
            c.high = max(c.high, s)
        for v in self.venue:
            mine = [c for c in self.acc if c.venue == v]
            layers = sorted([l for l in self.layer if l["venue"] == v], key=lambda l: (l["order"], l["row"]))
            for l in layers:
                if not any(lack[c] > 0 for c in mine):
                    break
                if l["kind"] == "fund":
                    self.layer_fund(v, l, mine, lack)
                elif l["kind"] == "socialise":
                    self.layer_socialise(v, mine, lack)
                elif l["kind"] == "adl" and self.venue[v]["type"] == "margin":
                    self.layer_adl(v, l, mine, lack)
            for c in mine:                        # "What no layer pays falls on the venue's equity."
                self.post("shortfall", N(c.owner), N(v), lack[c])
                self.venue_left += lack[c]

    def layer_fund(self, v, l, mine, lack):
        """"a `fund` pays up to its amount (its provider's loss, the venue's cash)"; "a stake in the
        protocol's own token is worth amount x price, and shrinks when it is needed"."""
        p = self.price(l["asset"])
        total = sum(lack[c] for c in mine)
        pay = min(total, l["amount"] * p)
        if pay <= 0:
            return
        f = pay / total
        self.passed["fund"] += pay
        l["amount"] = sub(l["amount"], pay / p)
        self.cash[v] += pay
        for c in mine:
            if lack[c] > 0:
                x = lack[c] * f                   # "pro rata to what each still lacks"
                self.post("shortfall", ("node", c.owner), ("node", l["provider"]), x)
                lack[c] = sub(lack[c], x)

    def layer_socialise(self, v, mine, lack):
        """"all accounts of the venue with positive equity, pro rata to it: taken from the numeraire leg
        (margin) or from the collateral legs pro rata (lending), to the venue's cash"."""
        eq = {c: max(0.0, self.e(c)) for c in mine}
        total, need = sum(eq.values()), sum(lack[c] for c in mine)
        take = min(total, need)
        if take <= 0:
            return
        self.passed["socialise"] += take
        losers = {c: lack[c] for c in mine if lack[c] > 0}
        for w in mine:
            if eq[w] <= 0:
                continue
            x = take * (eq[w] / total)
            before = dict(w.legs)
            if self.venue[v]["type"] == "margin":
                w.legs[None] = add(w.legs.get(None, 0.0), -x)
            else:
                col = sum(q * self.price(a) for a, q in w.legs.items() if q > 0)
                for a, q in list(w.legs.items()):
                    if q > 0:
                        w.legs[a] = sub(q, q * (x / col))
            self.note_reduced(w, before)
            for c in losers:
                self.post("socialise", ("node", c.owner), ("node", w.owner), x * (losers[c] / need))
        self.cash[v] += take
        for c in losers:
            lack[c] = sub(lack[c], take * (losers[c] / need))

    def note_reduced(self, c, before):
        """"reduced by more than tolerance x its gross legs in the first books": of the legs, at these prices."""
        for a, q in c.legs.items():
            c.reduced += abs(before.get(a, 0.0) - q) * (1.0 if a is None else self.file_price[a])

    def margin_calls(self, called):
        """"in every round with H = N/D < 1 the owner pays D - N into the numeraire leg from opening cash,
        pro rata over its accounts. If that falls short it sells holdings for the rest, less its pending
        sales for cash (section 6), and is called again. A call met in full ends the count". """
        for i in range(self.n):
            mine = [c for c in called if c.owner == i]
            total = sum(c.D - c.N for c in mine)
            if not mine:
                continue
            self.called = True
            pay = min(total, max(0.0, self.b.cash[i]))
            rest = total - pay
            if rest <= TIE * total:
                rest = 0.0
            for c in mine:
                x = pay * ((c.D - c.N) / total)
                q = c.legs.get(None, 0.0)
                if self.venue[c.venue]["type"] == "lending" and q < 0:   # it repays a loan first
                    self.cash[c.venue] += min(x, -q)
                c.legs[None] = add(q, x)
                c.calls = c.calls + 1 if rest > 0 else 0
            self.cash[i] -= pay
            self.call_paid[i] = pay
            if rest > 0:
                coming = sum(r["amount"] for r in self.receivable if r["node"] == i and not r["repay"])
                self.call_rest[i] = max(0.0, rest - coming)

    def lending_liquidations(self, accounts):
        """"Lending liquidation (H < 1): repaid R = close_factor x debt, or all of it if H <
        full_close_health; taken from the collateral legs pro rata to value, each giving share x R x (1 +
        bonus); R is capped at collateral / (1 + largest bonus)." """
        plan = []
        for c in accounts:
            v = self.venue[c.venue]
            debt = sum(-q * self.price(a) for a, q in c.legs.items() if q < 0)
            col = {a: q * self.price(a) for a, q in c.legs.items() if q > 0 and self.price(a) > 0}
            total = sum(col.values())
            if debt <= 0 or total <= 0:
                continue
            bonus = {a: self.bonus.get((c.venue, a), 0.0) for a in col}
            R = debt if self.unhealthy(c.N, c.D, v["fch"]) else v["cf"] * debt
            R = min(R, total / (1 + max(bonus.values())))
            if R <= 0:
                continue
            plan.append((c, debt, {a: R * (x / total) for a, x in col.items()}, bonus))
        # "`rational` liquidators take, of each asset and venue in a round, at most the volume whose
        # execution price, if alone, is >= 1/(1 + bonus) of the price (compared strictly: without a bonus nothing where
        # a sale moves the price; one factor for all legs of it)"
        factor = {}
        for v in self.venue:
            if not self.venue[v]["rational"]:
                continue
            for a in range(self.m):
                seized = sum(part[a] * (1 + bonus[a]) for c, debt, part, bonus in plan if c.venue == v and a in part)
                if seized > 0:
                    factor[v, a] = self.rational_factor(a, seized, self.bonus.get((v, a), 0.0))
        for c, debt, part, bonus in plan:
            f = {a: factor.get((c.venue, a), 1.0) for a in part}
            part = {a: r * f[a] for a, r in part.items()}
            R = sum(part.values())
            if R <= 0:
                continue
            c.liquidated = True
            before = dict(c.legs)
            e0, B = self.e(c), 0.0
            for a, r in part.items():             # "Seized collateral is sold"
                seized = r * (1 + bonus[a]) / self.price(a)
                left = sub(c.legs[a], seized)
                B += r * bonus[a]
                if a is not None:
                    self.orders.append(dict(asset=a, source=c.owner, q=min(seized, c.legs[a]), kind="liquidation"))
                c.legs[a] = max(0.0, left)
            for a, q in list(c.legs.items()):     # "Debt legs shrink pro rata"
                if q < 0:
                    back = -q * (R / debt)
                    c.legs[a] = -max(0.0, sub(-q, back))
                    if a is not None and self.price(a) > 0:   # "debt in an asset bought on the market"
                        self.orders.append(dict(asset=a, source=c.owner, q=-back, kind="liquidation"))
            self.note_reduced(c, before)
            self.cash[c.venue] += R               # "the venue receives R in cash"
            self.bonus_outside += B
            e1 = e0 - B                           # "e falls by the bonus (channel `liquidation`)"
            k = 1.0 if e0 >= 0 and e1 >= 0 else (max(0.0, e0) - max(0.0, e1)) / B if B else 0.0
            self.post("liquidation", ("node", c.owner), ("node", c.owner), B * k)

    def rational_factor(self, a, seized, bonus):
        """The share of the seized value whose execution price, if alone, is >= 1/(1 + bonus) of the price."""
        if a is None:
            return 1.0
        if bonus == 0:                            # a volume that surely shows whether a sale moves the price
            large = max(seized, self.depth[a])
            return 1.0 if self.execution(a, large)[0] >= 1 else 0.0
        ok = lambda f: self.execution(a, f * seized)[0] >= 1 / (1 + bonus)
        if ok(1.0):
            return 1.0
        lo, hi = 0.0, 1.0
        for _ in range(1100):
            mid = (lo + hi) / 2
            if ok(mid):
                lo = mid
            else:
                hi = mid
        return lo

    def close_outs(self, accounts):
        """"Margin close-out (H < 1): `close_factor` of every asset leg is closed on the market at the
        round's execution price (channel `sale`)"."""
        for c in accounts:
            legs = c.legs
            for a, q in list(legs.items()):
                if a is None or c.legs.get(a, 0.0) == 0:
                    continue
                x = self.venue[c.venue]["cf"] * q
                x = min(x, c.legs[a]) if x > 0 else max(x, c.legs[a])
                if x == 0:
                    continue
                c.liquidated = True
                self.orders.append(dict(asset=a, source=c.owner, q=x, kind="close", account=c))

    # ------------------------------------------------------------------ section 6: nodes
    def step5(self, t):
        """"Nodes that failed, face withdrawals or are over their leverage limit put orders (section 6),
        capped together at what they hold." Order: calls, withdrawals, deleveraging."""
        b, sc = self.b, self.sc
        self.sales = []                           # dict(node, part, sold: {asset: quantity}, all_sold)
        self.due = {}                             # node -> (withdrawals unpaid, due at first)
        pays = []
        for i in range(self.n):
            unpaid = self.withdrawals(i, pays)
            if self.was_failed[i]:
                if sc["liquidate_failed"] and self.unwound[i] < sc["unwind_rounds"]:
                    # "A failed node sells its holdings in equal parts over `unwind_rounds`"
                    part = 1.0 / (sc["unwind_rounds"] - self.unwound[i])
                    self.unwound[i] += 1
                    sold = {a: q * part for (k, a), q in self.hold.items() if k == i and q > 0}
                    if sold:
                        self.sales.append(dict(node=i, part="failed", sold=sold))
                continue
            left = {a: q for (k, a), q in self.hold.items() if k == i and q > 0}
            for part, worth in (("call", self.call_rest[i]), ("withdrawal", unpaid), ("deleverage", self.excess(i))):
                if worth > 0:
                    sold = self.choose(left, worth)
                    if sold:
                        self.sales.append(dict(node=i, part=part, sold=sold))
                    for a, q in sold.items():
                        left[a] = sub(left[a], q)
            if unpaid > 0:
                self.due[i] = [unpaid, all(q == 0 or self.B[a] == 0 for a, q in left.items())]
        for z, y in pays:                         # booked together, so nothing depends on the order of rows
            self.pay_claim(z, y)
        for s in self.sales:
            for a, q in s["sold"].items():
                self.orders.append(dict(asset=a, source=s["node"], q=q, kind="sale", sale=s))

    def withdrawals(self, i, pays):
        """"Runs (`horizon_days` set): creditors of a node that has not failed and whose equity / E0 is
        below `run_threshold`, or that a shock names, withdraw what matures within the horizon at face: paid
        from opening cash (after calls), then by selling holdings worth what is missing". Pass-through: "can
        be run on only by name"."""
        sc, b = self.sc, self.b
        if sc["horizon_days"] is None or self.was_failed[i]:
            return 0.0
        run = self.named_run[i]
        if not self.pt[i] and sc["run_threshold"] is not None and self.E0[i] > 0:
            x, y = b.E[i], sc["run_threshold"] * self.E0[i]
            run = run or x < y - TIE * abs(y)
        if not run:
            return 0.0
        claims = self.matured(i)
        total = sum(z["amount"] * self.price(z["asset"]) for z in claims)
        if total <= 0:
            return 0.0
        pay = min(total, max(0.0, b.cash[i] - self.call_paid[i]))
        for z in claims:
            pays.append((z, z["amount"] * self.price(z["asset"]) * (pay / total)))
        return sub(total, pay)

    def matured(self, i):
        return [z for z in self.exp if z["debtor"] == i and z["maturity"] is not None and
                z["maturity"] <= self.sc["horizon_days"] and z["amount"] > 0]

    def pay_claim(self, z, y):
        """A repayment y of a claim at face: "Whoever is repaid above the claim's value gains (channel
        `transfer`)." """
        if y <= 0:
            return
        z["amount"] = max(0.0, sub(z["amount"], y / self.price(z["asset"])))
        self.cash[z["debtor"]] -= y
        self.cash[z["creditor"]] += y
        self.post("transfer", ("node", z["debtor"]), ("node", z["creditor"]), -(y - y * z["V"] * z["w"]))

    def excess(self, i):
        """"With leverage_max set (...), not failed, equity > 0 and assets - pending receivables >
        leverage_max x equity, the node sells holdings worth assets - pending - leverage_target x equity
        (blank = leverage_max) at opening prices"; `initial` = the leverage of the first books."""
        b = self.b
        lim = self.limit(i)
        if lim is None or self.pt[i] or self.was_failed[i] or b.E[i] <= self.eps[i]:
            return 0.0
        lmax, target = lim
        A = b.A[i] - b.pending[i]
        if A > lmax * b.E[i] * (1 + TIE):
            excess = A - target * b.E[i]
            return excess if excess > TIE * A else 0.0
        return 0.0

    def limit(self, i):
        lmax, target = self.lmax[i], self.ltarget[i]
        if lmax is None:
            return None
        if lmax == "initial":
            lmax = self.lev0[i]
        if target is None:
            target = lmax
        if target == "initial":
            target = self.lev0[i]
        return None if lmax is None or target is None else (lmax, target)

    def choose(self, left, worth):
        """"pro rata to value (`sell` = `pro-rata`) or deepest first (`liquid-first`; infinite depth first,
        ties by row). Only positive holdings are ever sold." """
        value = {a: q * self.B[a] for a, q in left.items() if q * self.B[a] > 0}
        total = sum(value.values())
        if total <= 0:
            return {}
        if worth >= total * (1 - TIE):
            return {a: left[a] for a in value}
        if self.sc["sell"] == "pro-rata":
            return {a: left[a] * (worth / total) for a in value}
        sold = {}
        rows = list(value)
        for a in sorted(rows, key=lambda a: (-self.depth[a], rows.index(a))):
            x = min(worth, value[a])
            if x > 0:
                sold[a] = left[a] * (x / value[a])
            worth = sub(worth, x)
            if worth <= 0:
                break
        return sold

    def repay(self, i, x):
        """"Proceeds repay other liabilities, then its exposures pro rata to face, then stay cash". """
        y = min(x, self.ol[i])
        if y > 0:
            self.ol[i] = sub(self.ol[i], y)
            self.cash[i] -= y
            x = sub(x, y)
        mine = [z for z in self.exp if z["debtor"] == i]
        total = sum(z["amount"] * self.price(z["asset"]) for z in mine)
        if x > 0 and total > 0:
            f = min(1.0, x / total)
            for z in mine:
                self.pay_claim(z, z["amount"] * self.price(z["asset"]) * f)

    # ------------------------------------------------------------------ section 8: market impact
    def law(self, a, v):
        """(average price / price, new price / price) for a net sale of v (money at the opening price)."""
        d, kind = self.depth[a], self.impact[a]
        if v == 0 or kind == "none" or d == math.inf:
            return 1.0, 1.0
        if v < -d / 2:                            # "Net purchases use the same formulas with v >= -d/2, ...
            avg, new = self.law(a, -d / 2) if d > 0 else (1.0, 1.0)
            part = (d / 2) / -v                   # ... the rest trades at the last price"
            return avg * part + new * (1 - part), new
        if kind == "linear":
            if d == 0:
                return 0.0, 0.0
            return (1 - v / (2 * d) if v <= d else d / (2 * v)), max(0.0, 1 - v / d)
        if kind == "exponential":
            f0 = self.floor[a]
            p = self.B[a]
            f = min(1.0, f0 * self.file_price[a] / p) if p > 0 else 1.0
            c = (1 - f0) * d
            if c == 0:
                return f, f
            x = v / c
            return f + (1 - f) * -expm1(-x) / x, f + (1 - f) * exp(-x)
        if kind == "sqrt":
            k = self.kappa[a]
            if d == 0:
                return 0.0, 0.0
            r = k * math.sqrt(abs(v) / d) * (1 if v > 0 else -1)
            if r < 1:
                return 1 - 2 * r / 3, 1 - r
            return d / (3 * k * k * v), 0.0
        if kind == "amm":
            if d == 0:
                return 0.0, 0.0
            fee = self.fee[a] if v > 0 else 0.0   # "no fee on purchases"
            y = (1 - fee) * v / d
            return (1 - fee) / (1 + y), 1 / ((1 + y) * (1 + v / d))
        raise ValueError("impact " + kind)

    def execution(self, a, value):
        """"All orders of the round, sales and purchases, get the average price, or, with `execution` = X,
        the opening price less X times its fall". value = net sale in money, before `impact_scale`."""
        avg, new = self.law(a, value * self.sc["impact_scale"])
        if self.sc["execution"] != "average":
            avg = 1 - float(self.sc["execution"]) * (1 - new)
        return avg, new

    def step6(self, t):
        """"Orders are netted by asset, executed at one price, and move the market price (section 8); books
        keep opening prices until the next step 1. Sellers post their execution loss." """
        ratio = {}
        oldP = list(self.P)
        for a in range(self.m):
            mine = [o for o in self.orders if o["asset"] == a]
            if not mine:
                continue
            net = sum(o["q"] for o in mine)
            if abs(net) <= TIE * sum(abs(o["q"]) for o in mine):
                net = 0.0
            value = net * self.B[a]
            avg, new = self.execution(a, value)
            ratio[a] = avg
            self.P[a] = self.P[a] * new
            v = value * self.sc["impact_scale"]
            if self.impact[a] == "amm" and self.depth[a] < math.inf and self.depth[a] > 0:
                v = max(v, -self.depth[a] / 2)    # "d of `amm` is ... d/(1 + y) after the trade"
                fee = self.fee[a] if v > 0 else 0.0
                self.depth[a] /= 1 + (1 - fee) * v / self.depth[a]
            # "impact: (fall of P) x old V x Q, shared by the sources' net orders on the side of the net order"
            fall = (oldP[a] - self.P[a]) * self.old_V[a] * self.Q[a]
            if fall != 0:
                src = {}
                for o in mine:
                    src[o["source"]] = src.get(o["source"], 0.0) + o["q"]
                side = {i: q for i, q in src.items() if q * net > 0}
                for i, q in side.items():
                    self.post("impact", ("node", i), ("asset", a), fall * (q / sum(side.values())))
        for a in range(self.m):                   # "token: new P x (fall of V) x Q"
            if self.issuer[a] is not None:
                self.post("token", ("node", self.issuer[a]), ("asset", a),
                          self.P[a] * (self.old_V[a] - self.V[a]) * self.Q[a])
        self.settle_close_outs(ratio)
        self.settle_sales(t, ratio)

    def settle_close_outs(self, ratio):
        """"then `bonus` x closed notional at opening prices, at most what is left of e, is a penalty
        (channel `liquidation`) paid to `penalty_to` (its gain: `transfer`)"."""
        N = lambda i: ("node", i)
        for c in self.acc:
            mine = [o for o in self.orders if o.get("account") is c]
            if not mine:
                continue
            e0, parts, penalty = self.e(c), [], 0.0
            for o in mine:
                a, q, p = o["asset"], o["q"], self.B[o["asset"]]
                c.legs[a] = sub(c.legs[a], q)
                c.legs[None] = add(c.legs.get(None, 0.0), q * p * ratio[a])
                parts.append((a, q * p * (1 - ratio[a])))
                penalty += self.bonus.get((c.venue, a), 0.0) * abs(q) * p
            e1 = e0 - sum(x for a, x in parts)
            self.post_owner("sale", c, e0, e1, parts)
            penalty = min(penalty, max(0.0, self.e(c)))
            if penalty > 0:
                c.legs[None] = sub(c.legs[None], penalty)
                self.post("liquidation", N(c.owner), N(c.owner), penalty)
                to = self.venue[c.venue]["penalty_to"]
                if to is None:
                    self.bonus_outside += penalty
                else:
                    self.cash[to] += penalty
                    self.post("transfer", N(c.owner), N(to), -penalty)

    def settle_sales(self, t, ratio):
        """"`settlement_lag` k: proceeds of a node's sale arrive in step 1 k rounds later (0: at the end of
        step 6); until then they are a receivable". """
        lag = self.sc["settlement_lag"]
        money = {}                                # node -> part -> proceeds
        for s in self.sales:
            i = s["node"]
            for a, q in s["sold"].items():
                p = self.B[a]
                self.hold[i, a] = sub(self.hold[i, a], q)
                got = q * p * ratio[a]
                m = money.setdefault(i, {})
                m[s["part"]] = m.get(s["part"], 0.0) + got
                self.post("sale", ("asset", a), ("node", i), q * p * (1 - ratio[a]))
                if lag == 0:
                    self.cash[i] += got
                elif got > 0:
                    self.receivable.append(dict(due=t + lag, node=i, amount=got, repay=s["part"] == "deleverage"))
        pays, repays = [], []
        for i in range(self.n):
            m = money.get(i, {})
            rest = m.get("withdrawal", 0.0) + m.get("deleverage", 0.0)
            if i in self.due:
                unpaid, all_sold = self.due[i]
                left = unpaid
                if lag == 0:                      # "(withdrawals come first)"
                    pay = min(unpaid, rest)
                    rest -= pay
                    left = sub(unpaid, pay)
                    claims = self.matured(i)
                    total = sum(z["amount"] * self.price(z["asset"]) for z in claims)
                    for z in claims:
                        pays.append((z, z["amount"] * self.price(z["asset"]) * (pay / total)))
                # "if all holdings were sold, or proceeds settle later, the node is marked failed (illiquid)"
                if left > 0 and (all_sold or lag > 0) and not self.pt[i]:
                    self.illiquid.append(i)
            if lag == 0 and "deleverage" in m and rest > 0:
                repays.append((i, min(rest, m["deleverage"])))
        for z, y in pays:
            self.pay_claim(z, y)
        for i, x in repays:
            self.repay(i, x)

    # ------------------------------------------------------------------ the rounds
    def run(self):
        sc = self.sc
        if sc["from_below"]:
            self.refuse_from_below()
        self.prices = []
        self.round_zero()
        self.record_prices(0)
        E = self.balance().E
        self.converged, self.last_change, t = False, 0.0, 0
        while t < sc["rounds"] and not self.converged:
            t += 1
            self.t, self.new_failure, self.illiquid = t, False, []
            start_price = [self.P[a] * self.V[a] for a in range(self.m)]
            self.step1(t)
            self.step2()
            self.step3()
            self.orders, self.sales, self.due, self.called = [], [], {}, False
            if not sc["from_below"]:              # "steps 4 to 6 are skipped"
                self.step4(t)
                self.step5(t)
            self.step6(t)
            for i in self.illiquid:
                self.mark(i, t)
            self.test_failures(t)                 # step 7
            self.end_round(t)
            self.record_prices(t)
            new = self.balance().E
            change = [abs(new[i] - E[i]) / self.scale[i] if new[i] != E[i] else 0.0 for i in range(self.n)]
            self.last_change = max(change) if change else 0.0
            E = new
            self.converged = self.stop(t, start_price)
        self.rounds = t
        self.final = self.balance()

    def refuse_from_below(self):
        """"it is refused with positions, `single-hit`, and wherever a sale could move a price (an asset with a depth is
        held, and failed nodes sell, a leverage limit or runs are set, and `impact_scale` is not 0)"."""
        sc = self.sc
        if self.acc or "single-hit" in self.rule or sc["valuation"] == "single-hit":
            raise Refused("from_below with positions or single-hit")
        held = any(q > 0 and self.depth[a] < math.inf and self.impact[a] != "none" for (i, a), q in self.hold.items())
        sellers = (sc["liquidate_failed"] or sc["horizon_days"] is not None or
                   any(self.lmax[i] is not None and not self.pt[i] for i in range(self.n)))
        if held and sellers and sc["impact_scale"] != 0:
            raise Refused("from_below where a sale could move a price")

    def stop(self, t, start_price):
        """"Stop when no order exceeded tolerance x the quantity of its asset in the first books, no price moved by
        more than tolerance x itself, no equity changed by more than tolerance x its scale, no account was called,
        liquidated or reduced by more than tolerance x its gross legs in the first books (close-outs count by their
        orders), no node failed, and nothing is pending (receivables, grace rounds, a lagged oracle still off the
        market)"."""
        tol = self.sc["tolerance"]
        if any(abs(o["q"]) > tol * self.Q0[o["asset"]] for o in self.orders):
            return False
        end = [self.P[a] * self.V[a] for a in range(self.m)]
        if any(abs(end[a] - start_price[a]) > tol * start_price[a] for a in range(self.m)):
            return False
        if any(abs(c.reduced) > tol * c.gross0 for c in self.acc):
            return False
        if self.last_change > tol or self.called or self.new_failure or self.receivable:
            return False
        for a in range(self.m):
            if self.oracle[a].startswith("lag"):
                if abs(self.oracle_price(a, t) - end[a]) > max(tol, TIE) * end[a]:
                    return False
        return True

    def record_prices(self, t):
        for a in range(self.m):
            self.prices.append((t, self.asset[a], self.P[a] * self.V[a]))

    # ------------------------------------------------------------------ section 9: causes
    def causes(self):
        """Parents of every entry: list of (share, index of entry or None for the origin `initial`).

        "A sender (node or asset) keeps the entries it received since it last sent. When it sends, its
        entries are attributed to exactly those, in proportion to their positive amounts (if none is
        positive, to absolute amounts; all 0: equally); if it keeps none, to those of its last sending; if
        it never sent, to the origin `initial`. Each round has two moments: `price` entries are sent and
        received at its opening, all others at its close; what a sender gets at the moment it sends counts
        for its next sending. Entries after round 0 whose parts cancel to 0 are not written; one of at most 1e-12 of
        its target's gross first books (an asset: file price x first quantity) is booked, but neither sends nor is kept
        as a cause: rounding explains nothing. Only `sale` differs: its parents are the asset's `impact` entries of that
        round, and it is no sending. Entries of round 0 are the origins." """
        E = self.entries
        self.parents = parents = [None] * len(E)
        kept, last = {}, {}

        def shares(ids):
            w = [max(0.0, E[k][4]) for k in ids]
            if not any(x > 0 for x in w):
                w = [abs(E[k][4]) for k in ids]
            if not any(x > 0 for x in w):
                w = [1.0] * len(ids)
            total = sum(w)
            return [(x / total, k) for x, k in zip(w, ids) if x > 0]

        def dust(k):
            kind, i = E[k][3]
            gross = self.b0.A[i] + self.b0.L[i] if kind == "node" else self.file_price[i] * self.Q0[i]
            return E[k][0] > 0 and abs(E[k][4]) <= 1e-12 * gross

        def moment(ids):
            why = {}                              # sender -> the parents of what it sends now
            for s in {E[k][2] for k in ids if E[k][1] != "sale"}:
                why[s] = shares(kept[s]) if kept.get(s) else last.get(s) or [(1.0, None)]
            for k in ids:
                if E[k][1] == "sale":
                    imp = [j for j in ids if E[j][1] == "impact" and E[j][3] == E[k][2]]
                    imp = [j for j in imp if not dust(j)] or imp
                    parents[k] = shares(imp) if imp else [(1.0, None)]
                else:
                    parents[k] = why[E[k][2]]
            for s in {E[k][2] for k in ids if E[k][1] != "sale" and not dust(k)}:
                last[s] = why[s]
                kept[s] = []
            for k in ids:
                if not dust(k):
                    kept.setdefault(E[k][3], []).append(k)
        by_round = {}
        for k, x in enumerate(E):
            by_round.setdefault(x[0], []).append(k)
        for t in sorted(by_round):
            ids = by_round[t]
            if t == 0:
                for k in ids:
                    parents[k] = []               # an origin
                    kept.setdefault(E[k][3], []).append(k)
                continue
            moment([k for k in ids if E[k][1] == "price"])
            moment([k for k in ids if E[k][1] != "price"])
        # the order in which parents come before children: by round; price, impact, the rest
        rank = {"price": 0, "sale": 2}
        self.causal_order = sorted(range(len(E)), key=lambda k: (E[k][0], rank.get(E[k][1], 1), k))

    def origins(self):
        """"*origin shares*: how much of each node's loss each shock caused (sums to the node's loss)"."""
        E, share = self.entries, {}
        for k in self.causal_order:
            if E[k][0] == 0:
                share[k] = {E[k][2][1]: 1.0}
                continue
            d = {}
            for w, p in self.parents[k]:
                for o, x in ({"initial": 1.0} if p is None else share[p]).items():
                    d[o] = d.get(o, 0.0) + w * x
            share[k] = d
        out = [{} for _ in range(self.n)]
        for k, x in enumerate(E):
            if x[3][0] == "node":
                for o, s in share[k].items():
                    out[x[3][1]][o] = out[x[3][1]].get(o, 0.0) + s * x[4]
        rows = []
        for i in range(self.n):
            for o in sorted(out[i], key=lambda o: (o == "initial", 0 if o == "initial" else o)):
                rows.append((self.node[i], o if o == "initial" else "shock:%d" % (o + 1), out[i][o]))
        total = [sum(out[i].values()) for i in range(self.n)]
        for i in range(self.n):
            lost = sum(x[4] for x in E if x[3] == ("node", i))
            size = sum(abs(x[4]) for x in E if x[3] == ("node", i))
            if abs(total[i] - lost) > 1e-9 * max(size, 1e-300):
                raise IdentityError("origins of %s: %r, losses %r" % (self.node[i], total[i], lost))
        return rows

    def k_paths(self, k):
        """"a path's loss = its last entry's amount x the product of shares back to the origin ... The k
        largest are exact ..., not sampled; ties: fewer entries first, then ledger order from the last
        back". Every entry keeps the k best ways back to an origin."""
        E, best = self.entries, {}
        for e in self.causal_order:
            if E[e][0] == 0:
                best[e] = [(1.0, (e,), None)]
                continue
            ways = []
            for w, p in self.parents[e]:
                if p is None:
                    ways.append((w, (e,), "initial"))
                else:
                    ways += [(w * x, (e,) + seq, o) for x, seq, o in best[p]]
            ways.sort(key=lambda y: (-y[0], len(y[1]), y[1]))
            best[e] = ways[:k]
        found = []
        for e in range(len(E)):
            if E[e][3][0] == "node" and E[e][4] > 0:
                found += [(E[e][4] * x, seq, o) for x, seq, o in best[e]]
        found.sort(key=lambda y: (-y[0], len(y[1]), y[1]))
        rows = []
        for r, (loss, seq, o) in enumerate([f for f in found if f[0] > 0][:k]):
            seq = seq[::-1]
            text = o if o == "initial" else self.label(E[seq[0]][2])
            for e in seq:
                text += " -[%s %d]-> %s" % (E[e][1], E[e][0], self.label(E[e][3]))
            rows.append((r + 1, loss, text))
        return rows

    # ------------------------------------------------------------------ outputs
    def spiral(self):
        """"G_ab = slope_a x sum over nodes i with a leverage limit, E > 0, not failed, ...: (lambda_i - 1)
        x (value of b it holds) x (a's share of the value of its positive holdings)"; the system's g =
        spectral radius of G, at the first books."""
        m = self.m
        G = [[0.0] * m for _ in range(m)]
        p = self.file_price
        for i in range(self.n):
            lim = self.limit(i)
            bad = self.E0[i] <= 0
            if lim is None or bad or self.pt[i] or lim[1] <= 1:       # lambda - 1 <= 0: forced to nothing
                continue
            mine = {a: q * p[a] for (k, a), q in self.hold.items() if k == i}
            pos = sum(x for x in mine.values() if x > 0)
            for a, x in mine.items():
                if x <= 0:
                    continue
                d, kind = self.depth[a], self.impact[a]
                if kind == "none" or d == math.inf or self.sc["impact_scale"] == 0:
                    continue
                if kind == "sqrt":
                    return None
                s = (2 - self.fee[a]) / d if kind == "amm" else 1 / d
                s *= self.sc["impact_scale"]
                for b, y in mine.items():
                    G[a][b] += s * (lim[1] - 1) * y * x / pos
        log, power = 0.0, 1.0                     # rho = lim |G^n|^(1/n), by squaring
        for _ in range(60):
            size = max([abs(x) for row in G for x in row] + [0.0])
            if size == 0:
                return 0.0
            log += math.log(size) / power
            G = [[x / size for x in row] for row in G]
            G = [[sum(G[a][k] * G[k][b] for k in range(m)) for b in range(m)] for a in range(m)]
            power *= 2
        return math.exp(log)

    def equity_lost(self):
        """"System totals are sums of *equity lost*" = fall of max(0, equity)."""
        return sum(max(0.0, self.E0[i]) - max(0.0, self.final.E[i]) for i in range(self.n))

    def summary(self):
        b = self.final
        lost = self.equity_lost()
        outside = 0.0                             # "other liabilities of nodes under `clearing` x (1 - V) at the last books"
        for i in range(self.n):
            if self.rule[i] == "clearing":
                v = self.vout[i]
                outside += self.ol[i] * (1 - v)
        # "`weight` | total assets | economic size": of one that is short on balance, none
        w = [max(0.0, self.b0.A[i]) if self.weight[i] is None else self.weight[i] for i in range(self.n)]
        rank = sum(w[i] * (self.distress(i, b) - self.h_shocked[i]) for i in range(self.n))
        t = self.rounds
        baseline = 0.0                            # "every run is also made once without its shocks"
        if self.sc["shocks"] and self.acts_unshocked:
            bare = Model(self.folder, dict(self.given, shocks=[]))
            bare.run()
            baseline = bare.equity_lost()
        elif not self.sc["shocks"]:               # this is that run
            baseline = lost
        ill = sum(c.ever_unhealthy for c in self.acc)
        return dict(rounds=t, converged=self.converged, last_change=self.last_change,
                    initial_equity=self.system, equity_lost=lost, failed=sum(self.failed),
                    outside_loss=outside, bonus_outside=self.bonus_outside, baseline=baseline,
                    debtrank=rank / sum(w) if sum(w) != 0 else None, spiral=self.spiral0,
                    unhealthy=ill, liquidated=sum(c.liquidated for c in self.acc),
                    adl=self.adl_given, venue_left=self.venue_left, adl_share=self.adl_share)

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        b = self.final

        def save(name, head, rows):
            with open(os.path.join(folder, name), "w", newline="") as f:
                w = csv.writer(f, lineterminator="\n")
                w.writerow(head.split(","))
                for r in rows:
                    w.writerow([repr(x) if isinstance(x, float) else x for x in r])
        save("ledger.csv", "round,channel,source,target,amount",
             [(t, ch, self.label(s), self.label(g), float(x)) for t, ch, s, g, x in self.entries])
        rows = []
        for i in range(self.n):
            e0, e = self.E0[i], b.E[i]
            rows.append((self.node[i], e0, e, e0 - e, max(0.0, e0) - max(0.0, e), self.distress(i, b),
                         "" if self.failed_round[i] is None else self.failed_round[i]))
        save("nodes_out.csv", "id,initial_equity,equity,loss,equity_lost,distress,failed_round", rows)
        save("prices_out.csv", "round,asset,price", self.prices)
        save("claims_out.csv", "debtor,creditor,face,value",
             [(self.node[z["debtor"]], self.node[z["creditor"]], z["amount"] * self.price(z["asset"]),
               z["amount"] * self.price(z["asset"]) * z["V"] * z["w"]) for z in self.exp])
        for name in ("origins.csv", "paths.csv"):
            if os.path.exists(os.path.join(folder, name)):
                os.remove(os.path.join(folder, name))
        if not self.sc["from_below"]:             # "causes are not traced"
            self.causes()
            save("origins.csv", "node,origin,amount", self.origins())
            save("paths.csv", "rank,loss,path", self.k_paths(self.sc["paths"]))
        with open(os.path.join(folder, "adl.json"), "w") as f:
            json.dump(self.document(), f, indent=1)
        s = self.summary()
        for k, x in s.items():
            if isinstance(x, float) and not math.isfinite(x):
                raise IdentityError("summary %s %r" % (k, x))
        with open(os.path.join(folder, "summary.json"), "w") as f:
            json.dump(s, f, indent=1)
            f.write("\n")


def main(argv):
    folder, scenario, out = None, None, None
    k = 0
    while k < len(argv):
        if argv[k] == "--scenario":
            scenario, k = argv[k + 1], k + 1
        elif argv[k] == "--outputs":
            out, k = argv[k + 1], k + 1
        else:
            folder = argv[k]
        k += 1
    if folder is None or out is None:
        sys.stderr.write(__doc__ + "\n")
        return 2
    sc = {}
    if scenario:
        with open(scenario) as f:
            sc = json.load(f)
    try:
        m = Model(folder, sc)
        m.run()
        m.write(out)
    except (NotFinite, Refused) as e:
        sys.stderr.write("%s: %s\n" % (type(e).__name__, e))
        return 1
    return 0 if m.converged else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
