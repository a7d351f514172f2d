"""Can pictures be read? From their SVG: how large each text is on its page,
whether it is wider than what it stands in, whether two texts overlap.

    readable.py PROGRAM GRAPHS [--all]

TAP, one test for each picture. Widths are of Adobe's metrics of Helvetica.
"""
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

# Thousandths of the size, from space to tilde.
PLAIN = """278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278
556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667
722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722
667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556
222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334
260 334 584"""
BOLD = """278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556
556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722
722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667
944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278
278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280
389 584"""
METRICS = [[int(width) for width in table.split()] for table in (PLAIN, BOLD)]
OTHERS = {"\u00a0": 278, "·": 278, "×": 584, "–": 556, "−": 584, "…": 1000,
          "→": 1000, "∝": 713, "≈": 549, "≥": 549, "≤": 549, "✕": 838}
LEAST_SEEN = 1.35  # contrast of the palest line on a dark page
ROOM = 1.0  # points that a text may be wider than its box, or reach into another
SVG = "{http://www.w3.org/2000/svg}"
PAGES = {"screen": 7, "a4": 7, "a4-landscape": 7, "slide": 8}


def width_of(words, size, bold):
    total = 0
    for letter in words:
        if " " <= letter <= "~":
            total += METRICS[bold][ord(letter) - 32]
        else:
            total += OTHERS.get(letter, 556)
    return total * size / 1000


def numbers(text):
    return [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", text)]


class Text:
    def __init__(self, element, left=0.0):
        self.words = "".join(element.itertext())
        self.size = float(element.get("font-size", "14"))
        bold = element.get("font-weight") == "bold"
        x = float(element.get("x")) + left
        width = width_of(self.words.strip(" "), self.size, bold)
        anchor = element.get("text-anchor")
        self.left = x - {"middle": width / 2, "end": width}.get(anchor, 0)
        self.right = self.left + width
        self.base = float(element.get("y"))

    def overlaps(self, other):
        """Letters: three quarters above their line, little below it."""
        return (self.left + ROOM < other.right and
                other.left + ROOM < self.right and
                self.base - 0.7 * self.size + ROOM < other.base and
                other.base - 0.7 * other.size + ROOM < self.base)


def box_of(group):
    """The box around what is drawn of a node, if anything is."""
    xs, ys = [], []
    for element in group.iter():
        kind = element.tag.replace(SVG, "")
        if element.get("stroke") == "none" or element.get("stroke") == \
                "transparent":
            continue
        if kind == "polygon":
            points = numbers(element.get("points"))
        elif kind == "path":
            points = numbers(element.get("d"))
        elif kind == "ellipse":
            cx, cy, rx, ry = (float(element.get(k))
                              for k in ("cx", "cy", "rx", "ry"))
            points = [cx - rx, cy - ry, cx + rx, cy + ry]
        else:
            continue
        xs += points[::2]
        ys += points[1::2]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
             for v in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def hidden_in_the_dark(root):
    """Lines and borders that a dark page would swallow."""
    style = "".join(root.find(SVG + "style").itertext())
    page = luminance(re.search(r"svg\{background:(#\w+)", style).group(1))
    dark = dict(re.findall(r'\[stroke="(#\w+)"\]\{stroke:(#\w+)', style))
    strokes = {e.get("stroke") for e in root.iter() if e.get("stroke")}
    names = {"black": "#000000", "white": "#ffffff"}
    for stroke in sorted(strokes - {"none", "transparent"}):
        colour = dark.get(stroke, names.get(stroke, stroke))
        light = luminance(colour)
        if (max(light, page) + 0.05) / (min(light, page) + 0.05) < LEAST_SEEN:
            yield f"lines of {stroke} are not seen on a dark page"


def faults_of(path, least):
    root = tree.parse(path).getroot()
    view = numbers(root.get("viewBox"))
    scale = min(1, float(root.get("width").rstrip("pt")) / view[2])
    moved = re.search(r"translate\(([-0-9.]+)",
                      root.find(SVG + "g").get("transform"))
    texts = [Text(e, float(moved.group(1))) for e in root.iter(SVG + "text")]
    texts = [t for t in texts if t.words.strip()]
    faults = list(hidden_in_the_dark(root))
    for t in texts:
        if t.size * scale < least - 0.05:
            faults.append(f"'{t.words}' is {t.size * scale:.2f} points")
        if t.right > view[2] or t.left < 0:
            faults.append(f"'{t.words}' leaves the picture")
    for group in root.iter(SVG + "g"):
        if not group.get("class", "").startswith("node"):
            continue
        box = box_of(group)
        if not box:
            continue
        for t in (Text(e) for e in group.iter(SVG + "text")):
            if t.left < box[0] - ROOM or t.right > box[2] + ROOM:
                faults.append(f"'{t.words}' is wider than its box")
    texts.sort(key=lambda t: t.left)
    for i, one in enumerate(texts):
        for other in texts[i + 1:]:
            if other.left + ROOM >= one.right:
                break
            if one.overlaps(other):
                faults.append(f"'{one.words}' overlaps '{other.words}'")
    return faults


def pictures(graphs, everything):
    """Name, page, graph and what else is given."""
    shocks = {"defi-25": ["--shock", "@eth=-35%"]}
    quick = ["defi-25", "textbook-f1", "textbook-dr1", "europe-2018",
             "compound-2023", "argentina-2018", "bis-2025"]
    names = sorted(name for name in os.listdir(graphs)
                   if os.path.exists(f"{graphs}/{name}/nodes.csv"))
    for name in names:
        scenario = f"{graphs}/{name}/scenario.json"
        given = ["--scenario", scenario] if os.path.exists(scenario) else []
        given = shocks.get(name, given)
        views = [["cascade"], ["paths"], ["map"], ["groups"], ["importance"],
                 ["importance", "--bullseye"], ["matrix"],
                 ["matrix", "--of", "losses"], ["matrix", "--of", "impact"],
                 ["diff"]]
        for number, view in enumerate(views):
            for page in PAGES:
                few = page == list(PAGES)[(number + len(name)) % len(PAGES)]
                if everything or (name in quick and
                                  (few or name == "defi-25")):
                    yield name, view, page, given


def draw(program, graphs, name, view, page, given, path):
    command = [program, "draw", view[0], f"{graphs}/{name}", *view[1:], *given,
               "--page", page, "-q", "-o", path]
    if view[0] == "diff":
        with open(f"{graphs}/{name}/nodes.csv", encoding="utf-8") as table:
            first = list(table)[1].split(",")[0]
        command = [program, "draw", "diff", f"{graphs}/{name}", *given,
                   "--edit", f"nodes {first} equity=1e9", "--page", page, "-q",
                   "-o", path]
    return subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, check=False)


def main():
    program, graphs = sys.argv[1:3]
    count = 0
    with tempfile.TemporaryDirectory() as work:
        path = f"{work}/picture.svg"
        for name, view, page, given in pictures(graphs, "--all" in sys.argv):
            if os.path.exists(path):
                os.remove(path)
            done = draw(program, graphs, name, view, page, given, path)
            what = f"{name}: {' '.join(view)} on {page}"
            count += 1
            if not os.path.exists(path):
                print(f"ok {count} - {what} # SKIP {done.stderr.strip()[:90]}")
                continue
            least = 6.5 if view[0] == "matrix" else PAGES[page]
            faults = faults_of(path, least)
            print(f"{'not ' if faults else ''}ok {count} - {what}", flush=True)
            for fault in faults[:12]:
                print(f"# {fault}")
    print(f"1..{count}")


main()
