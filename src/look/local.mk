libcore_sources += \
	%D%/book.c %D%/book_days.c %D%/book_days.h \
	%D%/book_tiers.c %D%/book_tiers.h \
	%D%/concentration.c %D%/concentration.h \
	%D%/info.c \
	%D%/look_through.c \
	%D%/sold_at_once.c %D%/sold_at_once.h
