#' The tour of the README in ten lines.

library(contagraph)

net <- cg_read("graphs/defi-25")
run <- contagion(net, "asset @eth=-35%")
print(run)
paths <- cg_paths(run, k = 3, min_steps = 3)
cat(sprintf("%12.4g  %s\n", paths$loss, paths$path), sep = "")
cg_save(cg_draw(run), "cascade.dot")
cg_report(run, "report.md")
print(cg_curve(net, "asset @eth=-X", steps = 5)$points)
print(contagion(cg_edit(net, "markets lendora/rvETH maintenance=0.12"), "asset @eth=-35%"))
