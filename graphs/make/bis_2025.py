"""graphs/bis-2025 from edges_2025q4.csv and nodes_2025.csv of the source."""

import tables

# Loss-absorbing capital as a share of claims: an assumption, see SOURCE.md.
CAPITAL = 0.08

source, graph = tables.folders("bis_2025.py")
edges = tables.read(source, "edges_2025q4.csv")
facts = {row["iso3"]: row for row in tables.read(source, "nodes_2025.csv")}

claims, debts = {}, {}
for edge in edges:
    amount = int(edge["amount_usd"])
    claims[edge["creditor"]] = claims.get(edge["creditor"], 0) + amount
    debts[edge["debtor"]] = debts.get(edge["debtor"], 0) + amount

nodes = []
for iso in sorted(set(claims) | set(debts)):
    fact = facts.get(iso, {})
    base = claims.get(iso) or debts.get(iso)
    nodes.append({
        "id": iso, "name": fact.get("name") or iso, "kind": "country",
        "group": "reporting" if iso in claims else "not reporting",
        "equity": round(CAPITAL * base, 2),
        "gdp_usd": fact.get("gdp_usd"),
        "reserves_usd": fact.get("reserves_usd"),
        "external_debt_usd": fact.get("external_debt_usd"),
    })
tables.write(graph, "nodes", nodes)
tables.write(graph, "exposures", [
    {"debtor": edge["debtor"], "creditor": edge["creditor"],
     "amount": int(edge["amount_usd"])} for edge in edges])
tables.about(graph, "Cross-border bank claims, 2025 Q4", "$", "2025-12-31",
             "BIS Locational Banking Statistics")
