# What comes of many runs, or of none: rankings, curves, books, sweeps.

result <- function(class, what, handle, network, scenario, ...)
  structure(list(what = what, handle = handle, network = network, scenario = scenario,
                 ...), class = c(class, "cg_result"))

cg_document <- function(x, format = "json") {
  if (identical(format, "sqlite"))
    refuse("a database is no text: let `contagraph run --format sqlite` write it")
  if (inherits(x, "contagion"))
    return(ask(.Call(C_document, "run", run_handle(x), handle_of(x$network),
                     .subset2(x, "scenario"), NULL, has_causes(x), format, NULL)))
  if (!inherits(x, "cg_result")) refuse("there is no report of ", class(x)[1])
  document(x, format, NULL)
}

document <- function(x, format, keys) {
  network <- .subset2(x, "network")
  what <- .subset2(x, "what")
  look <- if (what == "info") ask(.Call(C_look, handle_of(network)))
  ask(.Call(C_document, what, .subset2(x, "handle"), handle_of(network),
            .subset2(x, "scenario"), look, FALSE, format, keys))
}

print.cg_result <- function(x, ...) {
  cat(document(x, "text", NULL))
  invisible(x)
}

summary.cg_result <- function(object, ...) object

# --- rankings

cg_rank <- function(network, measures = "impact", ..., shock = character(),
                    scenario = NULL, model = NULL, top = 0, seconds = 0,
                    progress = NULL) {
  keys <- split_options("rank", list(...), top = top, seconds = seconds)
  of <- make_scenario(shock, scenario, model, keys$rest)
  handle <- ask(.Call(C_rank, handle_of(network), of, paste(measures, collapse = ","),
                      keys$given, progress))
  scores <- .Call(C_scores, handle)
  names(scores) <- vapply(scores, function(s) s$label, "")
  result("cg_ranking", "rank", handle, network, of, scores = scores)
}

as.data.frame.cg_ranking <- function(x, ...) {
  network <- .subset2(x, "network")
  ids <- node_ids(network)
  none <- rep(NA, length(ids))
  columns <- list(id = ids)
  for (measure in names(x$scores)) {
    s <- x$scores[[measure]]
    columns[[measure]] <- if (is.null(s$score)) as.double(none) else s$score
    columns[[paste0(measure, "_rank")]] <- if (is.null(s$rank)) as.integer(none) else s$rank
  }
  frame(columns)
}

# Ids, the highest first.
cg_order <- function(ranking, measure = names(ranking$scores)[1]) {
  s <- ranking$scores[[measure]]
  if (is.null(s))
    refuse("no measure '", measure, "'; there are ",
           paste(names(ranking$scores), collapse = ", "))
  node_ids(.subset2(ranking, "network"))[s$order]
}

# --- curves

cg_curve <- function(network, shock, to = 0.5, from = 0, steps = 20, ..., cliff = TRUE,
                     jump = 0.01, scenario = NULL, model = NULL, progress = NULL) {
  keys <- split_options("curve", list(...), from = from, to = to, steps = steps,
                        cliff = cliff, jump = jump)
  of <- make_scenario(shock, scenario, model, keys$rest)
  handle <- ask(.Call(C_curve, handle_of(network), of, keys$given, progress))
  found <- .Call(C_curve_cliffs, handle)
  result("cg_curve", "curve", handle, network, of,
         points = frame(.Call(C_curve_points, handle)),
         cliffs = frame(found[c("size", "before", "after")]),
         baseline = found$baseline, no_least = found$no_least)
}

as.data.frame.cg_curve <- function(x, ...) x$points

plot.cg_curve <- function(x, ...) {
  given <- list(...)
  told <- list(x = x$points$size, y = x$points$loss, type = "l", xlab = "size",
               ylab = "equity lost")
  do.call(plot, c(told[setdiff(names(told), names(given))], given))
  abline(v = x$cliffs$size, lty = 3)
  invisible(x)
}

# --- books

