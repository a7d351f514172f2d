#' From NetworkRiskMeasures: the same call, the same numbers.
#'
#' `contagion(exposures, buffer, shock, weights, method)` takes what it takes there.
#' One thing more must be said: whose exposures a row is. There a row is what a node
#' has lent, which is `rows = "creditor"` here, or as there `exposure_type = "assets"`.

library(contagraph)

assets <- rbind(a = c(a = 0, b = 1, c = 0, d = 2), b = c(10, 0, 3, 0), c = c(3, 2, 0, 1),
                d = c(0, 4, 1, 0))
buffer <- c(a = 2, b = 5, c = 2, d = 6)
weights <- c(a = 3, b = 15, c = 8, d = 7)

#' What that package does, by its formula. An entry of V is what the default of i
#' takes of the buffer of j; stress s begins with the shock, and grows by p V. What
#' is passed on, p, is for `debtrank` all stress up to 1 that was not passed on yet,
#' for `threshold` 1 once the whole buffer is gone (Bardoscia et al. 2015, equation
#' 10; Furfine 2003).
by_formula <- function(shock, method) {
  V <- t(assets) / rep(buffer, each = 4)
  s <- shock
  passed <- rep(0, 4)
  for (round in 1:10000) {
    may <- if (method == "debtrank") pmin(s, 1) else as.double(s >= 1)
    p <- pmax(may - passed, 0)
    passed <- passed + p
    s <- s + as.vector(p %*% V)
    if (max(p) < 1e-15) break
  }
  s
}
table_by_formula <- function(shocks, method) {
  w <- weights / sum(weights)
  do.call(rbind, lapply(names(shocks), function(name) {
    s0 <- shocks[[name]]
    st <- by_formula(s0, method)
    data.frame(scenario = name, original_stress = sum(pmin(s0, 1) * w),
               additional_stress = sum(pmin(st, 1) * w) - sum(pmin(s0, 1) * w),
               original_losses = sum(s0 * buffer),
               additional_losses = sum((st - s0) * buffer),
               additional_defaults = sum(st[s0 < 1] > 1 - 1e-12))
  }))
}
compare <- function(shocks, here, method) {
  there <- table_by_formula(shocks, method)
  stopifnot(identical(here$scenario, there$scenario),
            max(abs(as.matrix(here[-1]) - as.matrix(there[-1]))) < 1e-9)
}

#' The default of every node, `shock = "all"`.
all <- lapply(structure(names(buffer), names = names(buffer)),
              function(node) as.double(names(buffer) == node))
for (method in c("debtrank", "threshold")) {
  made <- contagion(assets, buffer, shock = "all", weights = weights, method = method,
                    exposure_type = "assets")
  print(made)
  compare(all, summary(made)$summary_table, method)
}

#' Shocks of one's own: names of nodes that fail, or shares of the buffers.
shocks <- list(two = c(a = 1, b = 0, c = 0, d = 1), mild = c(0.3, 0.1, 0, 0.05))
made <- contagion(assets, buffer, shock = list(two = c("a", "d"), mild = shocks$mild),
                  weights = weights, rows = "creditor")
compare(lapply(shocks, unname), summary(made)$summary_table, "debtrank")
print(head(as.data.frame(made), 4))

#' That package stops when stress changes by less than 7e-4 (`abs.tol`); its numbers
#' are that far from the end, the ones here are the end. `single.hit = TRUE` is
#' Battiston et al. (2012) in both; here a node loses no more to another than its
#' equity, as in that paper.
#'
#' Impact susceptibility, diffusion and fluidity take `rows`, too; only links whose
#' whole loss topples a node count (`binary = TRUE` there).
print(impact_susceptibility(assets, buffer, rows = "creditor"))

#' Networks from totals: the banks of Anand, Craig and von Peter (2015).
L <- c(a = 4, b = 5, c = 5, d = 0, e = 0, f = 2, g = 4)
A <- c(a = 7, b = 5, c = 3, d = 1, e = 3, f = 0, g = 1)
me <- matrix_estimation(A, L, method = "me", rows = "creditor")
print(round(me, 2))
stopifnot(max(abs(rowSums(me) - A)) < 1e-9, max(abs(colSums(me) - L)) < 1e-9)
md <- matrix_estimation(A, L, method = "md", rows = "creditor")
stopifnot(sum(md > 0) <= 9, max(abs(rowSums(md) - A)) < 1e-9)
