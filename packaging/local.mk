# Texts that others build packages from.
EXTRA_DIST += \
	%D%/conda/meta.yaml \
	%D%/homebrew/contagraph.rb
