"""From a graph of networkx to a ranking, and to a diagram."""

# needs networkx
# needs scipy for its pagerank
import networkx as nx

import contagraph as cg
import contagraph.networkx as cx

graph = nx.DiGraph()
for bank, equity in (("North", 12), ("East", 7), ("South", 5), ("West", 9)):
    graph.add_node(bank, equity=equity, kind="bank")
# An edge runs from who owes to whom it is owed.
graph.add_weighted_edges_from(
    [("North", "East", 9), ("East", "South", 6), ("South", "West", 3), ("North", "West", 2)]
)

print("impact", cx.impact(graph, valuation="threshold"))
print("pagerank", {n: round(v, 3) for n, v in nx.pagerank(graph).items()})

run = cg.from_networkx(graph).run("node North=default", valuation="threshold")
drawing = run.draw("cascade", title="North fails")
drawing.save("cascade.dot")
print(run, drawing, sep="\n")
