# Ledgers without an engine.
check_LIBRARIES += tests/libworked.a
tests_libworked_a_SOURCES = \
	tests/support/random_ledger.c tests/support/random_ledger.h \
	tests/support/worked.c tests/support/worked.h
trace_ldadd = tests/libworked.a src/libcore.la tests/libworking.a \
	$(CMOCKA_LIBS)

cmocka_tests += \
	%D%/test_causes \
	%D%/test_codes \
	%D%/test_fall_place \
	%D%/test_folded \
	%D%/test_net \
	%D%/test_origins \
	%D%/test_paths \
	%D%/test_pivotal \
	%D%/test_tally \
	%D%/test_tree
%C%_test_causes_LDADD = $(trace_ldadd)
%C%_test_codes_LDADD = $(trace_ldadd)
%C%_test_fall_place_LDADD = $(trace_ldadd)
%C%_test_folded_LDADD = $(trace_ldadd)
%C%_test_net_LDADD = $(trace_ldadd)
%C%_test_origins_LDADD = $(trace_ldadd)
%C%_test_paths_LDADD = $(trace_ldadd)
%C%_test_tally_LDADD = $(trace_ldadd)
%C%_test_tree_LDADD = $(trace_ldadd)
