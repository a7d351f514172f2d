#!/usr/bin/env python3
"""words.py SHOCKS DRAWS: the words of the first draws, as `shocks.txt` has them
by number, and as `contagraph simulate --write-draws` wrote them."""
import csv
import sys


def differ(one, other):
    if one == other:
        return False
    first, second = one.rsplit("=", 1), other.rsplit("=", 1)
    if first[0] != second[0]:
        return True
    try:
        a, b = (float(words[1].rstrip("%")) for words in (first, second))
    except ValueError:
        return True
    return abs(a - b) > 1e-9 * abs(a)


with open(sys.argv[2], newline="") as file:
    written = {row["id"]: row["shocks"] for row in csv.DictReader(file)}
for line in open(sys.argv[1]):
    number, _, words = line.rstrip("\n").partition("\t")
    one = words.split(";") if words else []
    other = written[number].split(";") if written[number] else []
    if len(one) != len(other) or any(map(differ, one, other)):
        print(f"draw {number}: {words} and {written[number]}")
        sys.exit(1)
