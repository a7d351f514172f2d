libcore_sources +=
