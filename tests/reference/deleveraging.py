"""Margin venues as docs/model.md (section 5) and docs/adl.md define them, slowly: brackets of maintenance, marks,
funding, who gives what up under every rule and within which bounds, and what such an event was worth.  A part of
reference.py's Model."""
import math

TIE = 1e-12
MASK = 2 ** 64 - 1
SHARES = ("pro-rata", "levered")


def least(*caps):
    """"the least of the layer's and the leg's rows counts"; None: no bound."""
    return min([c for c in caps if c is not None], default=None)


def less(a, b):
    return a < b - TIE * abs(b)


def whole(x):
    """Lots in x: "both + 1e-12 relative"."""
    return math.floor(x * (1 + TIE))


def drawn(rule, account):
    """"SplitMix64(SEED + FNV-1a(account id)), both 64 bit, unsigned"; "random [SEED] ... default 1"."""
    x = 0xcbf29ce484222325
    for byte in account.encode():
        x = (x ^ byte) * 0x100000001b3 & MASK
    x = x + int((rule.split() + ["1"])[1]) + 0x9E3779B97F4A7C15 & MASK
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK
    return x ^ x >> 31


class Winner:
    """A leg that is listed when a layer is reached."""
    def __init__(self, account, asset, profit, equity, score, most):
        self.account, self.asset, self.quantity = account, asset, abs(account.legs[asset])
        self.profit, self.equity, self.score, self.most = profit, equity, score, most
        self.side = 1 if account.legs[asset] > 0 else -1
        self.given = self.closed = 0.0


