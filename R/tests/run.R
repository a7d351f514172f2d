# Runs and what is asked of them.
source("support.R")

# By hand: A fails and takes 8 from B and 2 from C; B has 3, C 9, B owes nobody.
run <- contagion(three(), "node A=default", valuation = "threshold")
same(run$equity, c(A = 0, B = -5, C = 7))
same(run$failed_round, c(A = 0L, B = 1L, C = NA))
same(run$distress, c(A = 1, B = 1, C = 2 / 9))
same(run$initial_equity, c(A = 5, B = 3, C = 9))
same(run$summary$equity_lost, 10)
same(run$summary$failed, 2)
same(run$summary$converged, TRUE)
same(as.data.frame(run)$id, c("A", "B", "C"))
same(run$nodes$failed_round, c(0L, 1L, NA))

same(ledger(run), run$ledger)
same(as.character(run$ledger$channel), c("shock", "claim", "claim"))
same(run$ledger$source, c("shock:1", "A", "A"))
same(run$ledger$target, c("A", "B", "C"))
same(run$ledger$amount, c(5, 8, 2))
same(run$ledger$round, c(0L, 1L, 1L))
same(run$claims$value, c(0, 0, 1))
same(run$claims$face, c(8, 2, 1))
same(run$origins$amount, c(5, 8, 2))
same(ncol(run$prices), 0L)

paths <- cg_paths(run, k = 2)
same(paths$loss, c(8, 5))
same(paths$path[1], "shock:1 -[shock 0]-> A -[claim 1]-> B")
same(paths$entries[[1]], c(1, 2))
same(nrow(cg_paths(run, min_steps = 1)), 2L)
same(cg_paths(run, to = "C")$loss, 2)
pivotal <- cg_pivotal(run)
same(names(pivotal), c("A", "B"))
same(pivotal$B$verdict, "pivotal")
same(pivotal$B$tried$sender, "A")
same(names(cg_pivotal(run, "B")), "B")

same(capture.output(print(run)), "<run: 10 of 17 lost, 2 of 3 nodes failed, 2 rounds>")
same(summary(run, top = 1)$nodes$id, "B")
fails(run$nodez, "contagraph_argument_error", "no 'nodez'")

# A node that passes nothing on; several shocks; keys of every type.
same(contagion(three(), "node A=default", valuation = "threshold", mute = "A")$equity,
     c(A = 0, B = 3, C = 9))
# By hand: A's creditors lose a fifth of 8 and of 2, B also 3.4 of 9 on what C owes.
near(contagion(three(), c("node A=-20%", "node C=-3"))$equity,
     c(4, 3 - 1.6 - 3.4 / 9, 9 - 3 - 0.4))
two <- contagion(three(), "node A=-20%; node C=-3", model = "furfine", recovery = 0.5)
same(two$equity, c(A = 4, B = 3, C = 6))
same(contagion(three(), "node A=default", valuation = "threshold", recovery = 1/3)$equity,
     contagion(three(), scenario = list(shocks = "node A=default",
                                        valuation = "threshold", recovery = 1/3))$equity)
same(contagion(three(), scenario = two$scenario)$equity, two$equity)
file <- tempfile(fileext = ".json")
writeLines(two$scenario, file)
same(contagion(three(), scenario = file)$equity, two$equity)

fails(contagion(three(), valuatoin = "x"), "contagraph_not_found_error", "'valuation'")
fails(contagion(three(), "node Z=default"), "contagraph_not_found_error", "Z")
fails(contagion(three(), recovery = NA), "contagraph_argument_error", "NA")
fails(contagion(three(), NA_character_), "contagraph_argument_error", "NA")
fails(contagion(three(), 1:3), "contagraph_error", "shock")
fails(contagion(three(), recovery = 2), "contagraph_error", "recovery")

# Without a ledger: the same end, no causes.
short <- contagion(three(), "node A=default", valuation = "threshold", ledger = FALSE)
same(short$equity, run$equity)
fails(short$ledger, "contagraph_argument_error", "kept no ledger")
fails(cg_paths(short), "contagraph_argument_error", "ledger")
same(nchar(cg_document(short, "text")) > 0, TRUE)

