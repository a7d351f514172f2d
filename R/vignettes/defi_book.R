#' A lending market from a wide CSV of raw integers, as a chain has them.

library(contagraph)

#' One row for each borrower; amounts in the token's smallest unit, which are too
#' large for whole numbers of R: they stay texts.
csv <- "borrower,WETH,USDC
0x00000000000000000000000000000000000000a1,12500000000000000000,-20900000000
0x00000000000000000000000000000000000000a2,3000000000000000000,-4100000000
0x00000000000000000000000000000000000000a3,80000000000000000000,-95000000000"
wide <- read.csv(text = csv, colClasses = "character")
positions <- reshape(wide, direction = "long", idvar = "borrower",
                     varying = c("WETH", "USDC"), v.names = "quantity",
                     timevar = "asset", times = c("WETH", "USDC"))
positions <- with(positions, data.frame(owner = borrower, account = borrower,
                                        venue = "pool", asset, quantity))
net <- cg_network(
  nodes = data.frame(id = c("pool", wide$borrower), equity = c(50000, NA, NA, NA),
                     cash = c(NA, 0, 0, 0)),
  assets = data.frame(id = c("WETH", "USDC"), price = c(2300, 1),
                      raw_decimals = c(18, 6), depth = c(2e6, NA)),
  venues = data.frame(node = "pool", type = "lending"),
  markets = data.frame(venue = "pool", asset = c("WETH", "USDC"),
                       maintenance = c(0.17, 0.15), bonus = 0.05),
  positions = positions, unit = "$")
print(as.data.frame(cg_book(net, "WETH", to = 0.5, steps = 5)))
curve <- cg_curve(net, "asset WETH=-X", to = 0.6, steps = 6)
print(curve$points[c("size", "loss", "unhealthy")])
with(curve$cliffs, cat(sprintf("losses jump at %.2f%%: %.4g -> %.4g\n", 100 * size, before,
                               after), sep = ""))
