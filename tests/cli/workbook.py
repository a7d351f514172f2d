"""Workbooks and archives for tests: python3 workbook.py KIND FILE.

A workbook is made by hand, with all that is in those of spreadsheet programs:
shared and inline texts, styles of dates, formulas, cells left out.
"""
import sys
import zipfile

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

STRINGS = ['id', 'equity', 'name', 'Alpha "A", Inc', 'Böhm & Co',
           'debtor', 'creditor', 'amount', 'two\nlines']
NODES = '''
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
 <c r="C1" t="s"><v>2</v></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>A</t><rPh sb="0" eb="1"><t>ei</t></rPh>
 </is></c><c r="B2"><v>1.25E1</v></c><c r="C2" t="s"><v>3</v></c></row>
<row r="3"/>
<row r="4"><c r="A4" t="str"><f>CONCATENATE("B","")</f><v>B</v></c>
 <c r="B4"><f>SUM(1,2)</f><v>3</v></c><c r="C4" t="s"><v>8</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><r><t>C</t></r><r><t>1</t></r></is></c>
 <c r="B5" s="2"><v>0.5</v></c></row>'''
EXPOSURES = '''
<row r="1"><c r="A1" t="s"><v>5</v></c><c r="B1" t="s"><v>6</v></c>
 <c r="C1" t="s"><v>7</v></c></row>
<row r="2"><c t="inlineStr"><is><t>A</t></is></c>
 <c t="inlineStr"><is><t>B</t></is></c><c>%s</c></row>'''
FAULTS = {
    'error': '<c r="C2" t="e"><f>Other!A1</f><v>#REF!</v></c>',
    'formula': '<c r="C2"><f>A1*2</f></c>',
    'empty': '<c r="C2"><f>A1*2</f><v></v></c>',
    'date': '<c r="C2" s="1"><v>45352</v></c>',
    'word': '<c r="C2" t="inlineStr"><is><t>many</t></is></c>',
    'order': '<c r="B2"><v>1</v></c>',
    'shared': '<c r="C2" t="s"><v>99</v></c>',
}


def sheet(rows, more=''):
    return (f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
            f'{more}</worksheet>')


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;')


def workbook(kind, file):
    cell = FAULTS.get(kind, '<v>7.25</v>')
    exposures = (EXPOSURES % cell).replace('<c><c', '<c').replace(
        '</c></c>', '</c>')
    merged = '<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'
    sheets = [('nodes', sheet(NODES)),
              ('exposures', sheet(exposures,
                                  merged if kind == 'merged' else ''))]
    if kind == 'stray':
        sheets.append(('Notes 2024', sheet('')))
    if kind == 'nodeless':
        sheets = sheets[1:]
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as book:
        book.writestr('xl/workbook.xml', (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
            + ''.join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>'
                      for i, (name, _) in enumerate(sheets, 1))
            + '</sheets></workbook>'))
        book.writestr('xl/_rels/workbook.xml.rels', (
            f'{HEAD}<Relationships>'
            + ''.join(f'<Relationship Id="rId{i}" Target="'
                      f'{"/xl/" if i == 2 else ""}worksheets/sheet{i}.xml"/>'
                      for i in range(1, len(sheets) + 1))
            + '</Relationships>'))
        book.writestr('xl/styles.xml', (
            f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>'
            '<numFmt numFmtId="164" formatCode="[Red]0.0&quot; days&quot;"/>'
            '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
            '<xf numFmtId="164"/></cellXfs></styleSheet>'))
        book.writestr('xl/sharedStrings.xml', (
            f'{HEAD}<sst xmlns="{MAIN}">'
            + ''.join(f'<si><t>{escape(text)}</t></si>' for text in STRINGS)
            + '</sst>'))
        for i, (_, xml) in enumerate(sheets, 1):
            book.writestr(f'xl/worksheets/sheet{i}.xml', xml)


def archive(kind, file):
    nodes = 'id,equity\nA,12.5\nB,3\n'
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as packed:
        if kind != 'zip-nodeless':
            packed.writestr('book/nodes.csv', nodes)
        packed.writestr('book/exposures.csv', 'debtor,creditor,amount\nA,B,'
                        + ('x' if kind == 'zip-word' else '7.25') + '\n')
        packed.writestr('book/about.json', '{"title": "Two"}')
        packed.writestr('__MACOSX/book/._nodes.csv', 'not a table')
        if kind == 'zip-twice':
            packed.writestr('nodes.csv', nodes)
        if kind == 'zip-stray':
            packed.writestr('book/Exposure.csv', 'a')


def main():
    kind, file = sys.argv[1:]
    if kind.startswith('zip'):
        archive(kind, file)
    else:
        workbook(kind, file)


main()
