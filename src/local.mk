# The library, its layers from the ground up. Each may use those before it:
# every layer's local.mk adds its files to libcore_sources. Text and what is
# below it is also in the program, which cannot see the library's inside.
noinst_LTLIBRARIES = %D%/libtext.la %D%/libcore.la
libtext_sources =
libcore_sources =
include %D%/base/local.mk
include %D%/text/local.mk
include %D%/data/local.mk
include %D%/bridge/local.mk
include %D%/read/local.mk
include %D%/engine/local.mk
include %D%/fast/local.mk
include %D%/compile/local.mk
include %D%/generate/local.mk
include %D%/many/local.mk
include %D%/look/local.mk
include %D%/trace/local.mk
include %D%/risk/local.mk
include %D%/reconstruct/local.mk
include %D%/rank/local.mk
include %D%/ensemble/local.mk
include %D%/optimise/local.mk
include %D%/draw/local.mk
include %D%/report/local.mk
include %D%/page/local.mk
%C%_libtext_la_SOURCES = $(libtext_sources)
%C%_libtext_la_CFLAGS = $(AM_CFLAGS) $(VISIBILITY) $(UTF8PROC_CFLAGS)
%C%_libtext_la_LDFLAGS = $(AM_LDFLAGS)
%C%_libtext_la_LIBADD = $(UTF8PROC_LIBS)
%C%_libcore_la_SOURCES = $(libcore_sources)
%C%_libcore_la_CFLAGS = $(AM_CFLAGS) $(VISIBILITY) $(IGRAPH_CFLAGS) \
	$(CGRAPH_CFLAGS) $(JANSSON_CFLAGS) $(LIBXML2_CFLAGS) $(SQLITE_CFLAGS) \
	$(NETTLE_CFLAGS) $(ARCHIVE_CFLAGS)
%C%_libcore_la_LDFLAGS = $(AM_LDFLAGS)
%C%_libcore_la_LIBADD = %D%/libtext.la $(IGRAPH_LIBS) $(GLPK_LIBS) \
	$(CGRAPH_LIBS) $(JANSSON_LIBS) $(LIBXML2_LIBS) $(SQLITE_LIBS) \
	$(NETTLE_LIBS) $(ARCHIVE_LIBS)

# memory.c stays outside both so that tests can link their own.
lib_LTLIBRARIES = libcontagraph.la
libcontagraph_la_SOURCES = %D%/base/memory.c
libcontagraph_la_LIBADD = %D%/libcore.la
# current:revision:age, see "Updating version info" in the libtool manual.
libcontagraph_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -no-undefined \
	-export-symbols-regex '^ctg_[a-z]'

# Fuzz targets compile cli_sources as well, to call the readers in them.
bin_PROGRAMS = contagraph
cli_sources =
contagraph_SOURCES = %D%/cli/main.c %D%/base/memory.c $(cli_sources)
contagraph_LDADD = %D%/libtext.la libcontagraph.la
contagraph_CFLAGS = $(AM_CFLAGS) $(HARDEN_PROGRAM_CFLAGS)
contagraph_LDFLAGS = $(AM_LDFLAGS) $(HARDEN_PROGRAM_LDFLAGS)
include %D%/cli/local.mk
include %D%/mpi/local.mk
