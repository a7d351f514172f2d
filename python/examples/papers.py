"""Eisenberg and Noe (2001) and DebtRank (2015): two papers, two matrices."""

import numpy as np

import contagraph as cg

# Row i is what i owes; what each has beside its claims.
owed = np.array([[0, 10, 0], [0, 0, 8], [4, 0, 0]])
external = np.array([2, 1, 3])
paid = cg.eisenberg_noe(owed, external)
print("owed", owed.sum(1), "paid", paid)

# The definition: all that one has, and no more than it owes.
shares = owed / owed.sum(1, keepdims=True)
has = external + paid @ shares
assert np.allclose(paid, np.minimum(has, owed.sum(1)))

# Column j is what i has lent to j; equities; the first loses 40 %.
lent = np.array([[0, 5, 0], [0, 0, 4], [2, 0, 0]])
equity = np.array([10, 8, 4])
print("distress", cg.debtrank(lent, equity, [0.4, 0, 0], rows="creditor"))
print("once each", cg.debtrank(lent, equity, [0.4, 0, 0], rows="creditor",
                               model="debtrank-2012"))
