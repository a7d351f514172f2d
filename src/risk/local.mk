libcore_sources += \
	%D%/beta.c %D%/distributions.h \
	%D%/chi_square.c \
	%D%/correlation.c %D%/correlation.h \
	%D%/date.c \
	%D%/draw.c %D%/draw.h \
	%D%/elementary.c %D%/elementary.h \
	%D%/estimate.c %D%/estimate.h \
	%D%/history.c %D%/history.h \
	%D%/normal.c \
	%D%/risk.c %D%/risk.h %D%/risk_keys.def \
	%D%/risk_events.c \
	%D%/risk_json.h \
	%D%/risk_text.c \
	%D%/random_slots.c %D%/random_slots.h \
	%D%/special.c %D%/special.h \
	%D%/student.c
