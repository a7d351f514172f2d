"""Who gave what to whom in the first round of a margin venue, calculated slowly
from docs/model.md alone, on random venues, against a ledger.

    venues_reference.py make SEED FOLDER
    venues_reference.py check SEED LEDGER
"""
import csv
import json
import math
import os
import random
import sys

EQUAL = 1e-12
MASK = 2 ** 64 - 1


def less(a, b):
    return a < b - EQUAL * abs(b)


# --- a random venue ---------------------------------------------------------

def make_account(name, legs, margin):
    money = margin - sum(quantity * entry for _, quantity, entry, _ in legs)
    return {'name': name, 'legs': [list(leg) for leg in legs], 'money': money}


def make_accounts(chance, price, losers, winners):
    made = []
    for k in range(losers):
        legs = [('X', round(chance.uniform(2, 20), 2), price['X'], None)]
        if 'Y' in price and chance.random() < .4:
            legs.append(('Y', -round(chance.uniform(1, 5), 2), price['Y'], None))
        margin = chance.uniform(.03, .15) * legs[0][1] * price['X']
        made.append(make_account(f'l{k}', legs, margin))
    for k in range(winners):
        entry = price['X'] * chance.uniform(.9, 1.4)
        cap = chance.choice([None, None, chance.uniform(.05, 1)])
        legs = [('X', -round(chance.uniform(2, 15), 2), entry, cap)]
        if 'Y' in price and chance.random() < .5:
            legs.append(('Y', round(chance.uniform(-5, 5), 2),
                         price['Y'] * chance.uniform(.8, 1.2), None))
        margin = chance.uniform(.15, 1) * -legs[0][1] * entry
        made.append(make_account(f'w{k}', legs, margin))
    return made


def make_layer(chance):
    rules = ['pro-rata', 'levered', 'hyperliquid', 'random', 'random 7']
    layer = {'kind': 'adl', 'rule': chance.choice(rules)}
    if chance.random() < .4:
        layer['severity'] = round(chance.uniform(.2, 1), 3)
    if chance.random() < .4:
        layer['cap'] = round(chance.uniform(.05, 1), 3)
    if chance.random() < .4:
        layer['keep'] = chance.choice([.5, 1, 2, 4])
    return layer


def make(seed):
    chance = random.Random(seed)
    many = seed % 5 == 4
    price = {a: chance.uniform(50, 200) for a in 'XY'[:1 + (seed % 3 == 0)]}
    market = {}
    for asset in price:
        tiers = [(0, chance.uniform(.005, .03), None)]
        if seed % 2:
            tiers.append((chance.uniform(500, 1500),
                          tiers[0][1] + chance.uniform(.01, .05),
                          None if chance.random() < .6 else 0))
        lot = chance.choice([.1, .25, 1]) if seed % 4 == 1 else 0
        market[asset] = {'tiers': tiers, 'lot': lot}
    after = {a: p * chance.uniform(.65, 1.2) for a, p in price.items()}
    after['X'] = 0 if seed % 11 == 10 else price['X'] * chance.uniform(.65, .85)
    accounts = make_accounts(chance, price,
                             70 if many else chance.randint(2, 6),
                             65 if many else chance.randint(3, 9))
    layers = [{'kind': 'fund', 'amount': round(chance.uniform(1, 300), 1)},
              make_layer(chance),
              {'kind': 'fund', 'amount': round(chance.uniform(1, 99), 1)},
              make_layer(chance)]
    return {'price': price, 'after': after, 'market': market,
            'accounts': accounts, 'layers': layers[seed % 2:]}


def write_table(folder, name, columns, rows):
    with open(os.path.join(folder, name + '.csv'), 'w', newline='') as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow('' if cell is None else cell for cell in row)


def write(venue, folder):
    positions = []
    for account in venue['accounts']:
        begin = [account['name'], account['name'], 'V']
        positions += [begin + leg for leg in account['legs']]
        positions.append(begin + [None, account['money'], None, None])
    markets = [('V', asset, *tier, market['lot'] if k == 0 and market['lot']
                else None)
               for asset, market in venue['market'].items()
               for k, tier in enumerate(market['tiers'])]
    keys = ['kind', 'amount', 'rule', 'severity', 'cap', 'keep']
    write_table(folder, 'nodes', ['id', 'equity'], [('V', 1e7)] + [
        (account['name'], 1e6) for account in venue['accounts']])
    write_table(folder, 'assets', ['id', 'price'], venue['price'].items())
    write_table(folder, 'venues', ['node', 'type'], [('V', 'margin')])
    write_table(folder, 'markets', ['venue', 'asset', 'above', 'maintenance',
                                    'deduction', 'lot'], markets)
    write_table(folder, 'positions', ['account', 'owner', 'venue', 'asset',
                                      'quantity', 'entry_price', 'cap'],
                positions)
    write_table(folder, 'layers', ['venue', 'order'] + keys,
                [['V', k] + [layer.get(key) for key in keys]
                 for k, layer in enumerate(venue['layers'])])
    with open(os.path.join(folder, 'scenario.json'), 'w') as file:
        json.dump({'rounds': 1, 'shocks': [
            f'asset {a}={p!r}' for a, p in venue['after'].items()]}, file)


