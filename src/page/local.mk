libcore_sources += \
	%D%/lead.c %D%/lead.h \
	%D%/lead_defaults.c \
	%D%/lead_sums.c \
	%D%/booked.c %D%/booked.h \
	%D%/booked_falls.c \
	%D%/chart_band.c \
	%D%/chart_book.c \
	%D%/chart_cumulated.c \
	%D%/chart_curve.c \
	%D%/chart_draws.c \
	%D%/chart_exceedance.c \
	%D%/chart_frontier.c \
	%D%/chart_heat.c \
	%D%/chart_histogram.c \
	%D%/chart_intervals.c \
	%D%/chart_payers.c \
	%D%/chart_remedy.c \
	%D%/chart_rounds.c \
	%D%/chart_staircase.c \
	%D%/chart_stairs.c \
	%D%/chart_tail.c \
	%D%/chart_timeline.c \
	%D%/chart_waterfall.c \
	%D%/charts.c %D%/charts.h \
	%D%/embedded.c %D%/embedded.h \
	%D%/findings.c %D%/findings.h \
	%D%/findings_report.c \
	%D%/gather_pictures.c \
	%D%/gather_policies.c \
	%D%/gathering.c \
	%D%/gather_ranking.c \
	%D%/gather_run.c \
	%D%/gather_shape.c \
	%D%/gather_sizes.c \
	%D%/remedy.c %D%/remedy.h \
	%D%/risk_shown.c %D%/risk_shown.h \
	%D%/section.h \
	%D%/section_again.c \
	%D%/section_aid.c \
	%D%/section_before.c \
	%D%/section_chains.c \
	%D%/section_channels.c \
	%D%/section_frontier.c \
	%D%/section_losers.c \
	%D%/section_prices.c \
	%D%/section_remedy.c \
	%D%/section_calibration.c \
	%D%/section_risk.c \
	%D%/section_size.c \
	%D%/section_spread.c \
	%D%/section_systemic.c \
	%D%/section_trust.c \
	%D%/section_unknown.c \
	%D%/section_venue.c \
	%D%/sections.c %D%/sections.def \
	%D%/sought.c %D%/sought.h \
	%D%/stored.c %D%/stored.h \
	%D%/svg.c %D%/svg.h \
	%D%/unknown.c %D%/unknown.h \
	%D%/phrasing.c %D%/phrasing.h
