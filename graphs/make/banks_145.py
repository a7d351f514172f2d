"""graphs/banks-145 from the three matrices of the source."""

import tables

source, graph = tables.folders("banks_145.py")
matrix = tables.read_matrix(source, "interbankExposures.csv")
equities = tables.read_matrix(source, "bankEquities.csv")[0]
shares = tables.read_matrix(source, "bankAssetWeightedNetwork.csv")
count = len(equities)

exposures = []
for row in range(count):
    for column in range(count):
        if matrix[row][column]:
            # Our reading: the row is the creditor.
            exposures.append({"debtor": str(column), "creditor": str(row),
                              "amount": matrix[row][column]})

nodes = []
for bank in range(count):
    nodes.append({
        "id": str(bank), "name": "bank %d" % bank, "kind": "bank",
        "equity": equities[bank],
    })

holdings = []
for bank in range(count):
    for asset, value in enumerate(shares[bank]):
        if value:
            holdings.append({"node": str(bank), "asset": "A%d" % asset,
                             "quantity": value})

tables.write(graph, "nodes", nodes)
tables.write(graph, "exposures", exposures)
tables.write(graph, "assets", [
    {"id": "A%d" % asset, "name": "asset class %d" % asset, "price": 1}
    for asset in range(len(shares[0]))])
tables.write(graph, "holdings", holdings)
tables.scenario(graph, valuation="threshold", recovery=0,
                shocks=["node 82=default"])
tables.about(graph, "145 banks, semi-synthetic", "", "",
             "UCL COMP0046 coursework")
