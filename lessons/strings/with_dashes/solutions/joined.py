def with_dashes(word):
    return "-".join(word)
