dist_doc_DATA = README.md NEWS.md CONTRIBUTING.md \
	%D%/formats.md \
	%D%/method.md \
	%D%/model.md
EXTRA_DIST += %D%/cascade.svg

# The pictures of the README and of these pages, from real runs.
pictures: contagraph
	./contagraph draw cascade $(srcdir)/graphs/defi-25 -q \
		--scenario $(srcdir)/graphs/defi-25/scenario.json \
		-o $(srcdir)/%D%/cascade.svg
.PHONY: pictures
