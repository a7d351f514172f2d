tap_scripts += \
	%D%/adl.tap \
	%D%/book.tap \
	%D%/compare.tap \
	%D%/database.tap \
	%D%/completion.tap \
	%D%/draw.tap \
	%D%/draw_figures.tap \
	%D%/ensemble.tap \
	%D%/exchange.tap \
	%D%/generate.tap \
	%D%/help.tap \
	%D%/interrupt.tap \
	%D%/lending.tap \
	%D%/optimise.tap \
	%D%/output.tap \
	%D%/packed.tap \
	%D%/pages.tap \
	%D%/mpi.tap \
	%D%/part.tap \
	%D%/paths.tap \
	%D%/rank.tap \
	%D%/report.tap %D%/report_answers.tap \
	%D%/presets.tap \
	%D%/read.tap \
	%D%/reconstruct.tap \
	%D%/refusals.tap %D%/remedies.tap %D%/remedy_pages.tap \
	%D%/results.tap \
	%D%/schema.tap \
	%D%/simulate.tap \
	%D%/sweep.tap \
	%D%/tables.tap \
	%D%/usage.tap \
	%D%/workbooks.tap
EXTRA_DIST += %D%/tap.sh
EXTRA_DIST += %D%/packed %D%/workbook.py %D%/database.py \
	%D%/spreadsheet.py
