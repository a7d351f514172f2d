"""Compares databases of results with their CSV: python3 database.py WHAT ...

same DATABASE TABLE CSV   a table has the cells of a file, each of its type
stamp DATABASE JSON       the stamp says what the JSON's first keys do
"""
import csv
import json
import sqlite3
import sys

# What a declared type makes of a cell of CSV; a blank one is null.
READ = {'REAL': float, 'TEXT': str,
        'INTEGER': lambda text: {'true': 1, 'false': 0}.get(text) if
        text in ('true', 'false') else int(text)}
KEPT = {'REAL': float, 'TEXT': str, 'INTEGER': int}


def same(path, table, file):
    database = sqlite3.connect('file:%s?mode=ro' % path, uri=True)
    assert database.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
    columns = [(row[1], row[2]) for row in
               database.execute('PRAGMA table_info("%s")' % table)]
    found = database.execute('SELECT * FROM "%s" ORDER BY rowid' % table)
    with open(file, newline='', encoding='utf-8') as opened:
        wanted = list(csv.reader(opened))
    assert [name for name, _ in columns] == wanted[0], columns
    rows = found.fetchall()
    assert len(rows) == len(wanted) - 1 > 0, (len(rows), len(wanted))
    for row, cells in zip(rows, wanted[1:]):
        for (name, kind), value, cell in zip(columns, row, cells):
            right = READ[kind](cell) if cell else None
            assert value == right, (name, kind, value, cell)
            assert value is None or type(value) is KEPT[kind], (name, value)


def stamp(path, file):
    kept = dict(sqlite3.connect(path).execute('SELECT key, value FROM stamp'))
    with open(file, encoding='utf-8') as opened:
        text = opened.read()
    try:
        wanted = json.loads(text)
    except ValueError: # a document a line
        wanted = json.loads(text.split('\n')[0])
    assert list(kept) == ['schema', 'version', 'input', 'scenario', 'edits',
                          'warnings'], list(kept)
    for key, value in kept.items():
        value = value if key == 'schema' else json.loads(value)
        assert value == wanted[key], (key, value, wanted[key])


{'same': same, 'stamp': stamp}[sys.argv[1]](*sys.argv[2:])
