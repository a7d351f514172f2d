# The page docs/r.md: every line runs, and shows what it says.
source("support.R")

if (!has_tree) {
  cat("not tested: needs the source tree\n")
  quit(status = 0)
}
page <- readLines(file.path(top, "docs", "r.md"), encoding = "UTF-8")
fences <- grep("^```", page)
begins <- fences[page[fences] == "```r"]
ends <- vapply(begins, function(at) min(fences[fences > at]), 0L)
lines <- unlist(Map(function(from, to) page[(from + 1):(to - 1)], begins, ends))

work <- tempfile()
dir.create(work)
file.symlink(file.path(top, "graphs"), file.path(work, "graphs"))
setwd(work)
shown <- 0
space <- new.env()
while (length(lines)) {
  said <- grepl("^#>", lines)
  code <- if (any(said)) seq_len(which(said)[1] - 1) else seq_along(lines)
  rest <- lines[-code]
  until <- which(!grepl("^#>", rest))
  answer <- if (length(until)) seq_len(until[1] - 1) else seq_along(rest)
  got <- character()
  for (expression in parse(text = lines[code]))
    got <- capture.output({
      made <- withVisible(eval(expression, space))
      if (made$visible) print(made$value)
    })
  same(trimws(got, "right"), trimws(sub("^#> ?", "", rest[answer]), "right"))
  shown <- shown + length(answer)
  lines <- if (length(answer)) rest[-answer] else rest
}
same(shown > 20, TRUE)
