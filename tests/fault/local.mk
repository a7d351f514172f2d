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
	%D%/test_risk_again \
	%D%/test_trace
%C%_test_builder_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_read_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_report_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_trace_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_draw_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_rank_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_risk_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_risk_again_LDADD = \
	src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_engine_SOURCES = %D%/test_engine.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_engine_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_preset_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
%C%_test_page_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)

# Whole commands, with memory, system calls and signals below all of them.
tap_scripts += %D%/calls.tap %D%/commands.tap %D%/signals.tap
check_PROGRAMS += %D%/every_allocation %D%/every_call %D%/every_signal
%C%_outcome = %D%/outcome.c %D%/outcome.h
%C%_traced = %D%/traced.c %D%/traced.h %D%/loaded.h
%C%_every_allocation_SOURCES = %D%/every_allocation.c $(%C%_outcome)
%C%_every_allocation_LDADD =
%C%_every_call_SOURCES = %D%/every_call.c $(%C%_traced) $(%C%_outcome)
%C%_every_call_LDADD =
%C%_every_signal_SOURCES = %D%/every_signal.c $(%C%_traced) $(%C%_outcome)
%C%_every_signal_LDADD =
# What is preloaded is shared, or not there: then they are skipped.
if SHARED
check_LTLIBRARIES += %D%/failing_malloc.la %D%/loaded.la
%C%_failing_malloc_la_LDFLAGS = -module -avoid-version -shared \
	-rpath $(abs_builddir)
%C%_loaded_la_SOURCES = %D%/loaded.c %D%/loaded.h
%C%_loaded_la_LDFLAGS = -module -avoid-version -shared -rpath $(abs_builddir)
endif
EXTRA_DIST += %D%/every_command.sh
