# What papers and other packages call it: thin aliases over cg_network and contagion.

# Shocks that take a share of each node's equity.
share_shocks <- function(network, shares) {
  ids <- node_ids(network)
  if (length(shares) != length(ids))
    refuse(length(shares), " shares for ", length(ids), " nodes")
  hit <- which(shares != 0)
  if (!length(hit)) return(character())
  paste0("node ", ids[hit], "=-", vapply(shares[hit], per_cent, ""), "%")
}

# A share in per cent, by its decimals alone.
per_cent <- function(share) {
  parts <- strsplit(shortest(share), "e", fixed = TRUE)[[1]]
  exponent <- if (length(parts) > 1) as.integer(parts[2]) else 0L
  paste0(parts[1], "e", exponent + 2L)
}

default_shocks <- function(network, failed) {
  ids <- node_ids(network)
  if (is.numeric(failed)) failed <- ids[failed]
  if (anyNA(failed)) refuse("there is no such node")
  paste0("node ", failed, "=default")
}

debtrank <- function(exposures, equity, distress, rows = NULL, model = "debtrank") {
  network <- cg_network(exposures, equity, rows = rows)
  contagion(network, share_shocks(network, distress), model = model,
            ledger = FALSE)$distress
}

eisenberg_noe <- function(liabilities, external) {
  ids <- rownames(liabilities)
  if (is.null(ids)) ids <- as.character(seq_len(nrow(liabilities)))
  network <- cg_network(liabilities, rows = "debtor",
                        nodes = frame(list(id = ids, cash = as.double(external))))
  run <- contagion(network, model = "eisenberg-noe", ledger = FALSE)
  ends <- .Call(C_exposures, handle_of(network))
  paid <- structure(numeric(length(ids)), names = ids)
  sums <- rowsum(.Call(C_claims, run_handle(run))$value, ends$debtor)
  paid[as.integer(rownames(sums))] <- sums
  paid
}

default_cascade <- function(exposures, equity, failed, rows = NULL, recovery = 0) {
  network <- cg_network(exposures, equity, rows = rows)
  contagion(network, default_shocks(network, failed), valuation = "threshold",
            recovery = recovery)
}

furfine <- function(exposures, equity, failed, recovery, rows = NULL) {
  network <- cg_network(exposures, equity, rows = rows)
  contagion(network, default_shocks(network, failed), model = "furfine",
            recovery = recovery)
}

# Exposures from totals: "me", maximum entropy, or "md", minimum density.
matrix_estimation <- function(rowsums, colsums, method = c("me", "md"), rows = NULL, ...) {
  check_rows(rows)
  method <- match.arg(method)
  if (length(rowsums) != length(colsums))
    refuse(length(rowsums), " sums of rows, ", length(colsums), " of columns")
  ids <- names(rowsums)
  if (is.null(ids)) ids <- as.character(seq_along(rowsums))
  debts <- if (rows == "debtor") rowsums else colsums
  claims <- if (rows == "debtor") colsums else rowsums
  network <- cg_network(nodes = frame(list(
    id = ids, equity = rep(1, length(ids)), reported_debts = as.double(debts),
    reported_claims = as.double(claims))))
  made <- cg_reconstruct(network, c(me = "ras", md = "min-density")[[method]], ...)
  as.matrix(made[[1]], rows = rows)
}

measure_of <- function(name, exposures, buffer, rows) {
  ranking <- cg_rank(cg_network(exposures, buffer, rows = rows), name)
  structure(ranking$scores[[1]]$score, names = node_ids(.subset2(ranking, "network")))
}

impact_susceptibility <- function(exposures, buffer, rows = NULL)
  measure_of("susceptibility", exposures, buffer, rows)

impact_diffusion <- function(exposures, buffer, rows = NULL)
  measure_of("diffusion", exposures, buffer, rows)

impact_fluidity <- function(exposures, buffer, rows = NULL)
  unname(measure_of("fluidity", exposures, buffer, rows)[1])

# --- contagion() of NetworkRiskMeasures ---------------------------------------

