libcore_sources += \
	%D%/apportion.c \
	%D%/backbone.c \
	%D%/boxes.c \
	%D%/bullseye.c %D%/bullseye.h \
	%D%/canvas.h \
	%D%/cascade.c %D%/cascade.h \
	%D%/cascade_label.c \
	%D%/cascade_lines.c \
	%D%/cast.c %D%/cast.h \
	%D%/communities.c \
	%D%/draw.c \
	%D%/drawing.h \
	%D%/diff.h \
	%D%/diff_draw.c \
	%D%/drill.c %D%/drill.h \
	%D%/drill_draw.c %D%/drill_parts.h \
	%D%/escape.c %D%/escape.h \
	%D%/facts.c \
	%D%/facts.h \
	%D%/flows.c %D%/flows.h \
	%D%/flows_columns.c %D%/flows_making.h \
	%D%/flows_find.c \
	%D%/grid.c %D%/grid.h \
	%D%/groups.c %D%/groups.h \
	%D%/links.c \
	%D%/map.h \
	%D%/map_draw.c \
	%D%/page.c \
	%D%/pairs.c %D%/pairs.h \
	%D%/palette.c %D%/palette.h \
	%D%/positions.c %D%/positions.h \
	%D%/render.c \
	%D%/scales.c %D%/scales.h \
	%D%/scene.c \
	%D%/selection.c %D%/selection.h \
	%D%/selection_sums.c \
	%D%/shapes.c %D%/shapes.h \
	%D%/sketch.c %D%/sketch.h \
	%D%/tails.c %D%/tails.h \
	%D%/target.h \
	%D%/target_draw.c \
	%D%/target_label.c \
	%D%/ties.c %D%/ties.h \
	%D%/view_cascade.c \
	%D%/view_diff.c \
	%D%/view_groups.c \
	%D%/view_importance.c \
	%D%/view_map.c \
	%D%/view_paths.c \
	%D%/views.def \
	%D%/words.c %D%/words.h
