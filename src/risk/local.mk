libcore_sources += \
	%D%/beta.c %D%/distributions.h \
	%D%/calibrate.c %D%/calibration.h \
	%D%/calibrate_coordinates.c \
	%D%/calibrate_limit.c \
	%D%/calibrate_line.c \
	%D%/calibrate_parameter.c \
	%D%/calibrate_point.c \
	%D%/calibrate_search.c \
	%D%/calibrate_stairs.c \
	%D%/calibrate_supply.c \
	%D%/chi_square.c \
	%D%/drawn_values.c %D%/drawn_values.h \
	%D%/correlation.c %D%/correlation.h \
	%D%/date.c \
	%D%/dependence.c %D%/dependence.h \
	%D%/draw.c %D%/draw.h \
	%D%/draw_end.c \
	%D%/draw_shocks.c %D%/draw_shocks.h \
	%D%/draws_run.c \
	%D%/elementary.c %D%/elementary.h \
	%D%/estimate.c %D%/estimate.h \
	%D%/event_shocks.c \
	%D%/history.c %D%/history.h \
	%D%/history_file.c %D%/history_file.h \
	%D%/interest.c \
	%D%/measure.c %D%/measure.h \
	%D%/normal.c %D%/normal_terms.h \
	%D%/normal_avx2.c \
	%D%/normal_avx512.c \
	%D%/normal_many.c %D%/normal_many.h %D%/normal_kernel.h \
	%D%/normal_plain.c \
	%D%/parameters.c \
	%D%/rescaled.c %D%/rescaled.h \
	%D%/risk.c %D%/risk.h %D%/risk_keys.def \
	%D%/risk_drivers.c \
	%D%/risk_events.c \
	%D%/risk_json.h \
	%D%/risk_model.c %D%/risk_model.h \
	%D%/risk_past.c \
	%D%/risk_public.c \
	%D%/risk_table.c %D%/risk_table.h \
	%D%/risk_text.c \
	%D%/risk_words.c \
	%D%/risk_write.c \
	%D%/random_slots.c %D%/random_slots.h \
	%D%/sample_order.c \
	%D%/simulation.c %D%/simulation.h \
	%D%/simulation_draws.c \
	%D%/simulation_estimate.c \
	%D%/simulation_explain.c \
	%D%/simulation_files.c \
	%D%/simulation_rest.c \
	%D%/simulation_resume.c \
	%D%/simulation_sample.c \
	%D%/simulation_tilt.c \
	%D%/special.c %D%/special.h \
	%D%/statistic.c %D%/statistic.h \
	%D%/student.c \
	%D%/tail_check.c \
	%D%/tail_only.c
