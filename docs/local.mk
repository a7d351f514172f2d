dist_doc_DATA = README.md NEWS.md CONTRIBUTING.md \
	%D%/adl.md \
	%D%/fast.md \
	%D%/formats.md \
	%D%/json.md \
	%D%/method.md \
	%D%/model.md \
	%D%/pictures.md \
	%D%/presets.md \
	%D%/python.md \
	%D%/reconstruct.md \
	%D%/remedies.md \
	%D%/risk.md \
	%D%/source.md
drawn = %D%/cascade.svg %D%/diff.svg %D%/groups.svg %D%/importance.svg \
	%D%/map.svg %D%/matrix.svg %D%/paths.svg
EXTRA_DIST += $(drawn)

# The pictures of the README and of these pages, from real runs.
pictures: contagraph
	for picture in $(drawn); do \
	  name=`basename $$picture .svg`; \
	  shock='asset @eth=-35%'; \
	  case $$name in map|importance) set --;; *) set -- --shock "$$shock";; esac; \
	  case $$name in matrix) set -- --of losses "$$@";; \
	    diff) set -- --edit 'markets lendora/rvETH maintenance=0.12' "$$@";; \
	  esac; \
	  ./contagraph draw $$name $(srcdir)/graphs/defi-25 -q "$$@" \
	    -o $(srcdir)/$$picture || exit 1; \
	done

# Pages as people get them, from real runs.
reported = %D%/reports/defi-25.html %D%/reports/defi-25.md \
	%D%/reports/textbook-f1.html
EXTRA_DIST += $(reported)
reports: contagraph
	for page in $(reported); do \
	  graph=`basename $$page | sed 's/\.[a-z]*$$//'`; \
	  (cd $(srcdir) && "$(abs_top_builddir)/contagraph" report \
	    graphs/$$graph --scenario graphs/$$graph/scenario.json -q \
	    -o $$page) || exit 1; \
	done
.PHONY: pictures reports
