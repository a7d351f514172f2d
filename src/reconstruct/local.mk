libcore_sources += \
	%D%/asked.c \
	%D%/block_lp.c %D%/block_lp.h \
	%D%/bounds.c \
	%D%/bounds_of_loss.c \
	%D%/chain.c %D%/chain.h \
	%D%/effective.c %D%/effective.h \
	%D%/draws.c \
	%D%/entropy.c %D%/entropy.h \
	%D%/feasible.c \
	%D%/fewest.c %D%/fewest.h \
	%D%/fitness.c %D%/fitness.h \
	%D%/kept.c %D%/kept.h \
	%D%/link_list.c \
	%D%/marginals.c %D%/marginals.h \
	%D%/method_fitness.c \
	%D%/method_gibbs.c \
	%D%/method_min_density.c \
	%D%/method_ras.c \
	%D%/methods.def \
	%D%/parts.c %D%/parts.h \
	%D%/placing.c %D%/placing.h \
	%D%/reconstruction.c %D%/reconstruction.h \
	%D%/replaced.c %D%/replaced.h \
	%D%/scaling.c %D%/scaling.h \
	%D%/side_table.c %D%/side_table.h \
	%D%/support.c %D%/support.h \
	%D%/totals_blocks.c \
	%D%/totals_cells.c \
	%D%/totals_look.c \
	%D%/totals_read.c \
	%D%/transport.c %D%/transport.h
