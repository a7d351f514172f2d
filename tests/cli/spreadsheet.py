"""Workbooks as spreadsheet programs make them.

python3 spreadsheet.py fods FOLDER FILE      tables of a folder, for soffice
python3 spreadsheet.py openpyxl FOLDER FILE  the same by openpyxl
python3 spreadsheet.py kinds WHAT FILE       every kind of cell, for soffice, and
                                             an amount that is date, error or bool
python3 spreadsheet.py kinds-openpyxl WHAT FILE
python3 spreadsheet.py same ONE OTHER        two graphs in JSON have the same cells,
                                             numbers to the 15 digits that sheets keep

What looks like a number is one, as it is once it is typed, but for ids.
"""
import csv
import datetime
import json
import pathlib
import re
import sys
from xml.sax.saxutils import escape, quoteattr

NUMBER = re.compile(r'-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$')
IDS = {'id', 'name', 'debtor', 'creditor', 'node', 'venue', 'account', 'owner',
       'asset', 'issuer', 'holder', 'group', 'kind'}
URN = 'urn:oasis:names:tc:opendocument:xmlns:'
SPACES = ''.join(f' xmlns:{name}="{URN}{what}:1.{minor}"' for name, what, minor in (
    ('office', 'office', 0), ('table', 'table', 0), ('text', 'text', 0),
    ('style', 'style', 0), ('number', 'datastyle', 0), ('of', 'of', 2)))
STYLES = '''<office:automatic-styles>
<number:date-style style:name="N1"><number:year number:style="long"/>
<number:text>/</number:text><number:month number:style="long"/>
<number:text>/</number:text><number:day/></number:date-style>
<number:percentage-style style:name="N2"><number:number
 number:decimal-places="0"/><number:text>%</number:text></number:percentage-style>
<number:boolean-style style:name="N3"><number:boolean/></number:boolean-style>
''' + ''.join(f'<style:style style:name="{name}" style:family="table-cell" '
              f'style:data-style-name="N{i}"/>' for i, name in enumerate(
                  ('date', 'share', 'bool'), 1)) + '</office:automatic-styles>'


def typed(head, cell):
    return (None if not cell else float(cell)
            if head not in IDS and NUMBER.match(cell) else cell)


def tables(folder):
    for path in sorted(pathlib.Path(folder).glob('*.csv')):
        with open(path, newline='', encoding='utf-8-sig') as file:
            rows = [row for row in csv.reader(file) if row]
        yield path.stem, rows[:1] + [
            [typed(head, cell) for head, cell in zip(rows[0], row)]
            for row in rows[1:]]


def cell_of(value):
    """One of a flat document; `=...` is a formula, `40%` a share."""
    if value is None:
        return '<table:table-cell/>'
    if isinstance(value, bool):
        kind, more, value = 'boolean', ' table:style-name="bool"', str(value).lower()
    elif isinstance(value, float):
        kind, more, value = 'float', '', repr(value)
    elif isinstance(value, datetime.date):
        kind, more, value = 'date', ' table:style-name="date"', value.isoformat()
    elif value.startswith('='):
        return '<table:table-cell table:formula=%s/>' % quoteattr('of:' + value)
    elif re.match('[0-9]+%$', value):
        kind, more = 'percentage', ' table:style-name="share"'
        value = repr(float(value[:-1]) / 100)
    else:
        return ('<table:table-cell office:value-type="string"><text:p>'
                f'{escape(value)}</text:p></table:table-cell>')
    name = {'boolean': 'boolean-value', 'date': 'date-value'}.get(kind, 'value')
    return (f'<table:table-cell{more} office:value-type="{kind}" '
            f'office:{name}="{value}"/>')


def write_fods(sheets, file):
    with open(file, 'w', encoding='utf-8') as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<office:document'
                  f'{SPACES} office:version="1.2" office:mimetype='
                  '"application/vnd.oasis.opendocument.spreadsheet">'
                  f'{STYLES}<office:body><office:spreadsheet>\n')
        for name, rows in sheets:
            out.write(f'<table:table table:name="{name}">\n')
            for row in rows:
                out.write('<table:table-row>%s</table:table-row>\n'
                          % ''.join(map(cell_of, row)))
            out.write('</table:table>\n')
        out.write('</office:spreadsheet></office:body></office:document>\n')


def write_openpyxl(sheets, file):
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)


def kinds(what, formulas):
    """The graph of kinds.json in the test."""
    last = {'date': datetime.date(2024, 2, 29), 'bool': True,
            'error': '=1/0' if formulas else '#DIV/0!', 'formula': '=1+2'}
    share = '40%' if formulas else 0.4
    nodes = [['id', 'equity', 'recovery', 'since', 'big'],
             ['A', '=2+0.25' if formulas else 2.25, share,
              datetime.date(2024, 2, 29), True],
             ['007', '=[.B2]*2' if formulas else 4.5, 0.25,
              datetime.date(1999, 12, 31), False],
             ['Böhm & Co', 1e-7, None, None, True]]
    exposures = [['debtor', 'creditor', 'amount'], ['A', '007', 0.1],
                 ['="Böhm "&"&"&" Co"' if formulas else 'Böhm & Co', 'A',
                  '=SUM([$nodes.B2:.B3])' if formulas else 6.75]]
    if what in last:
        exposures.append(['A', '007', last[what]])
    return [('nodes', nodes), ('exposures', exposures)]


def alike(one, other):
    return one == other or (
        isinstance(one, (float, int)) and isinstance(other, (float, int)) and
        abs(one - other) <= 1e-14 * abs(other))


def same(one, other):
    found = []
    for path in (one, other):
        with open(path, encoding='utf-8') as file:
            graph = json.load(file)
        graph.pop('about', None)
        found.append([(table, i, key, value) for table, rows in graph.items()
                      for i, row in enumerate(rows) for key, value in row.items()])
    assert len(found[0]) == len(found[1]) > 0, list(map(len, found))
    for read, wanted in zip(*found):
        assert read[:3] == wanted[:3] and alike(read[3], wanted[3]), (read, wanted)


what, one, other = sys.argv[1:]
if what == 'same':
    same(one, other)
elif what == 'kinds':
    write_fods(kinds(one, True), other)
elif what == 'kinds-openpyxl':
    write_openpyxl(kinds(one, False), other)
else:
    {'fods': write_fods, 'openpyxl': write_openpyxl}[what](tables(one), other)
