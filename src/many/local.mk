libcore_sources += \
	%D%/curve.c \
	%D%/policies.c %D%/policy.c %D%/policy.h \
	%D%/sweep.c \
	%D%/worker.c %D%/worker.h
