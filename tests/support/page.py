"""Checks pages that report wrote: page.py CHECK FILE..."""
import base64
import csv
import hashlib
import html.parser
import json
import re
import sys


class Page(html.parser.HTMLParser):
    """Elements with their attributes and text, and the text of all."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.source = open(path, encoding='utf-8').read()
        self.elements, self.open, self.words = [], [], []
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag, attributes):
        made = [tag, dict(attributes), '']
        self.elements.append(made)
        if tag not in ('meta', 'link', 'input', 'br'):
            self.open.append(made)

    def handle_endtag(self, tag):
        assert self.open[-1][0] == tag, (tag, self.open[-1])
        self.open.pop()

    def handle_data(self, data):
        for made in self.open:
            made[2] += data
        if self.open and self.open[-1][0] not in ('script', 'style'):
            self.words.append(data)

    def all(self, tag, **attributes):
        return [e for e in self.elements if e[0] == tag and all(
            e[1].get(k.strip('_')) == v for k, v in attributes.items())]

    def text(self):
        return re.sub(r'\s+', ' ', ' '.join(self.words))


def section(page, name):
    return page.all('section', id=name)[0][2]


def defi(path):
    page = Page(path)
    assert page.all('h1')[0][2] == 'DeFi-25, an invented network: all eth −35%'
    assert len(page.all('h1')) == 1
    assert [e[1]['id'] for e in page.all('section')] == [
        'spread', 'channels', 'chains', 'losers', 'venue', 'systemic',
        'size', 'prices', 'before', 'trust', 'again']
    lead = page.all('p', class_='lead')[0][2]
    for words in ('A 35% fall of all eth', '$1.65B', '$606M', '×1.51',
                  'fire-sale price impact', '5 nodes', 'Orin Trading first',
                  '$606M (all losses are ×1.51 the shock itself), chiefly by '
                  'fire-sale price impact (43% of it)', 'Lendora Core last',
                  'Alone, whale 0x7a3f could have stopped 4 of the 5 defaults '
                  'by meeting all its debts', 'passes 34.9%; this run\'s 35% '
                  'lies just past that.'):
        assert words in lead, words
    assert page.source.count('<div><dt>') == 6
    assert re.search(r'<dd>5<small>of 25 nodes', page.source)
    # From $1.80B losses booked to $1.65B of equity, and where the jump is.
    assert 'gains of $59.0M are taken off' in page.source
    assert '$83.4M<small>falls on creditors and users; not in' in page.source
    assert '34.9%<small>by $217M; 3 jumps of 1% of equity' in page.source
    assert page.source.count('<g class="row i_') == 14 + 2
    # All that default have a row in it and a cross, the last of them as well.
    rounds = page.source[page.source.index('class="ch tl"'):]
    rounds = rounds[:rounds.index('</svg>')]
    assert rounds.count('<g class="row i_') == 14
    assert rounds.count('<g class="fail">') == 5 and '>Lendora Core<' in rounds
    # Lendora Core has the row of one that lost more than it.
    assert ('14 nodes: every default, and of the others those that lose most;'
            in page.source)
    # The smallest of its channels has no bar that could be seen.
    figure = page.source[page.source.index('class="ch tl"'):]
    figure = figure[:figure.index('</figure>')]
    assert re.findall(r'</svg><b>(\w\w)</b>', figure) == [
        'SH', 'CD', 'LQ', 'FS', 'XH'], figure[-600:]
    assert ('✕ marks the round of default, after which losses may go on: '
            'beyond the equity they fall on creditors; at the right, the '
            'losses of the row together, gains in other rounds not taken '
            'off</span>') in page.source
    rows = re.search(r'"chains".*?<tbody>(.*?)</tbody>', page.source,
                     re.S)[1].split('<tr>')
    assert '$35.8M' in rows[1] and '5.9%' in rows[1], rows[1]
    losers = re.search(r'<section id="losers".*?</section>', page.source, re.S)
    table = re.findall(r'<table class="sort">.*?</table>', losers[0], re.S)[0]
    assert table.count('<tr data-i=') == 25
    assert 'data-v="274423706.87598' in table
    # What is not known is no number to sort by; words are not unknown.
    assert set(re.findall(r'data-v="nan"[^>]*>([^<]*)<', page.source)) == {'–'}


def sealed(path):
    page = Page(path)
    assert not page.open, page.open
    policy = page.all('meta')[1][1]['content']
    for kind, tag in (('style-src', 'style'), ('script-src', 'script')):
        found = page.all(tag)
        assert len(found) == 1, (tag, len(found))
        digest = base64.b64encode(
            hashlib.sha256(found[0][2].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy, kind
    assert policy.startswith("default-src 'none'; ")
    ids = [e[1]['id'] for e in page.elements if 'id' in e[1]]
    assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
    for tag, attributes, _ in page.elements:
        assert tag not in ('img', 'iframe', 'object', 'embed', 'base', 'form',
                           'use', 'image', 'foreignobject', 'animate', 'set')
        for name, value in attributes.items():
            assert name != 'style' and not name.startswith('on'), (tag, name)
            assert 'http' not in (value or '') or tag == 'meta', (tag, value)
            if name in ('href', 'src'):
                assert value in ('data:,',) or value[1:] in ids, value
            if name in ('for', 'aria-labelledby', 'data-for'):
                for word in value.split():
                    assert word in ids, (name, word)
    for c in page.source:
        assert ord(c) >= 32 or c == '\n', repr(c)
        assert c not in '‪‫‬‭‮', 'a character that turns text'


def amount(words):
    words = words.replace('−', '-').replace('+', '').replace('$', '')
    scale = {'K': 1e3, 'M': 1e6, 'B': 1e9}.get(words[-1], 1)
    return float(words.rstrip('KMB')) * scale


def styled(path):
    """Every mark of a chart looks like something: the style names its class,
    and a mark that has two of them by both."""
    page = Page(path)
    style = page.all('style')[0][2]
    seen = set()
    for chart in re.findall(r'<svg class="ch.*?</svg>', page.source, re.S):
        for classes in re.findall(
                r'<(?:circle|line|path|rect) [^>]*class="([^"]+)"', chart):
            for one in classes.split():
                seen.add(one)
                assert re.search(rf'\.{one}(?![\w-])', style), classes
    assert len(seen) > 10, seen


def waterfall(path):
    page = Page(path)
    said = [e[2] for e in page.all('desc') if 'Waterfall' in e[2]][0]
    steps = re.findall(r'([^:;]+) ([−+]?\$[\d.]+[KMB]?)', said)
    total = 0
    for name, words in steps:
        if name.strip() in ('losses booked', 'equity lost'):
            assert abs(total - amount(words)) < 0.02 * amount(words), said
        else:
            total += amount(words)
    assert steps[-1][0].strip() == 'equity lost'


def sums(path, json_path):
    """One line leads from the direct loss to the equity lost, digit by digit,
    and its figures are those of the JSON, rounded."""
    made = json.load(open(json_path))
    said = [e[2] for e in Page(path).all('p', class_='note')
            if 'losses booked' in e[2]]
    assert len(said) == 1, said
    number = re.compile(r'([\d,]+(?:\.\d+)?)([KMBT]?)')
    found, power = {}, 1
    for words, key in ((' direct loss', 'direct'), (' contagion', 'contagion'),
                       (' losses booked', 'losses_net'),
                       (' gains', 'gains_net'),
                       (' beyond equity', 'beyond_equity'),
                       (' equity lost', 'equity_lost')):
        before = said[0].partition(words)[0]
        if before == said[0]:
            continue
        digits, letter = number.findall(before)[-1]
        power = 10 ** len(digits.partition('.')[2])
        found[key] = round(float(digits.replace(',', '')) * power)
        scale = {'': 1, 'K': 1e3, 'M': 1e6, 'B': 1e9}[letter] / power
        assert abs(found[key] * scale - made[key]) <= 0.5001 * scale, key
    assert found['direct'] + found['contagion'] == found['losses_net']
    assert found['losses_net'] - found.get('gains_net', 0) - \
        found.get('beyond_equity', 0) == found['equity_lost']
    for key in 'gains_net', 'beyond_equity':
        assert (key in found) == (made[key] > 0), key


def numbers_of(made):
    if isinstance(made, dict):
        made = list(made.values())
    if isinstance(made, list):
        for each in made:
            yield from numbers_of(each)
    elif isinstance(made, (int, float)) and not isinstance(made, bool):
        yield float(made)


def same_numbers(page, numbers):
    """Every exact number of a table is one of the JSON, but for the losses by
    node and round, whose rows add up."""
    tables_seen = 0
    for table in re.findall(r'<table.*?</table>', page.source, re.S):
        rows = [[float(x) for x in re.findall(r'data-v="([-+.\de]+)"', row)]
                for row in re.findall(r'<tr.*?</tr>', table, re.S)]
        if '>round 0<' in table and '>all<' in table and 'SH' not in table:
            for row in rows[1:]:
                assert abs(sum(row[:-1]) - row[-1]) <= 1e-9 * row[-1], row
        else:
            for number in sum(rows, []):
                assert number in numbers, (number, table[:200])
        tables_seen += 1
    assert tables_seen > 10, tables_seen


def same_rows(text, md):
    """Every row of a table of the Markdown is one of the HTML; nothing is a
    dash there, and what is drawn has a heading. The key figures, first, say
    what they mean in brackets."""
    seen = 0
    text = re.sub(r'[\s–]+', '', text).replace('byround', '')
    keys, _, rest = md.partition('\n### ')
    for line in re.findall(r'^\| [^|]*\(.*$', keys, re.M):
        for words in re.split(r'[(]|\) *\|', line.strip('| ')):
            assert re.sub(r'[\s–]+', '', words) in text, line
            seen += 1
    for line in re.findall(r'^\| .*\|$', rest, re.M):
        row = re.sub(r'(?<!\\)\||\*\*', '', line)
        row = re.sub(r'[\s–]+', '', re.sub(r'\\(.)', r'\1', row))
        assert row in text, line
        seen += 1
    assert seen > 100, seen


def agree(*paths):
    page, md, made = (Page(paths[0]), open(paths[1]).read(),
                      json.load(open(paths[2])))
    text = page.text()
    for e in page.all('p', class_='lead'):
        assert e[2] == made['answer']
        assert e[2] in md.replace('**', '')
    exact = re.findall(r'data-v="([^"]+)"', page.source)
    for row in made['losers']['nodes']:
        assert repr(row['loss']).rstrip('0').rstrip('.') in \
            [x for x in exact] or float(row['loss']) in \
            [float(x) for x in exact]
        assert row['node'] in text
    for row in made['chains']['chains']:
        assert float(row['loss']) in [float(x) for x in exact]
    same_numbers(page, set(numbers_of(made)))
    same_rows(text, md)
    # What not every page has, in the order of the page.
    assert list(made)[25:] == [
        'losses_net', 'direct', 'contagion', 'gains_net', 'spread', 'channels',
        'chains', 'losers', 'venue', 'systemic', 'size', 'prices', 'before',
        'trust', 'again'], list(made)
    for head in re.findall(r'^### (.*)$', md, re.M):
        assert head in [e[2] for e in page.all('h2')], head
    assert abs(made['losses_net'] - made['gains_net'] - made['beyond_equity']
               - made['equity_lost']) < 1e-9 * made['losses_net']
    assert abs(made['direct'] + made['contagion'] - made['losses_net']) < 1
    sums = {row['step']: row['amount'] for row in made['channels']['waterfall']}
    assert abs(sums['equity lost'] - made['equity_lost']) < 1
    by_round = sum(row['all'] for row in made['channels']['rounds'])
    assert abs(by_round - made['losses_net']) < 1


def venue(path, json_path, csv_path):
    """A mark for each haircut, and the rows of `adl`."""
    made = json.load(open(json_path))['venue']
    rows = [dict(zip(made['policies'][0], line)) for line in
            list(csv.reader(open(csv_path)))[1:]]
    assert len(rows) == len(made['policies']) > 2
    for row, policy in zip(rows, made['policies']):
        for key, value in policy.items():
            assert str(value) == row[key] or (value is None and not row[key]) \
                or float(row[key]) == value, (key, value, row[key])
    text = open(path, encoding='utf-8').read()
    chart = re.search(r'<section id="venue".*?</svg>', text, re.S)[0]
    shown = []
    for payer in made['payers']:
        if (payer['venue'], payer['account']) not in shown:
            shown.append((payer['venue'], payer['account']))
    given = [p for p in made['payers'] if p['haircut'] > 0 and
             (p['venue'], p['account']) in shown[:14]]
    rows = chart[chart.index('<g class="row'):]
    assert rows.count('<title>') == rows.count('class="mk') == len(given) > 5
    own = [p for p in given if p['policy'] == 'hyperliquid']
    assert rows.count('class="mk own"') == len(own) > 2
    # Where a mark is says its share: two of them fix the axis, others fit.
    at = sorted(float(x) for x in
                re.findall(r'<circle cx="([\d.]+)"', rows))
    shares = sorted(p['share'] for p in given if p['policy'] == 'pro-rata')
    scale = (at[-1] - 190) / shares[-1]
    for x, share in zip(at, shares):
        assert abs(x - 190 - scale * share) < 0.2, (x, share)


def tables(path):
    wanted = None
    seen = 0
    for line in open(path, encoding='utf-8'):
        if not line.startswith('|'):
            wanted = None
            continue
        cells = len(re.sub(r'\\.', '', line).split('|')) - 2
        wanted = wanted or cells
        seen += 1
        assert cells == wanted, line
    assert seen > 10


def same(one, other):
    """But for the hash of the input, and the order of equal losses."""
    words = [sorted(w.strip() for w in Page(path).words
                    if w.strip() and not w.startswith('input '))
             for path in (one, other)]
    assert words[0] == words[1], set(words[0]) ^ set(words[1])
    numbers = [sorted(float(x) for x in re.findall(
        r'data-v="([-+.\de]+)"', Page(path).source)) for path in (one, other)]
    assert len(numbers[0]) == len(numbers[1]) > 100
    for a, b in zip(*numbers):
        assert abs(a - b) <= 1e-9 * max(abs(a), abs(b)), (a, b)


def sorted_by(path, nodes):
    """What is sorted by is what the table of nodes says."""
    losses = {float(row['loss']): row['loss']
              for row in csv.DictReader(open(nodes))}
    losers = re.search(r'<section id="losers".*?</section>',
                       Page(path).source, re.S)[0]
    table = re.findall(r'<table class="sort">.*?</table>', losers, re.S)[0]
    largest = sorted(losses, reverse=True)[:25]
    exact = re.findall(r'data-v="([-+.\de]+)"', table)
    for loss in largest:
        assert losses[loss] in exact or repr(loss) in exact, losses[loss]


def cells(path, count):
    """As many squares in the matrix of claims as there are pairs."""
    chart = re.search(r'class="ch hm".*?</svg>', Page(path).source, re.S)[0]
    squares = re.findall(r'<path class="h\d" d="([^"]*)"', chart)
    assert len(squares) == 5
    assert sum(d.count('M') for d in squares) == int(count)


def compound(path):
    page = Page(path)
    lead = page.all('p', class_='lead')[0][2]
    for words in ('267K ETH', '237K ETH is the shock itself',
                  'contagion adds 46.8K ETH', '×1.20', '194 nodes default',
                  'the last in round 6'):
        assert words in lead, words
    keys = dict(re.findall(r'<div><dt>([^<]*)</dt><dd>([^<]*)<', page.source))
    assert keys['Defaults'] == '194' and len(keys) == 6, keys
    # Three of those that lose most are left with what rounding leaves.
    losers = re.search(r'<section id="losers".*?</section>', page.source, re.S)
    dust = re.findall(r'data-v="([^"]*e-1\d)">([^<]*)<', losers[0])
    assert len(dust) == 3 and {words for _, words in dust} == {'0 ETH'}, dust


def compound_trust(path):
    page = Page(path)
    lead = page.all('p', class_='lead')[0][2]
    assert 'they jump by 10.4K ETH when the shock passes 38.4%' in lead
    size = section(page, 'size')
    assert '38.4%' in size and '1 jump of 1% of equity or more' in page.text()
    trust = re.search(r'<section id="trust".*?</section>', page.source, re.S)
    doubts = re.findall(r'<li[^>]* data-m="!">(.*?)</li>', trust[0], re.S)
    assert any('1 of 1046 nodes is insolvent from the start' in d
               for d in doubts), doubts


if __name__ == '__main__':
    globals()[sys.argv[1]](*sys.argv[2:])
