#' Random shocks of one's own: a data frame of scenarios, one of results.

library(contagraph)

net <- cg_read("graphs/banks-145")
set.seed(237)
largest <- order(-net$equity)[1:5]
draws <- matrix(rbeta(200 * 5, 0.6, 4), 200)
rows <- data.frame(shocks = apply(draws, 1, function(share)
  paste0("node ", net$ids[largest], "=-", sprintf("%.6f", 100 * share), "%",
         collapse = "; ")))
made <- cg_sweep(net, rows, model = "debtrank", end_state = TRUE)
losses <- made$equity_lost / made$initial_equity
print(summary(losses))
cat(sprintf("lost in the worst of twenty: %.2f%%\n", 100 * quantile(losses, 0.95)))
