libcore_sources += \
	%D%/causes.c %D%/causes.h \
	%D%/codes.c %D%/codes.h \
	%D%/fall_asked.c \
	%D%/fall_flow.c %D%/fall_flow.h \
	%D%/fall_losses.c %D%/fall_losses.h \
	%D%/fallen.h \
	%D%/finder.c %D%/finder.h \
	%D%/finder_order.c \
	%D%/net.c %D%/net.h \
	%D%/origins.c \
	%D%/origin_falls.c \
	%D%/origin_single.c \
	%D%/origin_totals.c \
	%D%/path_ends.c %D%/path_ends.h \
	%D%/path_falls.c %D%/path_falls.h \
	%D%/path_falls_open.c \
	%D%/path_falls_pass.c \
	%D%/paths.c \
	%D%/pivotal.c \
	%D%/senders_falls.c %D%/senders_falls.h \
	%D%/sending.c %D%/sending.h \
	%D%/tally.c %D%/tally.h \
	%D%/tally_falls.c \
	%D%/tally_keepers.c \
	%D%/tally_replay.c \
	%D%/tally_rounds.c %D%/tally_rounds.h \
	%D%/tally_split.c \
	%D%/tally_spread.c \
	%D%/trace.c %D%/trace.h \
	%D%/tree.c %D%/tree.h \
	%D%/tree_falls.c \
	%D%/actor_text.c
