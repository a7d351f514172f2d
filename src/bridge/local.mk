libcore_sources += \
	%D%/archive.c %D%/archive.h \
	%D%/cgraph.c %D%/cgraph.h \
	%D%/glpk.c %D%/lp.h \
	%D%/igraph.c %D%/igraph.h \
	%D%/jansson.c %D%/jansson.h \
	%D%/lock.c %D%/lock.h \
	%D%/output.c %D%/output_ask.h \
	%D%/sha256.c %D%/sha256.h \
	%D%/sqlite3.c %D%/sqlite3.h \
	%D%/unpacked.c %D%/unpacked.h \
	%D%/version.c %D%/version.h \
	%D%/xml.c %D%/xml.h
