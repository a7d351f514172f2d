# Random scenarios, limits, remedies, and networks from totals.

# Keys of a risk and of a scenario, told apart.
split_keys <- function(keys) {
  of_risk <- names(keys) %in% c(.Call(C_keys, TRUE), "event", "track")
  words <- unlist(lapply(sort(names(keys)[of_risk]), function(key) {
    value <- keys[[key]]
    if (key %in% c("event", "track")) as.vector(rbind(key, as.character(value)))
    else c(key, scenario_word(value))
  }))
  list(risk = as.character(words), rest = keys[!of_risk])
}

cg_simulate <- function(network, ..., shock = character(), risk = NULL, scenario = NULL,
                        model = NULL, tail_only = FALSE, end_state = FALSE,
                        threads = cg_threads(), progress = NULL) {
  options <- split_options("simulate", list(...), folder = .subset2(network, "folder"),
                           tail_only = tail_only, end_state = end_state,
                           threads = threads)
  keys <- split_keys(options$rest)
  of <- make_scenario(shock, scenario, model, keys$rest)
  handle <- ask(.Call(C_simulate, handle_of(network), of, risk, keys$risk,
                      options$given, progress))
  result("cg_simulation", "simulation", handle, network, of)
}

cg_figure <- function(simulation, words)
  vapply(words, function(w)
    ask(.Call(C_simulation_figure, .subset2(simulation, "handle"), w)), 0)

cg_draw_scenario <- function(simulation, draw)
  .Call(C_scenario_json, ask(.Call(C_simulation_draw, .subset2(simulation, "handle"),
                                   draw)))

as.data.frame.cg_simulation <- function(x, ..., table = "draws.csv") {
  files <- .Call(C_simulation_files)
  index <- match(table, files)
  if (is.na(index))
    refuse("no table '", table, "'; there are ", paste(files, collapse = ", "))
  from_csv(ask(.Call(C_simulation_file, .subset2(x, "handle"), index)))
}

# How far a parameter can go until a risk is no longer known to keep its limit; of
# two, where `maximise` times how far each is from its safe end sums to most.
cg_calibrate <- function(network, set, limits, ..., shock = character(), risk = NULL,
                         scenario = NULL, model = NULL, steps = 16, halvings = 14,
                         point = FALSE, maximise = NULL, threads = cg_threads(),
                         progress = NULL) {
  if (!is.null(maximise) && !(is.numeric(maximise) && length(maximise) == 2))
    refuse("maximise is not a pair of weights")
  options <- split_options("calibrate", list(...), steps = steps, halvings = halvings,
                           point = point, folder = .subset2(network, "folder"),
                           threads = threads)
  keys <- split_keys(options$rest)
  of <- make_scenario(shock, scenario, model, keys$rest)
  handle <- ask(.Call(C_calibrate, handle_of(network), of, risk, keys$risk,
                      as.character(set), as.character(limits), options$given,
                      if (!is.null(maximise)) as.double(maximise), progress))
  found <- .Call(C_calibration_reached, handle)
  result("cg_calibration", "calibration", handle, network, of,
         parameters = frame(.Call(C_calibrated, handle)),
         limits = frame(.Call(C_calibration_limits, handle)),
         reached = found[1], gap = found[2])
}

# All points that were tried.
as.data.frame.cg_calibration <- function(x, ...) from_csv(document(x, "csv", NULL))

cg_optimise <- function(network, question, shock = character(), ..., settings = list(),
                        scenario = NULL, model = NULL, seconds = 60, gap = NULL,
                        evaluations = NULL, seed = 1, progress = NULL) {
  options <- split_options("optimise", list(...), seconds = seconds, gap = gap,
                           evaluations = evaluations, seed = seed)
  if (!have_names(settings)) refuse("a setting has no name")
  of <- make_scenario(shock, scenario, model, options$rest)
  values <- unlist(lapply(names(settings), function(name) {
    value <- settings[[name]]
    if (is.null(value)) NA_character_ else vapply(value, scenario_word, "")
  }))
  counts <- vapply(settings, function(v) max(1L, length(v)), 0L)
  handle <- ask(.Call(C_optimise, handle_of(network), of, question,
                      as.character(rep(names(settings), counts)), as.character(values),
                      options$given, progress))
  made <- result("cg_answer", "optimisation", handle, network, of)
  made$figures <- as.list(document(made, NULL, c("value", "bound", "gap", "proven",
                                                 "evaluations")))
  made$figures$proven <- made$figures$proven %in% 1
  made
}

`$.cg_answer` <- function(x, name) {
  if (name == "scenario")
    return(.Call(C_scenario_json, .Call(C_answer_scenario, .subset2(x, "handle"))))
  made <- .subset2(x, name)
  if (is.null(made)) .subset2(x, "figures")[[name]] else made
}

`[[.cg_answer` <- function(x, name) `$.cg_answer`(x, name)

# The network that an answer makes: the same where it changes nothing.
cg_answered <- function(answer) {
  network <- .subset2(answer, "network")
  made <- ask(.Call(C_answer_network, .subset2(answer, "handle"), presets_folder()))
  if (is.null(made)) network else as_network(made, .subset2(network, "folder"))
}

# --- networks from totals

totals_of <- function(network, given, progress)
  ask(.Call(C_totals, handle_of(network), given, progress))

cg_reconstruct <- function(network, method = "ras", ..., progress = NULL) {
  options <- split_options("totals", list(...))
  totals <- totals_of(network, options$given, progress)
  why <- .Call(C_infeasible, totals)
  if (!is.null(why))
    raise("no_solution", sprintf(
      "no network has these totals: %s claim %.6g of %s, who owe %.6g",
      paste(why$creditors, collapse = ", "), why$claims,
      if (length(why$debtors)) paste(why$debtors, collapse = ", ") else "nobody",
      why$debts))
  made <- ask(.Call(C_reconstruct, totals, method, options$rest, progress))
  structure(list(handle = made$handle, says = made$says, facts = made$facts,
                 network = network, method = method), class = "cg_networks")
}

length.cg_networks <- function(x) as.integer(.Call(C_draws_count, .subset2(x, "handle")))

`[[.cg_networks` <- function(x, i) {
  if (is.character(i)) return(.subset2(x, i))
  as_network(.Call(C_draws_network, .subset2(x, "handle"), i))
}

print.cg_networks <- function(x, ...) {
  cat("<", length(x), " network", if (length(x) != 1) "s", " by ", .subset2(x, "method"),
      ": ", .subset2(x, "says"), ">\n", sep = "")
  invisible(x)
}

# What is certain of each exposure.
cg_bounds <- function(network, ..., progress = NULL)
  frame(ask(.Call(C_bounds, totals_of(network, list(...), progress), progress)))
