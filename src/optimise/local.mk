libcore_sources += \
	%D%/answer.c %D%/answer.h \
	%D%/clearing.c %D%/clearing.h \
	%D%/clearing_lp.c \
	%D%/clearing_verify.c \
	%D%/compress.c \
	%D%/compressed.c %D%/compressed.h \
	%D%/flow.c %D%/flow.h \
	%D%/judge.c \
	%D%/lines.c %D%/lines.h \
	%D%/lines_graph.c \
	%D%/netting.c %D%/netting.h \
	%D%/netting_conservative.c \
	%D%/optimisations.def \
	%D%/optimise.c \
	%D%/task.c %D%/task.h
