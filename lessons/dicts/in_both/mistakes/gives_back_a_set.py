def in_both(first, second):
    return set(first) & set(second)
