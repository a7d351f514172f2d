# Data frames, matrices and graphs in and out.
source("support.R")

known <- three()
same(length(known), 3L)
same(known$ids, c("A", "B", "C"))
same(known$equity, c(A = 5, B = 3, C = 9))
same(known$liabilities, c(A = 10, B = 6, C = 1))  # B: its claims less its equity
same(as.character(known$exposures$debtor), c("A", "A", "C"))
same(known$exposures$amount, c(8, 2, 1))

# Every type that a column comes in gives the same network.
nodes <- function(equity) data.frame(id = c("A", "B", "C"), equity = equity)
owes <- function(debtor, creditor, amount)
  list(debtor = debtor, creditor = creditor, amount = amount)
for (made in list(
  cg_network(owes(factor(c("A", "A", "C")), factor(c("B", "C", "B")), c(8L, 2L, 1L)),
             nodes = nodes(c(5L, 3L, 9L))),
  cg_network(owes(c("A", "A", "C"), c("B", "C", "B"), c("8", "2.0", "1e0")),
             nodes = nodes(c("5", "3", "9"))),
  # Levels that nothing has, in another order.
  cg_network(owes(factor(c("A", "A", "C"), levels = c("Z", "C", "B", "A")),
                  c("B", "C", "B"), c(8, 2, 1)), nodes = nodes(c(5, 3, 9))),
  cg_network(rbind(A = c(A = 0, B = 8, C = 2), B = 0, C = c(0, 1, 0)), c(5, 3, 9),
             rows = "debtor"),
  cg_network(t(rbind(A = c(A = 0, B = 8, C = 2), B = 0, C = c(0, 1, 0))),
             c(A = 5, B = 3, C = 9), rows = "creditor"))) {
  same(made$equity, known$equity)
  same(made$ids, known$ids)
  same(as.matrix(made, rows = "debtor"), as.matrix(known, rows = "debtor"))
}
same(as.matrix(known, rows = "creditor"), t(as.matrix(known, rows = "debtor")))
same(cg_network(owes(factor(c("A", "A", "C")), c("B", "C", "B"), c(8, 2, 1)),
                nodes = nodes(c(5, 3, 9)))$hash, known$hash)

# Whole numbers as ids, doubles too; two between the same two are summed.
ints <- cg_network(owes(c(1L, 1L, 1L), c(2L, 3L, 2L), c(8, 2, 1)),
                   nodes = data.frame(id = 1:3, equity = c(5, 3, 9)))
same(ints$ids, c("1", "2", "3"))
same(as.matrix(ints, rows = "debtor")[1, ], c("1" = 0, "2" = 9, "3" = 2))
same(cg_network(owes(c(1, 1), c(2, 3), c(8, 2)),
                nodes = data.frame(id = c(1, 2, 3), equity = 5))$ids, c("1", "2", "3"))

# Blank: NA of every type, NaN. No infinity.
blank <- cg_network(owes("A", "B", 2), nodes = data.frame(
  id = c("A", "B"), equity = c(5, NaN), recovery = c(NA, 0.25),
  kind = c(NA, "bank"), group = factor(c(NA, "g")), volatility = c(NA_integer_, 1L)))
table <- cg_table(blank, "nodes")
same(table$recovery, c(NA, 0.25))
same(table$equity[1], 5)
same(is.na(table$equity[2]), TRUE)
same(table$kind, c(NA, "bank"))
same(table$group, c(NA, "g"))
fails(cg_network(owes("A", "B", Inf), c(A = 5, B = 3)), "contagraph_input_error",
      "exposures:1:amount")
fails(cg_network(owes("A", "B", NA), c(A = 5, B = 3)), "contagraph_input_error",
      "exposures:1:amount")
fails(cg_network(owes(c("A", NA), c("B", "A"), 1:2), c(A = 5, B = 3)),
      "contagraph_input_error", "exposures:2:debtor")
fails(cg_network(rbind(c(0, NA), 0), c(5, 3), rows = "debtor"),
      "contagraph_input_error", "exposures:1:amount")

# Frames without rows, of every type of column.
empty <- data.frame(debtor = character(), creditor = character(), amount = numeric())
same(nrow(cg_network(empty, c(A = 5))$exposures), 0L)
same(nrow(cg_network(list(debtor = factor(), creditor = integer(), amount = logical()),
                     c(A = 5))$exposures), 0L)
fails(cg_network(empty, numeric()), "contagraph_error", "no names|no nodes")
fails(cg_network(empty, nodes = data.frame(id = character(), equity = numeric())),
      "contagraph_input_error", "node")
