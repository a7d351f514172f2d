"""graphs/banks-145 from two of the three matrices of the source."""

import tables

source, graph = tables.folders("banks_145.py")
matrix = tables.read_matrix(source, "interbankExposures.csv")
equities = tables.read_matrix(source, "bankEquities.csv")[0]
count = len(equities)

# For simulate; an assumption, as are the loadings in factors.csv: 0.45 on the
# economy for all, 0.4 on a factor of their own for the fifteen largest.
PD = 0.005

exposures = []
for row in range(count):
    for column in range(count):
        if matrix[row][column]:
            # Our reading: the row is the creditor.
            exposures.append({"debtor": str(column), "creditor": str(row),
                              "amount": matrix[row][column]})

tables.write(graph, "nodes", [
    {"id": str(bank), "name": "bank %d" % bank, "kind": "bank",
     "equity": equities[bank], "pd": PD} for bank in range(count)])
tables.write(graph, "exposures", exposures)
tables.scenario(graph, valuation="threshold", recovery=0,
                shocks=["node 82=default"])
tables.about(graph, "145 banks, semi-synthetic", "", "",
             "UCL COMP0046 coursework")
