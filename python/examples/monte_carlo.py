"""Random shocks of one's own: a frame of scenarios, a frame of results."""

# needs pandas
import numpy as np
import pandas as pd

import contagraph as cg

net = cg.read("graphs/banks-145", frames="pandas")
draws = np.random.default_rng(237)
largest = np.argsort(net.equity)[::-1][:5]

rows = pd.DataFrame(
    {
        "shocks": [
            "; ".join(f"node {net.ids[i]}=-{share:.6%}" for i, share in zip(largest, row))
            for row in draws.beta(0.6, 4, size=(200, len(largest)))
        ]
    }
)
made = net.sweep(rows, model="debtrank", end_state=True)
losses = made["equity_lost"] / made["initial_equity"]
print(losses.describe())
print("lost in the worst of twenty:", f"{losses.quantile(0.95):.2%}")
