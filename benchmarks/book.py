#!/usr/bin/env python3
"""book.py FOLDER ACCOUNTS DRAWS VOLATILITY: a lending book, and draws of it in numpy.

Writes the tables of a book of one venue, each account with two assets as
collateral and a debt in a third, and scenarios.txt, a draw of all prices a line.
Then takes the draws as one does who has numpy: all accounts at once, round by
round, until none is unhealthy. Owners and their losses are left out.

Prints draws and CPU seconds of them. One thread: set OMP_NUM_THREADS and
OPENBLAS_NUM_THREADS to 1.
"""
import os
import sys
import time

import numpy as np

folder, accounts, draws = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
volatility = float(sys.argv[4])
KINDS = 20
random = np.random.default_rng(1)
first = np.exp(3 * random.standard_normal(KINDS))
first[0] = 1
margin = .15 + .15 * random.random(KINDS)
margin[0] = .1


def some_assets():
    both = random.random(accounts) * random.random(accounts)
    return (1 + (KINDS - 1) * both).astype(int)


one = some_assets()
other = np.where(random.random(accounts) < .6, one, some_assets())
other = np.where(other == one, one % (KINDS - 1) + 1, other)
owed_in = np.where(random.random(accounts) < .7, 0, some_assets())
debt = np.exp(1.5 * random.standard_normal(accounts))
health = 1.02 + np.exp(.8 * random.standard_normal(accounts) - .9)
part = random.random(accounts)
owed = debt / first[owed_in]
held_one = part * debt * health / (1 - margin[one]) / first[one]
held_other = (1 - part) * debt * health / (1 - margin[other]) / first[other]
value = (np.bincount(one, held_one * first[one], KINDS)
         + np.bincount(other, held_other * first[other], KINDS))
depth = 2 * value + 1
depth[0] = np.inf


def table(name, head, rows):
    with open(os.path.join(folder, name), "w") as file:
        file.write(head + "\n")
        file.writelines(row + "\n" for row in rows)


table("nodes.csv", "id,equity",
      ["V,%r" % float(debt.sum() * .2)] + ["u%d," % i for i in range(accounts)])
table("assets.csv", "id,price,depth,impact",
      ["A%d,%r,%s" % (k, float(first[k]),
                      "%r,linear" % float(depth[k]) if k else ",")
       for k in range(KINDS)])
table("venues.csv", "node,type", ["V,lending"])
table("markets.csv", "venue,asset,maintenance,bonus",
      ["V,A%d,%r,0.05" % (k, float(margin[k])) for k in range(KINDS)])
table("positions.csv", "account,owner,venue,asset,quantity",
      ["c%d,u%d,V,A%d,%r" % (i, i, asset[i], float(sign * quantity[i]))
       for i in range(accounts)
       for asset, quantity, sign in ((one, held_one, 1), (other, held_other, 1),
                                     (owed_in, owed, -1))])
moves = np.exp(volatility * (.8 * random.standard_normal((draws, 1))
                             + .6 * random.standard_normal((draws, KINDS))))
moves[:, 0] = 1
with open(os.path.join(folder, "scenarios.txt"), "w") as file:
    for move in moves:
        file.write(";".join("asset A%d=%+.6f%%" % (k, 100 * (move[k] - 1))
                            for k in range(1, KINDS)) + "\n")


def run(price):
    q_one, q_other, q_owed = held_one.copy(), held_other.copy(), owed.copy()
    for _ in range(200):
        c_one, c_other = q_one * price[one], q_other * price[other]
        due = q_owed * price[owed_in]
        covered = (1 - margin[one]) * c_one + (1 - margin[other]) * c_other
        i = np.flatnonzero(covered < due * (1 - 1e-12))
        if not len(i):
            break
        all_held = c_one[i] + c_other[i]
        due = due[i]
        repaid = np.minimum(np.where(covered[i] / due < .95, due, .5 * due),
                            all_held / 1.05)
        share = repaid * 1.05 / all_held
        sold = (np.bincount(one[i], share * c_one[i], KINDS)
                + np.bincount(other[i], share * c_other[i], KINDS)
                - np.bincount(owed_in[i], repaid, KINDS))
        q_one[i] -= q_one[i] * share
        q_other[i] -= q_other[i] * share
        q_owed[i] -= repaid / price[owed_in[i]]
        rest = q_one[i] * price[one[i]] + q_other[i] * price[other[i]]
        done = i[rest < 1e-9 * all_held]
        q_one[done] = q_other[done] = q_owed[done] = 0
        price = price * (1 - np.clip(sold / depth, -.5, 1))


start = time.process_time()
for move in moves:
    run(first * move)
print(draws, "%.6f" % (time.process_time() - start))
