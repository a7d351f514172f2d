"""Can pictures be read? From their SVG: how large each text is on its page,
whether it is wider than what it stands in, whether two texts overlap, whether
a line or a box of others lies on one.

    readable.py PROGRAM GRAPHS [--all] [FOLDER...]

Of a few of GRAPHS, of all with --all, and of more graphs in FOLDERs. TAP, one
test for each picture. Widths are of Adobe's metrics of Helvetica.
"""
import math
import os
import re
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as tree

import readable_graphs

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
HALO = 0.08  # share of words that may be beside what is behind them
ARROW = 8.0  # points at the end of a line, which are seen whatever is there
ROOM = 1.0  # points that a text may be wider than its box, or reach into another
SVG = "{http://www.w3.org/2000/svg}"


def letter_width(letter, bold):
    if " " <= letter <= "~":
        return METRICS[bold][ord(letter) - 32]
    if letter in OTHERS:
        return OTHERS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 1000 if unicodedata.east_asian_width(letter) in "WF" else 556


def width_of(words, size, bold):
    """Letters with a mark are of another font, wider by nearly a half."""
    sum_of = 0
    for letter, behind in zip(words, words[1:] + " "):
        marked = letter < "\u0530" and unicodedata.combining(behind)
        sum_of += letter_width(letter, bold) * (1.45 if marked else 1)
    return sum_of * size / 1000


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
        self.middle = self.base - 0.35 * self.size

    def under(self, x, y):
        return self.left + ROOM < x < self.right - ROOM and \
            self.base - 0.7 * self.size + ROOM < y < self.base - ROOM / 2

    def overlaps(self, other):
        """Letters: three quarters above their line, little below it."""
        return (self.left + ROOM < other.right and
                other.left + ROOM < self.right and
                self.base - 0.7 * self.size + ROOM < other.base and
                other.base - 0.7 * other.size + ROOM < self.base)


class Shape:
    """A closed shape: what it covers, and whether what is below is seen."""

    def __init__(self, element):
        self.kind = element.tag.replace(SVG, "")
        self.filled = element.get("fill", "none") not in ("none", "transparent")
        self.opaque = self.filled and \
            float(element.get("fill-opacity", "1")) > 0.8
        self.drawn = element.get("stroke") not in ("none", "transparent")
        if self.kind == "ellipse":
            self.x, self.y, self.rx, self.ry = (float(element.get(k)) for k in
                                                ("cx", "cy", "rx", "ry"))
            flat = [self.x - self.rx, self.y - self.ry, self.x + self.rx,
                    self.y + self.ry]
        else:
            flat = numbers(element.get("points") or element.get("d"))
        self.xs, self.ys = flat[::2], flat[1::2]
        self.left, self.right = min(self.xs), max(self.xs)
        self.top, self.bottom = min(self.ys), max(self.ys)

    def holds(self, x, y):
        if self.kind == "ellipse":
            return ((x - self.x) / max(self.rx, 0.01)) ** 2 + \
                ((y - self.y) / max(self.ry, 0.01)) ** 2 < 1
        inside = False
        if self.kind == "path":
            return self.left < x < self.right and self.top < y < self.bottom
        for i, (ax, ay) in enumerate(zip(self.xs, self.ys)):
            bx, by = self.xs[i - 1], self.ys[i - 1]
            if (ay > y) != (by > y) and \
                    x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
        return inside

    def holds_text(self, text):
        more = HALO * (text.right - text.left)
        return self.left - more <= text.left and \
            text.right <= self.right + more and \
            self.top <= text.middle <= self.bottom


def shapes_of(group):
    """Of a pie, its circle: parts of it are paths."""
    pie = group.find(".//" + SVG + "ellipse") is not None
    return [Shape(e) for e in group.iter()
            if e.tag in (SVG + "polygon", SVG + "ellipse") or
            e.tag == SVG + "path" and not pie]


def curve_of(group):
    """Points along the line that a group draws."""
    points = []
    for element in group.iter(SVG + "path"):
        flat = numbers(element.get("d"))
        ends = list(zip(flat[::2], flat[1::2]))
        for i in range(0, len(ends) - 3, 3):
            a, b, c, d = ends[i:i + 4]
            for k in range(25):
                t, u = k / 24, 1 - k / 24
                points.append(tuple(
                    u ** 3 * a[n] + 3 * u * u * t * b[n] +
                    3 * u * t * t * c[n] + t ** 3 * d[n] for n in (0, 1)))
    return points


def class_of(group):
    return group.get("class", "").split(" ")


def box_faults(nodes):
    """Texts wider than what is drawn around them."""
    for group in nodes:
        shapes = [s for s in shapes_of(group) if s.drawn]
        if not shapes:
            continue
        left = min(s.left for s in shapes)
        right = max(s.right for s in shapes)
        bottom = max(s.bottom for s in shapes)
        for t in (Text(e) for e in group.iter(SVG + "text")):
            if t.middle < bottom and \
                    (t.left < left - ROOM or t.right > right + ROOM):
                yield f"'{t.words}' is wider than its box"


