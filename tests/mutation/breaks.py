"""What can be broken in a source: one operator, constant, condition or statement."""

import re

# Operators have a blank on both sides in this source, unless they are unary.
SWAPS = [(" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "),
         (" == ", " != "), (" != ", " == "), (" && ", " || "), (" || ", " && "),
         (" + ", " - "), (" - ", " + "), (" * ", " / "), (" / ", " * "),
         (" += ", " -= "), (" -= ", " += "), ("true", "false"), ("false", "true"),
         ("++", "--"), ("break;", "continue;"), ("isnan(", "!isnan(")]
NUMBER = re.compile(r"(?<![\w.\"'])(\d+(?:\.\d+)?)(?![\w.])")
STATEMENT = re.compile(r"^\s+[\w.\->\[\]*()]+ [-+*/]?= [^;{]*;$|^\s+ctg__\w+\(.*\);$")


def blank(text):
    """The source with comments, texts, preprocessor lines and what is not in a
    release (assertions) as blanks."""
    hidden = re.compile(
        r"\bCTG__ASSERT\([^;]*;|/\*[\s\S]*?\*/|"
        r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|^#(?:.*\\\n)*.*$", re.M)
    return hidden.sub(lambda m: re.sub(r"[^\n]", "\0", m.group()), text)


def breaks_of(text):
    """(line, from, to, new) of everything that can be changed."""
    for number, (seen, whole) in enumerate(
            zip(blank(text).split("\n"), text.split("\n"))):
        if not seen[:1].isspace():
            continue  # of a declaration
        for old, new in SWAPS:
            for at in re.finditer(re.escape(old), seen):
                if old[0].isalpha() and re.search(
                        r"\w$", seen[:at.start()]) or (
                        old[-1].isalpha() and seen[at.end():at.end() + 1].isalnum()):
                    continue
                yield number, at.start(), at.end(), new
        for at in NUMBER.finditer(seen):
            old = at.group()
            yield number, at.start(), at.end(), (
                str(int(old) + 1) if "." not in old else str(float(old) * 1.5))
        if STATEMENT.match(seen):
            indent = len(whole) - len(whole.lstrip())
            yield number, indent, len(whole), ";"
        at = re.match(r"^\s+(?:\} else )?if \((.*)\)( \{)?$", seen)
        if at and at.group(1).count("(") == at.group(1).count(")"):
            yield number, at.start(1), at.end(1), "!(" + whole[at.start(1):at.end(1)] + ")"


FUNCTION = re.compile(r"^[A-Za-z_][^;=]*\(|^(?:static )?(?:const )?\w.* = \{$")


class Break:
    """One line of a source, and what stands there instead."""

    def __init__(self, source, line, old, new, within):
        self.source, self.line = source, line  # as a text; from 1
        self.old, self.new, self.within = old, new, within

    def name(self):
        """What it is called whatever stands above it: (file, what it is in, old, new)."""
        return self.source, self.within, self.old.strip(), self.new.strip()

    def text(self, whole):
        lines = whole.split("\n")
        assert lines[self.line - 1] == self.old
        lines[self.line - 1] = self.new
        return "\n".join(lines)

    def __str__(self):
        return (f"{self.source}: {self.within}\n    {self.old.strip()}\n"
                f"    {self.new.strip()}\n")


def within(lines, number):
    """The function or table that line `number` (from 0) is in."""
    for line in reversed(lines[:number]):
        if FUNCTION.match(line):
            return re.findall(r"\w+", line.split("(")[0].split(" =")[0].split("[")[0])[-1]
    return "file"


def all_breaks(source, whole):
    """All breaks of a source, with each of them once."""
    lines = whole.split("\n")
    return [Break(source, number + 1, lines[number],
                  lines[number][:start] + new + lines[number][end:],
                  within(lines, number))
            for number, start, end, new in breaks_of(whole)]


def read_list(path):
    """Breaks of a list as `str` writes them, with a line that begins with `why`
    behind those that are equivalent: {name: why}."""
    found = {}
    for block in re.split(r"\n\s*\n", path.read_text()):
        lines = [line for line in block.split("\n") if line and line[0] != "#"]
        if not lines:
            continue
        source, inside = lines[0].split(": ")
        found[source, inside, lines[1].strip(), lines[2].strip()] = " ".join(
            line.strip() for line in lines[3:])
    return found
