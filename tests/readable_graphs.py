"""What pictures are read of: graphs that come along, one with hostile names,
generated ones; each view and each page of them."""
import csv
import os
import subprocess

PAGES = {"screen": 7, "a4": 7, "a4-landscape": 7, "slide": 8}
VIEWS = [["cascade"], ["paths"], ["map"], ["groups"], ["importance"],
         ["importance", "--bullseye"], ["matrix"], ["matrix", "--of", "losses"],
         ["matrix", "--of", "impact"], ["diff"], ["matrix", "--of", "holdings"],
         ["matrix", "--of", "overlap"], ["map", "--cluster"],
         ["cascade", "--group", "kind"], ["groups", "--drill"],
         ["matrix", "--by", "kind"], ["matrix", "--of", "adl"],
         ["map", "--group", "community"]]
QUICK = ["defi-25", "textbook-f1", "textbook-dr1", "europe-2018",
         "compound-2023", "argentina-2018", "bis-2025", "hostile"]
SHOCKS = {"defi-25": ["--shock", "@eth=-35%"],
          "hostile": ["--shock", "@eth=-35%"]}

# Each as a name, and as an id.
NAMES = [
    "Wholesale Warehouse of Mecklenburg-Wittgenstein AND Company " * 6,
    "W" * 300,
    "i" * 300,
    "\u6f22\u5b57" * 40,  # no blanks, two columns each
    "\u65e5\u672c\u9280\u884c",
    "\u0e18\u0e19\u0e32\u0e04\u0e32\u0e23\u0e01\u0e23\u0e38\u0e07\u0e40"
    "\u0e17\u0e1e " * 4,  # Thai: marks above and below
    "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308" * 30,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 9,
    "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7" * 12,  # flags
    "\u0628\u0646\u0643 \u0645\u0635\u0631 \u0627\u0644\u0639\u0631\u0628\u064a",
    "\u05d1\u05e0\u05e7 \u05d4\u05e4\u05d5\u05e2\u05dc\u05d9\u05dd \u202e \u202d",
    "say \"hi\" & 'bye' <b>bold</b>",
    "</svg><script>alert(1)</script>",
    "\\N \\G \\E &#60;img src=x&#62;",
    "\u0429\u042e\u0416\u0428\u042b\u0424" * 20,  # wide letters of Cyrillic
    "\u00c6\u0152\u00e6\u0153\u2122\u2030" * 20,
    "\u2e3b\u2e3a\ufdfd" * 9,  # one character, many letters wide
    "Zalgo Bank of Pain".replace("a", "a\u0301\u0363\u0489\u0316") +
    "n" + "\u0301\u0324\u0336" * 40,
    "Ha\ufe20\ufe21\ufe22 \u0411\u0483\u0484\u0485\u0486\u0487 "
    "\u05d1\u0591\u0592\u0593\u05b1\u05b2\u0596 "
    "A\U0001d165\U0001d16e\U0001d167",
    "Tru\u031bo\u031b\u0300ng \u0110a\u0323i ho\u0323\u0302c Vie\u0323\u0302t",
    "0x" + "9f" * 60,
    "-1e300",
    ".",
]


def hostile(graphs, folder):
    """The graph defi-25, every name and group another."""
    os.mkdir(folder)
    source = f"{graphs}/defi-25"
    renamed = {}
    for table in sorted(os.listdir(source)):
        if not table.endswith(".csv"):
            continue
        with open(f"{source}/{table}", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows):
            name = NAMES[number % len(NAMES)]
            if table == "nodes.csv":
                row["name"] = name if number < len(NAMES) else ""
                row["group"] = NAMES[(number + 3) % 7]
                row["kind"] = NAMES[number % 5] if number % 2 else row["kind"]
            if table == "assets.csv":
                row["name"] = name
        with open(f"{folder}/{table}", "w", encoding="utf-8",
                  newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    with open(f"{folder}/about.json", "w", encoding="utf-8") as file:
        file.write('{"title": "%s", "unit": "WWWWWWWW", "source": "%s"}' %
                   ("\u6f22" * 70, "W" * 200))


def given_of(folder):
    """What the graph is asked under."""
    name = os.path.basename(folder)
    if name in SHOCKS:
        return SHOCKS[name]
    scenario = f"{folder}/scenario.json"
    return ["--scenario", scenario] if os.path.exists(scenario) else []


def words_of(folder, column, number):
    with open(f"{folder}/nodes.csv", encoding="utf-8", newline="") as table:
        row = next(row for i, row in enumerate(csv.DictReader(table))
                   if i == number)
    return row.get(column)


def command_of(program, folder, view, page, path):
    first = words_of(folder, "id", 0)
    given = given_of(folder) or ["--shock", f"node {first}=default"]
    view = list(view)
    more = []
    if view[0] == "diff":
        second = words_of(folder, "id", 1)
        equity = 1.5 * float(words_of(folder, "equity", 1) or 1e9)
        more = ["--edit", f"nodes {second} equity={equity}"]
    if view[-1] == "--drill":
        column = "group" if words_of(folder, "group", 0) else "kind"
        view += [words_of(folder, column, 0) or "none", "--group", column]
    return [program, "draw", view[0], folder, *view[1:], *given, *more,
            "--page", page, "-q", "-o", path]


def draw(*asked):
    return subprocess.run(command_of(*asked), stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, check=False)


def pictures(graphs, work, asked):
    """Graph, view and page; every one of them where that is asked."""
    everything = "--all" in asked
    hostile(graphs, f"{work}/hostile")
    names = sorted(name for name in os.listdir(graphs)
                   if os.path.exists(f"{graphs}/{name}/nodes.csv"))
    folders = [f"{graphs}/{name}" for name in names] + [f"{work}/hostile"]
    folders += [folder for folder in asked if os.path.isdir(folder)]
    for folder in folders:
        name = os.path.basename(folder)
        for number, view in enumerate(VIEWS):
            for page in PAGES:
                few = page == list(PAGES)[(number + len(name)) % len(PAGES)]
                if everything or folder in asked or \
                        (name in QUICK and (few or name == "defi-25")):
                    yield folder, view, page
