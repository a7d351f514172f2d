# Options of calls: those of the library's table, what they hold, what they take.
source("support.R")

table <- .Call(contagraph:::C_options)
calls <- list(read = cg_read, write = cg_write, generate = cg_generate,
              run = getS3method("contagion", "cg_network"), paths = cg_paths,
              rank = cg_rank, curve = cg_curve, sweep = cg_sweep, simulate = cg_simulate,
              calibrate = cg_calibrate, optimise = cg_optimise, totals = cg_reconstruct,
              reconstruct = cg_reconstruct, draw = cg_draw, save = cg_save,
              report = cg_report)
same(sort(names(table)), sort(names(calls)))
same(names(cg_options("curve")), c("from", "to", "steps", "cliff", "jump"))
same(cg_options("curve")$jump, 0.01)
same(cg_options("reconstruct")$keep, NaN)
same(cg_options("totals")$scale, "nothing")
fails(cg_options("ranks"), "contagraph_argument_error", "no call 'ranks'")

# Where cliffs are a part of what comes back, they are looked for.
same(table$curve$cliff, FALSE)
table$curve$cliff <- TRUE

# Each is taken, and holds what the library says; NULL is not given.
for (call in names(calls)) {
  given <- formals(calls[[call]])
  same("..." %in% names(given), TRUE)
  for (name in intersect(names(given), names(table[[call]]))) {
    here <- given[[name]]
    # cg_threads() is a question; a path or a text has no standard.
    if (is.null(here) || is.call(here) || is.name(here)) next
    if (is.numeric(here)) here <- as.double(here)
    same(here, table[[call]][[name]])
  }
}

# None is a key of a scenario, or of a risk.
keys <- .Call(contagraph:::C_keys, FALSE)
risk <- c(.Call(contagraph:::C_keys, TRUE), "event", "track")
for (call in c("run", "rank", "curve", "sweep", "optimise", "report"))
  same(intersect(keys, names(table[[call]])), character())
for (call in c("simulate", "calibrate"))
  same(intersect(c(keys, risk), names(table[[call]])), character())

# What the library says is as if nothing was given.
net <- three()
standards <- function(call, without = character())
  table[[call]][setdiff(names(table[[call]]), without)]
with_standards <- function(f, call, ..., without = character())
  do.call(f, c(list(...), standards(call, without)))
shock <- "node A=default"
run <- contagion(net, shock)
same(cg_document(with_standards(contagion, "run", net, shock, without = "adl")),
     cg_document(run))
same(with_standards(cg_paths, "paths", run), cg_paths(run))
same(cg_document(with_standards(cg_rank, "rank", net)), cg_document(cg_rank(net)))
same(cg_document(with_standards(cg_curve, "curve", net, "node A=-X")),
     cg_document(cg_curve(net, "node A=-X")))
same(with_standards(cg_sweep, "sweep", net, shock), cg_sweep(net, shock))
event <- "failure 10%: node A=default"
same(cg_document(with_standards(cg_simulate, "simulate", net, event = event, draws = 400)),
     cg_document(cg_simulate(net, event = event, draws = 400)))
calibrated <- function(...)
  cg_document(cg_calibrate(net, "nodes A equity=9..5", "equity_lost mean <= 100%",
                           event = event, draws = 400, ...))
same(with_standards(calibrated, "calibrate"), calibrated())
same(with_standards(cg_optimise, "optimise", net, "bailout", shock,
                    settings = list(budget = 3))$value,
     cg_optimise(net, "bailout", shock, settings = list(budget = 3))$value)
totals <- cg_network(nodes = data.frame(id = c("A", "B"), equity = 1,
  reported_claims = c(4, 0), reported_debts = c(0, 4)))
same(do.call(cg_reconstruct, c(list(totals), standards("totals"),
                               standards("reconstruct", c("burn", "thin"))))[[1]]$hash,
     cg_reconstruct(totals)[[1]]$hash)
same(with_standards(cg_draw, "draw", net)$dot, cg_draw(net)$dot)
page <- function(...) cg_report(net, NULL, shock, without_diagrams = TRUE, ...)
same(with_standards(page, "report",
                    without = c("without_diagrams", "rank_draws")), page())
same(with_standards(cg_generate, "generate", "core-periphery")$hash,
     cg_generate("core-periphery")$hash)
work <- tempfile()
dir.create(work)
file <- file.path(work, "graph.json")
with_standards(cg_write, "write", net, file)
same(with_standards(cg_read, "read", file, without = "shown")$hash, net$hash)
drawing <- cg_draw(net)
with_standards(cg_save, "save", drawing, file.path(work, "x.dot"))
same(file.exists(file.path(work, "x.dot")), TRUE)

# No steps are not as many as usual.
reported <- cg_network(nodes = data.frame(id = c("A", "B", "C"), equity = 1,
  reported_claims = c(4, 2, 2), reported_debts = c(2, 3, 3)))
drawn <- function(...) {
  made <- cg_reconstruct(reported, "gibbs", draws = 4, chains = 2, seed = 7, ...)
  vapply(seq_along(made), function(i) made[[i]]$hash, "")
}
usual <- drawn()
same(drawn(burn = NULL, thin = NULL), usual)
same(identical(drawn(burn = 0), usual), FALSE)
same(identical(drawn(thin = 0), usual), FALSE)

# Words, numbers and texts that are none.
fails(cg_curve(net, "node A=-X", steps = -1), "error",
      "steps is -1, not a whole number from 0 to 2\\^53")
