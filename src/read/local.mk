libcore_sources += \
	%D%/about.c %D%/about.h \
	%D%/checksum.c \
	%D%/content.c %D%/content.h \
	%D%/csv.c %D%/csv.h \
	%D%/csv_pieces.c \
	%D%/csv_plain.c %D%/csv_plain.h \
	%D%/csv_rows.c %D%/csv_rows.h \
	%D%/csv_source.c \
	%D%/csv_table.c %D%/csv_table.h \
	%D%/csv_write.c \
	%D%/edges.c %D%/edges.h \
	%D%/dot.c \
	%D%/elements.c %D%/elements.h \
	%D%/folder.c \
	%D%/folder_write.c %D%/folder_write.h \
	%D%/format.h \
	%D%/formats.c %D%/formats.def %D%/formats.h \
	%D%/gml.c \
	%D%/gml_look.c %D%/gml_look.h \
	%D%/graphml.c %D%/graphml.h \
	%D%/graphml_write.c \
	%D%/hash.c \
	%D%/header.c %D%/header.h \
	%D%/implied.c \
	%D%/json.c %D%/json.h \
	%D%/json_write.c %D%/json_write.h \
	%D%/map.c %D%/map.h \
	%D%/matrix.c %D%/matrix.h \
	%D%/matrix_look.c \
	%D%/matrix_source.c \
	%D%/matrix_write.c \
	%D%/numbered.c %D%/numbered.h \
	%D%/pajek.c \
	%D%/preset.c \
	%D%/read.c \
	%D%/snapshot.c %D%/snapshot.h \
	%D%/snapshot_order.c \
	%D%/snapshot_write.c \
	%D%/sqlite.c \
	%D%/sqlite_write.c %D%/sqlite_write.h \
	%D%/write.c
