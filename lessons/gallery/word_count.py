TEXT = """The cat sat on the mat.
The dog sat on the cat, and the cat ran."""


def words_of(text):
    words = []
    for word in text.lower().split():
        words.append(word.strip(".,"))
    return words


counts = {}
for word in words_of(TEXT):
    counts[word] = counts.get(word, 0) + 1

print(len(counts), "different words")

by_count = sorted(counts.items(), key=lambda pair: -pair[1])
for word, count in by_count[:3]:
    print(f"{word:<4} {'#' * count} {count}")
