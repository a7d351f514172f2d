# Pictures and pages.

cg_draw <- function(x, view = NULL, ..., against = NULL, ranking = NULL,
                    progress = NULL) {
  run <- if (inherits(x, "contagion")) x
  network <- if (is.null(run)) x else run$network
  if (is.null(view)) view <- if (is.null(run)) "map" else "cascade"
  handle <- ask(.Call(C_draw, handle_of(network),
                      if (!is.null(run)) run_handle(run),
                      if (!is.null(against)) run_handle(against),
                      if (!is.null(ranking)) .subset2(ranking, "handle"),
                      view, list(...), progress))
  parts <- .Call(C_drawing_parts, handle)
  structure(list(handle = handle, dot = parts$dot,
                 csv = if (!is.na(parts$csv)) parts$csv, notes = parts$notes),
            class = "cg_drawing")
}

# The picture as SVG; needs Graphviz.
cg_svg <- function(drawing, program = NULL, ...)
  ask(.Call(C_drawing_svg, drawing$handle, list(program = program, ...)))

# Into a file: .dot, .svg, .png, .pdf, or .csv for a matrix.
cg_save <- function(drawing, file, dpi = 96, program = NULL, ...) {
  ending <- tolower(sub(".*[.]", ".", basename(file)))
  text <- if (ending %in% c(".dot", ".gv")) drawing$dot
          else if (ending == ".csv") drawing$csv
  if (!is.null(text)) write_text(text, file)
  else ask(.Call(C_drawing_render, drawing$handle, file,
                 list(dpi = dpi, program = program, ...)))
  invisible(file)
}

write_text <- function(text, file) {
  to <- file(file, "wb")
  on.exit(close(to))
  writeBin(charToRaw(enc2utf8(text)), to)
}

# Into a file, or into one that is shown.
show_drawing <- function(drawing, file = NULL) {
  if (is.null(file)) {
    file <- tempfile("contagraph", fileext = ".svg")
    cg_save(drawing, file)
    if (interactive()) utils::browseURL(file)
  } else {
    cg_save(drawing, file)
  }
  invisible(file)
}

plot.cg_drawing <- function(x, ..., file = NULL) show_drawing(x, file)

print.cg_drawing <- function(x, ...) {
  cat("<drawing, ", lengths(regmatches(x$dot, gregexpr("\n", x$dot, fixed = TRUE))),
      " lines of DOT>\n", sep = "")
  for (note in x$notes) cat(note, "\n", sep = "")
  invisible(x)
}

# All about one scenario on one page: .html, .md or .json.
cg_report <- function(x, file = NULL, shock = character(), ..., scenario = NULL,
                      model = NULL, without = NULL, seed = 1, simulation = NULL,
                      calibration = NULL, progress = NULL) {
  options <- split_options("report", list(...), without = without, seed = seed)
  if (inherits(x, "contagion")) {
    network <- x$network
    of <- .subset2(x, "scenario")
    if (length(options$rest) || length(shock) || !is.null(scenario) || !is.null(model))
      refuse("a run has its scenario already")
  } else {
    network <- x
    of <- make_scenario(shock, scenario, model, options$rest)
  }
  ending <- if (is.null(file)) "html" else tolower(sub(".*[.]", "", basename(file)))
  risks <- lapply(list(simulation, calibration), function(given) {
    if (is.null(given)) return(NULL)
    if (!inherits(given, "cg_result") ||
        !identical(.subset2(given, "network"), network))
      refuse("a page is of one network, as is what it tells of risk")
    .subset2(given, "handle")
  })
  # The findings refer to these texts, as they are, until the page is made.
  texts <- lapply(options$given, function(v) if (is.character(v)) enc2utf8(v) else v)
  handle <- ask(.Call(C_findings, handle_of(network), of, texts, risks[[1]],
                      risks[[2]], progress))
  page <- document(result("cg_findings", "findings", handle, network, of),
                   if (ending == "htm") "html" else ending, NULL)
  if (is.null(file)) return(page)
  write_text(page, file)
  invisible(file)
}

# What there is to choose from: "models", "rules", "measures", ...
cg_list <- function(what = NULL, name = NULL)
  from_csv(ask(.Call(C_listing, what, name, "csv")))

cg_versions <- function() .Call(C_versions)
