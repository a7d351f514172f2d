#!/usr/bin/python3
"""drawn.py: the draws of docs/risk.md, each sentence once and slowly: numbers, drivers, how they move together, words.

Draws(folder, risk, scenario) holds what is drawn from; words(s) are the shocks of draw s, weight(s) what it counts.
Distribution functions are series, continued fractions and bisection, which nothing else here uses.
"""
import csv, datetime, json, math, os
from statistics import NormalDist

NORMAL = NormalDist()
KEYS = dict(days=1, year_days=365, draws=10000, seed=1, levels=[0.95, 0.99], measure="equity_lost", confidence=0.95,
            correlation=None, factors=None, history=None, method="fit", ewma=1, repair=False, df=None,
            depth_elasticity=0, node_assets=False, events=[], rates=None, antithetic=False, tilt=False,
            precision=None, track=[])


# ---------------------------------------------------------------------- distributions
def falling_root(f, low, high):
    """Where f, which falls, is 0: by bisection, to the last bit."""
    for _ in range(2000):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if f(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def gamma_tails(a, x):
    """(P, Q) of the incomplete gamma function."""
    if x <= 0:
        return 0.0, 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1.0 / a
        k = a
        while term > total * 1e-18:
            k += 1
            term *= x / k
            total += term
        return front * total, 1 - front * total
    b, tiny = x + 1 - a, 1e-300
    c, d = 1 / tiny, 1 / b
    h = d
    for k in range(1, 100000):                    # Lentz
        an = -k * (k - a)
        b += 2
        d = an * d + b or tiny
        c = b + an / c or tiny
        d = 1 / d
        h *= d * c
        if abs(d * c - 1) < 1e-17:
            break
    return 1 - front * h, front * h


def chi2_over_df(u, df):
    """The quantile of chi2 with df degrees of freedom, over df."""
    if u < 0.5:
        y = falling_root(lambda y: u - gamma_tails(df / 2, math.exp(y))[0], -800, 20)
    else:
        y = falling_root(lambda y: gamma_tails(df / 2, math.exp(y))[1] - (1 - u), -800, 20)
    return 2 * math.exp(y) / df


def beta_share(x, a, b):
    """The regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    h = d
    for m in range(1, 100000):                    # Lentz, two steps at a time
        for an in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                   -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + an * d or tiny)
            c = 1 + an / c or tiny
            h *= d * c
        if abs(d * c - 1) < 1e-17:
            break
    return front * h


def t_below(y, df):
    """T at -|y|; None degrees of freedom: normal."""
    if df is None:
        return math.erfc(abs(y) / math.sqrt(2)) / 2
    if y * y < df:                                # both shares are of what is left of 1
        return 0.5 - beta_share(y * y / (df + y * y), 0.5, df / 2) / 2
    return beta_share(df / (df + y * y), df / 2, 0.5) / 2


def t_inverse(p, df):
    if df is None:
        return NORMAL.inv_cdf(p)
    if p == 0.5:
        return 0.0
    low = min(p, 1 - p)
    y = math.exp(falling_root(lambda y: t_below(math.exp(y), df) - low, -60, 400))
    return -y if p < 0.5 else y


# ---------------------------------------------------------------------- random numbers
def philox(key, counter):
    """Philox4x32-10."""
    k, c = list(key), list(counter)
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & 0xFFFFFFFF, (a >> 32) ^ c[3] ^ k[1], a & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


def uniform(seed, stream, slot):
    """"u = ((first x 2^32 + second) >> 12) x 2^-52 + 2^-53" """
    w = philox((seed & 0xFFFFFFFF, seed >> 32), (slot // 2, 0, stream & 0xFFFFFFFF, stream >> 32))
    first, second = w[2 * (slot % 2):2 * (slot % 2) + 2]
    return (((first << 32) + second) >> 12) * 2.0**-52 + 2.0**-53


# ---------------------------------------------------------------------- matrices
def eigen(A):
    """(values, vectors by column) of a symmetric matrix: Jacobi."""
    n = len(A)
    A = [row[:] for row in A]
    V = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(100):
        if sum(A[i][j]**2 for i in range(n) for j in range(i)) < 1e-40:
            break
        for p in range(n):
            for q in range(p + 1, n):
                if A[p][q] == 0:
                    continue
                theta = (A[q][q] - A[p][p]) / (2 * A[p][q])
                t = (1 if theta >= 0 else -1) / (abs(theta) + math.sqrt(theta * theta + 1))
                c = 1 / math.sqrt(t * t + 1)
                s = t * c
                for M, by_row in ((A, True), (A, False), (V, True)):
                    for k in range(n):
                        x, y = (M[k][p], M[k][q]) if by_row else (M[p][k], M[q][k])
                        x, y = c * x - s * y, s * x + c * y
                        if by_row:
                            M[k][p], M[k][q] = x, y
                        else:
                            M[p][k], M[q][k] = x, y
    return [A[i][i] for i in range(n)], V


def repaired(A):
    """"negative eigenvalues become 0 and rows and columns are rescaled to diagonal 1" """
    values, V = eigen(A)
    n = len(A)
    B = [[sum(V[i][k] * max(0.0, values[k]) * V[j][k] for k in range(n)) for j in range(n)] for i in range(n)]
    return [[1.0 if i == j else B[i][j] / math.sqrt(B[i][i] * B[j][j]) for j in range(n)] for i in range(n)]


def cholesky(A):
    """"a pivot <= 1e-10 makes its column 0" """
    n = len(A)
    L = [[0.0] * n for _ in range(n)]
    for j in range(n):
        pivot = A[j][j] - sum(L[j][k]**2 for k in range(j))
        if pivot <= 1e-10:
            continue
        L[j][j] = math.sqrt(pivot)
        for i in range(j + 1, n):
            L[i][j] = (A[i][j] - sum(L[i][k] * L[j][k] for k in range(j))) / L[j][j]
    return L


# ---------------------------------------------------------------------- what is drawn
def table(path):
    if not os.path.exists(path):
        return []
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


def number(row, key, default=None):
    text = row.get(key) or ""
    return default if text == "" else float(text)


class Driver:
    def __init__(self, kind, row, ident, slot, volatility=0.0, drift=0.0, df=None, follows=None, threshold=None):
        self.kind, self.row, self.id, self.slot = kind, row, ident, slot
        self.volatility, self.drift, self.df, self.follows, self.threshold = volatility, drift, df, follows, threshold


class History:
    """"Complete returns: those that all assets of the file have together" """
    def __init__(self, path, risk, assets):
        rows = table(path)
        for r in rows:
            r["when"] = datetime.datetime.fromisoformat(r["date"])
        rows.sort(key=lambda r: r["when"])
        followers = {r["id"] for r in assets if r.get("follows")}
        ids = {r["id"] for r in assets}
        self.ids = [x for x in rows[0] if x in ids and x not in followers]
        gaps = [(b["when"] - a["when"]).total_seconds() / 86400 for a, b in zip(rows, rows[1:])]
        self.spacing = min(gaps, key=lambda g: (-sum(abs(g - h) <= 1e-9 for h in gaps), g))
        self.returns = []
        for a, b, gap in zip(rows, rows[1:], gaps):
            if abs(gap - self.spacing) <= 1e-9 and all(a[x] and b[x] for x in self.ids):
                self.returns.append([math.log(float(b[x]) / float(a[x])) for x in self.ids])
        self.weight = risk["ewma"]
        self.step = max(1, math.floor(risk["days"] / self.spacing + 0.5))

    def fit(self, year_days):
        n, m = len(self.returns), len(self.ids)
        w = [self.weight**(n - 1 - k) for k in range(n)]
        total = sum(w)
        C = [[sum(w[k] * r[i] * r[j] for k, r in enumerate(self.returns)) / total for j in range(m)] for i in range(m)]
        vol = [math.sqrt(C[i][i] * year_days / self.spacing) for i in range(m)]
        cor = [[1.0 if i == j else C[i][j] / math.sqrt(C[i][i] * C[j][j]) if C[i][i] and C[j][j] else 0.0
                for j in range(m)] for i in range(m)]
        return vol, cor

    def windows(self, filtered):
        R = self.returns
        if filtered:
            R = [r[:] for r in R]
            for i in range(len(self.ids)):
                def sigma(k):
                    w = [self.weight**(k - 1 - j) for j in range(k)]
                    return math.sqrt(sum(a * self.returns[j][i]**2 for j, a in enumerate(w)) / sum(w))
                last = sigma(len(R))
                for k in range(30, len(R)):
                    if sigma(k) > 0:
                        R[k][i] *= last / sigma(k)
            R = R[30:]
        h = self.step
        return [[sum(R[k + j][i] for j in range(h)) for i in range(len(self.ids))] for k in range(len(R) - h + 1)]


class Draws:
    def __init__(self, folder, risk, scenario, model):
        """model(shocks): the measures of a run with these shocks, by name; `tilt` asks it."""
        self.risk = r = dict(KEYS, **risk)
        self.folder, self.own, self.model = folder, list(scenario.get("shocks", [])), model
        self.assets, self.nodes = (table(os.path.join(folder, x + ".csv")) for x in ("assets", "nodes"))
        self.T = r["days"] / r["year_days"]
        self.nu = None if r["df"] in (None, "inf") else r["df"]
        self.arow = {x["id"]: k for k, x in enumerate(self.assets)}
        self.price = [number(x, "price", 1.0) for x in self.assets]
        self.replayed, self.window_ids, self.estimated, correlation = [], [], {}, None
        if r["history"]:
            h = History(os.path.join(folder, r["history"]), r, self.assets)
            if r["method"] == "fit":
                vol, correlation = h.fit(r["year_days"])
                self.estimated = dict(zip(h.ids, vol))
                correlation = h.ids, correlation
            else:
                self.replayed, self.window_ids = h.windows(r["method"] == "filtered"), h.ids
        self.find_drivers()
        self.joint = [d for d in self.drivers if not d.follows]
        self.depend(correlation)
        self.mu, self.power = None, 1.0
        if r["tilt"]:
            self.find_tilt()

    def find_drivers(self):
        self.drivers = []
        for k, x in enumerate(self.assets):
            vol = number(x, "volatility", self.estimated.get(x["id"], 0.0))
            df = self.nu if not x.get("df") else None if x["df"] == "inf" else float(x["df"])
            if vol > 0 and x["id"] not in self.window_ids:
                self.drivers.append(Driver("asset", k, x["id"], 128 + k, vol, number(x, "drift", 0.0), df, x.get("follows")))
        for k, x in enumerate(self.nodes):
            slot = 128 + len(self.assets) + k
            pd, vol = number(x, "pd", 0.0), number(x, "volatility", 0.0)
            if pd > 0:
                threshold = t_inverse(-math.expm1(self.T * math.log1p(-pd)), self.nu)
                self.drivers.append(Driver("default", k, x["id"], slot, threshold=threshold))
            elif self.risk["node_assets"] and vol > 0:
                self.drivers.append(Driver("loss", k, x["id"], slot, vol, df=self.nu))

    def depend(self, fitted):
        """Loadings on factors (self.load), or a Cholesky factor (self.L), of the joint drivers."""
        self.load = self.L = None
        r, n = self.risk, len(self.joint)
        if r["factors"]:
            rows = table(os.path.join(self.folder, r["factors"]))
            names = [c for c in rows[0] if c != "id"]
            by = {x["id"].rpartition(" ")[2]: [number(x, c, 0.0) for c in names] for x in rows}
            self.load = [by.get(d.id, [0.0] * len(names)) for d in self.joint]
        elif isinstance(r["correlation"], (int, float)):
            self.load = [[math.sqrt(r["correlation"])] for _ in self.joint]
        else:
            if r["correlation"]:
                with open(os.path.join(self.folder, r["correlation"]), newline="") as f:
                    rows = list(csv.reader(f))
                ids, C = rows[0][1:], [[float(x) for x in row[1:]] for row in rows[1:]]
            else:
                ids, C = fitted or ([], [])
            at = {x: k for k, x in enumerate(ids)}
            A = [[1.0 if i == j else (C[at[x.id]][at[y.id]] + C[at[y.id]][at[x.id]]) / 2 if x.id in at and y.id in at else 0.0
                  for j, y in enumerate(self.joint)] for i, x in enumerate(self.joint)]
            if n and min(eigen(A)[0]) < -1e-8:
                A = repaired(A)
            self.L = cholesky(A)

    # ------------------------------------------------------------------ a draw
    def u(self, s, slot):
        r = self.risk
        if not r["antithetic"]:
            return uniform(r["seed"], s, slot)
        u = uniform(r["seed"], (s + 1) // 2, slot)
        return 1 - u if s % 2 == 0 and slot != 0 else u

    def pushed(self, s):
        return self.mu is not None and s % 2 == 0

    def mixing(self, s):
        u = self.u(s, 63 if self.replayed else 0)
        return u**self.power if self.pushed(s) else u

    def normals(self, s):
        """Factors', then each driver's own."""
        k = len(self.load[0]) if self.load else 0
        x = [NORMAL.inv_cdf(self.u(s, 1 + j)) for j in range(k)]
        x += [NORMAL.inv_cdf(self.u(s, d.slot)) for d in self.joint]
        return [a + b for a, b in zip(x, self.mu)] if self.pushed(s) else x

    def own_share(self, load):
        return math.sqrt(max(0.0, 1 - sum(x * x for x in load)))

    def moves(self, s):
        """x of each driver, by its slot: of variance 1; y of defaults."""
        x = self.normals(s)
        k = len(x) - len(self.joint)
        n, e = x[:k], x[k:]
        if self.load is not None:
            z = [sum(a * b for a, b in zip(l, n)) + self.own_share(l) * e[i] for i, l in enumerate(self.load)]
        else:
            z = [sum(self.L[i][j] * e[j] for j in range(i + 1)) for i in range(len(e))]
        by = {d.slot: z[i] for i, d in enumerate(self.joint)}
        for d in self.drivers:
            if d.follows:
                by[d.slot] = NORMAL.inv_cdf(self.u(s, d.slot))
        scale = 1.0 if self.nu is None else 1 / math.sqrt(chi2_over_df(self.mixing(s), self.nu))
        return {d.slot: self.margin(d, by[d.slot] * scale) for d in self.drivers}

    def margin(self, d, y):
        if d.kind == "default":
            return y
        if d.df == self.nu:
            return y if d.df is None else math.sqrt((d.df - 2) / d.df) * y
        x = t_inverse(t_below(y, self.nu), d.df) * (1.0 if d.df is None else math.sqrt((d.df - 2) / d.df))
        return abs(x) if y > 0 else -abs(x)

    def log_returns(self, s):
        """By asset's row; None: it does not move."""
        x, root = self.moves(s), math.sqrt(self.T)
        own = [None] * len(self.assets)
        if self.replayed:
            window = self.replayed[s - 1 if self.each_once() else math.floor(len(self.replayed) * self.u(s, 0))]
            for ident, value in zip(self.window_ids, window):
                own[self.arow[ident]] = value
        for d in self.drivers:
            if d.kind == "asset":
                own[d.row] = d.drift * self.T + d.volatility * root * x[d.slot]
        return self.with_followers(own, lambda row: number(row, "drift", 0.0) * self.T)

    def with_followers(self, own, alone):
        r = own[:]
        for k, row in enumerate(self.assets):
            if not row.get("follows"):
                continue
            followed = own[self.arow[row["follows"]]]
            if own[k] is None and followed is None:
                continue
            r[k] = (alone(row) if own[k] is None else own[k]) + number(row, "beta", 1.0) * (followed or 0.0)
        return [None if x is None else max(-20.0, min(20.0, x)) for x in r]

    def each_once(self):
        return self.risk["draws"] is None

    def price_words(self, r):
        words = ["asset %s=%r" % (a["id"], self.price[k] * math.exp(r[k])) for k, a in enumerate(self.assets) if r[k] is not None]
        x = self.risk["depth_elasticity"]
        for k, a in enumerate(self.assets):
            if r[k] is not None and r[k] < 0 and number(a, "depth") is not None and a.get("impact") != "amm" and x * r[k] != 0:
                words.append("depth %s=-%r%%" % (a["id"], min(99.9999999, -100 * math.expm1(x * r[k]))))
        return words

    def loss_words(self, d, r):
        m = self.model.other_assets[d.row] * -math.expm1(max(-20.0, min(20.0, r)))
        return ["node %s=-%r" % (d.id, m)] if m > 0 else []

    def words(self, s):
        words = self.price_words(self.log_returns(s))
        x = self.moves(s)
        for d in self.drivers:
            if d.kind == "default" and x[d.slot] < d.threshold:
                words.append("node %s=default" % d.id)
            elif d.kind == "loss":
                words += self.loss_words(d, d.volatility * math.sqrt(self.T) * x[d.slot])
        for e in self.happening(s):
            words = self.resolved(words, self.risk["events"][e]["shocks"])
        return self.resolved(words, self.own)

    def happening(self, s):
        out = []
        for j, e in enumerate(self.risk["events"]):
            p = e["probability"] if "probability" in e else -math.expm1(-e["per_year"] * self.T)
            if self.u(s, 64 + j) < p:
                out.append(j)
        return out

    def resolved(self, before, words):
        """"@GROUP is resolved by row, and `fundamental` is its number" """
        out = before[:]
        for word in words:
            kind, _, rest = word.partition(" ")
            key, _, value = rest.partition("=")
            if kind not in ("asset", "depth"):
                out.append(word)
                continue
            ids = [a["id"] for a in self.assets if key.startswith("@") and a.get("group") == key[1:] or a["id"] == key]
            for x in ids:
                a = self.assets[self.arow[x]]
                if key.startswith("@") and kind == "depth" and number(a, "depth") is None:
                    continue
                if value == "fundamental":
                    if number(a, "fundamental") is None:
                        continue
                    out.append("asset %s=%r" % (x, min(self.price_after(x, out), number(a, "fundamental"))))
                else:
                    out.append("%s %s=%s" % (kind, x, value))
        return out

    def price_after(self, ident, words):
        p = self.price[self.arow[ident]]
        for word in words:
            if word.startswith("asset %s=" % ident):
                v = word.split("=")[1]
                p = max(0.0, p * (1 + float(v[:-1]) / 100) if v.endswith("%") else float(v))
        return p

    # ------------------------------------------------------------------ tilt
    def find_tilt(self):
        r, q, n = self.risk, max(self.risk["levels"]), len(self.joint)
        alone = [self.model(self.resolved(self.pushed_words(d), self.own)) for d in self.joint]
        plain = self.model(self.resolved([], self.own))
        for name in (r["measure"], "liquidated_value", "equity_lost"):
            # "by less than the losses of draws are told apart by" a rise is rounding
            grain = 0 if name == "failed" else 1e-12 * self.model.system
            rise = lambda m: m[name] - plain[name] if m[name] - plain[name] > grain else 0.0
            a = [rise(m) * (NORMAL.pdf(NORMAL.inv_cdf(self.yearly(d))) if d.kind == "default" else 0.5)
                 for d, m in zip(self.joint, alone)]
            if self.load is not None:
                b = [sum(l[k] * a[i] for i, l in enumerate(self.load)) for k in range(len(self.load[0]) if n else 0)]
                b += [self.own_share(l) * a[i] for i, l in enumerate(self.load)]
            else:
                b = [sum(self.L[i][j] * a[i] for i in range(n)) for j in range(n)]
            size = math.sqrt(sum(x * x for x in b))
            if size > 0:
                break
        else:
            raise ValueError("no direction to tilt in")
        c = NORMAL.inv_cdf(q)
        if self.nu is not None:
            c = t_inverse(q, self.nu) * math.sqrt(chi2_over_df(1 - q, self.nu))
            self.power = min(18.0, max(1.0, math.log2(1 / (1 - q))))
        self.mu = [-c * x / size for x in b]

    def yearly(self, d):
        return -math.expm1(self.T * math.log1p(-number(self.nodes[d.row], "pd")))

    def pushed_words(self, d):
        if d.kind == "default":
            return ["node %s=default" % d.id]
        r = -2 * d.volatility * math.sqrt(self.T)
        if d.kind == "loss":
            return self.loss_words(d, r)
        own = [None] * len(self.assets)
        own[d.row] = r
        return self.price_words(self.with_followers(own, lambda row: 0.0))

    def weight(self, s):
        """"w = 2/(1 + 1/f), f = exp(mu.mu/2 - mu.x) x p u0^(1 - 1/p)" """
        if self.mu is None:
            return 1.0
        f = math.exp(sum(m * m for m in self.mu) / 2 - sum(m * x for m, x in zip(self.mu, self.normals(s))))
        if self.nu is not None:
            f *= self.power * self.mixing(s)**(1 - 1 / self.power)
        return 2 / (1 + 1 / f)


def read_risk(path):
    with open(path) as f:
        return json.load(f)