# --- what it comes to -------------------------------------------------------

class Books:
    def __init__(self, venue):
        self.price, self.accounts = venue['after'], venue['accounts']
        self.file_price = venue['price']
        self.lot = {a: m['lot'] for a, m in venue['market'].items()}
        self.tiers = {}
        for asset, market in venue['market'].items():
            made = []
            for above, rate, given in market['tiers']:
                if made and given is None:
                    given = made[-1][2] + above * (rate - made[-1][1])
                made.append((above, rate, given or 0))
            self.tiers[asset] = made

    def margin(self, asset, quantity):
        notional = abs(quantity) * self.price[asset]
        above, rate, less_by = [t for t in self.tiers[asset] if
                                t[0] <= notional * (1 + EQUAL) or not t[0]][-1]
        return max(0, rate * notional - less_by)

    def margins(self, account):
        return sum(self.margin(a, q) for a, q, _, _ in account['legs'])

    def equity(self, account):
        return account['money'] + sum(q * self.price[a] for a, q, _, _
                                      in account['legs'])

    def healthy(self, account):
        # N - D = equity - margin; relative to D for the comparison.
        debt = max(0, -account['money']) + sum(
            -q * self.price[a] + self.margin(a, q)
            for a, q, _, _ in account['legs'] if q < 0)
        return not less(self.equity(account) - self.margins(account) + debt,
                        debt)


def drawn(seed, name):
    x = 0xcbf29ce484222325
    for byte in name.encode():
        x = (x ^ byte) * 0x100000001b3 & MASK
    x = x + seed + 0x9E3779B97F4A7C15 & MASK
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK
    return x ^ x >> 31


def score(books, rule, account, leg, profit):
    asset, quantity, entry, _ = leg
    notional = abs(quantity) * books.price[asset]
    leverage = notional / books.equity(account)
    word = rule.split()[0]
    if word == 'random':
        return drawn(int((rule.split() + ['1'])[1]), account['name'])
    if word == 'hyperliquid':
        # A short at a price of 0: of notional 0, so last whatever its return.
        return entry / books.price[asset] * leverage if notional else 0
    return profit * leverage if word == 'levered' else profit


def winners_of(books, layer):
    found = []
    for account in books.accounts:
        if not books.equity(account) > 0 or not books.healthy(account):
            continue
        for leg in account['legs']:
            profit = leg[1] * (books.price[leg[0]] - leg[2])
            if profit > 0:
                caps = [c for c in (layer.get('cap'), leg[3]) if c is not None]
                found.append({'account': account, 'leg': leg, 'given': 0,
                              'score': score(books, layer['rule'], account,
                                             leg, profit),
                              'most': min(caps) * profit if caps else math.inf})
    return found


def keep_bound(books, keep, winner, give):
    account, (asset, quantity, _, _) = winner['account'], winner['leg']
    size, price = abs(quantity), books.price[asset]
    equity = books.equity(account)
    others = books.margins(account) - books.margin(asset, size)

    def spare(x):
        return equity - give * x - keep * (
            others + books.margin(asset, max(0, size - x)))
    if less(equity, keep * books.margins(account)):
        return 0
    edges = {0, size} | {size - t[0] / price for t in books.tiers[asset]
                         if price > 0 and 0 < size - t[0] / price < size}
    edges = sorted(edges)
    for low, high in zip(edges, edges[1:]):
        low += 1e-10 * (low > 0)
        if spare(low) < -1e-11 * equity:
            return low
        if spare(high) < -1e-11 * equity:
            for _ in range(100):
                middle = (low + high) / 2
                low, high = ((middle, high) if spare(middle) >= 0 else
                             (low, middle))
            return low
    return size


