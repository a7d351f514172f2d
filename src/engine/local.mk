libcore_sources += \
	%D%/impact.h %D%/impacts.c %D%/impacts.def \
	%D%/impact_amm.c \
	%D%/impact_exponential.c \
	%D%/impact_linear.c \
	%D%/impact_none.c \
	%D%/impact_sqrt.c \
	%D%/merton.c %D%/merton.h \
	%D%/valuation.h %D%/valuations.c %D%/valuations.def \
	%D%/valuation_black_cox.c \
	%D%/valuation_clearing.c \
	%D%/valuation_exponential.c \
	%D%/valuation_linear.c \
	%D%/valuation_merton.c \
	%D%/valuation_merton_recovery.c \
	%D%/valuation_single_hit.c \
	%D%/valuation_threshold.c
