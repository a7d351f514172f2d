"""graphs/compound-2023 from accounts.csv, positions.csv and markets.csv."""

import os

import tables

# Collateral factors, May 2023; 0: no collateral. Where each comes from is told
# in the graph's SOURCE.md.
FACTORS = {"cAAVE": 0.73, "cBAT": 0.6, "cCOMP": 0.6, "cDAI": 0.835,
           "cETH": 0.825, "cFEI": 0, "cLINK": 0.79, "cREP": 0, "cSUSHI": 0.67,
           "cTUSD": 0, "cUNI": 0.75, "cUSDC": 0.855, "cUSDP": 0, "cUSDT": 0,
           "cWBTC": 0.7, "cYFI": 0.75, "cZRX": 0.65}
BONUS = 0.08
STABLECOINS = ("DAI", "USDC", "USDT", "TUSD", "USDP", "FEI")

# Money (ETH) whose sale moves the price by about 2 % is a fiftieth of this:
# assumptions of an order of magnitude, see SOURCE.md. None: infinite.
DEPTHS = {"ETH": 1000000, "WBTC": 250000, "LINK": 50000, "UNI": 40000,
          "AAVE": 25000, "COMP": 20000, "YFI": 15000, "SUSHI": 15000,
          "BAT": 10000, "ZRX": 10000, "REP": 2500}

# A cToken is made at .02 of the underlying; used where nothing can be implied.
FIRST_RATE = 0.02

source, graph = tables.folders("compound_2023.py")
markets = {row["market"]: row for row in tables.read(source, "markets.csv")}
accounts = [row["account"] for row in tables.read(source, "accounts.csv")]
positions = tables.read(source, "positions.csv")


# Yearly, of log returns: an assumption, for simulate.
VOLATILITIES = {"ETH": 0.65, "WBTC": 0.55, "LINK": 0.85, "UNI": 0.9,
                "AAVE": 0.9, "COMP": 0.95, "YFI": 0.9, "SUSHI": 1.1,
                "BAT": 0.85, "ZRX": 0.95, "REP": 0.9}


def price(market):
    return float(markets[market]["price_eth_est"])


def rate(market):
    """Underlying per cToken, implied by what a cToken counts for."""
    counts = float(markets[market]["collateral_eth_per_ctoken"])
    if not FACTORS[market] or not counts:
        return FIRST_RATE
    return counts / (FACTORS[market] * price(market))


# An account may supply and owe the same asset. Legs of one asset would be added
# up, health counts them apart: the supplied side of those goes by the cToken's
# name, an asset of the same price.
sides = {}
for row in positions:
    side = sides.setdefault((row["account"], row["market"]), [0.0, 0.0])
    side[0] += float(row["ctoken_balance"])
    side[1] += float(row["borrow_underlying"])

legs, lent, largest, twins = [], {}, {}, set()
for (account, market), (ctokens, debt) in sides.items():
    asset = market[1:]
    collateral = ctokens * rate(market)
    if collateral and debt:
        twins.add(market)
    for name, quantity in ((market if debt else asset, collateral),
                           (asset, -debt)):
        if quantity:
            legs.append({"account": account, "owner": account,
                         "venue": "compound", "asset": name,
                         "quantity": quantity})
    lent[asset] = lent.get(asset, 0) + debt
    value = collateral * price(market)
    if value > largest.get(account, (0, ""))[0]:
        largest[account] = (value, asset)

order = {account: place for place, account in enumerate(accounts)}
legs.sort(key=lambda leg: order[leg["account"]])

nodes = [
    {"id": "compound", "name": "Compound v2", "kind": "lending",
     "group": "pool", "pass_through": True},
    {"id": "suppliers", "name": "suppliers", "kind": "fund", "group": "pool"},
]
for account in accounts:
    nodes.append({"id": account, "kind": "account",
                  "group": "on " + largest[account][1]
                  if account in largest else "on nothing"})

tables.write(graph, "nodes", nodes)
tables.write(graph, "exposures", [
    {"debtor": "compound", "creditor": "suppliers", "amount": amount,
     "asset": asset, "kind": "supply"}
    for asset, amount in sorted(lent.items()) if amount])

listed = [(market[1:], market) for market in markets]
listed += [(market, market) for market in markets if market in twins]
tables.write(graph, "assets", [
    {"id": name, "name": name if name != market
     else market[1:] + " supplied by who owes it", "price": price(market),
     "depth": DEPTHS.get(market[1:]),
     "impact": "exponential" if market[1:] in DEPTHS else None,
     "group": "stablecoins" if market[1:] in STABLECOINS else "others",
     "volatility": VOLATILITIES.get(name),
     "follows": market[1:]
     if name == market and market[1:] in VOLATILITIES else None}
    for name, market in listed])
tables.write(graph, "venues", [
    {"node": "compound", "type": "lending", "close_factor": 0.5,
     "full_close_health": 0}])
tables.write(graph, "markets", [
    {"venue": "compound", "asset": name,
     "maintenance": round(1 - FACTORS[market], 12), "bonus": BONUS}
    for name, market in listed])
tables.write(graph, "positions", legs)
tables.scenario(graph, shocks=["asset @others=-50%"])
tables.about(graph, "Compound v2 borrowers, May 2023", "ETH", "2023-05-09",
             "public chain state, via rtuchman/compound-risk-optimization")
for market in markets:
    if FACTORS[market]:
        print("%-6s exchange rate %.5f" % (market, rate(market)))
