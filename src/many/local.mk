libcore_sources += \
	%D%/curve.c \
	%D%/sweep.c \
	%D%/worker.c %D%/worker.h