# Rankings. By hand: A's default costs B and C 3 at most and 2, and so on.
ranking <- cg_rank(three(), c("impact", "katz:alpha=0.1"), valuation = "threshold")
made <- as.data.frame(ranking)
same(names(made), c("id", "impact", "impact_rank", "katz:alpha=0.1",
                    "katz:alpha=0.1_rank"))
same(made$impact, c(5, 0, 1))
same(made$impact_rank, c(1L, 3L, 2L))
same(cg_order(ranking), c("A", "C", "B"))
fails(cg_order(ranking, "pagerank"), "contagraph_argument_error", "no measure")
fails(cg_rank(three(), "importance"), "contagraph_argument_error", "importance")

# Curves.
curve <- cg_curve(three(), "node A=-X", to = 1, steps = 4, valuation = "threshold")
same(curve$points$size, c(0, 0.25, 0.5, 0.75, 1))
same(curve$points$loss[1:2], c(0, 1.25))
same(as.data.frame(curve), curve$points)
same(round(curve$cliffs$size, 6), 1)
pdf(NULL)
plot(curve)

# Sweeps, also with edits and from a file.
made <- cg_sweep(three(), c("node A=default", "node A=-20%"), valuation = "threshold")
same(made$equity_lost, c(10, 1))
same(made$id, c("1", "2"))
same(made$converged, c(TRUE, TRUE))
rows <- data.frame(id = c("x", "y"), shocks = "node A=-60%",
                   edits = c(NA, "nodes A equity=50"))
same(cg_sweep(three(), rows, valuation = "threshold")$equity_lost, c(3, 30))
same(cg_sweep(three(), list("node A=-60%", list(shocks = "node A=default", recovery = 1)),
              valuation = "threshold", threads = 2)$equity_lost, c(3, 5))
file <- tempfile(fileext = ".csv")
write.csv(rows, file, row.names = FALSE, na = "")
same(cg_sweep(three(), file, valuation = "threshold")$equity_lost, c(3, 30))
fails(cg_sweep(three(), c("node A=-60%", "node Z=default")),
      "contagraph_not_found_error", "no node 'Z'")

# What it looks like.
same(cg_info(three())$nodes, 3)
same(class(summary(three()))[1], "cg_info")
near(cg_look_through(three(), node = "A")[["B"]] > 0, TRUE)
fails(cg_look_through(three()), "contagraph_argument_error", "a node or an asset")

# Remedies.
answer <- cg_optimise(three(), "bailout", "node A=-60%", valuation = "threshold",
                      settings = list(budget = 3), seconds = 5)
same(answer$value >= 0, TRUE)
same(grepl("\"shocks\"", answer$scenario), TRUE)
same(length(cg_answered(answer)), 3L)
same(answer[["value"]], answer$value)
same(answer[["scenario"]], answer$scenario)
same(cg_info(three())[["nodes"]], 3)
loop <- cg_network(data.frame(debtor = c("A", "B", "C"), creditor = c("B", "C", "A"),
                              amount = c(4, 6, 5)), c(A = 5, B = 3, C = 9))
netted <- cg_answered(cg_optimise(loop, "compress"))
same(sum(netted$exposures$amount), 3)
fails(cg_optimise(three(), "bailout", settings = list(buget = 3)), "contagraph_error",
      "buget")

# Networks from totals.
totals <- cg_network(nodes = data.frame(id = c("A", "B", "C"), equity = c(5, 3, 9),
  reported_claims = c(4, 2, 2), reported_debts = c(2, 3, 3)))
made <- as.matrix(cg_reconstruct(totals)[[1]], rows = "debtor")
near(rowSums(made), c(2, 3, 3))
near(colSums(made), c(4, 2, 2))
drawn <- cg_reconstruct(totals, "gibbs", draws = 8, chains = 2, seed = 7)
same(length(drawn), 8L)
near(sum(drawn[[3]]$exposures$amount), 8)
fails(drawn[[9]], "error", "no network 9 of 8")
bounds <- cg_bounds(totals)
same(nrow(bounds), 6L)
same(bounds$low[bounds$debtor == "B" & bounds$creditor == "A"], 1)
same(bounds$high[bounds$debtor == "B" & bounds$creditor == "A"], 3)
fails(cg_reconstruct(totals, drows = 8), "error", "no option 'drows'")
fails(cg_reconstruct(cg_network(nodes = data.frame(id = c("A", "B"), equity = 1,
  reported_claims = c(4, 0), reported_debts = c(4, 0)))),
  "contagraph_no_solution_error", "no network has these totals: A claim 4")

