# What the library refuses becomes a condition, of a class for each kind of it.

# A result of .Call, or the condition that it asks for.
ask <- function(made) {
  if (!inherits(made, "contagraph_failure")) return(made)
  stop(structure(
    class = c(paste0("contagraph_", made$status, "_error"), "contagraph_error",
              "error", "condition"),
    list(message = made$message, call = NULL, problems = frame(made$problems))))
}

print.contagraph_error <- function(x, ...) {
  cat("<", class(x)[1], ": ", conditionMessage(x), ">\n", sep = "")
  if (nrow(x$problems) > 1) print(x$problems, right = FALSE)
  invisible(x)
}

# What is wrong with an argument of ours.
refuse <- function(...) {
  stop(structure(
    class = c("contagraph_argument_error", "contagraph_error", "error", "condition"),
    list(message = paste0(...), call = NULL,
         problems = frame(list(severity = character(), place = character(),
                               problem = character())))))
}