fails(cg_curve(net, "node A=-X", steps = 2.5), "error", "steps is 2.5, not a whole number")
fails(cg_curve(net, "node A=-X", steps = NA_real_), "error", "steps is NA, not a whole")
fails(cg_curve(net, "node A=-X", steps = 1:2), "error", "steps is not one number")
fails(cg_curve(net, "node A=-X", to = "all"), "error", "to is not one number")
fails(cg_curve(net, "node A=-X", cliff = NA), "error", "cliff is not TRUE or FALSE")
fails(cg_curve(net, "node A=-X", cliff = c(TRUE, FALSE)), "error", "cliff is not TRUE")
fails(cg_generate("core-periphery", seed = 1e16), "error",
      "seed is 1e\\+16, not a whole number from 0 to 2\\^53")
fails(cg_generate("core-periphery", seed = 2^53 + 2), "error", "seed is 9007199254740994, ")
fails(cg_sweep(net, shock, threads = 2^32), "error",
      "threads is 4294967296, not a whole number from 0 to 4294967295")
fails(cg_book(net, steps = 1e16), "error", "steps is 1e\\+16, ")
fails(cg_draw(net, title = 1), "error", "title is not one text")
fails(cg_reconstruct(totals, marginals = 1), "error", "marginals is not one text")
fails(cg_draw(net, title = c("a", "b")), "error", "title is not one text")
fails(cg_draw(net, title = NA_character_), "error", "title is not one text")
fails(cg_reconstruct(totals, scale = "debtor"), "error",
      "scale is 'debtor', which is none of its words: nothing, claims, debts, mean$")
fails(cg_reconstruct(totals, "fitness", weights = "even"), "error",
      "weights is 'even', which is none of its words: entropy, gravity, exact$")
fails(cg_save(drawing, file.path(work, "x.svg"), dots = 96), "error", "no option 'dots'")
fails(cg_report(run, NULL, valuation = "clearing"), "contagraph_argument_error",
      "its scenario already")
# The text of an option is there until the page is made, whatever its encoding.
same(grepl("contagraph re\u00e7u", cg_report(net, NULL, shock, without_diagrams = TRUE,
  command = iconv("contagraph re\u00e7u", "UTF-8", "latin1"))), TRUE)

# What has no name is neither an option nor a key of a scenario: it is not left out.
nameless <- function(call) fails(call, "contagraph_argument_error",
                                 "^a key of a scenario has no name$")
limits <- list(net, "nodes A equity=9..5", "equity_lost mean <= 100%")
nameless(contagion(net, shock, 0.4))
nameless(contagion(net, shock, 0.4, valuation = "threshold"))
nameless(contagion(data.frame(debtor = "A", creditor = "B", amount = 8), c(A = 5, B = 3),
                   "all", NULL, "threshold", 0.4))
nameless(cg_rank(net, "impact", 0.4))
nameless(cg_curve(net, "node A=-X", 0.5, 0, 20, 0.4))
nameless(cg_sweep(net, shock, 0.4))
nameless(cg_simulate(net, 400, event = event))
nameless(cg_simulate(net, 0.4))
nameless(do.call(cg_calibrate, c(limits, 0.4)))
nameless(do.call(cg_calibrate, c(limits, 0.4, list(event = event))))
nameless(cg_optimise(net, "bailout", shock, 0.4, settings = list(budget = 3)))
nameless(cg_report(net, NULL, shock, 0.4))
nameless(cg_report(run, NULL, character(), 0.4))
nameless(cg_info(net, 0.4))
fails(cg_reconstruct(totals, "ras", 3), "contagraph_argument_error",
      "^an option has no name$")
fails(cg_reconstruct(totals, "gibbs", 3, seed = 7), "contagraph_argument_error",
      "^an option has no name$")
fails(cg_optimise(net, "bailout", shock, settings = list(3)),
      "contagraph_argument_error", "^a setting has no name$")

for (none in list(NULL, NA_character_, 3, c("a", "b"))) {
  fails(cg_generate(none), "error", "^kind is not one text$")
  fails(cg_optimise(net, none, shock), "error", "^question is not one text$")
  fails(cg_reconstruct(totals, none), "error", "^method is not one text$")
  if (!is.null(none)) fails(cg_draw(net, none), "error", "^view is not one text$")
}
file <- file.path(work, "nameless.json")
for (call in list(quote(cg_draw(net, "map", "title")),
                  quote(cg_draw(net, "map", "a", title = "b")),
                  quote(cg_paths(run, 10, 0, NULL, 1)), quote(cg_generate("ring", 9, 2, 1, 3)),
                  quote(cg_bounds(totals, 3)), quote(cg_write(net, file, 3)),
                  quote(cg_read(file, NULL, 3)), quote(cg_svg(drawing, NULL, 3)),
                  quote(cg_save(drawing, file.path(work, "x.svg"), 96, NULL, 3))))
  fails(eval(call), "error", "an option has no name")
same(file.exists(file), FALSE)

# Folded runs are drawn and keep prices.
if (has_tree) {
  defi <- cg_read(graph("defi-25"))
  folded <- contagion(defi, "asset @eth=-35%", ledger = FALSE, folded = TRUE)
  same(folded$prices, contagion(defi, "asset @eth=-35%")$prices)
  same(nrow(contagion(defi, "asset @eth=-35%", ledger = FALSE)$prices), 1L)
  same(grepl("digraph", cg_draw(folded)$dot), TRUE)
  fails(folded$ledger, "contagraph_argument_error", "kept no ledger")
}
