cmocka_tests += \
	%D%/test_cgraph \
	%D%/test_igraph \
	%D%/test_lp

# These two call igraph themselves, in the functions they pass to the bridge.
%C%_test_igraph_CFLAGS = $(AM_CFLAGS) $(IGRAPH_CFLAGS)
%C%_test_igraph_LDADD = $(LDADD) $(IGRAPH_LIBS)
%C%_test_lp_CFLAGS = $(AM_CFLAGS) $(IGRAPH_CFLAGS)
%C%_test_lp_LDADD = $(LDADD) $(IGRAPH_LIBS)
