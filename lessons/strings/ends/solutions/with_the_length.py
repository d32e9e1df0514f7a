def ends(word):
    last = len(word) - 1
    return word[0] + word[last]
