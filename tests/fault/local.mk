# Linked with memory that fails on demand.
cmocka_tests += \
	%D%/test_builder \
	%D%/test_draw \
	%D%/test_engine \
	%D%/test_rank \
	%D%/test_page \
	%D%/test_preset \
	%D%/test_read \
	%D%/test_report \
	%D%/test_risk \
	%D%/test_trace
%C%_test_builder_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_read_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_report_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_trace_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_draw_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_rank_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_risk_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_engine_SOURCES = %D%/test_engine.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_engine_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_preset_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_page_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)

# Whole commands, with memory that fails below all of them.
tap_scripts += %D%/commands.tap
check_PROGRAMS += %D%/every_allocation
%C%_every_allocation_LDADD =
check_LTLIBRARIES += %D%/failing_malloc.la
%C%_failing_malloc_la_LDFLAGS = -module -avoid-version -shared \
	-rpath $(abs_builddir)
