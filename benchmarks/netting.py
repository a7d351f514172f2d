#!/usr/bin/env python3
"""netting.py EXPOSURES.csv: the least debts with the same nets, as a linear programme.

What one writes who has scipy: a column for each line between 0 and what is owed, a row
for each node whose net stays, HiGHS. Prints lines, what is left and CPU seconds of the
solver, in one process. One thread: set OMP_NUM_THREADS to 1. Exit status 77 without
scipy.
"""
import csv
import sys
import time

try:
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix
except ImportError:
    sys.exit(77)

owed = {}
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        pair = row["debtor"], row["creditor"]
        owed[pair] = owed.get(pair, 0) + float(row["amount"])
names = {name: k for k, name in enumerate(sorted({n for pair in owed for n in pair}))}
amounts = np.array(list(owed.values()))
debtors = np.array([names[debtor] for debtor, _ in owed])
creditors = np.array([names[creditor] for _, creditor in owed])
columns = np.arange(len(amounts))
nets = csr_matrix(
    (np.concatenate([np.ones(len(amounts)), -np.ones(len(amounts))]),
     (np.concatenate([debtors, creditors]), np.concatenate([columns, columns]))),
    shape=(len(names), len(amounts)))
used = -time.process_time()
found = linprog(np.ones(len(amounts)), A_eq=nets, b_eq=nets @ amounts,
                bounds=np.column_stack([np.zeros(len(amounts)), amounts]),
                method="highs")
used += time.process_time()
if found.status:
    sys.exit(found.message)
print(len(amounts), repr(found.fun), used)
