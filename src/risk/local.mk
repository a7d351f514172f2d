libcore_sources += \
	%D%/book.c \
	%D%/curve.c \
	%D%/sweep.c \
	%D%/worker.c %D%/worker.h
