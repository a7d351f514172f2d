cmocka_tests += \
	%D%/test_archive \
	%D%/test_cgraph \
	%D%/test_glpk \
	%D%/test_igraph \
	%D%/test_json \
	%D%/test_lock \
	%D%/test_output \
	%D%/test_sha256 \
	%D%/test_sqlite \
	%D%/test_version \
	%D%/test_xml

# These call the library underneath themselves.
%C%_test_glpk_CFLAGS = $(AM_CFLAGS) $(IGRAPH_CFLAGS)
%C%_test_glpk_LDADD = $(LDADD) $(IGRAPH_LIBS)
%C%_test_igraph_CFLAGS = $(AM_CFLAGS) $(IGRAPH_CFLAGS)
%C%_test_igraph_LDADD = $(LDADD) $(IGRAPH_LIBS)
%C%_test_json_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
%C%_test_json_LDADD = $(LDADD) $(JANSSON_LIBS)
%C%_test_sqlite_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
%C%_test_sqlite_LDADD = $(LDADD) $(SQLITE_LIBS)
