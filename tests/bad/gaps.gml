graph [ directed 1
node [ id 1 label "A" ]
node [ label "B" ]
node [ id 3 equity 1 equity 2 ]
edge [ source 1 amount 3 ]
edge [ source 1 target 3 amount inf ]
]
graph [ ]