cg_book <- function(network, asset = NULL, group = NULL, to = 0.5, steps = 20) {
  handle <- ask(.Call(C_book, handle_of(network), asset, group, to, steps))
  accounts <- .Call(C_book_accounts, handle)
  ids <- node_ids(network)
  accounts$owner <- named(accounts$owner, ids)
  accounts$venue <- named(accounts$venue, ids)
  result("cg_book", "book", handle, network, NULL,
         levels = frame(.Call(C_book_levels, handle)), accounts = frame(accounts))
}

as.data.frame.cg_book <- function(x, ...) x$levels

# --- before anything happens

cg_info <- function(network, ..., scenario = NULL) {
  of <- make_scenario(character(), scenario, NULL, list(...))
  handle <- ask(.Call(C_info, handle_of(network), of))
  made <- result("cg_info", "info", handle, network, of)
  made$figures <- as.list(document(made, NULL, .Call(C_info_keys)))
  made
}

`$.cg_info` <- function(x, name) {
  made <- .subset2(x, name)
  if (is.null(made)) .subset2(x, "figures")[[name]] else made
}

`[[.cg_info` <- function(x, name) `$.cg_info`(x, name)

# Who bears a loss of a node in the end, as shares; or each node's money in an asset.
cg_look_through <- function(network, node = NULL, asset = NULL) {
  if (is.null(node) == is.null(asset)) refuse("look_through takes a node or an asset")
  of_asset <- !is.null(asset)
  row <- cg_row(network, if (of_asset) asset else node, of_asset)
  look <- ask(.Call(C_look, handle_of(network)))
  structure(ask(.Call(C_look_to, look, of_asset, row)), names = node_ids(network))
}

# --- sweeps

# id, edits, scenario of each row.
sweep_rows <- function(rows, base) {
  if (is.character(rows) && length(rows) == 1 && file.exists(rows))
    return(ask(.Call(C_scenarios, rows, base)))
  if (is.data.frame(rows))
    rows <- lapply(seq_len(nrow(rows)), function(i) lapply(as.list(rows[i, , drop = FALSE]),
      function(v) if (is.factor(v)) as.character(v) else if (is.list(v)) v[[1]] else v))
  if (!is.list(rows)) rows <- as.list(rows)
  lapply(seq_along(rows), function(i) {
    keys <- if (is.character(rows[[i]])) list(shocks = rows[[i]]) else as.list(rows[[i]])
    keys <- keys[!vapply(keys, function(v) length(v) == 1 && is.na(v), NA)]
    id <- if (is.null(keys$id)) i else keys$id
    edits <- if (is.null(keys$edits)) "" else keys$edits
    keys$id <- keys$edits <- NULL
    list(id = as.character(id), edits = as.character(edits),
         scenario = make_scenario(keys = keys, base = base))
  })
}

cg_sweep <- function(network, rows, ..., model = NULL, threads = cg_threads(),
                     end_state = FALSE, progress = NULL) {
  of <- split_options("sweep", list(...), threads = threads, end_state = end_state)
  made <- sweep_rows(rows, make_scenario(model = model, keys = of$rest))
  keys <- .Call(C_summary_keys)
  found <- matrix(NA_real_, length(made), length(keys), dimnames = list(NULL, keys))
  edits <- vapply(made, function(row) row$edits, "")
  for (edit in unique(edits)) {
    members <- which(edits == edit)
    on <- if (nzchar(edit)) cg_edit(network, trimws(strsplit(edit, ";", fixed = TRUE)[[1]]))
          else network
    found[members, ] <- ask(.Call(C_sweep, handle_of(on),
      lapply(made[members], function(row) row$scenario), of$given, progress))
  }
  columns <- c(list(id = vapply(made, function(row) row$id, "")),
               structure(lapply(seq_along(keys), function(k) as.vector(found[, k])), names = keys))
  columns$converged <- columns$converged == 1
  frame(columns)
}

# As many as R's option says, else as OpenMP gives.
cg_threads <- function() getOption("contagraph.threads", 0)
