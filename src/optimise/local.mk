libcore_sources += \
	%D%/clearing.c %D%/clearing.h \
	%D%/clearing_lp.c \
	%D%/clearing_verify.c
