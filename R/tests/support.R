# What the tests have in common. Every other file here is a test by itself:
# Rscript FILE, in this folder, with the package installed.
library(contagraph)

# Under a collector that takes whatever it may, at every so many allocations:
# what is not protected is gone at once.
torture <- as.integer(Sys.getenv("CONTAGRAPH_TORTURE", "0"))
if (torture > 0) invisible(gctorture2(torture))

# To the bit.
same <- function(x, y) {
  if (!identical(x, y)) {
    cat("is:\n"); print(x)
    cat("and should be:\n"); print(y)
    stop("not the same", call. = FALSE)
  }
}

near <- function(x, y, by = 1e-12) {
  if (!isTRUE(all.equal(unname(x), unname(y), tolerance = by, scale = 1))) {
    print(x)
    print(y)
    stop("not near", call. = FALSE)
  }
}

# Fails with a condition of this class whose message matches.
fails <- function(expression, class, words) {
  made <- tryCatch({
    force(expression)
    NULL
  }, error = identity)
  if (is.null(made)) stop("nothing failed", call. = FALSE)
  if (!inherits(made, class)) {
    print(class(made))
    stop("another error: ", conditionMessage(made), call. = FALSE)
  }
  if (!grepl(words, conditionMessage(made)))
    stop("other words: ", conditionMessage(made), call. = FALSE)
  invisible(made)
}

# A owes B 8 and C 2; C owes B 1.
three <- function()
  cg_network(data.frame(debtor = c("A", "A", "C"), creditor = c("B", "C", "B"),
                        amount = c(8, 2, 1)), c(A = 5, B = 3, C = 9))

have <- function(package) {
  made <- requireNamespace(package, quietly = TRUE)
  if (!made) cat("not tested, as", package, "is not installed\n")
  made
}

# The source tree and the program; tests that need them are left out elsewhere.
top <- Sys.getenv("top_srcdir")
program <- Sys.getenv("CONTAGRAPH")
has_tree <- nzchar(top) && dir.exists(file.path(top, "graphs"))
graph <- function(name) file.path(top, "graphs", name)
