bashcomp_DATA = %D%/contagraph
zshcomp_DATA = %D%/_contagraph
fishcomp_DATA = %D%/contagraph.fish
EXTRA_DIST += $(bashcomp_DATA) $(zshcomp_DATA) $(fishcomp_DATA)
