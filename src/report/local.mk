libcore_sources += \
	%D%/folded.c \
	%D%/format_csv.c \
	%D%/format_json.c \
	%D%/format_md.c \
	%D%/format_text.c \
	%D%/formats.c %D%/formats.def \
	%D%/report.c %D%/report.h %D%/reports.def \
	%D%/report_book.c \
	%D%/rounds.c %D%/rounds.h \
	%D%/sheet.c %D%/sheet.h \
	%D%/stamp.c %D%/stamp.h \
	%D%/text_look_through.c \
	%D%/text_market.c \
	%D%/text_nodes.c \
	%D%/text_origins.c \
	%D%/text_paths.c \
	%D%/text_pivotal.c \
	%D%/text_run.c %D%/text_run.h \
	%D%/text_tree.c \
	%D%/words.c \
	%D%/writing.h
