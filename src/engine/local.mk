libcore_sources += \
	%D%/impact.h %D%/impacts.def \
	%D%/valuation.h %D%/valuations.def
