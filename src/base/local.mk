# What text needs goes with it, wherever it is linked.
libtext_sources += \
	%D%/arena.c %D%/arena.h \
	%D%/array.c \
	%D%/assert.h \
	%D%/error.c %D%/error.h \
	%D%/memory.h \
	%D%/message.c %D%/message.h \
	%D%/pages.c %D%/pages.h \
	%D%/poison.h
libcore_sources += \
	%D%/asking.c %D%/asking.h \
	%D%/beside.c %D%/beside.h \
	%D%/kendall.c %D%/kendall.h \
	%D%/kernel_vector.h \
	%D%/radix.c %D%/radix.h \
	%D%/random.c %D%/random.h \
	%D%/ranked.c %D%/ranked.h \
	%D%/share.c \
	%D%/starts.h \
	%D%/status.c \
	%D%/threads.c %D%/threads.h
