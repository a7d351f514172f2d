"""A lending market from a wide CSV of raw integers, as a chain has them."""

# needs pandas
import io

import pandas as pd

import contagraph as cg

# One row for each borrower; amounts in the token's smallest unit.
CSV = """borrower,WETH,USDC
0x00000000000000000000000000000000000000a1,12500000000000000000,-20900000000
0x00000000000000000000000000000000000000a2,3000000000000000000,-4100000000
0x00000000000000000000000000000000000000a3,80000000000000000000,-95000000000
"""
wide = pd.read_csv(io.StringIO(CSV), dtype=str)
legs = wide.melt("borrower", var_name="asset", value_name="quantity").dropna()
positions = legs.rename(columns={"borrower": "owner"}).assign(
    account=legs["borrower"], venue="pool"
)
net = cg.Network(
    nodes={"id": ["pool", *wide["borrower"]], "equity": [50_000, None, None, None],
           "cash": [None, 0, 0, 0]},
    assets={"id": ["WETH", "USDC"], "price": [2300, 1], "raw_decimals": [18, 6],
            "depth": [2_000_000, None]},
    venues={"node": ["pool"], "type": ["lending"]},
    markets={"venue": ["pool", "pool"], "asset": ["WETH", "USDC"],
             "maintenance": [0.17, 0.15], "bonus": [0.05, 0.05]},
    positions=positions,
    unit="$",
)
print(net.book("WETH", to=0.5, steps=5).levels)
curve = net.curve("asset WETH=-X", to=0.6, steps=6)
print(curve.frame[["size", "loss", "unhealthy"]])
for cliff in curve.cliffs:
    print(f"losses jump at {cliff['size']:.2%}: {cliff['before']:.4g} -> {cliff['after']:.4g}")
