# What the library refuses becomes a condition, of a class for each kind of it.

no_problems <- function()
  frame(list(severity = character(), place = character(), problem = character()))

# A condition of a kind: argument, input, file, not_found, no_solution, ...
raise <- function(kind, message, problems = no_problems())
  stop(structure(
    class = c(paste0("contagraph_", kind, "_error"), "contagraph_error", "error",
              "condition"),
    list(message = message, call = NULL, problems = problems)))

# A result of .Call, or the condition that it asks for.
ask <- function(made) {
  if (!inherits(made, "contagraph_failure")) return(made)
  raise(made$status, made$message, frame(made$problems))
}

print.contagraph_error <- function(x, ...) {
  cat("<", class(x)[1], ": ", conditionMessage(x), ">\n", sep = "")
  if (nrow(x$problems) > 1) print(x$problems, right = FALSE)
  invisible(x)
}

# What is wrong with an argument of ours.
refuse <- function(...) raise("argument", paste0(...))
