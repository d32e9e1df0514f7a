def with_dashes(word):
    return word
