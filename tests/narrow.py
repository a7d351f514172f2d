"""narrow.py PROGRAM: pages of remedies, of risk, of networks from totals and of comparisons,
of graphs with long names, as TAP: no line is wider than the page, and a command that
a page tells can be pasted however it was torn.
"""
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata

NODES = 8
DIFFERENT = {"ascii": "abcdefghijkLMNOP'\\", "wide": "銀行信託東京大阪金融株式会社"}


def columns_of(line):
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def names_of(kind, draw):
    if kind == "words":
        return ["Bank of the North %d and Sons Trust Ltd x" % i
                for i in range(NODES)]
    return ["".join(draw.choice(DIFFERENT[kind]) for _ in range(36)) + "%04d" % i
            for i in range(NODES)]


def write(folder, table, rows):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, table + ".csv"), "w", newline="") as file:
        csv.writer(file).writerows(rows)


def make(folder, names, draw):
    """Banks, and a folder beside it with a market and loans in it, too."""
    amounts = {(i, j): round(10 ** draw.choice([1, 4, 8]) * draw.random() + 1, 2)
               for i in range(NODES) for j in range(NODES)
               if i != j and draw.random() < 0.5}
    nodes = [["id", "group", "cash", "other_liabilities", "reported_claims",
              "reported_debts"]]
    for i, name in enumerate(names):
        debts = sum(a for (d, _), a in amounts.items() if d == i)
        claims = sum(a for (_, c), a in amounts.items() if c == i)
        nodes.append([name, "group " + names[i % 2][:20],
                      max(0, debts - claims) + 1 + 0.1 * claims, 1, claims, debts])
    exposures = [["debtor", "creditor", "amount"]] + [
        [names[d], names[c], a] for (d, c), a in amounts.items()]
    asset = names[0] + "X"
    positions = [["account", "owner", "venue", "asset", "quantity"]]
    for k in range(3):
        positions += [["a%d" % k, names[2 + k], names[1], asset, 10],
                      ["a%d" % k, names[2 + k], names[1], "", -32 * (0.9 - 0.2 * k)]]
    for made in (folder, folder + "-loans", folder + "-other"):
        write(made, "nodes", nodes)
        write(made, "exposures", exposures)
    write(folder + "-other", "exposures", exposures[:3] + [
        row[:2] + [row[2] + 9] for row in exposures[4:]])
    loans = folder + "-loans"
    write(loans, "assets", [["id", "price", "depth", "impact"],
                            [asset, 4, 1000, "linear"]])
    write(loans, "venues", [["node", "type"], [names[1], "lending"]])
    write(loans, "markets", [["venue", "asset", "maintenance", "bonus"],
                             [names[1], asset, 0.2, 0.05]])
    write(loans, "positions", positions)
    return asset


def questions(graph, names, asset):
    """Commands, each a list of words."""
    shock = ["--shock", "node %s=-150%%" % names[0], "--valuation", "threshold",
             "--recovery", "0.3"]
    moves = ["--move", "node %s=-90%%" % names[1], "--move",
             "node %s=-90%% unit 30%%" % names[2]]
    networks = graph + ".jsonl"
    bailout = ["optimise", "bailout", graph, "--budget", "1e5"]
    yield ["optimise", "bailout", graph] + shock
    yield bailout + shock
    yield bailout + ["--frontier", "3"] + shock
    yield bailout + ["--goal", "shortfall", "--valuation", "clearing"] + shock[:2]
    yield bailout + ["--ensemble", networks, "--draw", "1"] + shock
    yield ["optimise", "worst-shock", graph, "--radius", "1.2"] + moves + shock
    yield ["optimise", "reverse", graph, "--target", "failed >= 1", "--move",
           "node *=-90%", "--evaluations", "300"]
    yield ["optimise", "frontier", graph, "--target", "failed >= 3", "--steps",
           "4"] + moves + shock
    for method in ("conservative", "non-conservative"):
        yield ["optimise", "compress", graph, "--method", method] + shock
    yield ["optimise", "compress", graph, "--by", "debtor"] + shock
    yield ["optimise", "key-set", graph, "-k", "3"] + shock
    attack = ["optimise", "attack", graph + "-loans", "--asset", asset]
    yield attack + ["--push", "20%"]
    yield attack + ["--profit"]
    yield attack + ["--target", "liquidated >= 1"]
    yield ["optimise", "worst-shock", graph + "-loans", "--radius", "1", "--move",
           "asset *=-30%", "--move", moves[1], "--evaluations", "60"]
    risk = ["--draws", "60", "--levels", "90%", "--event",
            "crash 30%%: asset %s=-60%%" % asset]
    yield ["simulate", graph + "-loans"] + risk
    yield ["calibrate", graph + "-loans", "--set",
           "markets %s/%s bonus=0.2..0.01" % (names[1], asset), "--set",
           "markets %s/%s maintenance=0.35..0.1" % (names[1], asset), "--steps", "3",
           "--limit", "equity_lost mean <= 1e12"] + risk
    for method in (["ras"], ["min-density"], ["fitness", "--links", "20"],
                   ["gibbs", "--draws", "10"]):
        yield ["reconstruct", method[0], graph, "--forget"] + method[1:]
        yield ["reconstruct", method[0], graph, "--forget", "--against",
               graph] + method[1:]
        yield ["rank", graph, "--reconstruct", method[0], "--forget"] + method[1:]
    yield ["reconstruct", "bounds", graph, "--forget"]
    yield ["reconstruct", "bounds", graph, "--forget", "--node", names[1],
           "--failed", names[0]]
    yield ["rank", graph, "--ensemble", networks, "--by", "impact,debtrank"]
    yield ["run", graph, "--ensemble", networks] + shock
    yield ["compare", graph, graph + "-other"]


