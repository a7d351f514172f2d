cmocka_tests += \
	%D%/test_pages \
	%D%/test_rounds \
	%D%/test_sheet
%C%_test_pages_LDADD = $(trace_ldadd)
%C%_test_rounds_LDADD = $(trace_ldadd)
EXTRA_DIST += %D%/lc1.txt %D%/lc1-ascii.txt
