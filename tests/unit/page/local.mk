cmocka_tests += \
	%D%/test_charts \
	%D%/test_charts_sizes \
	%D%/test_charts_risk \
	%D%/test_charts_sought \
	%D%/test_charts_claims \
	%D%/test_charts_unknown \
	%D%/test_embedded \
	%D%/test_findings \
	%D%/test_svg
EXTRA_DIST += %D%/marks.h
