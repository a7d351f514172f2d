#' Eisenberg and Noe (2001) and DebtRank (2015): two papers, two matrices.

library(contagraph)

#' Row i is what i owes; what each has beside its claims.
owed <- rbind(c(0, 10, 0), c(0, 0, 8), c(4, 0, 0))
external <- c(2, 1, 3)
paid <- eisenberg_noe(owed, external)
cat("owed", rowSums(owed), "paid", paid, "\n")

#' The definition: all that one has, and no more than it owes.
has <- external + as.vector(paid %*% (owed / rowSums(owed)))
stopifnot(all.equal(unname(paid), pmin(has, rowSums(owed))))

#' Column j is what i has lent to j; equities; the first loses 40 %.
lent <- rbind(c(0, 5, 0), c(0, 0, 4), c(2, 0, 0))
equity <- c(10, 8, 4)
cat("distress", debtrank(lent, equity, c(0.4, 0, 0), rows = "creditor"), "\n")
cat("once each", debtrank(lent, equity, c(0.4, 0, 0), rows = "creditor",
                          model = "debtrank-2012"), "\n")
