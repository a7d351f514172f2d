"""graphs/perps-300: an invented exchange of perpetual contracts, by a seed.

    python3 graphs/make/perps_300.py graphs/perps-300

Three contracts, 300 traders: longs with some leverage, shorts of many ages,
hedgers who are short what they hold. A fall of the three assets makes levered
longs short of money; hedgers, old shorts and new levered shorts stand on the
other side, and every rule of deleveraging finds others among them.
"""

import os
import random
import sys

import tables

SEED = 20251010
CONTRACTS = {  # price, depth, lot
    "BTC": (100000, 60e6, 0.001),
    "ETH": (4000, 30e6, 0.01),
    "SOL": (200, 9e6, 0.1),
}
TIERS = {  # above, maintenance
    "BTC": ((0, 0.0125), (5e6, 0.025), (20e6, 0.05)),
    "ETH": ((0, 0.02), (3e6, 0.033), (10e6, 0.066)),
    "SOL": ((0, 0.025), (1e6, 0.05), (4e6, 0.1)),
}
LONGS, SHORTS, HEDGERS = 160, 110, 30

if len(sys.argv) != 2:
    raise SystemExit("usage: perps_300.py FOLDER")
graph = sys.argv[1]
os.makedirs(graph, exist_ok=True)
draw = random.Random(SEED)
names = list(CONTRACTS)


def contract():
    return draw.choices(names, (5, 3, 2))[0]


def size(asset):
    """Lots of a notional that is lognormal, about 100,000."""
    price, _, lot = CONTRACTS[asset]
    notional = min(6e6, draw.lognormvariate(11.4, 1.3))
    return max(lot, round(round(notional / price / lot) * lot, 9))


nodes = [{"id": "perps", "name": "Perps 300", "kind": "venue",
          "equity": 4e6},
         {"id": "backstop", "name": "Backstop fund", "kind": "fund",
          "equity": 900000}]
positions, holdings = [], []


def trade(name, kind, asset, side, entry, margin, cap=None):
    """A position with its margin: the numeraire leg is margin - size x entry."""
    quantity = side * size(asset)
    notional = abs(quantity) * CONTRACTS[asset][0]
    profit = quantity * (CONTRACTS[asset][0] - entry)
    cash = max(margin * notional - profit, 0.03 * notional)
    positions.append({"account": name, "owner": name, "venue": "perps",
                      "asset": asset, "quantity": quantity,
                      "entry_price": round(entry, 4), "cap": cap})
    positions.append({"account": name, "owner": name, "venue": "perps",
                      "quantity": round(cash - quantity * entry, 2)})
    nodes.append({"id": name, "kind": kind,
                  "other_assets": round(0.2 * notional + 1000, 2)})
    return quantity


for k in range(LONGS):
    asset = contract()
    price = CONTRACTS[asset][0]
    trade("long%03d" % k, "trader", asset, 1,
          price * draw.uniform(0.96, 1.06),
          draw.choices((0.06, 0.1, 0.2, 0.5, 1), (3, 4, 4, 3, 2))[0])
for k in range(SHORTS):
    asset = contract()
    price = CONTRACTS[asset][0]
    old = draw.random() < 0.35  # entered far above, profit left in the account
    trade("short%03d" % k, "trader", asset, -1,
          price * (draw.uniform(1.15, 1.6) if old
                   else draw.uniform(0.97, 1.04)),
          draw.choices((0.08, 0.15, 0.4, 1), (3, 3, 2, 2))[0])
for k in range(HEDGERS):
    asset = contract()
    name = "hedge%02d" % k
    quantity = trade(name, "hedger", asset, -1,
                     CONTRACTS[asset][0] * draw.uniform(0.98, 1.3),
                     draw.uniform(0.3, 0.8),
                     0.5 if draw.random() < 0.3 else None)
    holdings.append({"node": name, "asset": asset, "quantity": -quantity})

tables.write(graph, "nodes", nodes)
tables.write(graph, "assets", [
    {"id": name, "price": price, "depth": depth, "oracle": "blend 0.5",
     "group": "contracts"}
    for name, (price, depth, _) in CONTRACTS.items()])
tables.write(graph, "holdings", holdings)
tables.write(graph, "venues", [{"node": "perps", "type": "margin"}])
tables.write(graph, "markets", [
    {"venue": "perps", "asset": name, "maintenance": m, "above": above or None,
     "bonus": None if above else 0.005,
     "lot": None if above else CONTRACTS[name][2]}
    for name, tiers in TIERS.items() for above, m in tiers])
tables.write(graph, "positions", positions)
tables.write(graph, "layers", [
    {"venue": "perps", "order": 1, "kind": "fund", "provider": "backstop",
     "amount": 250000},
    {"venue": "perps", "order": 2, "kind": "adl", "rule": "hyperliquid"},
    {"venue": "perps", "order": 3, "kind": "socialise"}])
tables.scenario(graph, shocks=["asset @contracts=-22%"])
tables.about(graph, "Perps 300, an invented exchange", "$", "2026-11",
             "invented: graphs/make/perps_300.py")
