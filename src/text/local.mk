libcore_sources += \
	%D%/csv.c %D%/csv.h \
	%D%/records.c %D%/records.h
