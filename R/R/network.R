# Networks: read, or made of tables, matrices and graphs.

presets_folder <- function() {
  given <- Sys.getenv("CONTAGRAPH_PRESETS", .Call(C_presets))
  if (nzchar(given)) given else NULL
}

as_network <- function(made, folder = NULL) {
  made <- ask(made)
  structure(list(handle = made$handle, problems = frame(made$problems),
                 folder = folder), class = "cg_network")
}

handle_of <- function(network) {
  if (!inherits(network, "cg_network"))
    refuse("a network is needed, from cg_network or cg_read, not ", class(network)[1])
  .subset2(network, "handle")
}

cg_read <- function(path, format = NULL, ..., name = NULL, progress = NULL) {
  options <- list(format = format, shown = name, ...)
  if (!is.null(options$map) && !is.null(names(options$map)))
    options$map <- paste0(names(options$map), "=", options$map, collapse = ",")
  options <- options[!vapply(options, is.null, NA)]
  made <- .Call(C_read, path, options, presets_folder(), progress)
  folder <- if (is.raw(path)) NULL else if (dir.exists(path)) path else dirname(path)
  as_network(made, folder)
}

build <- function(tables, about = list(), name = "") {
  columns <- unlist(lapply(names(tables), function(t) columns_in(t, tables[[t]])),
                    recursive = FALSE)
  texts <- vapply(c("title", "unit", "date", "source"), function(key) {
    if (is.null(about[[key]])) NA_character_ else as.character(about[[key]])
  }, "")
  as_network(.Call(C_build, name, if (is.null(columns)) list() else columns, texts,
                   presets_folder()))
}

check_rows <- function(rows) {
  if (is.null(rows) || length(rows) != 1 || !rows %in% c("debtor", "creditor"))
    refuse("a matrix needs rows = \"debtor\" (entry i, j is what i owes j) or ",
           "rows = \"creditor\" (what i has lent to j): there is no default")
}

# Nodes from a named vector of equities, or as they are.
nodes_of <- function(equity, ids) {
  if (is.data.frame(equity)) return(equity)
  if (is.null(equity)) return(frame(list(id = ids)))
  if (is.null(ids)) ids <- names(equity)
  if (is.null(ids)) refuse("equity has no names: whose is it?")
  if (length(ids) != length(equity))
    refuse(length(equity), " equities for ", length(ids), " nodes")
  frame(list(id = ids, equity = as.double(equity)))
}

matrix_tables <- function(x, equity, rows) {
  check_rows(rows)
  if (length(dim(x)) != 2 || nrow(x) != ncol(x))
    refuse("a matrix of ", paste(dim(x), collapse = " by "), " is not square")
  ids <- rownames(x)
  if (is.null(ids)) ids <- colnames(x)
  if (is.null(ids) && !is.data.frame(equity) && !is.null(names(equity)))
    ids <- names(equity)
  if (is.null(ids)) ids <- as.character(seq_len(nrow(x)))
  if (!is.null(colnames(x)) && !identical(ids, colnames(x)))
    refuse("the columns of the matrix are not its rows")
  if (!is.null(names(equity)) && !is.data.frame(equity) &&
      !identical(names(equity), ids))
    refuse("equity has other names than the matrix")
  if (inherits(x, "Matrix")) x <- as.matrix(x)
  at <- which(is.na(x) | x != 0)
  row <- as.integer((at - 1) %% nrow(x)) + 1L
  column <- as.integer((at - 1) %/% nrow(x)) + 1L
  debtor <- if (rows == "debtor") row else column
  creditor <- if (rows == "debtor") column else row
  list(nodes = if (is.data.frame(equity)) equity else nodes_of(equity, ids),
       exposures = if (length(at))
         frame(list(debtor = coded(debtor, ids), creditor = coded(creditor, ids),
                    amount = as.double(x[at]))))
}

# Attributes that are called as the model's columns, and those that are named.
attributes_in <- function(table, given, named) {
  known <- setdiff(tables()[[table]]$name, c("id", "debtor", "creditor"))
  made <- given[intersect(names(given), known)]
  for (column in names(named))
    if (!is.null(given[[named[[column]]]])) made[[column]] <- given[[named[[column]]]]
  as.list(made)
}

igraph_tables <- function(x, amount, equity) {
  if (!igraph::is_directed(x)) refuse("who owes whom? the graph is not directed")
  vertices <- igraph::vertex_attr(x)
  ids <- if (is.null(vertices$name)) as.character(seq_len(igraph::vcount(x)))
         else as.character(vertices$name)
  vertices$name <- NULL
  ends <- igraph::as_edgelist(x, names = FALSE)
  graph_tables(ids, vertices, as.integer(ends[, 1]), as.integer(ends[, 2]),
               igraph::edge_attr(x), amount, equity)
}

statnet_tables <- function(x, amount, equity) {
  if (!network::is.directed(x)) refuse("who owes whom? the network is not directed")
  of_vertices <- network::list.vertex.attributes(x)
  vertices <- lapply(self_named(of_vertices),
                     function(a) network::get.vertex.attribute(x, a))
  of_edges <- network::list.edge.attributes(x)
  edges <- lapply(self_named(of_edges), function(a) network::get.edge.attribute(x, a))
  ends <- network::as.matrix.network(x, matrix.type = "edgelist")
  graph_tables(as.character(vertices$vertex.names), vertices, as.integer(ends[, 1]),
               as.integer(ends[, 2]), edges, amount, equity)
}

# Names as a list that is named by them.
self_named <- function(x) structure(as.list(x), names = x)