# Pictures and pages.
drawing <- cg_draw(run, title = "three <of> them")
same(grepl("digraph", drawing$dot), TRUE)
bytes <- function(file) readBin(file, "raw", 1e6)
work <- tempfile()
dir.create(work)
cg_save(drawing, file.path(work, "x.dot"))
same(bytes(file.path(work, "x.dot")), charToRaw(drawing$dot))
# A renderer has little memory: a sanitizer that is loaded first is too much.
Sys.unsetenv("LD_PRELOAD")
dot <- file.path(work, "dot")
writeLines(c("#!/bin/sh", "echo '<svg>'; cat; echo '</svg>'"), dot)
Sys.chmod(dot, "755")
same(grepl("<svg>", cg_svg(drawing, program = dot)), TRUE)
cg_save(drawing, file.path(work, "x.svg"), program = dot)
same(bytes(file.path(work, "x.svg")), charToRaw(cg_svg(drawing, program = dot)))
fails(cg_save(drawing, file.path(work, "y.svg"), program = "/nowhere/dot"),
      "contagraph_not_found_error", "dot")
fails(cg_save(drawing, file.path(work, "y.bmp")), "contagraph_argument_error", "bmp")
fails(cg_draw(run, "cascades"), "contagraph_not_found_error", "cascade")
fails(cg_draw(run, colour = "red"), "error", "no option 'colour'")
same(startsWith(cg_draw(three(), "matrix")$csv, "debtor,creditor"), TRUE)
same(grepl("digraph", cg_draw(run, "diff", against = two)$dot), TRUE)
same(grepl("digraph", cg_draw(three(), "importance", ranking = cg_rank(three()))$dot), TRUE)
plot(run, file = file.path(work, "plot.dot"))
same(file.exists(file.path(work, "plot.dot")), TRUE)
same(grepl("<html", tolower(substr(cg_report(run), 1, 200))), TRUE)
cg_report(three(), file.path(work, "page.md"), "node A=default", valuation = "threshold")
same(grepl("html", readChar(file.path(work, "page.md"), 200, useBytes = TRUE)), FALSE)
same(grepl("^id,", cg_document(run, "csv")), TRUE)
fails(cg_document(run, "xml"), "contagraph_argument_error", "xml")
fails(cg_document(1), "contagraph_argument_error", "no report")
cg_write(run, file.path(work, "out"))
same("ledger.csv" %in% list.files(file.path(work, "out")), TRUE)

same("impact" %in% cg_list("measures")$name, TRUE)
fails(cg_list("mesures"), "contagraph_not_found_error", "measures")
same("igraph" %in% names(cg_versions()), TRUE)

