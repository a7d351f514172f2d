dist_man_MANS = %D%/contagraph.1
