"""The rounds of `linear` over blocks of scenarios, by scipy's sparse matrices.

    block.py GRAPH

GRAPH is what graph_write writes: counts of nodes and entries, offsets of rows,
columns, shares of equity. Prints seconds of CPU time for one scenario, of the
best of several widths of a block.
"""
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from scipy import sparse

TOLERANCE = 1e-12
WIDTHS = (16, 64, 256)


def read(path):
    with open(path, "rb") as file:
        nodes, entries = np.fromfile(file, np.uint64, 2).astype(int)
        start = np.fromfile(file, np.uint64, nodes + 1).astype(np.int32)
        column = np.fromfile(file, np.uint32, entries).astype(np.int32)
        value = np.fromfile(file, np.float64, entries)
    return sparse.csr_matrix((value, column, start), (nodes, nodes))


def cascade(shares, sources):
    """h(t+1) = min(1, h(t) + W (h(t) - h(t-1))), a column per source."""
    h = np.zeros((shares.shape[0], len(sources)))
    h[sources, np.arange(len(sources))] = 1
    change = h.copy()
    while change.max() > TOLERANCE:
        new = np.minimum(1, h + shares @ change)
        change = new - h
        h = new
    return h


def seconds(shares, width):
    nodes = shares.shape[0]
    sources = np.arange(width) * nodes // width
    start = time.process_time()
    cascade(shares, sources)
    return (time.process_time() - start) / width


def main():
    shares = read(sys.argv[1])
    print(min(seconds(shares, width) for width in WIDTHS))


main()
