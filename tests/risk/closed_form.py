#!/usr/bin/env python3
"""closed_form.py FOLDER LEVEL VAR ES: whether the intervals of the first
measure of a simulation hold both."""
import json
import os
import sys

folder, level, var, es = sys.argv[1], *map(float, sys.argv[2:])
with open(os.path.join(folder, "simulate.json")) as file:
    levels = json.load(file)["measures"][0]["levels"]
found = next(at for at in levels if abs(at["level"] - level) < 1e-12)
print(found)
sys.exit(not (found["var_low"] <= var <= found["var_high"]
              and found["es_low"] <= es <= found["es_high"]))