def room(books, layer, winner, give, lot):
    size = abs(winner['leg'][1])
    if not size or less(books.equity(winner['account']) / size, give):
        return 0
    left = winner['most'] - winner['given']
    if left <= EQUAL * winner['most'] and left < math.inf:
        return 0
    most = min(size, left / give)
    if layer.get('keep'):
        most = min(most, keep_bound(books, layer['keep'], winner, give))
    return math.floor(most / lot * (1 + EQUAL)) if lot else most


def share_out(books, layer, side, asked, give, lot, close):
    if lot:
        rooms = [[w, room(books, layer, w, give, lot), 0] for w in side]
        for _ in range(asked):
            best = None
            for entry in rooms:
                # Nobody without a share of the profit gives.
                if entry[2] < entry[1] and entry[0]['score'] > 0:
                    key = ((entry[0]['given'] + (entry[2] + 1) * lot * give) /
                           entry[0]['score'])
                    if best is None or key < best[0] * (1 - EQUAL):
                        best = key, entry
            if best:
                best[1][2] += 1
        for winner, _, lots in rooms:
            close(winner, lots)
        return
    again = True
    while again and asked > 1e-14:
        rooms = [(w, room(books, layer, w, give, lot)) for w in side]
        rooms = [(w, most) for w, most in rooms if most > 1e-13]
        total, wanted = sum(w['score'] for w, _ in rooms), asked
        again = False
        for winner, most in rooms:
            part = wanted * winner['score'] / total if total else 0
            again |= part > most
            asked -= min(part, most)
            close(winner, min(part, most))


def queue_up(books, layer, side, asked, give, lot, close):
    for winner in sorted(side, key=lambda w: -w['score']):
        pieces = min(asked, room(books, layer, winner, give, lot))
        if pieces > 0:
            asked -= pieces
            close(winner, pieces)


def deleverage(books, layer, loser, winners, given):
    prices = books.price
    legs = [(leg, leg[0], leg[1]) for leg in loser['account']['legs']]
    total = sum(abs(q) * prices[a] for _, a, q in legs)
    if not total > 0:
        prices = books.file_price
        total = sum(abs(q) * prices[a] for _, a, q in legs)
    share = layer.get('severity', 1) * loser['left'] / loser['short']
    short = loser['short']
    for leg, asset, quantity in legs:
        side = 1 if quantity > 0 else -1
        give = short * prices[asset] / total
        lot = books.lot[asset]
        asked = share * abs(quantity)

        def close(winner, pieces):
            units = side * (pieces * lot if lot else pieces)
            money = units * (books.price[asset] + side * give)
            before = abs(winner['leg'][1])
            winner['leg'][1] += units
            if abs(winner['leg'][1]) <= EQUAL * before:
                winner['leg'][1] = 0
            winner['account']['money'] -= money
            winner['given'] += abs(units) * give
            leg[1] -= units
            loser['account']['money'] += money
            loser['left'] = max(0, loser['left'] - abs(units) * give)
            loser['short'] -= abs(units) * give
            pair = loser['account']['name'], winner['account']['name']
            given[pair] = given.get(pair, 0) + abs(units) * give
        if lot:
            asked = math.floor(asked / lot * (1 + EQUAL))
        others = [w for w in winners if w['leg'][0] == asset and
                  w['leg'][1] * side < 0]
        how = (share_out if layer['rule'] in ('pro-rata', 'levered')
               else queue_up)
        if give > 0:
            how(books, layer, others, asked, give, lot, close)


def run(venue):
    books = Books(venue)
    losers = [{'account': a, 'short': -books.equity(a), 'left':
               -books.equity(a)} for a in venue['accounts']
              if books.equity(a) < 0]
    given = {}
    for layer in venue['layers']:
        total = sum(loser['left'] for loser in losers)
        if layer['kind'] == 'fund':
            for loser in losers:
                loser['left'] *= 1 - min(1, layer['amount'] / total) \
                    if total else 0
            continue
        winners = winners_of(books, layer)
        for loser in sorted(losers, key=lambda loser: -loser['left']):
            if loser['left'] > 1e-9:
                deleverage(books, layer, loser, winners, given)
    return given


def check(seed, path):
    wanted = run(make(seed))
    found = {(row['source'], row['target']): float(row['amount'])
             for row in csv.DictReader(open(path)) if row['channel'] == 'adl'}
    for pair in wanted.keys() | found.keys():
        a, b = wanted.get(pair, 0), found.get(pair, 0)
        assert abs(a - b) <= 1e-8, (seed, pair, a, b)
    print(len(found))


if __name__ == '__main__':
    if sys.argv[1] == 'make':
        write(make(int(sys.argv[2])), sys.argv[3])
    else:
        check(int(sys.argv[2]), sys.argv[3])
