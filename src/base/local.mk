libcore_sources += \
	%D%/arena.c %D%/arena.h \
	%D%/array.c \
	%D%/beside.c %D%/beside.h \
	%D%/clean.c %D%/clean.h \
	%D%/error.c %D%/error.h \
	%D%/format.c %D%/format.h \
	%D%/labels.c \
	%D%/memory.h \
	%D%/message.c %D%/message.h \
	%D%/nearest.c %D%/nearest.h \
	%D%/number.c %D%/number.h \
	%D%/output.c \
	%D%/plain.c \
	%D%/random.c %D%/random.h \
	%D%/text.c %D%/text.h \
	%D%/texts.c %D%/texts.h \
	%D%/threads.c %D%/threads.h \
	%D%/utf8.c %D%/utf8.h \
	%D%/words.c %D%/words.h
