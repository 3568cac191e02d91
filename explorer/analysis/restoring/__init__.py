"""What TensorFlow and Keras will do on a restore, and why. `explorer.analysis.restore.check_restore` is the way in.

The road, and what to open to change a step of it:

1. Sides: `checkpoints/` makes both, the target a `ModelSpec`; `situation` says under which TensorFlow they meet.
2. Matching: `matching` pairs stored rows and variables before any API is asked; `keras.matching` does so by layers.
3. Outcomes: `predictions` asks the ways of loading in `apis`. Each is a pure function of both sides, which gives an
   `outcome.Outcome`: `objects` for `tf.train.Checkpoint`, `savers` for graph programs, `keras` for `load_weights`;
   `positions` tells where a value goes to another variable, `spelling` how messages write shapes and dtypes.
4. Rows: `verdicts` judges two sides of one variable, `rows` makes the table of it, `verified` reads the values,
   `summary` says it in a sentence; `report` is the record of all.
5. Causes: `causes.find` gathers problem rows into `finding.Finding`s.
6. Cures: `cures.by_cause` adds to each what to do, with code.

A new way of loading is a function with the signature of `apis.Simulator`, and a line in `apis`.
"""
