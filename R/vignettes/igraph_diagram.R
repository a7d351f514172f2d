#' From a graph of igraph to a ranking, and to a diagram.

# needs igraph
library(contagraph)

banks <- data.frame(name = c("North", "East", "South", "West"), equity = c(12, 7, 5, 9),
                    kind = "bank")
#' An edge runs from who owes to whom it is owed.
owes <- data.frame(from = c("North", "East", "South", "North"),
                   to = c("East", "South", "West", "West"), weight = c(9, 6, 3, 2))
graph <- igraph::graph_from_data_frame(owes, vertices = banks)
net <- cg_network(graph)

print(as.data.frame(cg_rank(net, valuation = "threshold")))
print(round(igraph::page_rank(graph)$vector, 3))

run <- contagion(net, "node North=default", valuation = "threshold")
drawing <- cg_draw(run, title = "North fails")
cg_save(drawing, "cascade.dot")
print(run)
print(drawing)
