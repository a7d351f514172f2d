"""The tour of the README in ten lines."""

import contagraph as cg

net = cg.read("graphs/defi-25")
run = net.run("asset @eth=-35%")
print(run)
for path in run.paths(k=3, min_steps=3):
    print(f"{path.loss:12.4g}  {path.text}")
run.draw("cascade").save("cascade.dot")
run.report("report.md")
print(net.curve("asset @eth=-X", steps=5).frame)
print(net.edit("markets lendora/rvETH maintenance=0.12").run("asset @eth=-35%"))
