contagraphincludedir = $(includedir)/contagraph
contagraphinclude_HEADERS = \
	%D%/contagraph/adl.h \
	%D%/contagraph/book.h \
	%D%/contagraph/contagraph.h \
	%D%/contagraph/curve.h \
	%D%/contagraph/draw.h \
	%D%/contagraph/ensemble.h \
	%D%/contagraph/figure.h \
	%D%/contagraph/findings.h \
	%D%/contagraph/generate.h \
	%D%/contagraph/graph.h \
	%D%/contagraph/info.h \
	%D%/contagraph/ledger.h \
	%D%/contagraph/look_through.h \
	%D%/contagraph/network.h \
	%D%/contagraph/optimise.h \
	%D%/contagraph/output.h \
	%D%/contagraph/pivotal.h \
	%D%/contagraph/preset.h \
	%D%/contagraph/problem.h \
	%D%/contagraph/rank.h \
	%D%/contagraph/read.h \
	%D%/contagraph/reconstruct.h \
	%D%/contagraph/report.h \
	%D%/contagraph/results.h \
	%D%/contagraph/run.h \
	%D%/contagraph/scenario.h \
	%D%/contagraph/scenarios.h \
	%D%/contagraph/sheet.h \
	%D%/contagraph/simulate.h \
	%D%/contagraph/status.h \
	%D%/contagraph/sweep.h \
	%D%/contagraph/text.h \
	%D%/contagraph/trace.h \
	%D%/contagraph/variant.h \
	%D%/contagraph/verify.h \
	%D%/contagraph/version.h
