libcore_sources += \
	%D%/apportion.c \
	%D%/map_backbone.c \
	%D%/cascade_boxes.c \
	%D%/importance_places.c %D%/importance_places.h \
	%D%/cascade_draw.c %D%/cascade.h \
	%D%/cascade_label.c \
	%D%/cascade_lines.c \
	%D%/cast.c %D%/cast.h \
	%D%/groups_communities.c \
	%D%/dot_write.c %D%/dot_write.h \
	%D%/drawing.c \
	%D%/diff.h \
	%D%/diff_draw.c \
	%D%/groups_drill.c %D%/groups_drill.h \
	%D%/groups_drill_draw.c %D%/groups_drill_parts.h \
	%D%/escape.c %D%/escape.h \
	%D%/facts.c \
	%D%/facts.h \
	%D%/cascade_flows.c %D%/cascade_flows.h \
	%D%/cascade_flows_columns.c %D%/cascade_flows_making.h \
	%D%/grid.c %D%/grid.h \
	%D%/groups.c %D%/groups.h \
	%D%/links.c \
	%D%/exposure_map.h \
	%D%/map_draw.c \
	%D%/cascade_page.c \
	%D%/pairs.c %D%/pairs.h \
	%D%/palette.c %D%/palette.h \
	%D%/positions.c %D%/positions.h \
	%D%/render.c \
	%D%/scales.c %D%/scales.h \
	%D%/cascade_scene.c \
	%D%/cascade_selection.c %D%/cascade_selection.h \
	%D%/cascade_selection_index.c %D%/cascade_selection_index.h \
	%D%/cascade_selection_sums.c \
	%D%/shapes.c %D%/shapes.h \
	%D%/sketch.c %D%/sketch.h \
	%D%/cascade_tails.c %D%/cascade_tails.h \
	%D%/importance.h \
	%D%/importance_draw.c \
	%D%/importance_label.c \
	%D%/map_ties.c %D%/map_ties.h \
	%D%/view_cascade.c \
	%D%/view_diff.c \
	%D%/view_groups.c \
	%D%/view_importance.c \
	%D%/view_map.c \
	%D%/view_paths.c \
	%D%/views.def \
	%D%/phrases.c %D%/phrases.h
