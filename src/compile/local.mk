libcore_sources += \
	%D%/build_accounts.c \
	%D%/build_assets.c \
	%D%/build_books.c \
	%D%/build.c %D%/build.h \
	%D%/check.c \
	%D%/conflicts.c %D%/conflicts.h \
	%D%/build_exposures.c \
	%D%/group.c %D%/group.h \
	%D%/build_holdings.c \
	%D%/build_ids.c \
	%D%/build_layers.c \
	%D%/build_markets.c \
	%D%/models.c %D%/models.def \
	%D%/build_network.c \
	%D%/build_nodes.c \
	%D%/plan_of_scenario.c %D%/plan_of_scenario.h \
	%D%/build_preset.c \
	%D%/ranges.def \
	%D%/scenario.c %D%/scenario.h \
	%D%/scenario_json.c \
	%D%/scenario_keys.c %D%/scenario_keys.def \
	%D%/scenario_write.c \
	%D%/scenarios.c \
	%D%/shock_given.c %D%/shock_given.h \
	%D%/shock_target.c \
	%D%/shock_words.c \
	%D%/slice.c %D%/slice.h \
	%D%/spoilt.c \
	%D%/suspect.c \
	%D%/preset_cells.c %D%/preset_cells.h \
	%D%/build_venues.c \
	%D%/vocabulary.c %D%/vocabulary.h
