libcore_sources += \
	%D%/each.c %D%/each.h \
	%D%/end.c \
	%D%/fast.c %D%/fast.h \
	%D%/lanes.c %D%/lanes.h %D%/lanes_kernel.h \
	%D%/lanes_avx2.c \
	%D%/lanes_avx512.c \
	%D%/lanes_plain.c \
	%D%/linear.c \
	%D%/linear_class.c %D%/linear_class.h \
	%D%/linear_cut.c \
	%D%/linear_lanes.c \
	%D%/linear_local.c \
	%D%/mixed.c %D%/mixed.h \
	%D%/mixed_books.c \
	%D%/mixed_cascade.c %D%/mixed_cascade.h \
	%D%/mixed_local.c \
	%D%/mixed_sweeps.c \
	%D%/queue.h \
	%D%/rows.c %D%/solver.h \
	%D%/rows_shared.c \
	%D%/threshold.c %D%/threshold.h \
	%D%/threshold_defaults.c \
	%D%/with_defaults.c
