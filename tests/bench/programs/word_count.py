SIZE = 100

TEXT = "the cat sat on the mat and the dog sat on the log while a bird in the tree sang to the cat and the dog "
counts = {}
for line in [TEXT] * SIZE:
    for word in line.split():
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
longest = ""
most = 0
for word, count in counts.items():
    if count > most:
        longest, most = word, count
print(longest, most)
