# Interruption, progress, forks, memory: what happens around a call.
source("support.R")
gctorture2(0) # but for the end: what takes how long is measured

big <- function(nodes = 900) cg_generate("scale-free", nodes, degree = 5, seed = 7)
net <- big()
here <- as.data.frame(cg_rank(net))$impact

# Progress is told, can stop, and what it raises comes through.
told <- 0
fails(cg_rank(net, model = "debtrank", progress = function(done, total) {
  told <<- told + 1
  FALSE
}), "contagraph_cancelled_error", "")
same(told, 1)
fails(cg_rank(net, model = "debtrank", progress = function(done, total) stop("mine")),
      "simpleError", "mine")
fails(cg_rank(net, model = "debtrank",
              progress = function(done, total) contagion(net)),
      "error", "progress cannot ask")
same(withCallingHandlers(
  tryCatch(cg_rank(net, model = "debtrank",
                   progress = function(done, total) warning("soon")),
           warning = function(w) conditionMessage(w))), "soon")
total <- 0
same(as.data.frame(cg_rank(net, progress = function(done, all) total <<- all))$impact, here)

# However long a call takes, it asks all the while: between two questions it
# works for less than the 0.2 s in which Ctrl-C has to end it, where nothing else
# goes on; here ten times that is no failure yet.
deaf <- function(what, call) {
  used <- function() sum(proc.time()[c("user.self", "sys.self")])
  heard <- used()
  call(function(done, total) heard <<- c(heard, used()))
  gap <- max(diff(c(heard, used())))
  cat(sprintf("%s: asks at least every %.2f s\n", what, gap))
  if (gap >= 2) stop(what, " is deaf", call. = FALSE)
}
before <- options(contagraph.threads = 1) # what others work is not ours
few <- cg_generate("scale-free", 200, degree = 5, seed = 7)
wide <- cg_generate("scale-free", 8000, degree = 5, seed = 7)
default <- paste0("node ", few$ids[1], "=default")
for (ending in c("csv", "json")) local({
  file <- file.path(tempfile(), paste0("graph.", ending))
  dir.create(dirname(file))
  if (ending == "csv") file <- dirname(file)
  cg_write(wide, file)
  deaf(paste("reading", ending), function(p) cg_read(file, progress = p))
})
deaf("a synthetic network", function(p) cg_generate("er", 50000, progress = p))
fails(cg_generate("er", 50000, progress = function(done, total) FALSE),
      "contagraph_cancelled_error", "")
deaf("a ranking", function(p) cg_rank(net, model = "debtrank", progress = p))
deaf("a simulation", function(p)
  cg_simulate(few, event = paste("crash 20%:", default), draws = 400, progress = p))
deaf("a search", function(p)
  cg_optimise(few, "bailout", default, settings = list(budget = 100), seconds = 1,
              progress = p))
totals <- cg_network(nodes = data.frame(id = paste0("b", 1:300), equity = 10,
                                        reported_claims = 1:300,
                                        reported_debts = 300:1))
for (method in c("ras", "min-density"))
  deaf(paste("reconstruction by", method),
       function(p) cg_reconstruct(totals, method, progress = p))
options(before)

# What was stopped left nothing behind: the same numbers again.
same(as.data.frame(cg_rank(net))$impact, here)

# The number of threads says nothing.
shocks <- paste0("node ", net$ids[1:2], c("=default", "=-50%"))
same(cg_sweep(net, shocks, threads = 1), cg_sweep(net, shocks, threads = 2))

unix <- .Platform$OS.type == "unix"
if (unix) {
  # After a fork the child works, and says the same.
  child <- parallel::mclapply(1:2, function(i) as.data.frame(cg_rank(net))$impact,
                              mc.cores = 2)
  same(child, list(here, here))

  # Ctrl-C ends a ranking within 0.2 seconds, a handler is asked, R goes on.
  script <- tempfile(fileext = ".R")
  out <- tempfile()
  writeLines(c(
    sprintf(".libPaths(%s)", paste(deparse(.libPaths()), collapse = "")),
    "library(contagraph)",
    "net <- cg_generate('scale-free', 4000, degree = 6, seed = 7)",
    sprintf("out <- '%s'", out),
    "system(sprintf('(sleep 0.4; kill -INT %d) >/dev/null 2>&1 &', Sys.getpid()))",
    "sent <- Sys.time() + 0.4",
    "made <- tryCatch(repeat cg_rank(net, c('impact', 'vulnerability'), model = 'debtrank'),",
    "                 interrupt = function(i) 'interrupted')",
    "late <- as.double(difftime(Sys.time(), sent, units = 'secs'))",
    "run <- contagion(net, paste0('node ', net$ids[1], '=-10%'))",
    "writeLines(c(made, run$summary$converged, late), out)"), script)
  # Whoever runs in the background is born deaf to it: R listens anyhow.
  system2(file.path(R.home("bin"), "Rscript"), script)
  got <- readLines(out)
  same(got[1:2], c("interrupted", "TRUE"))
  cat("interrupted after", got[3], "seconds\n")
}

# Everything once under gctorture; at every allocation where that is asked for,
# which takes long.
gctorture2(if (torture > 0) torture else 17)
run <- contagion(three(), "node A=default", valuation = "threshold")
same(run$equity, c(A = 0, B = -5, C = 7))
same(run$ledger$source, c("shock:1", "A", "A"))
same(cg_paths(run)$path[3], "shock:1 -[shock 0]-> A -[claim 1]-> C")
same(cg_pivotal(run)$B$verdict, "pivotal")
same(run$origins$amount, c(5, 8, 2))
same(cg_sweep(three(), list("node A=default"), valuation = "threshold")$equity_lost, 10)
same(cg_order(cg_rank(three(), valuation = "threshold")), c("A", "C", "B"))
same(class(try(three()$nonsense, silent = TRUE)), "try-error")
error <- tryCatch(cg_network(data.frame(debtor = "A", creditor = "Z", amount = 1),
                             c(A = 1)), error = identity)
same(error$problems$place, "exposures:1:creditor")
same(nchar(cg_document(run, "csv")) > 20, TRUE)
same(nrow(cg_curve(three(), "node A=-X", steps = 2)$points), 3L)
# What a page is of: R's own list of the objects must be in order after it.
page <- cg_report(three(), NULL, "node A=default", valuation = "threshold")
same(startsWith(tolower(page), "<!doctype html"), TRUE)
for (i in 1:3) gc()
gctorture2(0)
for (i in 1:3) gc()
