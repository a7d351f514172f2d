libcore_sources += \
	%D%/abreast.c %D%/abreast.h %D%/abreast_kernel.h \
	%D%/abreast_avx2.c \
	%D%/abreast_avx512.c \
	%D%/abreast_plain.c \
	%D%/accounts.c \
	%D%/alone.h \
	%D%/adl.h %D%/adl_rules.c %D%/adl_rules.def \
	%D%/adl_binance.c \
	%D%/adl_bitmex.c \
	%D%/adl_clocks.c \
	%D%/adl_close.c \
	%D%/adl_event.c %D%/adl_event.h \
	%D%/adl_hyperliquid.c \
	%D%/adl_keep.c \
	%D%/adl_levered.c \
	%D%/adl_lots.c \
	%D%/adl_order.c \
	%D%/adl_pro_rata.c \
	%D%/adl_queue.c \
	%D%/adl_random.c \
	%D%/adl_shares.c \
	%D%/adl_winners.c \
	%D%/books.c %D%/books.h \
	%D%/claims.c %D%/claims.h \
	%D%/claims_alone.c %D%/claims_alone.h \
	%D%/claims_lean.c %D%/claims_lean.h \
	%D%/claims_linear.h \
	%D%/claims_rows.c %D%/claims_rows.h \
	%D%/close_out.c \
	%D%/deleverage.h \
	%D%/direct.c %D%/direct.h \
	%D%/equal.h \
	%D%/failures.c \
	%D%/finite.c %D%/finite.h \
	%D%/funding.c %D%/funding.h \
	%D%/impact.h %D%/impacts.c %D%/impacts.def \
	%D%/impact_amm.c \
	%D%/impact_exponential.c \
	%D%/impact_linear.c \
	%D%/impact_none.c \
	%D%/impact_sqrt.c \
	%D%/layer_adl.c \
	%D%/layer_fund.c \
	%D%/layer_socialise.c \
	%D%/layer_kinds.c \
	%D%/layers.h \
	%D%/lean.h %D%/lean_round.c \
	%D%/liquidation.c %D%/liquidation.h \
	%D%/loans.c %D%/loans.h \
	%D%/loop.c \
	%D%/market.c %D%/market.h \
	%D%/merton.c %D%/merton.h \
	%D%/opened.c %D%/opened.h \
	%D%/opening.c \
	%D%/phase.h %D%/phases.def \
	%D%/quantities.c %D%/quantities.h \
	%D%/quiet.c %D%/quiet.h %D%/quiet_classes.c %D%/quiet_start.c \
	%D%/quote.h \
	%D%/receivables.c %D%/receivables.h \
	%D%/repayment.c \
	%D%/run.c %D%/run.h \
	%D%/settlement.c \
	%D%/shock_kind.h %D%/shock_kinds.c \
	%D%/shock_base.c \
	%D%/shock_asset.c \
	%D%/shock_depth.c \
	%D%/shock_exposure.c \
	%D%/shock_funding.c \
	%D%/shock_haircut.c \
	%D%/shock_inject.c \
	%D%/shock_node.c \
	%D%/shock_run.c \
	%D%/shocks.c \
	%D%/shortfalls.c \
	%D%/slots.c %D%/slots.h \
	%D%/spiral.c %D%/spiral.h \
	%D%/start.c \
	%D%/state.c %D%/state.h \
	%D%/run_kept.c \
	%D%/run_sums.c \
	%D%/stop.c %D%/stop.h \
	%D%/sum.h \
	%D%/sure.c %D%/sure.h \
	%D%/survey.c \
	%D%/tokens.c \
	%D%/unhealthy.c \
	%D%/weak.c %D%/weak.h \
	%D%/write_down.c %D%/write_down.h \
	%D%/valuation.h %D%/valuations.c %D%/valuations.def \
	%D%/valuation_base.c \
	%D%/valuation_black_cox.c \
	%D%/valuation_clearing.c \
	%D%/valuation_exponential.c \
	%D%/valuation_linear.c \
	%D%/valuation_merton.c \
	%D%/valuation_merton_recovery.c \
	%D%/valuation_single_hit.c \
	%D%/valuation_threshold.c
