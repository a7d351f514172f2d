# Every worked example, and every graph of a paper or a market with its scenario:
# the same bits as the command line writes.
source("support.R")

cells <- function(file) {
  lines <- readLines(file, encoding = "UTF-8")
  read.csv(text = lines, colClasses = "character", check.names = FALSE,
           na.strings = character(), encoding = "UTF-8")
}
# To the bit: R's own reader of numbers may be off by one.
numbers <- function(texts) .Call(contagraph:::C_numbers, texts)

compare <- function(net, folder, scenario) {
  run <- contagion(net, scenario = scenario)
  out <- function(name) cells(file.path(folder, name))
  nodes <- out("nodes_out.csv")
  same(run$nodes$id, nodes$id)
  for (column in c("initial_equity", "equity", "distress"))
    same(run$nodes[[column]], numbers(nodes[[column]]))
  failed <- run$nodes$failed_round
  same(ifelse(is.na(failed), "", as.character(failed)), nodes$failed_round)

  entries <- out("ledger.csv")
  for (column in c("channel", "source", "target"))
    same(as.character(run$ledger[[column]]), entries[[column]])
  same(as.character(run$ledger$round), entries$round)
  same(run$ledger$amount, numbers(entries$amount))

  claims <- out("claims_out.csv")
  same(as.character(run$claims$debtor), claims$debtor)
  same(as.character(run$claims$creditor), claims$creditor)
  same(run$claims$face, numbers(claims$face))
  same(run$claims$value, numbers(claims$value))
  prices <- as.vector(t(as.matrix(run$prices)))
  same(if (length(prices)) as.double(prices) else numeric(),
       numbers(out("prices_out.csv")$price))
  if (file.exists(file.path(folder, "origins.csv"))) {
    origins <- out("origins.csv")
    same(run$origins$node, origins$node)
    same(run$origins$origin, origins$origin)
    same(run$origins$amount, numbers(origins$amount))
    paths <- out("paths.csv")
    same(cg_paths(run)$path, paths$path)
    same(cg_paths(run)$loss, numbers(paths$loss))
  }
  # The summary, a line for each key.
  lines <- readLines(file.path(folder, "summary.json"))
  for (key in names(run$summary)) {
    said <- sub(",$", "", sub("^ *\"[a-z_]*\": *", "",
                              grep(paste0("^ *\"", key, "\":"), lines, value = TRUE)))
    mine <- run$summary[[key]]
    if (said == "null") same(is.nan(mine), TRUE)
    else if (said %in% c("true", "false")) same(mine, said == "true")
    else same(as.double(mine), numbers(said))
  }
  # Files as the program writes them.
  copy <- tempfile()
  cg_write(run, copy)
  same(sort(list.files(copy)), sort(list.files(folder)))
  for (file in list.files(folder))
    if (!identical(unname(tools::md5sum(file.path(copy, file))),
                   unname(tools::md5sum(file.path(folder, file)))))
      stop(file, " differs")
  unlink(copy, recursive = TRUE)
  invisible(run)
}

worked <- if (has_tree)
  sort(Sys.glob(file.path(top, c(file.path("tests", "worked"), "graphs"), "*",
                          "scenario.json")))
if (!length(worked) || !nzchar(program)) {
  cat("not tested: needs the source tree and the program\n")
  quit(status = 0)
}
tables <- names(contagraph:::tables())
for (scenario in worked) {
  folder <- dirname(scenario)
  out <- tempfile()
  system2(program, c("run", shQuote(folder), "--scenario", shQuote(scenario),
                     "--outputs", out, "--quiet"), stdout = FALSE, stderr = FALSE)
  tryCatch({
    net <- cg_read(folder)
    compare(net, out, scenario)
    # The same from data frames.
    files <- file.path(folder, paste0(tables, ".csv"))
    have <- file.exists(files)
    if (!file.exists(file.path(folder, "about.json"))) {
      frames <- lapply(files[have], function(file) {
        made <- cells(file)
        made[] <- lapply(made, function(x) ifelse(nzchar(x), x, NA))
        made
      })
      names(frames) <- tables[have]
      same(do.call(cg_network, frames)$hash, net$hash)
    }
  }, error = function(e) stop(basename(folder), ": ", conditionMessage(e), call. = FALSE))
  unlink(out, recursive = TRUE)
}
cat(length(worked), "worked examples\n")
