# Texts that others build packages from.
EXTRA_DIST += \
	%D%/check-debian.sh \
	%D%/conda/meta.yaml \
	%D%/homebrew/contagraph.rb \
	%D%/debian/changelog \
	%D%/debian/contagraph-data.install \
	%D%/debian/contagraph-data.links \
	%D%/debian/contagraph-mpi.install \
	%D%/debian/contagraph.README.Debian \
	%D%/debian/contagraph.install \
	%D%/debian/control \
	%D%/debian/copyright \
	%D%/debian/libcontagraph-dev.install \
	%D%/debian/libcontagraph0.install \
	%D%/debian/libcontagraph0.symbols \
	%D%/debian/not-installed \
	%D%/debian/python3-contagraph.examples \
	%D%/debian/python3-contagraph.install \
	%D%/debian/r-other-contagraph.examples \
	%D%/debian/r-other-contagraph.install \
	%D%/debian/rules \
	%D%/debian/source/format \
	%D%/debian/source/lintian-overrides \
	%D%/debian/tests/control \
	%D%/debian/tests/library \
	%D%/debian/tests/mpi \
	%D%/debian/tests/python \
	%D%/debian/tests/r \
	%D%/debian/tests/tour

# Debian's packages of the release: built, tried and removed in Debians of their own.
check-debian: dist-gzip
	@$(SHELL) $(srcdir)/%D%/check-debian.sh $(distdir).tar.gz
.PHONY: check-debian
