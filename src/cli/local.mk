cli_sources += \
	%D%/batch.c %D%/batch.h \
	%D%/calibrate_given.c %D%/calibrate_given.h \
	%D%/args.c %D%/args.h \
	%D%/cmd_adl.c \
	%D%/cmd_book.c \
	%D%/cmd_calibrate.c \
	%D%/cmd_check.c \
	%D%/cmd_compare.c \
	%D%/cmd_convert.c \
	%D%/cmd_curve.c \
	%D%/cmd_draw.c \
	%D%/cmd_generate.c \
	%D%/cmd_info.c \
	%D%/cmd_list.c \
	%D%/cmd_merge.c \
	%D%/cmd_optimise.c \
	%D%/optimise_options.c %D%/optimise_options.h \
	%D%/cmd_paths.c \
	%D%/cmd_rank.c \
	%D%/cmd_reconstruct.c \
	%D%/cmd_report.c \
	%D%/cmd_run.c \
	%D%/cmd_simulate.c \
	%D%/cmd_sweep.c \
	%D%/command_words.c %D%/command_words.h \
	%D%/report_options.c %D%/report_options.h \
	%D%/report_risk.c %D%/report_risk.h \
	%D%/report_sought.c %D%/report_sought.h \
	%D%/report_unknown.c %D%/report_unknown.h \
	%D%/risk_given.c %D%/risk_given.h \
	%D%/risk_limit.c %D%/risk_limit.h \
	%D%/command.c %D%/command.h %D%/commands.def \
	%D%/draw_given.c %D%/draw_given.h \
	%D%/draw_ranges.c %D%/draw_ranges.h \
	%D%/edited.c %D%/edited.h \
	%D%/ensemble_given.c %D%/ensemble_given.h \
	%D%/ensemble_job.c %D%/ensemble_job.h \
	%D%/ensemble_source.c %D%/ensemble_source.h \
	%D%/ensemble_sweep.c %D%/ensemble_sweep.h \
	%D%/exit.h \
	%D%/graph_out.c %D%/graph_out.h \
	%D%/heap.c %D%/heap.h \
	%D%/hidden_moves.c %D%/hidden_moves.h \
	%D%/help.c %D%/help.h \
	%D%/input.c %D%/input.h \
	%D%/inputs.c %D%/inputs.h \
	%D%/program.c %D%/program.h \
	%D%/interrupt.c %D%/interrupt.h \
	%D%/limit.c %D%/limit.h \
	%D%/loss_bound.c %D%/loss_bound.h \
	%D%/option.c %D%/option.h \
	%D%/option_key.c %D%/option_key.h \
	%D%/option_risk.c %D%/option_risk.h \
	%D%/man_page.c %D%/man_page.h %D%/man_page_open.c \
	%D%/page.c %D%/page.h \
	%D%/parted.c %D%/parted.h \
	%D%/parted_inputs.c %D%/parted_inputs.h \
	%D%/picture.c %D%/picture.h \
	%D%/processes.h \
	%D%/launch.c %D%/launch.h \
	%D%/presets.c %D%/presets.h \
	%D%/patience.c %D%/patience.h \
	%D%/progress.c %D%/progress.h \
	%D%/ranked_limit.c %D%/ranked_limit.h \
	%D%/reader.c %D%/reader.h \
	%D%/reconstruct_given.c %D%/reconstruct_given.h \
	%D%/reconstruct_runs.c %D%/reconstruct_runs.h \
	%D%/say.c %D%/say.h \
	%D%/scenario_given.c %D%/scenario_given.h \
	%D%/job.c %D%/job.h \
	%D%/simulated.c %D%/simulated.h \
	%D%/sized.c %D%/sized.h \
	%D%/standard.c %D%/standard.h \
	%D%/stream.c %D%/stream.h \
	%D%/sweep_rows.c %D%/sweep_rows.h \
	%D%/swept.c %D%/swept.h \
	%D%/terminal.c %D%/terminal.h \
	%D%/unfinished.c %D%/unfinished.h \
	%D%/verify.c %D%/verify.h \
	%D%/wrap.c %D%/wrap.h
contagraph_CPPFLAGS = $(AM_CPPFLAGS) -DPRESETS_FOLDER='"$(presetsdir)"' \
	-DPROGRAM_FOLDER='"$(bindir)"'
