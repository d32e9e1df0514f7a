def count_each(words):
    counts = {}
    for word in words:
        counts[word] += 1
    return counts