nothing <- contagion(cg_network(empty, c(A = 5)), ledger = TRUE)
same(nrow(nothing$ledger), 0L)
same(nrow(nothing$claims), 0L)
same(nrow(cg_paths(nothing)), 0L)
same(nrow(cg_sweep(known, list())), 0L)
same(nrow(cg_sweep(known, data.frame(shocks = character()))), 0L)

# Flags, and columns that are none of the model's.
kept <- cg_network(owes("A", "B", 2), nodes = data.frame(
  id = c("A", "B"), equity = 1:2, country = c("FR", "DE"), rated = c(TRUE, NA)))
same(cg_table(kept, "nodes")$country, c("FR", "DE"))
same(cg_table(kept, "nodes")$rated, c("true", NA))

# Two columns of one name.
fails(cg_network(owes("A", "B", 1), nodes = data.frame(id = c("A", "B"), equity = 1:2,
  equity = 3:4, check.names = FALSE)), "contagraph_error", "equity")

# Dates are texts, blank where they are NA; a list of columns may be recycled nowhere.
dated <- cg_network(owes("A", "B", 2), nodes = data.frame(id = c("A", "B"), equity = 1,
  since = as.Date(c("2020-01-01", NA))))
same(cg_table(dated, "nodes")$since, c("2020-01-01", NA))

# What is refused says where.
error <- fails(cg_network(owes(c("A", "A"), c("Y", "Z"), 1:2), c(A = 1)),
               "contagraph_input_error", "exposures:1:creditor: creditor is 'Y'")
same(error$problems$place, c("exposures:1:creditor", "exposures:2:creditor"))
same(error$problems$severity, c("rejected", "rejected"))
same(inherits(error, "contagraph_error"), TRUE)
fails(cg_network(owes("A", "B", 1), nodes = data.frame(id = "A", equty = 1)),
      "contagraph_input_error", "equty")
fails(cg_network(owes("A", "B", "much"), c(A = 1, B = 1)), "contagraph_input_error",
      "exposures:1:amount")
fails(cg_network(list(debtor = list("A", 1), creditor = "B"), c(A = 1)),
      "contagraph_argument_error", "exposures:debtor: neither of texts nor of numbers")
fails(cg_network(owes(c("A", "A"), "B", 1), c(A = 1, B = 2)), "contagraph_argument_error",
      "creditor")
fails(cg_network(owes("A", "B", 1i), c(A = 1)), "contagraph_argument_error", "complex")
fails(cg_network(1:3, c(A = 1)), "contagraph_argument_error", "a data frame or a list")
fails(cg_network(structure(list(1), names = ""), c(A = 1)), "contagraph_argument_error",
      "no name")
fails(cg_network(owes("A", "B", structure(1, class = "integer64")), c(A = 1, B = 1)),
      "contagraph_argument_error", "64-bit")
fails(cg_network(empty, c(A = 1), chairs = empty), "contagraph_argument_error",
      "no table 'chairs'")

# Matrices: whose exposures a row is must be said.
fails(cg_network(diag(2), c(1, 1)), "contagraph_argument_error", "there is no default")
fails(cg_network(diag(2), c(1, 1), rows = "owner"), "contagraph_argument_error", "rows")
fails(cg_network(matrix(1, 2, 3), c(1, 1), rows = "debtor"), "contagraph_argument_error",
      "2 by 3 is not square")
fails(cg_network(diag(3), c(1, 1), rows = "debtor"), "contagraph_argument_error",
      "2 equities for 3 nodes")
same(cg_network(diag(0, 2), c(B = 1, A = 2), rows = "debtor")$equity, c(B = 1, A = 2))
fails(cg_network(rbind(A = c(A = 0, B = 1), B = 0), c(B = 1, A = 1), rows = "debtor"),
      "contagraph_argument_error", "other names")
fails(cg_network(rbind(A = c(X = 0, Y = 1), B = 0), c(1, 1), rows = "debtor"),
      "contagraph_argument_error", "not its rows")

# Hostile texts: UTF-8, Latin-1, quotes, line ends, formulas, long ones.
latin <- "Cr\xe9dit"
Encoding(latin) <- "latin1"
ids <- c("\u00e9\u00df\u6f22\U0001F3E6", latin, "a,b\"c'd", "two\nlines", "=1+1", "%s%n",
         strrep("x", 5000), "../../etc")
