def halves(word):
    middle = len(word) // 2
    return word[:middle], word[middle:]
