graph [ directed 1
node [ id 1 label "A" equity "1,5" ]
node [ id 2 label "B" ]
edge [ source 1 target 2 ]
]
