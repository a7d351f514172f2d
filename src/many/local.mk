libcore_sources += \
	%D%/curve.c \
	%D%/placed_size.c %D%/placed_size.h \
	%D%/policies.c %D%/policy.c %D%/policy.h \
	%D%/summary_numbers.c %D%/summary_numbers.h \
	%D%/sweep.c \
	%D%/worker.c %D%/worker.h