graph_tables <- function(ids, vertices, from, to, edges, amount, equity) {
  list(nodes = frame(c(list(id = ids),
                       attributes_in("nodes", vertices, list(equity = equity)))),
       exposures = if (length(from))
         frame(c(list(debtor = coded(from, ids), creditor = coded(to, ids)),
                 attributes_in("exposures", edges, list(amount = amount)))))
}

cg_network <- function(exposures = NULL, equity = NULL, ..., rows = NULL, nodes = NULL,
                       amount = "weight", title = NULL, unit = NULL, date = NULL,
                       source = NULL, name = "") {
  if (inherits(exposures, "igraph")) {
    made <- igraph_tables(exposures, amount, if (is.null(equity)) "equity" else equity)
  } else if (inherits(exposures, "network")) {
    made <- statnet_tables(exposures, amount, if (is.null(equity)) "equity" else equity)
  } else if (is.matrix(exposures) || inherits(exposures, "Matrix")) {
    made <- matrix_tables(exposures, if (is.null(nodes)) equity else nodes, rows)
  } else {
    made <- list(nodes = if (!is.null(nodes)) nodes
                         else if (!is.null(equity)) nodes_of(equity, NULL),
                 exposures = exposures)
  }
  given <- c(made, list(...))
  if (!have_names(given)) refuse("a table has no name")
  build(given[!vapply(given, is.null, NA)],
        list(title = title, unit = unit, date = date, source = source), name)
}

cg_generate <- function(kind, nodes = 100, degree = 5, seed = 1, ..., progress = NULL)
  as_network(.Call(C_generate, kind,
                   list(nodes = nodes, degree = degree, seed = seed, ...), progress))

cg_edit <- function(network, ...)
  as_network(.Call(C_edit, handle_of(network), as.character(c(...)), presets_folder()),
             .subset2(network, "folder"))

cg_write <- function(x, path, ..., format = NULL, lossy = FALSE, rows = NULL,
                     progress = NULL) {
  if (inherits(x, "contagion")) return(invisible(write_run(x, path)))
  given <- list(format = format, lossy = lossy, rows = rows, ...)
  invisible(frame(ask(.Call(C_write, handle_of(x), path, given, progress))))
}

cg_check <- function(network) {
  handle_of(network)
  .subset2(network, "problems")
}

cg_table <- function(network, name) {
  all <- tables()
  index <- match(name, names(all))
  if (is.na(index))
    refuse("there is no table '", name, "'; there are ",
           paste(names(all), collapse = ", "))
  numeric <- all[[index]]$name[all[[index]]$is_number]
  made <- .Call(C_table, handle_of(network), index - 1L)
  frame(structure(lapply(names(made), function(column) {
    if (column %in% numeric) .Call(C_numbers, made[[column]]) else made[[column]]
  }), names = names(made)))
}

cg_row <- function(network, node, asset = FALSE)
  ask(.Call(C_look_up, handle_of(network), as.character(node), asset))

node_ids <- function(network) .Call(C_ids, handle_of(network), FALSE)
asset_ids <- function(network) .Call(C_ids, handle_of(network), TRUE)

ends_of <- function(network, columns) {
  ends <- .Call(C_exposures, handle_of(network))
  ids <- node_ids(network)
  frame(c(list(debtor = coded(ends$debtor, ids), creditor = coded(ends$creditor, ids)),
          if (is.null(columns)) ends["amount"] else columns))
}

network_parts <- c("ids", "asset_ids", "equity", "assets", "liabilities", "exposures",
                   "about", "hash")

`$.cg_network` <- function(x, name) {
  handle <- handle_of(x)
  books <- function() {
    structure(.Call(C_books, handle)[[name]], names = node_ids(x))
  }
  switch(name,
         ids = node_ids(x), asset_ids = asset_ids(x),
         equity = books(), assets = books(), liabilities = books(),
         exposures = ends_of(x, NULL), about = .Call(C_about, handle),
         hash = ask(.Call(C_hash, handle)),
         refuse("a network has no '", name, "'; it has ",
                paste(network_parts, collapse = ", ")))
}

`[[.cg_network` <- function(x, name) `$.cg_network`(x, name)
.DollarNames.cg_network <- function(x, pattern = "")
  grep(pattern, network_parts, value = TRUE)

length.cg_network <- function(x) as.integer(.Call(C_counts, handle_of(x))[1])

as.matrix.cg_network <- function(x, ..., rows = NULL) {
  check_rows(rows)
  ends <- .Call(C_exposures, handle_of(x))
  ids <- node_ids(x)
  made <- matrix(0, length(ids), length(ids), dimnames = list(ids, ids))
  first <- if (rows == "debtor") ends$debtor else ends$creditor
  second <- if (rows == "debtor") ends$creditor else ends$debtor
  # Of several between the same two the sum.
  at <- (second - 1) * length(ids) + first
  sums <- rowsum(ends$amount, at)
  made[as.double(rownames(sums))] <- sums
  made
}

as.data.frame.cg_network <- function(x, ...) x$exposures

print.cg_network <- function(x, ...) {
  counts <- .Call(C_counts, handle_of(x))
  cat("<network: ", counts[1], " nodes, ", counts[2], " exposures",
      if (counts[3]) paste0(", ", counts[3], " assets"),
      if (counts[4]) paste0(", ", counts[4], " accounts"), ">\n", sep = "")
  invisible(x)
}

summary.cg_network <- function(object, ...) cg_info(object)
plot.cg_network <- function(x, ..., file = NULL) show_drawing(cg_draw(x, ...), file)