# Shares of the buffer that each node loses at first, by scenario.
scenario_stresses <- function(shock, ids) {
  if (is.character(shock) && length(shock) == 1 && shock == "all")
    shock <- structure(as.list(ids), names = ids)
  if (!is.list(shock)) shock <- list(shock)
  unnamed <- if (is.null(names(shock))) rep(TRUE, length(shock)) else !nzchar(names(shock))
  names(shock)[unnamed] <- paste0("scenario", seq_along(shock))[unnamed]
  lapply(shock, function(s) {
    if (is.character(s)) {
      if (!all(s %in% ids))
        refuse("there is no node '", setdiff(s, ids)[1], "'")
      return(as.double(ids %in% s))
    }
    if (length(s) != length(ids)) refuse(length(s), " shares for ", length(ids), " nodes")
    as.double(s)
  })
}

contagion.default <- function(exposures, buffer, shock = "all", weights = NULL,
                              method = c("debtrank", "threshold"), ..., rows = NULL,
                              exposure_type = NULL, single.hit = FALSE) {
  method <- match.arg(method)
  if (is.null(rows) && !is.null(exposure_type))
    rows <- switch(exposure_type, assets = "creditor", liabilities = "debtor",
                   refuse("exposure_type is '", exposure_type,
                          "', not assets or liabilities"))
  network <- cg_network(exposures, buffer, rows = rows)
  ids <- node_ids(network)
  first <- scenario_stresses(shock, ids)
  weights <- if (is.null(weights)) rep(1, length(ids)) else as.double(weights)
  if (length(weights) != length(ids))
    refuse(length(weights), " weights for ", length(ids), " nodes")
  keys <- if (method == "threshold") list(valuation = "threshold", recovery = 0)
          else list(model = if (single.hit) "debtrank-2012" else "debtrank")
  buffers <- unname(network$equity)
  last <- lapply(first, function(s) {
    run <- do.call(contagion, c(list(network, share_shocks(network, s), ledger = FALSE,
                                     baseline = FALSE), keys, list(...)))
    1 - unname(run$equity) / buffers
  })
  structure(list(network = network, method = method, weights = weights / sum(weights),
                 buffer = buffers, first = first, last = last),
            class = "contagion_scenarios")
}

# The figures of summary() there.
scenario_table <- function(x) {
  stress <- function(s) sum(pmin(1, s) * x$weights)
  by <- function(f) unname(mapply(f, x$first, x$last))
  frame(list(
    scenario = names(x$first),
    original_stress = by(function(s, t) stress(s)),
    additional_stress = by(function(s, t) stress(t) - stress(s)),
    original_losses = by(function(s, t) sum(s * x$buffer)),
    additional_losses = by(function(s, t) sum((t - s) * x$buffer)),
    additional_defaults = by(function(s, t) sum(t[s < 1] > 1 - 1e-12))))
}

summary.contagion_scenarios <- function(object, ...)
  list(summary_table = scenario_table(object))

# By scenario and node.
as.data.frame.contagion_scenarios <- function(x, ...) {
  ids <- node_ids(x$network)
  count <- length(x$first)
  frame(list(scenario = rep(names(x$first), each = length(ids)),
             vertex = rep(ids, count), weight = rep(x$weights, count),
             buffer = rep(x$buffer, count),
             initial_stress = unlist(x$first, use.names = FALSE),
             final_stress = unlist(x$last, use.names = FALSE),
             loss = unlist(lapply(x$last, function(t) t * x$buffer), use.names = FALSE)))
}

print.contagion_scenarios <- function(x, ...) {
  made <- scenario_table(x)
  cat("<", nrow(made), " scenario", if (nrow(made) != 1) "s", " by ", x$method, ">\n",
      sep = "")
  print(head(made[order(-made$additional_stress), ], 10), row.names = FALSE)
  invisible(x)
}

plot.contagion_scenarios <- function(x, ...) {
  made <- scenario_table(x)
  plot(made$original_stress, made$additional_stress, xlab = "Original stress",
       ylab = "Additional stress", ...)
  text(made$original_stress, made$additional_stress, made$scenario, pos = 3, cex = 0.7)
  invisible(x)
}
