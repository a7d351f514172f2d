libcore_sources += \
	%D%/banks.c \
	%D%/defi.c \
	%D%/generators.c %D%/generators.def \
	%D%/growing.c %D%/growing.h \
	%D%/distinct_pairs.c
