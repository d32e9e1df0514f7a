def count_each(words):
    return {}
