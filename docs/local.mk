dist_doc_DATA = README.md NEWS.md CONTRIBUTING.md \
	%D%/adl.md \
	%D%/cluster.md \
	%D%/fast.md \
	%D%/formats.md \
	%D%/json.md \
	%D%/method.md \
	%D%/model.md \
	%D%/pictures.md \
	%D%/presets.md \
	%D%/python.md \
	%D%/r.md \
	%D%/reconstruct.md \
	%D%/release.md \
	%D%/reliability.md \
	%D%/remedies.md \
	%D%/risk.md \
	%D%/risk_banks.md \
	%D%/risk_compound.md \
	%D%/risk_defi.md \
	%D%/source.md
drawn = %D%/blocks.svg %D%/cascade.svg %D%/diff.svg %D%/groups.svg \
	%D%/holdings.svg %D%/impact.svg %D%/importance.svg %D%/map.svg \
	%D%/matrix.svg %D%/paths.svg
EXTRA_DIST += $(drawn)

# The pictures of the README and of these pages, from real runs.
pictures: contagraph
	for picture in $(drawn); do \
	  name=`basename $$picture .svg`; view=$$name; graph=defi-25; \
	  set -- --shock 'asset @eth=-35%'; \
	  case $$name in \
	    blocks) view=map; graph=banks-145; set --;; \
	    diff) set -- --edit 'markets lendora/rvETH maintenance=0.12' "$$@";; \
	    holdings) view=map; graph=us-banks-2007; \
	      set -- --shock 'asset ln_re_dom=-10%' --shock 'asset mbs=-10%';; \
	    impact) view=matrix; set -- --of impact;; \
	    map|importance) set --;; \
	    matrix) set -- --of losses "$$@";; \
	  esac; \
	  ./contagraph draw $$view $(srcdir)/graphs/$$graph -q "$$@" \
	    -o $(srcdir)/$$picture || exit 1; \
	done

# Pages as people get them, from real runs.
reported = %D%/reports/banks-145.html %D%/reports/compound-2023.html \
	%D%/reports/defi-25.html %D%/reports/defi-25.md
EXTRA_DIST += $(reported)
reports: contagraph
	for page in $(reported); do \
	  graph=`basename $$page | sed 's/\.[a-z]*$$//'`; \
	  (cd $(srcdir) && "$(abs_top_builddir)/contagraph" report \
	    graphs/$$graph --scenario graphs/$$graph/scenario.json -q \
	    -o $$page) || exit 1; \
	done
.PHONY: pictures reports
