"""The named questions: each an `.rq` file beside this module, runnable as it is, or computed from the network."""

from graph.questions.ask import QUESTIONS, ask
from graph.questions.question import Parameter, Question

__all__ = ["QUESTIONS", "Parameter", "Question", "ask"]
