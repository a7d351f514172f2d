# Presets of venues, dated; the program reads them where they are installed.
presetsdir = $(pkgdatadir)/presets
dist_presets_DATA = \
	%D%/aave-v3.3.json \
	%D%/binance-adl.json \
	%D%/bitmex-adl.json \
	%D%/compound-v2.json \
	%D%/hyperliquid-adl.json \
	%D%/metaflux-adl.json \
	%D%/morpho-blue.json

# A program that is not installed finds them beside it, wherever it is built.
all-local: presets-here
presets-here:
	@test -e presets || $(LN_S) $(abs_top_srcdir)/presets presets
clean-local: presets-gone
presets-gone:
	@test ! -h presets || rm -f presets
.PHONY: presets-here presets-gone
