"""One literal round of `linear`, by scipy's sparse matrices: h + W @ d.

    rounds.py GRAPH

GRAPH has counts of nodes and entries, offsets of rows, columns, shares of
equity. Prints the seconds of CPU time that a round takes, the least of several.
"""
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from scipy import sparse

REPEATS = 5
ROUNDS = 20


def read(path):
    with open(path, "rb") as file:
        nodes, entries = np.fromfile(file, np.uint64, 2).astype(int)
        start = np.fromfile(file, np.uint64, nodes + 1).astype(np.int32)
        column = np.fromfile(file, np.uint32, entries).astype(np.int32)
        value = np.fromfile(file, np.float64, entries)
    return sparse.csr_matrix((value, column, start), (nodes, nodes))


def seconds(shares):
    h = np.zeros(shares.shape[0])
    d = np.full(shares.shape[0], 1e-3)
    start = time.process_time()
    for _ in range(ROUNDS):
        h + shares @ d
    return (time.process_time() - start) / ROUNDS


def main():
    shares = read(sys.argv[1])
    print(min(seconds(shares) for _ in range(REPEATS)))


main()
