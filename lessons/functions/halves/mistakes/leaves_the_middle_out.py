def halves(word):
    middle = (len(word) + 1) // 2
    return word[:middle], word[middle + 1:]
