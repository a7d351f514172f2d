# Scenarios from words: shocks, keys, a model, a file.

# A value as an option of the command line gives it.
scenario_word <- function(value) {
  if (is.null(value)) return("null")
  if (anyNA(value)) refuse("NA is no value of a scenario")
  if (is.logical(value)) return(paste(ifelse(value, "true", "false"), collapse = ","))
  if (is.numeric(value))
    return(paste(vapply(value, shortest, ""), collapse = ","))
  paste(as.character(value), collapse = ",")
}

# The shortest decimal that reads back.
shortest <- function(x) {
  for (digits in 15:17) {
    made <- formatC(x, digits = digits, width = 1, format = "g")
    if (.Call(C_numbers, made) == x) break
  }
  made
}

shock_words <- function(shocks) {
  if (anyNA(shocks)) refuse("a shock is NA")
  parts <- trimws(unlist(strsplit(enc2utf8(as.character(shocks)), ";", fixed = TRUE)))
  as.vector(rbind(rep("=shock", length(parts)), parts))
}

key_words <- function(keys) {
  if (!length(keys)) return(character())
  if (!have_names(keys)) refuse("a key of a scenario has no name")
  unlist(lapply(names(keys), function(key) {
    if (key == "shocks") shock_words(keys[[key]])
    else c(key, scenario_word(keys[[key]]))
  }))
}

# In this order: model, file or keys or JSON, the rest.
make_scenario <- function(shocks = character(), scenario = NULL, model = NULL,
                          keys = list(), base = NULL) {
  words <- if (!is.null(model)) c("=model", model)
  words <- c(words,
             if (is.list(scenario)) key_words(scenario)
             else if (is.character(scenario) && length(scenario) == 1 &&
                      startsWith(trimws(scenario), "{")) c("=json", scenario)
             else if (!is.null(scenario)) c("=file", as.character(scenario)))
  words <- c(words, key_words(keys), shock_words(shocks))
  ask(.Call(C_scenario, base, as.character(words)))
}
