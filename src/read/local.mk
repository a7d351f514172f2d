libcore_sources += \
	%D%/about.c %D%/about.h \
	%D%/arrow.h \
	%D%/builder.c %D%/builder.h \
	%D%/builder_arrow.c \
	%D%/builder_blame.c \
	%D%/builder_fill.c \
	%D%/builder_words.c \
	%D%/called.c %D%/called.h \
	%D%/addresses.c \
	%D%/checksum.c \
	%D%/column_name.c %D%/column_name.h \
	%D%/columns.c %D%/columns.h \
	%D%/content.c %D%/content.h \
	%D%/csv_pieces.c \
	%D%/csv_plain.c %D%/csv_plain.h \
	%D%/csv_rows.c %D%/csv_rows.h \
	%D%/csv_source.c \
	%D%/csv_table.c %D%/csv_table.h \
	%D%/csv_table_write.c \
	%D%/edges.c \
	%D%/dot.c \
	%D%/dot_graph.c %D%/dot_graph.h \
	%D%/dot_read.c %D%/dot_read.h \
	%D%/dot_text.c %D%/dot_text.h \
	%D%/element_source.c %D%/element_source.h \
	%D%/elements.c %D%/elements.h \
	%D%/elements_fields.c \
	%D%/elements_write.c \
	%D%/fields.c %D%/fields.h \
	%D%/finished.c \
	%D%/folder.c \
	%D%/folder_write.c %D%/folder_write.h \
	%D%/graph_format.h \
	%D%/graph_formats.c %D%/graph_formats.def %D%/graph_formats.h \
	%D%/gml.c \
	%D%/gml_read.c %D%/gml_read.h \
	%D%/gml_text.c %D%/gml_text.h \
	%D%/graphml.c %D%/graphml.h \
	%D%/graphml_keys.c %D%/graphml_keys.h \
	%D%/graphml_read.c \
	%D%/graphml_write.c \
	%D%/hash.c %D%/hash.h \
	%D%/header.c %D%/header.h \
	%D%/implied.c \
	%D%/json_read.c %D%/json_parse.c %D%/json_parse.h \
	%D%/json_table.c %D%/json_table.h \
	%D%/json_write.c %D%/json_write.h \
	%D%/left_out.c %D%/left_out.h \
	%D%/map.c %D%/map.h \
	%D%/matrix_read.c %D%/matrix_read.h \
	%D%/matrix_look.c \
	%D%/matrix_source.c \
	%D%/matrix_sums.c \
	%D%/matrix_write.c \
	%D%/numbered.c %D%/numbered.h \
	%D%/pajek.c %D%/pajek.h \
	%D%/pajek_write.c \
	%D%/part.c \
	%D%/preset_files.c \
	%D%/preset_files.h \
	%D%/preset_read.c \
	%D%/read.c \
	%D%/references.c %D%/references.h \
	%D%/refusals.c \
	%D%/result_files.c \
	%D%/result_sheet.c %D%/result_sheet.h \
	%D%/snapshot.c %D%/snapshot.h \
	%D%/snapshot_kept.c \
	%D%/snapshot_network.c \
	%D%/snapshot_order.c \
	%D%/snapshot_source.c \
	%D%/snapshot_write.c \
	%D%/sqlite.c %D%/sqlite_about.c %D%/sqlite_about.h \
	%D%/sqlite_write.c %D%/sqlite_write.h \
	%D%/table_file.c %D%/table_file.h \
	%D%/totals.c %D%/totals.h \
	%D%/write.c \
	%D%/xlsx.c \
	%D%/xlsx_book.c %D%/xlsx_book.h \
	%D%/xlsx_sheet.c %D%/xlsx_sheet.h \
	%D%/zip.c
