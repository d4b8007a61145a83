"""The blank English pipeline: its tokens."""

import re
from typing import cast

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_suffix_regex

# Prefixes whose word stays one token, so that "co-led" is a verb and "Paris-based" still two words and a hyphen.
# The flag and the end stand in the pattern itself, which is all that a pipeline on disk keeps of it.
_WHOLE = re.compile(r"(?i)(?:(?:(?:co|fine|open|tie|start|pre|re|one|non|head|joint|text)-)+[a-z]+|then-)\Z")


def blank_english() -> Language:
    """spaCy's English tokenizer with hyphenated verbs kept whole, and no component yet."""
    nlp = English()
    tokenizer = cast(Tokenizer, nlp.tokenizer)
    # spaCy keeps a capital and its full stop together ("J."); at the end of a name like "DeepL" or "IBM" the stop is the sentence's.
    tokenizer.suffix_search = compile_suffix_regex([*(English.Defaults.suffixes or ()), r"(?<=[A-Za-z0-9&-][A-Z])\."]).search
    tokenizer.token_match = _WHOLE.match
    return nlp
