libtext_sources += \
	%D%/clean.c %D%/clean.h \
	%D%/csv.c %D%/csv.h \
	%D%/csv_write.c \
	%D%/decimal.c %D%/decimal.h \
	%D%/format.c %D%/format.h \
	%D%/json.c %D%/json.h \
	%D%/labels.c \
	%D%/nearest.c %D%/nearest.h \
	%D%/number.c %D%/number.h \
	%D%/number_format.c \
	%D%/powers.c %D%/powers.h \
	%D%/records.c %D%/records.h \
	%D%/text.c %D%/text.h \
	%D%/text_read.c \
	%D%/texts.c %D%/texts.h \
	%D%/utf8.c %D%/utf8.h \
	%D%/widths.c %D%/widths.h \
	%D%/words.c %D%/words.h
libcore_sources += \
	%D%/json_check.c \
	%D%/json_tokens.c %D%/json_tokens.h \
	%D%/plain.c