def torn(program, graph, names, width, problems):
    """Whether what the page says to paste says what it should."""
    shutil.rmtree("new", ignore_errors=True)
    words = ["optimise", "compress", graph, "--shock", "node %s=-50%%" % names[0],
             "--shock", "node %s=-60%%" % names[1], "-o", "new", "-q", "--width", str(width)]
    page = subprocess.run([program] + words, capture_output=True, text=True).stdout
    lines = page.partition("  again: ")[2].partition("\n\n")[0]
    if not lines.startswith("contagraph "):
        problems.append("no command")
        return
    lines = lines.replace("contagraph run", '"$0" run -q --format csv', 1)
    pasted = subprocess.run(["sh", "-c", lines, program], capture_output=True,
                            text=True)
    wanted = subprocess.run([program, "run", "new", "--shock", words[4], "--shock",
                             words[6], "-q", "--format", "csv"],
                            capture_output=True, text=True)
    if pasted.stdout != wanted.stdout or pasted.returncode or not pasted.stdout:
        problems.append("%s\n# %s" % (lines, pasted.stderr))


def torn_everywhere(program):
    """Words that are options and remarks outside of quotes alone: at each width a
    line ends elsewhere in them."""
    first = "of ' --x' \\ # y"
    ids = [first, "Bank ' --top 1' and # Sons' -- ' # it 銀行 ' --z#' #a"]
    write("options", "nodes", [["id", "equity"]] + [[i, 9] for i in ids])
    write("options", "exposures", [["debtor", "creditor", "amount"],
                                   [ids[0], ids[1], 8], [ids[1], ids[0], 5]])
    words = sum((["--shock", "node %s=-%d%%" % (ids[k % 2], 40 + k)]
                 for k in range(4)), [])
    problems = []
    told = []
    for width in range(60, 131):
        shutil.rmtree("new", ignore_errors=True)
        page = subprocess.run([program, "optimise", "compress", "options"] + words +
                              ["-o", "new", "-q", "--width", str(width)],
                              capture_output=True, text=True).stdout
        lines = page.partition("  again: ")[2].partition("\n\n")[0]
        if any(columns_of(line) > width for line in lines.splitlines()):
            problems.append("wider than %d\n%s" % (width, lines))
        said = subprocess.run(["sh", "-c", "contagraph() { printf '%s\\n' \"$@\"; }\n" +
                               lines], capture_output=True, text=True)
        told.append(lines)
        if said.stdout.splitlines() != ["run", "new"] + words or said.stderr:
            problems.append("%s\n%s" % (lines, said.stderr))
    if len(set(told)) < 20:
        problems.append("torn in %d ways alone" % len(set(told)))
    return problems


def check(program, words, width, problems):
    result = subprocess.run([program] + words + ["-q", "--width", str(width)],
                            capture_output=True, text=True)
    if result.returncode not in (0, 3) or not result.stdout:
        problems.append("%s: %s" % (" ".join(words), result.stderr))
    for line in result.stdout.splitlines():
        if columns_of(line) > width:
            problems.append("%s: %s" % (" ".join(words[:3]), line))


def main(program):
    count = 0
    for kind in ("ascii", "words", "wide"):
        draw = random.Random(kind)
        names = names_of(kind, draw)
        asset = make(kind, names, draw)
        subprocess.run([program, "reconstruct", "fitness", kind, "--forget",
                        "--links", "20", "--draws", "5", "-q", "-o",
                        kind + ".jsonl"], check=True)
        for width in (60, 80):
            problems = []
            for words in questions(kind, names, asset):
                check(program, words, width, problems)
            torn(program, kind, names, width, problems)
            count += 1
            print("%s %d - no page is wider than %d columns: names of %s" % (
                "not ok" if problems else "ok", count, width, kind))
            for problem in problems[:10]:
                print("# " + problem)
    problems = torn_everywhere(program)
    count += 1
    print("%s %d - what looks like an option in quotes is none, torn anywhere" % (
        "not ok" if problems else "ok", count))
    for problem in problems[:10]:
        print("# " + problem.replace("\n", "\n# "))
    print("1..%d" % count)


if __name__ == "__main__":
    at = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        main(at)
        os.chdir("/")
