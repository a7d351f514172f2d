# The functions of the glue under a collector that takes whatever it may, at every
# allocation: what is not protected is gone at once. Rscript torture.R TEST... runs
# these tests with the R code of the source tree, in which each function of the
# glue is called so for the first CONTAGRAPH_TORTURE_CALLS times (2). All the rest
# of R goes on as ever: at every allocation of a whole test it takes hours. Of all
# functions that R can call, none may be left out.
tests <- commandArgs(TRUE)
source("support.R")
gctorture2(0)
if (!has_tree || !length(tests)) {
  cat("not tested: needs the source tree, and tests to be named\n")
  quit(status = 0)
}

calls <- as.integer(Sys.getenv("CONTAGRAPH_TORTURE_CALLS", "2"))
known <- names(getDLLRegisteredRoutines("contagraph")$.Call)
tortured <- structure(integer(length(known)), names = known)

# The package once more, on the search path before the one that is installed.
space <- asNamespace("contagraph")
again <- new.env(parent = parent.env(space))
for (name in ls(space, pattern = "^C_")) assign(name, get(name, space), again)
assign(".Call", function(.NAME, ...) {
  given <- list(.NAME, ...)
  if (tortured[[.NAME$name]] >= calls) return(do.call(base::.Call, given))
  tortured[[.NAME$name]] <<- tortured[[.NAME$name]] + 1L
  on.exit(gctorture2(0))
  gctorture2(1)
  do.call(base::.Call, given)
}, again)
for (file in Sys.glob(file.path(top, "R", "R", "*.R"))) sys.source(file, again)
attach(again, name = "tortured", warn.conflicts = FALSE)
# Methods are not looked for on the search path.
methods <- parseNamespaceFile("contagraph", dirname(system.file(package = "contagraph")))
for (method in apply(methods$S3methods[, 1:2], 1, paste, collapse = "."))
  assign(method, get(method, again), globalenv())

here <- getwd()
for (test in tests) {
  setwd(here) # tests may go elsewhere
  took <- system.time(source(paste0(test, ".R"), local = new.env()))
  cat(sprintf("%s: %.0f s\n", test, took[["elapsed"]]))
}
cat(sum(tortured), "calls of", sum(tortured > 0), "functions\n")
if (any(tortured == 0))
  stop("never called: ", paste(known[tortured == 0], collapse = ", "), call. = FALSE)
