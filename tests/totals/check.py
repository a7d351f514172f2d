#!/usr/bin/python3
"""check.py PROGRAM FOLDER: runs every command of the expected.json files below
FOLDER in its folder, with --format json, and prints TAP, the id in each name.

`expect` is a subset of the document: objects by key; lists item by item, those
of objects with `node` or `debtor` and `creditor` by that key, and then nothing
else in them may be larger than the tolerance. Numbers to `tolerance` times the
larger of 1 and what is expected."""
import json
import os
import shlex
import subprocess
import sys


def key(item):
    if not isinstance(item, dict):
        return None
    found = (item.get("node"), item.get("debtor"), item.get("creditor"))
    return found if any(found) else None


def compare(want, got, tolerance, at, bad):
    if isinstance(want, dict):
        if not isinstance(got, dict):
            bad.append("%s: no object" % at)
            return
        for name in want:
            compare(want[name], got.get(name), tolerance, at + "/" + name, bad)
    elif isinstance(want, list):
        if not isinstance(got, list):
            bad.append("%s: no list" % at)
        elif want and key(want[0]):
            there = {key(item): item for item in got}
            wanted = {key(item) for item in want}
            for item in want:
                compare(item, there.get(key(item)), tolerance,
                        "%s/%s" % (at, "-".join(filter(None, key(item)))), bad)
            for item in got:
                if (key(item) not in wanted and
                        abs(item.get("amount") or 0) > tolerance):
                    bad.append("%s: unexpected %r" % (at, item))
        elif len(want) != len(got):
            bad.append("%s: %d items, not %d" % (at, len(got), len(want)))
        else:
            for index, (one, other) in enumerate(zip(want, got)):
                compare(one, other, tolerance, "%s/%d" % (at, index), bad)
    elif isinstance(want, (int, float)) and not isinstance(want, bool):
        if (not isinstance(got, (int, float)) or isinstance(got, bool) or
                abs(want - got) > tolerance * max(1.0, abs(want))):
            bad.append("%s: %r, not %r" % (at, got, want))
    elif want != got:
        bad.append("%s: %r, not %r" % (at, got, want))


def main(program, folder):
    count = 0
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name, "expected.json")
        if not os.path.exists(path):
            continue
        with open(path) as file:
            cases = json.load(file)
        for case in cases:
            if "command" not in case:
                continue
            count += 1
            run = subprocess.run(
                [program] + shlex.split(case["command"]) +
                ["--format", "json", "-q"],
                cwd=os.path.join(folder, name), capture_output=True, text=True)
            bad = []
            if run.returncode != case["status"]:
                bad.append("exit %d, not %d: %s" % (
                    run.returncode, case["status"], run.stderr.strip()[:200]))
            elif case["expect"]:
                compare(case["expect"], json.loads(run.stdout),
                        case["tolerance"], "", bad)
            print("%s %d - %s: %s" % ("not ok" if bad else "ok", count,
                                      case["id"], case["command"]))
            for line in bad[:5]:
                print("# " + line)
    print("1..%d" % count)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
