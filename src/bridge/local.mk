libcore_sources += \
	%D%/cgraph.c %D%/cgraph.h \
	%D%/lock.c %D%/lock.h
