libcore_sources += \
	%D%/answer.c %D%/answer.h \
	%D%/answer_draws.c \
	%D%/attack.c \
	%D%/bailout.c %D%/bailout.h \
	%D%/bailout_asked.c \
	%D%/bailout_gains.c \
	%D%/bailout_greedy.c \
	%D%/bailout_judge.c \
	%D%/bailout_mend.c \
	%D%/bailout_programme.c \
	%D%/bailout_search.c \
	%D%/bailout_sets.c \
	%D%/bailout_solve.c \
	%D%/bailout_unkept.c \
	%D%/clearing.c %D%/clearing.h \
	%D%/clearing_lp.c \
	%D%/clearing_verify.c \
	%D%/compress.c \
	%D%/compressed.c %D%/compressed.h \
	%D%/compressed_harm.c \
	%D%/flow.c %D%/flow.h \
	%D%/frontier.c \
	%D%/joint_defaults.c \
	%D%/moves.c %D%/moves.h \
	%D%/moves_target.c \
	%D%/norm.c %D%/norm.h \
	%D%/reverse.c \
	%D%/seek.c %D%/seek.h \
	%D%/seek_answer.c \
	%D%/seek_branch.c \
	%D%/seek_pattern.c \
	%D%/worst_shock.c \
	%D%/judge.c \
	%D%/lines.c %D%/lines.h \
	%D%/lines_cell.c %D%/lines_cell.h \
	%D%/lines_graph.c \
	%D%/lines_put.c %D%/lines_put.h \
	%D%/netting.c %D%/netting.h \
	%D%/netting_conservative.c \
	%D%/optimisations.def \
	%D%/optimise.c \
	%D%/task.c %D%/task.h \
	%D%/bailout_program.c %D%/bailout_program.h \
	%D%/rescue.c %D%/rescue.h \
	%D%/rescue_builder.c %D%/rescue_builder.h \
	%D%/rescue_sums.c \
	%D%/rescue_model.c %D%/rescue_model.h
