/* The whole public interface of libcontagraph. */
#ifndef CONTAGRAPH_CONTAGRAPH_H
#define CONTAGRAPH_CONTAGRAPH_H

#include <contagraph/adl.h>
#include <contagraph/book.h>
#include <contagraph/builder.h>
#include <contagraph/calibrate.h>
#include <contagraph/curve.h>
#include <contagraph/document.h>
#include <contagraph/draw.h>
#include <contagraph/ensemble.h>
#include <contagraph/figure.h>
#include <contagraph/findings.h>
#include <contagraph/generate.h>
#include <contagraph/graph.h>
#include <contagraph/info.h>
#include <contagraph/ledger.h>
#include <contagraph/look_through.h>
#include <contagraph/network.h>
#include <contagraph/optimise.h>
#include <contagraph/output.h>
#include <contagraph/parameters.h>
#include <contagraph/part.h>
#include <contagraph/pivotal.h>
#include <contagraph/preset.h>
#include <contagraph/problem.h>
#include <contagraph/rank.h>
#include <contagraph/read.h>
#include <contagraph/reconstruct.h>
#include <contagraph/report.h>
#include <contagraph/results.h>
#include <contagraph/run.h>
#include <contagraph/scenario.h>
#include <contagraph/scenarios.h>
#include <contagraph/share.h>
#include <contagraph/sheet.h>
#include <contagraph/simulate.h>
#include <contagraph/status.h>
#include <contagraph/sweep.h>
#include <contagraph/text.h>
#include <contagraph/trace.h>
#include <contagraph/variant.h>
#include <contagraph/verify.h>
#include <contagraph/version.h>

#endif
