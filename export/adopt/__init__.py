"""`duende adopt`: any plain ONNX file becomes a package of kind tensor, or a sentence says why it cannot.

reading.py  the file: is it ONNX, is all of it there, does it need operators that nobody has
ports.py    which inputs a number can feed, which outputs are numbers, sizes that were left open
states.py   which outputs come back as inputs: the model's memory
trial.py    runs it: does it do what it declares, and what is recorded as its self-test
command.py  the command
"""
