graph [ directed 1
node [ id 1 label "A" ]
edge [ source 1 target 9 amount 2 ]
]
