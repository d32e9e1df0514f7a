def count_each(words):
    counts = {}
    for word in words:
        counts[word] = words.count(word)
    return counts
