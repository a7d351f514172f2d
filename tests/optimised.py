"""optimised.py PROGRAM FOLDER: every worked example of `optimise`, as TAP.

expected.json of a folder lists commands with their exit status and a part of the
JSON that they must print; numbers agree to `tolerance` x max(1, |expected|), rows
that name a node or a pair are found by it, and no others may be above that. Each
answer is run again as a scenario: it must come to what `after` says. Answers of
the folders slow-... are those of enumeration, linear programmes and formulas,
made by another program that knows none of this code. What a command limits is
within its limit, by 1e-9 of it.
"""
import json
import os
import shlex
import subprocess
import sys
import tempfile


def key_of(row):
    if not isinstance(row, dict):
        return None
    key = (row.get("node"), row.get("debtor"), row.get("creditor"))
    return None if key == (None, None, None) else key


def same_rows(want, got, near, at, bad):
    there = {key_of(row): row for row in got}
    names = {key_of(row) for row in want}
    for row in want:
        same(row, there.get(key_of(row)), near, at, bad)
    for row in got:
        if key_of(row) not in names and abs(row.get("amount") or 0) > near:
            bad.append("%s: unexpected %r" % (at, row))


def same(want, got, near, at, bad):
    if isinstance(want, dict):
        if not isinstance(got, dict):
            bad.append("%s: no object" % at)
            return
        for key in want:
            same(want[key], got.get(key), near, at + "/" + key, bad)
    elif isinstance(want, list):
        if not isinstance(got, list):
            bad.append("%s: no list" % at)
        elif want and key_of(want[0]):
            same_rows(want, got, near, at, bad)
        elif len(want) != len(got):
            bad.append("%s: %d items, not %d" % (at, len(got), len(want)))
        else:
            for i, (one, other) in enumerate(zip(want, got)):
                same(one, other, near, "%s/%d" % (at, i), bad)
    elif isinstance(want, (int, float)) and not isinstance(want, bool):
        if (not isinstance(got, (int, float)) or isinstance(got, bool) or
                abs(want - got) > near * max(1.0, abs(want))):
            bad.append("%s: %r, not %r" % (at, got, want))
    elif want != got:
        bad.append("%s: %r, not %r" % (at, got, want))


def run_again(program, words, folder, answer, bad):
    """The engine confirms: a run of the answer comes to the figures after."""
    if "exposures" in answer:
        return  # its graph is another one
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(answer["answer"], file)
        file.flush()
        result = subprocess.run(
            [program, "run", words[2], "--scenario", file.name,
             "--format", "json", "-q"],
            cwd=folder, capture_output=True, text=True)
    summary = json.loads(result.stdout)["summary"]
    for key in ("equity_lost", "failed", "outside_loss", "bonus_outside"):
        same(answer["after"][key], summary[key], 1e-6, "again/" + key, bad)


def keeps_limits(words, answer, bad):
    """No more than asked for: a solver's tolerance is none of the answer's."""
    for word, most in zip(words, words[1:]):
        if words[1] == "bailout" and word.startswith("--max-") and most[-1] != "%":
            key = word[len("--max-"):]
            if answer["after"][key] > float(most) + 1e-9 * max(1, float(most)):
                bad.append("after/%s: %r, above %s" % (
                    key, answer["after"][key], most))


def try_one(program, folder, case):
    words = shlex.split(case["command"])
    result = subprocess.run([program] + words + ["--format", "json", "-q"],
                            cwd=folder, capture_output=True, text=True)
    bad = []
    if result.returncode != case["status"]:
        bad.append("exit %d, not %d: %s" % (
            result.returncode, case["status"], result.stderr.strip()[:200]))
    elif case["expect"]:
        answer = json.loads(result.stdout)
        same(case["expect"], answer, case["tolerance"], "", bad)
        keeps_limits(words, answer, bad)
        run_again(program, words, folder, answer, bad)
    return bad


def main(program, root):
    count = 0
    for name in sorted(os.listdir(root)):
        folder = os.path.join(root, name)
        for case in json.load(open(os.path.join(folder, "expected.json"))):
            count += 1
            bad = try_one(program, folder, case)
            print("%s %d - %s" % ("not ok" if bad else "ok", count, case["id"]))
            for line in bad[:5]:
                print("# " + line)
    print("1..%d" % count)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), sys.argv[2])
