"""What the scripts beside this file share: writing a folder of tables."""

import csv
import json
import os
import sys


def number(value):
    """The shortest decimal that reads back to the same double."""
    value = float(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def read(*parts):
    """The rows of a CSV file as dictionaries."""
    with open(os.path.join(*parts), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_matrix(*parts):
    """The rows of a CSV file without header, as numbers."""
    with open(os.path.join(*parts), newline="", encoding="utf-8") as file:
        return [[float(cell) for cell in row] for row in csv.reader(file)]


def write(folder, table, rows):
    """A table from dictionaries; columns in order of first appearance."""
    columns = []
    for row in rows:
        for column in row:
            if column not in columns:
                columns.append(column)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, table + ".csv")
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        for row in rows:
            out.writerow([cell(row.get(column)) for column in columns])


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number(value)
    return value


def about(folder, title, unit, date, source):
    write_json(folder, "about.json",
               {"title": title, "unit": unit, "date": date, "source": source})


def scenario(folder, **keys):
    write_json(folder, "scenario.json", keys)


def write_json(folder, name, value):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2, ensure_ascii=False)
        file.write("\n")


def folders(script):
    """The two folders of the command line: source data, graph to write."""
    if len(sys.argv) != 3:
        sys.exit("usage: %s SOURCE-FOLDER GRAPH-FOLDER" % script)
    return sys.argv[1], sys.argv[2]
