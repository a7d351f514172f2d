"""graphs/europe-2018 from eba_2018_banks.csv of the source."""

import math

import tables

# The authors' rules: sell below a leverage ratio of 4 %, down to 5 %; the
# price falls by 10 % when 10 % of the market is sold.
LEVERAGE_MAX, LEVERAGE_TARGET = 25, 20
IMPACT = 0.1
MILLION = 1000000

source, graph = tables.folders("europe_2018.py")
nodes, holdings = [], []
market = {"GOV": 0.0, "CORP": 0.0}
for row in tables.read(source, "eba_2018_banks.csv"):
    bank = row["bank_id"]
    equity = float(row["cet1_eur_m"]) * MILLION
    total = equity / (float(row["leverage_pct"]) / 100)
    securities = float(row["debt_securities_eur_m"]) * MILLION
    bonds = {"GOV": float(row["gov_bonds_eur_m"]) * MILLION}
    bonds["CORP"] = securities - bonds["GOV"]
    cash = round(0.05 * total)
    nodes.append({
        "id": bank, "kind": "bank", "group": bank[:2],
        "equity": equity, "cash": cash,
        "other_assets": round(total - securities - cash),
        "leverage_max": LEVERAGE_MAX, "leverage_target": LEVERAGE_TARGET,
    })
    for asset in ("GOV", "CORP"):
        if bonds[asset]:
            holdings.append({"node": bank, "asset": asset,
                             "quantity": bonds[asset]})
            market[asset] += bonds[asset]
tables.write(graph, "nodes", nodes)
tables.write(graph, "assets", [
    {"id": asset, "name": name, "price": 1,
     "depth": round(-IMPACT * market[asset] / math.log(1 - IMPACT)),
     "impact": "exponential"}
    for asset, name in (("GOV", "government bonds"),
                        ("CORP", "other debt securities"))])
tables.write(graph, "holdings", holdings)
tables.scenario(graph, shocks=["asset GOV=-5%"])
tables.about(graph, "European banks, 2018", "EUR", "2017-12-31",
             "EBA stress test 2018, via firesale_stresstest")
