"""What a pasted traceback or log of TensorFlow, Keras or an Estimator means."""

from explorer.analysis.error_reading.answer import answer_error, explain
from explorer.analysis.error_reading.reader import read_error
from explorer.analysis.error_reading.records import ErrorAnswer, ErrorMatch, ErrorReading, NamedTensor

__all__ = [
    "ErrorAnswer",
    "ErrorMatch",
    "ErrorReading",
    "NamedTensor",
    "answer_error",
    "explain",
    "read_error",
]
