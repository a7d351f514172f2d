#!/usr/bin/env python3
"""liquidation.py FOLDER DRAWS [SEED]: what one writes who has numpy and an hour.

Moves of prices drawn at random, and what a lending protocol liquidates at once:
for every account its health at the new prices, what is repaid (the close factor),
what is seized with the bonus, sold with price impact, and the debt that no
collateral covers. One round: what the sales do to prices touches no further
account, nobody's loss touches another, and there is no tail to be explained.

Prints draws, CPU seconds of this process and the mean of both results. One thread:
set OMP_NUM_THREADS and OPENBLAS_NUM_THREADS to 1.
"""
import csv
import os
import sys
import time

import numpy as np

PIECE = 2048  # draws at once: as fast as it gets, and it fits into memory


def table(folder, name):
    with open(os.path.join(folder, name + ".csv"), newline="") as file:
        return list(csv.DictReader(file))


def number(row, key, standard):
    return float(row[key]) if row.get(key) else standard


folder, draws = sys.argv[1], int(sys.argv[2])
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
assets = table(folder, "assets")
at = {asset["id"]: k for k, asset in enumerate(assets)}
price = np.array([number(asset, "price", 1) for asset in assets])
depth = np.array([number(asset, "depth", np.inf) for asset in assets])
follows = np.array([at[asset["follows"]] if asset.get("follows") else k
                    for k, asset in enumerate(assets)])
volatility = np.array([number(asset, "volatility", 0) for asset in assets])
volatility = volatility[follows]
maintenance, bonus = np.zeros(len(assets)), np.zeros(len(assets))
for row in table(folder, "markets"):
    maintenance[at[row["asset"]]] = number(row, "maintenance", 0)
    bonus[at[row["asset"]]] = number(row, "bonus", 0)
close = number(table(folder, "venues")[0], "close_factor", 0.5)
positions = table(folder, "positions")
accounts = {}
for row in positions:
    accounts.setdefault(row["account"], len(accounts))
held = np.zeros((len(assets), len(accounts)))
owed = np.zeros((len(assets), len(accounts)))
for row in positions:
    quantity = float(row["quantity"])
    to = held if quantity > 0 else owed
    to[at[row["asset"]], accounts[row["account"]]] += abs(quantity)

correlation, degrees, days = 0.8, 4, 3
scale = volatility * np.sqrt(days / 365 * (degrees - 2) / degrees)
threshold = held * (1 - maintenance)[:, None]
seized_with = held * (1 + bonus)[:, None]
random = np.random.Generator(np.random.Philox(seed))
liquidated, bad = np.empty(draws), np.empty(draws)
start = time.process_time()
for first in range(0, draws, PIECE):
    count = min(PIECE, draws - first)
    z = np.sqrt(1 - correlation) * random.standard_normal((count, len(assets)))
    z += np.sqrt(correlation) * random.standard_normal((count, 1))
    z /= np.sqrt(random.chisquare(degrees, (count, 1)) / degrees)
    p = price * np.exp(scale * z[:, follows])
    debt = p @ owed
    unhealthy = p @ threshold < debt
    collateral = p @ held
    repaid = np.where(unhealthy, np.minimum(close * debt, collateral / 1.08), 0)
    part = np.divide(repaid, collateral, out=np.zeros_like(repaid),
                     where=collateral > 0)
    sold = (part @ seized_with.T) * p
    with np.errstate(invalid="ignore"):
        sold *= np.where(np.isinf(depth), 1,
                         -np.expm1(-sold / depth) / np.maximum(sold / depth,
                                                               1e-300))
    liquidated[first:first + count] = sold.sum(axis=1)
    bad[first:first + count] = np.maximum(0, debt - collateral).sum(axis=1)
used = time.process_time() - start
tail = np.quantile(bad, 0.99)
print(draws, "%.3f" % used, "%.6g" % liquidated.mean(), "%.6g" % bad.mean(),
      "%.6g" % tail)
