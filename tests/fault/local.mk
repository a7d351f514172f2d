# Linked with memory that fails on demand.
cmocka_tests += \
	%D%/test_read
%C%_test_read_LDADD = src/libcore.la tests/libfailing.la $(CMOCKA_LIBS)
