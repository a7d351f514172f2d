libcore_sources += \
	%D%/folded.c \
	%D%/rounds.c %D%/rounds.h \
	%D%/sheet.c %D%/sheet.h \
	%D%/text_look_through.c \
	%D%/text_market.c \
	%D%/text_nodes.c \
	%D%/text_origins.c \
	%D%/text_paths.c \
	%D%/text_pivotal.c \
	%D%/text_run.c %D%/text_run.h \
	%D%/text_tree.c \
	%D%/words.c
