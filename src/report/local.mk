libcore_sources += \
	%D%/adl_facts.c %D%/adl_facts.h \
	%D%/adl_payers.c %D%/adl_payers.h \
	%D%/adl_policies.c %D%/adl_policies.h \
	%D%/calibrate.h %D%/calibrate_json.c \
	%D%/calibrate_words.c \
	%D%/stairs_shown.c \
	%D%/compare.c %D%/compare.h \
	%D%/folded.c \
	%D%/format_csv.c \
	%D%/format_folded.c \
	%D%/format_html.c %D%/html.h \
	%D%/html_frame.c \
	%D%/html_script.c \
	%D%/html_style.c \
	%D%/html_table.c \
	%D%/rich.c %D%/rich.h \
	%D%/format_json.c \
	%D%/format_md.c \
	%D%/format_sqlite.c \
	%D%/format_text.c \
	%D%/formats.c %D%/formats.def \
	%D%/info.h %D%/info_assets.c \
	%D%/report_look_through.c \
	%D%/report_pivotal.c %D%/report_pivotal.h \
	%D%/report_compare.c \
	%D%/report_info.c \
	%D%/report_paths.c \
	%D%/report_run.c \
	%D%/networks.c %D%/networks.h \
	%D%/networks_head.c \
	%D%/network_distance.c \
	%D%/rank_page.c %D%/rank_page.h \
	%D%/report.c %D%/report.h %D%/reports.def \
	%D%/report_adl.c \
	%D%/report_book.c \
	%D%/report_calibrate.c \
	%D%/report_parameters.c \
	%D%/report_check.c \
	%D%/report_curve.c \
	%D%/report_list.c \
	%D%/report_optimise.c %D%/optimise.h \
	%D%/optimise_cells.c \
	%D%/optimise_head.c \
	%D%/optimise_tables.c \
	%D%/report_rank.c \
	%D%/report_ensemble.c \
	%D%/report_ranges.c \
	%D%/report_reconstruct.c \
	%D%/report_simulate.c \
	%D%/report_spread.c \
	%D%/report_sweep.c \
	%D%/simulate.h %D%/simulate_json.c %D%/simulate_words.c \
	%D%/text_simulate.c \
	%D%/rounds.c %D%/rounds.h \
	%D%/run_facts.c %D%/run_facts.h \
	%D%/run_files.c \
	%D%/run_tables.c \
	%D%/sheet.c %D%/sheet.h \
	%D%/stamp.c %D%/stamp.h \
	%D%/text_calibrate.c \
	%D%/text_compare.c \
	%D%/text_info.c \
	%D%/text_market.c \
	%D%/text_nodes.c \
	%D%/text_origins.c \
	%D%/text_paths.c \
	%D%/text_run.c %D%/text_run.h \
	%D%/text_tree.c %D%/text_tree.h \
	%D%/sheet_words.c \
	%D%/writing.c %D%/writing.h
