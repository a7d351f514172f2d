# Options of calls, by the library's own table of them.

# What a call takes beside keys of a scenario, and what holds where it is not given.
cg_options <- function(call) {
  all <- .Call(C_options)
  if (!is.character(call) || length(call) != 1 || !call %in% names(all))
    refuse("there is no call '", call, "'; there are ", paste(names(all), collapse = ", "))
  all[[call]]
}

# All of them are named; what is not would be left out without a word.
have_names <- function(keys) {
  of <- names(keys)
  !length(keys) || (!is.null(of) && !anyNA(of) && all(nzchar(of)))
}

# Those of `keys` that are options of a call, over what its arguments say, and the
# rest, which are keys of its scenario.
split_options <- function(call, keys, ...) {
  if (!have_names(keys))
    refuse(if (call == "totals") "an option" else "a key of a scenario", " has no name")
  known <- names(keys) %in% names(.Call(C_options)[[call]])
  given <- list(...)
  for (name in names(keys)[known]) given[name] <- keys[name]
  list(given = given, rest = keys[!known])
}
