#!/usr/bin/python3
"""estimates.py: docs/risk.md's estimates from a list of draws, by their sentences: VaR, ES, intervals, tails."""
import math
from statistics import NormalDist
from drawn import t_inverse

NORMAL = NormalDist()


def binomial_tails(n, p):
    """P(B <= k) for k = -1 ... n, at k + 1."""
    out, total = [0.0], 0.0
    for k in range(n + 1):
        log = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p)
        total += math.exp(log)
        out.append(total)
    return out


def clopper_pearson(hits, n, confidence):
    a = (1 - confidence) / 2

    def root(f):
        low, high = 0.0, 1.0
        for _ in range(200):
            middle = (low + high) / 2
            if f(middle):
                low = middle
            else:
                high = middle
        return (low + high) / 2
    low = root(lambda p: 1 - binomial_tails(n, p)[hits] < a) if hits else 0.0
    high = root(lambda p: binomial_tails(n, p)[hits + 1] > a) if hits < n else 1.0
    return low, high


class Sample:
    """Draws with weights; paired: 2m - 1 and 2m are a group; sampled: false where each window is replayed once."""

    def __init__(self, weights, equity, confidence, paired, sampled=True):
        self.w, self.n, self.equity = weights, len(weights), equity
        self.confidence, self.paired, self.sampled = confidence, paired, sampled
        self.z = NORMAL.inv_cdf((1 + confidence) / 2)

    def cleaned(self, x, money):
        """"a money measure of absolute value at most 1e-9 x the initial equity is 0" """
        return [0.0 if money and abs(v) <= 1e-9 * self.equity else v for v in x]

    def key(self, x, money):
        return [round(v / (1e-12 * self.equity)) if money and self.equity > 0 else v for v in x]

    def mean(self, x):
        return sum(w * v for w, v in zip(self.w, x)) / self.n

    def error(self, x):
        """Of the mean of w x; None: nothing was sampled."""
        if not self.sampled:
            return None
        v = [w * y for w, y in zip(self.w, x)]
        if self.paired:
            v = [(v[k] + v[k + 1]) / 2 for k in range(0, self.n, 2)]
        m = sum(v) / len(v)
        return math.sqrt(sum((y - m)**2 for y in v) / (len(v) - 1)) / math.sqrt(len(v))

    def groups(self):
        return self.n // 2 if self.paired else self.n

    def exceeded(self, x, money, share):
        """The largest x with sum of w over {L >= x} > R (1 + 1e-12); None: there is none."""
        keys, total = self.key(x, money), 0.0
        order = sorted(range(self.n), key=lambda s: (-keys[s], s))
        for k, s in enumerate(order):
            total += self.w[s]
            if k + 1 < self.n and keys[order[k + 1]] == keys[s]:
                continue
            if total > share * self.n * (1 + 1e-12):
                return x[min(t for t in order if keys[t] == keys[s])]
        return None

    def level(self, x, money, q, signed):
        x = self.cleaned(x, money)
        var = self.exceeded(x, money, 1 - q)
        keys = self.key(x, money)
        at = self.key([var], money)[0]
        above = [max(0.0, v - var) if k > at else 0.0 for v, k in zip(x, keys)]
        es = var + sum(w * v for w, v in zip(self.w, above)) / ((1 - q) * self.n)
        out = dict(var=var, es=es, es_error=self.error([v / (1 - q) for v in above]))
        t = self.tail(x, money, q, signed)
        tail_draws = sum(t)**2 / sum(v * v for v in t) if any(t) else 0.0
        out["tail_draws"] = tail_draws
        if not self.sampled:
            return dict(out, es_error=None, var_low=None, var_high=None, es_low=None, es_high=None)
        if self.paired:
            s = self.error([float(k > at) for k in keys])
            out["var_low"] = self.exceeded(x, money, 1 - q + self.z * s)
            out["var_high"] = None if 1 - q - self.z * s <= 0 else self.exceeded(x, money, 1 - q - self.z * s)
        else:
            low, high = self.ranks(q)
            ascending = sorted(range(self.n), key=lambda s: (keys[s], s))
            value = lambda k: x[min(t for t in range(self.n) if keys[t] == keys[ascending[k - 1]])]
            out["var_low"] = value(low) if low >= 1 else None
            out["var_high"] = value(high) if high <= self.n else None
        half = -t_inverse((1 - self.confidence) / 2, max(1.0, tail_draws - 1)) * out["es_error"]
        return dict(out, es_low=es - half, es_high=es + half)

    def ranks(self, q):
        a, below = (1 - self.confidence) / 2, binomial_tails(self.n, q)
        low = max([l for l in range(1, self.n + 1) if below[l] <= a], default=0)
        high = min([u for u in range(1, self.n + 1) if below[u] >= 1 - a], default=self.n + 1)
        return low, high

    def tail(self, x, money, q, signed):
        """"w above VaR; draws at VaR share the rest in proportion to w; sum R" """
        x = self.cleaned(x, money)
        var = self.exceeded(x, money, 1 - q)
        keys, at = self.key(x, money), self.key([var], money)[0]
        above = [w if k > at else 0.0 for w, k in zip(self.w, keys)]
        if var == 0 and not signed:
            return above
        rest, level = (1 - q) * self.n - sum(above), sum(w for w, k in zip(self.w, keys) if k == at)
        return [w * rest / level if k == at else a for a, w, k in zip(above, self.w, keys)]

    def probability(self, x):
        p = self.mean(x)
        if not self.sampled:
            return p, None, None
        if not self.paired:
            return (p,) + clopper_pearson(round(sum(x)), self.n, self.confidence)
        if not any(x):
            return p, 0.0, 1 - (1 - self.confidence)**(1 / self.groups())
        half = self.z * self.error(x)
        return p, max(0.0, p - half), min(1.0, p + half)
