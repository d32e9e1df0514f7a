def halves(word):
    middle = len(word) // 2
    if len(word) % 2 == 1:
        middle += 1
    first = word[:middle]
    second = word[middle:]
    return first, second