def cut_faults(nodes):
    """Names may be cut, what boxes of cascades say of them may not."""
    for group in nodes:
        if class_of(group)[1:2] in (["cp"], ["other"]):
            for words in list(group.iter(SVG + "text"))[1:]:
                if "\u2026" in "".join(words.itertext()):
                    yield f"'{''.join(words.itertext())}' is cut"


def edge_faults(root, nodes, view):
    """Shapes beyond the edges of the picture."""
    moved = numbers(re.search(r"translate\(([^)]*)\)", root.find(
        SVG + "g").get("transform")).group(1))
    for group in nodes:
        for s in shapes_of(group):
            if s.drawn and (s.left + moved[0] < 0 or s.top + moved[1] < 0 or
                            s.right + moved[0] > view[2] or
                            s.bottom + moved[1] > view[3]):
                yield f"{group.find(SVG + 'title').text} leaves the picture"


def lying_faults(root, nodes):
    """Lines through words, and through shapes that are not at their ends;
    shapes on words of others. Lines that pass behind a shape have a gap."""
    order = {element: i for i, element in enumerate(root.iter())}
    opaque = [(order[g], s) for g in nodes for s in shapes_of(g) if s.opaque]
    words = []  # (text, its node, where in the file what is behind it comes)
    for group in nodes:
        for element in group.iter(SVG + "text"):
            text = Text(element)
            if text.words.strip():
                behind = [at for at, s in opaque
                          if at <= order[group] and s.holds_text(text)]
                words.append((text, group, max(behind, default=-1)))
    lines = [g for g in root.iter(SVG + "g") if class_of(g)[0] == "edge"]
    whole = [(g, s) for g in nodes for s in shapes_of(g)
             if s.drawn and s.filled]
    for line in lines:
        curve = curve_of(line)
        ends = line.find(SVG + "title").text.split("->")
        for text, _, behind in words:
            if behind < order[line] and any(text.under(*p) for p in curve):
                yield f"a line {ends} lies on '{text.words}'"
        before = [p for p in curve if math.dist(p, curve[-1]) > ARROW]
        for group, shape in whole:
            if group.find(SVG + "title").text not in ends and \
                    any(shape.holds(*p) for p in before):
                yield (f"a line {ends} runs through "
                       f"{group.find(SVG + 'title').text}")
    for group, shape in whole:
        for text, owner, _ in words:
            if owner is not group and shape.left < text.right - ROOM and \
                    shape.right > text.left + ROOM and \
                    any(shape.holds(text.left + (text.right - text.left) * k /
                                    8, text.middle) for k in range(9)) and \
                    not is_own(group, owner):
                yield (f"{group.find(SVG + 'title').text} lies on "
                       f"'{text.words}'")


def is_own(shape, words):
    """The node of a shape and that of its words."""
    return "l_" + shape.find(SVG + "title").text == \
        words.find(SVG + "title").text


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


def text_faults(texts, view, scale, least):
    for t in texts:
        if t.size * scale < least - 0.05:
            yield f"'{t.words}' is {t.size * scale:.2f} points"
        if t.right > view[2] or t.left < 0:
            yield f"'{t.words}' leaves the picture"
    texts.sort(key=lambda t: t.left)
    for i, one in enumerate(texts):
        for other in texts[i + 1:]:
            if other.left + ROOM >= one.right:
                break
            if one.overlaps(other):
                yield f"'{one.words}' overlaps '{other.words}'"


def faults_of(path, least):
    root = tree.parse(path).getroot()
    view = numbers(root.get("viewBox"))
    scale = min(1, *(float(root.get(side).rstrip("pt")) / view[2 + i]
                     for i, side in enumerate(("width", "height"))))
    moved = re.search(r"translate\(([-0-9.]+)",
                      root.find(SVG + "g").get("transform"))
    texts = [Text(e, float(moved.group(1))) for e in root.iter(SVG + "text")]
    texts = [t for t in texts if t.words.strip()]
    nodes = [g for g in root.iter(SVG + "g") if class_of(g)[0] == "node"]
    return [*hidden_in_the_dark(root), *text_faults(texts, view, scale, least),
            *box_faults(nodes), *cut_faults(nodes),
            *edge_faults(root, nodes, view), *lying_faults(root, nodes)]


def main():
    program, graphs = sys.argv[1:3]
    count = 0
    with tempfile.TemporaryDirectory() as work:
        path = f"{work}/picture.svg"
        for folder, view, page in readable_graphs.pictures(graphs, work,
                                                           sys.argv[3:]):
            if os.path.exists(path):
                os.remove(path)
            done = readable_graphs.draw(program, folder, view, page, path)
            what = f"{os.path.basename(folder)}: {' '.join(view)} on {page}"
            count += 1
            if not os.path.exists(path):
                print(f"ok {count} - {what} # SKIP {done.stderr.strip()[:90]}")
                continue
            least = 6.5 if view[0] == "matrix" else \
                readable_graphs.PAGES[page]
            faults = faults_of(path, least)
            print(f"{'not ' if faults else ''}ok {count} - {what}", flush=True)
            for fault in faults[:12]:
                print(f"# {fault}")
    print(f"1..{count}")


if __name__ == "__main__":
    main()
