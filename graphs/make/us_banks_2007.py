"""graphs/us-banks-2007 from holdings.csv, equity.csv, asset_names.csv."""

import tables

source, graph = tables.folders("us_banks_2007.py")
rows = tables.read(source, "holdings.csv")
equity = {row["rssd_id"]: row["equity"]
          for row in tables.read(source, "equity.csv")}
names = {row["Names_assets2"]: row["Names_assets1"]
         for row in tables.read(source, "asset_names.csv")}
classes = [column for column in rows[0] if column != "rssd_id"]

SIZES = ((100e9, "$100B and more"), (10e9, "$10B to $100B"),
         (1e9, "$1B to $10B"), (100e6, "$100M to $1B"), (0, "below $100M"))


def dollars(thousands):
    return float(thousands) * 1000


nodes, holdings = [], []
for row in rows:
    bank = row["rssd_id"]
    total = sum(dollars(row[name]) for name in classes)
    own = dollars(equity[bank])
    nodes.append({
        "id": bank, "kind": "bank",
        "group": next(name for least, name in SIZES if total >= least),
        "equity": own,
        # Holdings are all the assets; debts are what is left of them.
        "other_assets": 0 if total >= own else None,
    })
    for name in classes:
        if dollars(row[name]):
            holdings.append({"node": bank, "asset": name,
                             "quantity": dollars(row[name])})
tables.write(graph, "nodes", nodes)
tables.write(graph, "assets", [
    {"id": name, "name": names.get(name, name), "price": 1}
    for name in classes])
tables.write(graph, "holdings", holdings)
tables.scenario(graph, shocks=["asset ln_re_dom=-10%", "asset mbs=-10%"])
tables.about(graph, "US commercial banks, 2007 Q4", "$", "2007-12-31",
             "FFIEC call reports, via domenicodigangi/GraphsData")
