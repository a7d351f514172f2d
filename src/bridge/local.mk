libcore_sources += \
	%D%/lock.c %D%/lock.h
