libcore_sources += \
	%D%/book.c \
	%D%/concentration.c %D%/concentration.h \
	%D%/info.c \
	%D%/look_through.c
