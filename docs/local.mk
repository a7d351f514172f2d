dist_doc_DATA = README.md NEWS.md CONTRIBUTING.md \
	%D%/formats.md \
	%D%/model.md
