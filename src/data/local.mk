libcore_sources += \
	%D%/aid.c %D%/aid.h \
	%D%/anonymise.c \
	%D%/balance.c %D%/balance.h \
	%D%/borrowing.c %D%/borrowing.h \
	%D%/cells.c %D%/cells.h \
	%D%/channel.c \
	%D%/columns.def \
	%D%/compiled.c %D%/compiled.h \
	%D%/components.c \
	%D%/spectral_dense.c %D%/spectral_dense.h \
	%D%/diagram.c %D%/diagram.h \
	%D%/edit.c \
	%D%/graph.c %D%/graph.h \
	%D%/graph_cells.c \
	%D%/graph_copy.c \
	%D%/key.h \
	%D%/ledger.c %D%/ledger.h \
	%D%/layers.def \
	%D%/leverage.c \
	%D%/look_up.c \
	%D%/matrix.c %D%/matrix.h \
	%D%/network.c %D%/network.h \
	%D%/network_arrays.c %D%/network_arrays.h %D%/network_arrays.def \
	%D%/network_holds.c \
	%D%/plan.c %D%/plan.h \
	%D%/preset.c %D%/preset.h \
	%D%/problem.c %D%/problem.h \
	%D%/results.c %D%/results.h \
	%D%/shock.h %D%/shocks.def \
	%D%/eigen.c %D%/eigen.h \
	%D%/spectral.c %D%/spectral.h \
	%D%/ledger_crumbs.c %D%/ledger_crumbs.h \
	%D%/ledger_falls.c %D%/ledger_falls.h \
	%D%/ledger_fold.c %D%/ledger_fold.h \
	%D%/ledger_meet.c %D%/ledger_meet.h \
	%D%/ledger_pairs.c \
	%D%/ledger_inside.h \
	%D%/ledger_read.c \
	%D%/ledger_sort.c %D%/ledger_sort.h \
	%D%/ledger_spread.c %D%/ledger_spread.h \
	%D%/summary.c \
	%D%/tiers.c %D%/tiers.h \
	%D%/venue.c %D%/venue.h %D%/venues.def \
	%D%/graph_verify.c
