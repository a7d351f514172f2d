#!/usr/bin/env python3
"""compare.py EXPECTED ACTUAL: two folders that `contagraph simulate --outputs`
wrote. Numbers agree to 1e-9 of the initial equity, or of themselves where they
are larger; ranks and counts exactly. The stamp is not compared. A line for
each difference, exit status 1 where there is one."""
import csv
import json
import os
import sys

STAMP = {"schema", "version", "input", "scenario", "edits", "warnings",
         "by_rounds"}
COUNTS = {"draws", "seed", "not_converged", "baseline_failed", "typical",
          "worst"}
expected, actual = sys.argv[1:3]
found = []


def near(one, other):
    return abs(one - other) <= 1e-9 * max(1, abs(one))


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compare(one, other, at):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            if at == "" and key in STAMP:
                continue
            if key not in one or key not in other:
                found.append(f"{at}/{key}: there once only")
            else:
                compare(one[key], other[key], f"{at}/{key}")
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            found.append(f"{at}: {len(one)} and {len(other)}")
        for index, pair in enumerate(zip(one, other)):
            compare(*pair, f"{at}/{index}")
    elif is_number(one) and is_number(other):
        exact = at.rsplit("/", 1)[-1] in COUNTS
        if one != other if exact else not near(one, other):
            found.append(f"{at}: {one!r} and {other!r}")
    elif one != other:
        found.append(f"{at}: {one!r} and {other!r}")


def cell_differs(one, other):
    if one == other:
        return False
    try:
        return not near(float(one), float(other))
    except ValueError:
        return True


def words_differ(one, other):
    if one == other:
        return False
    first, second = one.rsplit("=", 1), other.rsplit("=", 1)
    return first[0] != second[0] or cell_differs(first[1].rstrip("%"),
                                                 second[1].rstrip("%"))


def rows(folder, name):
    with open(os.path.join(folder, name), newline="") as file:
        return list(csv.reader(file))


def document(folder, name):
    with open(os.path.join(folder, name)) as file:
        return json.load(file)


for name in ("draws.csv", "nodes_risk.csv", "drivers.csv", "origins_risk.csv"):
    one, other = rows(expected, name), rows(actual, name)
    if len(one) != len(other) or one[0] != other[0]:
        found.append(f"{name}: {len(one)} rows and {len(other)}, {other[0]}")
    for number, (first, second) in enumerate(zip(one, other)):
        for column, pair in enumerate(zip(first, second)):
            if cell_differs(*pair):
                found.append(f"{name}:{number + 1} {one[0][column]}: {pair}")
compare(document(expected, "simulate.json"), document(actual, "simulate.json"),
        "")
for name in ("typical.json", "worst.json"):
    one, other = document(expected, name), document(actual, name)
    for key in one:
        if key != "shocks" and one[key] != other.get(key):
            found.append(f"{name}: {key}")
    if len(one["shocks"]) != len(other["shocks"]) or any(
            map(words_differ, one["shocks"], other["shocks"])):
        found.append(f"{name}: {one['shocks']} and {other['shocks']}")
for line in found[:20]:
    print(line)
sys.exit(bool(found))