class Deleveraging:
    # ------------------------------------------------------------------ brackets
    def tier_rows(self, v, a):
        """[(above, rate, deduction)], the deduction "blank: d_(k-1) + above_k (m_k - m_(k-1))", after haircuts."""
        made = []
        for above, rate, given in sorted(self.tiers.get((v, a), [(0.0, 0.0, None)]), key=lambda t: t[0]):
            if made and given is None:
                given = made[-1][2] + above * (rate - made[-1][1])
            made.append((above, rate, given or 0.0))
        return made

    def margin(self, v, a, n):
        """"M(n) = m_k n - d_k, k the last row with above <= n"; "n within 1e-12 of it counts as at it"; "M is at least
        0"."""
        above, rate, less_by = [t for t in self.tier_rows(v, a) if t[0] * (1 - TIE) <= n][-1]
        return max(0.0, rate * n - less_by)

    def margins(self, c):
        """At the books' prices."""
        return sum(self.margin(c.venue, a, abs(q) * self.B[a]) for a, q in c.legs.items() if a is not None and q)

    # ------------------------------------------------------------------ funding
    def shock_funding(self, src, key, rate):
        """"every account of the margin venue with a leg q in the asset pays RATE x q x the file's price from its
        numeraire leg, the venue's cash takes the difference; the owner's loss = fall of max(0, e)"."""
        v, a = key.split("/")
        v, a = self.ni[v], self.ai[a]
        sum_paid = 0.0
        for c in self.acc:
            q = c.legs.get(a, 0.0)
            if c.venue != v or q == 0:
                continue
            before, money = self.e(c), rate * q * self.file_price[a]
            c.legs[None] = c.legs.get(None, 0.0) - money
            self.post("shock", src, ("node", c.owner), max(0.0, before) - max(0.0, self.e(c)))
            sum_paid += money
        self.cash[v] += sum_paid
        self.post("shock", src, ("node", v), -sum_paid)

    # ------------------------------------------------------------------ who wins
    def profit(self, c, a):
        """Unrealised profit of a leg; "blank = never an ADL winner"."""
        if a is None or c.entry.get(a) is None:
            return 0.0
        return self.shaken(c.legs.get(a, 0.0) * (self.B[a] - c.entry[a]), abs(c.legs.get(a, 0.0) * self.B[a]))

    def shaken(self, x, size):
        return x                                  # crosscheck.py's noise

    def score(self, rule, c, a, profit):
        """The venues' ranking rules, "with the maintenance margin sum of m |q| p over all the account's legs, wallet =
        e less unrealised profits, and p - e/q as bankruptcy price"."""
        q, p, entry, e = c.legs[a], self.B[a], c.entry[a], self.e(c)
        word = rule.split()[0]
        if word == "bitmex":       # PnL% x effective leverage = abs(mark value)/(mark value - bankruptcy value)
            pnl = (q * p - q * entry) / abs(q * entry) if entry else math.inf
            lev = abs(q * p) / (q * p - q * (p - e / q))
            return pnl * lev if p else 0.0
        if word == "binance":      # max(0, uPnL)/max(1, wallet) x MM/(wallet + uPnL)
            wallet = e - sum(self.profit(c, x) for x in c.legs)
            return profit / max(1.0, wallet) * self.margins(c) / e
        if word == "hyperliquid":  # (mark/entry) x (notional/account value); short: entry/mark
            r = (p / entry if entry else math.inf) if q > 0 else (entry / p if p else math.inf)
            return r * abs(q) * p / e if p else 0.0
        if word == "random":
            return drawn(rule, c.name)
        return profit * abs(q) * p / e if word == "levered" else profit

    def winners_of(self, l, mine):
        """"Winners are listed and scored anew at each layer": open legs with a profit, of solvent, healthy accounts."""
        found = []
        for c in mine:
            if not self.e(c) > 0 or self.unhealthy(*self.health(c, self.t)):
                continue
            for a in sorted([x for x in c.legs if x is not None], key=lambda x: c.rows[x]):
                u = self.profit(c, a) if c.legs[a] else 0.0
                if u > 0:
                    cap = least(l["cap"], c.cap.get(a))
                    found.append(Winner(c, a, u, self.e(c), self.score(l["rule"], c, a, u),
                                        None if cap is None else cap * u))
        return found

    # ------------------------------------------------------------------ within which bounds
    def keep_bound(self, keep, w, g):
        """"the largest x such that e - g x' >= keep x (margin of its other legs + M((|q| - x') p)) for every x' in
        [0, x]": between two brackets what is spare is a straight line, or two where M reaches 0."""
        c, p = w.account, self.B[w.asset]
        q, e = abs(c.legs[w.asset]), self.e(c)
        others = self.margins(c) - self.margin(c.venue, w.asset, q * p)
        tiers = self.tier_rows(c.venue, w.asset)

        def asked(x, notional, k):
            above, rate, less_by = tiers[k]
            return e - g * x, keep * (others + max(0.0, rate * notional - less_by))
        if less(e, keep * self.margins(c)):
            return 0.0
        if p == 0:
            return min(q, (e - keep * others) / g) if g > 0 else q
        k = max(k for k in range(len(tiers)) if tiers[k][0] * (1 - TIE) <= q * p)
        top, at = q * p, 0.0
        for k in range(k, -1, -1):
            above, rate, less_by = tiers[k]
            ends = [above] if k else [0.0]
            if rate > 0 and ends[0] < less_by / rate < top:
                ends.insert(0, less_by / rate)
            for low in ends:
                first, last = asked(at, top, k), asked(q - low / p, low, k)
                if less(*first):
                    return at
                if less(*last):
                    spare, slope = first[0] - first[1], (last[0] - last[1]) - (first[0] - first[1])
                    return at + (q - low / p - at) * max(0.0, spare) / -slope if slope < 0 else at
                top, at = low, q - low / p
        return q

    def room(self, l, w, g, lot):
        """"A winner's leg closes at most min(|q|, (c u - H)/g, keep bound)"; "Overlap fails only if e/|q| < g by more
        than 1e-12 relative"; "rooms are floored to lots"."""
        q = abs(w.account.legs[w.asset])
        if q == 0 or less(self.e(w.account) / q, g):
            return 0
        most = q
        if w.most is not None:
            left = w.most - w.given
            if left <= TIE * w.most:
                return 0
            most = min(most, left / g) if g > 0 else most
        if l["keep"]:
            most = min(most, self.keep_bound(l["keep"], w, g))
        return whole(most / lot) if lot else max(0.0, most)

    # ------------------------------------------------------------------ a loser's leg
    def close_by_queue(self, l, side, asked, g, lot, close):
        for w in sorted(side, key=lambda w: -w.score):            # stable: ties by row
            pieces = min(asked, self.room(l, w, g, lot))
            if asked > 0 and pieces > 0:
                asked = asked - pieces if lot else self.taken(asked, pieces)
                close(w, pieces)

    @staticmethod
    def taken(q, x):
        return 0.0 if abs(q - x) <= TIE * abs(q) else q - x

    def close_by_lots(self, l, side, asked, g, lot, close):
        """"Shares give each lot to the leg with the smallest (H + lot g)/weight after it, keys within 1e-12 relative
        tie and go by row"; "H is rounded once per loser"."""
        rooms = [[w, self.room(l, w, g, lot), 0] for w in side if w.score > 0]
        for _ in range(int(asked)):
            best = None
            for x in rooms:
                if x[2] < x[1]:
                    key = (x[0].given + ((x[2] + 1) * lot) * g) / x[0].score
                    if best is None or key < best[0] * (1 - TIE):
                        best = key, x
            if not best:
                break
            best[1][2] += 1
        for w, most, lots in rooms:
            if lots:
                close(w, lots)

    def close_by_shares(self, l, side, asked, g, lot, close):
        """"quantity by weight, again for what full ones cannot take"."""
        while asked > 0:
            rooms = [(w, self.room(l, w, g, 0)) for w in side]
            rooms = [(w, most) for w, most in rooms if most > 0]
            total, again = sum(w.score for w, most in rooms), False
            wanted = asked
            for w, most in rooms if total > 0 else []:
                part = wanted * (w.score / total)
                again |= part > most
                part = min(part, most, asked)
                asked = self.taken(asked, part)
                close(w, part)
            if not again:
                return

    # ------------------------------------------------------------------ the layer
    def layer_adl(self, v, l, mine, lack):
        """"when a layer `adl` is reached with r of an account's s left, the fraction severity x r/s of its legs is
        closed against winners instead of the market, at its bankruptcy price"."""
        reached = sum(lack[c] for c in mine if lack[c] > 0)
        # "a smaller r is passed on untouched"
        if not reached > TIE * sum(c.gross0 for c in mine):
            return
        winners, closes = self.winners_of(l, mine), []
        largest = max(lack[c] for c in mine)
        # "Losers go by r, largest first, ties by row."
        for c in sorted([c for c in mine if lack[c] > 0], key=lambda c: (-lack[c], c.row)):
            self.deleverage(l, c, winners, lack, closes)
        self.judge(v, l, mine, winners, closes, reached, largest)

    def deleverage(self, l, c, winners, lack, closes):
        s = c.booked
        legs = [(a, c.legs[a]) for a in sorted([x for x in c.legs if x is not None], key=lambda x: c.rows[x])
                if c.legs[a]]
        # "s is spread over its legs by notional (at the file's prices where all its legs are worth nothing)"
        price = self.B if any(self.B[a] > 0 for a, q in legs) else self.file_price
        notional = sum(abs(q) * price[a] for a, q in legs)
        if s <= 0 or notional <= 0:
            return
        fraction = l["severity"] * min(1.0, lack[c] / s)
        relief = 0.0
        for a, q in legs:
            side, g, lot = 1 if q > 0 else -1, s * price[a] / notional, self.lot.get((c.venue, a), 0)
            asked = whole(fraction * abs(q) / lot) if lot else fraction * abs(q)

            def close(w, pieces):
                nonlocal relief
                x = pieces * lot if lot else pieces
                for account, sign in ((c, side), (w.account, -side)):
                    account.legs[a] = sign * max(0.0, self.taken(abs(account.legs[a]), x))
                    account.legs[None] = self.added(account.legs.get(None, 0.0), sign * x * (self.B[a] + side * g))
                    account.reduced += x * self.file_price[a]
                w.given += g * x
                w.closed += x
                relief += g * x
                closes.append((a, side, x, self.B[a] + side * g))
                # "Each gives up g per unit closed (channel `adl`)"
                self.post("adl", ("node", c.owner), ("node", w.account.owner), g * x)
            others = [w for w in winners if w.asset == a and w.account.legs[a] * side < 0]
            others = [w for w in others if w.account is not c]
            word = l["rule"].split()[0]
            how = (self.close_by_queue if word not in SHARES else
                   self.close_by_lots if lot else self.close_by_shares)
            how(l, others, asked, g, lot, close)
        # "and s and its highest fall by that"
        c.booked = self.taken(c.booked, relief)
        c.high = max(c.booked, c.high - relief)
        lack[c] = max(0.0, self.taken(lack[c], relief))

    def added(self, q, x):
        return self.taken(q, -x)

    # ------------------------------------------------------------------ what it was worth
    def judge(self, v, l, mine, winners, closes, reached, largest):
        event = dict(round=self.t, venue=self.node[v], order=l["order"], rule=l["rule"], reached=reached,
                     budget=l["severity"] * reached, taken=sum(w.given for w in winners))
        sums = {}                                 # account -> [U, H, whether a leg is closed in full]
        for w in winners:
            x = sums.setdefault(w.account, [0.0, 0.0, False])
            x[0] += w.profit
            x[1] += w.given
            x[2] |= w.closed > 0 and w.account.legs[w.asset] == 0
        event["unmatched"] = event["budget"] - event["taken"]
        event["winners"] = len(sums)
        event["touched"] = sum(h > 0 for u, h, full in sums.values())
        event["emptied"] = sum(full for u, h, full in sums.values())
        event["largest"] = max([h for u, h, full in sums.values()], default=None)
        event["share"] = max([h / u for u, h, full in sums.values()], default=None)
        event.update(self.order_kept([(u, u - h) for u, h, full in sums.values()]))
        most = max([max(0.0, self.e(c)) for c in mine])
        event["ptsr"] = most / event["budget"] if event["budget"] > 0 else None
        event["pmr"] = most / (l["severity"] * largest) if event["budget"] > 0 else None
        # "closed x max(0, side x (p_bk - p_exec)), p_exec = the average price for the event's net quantity of the
        # asset, traded alone (after `impact_scale`, whatever `execution` says)"
        event["needed"] = 0.0
        for a in {x[0] for x in closes}:
            these = [x for x in closes if x[0] == a]
            net = sum(side * x for _, side, x, _ in these)
            price = self.B[a] * self.law(a, net * self.B[a] * self.sc["impact_scale"])[0]
            event["needed"] += sum(x * max(0.0, side * (at - price)) for _, side, x, at in these)
        event["overshoot"] = max(0.0, event["taken"] - event["needed"])
        event["forgone"] = 0.0
        self.events.append(event)
        self.adl_given += event["taken"]
        if event["share"] is not None:
            self.adl_share = max(self.adl_share or 0.0, event["share"])
        for w in sorted(winners, key=lambda w: (w.account.row, w.account.rows[w.asset])):
            if w.closed > 0:
                self.gave.append((event, w.side, self.B[w.asset], w))

    def order_kept(self, pairs):
        """"pairs with U_i > U_j and U_i - H_i < U_j - H_j; with U_i != U_j; Kendall's tau-b of U and U - H". Two U - H
        are equal within 1e-12 x max(U_i, U_j): "sort by exact value, chain neighbours within the tolerance"."""
        rank, k = {}, 0
        by_rest = sorted(range(len(pairs)), key=lambda i: pairs[i][1])
        for n, i in enumerate(by_rest):
            if n:
                j = by_rest[n - 1]
                k += abs(pairs[i][1] - pairs[j][1]) > TIE * max(pairs[i][0], pairs[j][0])
            rank[i] = k
        turned = kept = by_u = by_r = 0
        for i in range(len(pairs)):
            for j in range(i):
                du, dr = pairs[i][0] - pairs[j][0], rank[i] - rank[j]
                by_u += du != 0
                by_r += dr != 0
                turned += du * dr < 0
                kept += du * dr > 0
        some = len(pairs) >= 2 and by_u and by_r
        return dict(inversions=turned, pairs=by_u, tau=(kept - turned) / math.sqrt(by_u * by_r) if some else None)

    def document(self):
        """As `run --format json` has it under `adl`."""
        last = [self.P[a] * self.V[a] for a in range(self.m)]
        rows = []
        for event, side, price, w in self.gave:
            gain = side * w.closed * (last[w.asset] - price)
            event["forgone"] += gain
            rows.append(dict(round=event["round"], venue=event["venue"], account=w.account.name,
                             owner=self.node[w.account.owner], asset=self.asset[w.asset], profit=w.profit,
                             equity=w.equity, quantity=w.quantity, closed=w.closed, haircut=w.given,
                             share=w.given / w.profit, forgone=gain))
        E = self.events

        def most(key, choose=max):
            return choose([x[key] for x in E if x[key] is not None], default=None)
        totals = dict(events=len(E), increase=self.passed["increase"], fund=self.passed["fund"], adl=self.adl_given,
                      socialise=self.passed["socialise"], left=self.venue_left,
                      touched=len({w.account for event, side, price, w in self.gave if w.given > 0}),
                      largest=most("largest"), share=most("share"), inversions=sum(x["inversions"] for x in E),
                      tau=most("tau", min), ptsr=most("ptsr", min), pmr=most("pmr", min))
        totals.update({k: sum(x[k] for x in E) for k in ("needed", "overshoot", "forgone")})
        return dict(totals=totals, events=E, winners=rows)
