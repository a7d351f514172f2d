# Presets of venues, dated; the program reads them where they are installed.
presetsdir = $(pkgdatadir)/presets
dist_presets_DATA = \
	%D%/aave-v3.3.json \
	%D%/binance-adl.json \
	%D%/bitmex-adl.json \
	%D%/compound-v2.json \
	%D%/hyperliquid-adl.json \
	%D%/morpho-blue.json