# A market, where the tree has one.
if (has_tree) {
  folder <- file.path(top, "tests", "worked", "MF-shares")
  run <- contagion(cg_read(folder), scenario = file.path(folder, "scenario.json"))
  same(run$layers, data.frame(venue = "V", row = c(1L, 2L, NA), used = c(60, 40, 0)))

  net <- cg_read(graph("defi-25"))
  asset <- net$asset_ids[1]
  shock <- paste0("asset ", asset, "=-35%")
  run <- contagion(net, shock)
  same(nrow(run$prices), as.integer(run$summary$rounds) + 1L)
  book <- cg_book(net, asset, to = 0.6, steps = 6)
  same(nrow(as.data.frame(book)), 7L)
  same(nrow(book$accounts), as.integer(tail(book$levels$accounts, 1)))
  same(length(cg_look_through(net, asset = asset)), length(net))

  made <- cg_simulate(net, event = paste0("crash 20%: asset ", asset, "=-40%"),
                      draws = 200, levels = c(90, 95), seed = 3)
  again <- cg_simulate(net, event = paste0("crash 20%: asset ", asset, "=-40%"),
                       draws = 200, levels = c(90, 95), seed = 3, threads = 1)
  same(cg_figure(made, "equity_lost mean"), cg_figure(again, "equity_lost mean"))
  draws <- as.data.frame(made)
  same(draws$draw, as.double(1:200))
  near(mean(draws$equity_lost) / cg_figure(made, "equity_lost mean"), 1)
  same(contagion(net, scenario = cg_draw_scenario(made, 7))$summary$equity_lost,
       draws$equity_lost[7])
  fails(cg_draw_scenario(made, 201), "error", "no draw 201")
  fails(as.data.frame(made, table = "draws"), "contagraph_argument_error", "draws.csv")
  fails(cg_figure(made, "equity_lost best"), "contagraph_error", "best")
  fails(cg_simulate(net, event = paste0("crash 20%: asset ", asset, "=-40%"),
                    draws = 200, levels = c(90, 95), tail_only = TRUE),
        "contagraph_argument_error", "the tail cannot be found alone")

  # Without rounds where claims alone count, to 1e-9 of the equity.
  paper <- cg_read(graph("textbook-f1"))
  events <- c("a 20%: node A=default", "b 9%: node B=-2")
  made <- cg_simulate(paper, event = events, draws = 400, seed = 3)
  ends <- cg_simulate(paper, event = events, draws = 400, seed = 3, end_state = TRUE)
  same(grepl("\"by_rounds\": true", cg_document(made), fixed = TRUE), TRUE)
  same(grepl("\"by_rounds\": false", cg_document(ends), fixed = TRUE), TRUE)
  near(cg_figure(ends, "equity_lost mean"), cg_figure(made, "equity_lost mean"))
  fails(cg_simulate(paper, event = events, draws = 400, tail_only = TRUE,
                    end_state = TRUE), "contagraph_argument_error", "")
  reached <- cg_calibrate(paper, "nodes A equity=20..1", "equity_lost es90 <= 30",
                          event = events, draws = 400, seed = 3, steps = 2, halvings = 1)
  page <- file.path(work, "risk.json")
  cg_report(paper, page, "node A=default")
  same(any(grepl("\"calibration\":", readLines(page), fixed = TRUE)), FALSE)
  cg_report(paper, page, "node A=default", simulation = made, calibration = reached)
  same(any(grepl("\"risk\":", readLines(page), fixed = TRUE)), TRUE)
  same(any(grepl("\"calibration\":", readLines(page), fixed = TRUE)), TRUE)
  fails(cg_report(three(), page, "node A=default", simulation = made),
        "contagraph_error", "one network")

  # The limit holds at the value, on the same draws.
  made <- cg_calibrate(net, "markets lendora/rvETH maintenance=0.4..0.02",
                       "bad_debt es90 <= 3e8", draws = 400, seed = 3, steps = 4,
                       halvings = 3, event = paste0("crash 20%: asset ", asset, "=-40%"))
  same(made$parameters$parameter, "markets lendora/rvETH maintenance")
  same(made$parameters$safe, 0.4)
  same(made$limits$bound, 3e8)
  same(made$limits$upper <= 3e8, TRUE)
  same(nrow(as.data.frame(made)) >= 5, TRUE)
  two <- c("supply lendora/rvETH=0.5..1.3", "supply lendora/ETH=0.5..1.3")
  made <- cg_calibrate(net, two, "liquidated_value mean <= 6%", draws = 400, seed = 3,
                       steps = 2, halvings = 1, maximise = c(1, 3),
                       event = paste0("crash 20%: asset ", asset, "=-40%"))
  near(made$reached, sum((made$parameters$value - 0.5) * c(1, 3)))
  same(is.nan(made$gap) || made$gap >= 0, TRUE)
  fails(cg_calibrate(net, two, "liquidated_value mean <= 6%", maximise = 1),
        "contagraph_error", "pair of weights")
  fails(cg_calibrate(net, "markets lendora/rvETH maintenance", "bad_debt es90 <= 1"),
        "contagraph_argument_error", "")
}
