"""graphs/argentina-2018 from banks.csv and exposures.csv of the source."""

import tables

source, graph = tables.folders("argentina_2018.py")
banks = tables.read(source, "banks.csv")
cells = tables.read(source, "exposures.csv")

# The original reads the row bank as the lender: the creditor.
claims, debts = {}, {}
for cell in cells:
    for side, bank in ((claims, "row_bank"), (debts, "col_bank")):
        side[cell[bank]] = side.get(cell[bank], 0) + float(cell["amount"])

nodes = []
for bank in banks:
    total = float(bank["total_assets"])
    equity = float(bank["buffer"])
    inside = claims.get(bank["bank"], 0)
    closes = total >= equity + debts.get(bank["bank"], 0)
    nodes.append({
        "id": bank["bank"],
        "kind": "bank",
        "equity": equity,
        # What the matrix lacks of the total is counted in here; blank where
        # the capital alone exceeds the total, which no balance sheet can show.
        "other_assets": round(total - inside, 9) if closes else None,
        "reported_claims": float(bank["interbank_assets"]),
        "reported_debts": float(bank["interbank_liabilities"]),
        "reported_assets": total,
    })
tables.write(graph, "nodes", nodes)
tables.write(graph, "exposures", [
    {"debtor": cell["col_bank"], "creditor": cell["row_bank"],
     "amount": float(cell["amount"])} for cell in cells])
tables.about(graph, "Argentine banks, 2018", "", "2018",
             "BCRA figures collected by fedeglan/my-projects")
