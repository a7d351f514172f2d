libcore_sources += \
	%D%/network_pairs.c %D%/network_pairs.h \
	%D%/distance.c \
	%D%/ensemble.c %D%/ensemble.h \
	%D%/ensemble_books.c \
	%D%/ensemble_file.c \
	%D%/ensemble_totals.c \
	%D%/ranges.c %D%/ranges.h \
	%D%/ranges_draws.c \
	%D%/spearman.c %D%/spearman.h \
	%D%/spread.c
