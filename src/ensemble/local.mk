libcore_sources += \
	%D%/ensemble.c %D%/ensemble.h \
	%D%/ensemble_books.c \
	%D%/ensemble_file.c \
	%D%/ensemble_totals.c \
	%D%/ranges.c \
	%D%/spread.c
