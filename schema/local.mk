# What JSON documents look like, one schema for each that there is.
schemadir = $(pkgdatadir)/schema
dist_schema_DATA = \
	%D%/contagraph-adl-1.json \
	%D%/contagraph-book-1.json \
	%D%/contagraph-calibrate-1.json \
	%D%/contagraph-check-1.json \
	%D%/contagraph-compare-1.json \
	%D%/contagraph-curve-1.json \
	%D%/contagraph-ensemble-1.json \
	%D%/contagraph-info-1.json \
	%D%/contagraph-list-1.json \
	%D%/contagraph-optimise-1.json \
	%D%/contagraph-parameters-1.json \
	%D%/contagraph-part-1.json \
	%D%/contagraph-paths-1.json \
	%D%/contagraph-rank-1.json \
	%D%/contagraph-ranges-1.json \
	%D%/contagraph-reconstruct-1.json \
	%D%/contagraph-report-1.json \
	%D%/contagraph-run-1.json \
	%D%/contagraph-simulate-1.json \
	%D%/contagraph-spread-1.json \
	%D%/contagraph-stamp-1.json \
	%D%/contagraph-sweep-1.json
