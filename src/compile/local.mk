libcore_sources += \
	%D%/accounts.c \
	%D%/assets.c \
	%D%/books.c \
	%D%/build.c %D%/build.h \
	%D%/check.c \
	%D%/conflicts.c %D%/conflicts.h \
	%D%/exposures.c \
	%D%/group.c %D%/group.h \
	%D%/holdings.c \
	%D%/ids.c \
	%D%/layers.c \
	%D%/markets.c \
	%D%/models.c %D%/models.def \
	%D%/network.c \
	%D%/nodes.c \
	%D%/plan.c %D%/plan.h \
	%D%/preset.c \
	%D%/ranges.def \
	%D%/scenario.c %D%/scenario.h \
	%D%/scenario_json.c \
	%D%/scenario_keys.c %D%/scenario_keys.def \
	%D%/scenario_write.c \
	%D%/scenarios.c \
	%D%/shock.c %D%/shock.h \
	%D%/shock_target.c \
	%D%/shock_words.c \
	%D%/slice.c %D%/slice.h \
	%D%/spoilt.c \
	%D%/suspect.c \
	%D%/venues.c \
	%D%/vocabulary.c %D%/vocabulary.h
