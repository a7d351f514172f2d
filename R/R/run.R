# One scenario, run: who lost what, when, by whose fault.

contagion <- function(exposures, ...) UseMethod("contagion")

contagion.cg_network <- function(exposures, shock = character(), ..., scenario = NULL,
                                 model = NULL, ledger = TRUE, baseline = TRUE,
                                 mute = NULL, progress = NULL) {
  network <- exposures
  keys <- split_options("run", list(...), ledger = ledger, baseline = baseline,
                        mute = if (!is.null(mute)) cg_row(network, mute))
  of <- make_scenario(shock, scenario, model, keys$rest)
  handle <- ask(.Call(C_run, handle_of(network), of, keys$given, progress))
  structure(list(handle = handle, network = network, scenario = of), class = "contagion")
}

run_handle <- function(run) {
  if (!inherits(run, "contagion"))
    refuse("a run is needed, from contagion, not ", class(run)[1])
  .subset2(run, "handle")
}

# Counts as whole numbers, `converged` as what it is.
typed_summary <- function(values) {
  made <- as.list(values)
  made$converged <- made$converged == 1
  made
}

# shock:1, ids of nodes, asset:ETH, initial.
actor_names <- function(run) {
  network <- .subset2(run, "network")
  shocks <- .Call(C_shock_count, run_handle(run))
  assets <- asset_ids(network)
  c(if (shocks) paste0("shock:", seq_len(shocks)), node_ids(network),
    if (length(assets)) paste0("asset:", assets), "initial")
}

run_ledger <- function(run) {
  made <- .Call(C_ledger, run_handle(run))
  if (is.null(made))
    refuse("this run kept no ledger: run with ledger = TRUE")
  actors <- actor_names(run)
  made$channel <- coded(made$channel, .Call(C_channels))
  # A node may be called as a shock is.
  made$source <- named(made$source, actors)
  made$target <- named(made$target, actors)
  frame(made)
}

ledger <- function(run) run_ledger(run)

run_nodes <- function(run) {
  made <- .Call(C_run_nodes, run_handle(run))
  frame(c(list(id = node_ids(.subset2(run, "network"))),
          made[c("initial_equity", "equity", "distress", "failed_round")]))
}

run_claims <- function(run)
  ends_of(.subset2(run, "network"), .Call(C_claims, run_handle(run)))

run_prices <- function(run) {
  made <- t(.Call(C_prices, run_handle(run)))
  assets <- asset_ids(.subset2(run, "network"))
  frame(structure(lapply(seq_along(assets), function(i) made[, i]), names = assets))
}

run_layers <- function(run) {
  made <- .Call(C_layers, run_handle(run))
  made$venue <- named(made$venue, node_ids(.subset2(run, "network")))
  frame(made)
}

run_origins <- function(run) {
  made <- ask(.Call(C_origins, run_handle(run)))
  made$node <- named(made$node, node_ids(.subset2(run, "network")))
  made$origin <- named(made$origin, actor_names(run))
  frame(made)
}

run_parts <- c("summary", "nodes", "ledger", "claims", "prices", "layers", "origins",
               "network", "scenario", "equity", "initial_equity", "distress",
               "shocked_distress", "failed_round")

`$.contagion` <- function(x, name) {
  by_node <- function() structure(.Call(C_run_nodes, run_handle(x))[[name]],
                                  names = node_ids(.subset2(x, "network")))
  switch(name,
         summary = typed_summary(.Call(C_summary, run_handle(x))),
         nodes = run_nodes(x), ledger = run_ledger(x), claims = run_claims(x),
         prices = run_prices(x), layers = run_layers(x), origins = run_origins(x),
         network = .subset2(x, "network"),
         scenario = .Call(C_scenario_json, .subset2(x, "scenario")),
         equity = by_node(), initial_equity = by_node(), distress = by_node(),
         shocked_distress = by_node(), failed_round = by_node(),
         refuse("a run has no '", name, "'; it has ", paste(run_parts, collapse = ", ")))
}

`[[.contagion` <- function(x, name) `$.contagion`(x, name)
.DollarNames.contagion <- function(x, pattern = "") grep(pattern, run_parts, value = TRUE)

cg_paths <- function(run, k = 10, min_steps = 0, to = NULL, ...) {
  given <- list(k = k, min_steps = min_steps,
                to = if (!is.null(to)) cg_row(.subset2(run, "network"), to), ...)
  made <- ask(.Call(C_paths, run_handle(run), given))
  made$origin <- named(made$origin, actor_names(run))
  frame(made[c("loss", "origin", "path", "entries")])
}

cg_pivotal <- function(run, nodes = NULL, progress = NULL) {
  network <- .subset2(run, "network")
  ids <- node_ids(network)
  handle <- run_handle(run)
  rows <- if (is.null(nodes)) which(!is.na(.Call(C_run_nodes, handle)$failed_round))
          else vapply(nodes, function(n) cg_row(network, n), 0L)
  found <- ask(.Call(C_pivotal, handle, as.integer(rows), progress))
  structure(lapply(found, function(f) {
    list(verdict = f$verdict,
         tried = frame(list(sender = named(f$sender, ids), loss = f$loss,
                            failed_round = f$failed_round)))
  }), names = ids[vapply(found, function(f) f$node, 0L)])
}

print.contagion <- function(x, ...) {
  s <- x$summary
  cat(sprintf("<run: %.6g of %.6g lost, %.0f of %d nodes failed, %.0f rounds%s>\n",
              s$equity_lost, s$initial_equity, s$failed, length(x$network), s$rounds,
              if (s$converged) "" else ", not converged"))
  invisible(x)
}

summary.contagion <- function(object, top = 10, ...) {
  nodes <- object$nodes
  lost <- nodes$initial_equity - nodes$equity
  first <- head(order(-lost), top)
  structure(list(run = object, summary = object$summary,
                 nodes = frame(list(id = nodes$id[first], lost = lost[first],
                                    distress = nodes$distress[first],
                                    failed_round = nodes$failed_round[first]))),
            class = "summary.contagion")
}

print.summary.contagion <- function(x, ...) {
  print(x$run)
  print(x$nodes, row.names = FALSE)
  invisible(x)
}

as.data.frame.contagion <- function(x, ...) x$nodes
plot.contagion <- function(x, ..., file = NULL) show_drawing(cg_draw(x, ...), file)

# Causes are told where there are some.
has_causes <- function(run)
  !is.null(.Call(C_ledger, run_handle(run))) && !is_from_below(run)

is_from_below <- function(run)
  identical(.Call(C_scenario_get, .subset2(run, "scenario"), "from_below"), "true")

write_run <- function(run, folder) {
  greatest <- NULL
  if (is_from_below(run))
    greatest <- .subset2(contagion(run$network, scenario = run$scenario,
                                   from_below = FALSE, ledger = FALSE), "handle")
  ask(.Call(C_run_write, run_handle(run), greatest, has_causes(run), folder))
  folder
}
