Creator "a program"
graph [
  directed 1
  node [ id 00 label "N&eacute;stor" mass 4 mass 5 ]
  node [ id 1 label "B" label "C" ]
  node [ id "0" ]
  node [ id 2 cash 3 cash 3 amount [ low 1 ] ]
  edge [ source 0 target 2 source 1 amount 6 ]
  edge [ source 2 target 5 amount 6.5 ]
]