made <- cg_network(owes(ids, rev(ids), seq_along(ids)),
                   nodes = data.frame(id = ids, equity = 1))
same(made$ids, enc2utf8(ids))
same(Encoding(made$ids[2]), "UTF-8")
run <- contagion(made, paste0("node ", enc2utf8(ids[2]), "=default"), valuation = "threshold")
same(run$failed_round[[2]], 0L)
same(any(run$ledger$source == enc2utf8(latin)), TRUE)
bad <- "broken\xff"
Encoding(bad) <- "bytes"
fails(cg_network(owes(bad, "B", 1), c(B = 1)), "error", "bytes|UTF-8")
fails(cg_network(owes("", "B", 1), c(B = 1)), "contagraph_input_error",
      "exposures:1:debtor")

# All tables, by name; a title and a unit.
market <- cg_network(
  nodes = data.frame(id = c("pool", "u"), equity = c(1000, NA), cash = c(NA, 0)),
  assets = data.frame(id = "ETH", price = 2000), title = "a pool", unit = "$",
  venues = data.frame(node = "pool", type = "lending"),
  markets = data.frame(venue = "pool", asset = "ETH", maintenance = 0.2, bonus = 0.05),
  positions = data.frame(venue = "pool", account = "u1", owner = "u",
                         asset = c("ETH", NA), quantity = c(2, -3000)))
same(market$about[["title"]], "a pool")
same(market$asset_ids, "ETH")
same(nrow(cg_book(market, "ETH")$accounts), 1L)

# Files: a path, bytes, a name for messages; edits make another network.
folder <- tempfile()
cg_write(known, folder)
same(sort(list.files(folder)), c("exposures.csv", "nodes.csv"))
same(cg_read(folder)$hash, known$hash)
bytes <- charToRaw("debtor,creditor,amount\nA,B,2\n")
same(cg_read(bytes, name = "upload.csv")$exposures$amount, 2)
fails(cg_read(charToRaw("debtor,creditor,amount\nA,B,x\n"), name = "upload.csv"),
      "contagraph_input_error", "upload.csv:2")
fails(cg_read("/nowhere/at/all"), "contagraph_file_error", "nowhere")
fails(cg_read(bytes, name = "upload.csv", formt = "csv"), "error", "no option 'formt'")
same(cg_read(charToRaw("borrower,creditor,amount\nA,B,2\n"), name = "x.csv",
             map = c(debtor = "borrower"))$ids, c("A", "B"))
same(cg_edit(known, "nodes A equity=50")$equity[["A"]], 50)
same(known$equity[["A"]], 5)
fails(cg_edit(known, "nodes Z equity=50"), "contagraph_not_found_error", "Z")
same(length(cg_generate("core-periphery", 50, seed = 3)), 50L)

# Saved and loaded again a network is gone, and says so.
file <- tempfile()
saveRDS(known, file)
fails(readRDS(file)$ids, "error", "saved and loaded again")
fails(contagion(readRDS(file)), "error", "saved and loaded again")
fails(cg_rank(list()), "contagraph_argument_error", "a network is needed")
fails(known$nonsense, "contagraph_argument_error", "no 'nonsense'")
same(utils::.DollarNames(known, "^eq"), "equity")

if (have("igraph")) {
  g <- igraph::graph_from_data_frame(
    data.frame(from = c("A", "A", "C"), to = c("B", "C", "B"), weight = c(8, 2, 1),
               colour = "red"),
    vertices = data.frame(name = c("A", "B", "C"), equity = c(5, 3, 9)))
  same(cg_network(g)$hash, known$hash)
  fails(cg_network(igraph::as.undirected(g)), "contagraph_argument_error", "not directed")
  igraph::E(g)$owed <- c(4, 1, 0.5)
  same(cg_network(g, amount = "owed")$exposures$amount, c(4, 1, 0.5))
  # Both libraries in one process: its errors are its own still.
  same(inherits(try(igraph::V(g)["nobody"], silent = TRUE), "try-error"), TRUE)
}
if (have("network")) {
  g <- network::network.initialize(3)
  network::set.vertex.attribute(g, "vertex.names", c("A", "B", "C"))
  network::set.vertex.attribute(g, "equity", c(5, 3, 9))
  network::add.edges(g, c(1, 1, 3), c(2, 3, 2), names.eval = rep(list("weight"), 3),
                     vals.eval = list(8, 2, 1))
  made <- cg_network(g)
  same(made$equity, known$equity)
  same(as.matrix(made, rows = "debtor"), as.matrix(known, rows = "debtor"))
}
