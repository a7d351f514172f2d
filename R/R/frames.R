# Data frames in and out.

# A list of columns as a data frame; nothing is changed or copied.
frame <- function(columns) {
  rows <- if (length(columns)) length(columns[[1]]) else 0L
  structure(columns, row.names = .set_row_names(rows), class = "data.frame")
}

# Indices from 1 into distinct names.
coded <- function(codes, levels) structure(codes, levels = levels, class = "factor")

# Indices into names that may come more than once.
named <- function(codes, names) names[codes]

# A CSV text as a data frame, numbers to the bit.
from_csv <- function(text) {
  made <- read.csv(text = text, colClasses = "character", check.names = FALSE,
                   encoding = "UTF-8", na.strings = character())
  made[] <- lapply(made, function(cells) .Call(C_numbers, cells))
  made
}

tables <- function() .Call(C_columns)

# What a cell of a column of texts says; numbers as files have them.
as_texts <- function(x) {
  made <- as.character(x)
  made[is.na(x)] <- NA_character_
  made
}

# One column as the C code takes it: texts, numbers, or codes with levels.
column_in <- function(x, numeric, place) {
  if (inherits(x, "integer64"))
    refuse(place, ": 64-bit integers are neither texts nor numbers here: ",
           "as.character or as.numeric them")
  if (is.factor(x)) return(list(as.integer(x), levels(x)))
  if (is.list(x) || !is.null(dim(x)) && length(dim(x)) > 1)
    refuse(place, ": neither of texts nor of numbers")
  if (inherits(x, c("Date", "POSIXt", "difftime"))) return(list(as_texts(x), NULL))
  if (is.character(x)) return(list(as.character(x), NULL))
  if (is.logical(x) && !numeric && !all(is.na(x)))
    return(list(tolower(as.character(x)), NULL))
  if (is.integer(x) && !numeric) {
    levels <- unique(x)
    levels <- levels[!is.na(levels)]
    return(list(match(x, levels), as.character(levels)))
  }
  if (is.numeric(x) || is.logical(x)) return(list(as.double(x), NULL))
  refuse(place, ": a column of type ", typeof(x), " is neither of texts nor of numbers")
}

# The columns of one table.
columns_in <- function(table, given) {
  all <- tables()
  index <- match(table, names(all))
  if (is.na(index))
    refuse("there is no table '", table, "'; there are ",
           paste(names(all), collapse = ", "))
  if (!is.list(given))
    refuse(table, ": a data frame or a list of columns is needed, not ", class(given)[1])
  if (length(given) && (is.null(names(given)) || any(!nzchar(names(given)))))
    refuse(table, ": a column has no name")
  numeric <- all[[index]]$name[all[[index]]$is_number]
  lapply(seq_along(given), function(i) {
    name <- names(given)[i]
    key <- gsub("[- ]", "_", tolower(trimws(name)))
    made <- column_in(given[[i]], key %in% numeric, paste0(table, ":", name))
    list(index - 1L, name, made[[1]], made[[2]])
  })
}
