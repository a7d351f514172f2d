libcore_sources += \
	%D%/apportion.c %D%/apportion.h \
	%D%/cascade_boxes.c %D%/cascade_boxes.h \
	%D%/cascade_choice.c \
	%D%/cascade_columns.c %D%/cascade_columns.h \
	%D%/cascade_describe.c \
	%D%/cascade_direct.c %D%/cascade_direct.h \
	%D%/cascade_direct_boxes.c \
	%D%/cascade_direct_shocks.c \
	%D%/cascade_draw.c %D%/cascade_draw.h \
	%D%/bar_cells.c %D%/bar_cells.h \
	%D%/behind.c %D%/behind.h \
	%D%/cascade.h \
	%D%/cascade_falls.c \
	%D%/cascade_head.c \
	%D%/cascade_lines.c \
	%D%/cascade_page.c \
	%D%/cascade_sources.c %D%/cascade_sources.h \
	%D%/cascade_streams.c \
	%D%/cast.c %D%/cast.h \
	%D%/claim_graph.c %D%/claim_graph.h \
	%D%/diff.h \
	%D%/diff_draw.c \
	%D%/diff_head.c \
	%D%/direct_shocks.c %D%/direct_shocks.h \
	%D%/dot_write.c %D%/dot_write.h \
	%D%/drawing.c \
	%D%/drawn_falls.c %D%/drawn_falls.h \
	%D%/drawn_falls_lost.c \
	%D%/drawn_falls_sources.c \
	%D%/drawn_falls_tell.c %D%/drawn_falls_tell.h \
	%D%/escape.c %D%/escape.h \
	%D%/exposure_map.h \
	%D%/facts.c %D%/facts.h \
	%D%/grid.c %D%/grid.h \
	%D%/groups.c %D%/groups.h \
	%D%/groups_all.h \
	%D%/groups_communities.c \
	%D%/groups_draw.c \
	%D%/groups_drill.c %D%/groups_drill.h \
	%D%/groups_drill_draw.c %D%/groups_drill_parts.h \
	%D%/groups_head.c \
	%D%/head.c %D%/head.h \
	%D%/histogram.c %D%/histogram.h \
	%D%/holdings_map.h \
	%D%/importance.h \
	%D%/importance_bars.c %D%/importance_bars.h \
	%D%/importance_draw.c \
	%D%/importance_label.c \
	%D%/importance_lines.c \
	%D%/importance_places.c %D%/importance_places.h \
	%D%/importance_rank.c \
	%D%/layout.c %D%/layout.h \
	%D%/layout_arrange.c %D%/layout_inside.h \
	%D%/links.c \
	%D%/map_assets.c \
	%D%/map_backbone.c \
	%D%/map_blocks.c \
	%D%/map_draw.c \
	%D%/map_fit.c \
	%D%/map_frames.c %D%/map_frames.h \
	%D%/map_head.c \
	%D%/map_holdings.c \
	%D%/map_holdings_draw.c \
	%D%/map_layout.c \
	%D%/map_patterns.c %D%/map_patterns.h \
	%D%/map_spread.c \
	%D%/map_ties.c %D%/map_ties.h \
	%D%/map_words.c \
	%D%/multilevel.c \
	%D%/picture_page.c %D%/picture_page.h \
	%D%/matrices.def \
	%D%/matrix_adl.c \
	%D%/matrix_cells.c %D%/matrix_cells.h \
	%D%/matrix_draw.c \
	%D%/matrix_few.c \
	%D%/matrix_groups.c \
	%D%/matrix_heads.c %D%/matrix_heads.h \
	%D%/matrix_impact.c \
	%D%/matrix_kinds.c \
	%D%/matrix_losses.c \
	%D%/pages.def \
	%D%/pairs.c %D%/pairs.h \
	%D%/pairs_falls.c %D%/pairs_falls.h \
	%D%/outline.c %D%/outline.h \
	%D%/palette.c %D%/palette.h \
	%D%/paths_rows.c %D%/paths_rows.h \
	%D%/phrases.c %D%/phrases.h \
	%D%/placed.c %D%/placed.h \
	%D%/positions.c %D%/positions.h \
	%D%/curves.c %D%/curves.h \
	%D%/dot_child.c %D%/dot_child.h \
	%D%/render.c %D%/rendered.h \
	%D%/scales.c %D%/scales.h \
	%D%/scatter.c %D%/scatter.h \
	%D%/scatter_curves.c \
	%D%/scatter_draw.c %D%/scatter_draw.h \
	%D%/scatter_inside.h \
	%D%/scatter_lines.c \
	%D%/scatter_settle.c \
	%D%/scatter_words.c \
	%D%/shapes.c %D%/shapes.h \
	%D%/sketch.c %D%/sketch.h \
	%D%/svg_centre.c %D%/svg_centre.h \
	%D%/svg_finish.c %D%/svg_finish.h \
	%D%/svg_tag.c %D%/svg_tag.h \
	%D%/view_cascade.c \
	%D%/view_diff.c \
	%D%/view_groups.c \
	%D%/view_importance.c \
	%D%/view_map.c \
	%D%/view_matrix.c \
	%D%/view_paths.c \
	%D%/views.def
