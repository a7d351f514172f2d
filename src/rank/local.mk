libcore_sources += \
	%D%/adjoint.c %D%/adjoint.h \
	%D%/agreement.c \
	%D%/betweenness.c \
	%D%/coalition.c %D%/coalition.h \
	%D%/contagion_index.c \
	%D%/coreness.c \
	%D%/debtrank.c \
	%D%/defaults.c \
	%D%/dense.c %D%/dense.h \
	%D%/diffusion.c \
	%D%/matrix_edges.c %D%/matrix_edges.h \
	%D%/eigenvector.c \
	%D%/endogenous_risk.c \
	%D%/fluidity.c \
	%D%/game.c %D%/game.h \
	%D%/game_key_set.c \
	%D%/game_shapley.c \
	%D%/impact.c \
	%D%/indirect_contagion.c \
	%D%/ranking_job.c \
	%D%/katz.c \
	%D%/key_set.c \
	%D%/leontief.c \
	%D%/measures.c \
	%D%/order.c \
	%D%/overlap.c %D%/overlap.h \
	%D%/pagerank.c \
	%D%/ranking.c %D%/ranking.h %D%/rankings.def \
	%D%/shapley.c \
	%D%/sinkrank.c \
	%D%/strength.c \
	%D%/susceptibility.c \
	%D%/defaults_of_all.c %D%/defaults_of_all.h \
	%D%/defaults_of_all_fast.c \
	%D%/top.c %D%/top.h \
	%D%/threat.c \
	%D%/topple.c %D%/topple.h \
	%D%/vulnerability.c
