#!/usr/bin/env python3
"""calibrated.py words FOLDER: the options of its calibrate.json, one a line.
calibrated.py table EXPECTED ACTUAL: two files of numbers, likewise.
calibrated.py compare EXPECTED ACTUAL: two folders that `contagraph calibrate
--outputs` wrote; numbers agree to 1e-9 of the initial equity, or of themselves
where they are larger, counts exactly. The stamp is not compared. A line for each
difference, exit status 1 where there is one."""
import csv
import json
import os
import sys

STAMP = {"schema", "version", "input", "scenario", "edits", "warnings"}
found = []


def near(one, other):
    return abs(one - other) <= 1e-9 * max(1, abs(one))


def compare(one, other, at):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted((one.keys() | other.keys()) - STAMP):
            if key not in one or key not in other:
                found.append(f"{at}/{key}: there once only")
            else:
                compare(one[key], other[key], f"{at}/{key}")
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            found.append(f"{at}: {len(one)} and {len(other)}")
        for index, pair in enumerate(zip(one, other)):
            compare(*pair, f"{at}/{index}")
    elif isinstance(one, float) and isinstance(other, (int, float)):
        if not near(one, other):
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


def words(folder):
    with open(os.path.join(folder, "calibrate.json")) as file:
        asked = json.load(file)
    for option, values in (("set", asked["set"]), ("limit", asked["limits"]),
                           ("steps", [asked.get("steps", 16)]),
                           ("halvings", [asked.get("halvings", 14)])):
        for value in values:
            print(f"--{option}={value}")


def compare_tables(*paths):
    tables = []
    for path in paths:
        with open(path, newline="") as file:
            tables.append(list(csv.reader(file)))
    if len(tables[0]) != len(tables[1]):
        found.append(f"{len(tables[0])} rows and {len(tables[1])}")
    for number, (one, other) in enumerate(zip(*tables)):
        if len(one) != len(other) or any(map(cell_differs, one, other)):
            found.append(f"{paths[1]}:{number + 1}: {one} and {other}")


def compare_folders(expected, actual):
    documents = []
    tables = []
    for folder in (expected, actual):
        with open(os.path.join(folder, "calibrate.json")) as file:
            documents.append(json.load(file))
        tables.append(os.path.join(folder, "evaluations.csv"))
    compare(*documents, "")
    compare_tables(*tables)


if sys.argv[1] == "words":
    words(sys.argv[2])
elif sys.argv[1] == "table":
    compare_tables(sys.argv[2], sys.argv[3])
else:
    compare_folders(sys.argv[2], sys.argv[3])
for line in found[:20]:
    print(line)
sys.exit(bool(found))
